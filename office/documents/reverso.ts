import { civilDate } from '../../contract/dates.ts'
import type { ReversoDetail, ReversoParte } from '../../contract/index.ts'
import { toDecimalString } from '../../contract/money.ts'
import type { Hoja, Papel } from '../../contract/shell.ts'
import { THERMAL_DOT_MM } from './codes.ts'
import { fileNameOf, type PaperContext } from './context.ts'
import { type ClientePaper, clientBlock, sumRow, textBlock } from './factura.ts'
import { fitPt } from './fit.ts'
import { type Html, html } from './html.ts'
import { documentFoot, keyFacts, letterhead } from './letterhead.ts'
import { type Strip, STRIPS, stripCss } from './paper.css.ts'
import { type CodeFacts, documentCodes, type Fact, paperPage, type RenderedPaper } from './parts.ts'
import { stripHead, stripRow } from './recibo-strip.ts'
import { sheetCodes, sheetPage } from './sheet.ts'

/** A receipt taken back, as paper says it. Pure. */

export interface ReversoPaper {
  context: PaperContext
  reverso: ReversoDetail
  cliente: ClientePaper
  copia: boolean
}

export function renderReverso(paper: ReversoPaper, papel: Papel): RenderedPaper {
  const { context, reverso } = paper
  const title = `${context.t('reverso.title')} ${reverso.numero}`
  const fileName = fileNameOf('anulacion', reverso.numero)
  if (papel === 'A4' || papel === 'media_carta')
    return sheetPage(context, papel, { title, fileName, body: sheetBody(paper, papel) })
  const body = stripBody(paper, papel)
  return { html: paperPage(context, { title, css: stripCss(papel), body }), papel, fileName }
}

/** `Factura P1-F-00000031 · marzo 2026`, or the credit of the receipt. */
function what({ t, period }: PaperContext, { facturaNumero, periodo }: ReversoParte): string {
  if (facturaNumero === null) return t('reverso.credito')
  const factura = t('reverso.factura', { numero: facturaNumero })
  return periodo === null ? factura : `${factura} · ${period(periodo)}`
}

/** Who did it, who let it pass, and out of which drawer. */
function people({ t }: PaperContext, reverso: ReversoDetail): string[] {
  const { usuario, aprobadoPor, cajero, movimientoNumero, ajuste } = reverso
  return [
    t('reverso.anulo', { nombre: usuario ?? t('reverso.sistema') }),
    aprobadoPor === null ? '' : t('reverso.aprobo', { nombre: aprobadoPor }),
    t('reverso.cobro', { nombre: cajero }),
    movimientoNumero === null ? '' : t('reverso.movimiento', { numero: movimientoNumero }),
    ajuste ? t('reverso.ajuste') : '',
  ].filter(Boolean)
}

const ofReceipt = ({ t, money, day }: PaperContext, reverso: ReversoDetail): Fact[] => [
  { label: t('reverso.recibo'), value: reverso.reciboNumero },
  { label: t('reverso.reciboFecha'), value: day(reverso.reciboFecha) },
  { label: t('reverso.reciboMonto'), value: money(reverso.reciboMonto) },
]

const codeFacts = ({ t, tenant }: PaperContext, reverso: ReversoDetail): CodeFacts => ({
  numero: reverso.numero,
  title: t('reverso.title'),
  when: civilDate(reverso.fecha, tenant.zonaHoraria),
  amount: `${tenant.moneda} ${toDecimalString(reverso.monto, tenant.moneda)}`,
})

function sheetBody({ context, reverso, cliente, copia }: ReversoPaper, hoja: Hoja): Html {
  const { t, money } = context
  const stamps = copia ? [{ kind: 'copia' as const, text: t('copia') }] : []
  const owed = reverso.partes.some(({ facturaId }) => facturaId !== null)
  const line = (parte: ReversoParte): Html =>
    html`<tr><td>${what(context, parte)}</td>${owed && html`<td class="n muted">${parte.saldoDespues === null ? '' : money(parte.saldoDespues)}</td>`}<td class="n strongest">${money(parte.monto)}</td></tr>`
  const signature = reverso.movimientoNumero !== null && html`<div class="signature small">${t('reverso.firma')}</div>`
  const receipt = ofReceipt(context, reverso)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('\n')
  return html`${letterhead(context, { name: t('reverso.title'), numero: reverso.numero, stamps })}
${clientBlock(context, cliente)}${keyFacts([
  { label: t('reverso.fecha'), value: context.instant(reverso.fecha) },
  { label: t('reverso.tipo'), value: t(`reverso.tipos.${reverso.tipo}`) },
  { label: t('reverso.total'), value: money(reverso.monto) },
])}<table class="lines"><thead><tr><th>${t('reverso.concepto')}</th>${owed && html`<th class="n">${t('reverso.debe')}</th>`}<th class="n">${t('reverso.importe')}</th></tr></thead><tbody>${reverso.partes.map(line)}</tbody></table>
<section class="closing"><div class="beside">${textBlock(t('reverso.recibo'), receipt)}${textBlock(t('reverso.motivo'), reverso.motivo)}</div>
<table class="sums">${sumRow(context, t('reverso.total'), reverso.monto, 'grand')}${standing(context, reverso).map(({ label, value }) => html`<tr class="balance"><td>${label}</td><td class="n">${value}</td></tr>`)}</table></section>${signature}${documentFoot(sheetCodes(context, hoja, codeFacts(context, reverso)), people(context, reverso))}`
}

function standing({ t, money }: PaperContext, { deudaDespues, creditoDespues }: ReversoDetail): Fact[] {
  return [
    ...(deudaDespues > 0 ? [{ label: t('recibo.saldoPendiente'), value: money(deudaDespues) }] : []),
    ...(creditoDespues > 0 ? [{ label: t('recibo.saldoAFavor'), value: money(creditoDespues) }] : []),
  ]
}

function stripBody({ context, reverso, cliente, copia }: ReversoPaper, strip: Strip): Html {
  const { t, money } = context
  const amount = money(reverso.monto)
  const { printable, display } = STRIPS[strip]
  const { qr, bars } = documentCodes(context, codeFacts(context, reverso), {
    qr: { dotMm: THERMAL_DOT_MM, maxMm: 22 },
    bars: { dotMm: THERMAL_DOT_MM, maxMm: 48 },
    barsHeightMm: 11,
  })
  return html`${stripHead(context, copia)}<section>
<div class="row title"><span>${t('reverso.title')}</span><span class="n">${reverso.numero}</span></div>
<div class="row"><span>${t('reverso.fecha')}</span><span class="n">${context.instant(reverso.fecha)}</span></div>
${ofReceipt(context, reverso).map((fact) => stripRow(fact))}</section>
<section class="flush"><p class="small">${t('cliente.title')}</p><p class="strong">${cliente.nombreRazonSocial}</p><p>${t('cliente.codigo', { codigo: cliente.codigoCliente })}</p></section>
<section class="rows flush">${reverso.partes.map((parte) => html`<div class="item"><div class="row"><span>${what(context, parte)}</span><span class="n">${money(parte.monto)}</span></div></div>`)}</section>
<section class="total"><p class="title">${t('reverso.total')}</p><p class="amount" style="font-size:${fitPt(amount, printable, display)}pt">${amount}</p></section>
<section>${stripRow({ label: t('reverso.tipo'), value: t(`reverso.tipos.${reverso.tipo}`) })}${stripRow({ label: t('reverso.motivo'), value: reverso.motivo })}${standing(context, reverso).map((fact) => stripRow(fact, 'strong'))}</section>
<section class="flush"><div class="codes">${qr}<div class="by">${people(context, reverso).map((line) => html`<p class="small">${line}</p>`)}</div></div>${bars}</section>${reverso.movimientoNumero !== null && html`<div class="signature small">${t('reverso.firma')}</div>`}`
}
