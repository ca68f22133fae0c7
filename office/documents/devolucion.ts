import { civilDate } from '../../contract/dates.ts'
import type { MetodoDevolucion } from '../../contract/enums.ts'
import { type Minor, toDecimalString } from '../../contract/money.ts'
import type { Hoja } from '../../contract/shell.ts'
import { fileNameOf, type PaperContext } from './context.ts'
import { type ClientePaper, clientBlock, sumRow, textBlock } from './factura.ts'
import { type Html, html } from './html.ts'
import { documentFoot, keyFacts, letterhead } from './letterhead.ts'
import { sheetCodes, type SheetDocument } from './sheet.ts'

/** Money given back, as paper says it; minor units. */
export interface DevolucionPaper {
  numero: string
  cliente: ClientePaper
  /** Instant. */
  fecha: number
  metodo: MetodoDevolucion
  referencia: string
  motivo: string
  monto: Minor
  /** Which credit it came out of: the receipt or the credit note. */
  origenes: { tipo: 'pago' | 'nota_credito'; numero: string; monto: Minor }[]
  emitidaPor: string
  puesto: string
}

/** A refund drawn for a sheet, with a line for whoever takes the money to sign. Pure. */
export function devolucionSheet(
  context: PaperContext,
  devolucion: DevolucionPaper,
  hoja: Hoja,
  copia: boolean,
): SheetDocument {
  const { t } = context
  const name = t('devolucion.title')
  const stamps = copia ? [{ kind: 'copia' as const, text: t('copia') }] : []
  return {
    title: `${name} ${devolucion.numero}`,
    fileName: fileNameOf('devolucion', devolucion.numero),
    body: html`${letterhead(context, { name, numero: devolucion.numero, stamps })}
${clientBlock(context, devolucion.cliente)}${facts(context, devolucion)}${origins(context, devolucion)}${closing(context, devolucion)}<div class="signature small">${t('devolucion.firma')}</div>${foot(context, hoja, devolucion)}`,
  }
}

function facts(context: PaperContext, { fecha, metodo, monto }: DevolucionPaper): Html {
  const { t } = context
  return keyFacts([
    { label: t('devolucion.fecha'), value: context.instant(fecha) },
    { label: t('devolucion.forma'), value: t(`metodo.${metodo}`) },
    { label: t('devolucion.total'), value: context.money(monto) },
  ])
}

function origins({ t, money }: PaperContext, { origenes }: DevolucionPaper): Html {
  return html`<table class="lines"><thead><tr><th>${t('devolucion.origen')}</th><th class="n">${t('devolucion.importe')}</th></tr></thead><tbody>${origenes.map(
    ({ tipo, numero, monto }) =>
      html`<tr><td>${t(`devolucion.origenes.${tipo}`, { numero })}</td><td class="n strongest">${money(monto)}</td></tr>`,
  )}</tbody></table>`
}

function closing(context: PaperContext, { motivo, referencia, monto }: DevolucionPaper): Html {
  const { t } = context
  return html`<section class="closing"><div class="beside">${textBlock(t('devolucion.motivo'), motivo)}${textBlock(t('devolucion.referencia'), referencia)}</div>
<table class="sums">${sumRow(context, t('devolucion.total'), monto, 'grand')}</table></section>`
}

function foot(context: PaperContext, hoja: Hoja, devolucion: DevolucionPaper): Html {
  const { t, tenant } = context
  const codes = sheetCodes(context, hoja, {
    numero: devolucion.numero,
    title: t('devolucion.title'),
    when: civilDate(devolucion.fecha, tenant.zonaHoraria),
    amount: `${tenant.moneda} ${toDecimalString(devolucion.monto, tenant.moneda)}`,
  })
  return documentFoot(codes, [
    t('factura.emitidaPor', { nombre: devolucion.emitidaPor }),
    `${t('recibo.puesto')}: ${devolucion.puesto}`,
  ])
}
