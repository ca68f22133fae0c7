import type { ArqueoRow, CajaFigures, MovimientoCaja, ReporteCaja } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { PaperContext } from './context.ts'
import type { Fact } from './parts.ts'

/** What papers of a drawer say, whatever the paper. */

export interface CajaRow extends Fact {
  strong?: boolean
}

export interface CajaSection {
  title: string
  rows: readonly CajaRow[]
  /** In the words of a person. */
  text?: string
}

export interface CajaPaper {
  name: string
  numero: string
  /** Instant, ms. */
  fecha: number
  facts: readonly Fact[]
  /** What it is about, said largest. */
  amount: { label: string; monto: Minor }
  sections: readonly CajaSection[]
  /** Lines to sign on. */
  firmas: readonly string[]
}

const fact = (label: string, value: string | null): Fact[] => (value ? [{ label, value }] : [])

/** An X or Z with the figures that were frozen when it was drawn. Pure. */
export function reporteContent(context: PaperContext, reporte: ReporteCaja): CajaPaper {
  const { t, instant } = context
  const { sesion, figures, cierre, tipo, numero, fecha } = reporte
  const counted = cierre
    ? { label: t('ticket.contado'), monto: cierre.contado }
    : { label: t('ticket.caja.esperado'), monto: figures.esperado }
  return {
    name: t(`ticket.reporte.${tipo}`),
    numero,
    fecha,
    facts: [
      ...fact(t('recibo.puesto'), sesion.puesto),
      ...fact(t('ticket.cajero'), sesion.usuario),
      ...fact(t('ticket.apertura'), instant(sesion.abiertaEn)),
      ...fact(tipo === 'z' ? t('ticket.cierre') : t('recibo.fecha'), instant(fecha)),
    ],
    amount: counted,
    sections: [
      equation(context, figures),
      ...methods(context, figures),
      ...(cierre ? [closing(context, cierre)] : []),
    ].filter(({ rows }) => rows.length > 0),
    firmas: tipo === 'z' ? [sesion.usuario, cierre?.aprobadoPor ?? t('caja.supervisa')] : [sesion.usuario],
  }
}

/** The drawer's equation; what did not happen is left out. */
function equation({ t, money }: PaperContext, figures: CajaFigures): CajaSection {
  const plus = ['cobradoEfectivo', 'entradas', 'recepciones'] as const
  const minus = ['retiros', 'gastos', 'devoluciones', 'reversos', 'entregas'] as const
  const row = (key: (typeof plus)[number] | (typeof minus)[number], sign: 1 | -1): CajaRow[] =>
    figures[key] === 0 ? [] : [{ label: t(`ticket.caja.${key}`), value: money(sign * figures[key]) }]
  return {
    title: t('caja.efectivo'),
    rows: [
      { label: t('ticket.caja.fondoInicial'), value: money(figures.fondoInicial) },
      ...plus.flatMap((key) => row(key, 1)),
      ...minus.flatMap((key) => row(key, -1)),
      { label: t('ticket.caja.esperado'), value: money(figures.esperado), strong: true },
    ],
  }
}

function methods({ t, money }: PaperContext, figures: CajaFigures): CajaSection[] {
  const { porMetodo, gastosPorCategoria, anulaciones, primerRecibo, ultimoRecibo } = figures
  const voids =
    anulaciones.cantidad === 0
      ? []
      : [{ label: `${t('ticket.anulaciones')} (${anulaciones.cantidad})`, value: money(anulaciones.monto) }]
  const span = primerRecibo === null ? null : `${primerRecibo} – ${ultimoRecibo ?? primerRecibo}`
  return [
    {
      title: t('ticket.porMetodo'),
      rows: [
        ...porMetodo.map(({ metodo, recibos, monto }) => ({
          label: `${t(`metodo.${metodo}`)} (${recibos})`,
          value: money(monto),
        })),
        ...voids,
        ...fact(t('ticket.recibos'), span),
      ],
    },
    {
      title: t('ticket.gastos'),
      rows: gastosPorCategoria.map(({ categoria, monto }) => ({ label: categoria, value: money(monto) })),
    },
  ]
}

function closing({ t, money }: PaperContext, cierre: ArqueoRow): CajaSection {
  const { detalle, contado, esperado, diferencia, explicacion, queda, aprobacion, aprobadoPor } = cierre
  const sum = (label: string, monto: Minor | null, strong = false): CajaRow[] =>
    monto === null ? [] : [{ label, value: money(monto), strong }]
  const approval = aprobacion === 'pendiente' ? t('caja.pendiente') : aprobadoPor
  return {
    title: t('ticket.arqueo'),
    rows: [
      ...detalle.map(({ valor, cantidad }) => ({
        label: `${cantidad} × ${money(valor)}`,
        value: money(cantidad * valor),
      })),
      ...sum(t('ticket.contado'), contado, true),
      ...sum(t('ticket.caja.esperado'), esperado),
      ...sum(t('ticket.diferencia'), diferencia, true),
      ...fact(t('ticket.aprobo'), approval),
      ...sum(t('ticket.queda'), queda),
    ],
    text: explicacion,
  }
}

/** The slip of a movement, to be signed by who takes or brings the money. Pure. */
export function movimientoContent(context: PaperContext, movimiento: MovimientoCaja, puesto: string): CajaPaper {
  const { t, instant } = context
  const { numero, tipo, monto, lugar, categoria, descripcion, otraPersona, usuario, aprobadoPor, fecha } = movimiento
  return {
    name: t(`ticket.movimiento.${tipo}`),
    numero,
    fecha,
    facts: [...fact(t('recibo.fecha'), instant(fecha)), ...fact(t('recibo.puesto'), puesto)],
    amount: { label: t('recibo.importe'), monto: Math.abs(monto) },
    sections: [
      {
        title: t('recibo.concepto'),
        rows: [
          ...fact(t('ticket.lugar'), lugar && t(`ticket.lugares.${lugar}`)),
          ...fact(t('ticket.categoria'), categoria),
          ...fact(t('ticket.otra'), otraPersona),
          ...fact(t('ticket.cajero'), usuario),
          ...fact(t('ticket.aprobo'), aprobadoPor),
        ],
        text: descripcion,
      },
    ],
    firmas: [otraPersona ?? t('ticket.firma')],
  }
}
