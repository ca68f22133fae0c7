import type { ArqueoRow, CajaFigures, MovimientoCaja, ReporteCaja } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { PaperContext } from '../documents/context.ts'
import type { Block } from './layout.ts'
import { heading, pair, stamps } from './ticket-recibo.ts'

/** A drawer's report, X or Z, with the figures that were frozen when it was drawn. Pure. */
export function reporteTicket(context: PaperContext, reporte: ReporteCaja, copia: boolean): Block[] {
  const { t } = context
  const { sesion, figures, cierre, tipo } = reporte
  return [
    ...heading(context),
    ...stamps(copia && t('copia')),
    { is: 'title', text: `${t(`ticket.reporte.${tipo}`)} ${reporte.numero}` },
    pair(t('recibo.fecha'), context.instant(reporte.fecha)),
    pair(t('recibo.puesto'), sesion.puesto),
    pair(t('ticket.cajero'), sesion.usuario),
    pair(t('ticket.apertura'), context.instant(sesion.abiertaEn)),
    ...(sesion.cerradaEn === null ? [] : [pair(t('ticket.cierre'), context.instant(sesion.cerradaEn))]),
    { is: 'rule' },
    ...drawer(context, figures),
    ...methods(context, figures),
    ...(cierre === null ? [] : closing(context, cierre)),
    { is: 'space' },
    { is: 'bars', text: reporte.numero },
    ...(tipo === 'z' ? [{ is: 'sign' as const, text: t('ticket.firma') }] : []),
  ]
}

type Row = readonly [label: string, amount: Minor]

const section = (title: string, rows: readonly Block[]): Block[] =>
  rows.length === 0 ? [] : [{ is: 'line', text: title, bold: true }, ...rows, { is: 'rule' }]

/** The drawer's equation; what did not happen is left out. */
function drawer({ t, money }: PaperContext, figures: CajaFigures): Block[] {
  const rows: Row[] = [
    [t('ticket.caja.fondoInicial'), figures.fondoInicial],
    [t('ticket.caja.cobradoEfectivo'), figures.cobradoEfectivo],
    [t('ticket.caja.entradas'), figures.entradas],
    [t('ticket.caja.recepciones'), figures.recepciones],
    [t('ticket.caja.retiros'), -figures.retiros],
    [t('ticket.caja.gastos'), -figures.gastos],
    [t('ticket.caja.devoluciones'), -figures.devoluciones],
    [t('ticket.caja.reversos'), -figures.reversos],
    [t('ticket.caja.entregas'), -figures.entregas],
  ]
  const happened = rows.filter(([, amount], at) => at < 2 || amount !== 0)
  return [
    ...happened.map(([label, amount]) => pair(label, money(amount))),
    pair(t('ticket.caja.esperado'), money(figures.esperado), true),
    { is: 'rule' },
  ]
}

function methods({ t, money }: PaperContext, figures: CajaFigures): Block[] {
  const { porMetodo, gastosPorCategoria, anulaciones, primerRecibo, ultimoRecibo } = figures
  return [
    ...section(
      t('ticket.porMetodo'),
      porMetodo.map(({ metodo, recibos, monto }) => pair(`${t(`metodo.${metodo}`)} (${recibos})`, money(monto))),
    ),
    ...section(
      t('ticket.gastos'),
      gastosPorCategoria.map(({ categoria, monto }) => pair(categoria, money(monto))),
    ),
    ...(anulaciones.cantidad === 0
      ? []
      : [pair(`${t('ticket.anulaciones')} (${anulaciones.cantidad})`, money(anulaciones.monto))]),
    ...(primerRecibo === null ? [] : [pair(t('ticket.recibos'), primerRecibo), pair('', ultimoRecibo ?? primerRecibo)]),
  ]
}

function closing({ t, money }: PaperContext, cierre: ArqueoRow): Block[] {
  const { detalle, contado, esperado, diferencia, explicacion, queda, aprobadoPor } = cierre
  const optional = (label: string, amount: Minor | null): Block[] =>
    amount === null ? [] : [pair(label, money(amount), true)]
  return [
    { is: 'rule' },
    { is: 'line', text: t('ticket.arqueo'), bold: true },
    ...detalle
      .filter(({ cantidad }) => cantidad > 0)
      .map(({ valor, cantidad }) => pair(`${cantidad} x ${money(valor)}`, money(valor * cantidad))),
    pair(t('ticket.contado'), money(contado), true),
    ...optional(t('ticket.caja.esperado'), esperado),
    ...optional(t('ticket.diferencia'), diferencia),
    ...(explicacion === '' ? [] : [{ is: 'line' as const, text: explicacion }]),
    ...(aprobadoPor === null ? [] : [pair(t('ticket.aprobo'), aprobadoPor)]),
    ...optional(t('ticket.queda'), queda),
  ]
}

/** The slip of money that went into a drawer or out of it, to be signed. Pure. */
export function movimientoTicket(
  context: PaperContext,
  movimiento: MovimientoCaja,
  puesto: string,
  copia: boolean,
): Block[] {
  const { t } = context
  const { numero, tipo, monto, lugar, categoria, descripcion, otraPersona, usuario, aprobadoPor, fecha } = movimiento
  const named = (label: string, value: string | null): Block[] =>
    value === null || value === '' ? [] : [pair(label, value)]
  return [
    ...heading(context),
    ...stamps(copia && t('copia')),
    { is: 'title', text: t(`ticket.movimiento.${tipo}`) },
    pair(t('ticket.numero'), numero, true),
    pair(t('recibo.fecha'), context.instant(fecha)),
    pair(t('recibo.puesto'), puesto),
    ...named(t('ticket.lugar'), lugar === null ? null : t(`ticket.lugares.${lugar}`)),
    ...named(t('ticket.categoria'), categoria),
    ...named(t('ticket.otra'), otraPersona),
    ...(descripcion === '' ? [] : [{ is: 'line' as const, text: descripcion }]),
    { is: 'rule' },
    { is: 'big', text: context.money(Math.abs(monto)) },
    { is: 'rule' },
    ...named(t('recibo.atendio'), usuario),
    ...named(t('ticket.aprobo'), aprobadoPor),
    { is: 'sign', text: t('ticket.firma') },
  ]
}
