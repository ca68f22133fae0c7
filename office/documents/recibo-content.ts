import { civilDate } from '../../contract/dates.ts'
import type { FacturaConcepto, Puesto, ReciboDetail } from '../../contract/index.ts'
import { toDecimalString } from '../../contract/money.ts'
import type { PaperContext } from './context.ts'
import type { CodeFacts, Fact } from './parts.ts'

/** What a receipt says, whatever the paper. */

export interface ReciboPaper {
  context: PaperContext
  recibo: ReciboDetail
  puesto: Puesto
  copia: boolean
  /** When the devices said that the service is back, ms; null or left out: it lifted no cut, or they have not said so yet. */
  verificadoEn?: number | null
  /** By invoice, what it charges, of a client with several services. */
  conceptos?: ReadonlyMap<string, readonly FacturaConcepto[]>
}

export interface ReciboItem {
  /** False for the surplus kept as credit. */
  esFactura: boolean
  /** `Factura P1-F-00000031`, or that it is in favour of the client. */
  concepto: string
  /** Period of the invoice, or what the credit is for. */
  detalle: string
  /** What the invoice charges, in its own words; empty where the period says it. */
  cobra: string
  importe: string
  /** Balance that the invoice keeps; null when it is paid. */
  queda: string | null
}

/** One item per payment, in the order collected. */
export function reciboItems(paper: ReciboPaper, period = paper.context.period): ReciboItem[] {
  const { t, money } = paper.context
  return paper.recibo.pagos.map(({ facturaId, facturaNumero, periodo, monto, saldoDespues }) => ({
    esFactura: facturaNumero !== null,
    concepto: facturaNumero === null ? t('recibo.aFavor') : t('recibo.factura', { numero: facturaNumero }),
    detalle: facturaNumero === null ? t('recibo.aFavorDetalle') : periodo === null ? '' : period(periodo),
    cobra: facturaId === null ? '' : chargedWords(paper, facturaId),
    importe: money(monto),
    queda: saldoDespues ? money(saldoDespues) : null,
  }))
}

/** The words stand on the invoice as well; two services on one plan are told apart by their first day, which never moves. */
const chargedWords = ({ context, conceptos }: ReciboPaper, facturaId: string): string =>
  (conceptos?.get(facturaId) ?? [])
    .map(({ descripcion, gemelo }) =>
      gemelo === null
        ? descripcion
        : context.t('recibo.servicioDesde', { descripcion, fecha: context.date(gemelo.desde) }),
    )
    .join(', ')

/** For cash, what was handed over and given back. */
export function cashFacts({ context, recibo }: ReciboPaper): Fact[] {
  if (recibo.efectivoRecibido === null) return []
  return [
    { label: context.t('recibo.recibido'), value: context.money(recibo.efectivoRecibido) },
    { label: context.t('recibo.vuelto'), value: context.money(recibo.vuelto ?? 0) },
  ]
}

/** What a transfer or gateway payment still waits for; null for money that is in. */
export function reconciliationNote({ context, recibo }: ReciboPaper): string | null {
  if (recibo.revertido === recibo.montoTotal) return null
  const states = new Set(recibo.pagos.map((pago) => pago.estadoConciliacion))
  if (states.has('rechazado')) return context.t('recibo.rechazado')
  return states.has('pendiente') ? context.t('recibo.porAcreditar') : null
}

/** That the service is back, and since when its devices say so; null: there is nothing to prove. */
export function reactivationNote({ context, recibo, verificadoEn = null }: ReciboPaper): string | null {
  if (verificadoEn === null || recibo.revertido === recibo.montoTotal) return null
  const sameDay = context.day(verificadoEn) === context.day(recibo.fecha)
  const cuando = sameDay ? context.time(verificadoEn) : context.instant(verificadoEn)
  return context.t('recibo.reactivado', { cuando })
}

/** What a receipt that was taken back says of it: whole, it is void. */
export function voidNote({ context, recibo }: ReciboPaper): { stamp: string | null; notes: string[] } {
  const { t, money, day } = context
  if (recibo.revertido === 0) return { stamp: null, notes: [] }
  const notes = recibo.reversos.map(({ fecha, numero, motivo }) =>
    t('recibo.anuladoPor', { fecha: day(fecha), numero, motivo }),
  )
  if (recibo.revertido === recibo.montoTotal) return { stamp: t('recibo.anulado'), notes }
  return { stamp: null, notes: [t('recibo.revertido', { monto: money(recibo.revertido) }), ...notes] }
}

/** How the client stands after this receipt: what remains or that nothing does, then what is in favour. */
export function standing({ context, recibo }: ReciboPaper): { debt: Fact | null; credit: Fact | null } {
  const { t, money } = context
  return {
    debt: recibo.deudaDespues > 0 ? { label: t('recibo.saldoPendiente'), value: money(recibo.deudaDespues) } : null,
    credit: recibo.creditoDespues > 0 ? { label: t('recibo.saldoAFavor'), value: money(recibo.creditoDespues) } : null,
  }
}

export const reciboCodeFacts = ({ context, recibo }: ReciboPaper): CodeFacts => ({
  numero: recibo.numero,
  title: context.t('recibo.title'),
  when: civilDate(recibo.fecha, context.tenant.zonaHoraria),
  amount: `${context.tenant.moneda} ${toDecimalString(recibo.montoTotal, context.tenant.moneda)}`,
})
