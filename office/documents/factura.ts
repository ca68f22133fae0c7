import type { Idioma } from '../../contract/enums.ts'
import type { FacturaDetail, FacturaLinea, TenantConfig } from '../../contract/index.ts'
import { type Minor, toDecimalString } from '../../contract/money.ts'
import { OFFICE_DOT_MM } from './codes.ts'
import { brandColors } from './color.ts'
import { fileNameOf, type PaperContext, paperContext } from './context.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { a4Words, documentFoot, keyFacts, letterhead, type Stamp } from './letterhead.ts'
import { a4Css } from './paper.css.ts'
import { documentCodes, paperPage, paragraphs, type RenderedPaper } from './parts.ts'

export interface FacturaOptions {
  /** True from the second output on: the paper says COPIA. */
  copia: boolean
  idioma: Idioma
}

/** An invoice as an A4 page in the tenant's colours. Pure: the same input gives the same text. */
export function renderFactura(factura: FacturaDetail, tenant: TenantConfig, options: FacturaOptions): RenderedPaper {
  const context = paperContext(tenant, options.idioma)
  const name = context.t('factura.title')
  const title = `${name} ${factura.numero}`
  const body = html`${letterhead(context, { name, numero: factura.numero, stamps: stamps(context, factura, options.copia) })}
${facts(context, factura)}${lines(context, factura)}${closing(context, factura)}${applied(context, factura)}${foot(context, factura)}`
  return {
    html: paperPage(context, { title, css: a4Css(brandColors(tenant.colorPrimario), a4Words(context, title)), body }),
    papel: 'A4',
    fileName: fileNameOf('factura', factura.numero),
  }
}

function stamps({ t }: PaperContext, { estado }: FacturaDetail, copia: boolean): Stamp[] {
  const marks: Stamp[] = estado === 'pendiente' ? [] : [{ kind: estado, text: t(`factura.estado.${estado}`) }]
  if (copia) marks.unshift({ kind: 'copia', text: t('copia') })
  return marks
}

function facts(context: PaperContext, factura: FacturaDetail): Html {
  const { t, date, money } = context
  const { cliente } = factura
  const about = [
    [
      t('cliente.codigo', { codigo: cliente.codigoCliente }),
      cliente.documento && t('cliente.documento', { documento: cliente.documento }),
    ]
      .filter(Boolean)
      .join(' · '),
    cliente.direccion,
  ].filter(Boolean)
  return html`<section class="client"><p class="label">${t('cliente.title')}</p><p class="strong">${cliente.nombreRazonSocial}</p><div class="small muted">${paragraphs(about)}</div></section>
${keyFacts([
  { label: t('factura.periodo'), value: context.period(factura.periodo) },
  { label: t('factura.emision'), value: date(factura.fechaEmision) },
  { label: t('factura.vencimiento'), value: date(factura.fechaVencimiento) },
  { label: t('factura.aPagar'), value: money(factura.saldo) },
])}`
}

function lines(context: PaperContext, factura: FacturaDetail): Html {
  const { t, money } = context
  // Without taxes the net is the amount: two columns fewer.
  const taxed = factura.lineas.some((linea) => linea.impuestos.length > 0)
  const line = (linea: FacturaLinea): Html => {
    const impuestos = linea.impuestos.reduce((sum, { monto }) => sum + monto, 0)
    return html`<tr><td>${linea.descripcion}${taxed && html`<p class="small muted">${linea.impuestos.map((impuesto) => taxName(context, impuesto)).join(' · ')}</p>`}</td><td class="n">${linea.cantidad}</td><td class="n">${money(linea.precioUnitario)}</td>${taxed && html`<td class="n">${money(linea.neto)}</td><td class="n">${money(impuestos)}</td>`}<td class="n strongest">${money(linea.total)}</td></tr>`
  }
  return html`<table class="lines"><thead><tr><th>${t('factura.descripcion')}</th><th class="n">${t('factura.cantidad')}</th><th class="n">${t('factura.precio')}</th>${taxed && html`<th class="n">${t('factura.neto')}</th><th class="n">${t('factura.impuestos')}</th>`}<th class="n">${t('factura.importe')}</th></tr></thead><tbody>${factura.lineas.map(line)}</tbody></table>`
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

function closing(context: PaperContext, factura: FacturaDetail): Html {
  const { t, money, rate, tenant } = context
  const sum = (label: string, value: Minor, className = '') =>
    html`<tr class="${className}"><td>${label}</td><td class="n">${money(value)}</td></tr>`
  const taxes = taxTotals(factura.lineas)
  const neto = factura.lineas.reduce((total, linea) => total + linea.neto, 0)
  const pagado = factura.aplicaciones.reduce((total, { monto }) => total + monto, 0)
  const block = (title: string, text: string, className = ''): HtmlValue =>
    text && html`<div class="block ${className}"><h2>${title}</h2><p class="pre">${text}</p></div>`
  return html`<section class="closing"><div class="beside">${factura.saldo > 0 && block(t('factura.comoPagar'), tenant.instruccionesPago, 'pay')}${block(t('factura.notas'), factura.notas)}</div>
<table class="sums">${taxes.length > 0 && sum(t('factura.neto'), neto)}${taxes.map(({ nombre, tasaBp, monto }) => sum(`${nombre} ${rate(tasaBp)}`, monto))}${sum(t('factura.total'), factura.montoTotal, 'grand')}${pagado > 0 && html`${sum(t('factura.pagado'), -pagado, 'first-after')}${sum(t('factura.saldo'), factura.saldo, 'balance')}`}</table></section>`
}

function applied(context: PaperContext, { aplicaciones }: FacturaDetail): HtmlValue {
  const { t, day, money } = context
  if (aplicaciones.length === 0) return null
  return html`<section class="applied-block"><h2>${t('factura.pagos')}</h2><table class="applied"><thead><tr><th>${t('factura.fecha')}</th><th>${t('factura.comprobante')}</th><th>${t('factura.forma')}</th><th class="n">${t('factura.importe')}</th></tr></thead><tbody>${aplicaciones.map(
    ({ fecha, numero, metodo, monto }) =>
      html`<tr><td>${day(fecha)}</td><td>${numero}</td><td>${t(`metodo.${metodo ?? 'nota_credito'}`)}</td><td class="n">${money(monto)}</td></tr>`,
  )}</tbody></table></section>`
}

function foot(context: PaperContext, factura: FacturaDetail): Html {
  const { t, tenant } = context
  const facts = {
    numero: factura.numero,
    title: t('factura.title'),
    when: factura.fechaEmision,
    amount: `${tenant.moneda} ${toDecimalString(factura.montoTotal, tenant.moneda)}`,
  }
  const codes = documentCodes(context, facts, {
    qr: { dotMm: OFFICE_DOT_MM, maxMm: 20 },
    bars: { dotMm: OFFICE_DOT_MM, maxMm: 62 },
    barsHeightMm: 11,
  })
  return documentFoot(codes, factura.emitidaPor ? [t('factura.emitidaPor', { nombre: factura.emitidaPor })] : [])
}
