import { THERMAL_DOT_MM } from './codes.ts'
import { fitPt } from './fit.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { type Strip, STRIPS, stripCss } from './paper.css.ts'
import type { PaperContext } from './context.ts'
import { contactLines, documentCodes, type Fact, logo, paperPage, paragraphs } from './parts.ts'
import {
  cashFacts,
  type ReciboItem,
  type ReciboPaper,
  reciboCodeFacts,
  reciboItems,
  reactivationNote,
  reconciliationNote,
  standing,
  voidNote,
} from './recibo-content.ts'

/** A receipt on a thermal strip: one column, amounts on the right edge, the total and what remains unmistakable. */
export function renderReciboStrip(paper: ReciboPaper, strip: Strip): string {
  const { context, recibo } = paper
  const title = `${context.t('recibo.title')} ${recibo.numero}`
  const body = html`${head(paper)}${identity(paper)}${detail(paper, strip)}${total(paper, strip)}${outcome(paper)}${codes(paper)}`
  return paperPage(context, { title, css: stripCss(strip), body })
}

/** Longer values take a line of their own under their label, read from the left. */
const BESIDE_MAX = 20

export const stripRow = ({ label, value }: Fact, className = ''): Html =>
  value.length > BESIDE_MAX
    ? html`<div class="stack ${className}"><p class="small">${label}</p><p>${value}</p></div>`
    : html`<div class="row ${className}"><span>${label}</span><span class="n">${value}</span></div>`

/** Who gives it, and whether it is a copy. */
export const stripHead = (context: PaperContext, copia: boolean): Html =>
  html`<header class="head">${logo(context)}<h1 class="strong">${context.tenant.nombre}</h1>${paragraphs(contactLines(context).flat(), 'small')}</header>
${copia && html`<p class="copia">${context.t('copia')}</p>`}`

function head(paper: ReciboPaper): Html {
  const { stamp, notes } = voidNote(paper)
  return html`${stripHead(paper.context, paper.copia)}${stamp !== null && html`<p class="copia">${stamp}</p>`}${paragraphs(notes, 'small')}`
}

function identity({ context, recibo }: ReciboPaper): Html {
  const { t } = context
  return html`<section>
<div class="row title"><span>${t('recibo.title')}</span><span class="n">${recibo.numero}</span></div>
<div class="row"><span>${t('recibo.fecha')}</span><span class="n">${context.instant(recibo.fecha)}</span></div>
</section>
<section class="flush"><p class="small">${t('cliente.title')}</p><p class="strong">${recibo.clienteNombre}</p><p>${t('cliente.codigo', { codigo: recibo.clienteCodigo })}</p></section>`
}

/** What was paid, as the client knows it: the month, with the invoice's number under it. */
function item({ context }: ReciboPaper, { esFactura, concepto, detalle, cobra, importe, queda }: ReciboItem): Html {
  const [main, under] = esFactura && detalle ? [detalle, concepto] : [concepto, detalle]
  const left = queda !== null && html`<span class="n">${context.t('recibo.queda')} ${queda}</span>`
  return html`<div class="item"><div class="row"><span class="period">${main}</span><span class="n">${importe}</span></div>
<div class="row small"><span>${under}</span>${left}</div>${cobra !== '' && html`<p class="small">${cobra}</p>`}</div>`
}

function detail(paper: ReciboPaper, strip: Strip): Html {
  const { period, shortPeriod } = paper.context
  const items = reciboItems(paper, strip === '58mm' ? shortPeriod : period)
  return html`<section class="rows flush">${items.map((each) => item(paper, each))}</section>`
}

function total(paper: ReciboPaper, strip: Strip): Html {
  const { context, recibo } = paper
  const amount = context.money(recibo.montoTotal)
  const { printable, display } = STRIPS[strip]
  const note = reconciliationNote(paper)
  return html`<section class="total"><p class="title">${context.t('recibo.total')}</p><p class="amount" style="font-size:${fitPt(amount, printable, display)}pt">${amount}</p></section>
<section>${payment(paper).map((fact) => stripRow(fact))}${note !== null && html`<p class="note">${note}</p>`}</section>`
}

function payment(paper: ReciboPaper): Fact[] {
  const { context, recibo } = paper
  const { t } = context
  const reference = recibo.referencia ? [{ label: t('recibo.referencia'), value: recibo.referencia }] : []
  return [{ label: t('recibo.forma'), value: t(`metodo.${recibo.metodo}`) }, ...reference, ...cashFacts(paper)]
}

function outcome(paper: ReciboPaper): Html {
  const { t } = paper.context
  const { debt, credit } = standing(paper)
  const back = reactivationNote(paper)
  const lines: HtmlValue[] = [
    debt ? stripRow(debt, 'strong') : html`<p class="strong">${t('recibo.alDia')}</p>`,
    credit && stripRow(credit, 'strong'),
    back !== null && html`<p>${back}</p>`,
  ]
  return html`<section class="flush">${lines}</section>`
}

function codes(paper: ReciboPaper): Html {
  const { context, recibo, puesto } = paper
  const { qr, bars } = documentCodes(context, reciboCodeFacts(paper), {
    qr: { dotMm: THERMAL_DOT_MM, maxMm: 22 },
    bars: { dotMm: THERMAL_DOT_MM, maxMm: 48 },
    barsHeightMm: 11,
  })
  return html`<section class="flush"><div class="codes">${qr}<div class="by"><p><span class="small">${context.t('recibo.atendio')}</span><br>${recibo.cajero}</p><p><span class="small">${context.t('recibo.puesto')}</span><br>${puesto.nombre}</p></div></div>${bars}</section>`
}
