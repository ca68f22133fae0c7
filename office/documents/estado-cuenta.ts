import type { Minor } from '../../contract/money.ts'
import type { Hoja } from '../../contract/shell.ts'
import { fileNameOf, type PaperContext } from './context.ts'
import { type ClientePaper, clientBlock, textBlock } from './factura.ts'
import { type Html, html } from './html.ts'
import { keyFacts, letterhead } from './letterhead.ts'
import type { SheetDocument } from './sheet.ts'

export type MovimientoTipo = 'factura' | 'pago' | 'nota_credito' | 'devolucion' | 'reverso'

/** One line of an account; amounts in minor units, one of the two is zero. */
export interface MovimientoPaper {
  /** Civil date. */
  fecha: string
  tipo: MovimientoTipo
  numero: string
  /** In the tenant's words already: the first line of an invoice, the reference of a payment. */
  detalle: string
  debe: Minor
  haber: Minor
}

export interface EstadoCuentaPaper {
  cliente: ClientePaper
  /** First and last day, both included. */
  desde: string
  hasta: string
  /** Balance before the first day; above zero the client owes. */
  saldoAnterior: Minor
  movimientos: MovimientoPaper[]
  /** Civil date on which it was made. */
  fecha: string
}

/** A client's account drawn for a sheet: it may take many pages, each with the head of its table. Pure. */
export function estadoCuentaSheet(context: PaperContext, estado: EstadoCuentaPaper, hoja: Hoja): SheetDocument {
  const { t, date } = context
  const name = t('estadoCuenta.title')
  const span = t('estadoCuenta.periodo', { desde: date(estado.desde), hasta: date(estado.hasta) })
  const saldo = estado.movimientos.reduce((sum, { debe, haber }) => sum + debe - haber, estado.saldoAnterior)
  return {
    title: `${name} ${estado.cliente.codigoCliente}`,
    fileName: fileNameOf('estado-cuenta', `${estado.cliente.codigoCliente}-${estado.hasta}`),
    body: html`${letterhead(context, { name, numero: span, stamps: [] })}
${clientBlock(context, estado.cliente)}${facts(context, estado, saldo)}${movements(context, hoja, estado, saldo)}${closing(context, estado, saldo)}`,
  }
}

const balanceLabel = ({ t }: PaperContext, saldo: Minor): string =>
  t(saldo < 0 ? 'estadoCuenta.aFavor' : 'estadoCuenta.aPagar')

function facts(context: PaperContext, { saldoAnterior, movimientos }: EstadoCuentaPaper, saldo: Minor): Html {
  const { t, money } = context
  const sum = (side: 'debe' | 'haber') => movimientos.reduce((total, movement) => total + movement[side], 0)
  return keyFacts([
    { label: t('estadoCuenta.saldoAnterior'), value: money(saldoAnterior) },
    { label: t('estadoCuenta.cargos'), value: money(sum('debe')) },
    { label: t('estadoCuenta.abonos'), value: money(sum('haber')) },
    { label: balanceLabel(context, saldo), value: money(Math.abs(saldo)) },
  ])
}

function movements(context: PaperContext, hoja: Hoja, estado: EstadoCuentaPaper, saldo: Minor): Html {
  const { t, date, money } = context
  const wide = hoja === 'A4'
  const amount = (value: Minor) => (value === 0 ? '' : money(value))
  let running = estado.saldoAnterior
  const row = ({ fecha, tipo, numero, detalle, debe, haber }: EstadoCuentaPaper['movimientos'][number]): Html => {
    running += debe - haber
    const what = t(`estadoCuenta.tipo.${tipo}`)
    return html`<tr><td>${date(fecha)}</td><td>${what} ${numero}${!wide && detalle && html`<p class="small muted">${detalle}</p>`}</td>${wide && html`<td class="muted">${detalle}</td>`}<td class="n">${amount(debe)}</td><td class="n">${amount(haber)}</td><td class="n strongest">${money(running)}</td></tr>`
  }
  const carried = (label: string, value: Minor): Html =>
    html`<tr class="carried"><td colspan="${wide ? 5 : 4}">${label}</td><td class="n strongest">${money(value)}</td></tr>`
  return html`<table class="lines"><thead><tr><th>${t('estadoCuenta.fecha')}</th><th>${t('estadoCuenta.comprobante')}</th>${wide && html`<th>${t('estadoCuenta.detalle')}</th>`}<th class="n">${t('estadoCuenta.debe')}</th><th class="n">${t('estadoCuenta.haber')}</th><th class="n">${t('estadoCuenta.saldo')}</th></tr></thead><tbody>${carried(t('estadoCuenta.saldoAl', { fecha: date(estado.desde) }), estado.saldoAnterior)}${estado.movimientos.map(row)}${carried(t('estadoCuenta.saldoFinal', { fecha: date(estado.hasta) }), saldo)}</tbody></table>`
}

function closing(context: PaperContext, { fecha }: EstadoCuentaPaper, saldo: Minor): Html {
  const { t, tenant, date } = context
  return html`<section class="closing"><div class="beside">${saldo > 0 && textBlock(t('factura.comoPagar'), tenant.instruccionesPago, 'pay')}</div>
<p class="small muted">${t('estadoCuenta.emitido', { fecha: date(fecha) })}</p></section>`
}
