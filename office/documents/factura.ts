import type { Idioma } from '../../contract/enums.ts'
import type { FacturaDetail, FacturaLinea, TenantConfig } from '../../contract/index.ts'
import { type Minor, toDecimalString } from '../../contract/money.ts'
import type { Hoja } from '../../contract/shell.ts'
import { fileNameOf, type PaperContext, paperContext } from './context.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { documentFoot, keyFacts, letterhead, type Stamp } from './letterhead.ts'
import { paragraphs, type RenderedPaper } from './parts.ts'
import { sheetCodes, type SheetDocument, sheetPage } from './sheet.ts'

export interface FacturaOptions {
  /** True from the second output on: the paper says COPIA. */
  copia: boolean
  idioma: Idioma
  papel?: Hoja
}

/** An invoice as a page in the tenant's colours. Pure: the same input gives the same text. */
export function renderFactura(factura: FacturaDetail, tenant: TenantConfig, options: FacturaOptions): RenderedPaper {
  const context = paperContext(tenant, options.idioma)
  const hoja = options.papel ?? 'A4'
  return sheetPage(context, hoja, facturaSheet(context, factura, hoja, options.copia))
}

/** An invoice drawn for a sheet. Pure. */
export function facturaSheet(context: PaperContext, factura: FacturaDetail, hoja: Hoja, copia: boolean): SheetDocument {
  const name = context.t('factura.title')
  return {
    title: `${name} ${factura.numero}`,
    fileName: fileNameOf('factura', factura.numero),
    body: html`${letterhead(context, { name, numero: factura.numero, stamps: stamps(context, factura, copia) })}
${clientBlock(context, factura.cliente)}${facts(context, factura)}${linesTable(context, hoja, factura.lineas)}${closing(context, factura)}${applied(context, factura)}${foot(context, hoja, factura)}`,
  }
}

const isAnulada = ({ acreditado, montoTotal }: FacturaDetail): boolean => acreditado === montoTotal

function stamps({ t }: PaperContext, factura: FacturaDetail, copia: boolean): Stamp[] {
  const kind = isAnulada(factura) ? 'anulada' : factura.estado
  const marks: Stamp[] = kind === 'pendiente' ? [] : [{ kind, text: t(`factura.estado.${kind}`) }]
  if (copia) marks.unshift({ kind: 'copia', text: t('copia') })
  return marks
}

export interface ClientePaper {
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  direccion: string
}

/** For whom the document is. */
export function clientBlock({ t }: PaperContext, cliente: ClientePaper): Html {
  const about = [
    [
      t('cliente.codigo', { codigo: cliente.codigoCliente }),
      cliente.documento && t('cliente.documento', { documento: cliente.documento }),
    ]
      .filter(Boolean)
      .join(' · '),
    cliente.direccion,
  ].filter(Boolean)
  return html`<section class="client"><p class="label">${t('cliente.title')}</p><p class="strong">${cliente.nombreRazonSocial}</p><div class="small muted">${paragraphs(about)}</div></section>`
}

function facts(context: PaperContext, factura: FacturaDetail): Html {
  const { t, date, money } = context
  return keyFacts([
    { label: t('factura.periodo'), value: context.period(factura.periodo) },
    { label: t('factura.emision'), value: date(factura.fechaEmision) },
    { label: t('factura.vencimiento'), value: date(factura.fechaVencimiento) },
    { label: t('factura.aPagar'), value: money(factura.saldo) },
  ])
}

/** What a line says under its description: how it came about, its taxes, and on narrow paper the units. */
function underLine(context: PaperContext, hoja: Hoja, linea: FacturaLinea): HtmlValue {
  const { t, money } = context
  const units =
    hoja === 'media_carta' && linea.cantidad > 1
      ? t('factura.unidades', { cantidad: linea.cantidad, precio: money(linea.precioUnitario) })
      : ''
  return [
    linea.explicacion ? html`<p class="small why">${linea.explicacion}</p>` : null,
    units ? html`<p class="small muted why">${units}</p>` : null,
    linea.impuestos.length > 0 &&
      html`<p class="small muted">${linea.impuestos.map((impuesto) => taxName(context, impuesto)).join(' · ')}</p>`,
  ]
}

/** The lines of an invoice or of a credit note. */
export function linesTable(context: PaperContext, hoja: Hoja, lineas: readonly FacturaLinea[]): Html {
  const { t, money } = context
  const wide = hoja === 'A4'
  // Without taxes the net is the amount: two columns fewer.
  const taxed = lineas.some((linea) => linea.impuestos.length > 0)
  const line = (linea: FacturaLinea): Html => {
    const impuestos = linea.impuestos.reduce((sum, { monto }) => sum + monto, 0)
    return html`<tr><td>${linea.descripcion}${underLine(context, hoja, linea)}</td>${wide && html`<td class="n">${linea.cantidad}</td><td class="n">${money(linea.precioUnitario)}</td>`}${wide && taxed && html`<td class="n">${money(linea.neto)}</td><td class="n">${money(impuestos)}</td>`}<td class="n strongest">${money(linea.total)}</td></tr>`
  }
  return html`<table class="lines"><thead><tr><th>${t('factura.descripcion')}</th>${wide && html`<th class="n">${t('factura.cantidad')}</th><th class="n">${t('factura.precio')}</th>`}${wide && taxed && html`<th class="n">${t('factura.neto')}</th><th class="n">${t('factura.impuestos')}</th>`}<th class="n">${t('factura.importe')}</th></tr></thead><tbody>${lineas.map(line)}</tbody></table>`
}

type Tax = FacturaLinea['impuestos'][number]

const taxName = ({ t, rate }: PaperContext, { nombre, tasaBp, incluido }: Tax): string =>
  `${nombre} ${rate(tasaBp)}${incluido ? ` ${t('factura.incluido')}` : ''}`

/** Taxes of all lines, added up by name and rate, in the order they first appear. */
export function taxTotals(lineas: readonly FacturaLinea[]): { nombre: string; tasaBp: number; monto: Minor }[] {
  const totals = new Map<string, { nombre: string; tasaBp: number; monto: Minor }>()
  for (const { nombre, tasaBp, monto } of lineas.flatMap((linea) => linea.impuestos)) {
    const key = `${tasaBp} ${nombre}`
    totals.set(key, { nombre, tasaBp, monto: (totals.get(key)?.monto ?? 0) + monto })
  }
  return [...totals.values()]
}

/** One row of what is added up. */
export const sumRow = ({ money }: PaperContext, label: string, value: Minor, className = ''): Html =>
  html`<tr class="${className}"><td>${label}</td><td class="n">${money(value)}</td></tr>`

/** Net and each tax, when there are taxes. */
export function taxRows(context: PaperContext, lineas: readonly FacturaLinea[]): HtmlValue {
  const taxes = taxTotals(lineas)
  if (taxes.length === 0) return null
  const neto = lineas.reduce((total, linea) => total + linea.neto, 0)
  return [
    sumRow(context, context.t('factura.neto'), neto),
    ...taxes.map(({ nombre, tasaBp, monto }) => sumRow(context, `${nombre} ${context.rate(tasaBp)}`, monto)),
  ]
}

/** A titled text beside the sums; nothing when there is no text. */
export const textBlock = (title: string, text: string, className = ''): HtmlValue =>
  text && html`<div class="block ${className}"><h2>${title}</h2><p class="pre">${text}</p></div>`

function closing(context: PaperContext, factura: FacturaDetail): Html {
  const { t, tenant } = context
  const pagado = factura.aplicaciones.reduce((total, { monto, revertido }) => total + monto - revertido, 0)
  return html`<section class="closing"><div class="beside">${factura.saldo > 0 && textBlock(t('factura.comoPagar'), tenant.instruccionesPago, 'pay')}${textBlock(t('factura.notas'), factura.notas)}</div>
<table class="sums">${taxRows(context, factura.lineas)}${sumRow(context, t('factura.total'), factura.montoTotal, 'grand')}${pagado > 0 && html`${sumRow(context, t('factura.pagado'), -pagado, 'first-after')}${sumRow(context, t('factura.saldo'), factura.saldo, 'balance')}`}</table></section>`
}

function applied(context: PaperContext, factura: FacturaDetail): HtmlValue {
  const { t, day, money } = context
  // What was taken back paid nothing.
  const aplicaciones = factura.aplicaciones.filter(({ monto, revertido }) => revertido < monto)
  if (aplicaciones.length === 0) return null
  return html`<section class="applied-block"><h2>${t('factura.pagos')}</h2><table class="applied"><thead><tr><th>${t('factura.fecha')}</th><th>${t('factura.comprobante')}</th><th>${t('factura.forma')}</th><th class="n">${t('factura.importe')}</th></tr></thead><tbody>${aplicaciones.map(
    ({ fecha, numero, metodo, monto, revertido }) =>
      html`<tr><td>${day(fecha)}</td><td>${numero}</td><td>${t(`metodo.${metodo ?? 'nota_credito'}`)}</td><td class="n">${money(monto - revertido)}</td></tr>`,
  )}</tbody></table></section>`
}

function foot(context: PaperContext, hoja: Hoja, factura: FacturaDetail): Html {
  const { t, tenant } = context
  const codes = sheetCodes(context, hoja, {
    numero: factura.numero,
    title: t('factura.title'),
    when: factura.fechaEmision,
    amount: `${tenant.moneda} ${toDecimalString(factura.montoTotal, tenant.moneda)}`,
  })
  return documentFoot(codes, factura.emitidaPor ? [t('factura.emitidaPor', { nombre: factura.emitidaPor })] : [])
}
