import { civilDate } from '../../contract/dates.ts'
import { toDecimalString } from '../../contract/money.ts'
import type { Hoja, Papel } from '../../contract/shell.ts'
import type { CajaPaper, CajaRow, CajaSection } from './caja-content.ts'
import { THERMAL_DOT_MM } from './codes.ts'
import { fileNameOf, type PaperContext } from './context.ts'
import { textBlock } from './factura.ts'
import { fitPt } from './fit.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { documentFoot, keyFacts, letterhead } from './letterhead.ts'
import { type Strip, STRIPS, stripCss } from './paper.css.ts'
import {
  type CodeFacts,
  contactLines,
  documentCodes,
  logo,
  paperPage,
  paragraphs,
  type RenderedPaper,
} from './parts.ts'
import { sheetCodes, type SheetDocument, sheetPage } from './sheet.ts'

export type CajaTipo = 'reporte-caja' | 'movimiento-caja'

/** A drawer's paper on a sheet or a strip. Pure. */
export function renderCaja(
  context: PaperContext,
  tipo: CajaTipo,
  paper: CajaPaper,
  papel: Papel,
  copia: boolean,
): RenderedPaper {
  const title = `${paper.name} ${paper.numero}`
  const fileName = fileNameOf(tipo, paper.numero)
  if (papel === 'A4' || papel === 'media_carta')
    return sheetPage(context, papel, sheet(context, paper, papel, { title, fileName, copia }))
  return {
    html: paperPage(context, { title, css: stripCss(papel), body: strip(context, paper, papel, copia) }),
    papel,
    fileName,
  }
}

const codeFacts = ({ tenant }: PaperContext, { name, numero, fecha, amount }: CajaPaper): CodeFacts => ({
  numero,
  title: name,
  when: civilDate(fecha, tenant.zonaHoraria),
  amount: `${tenant.moneda} ${toDecimalString(amount.monto, tenant.moneda)}`,
})

function sheet(
  context: PaperContext,
  paper: CajaPaper,
  hoja: Hoja,
  { title, fileName, copia }: { title: string; fileName: string; copia: boolean },
): SheetDocument {
  const { t, money } = context
  const { name, numero, amount, sections, firmas } = paper
  const stamps = copia ? [{ kind: 'copia' as const, text: t('copia') }] : []
  const facts = [...paper.facts, { label: amount.label, value: money(amount.monto) }]
  return {
    title,
    fileName,
    body: html`${letterhead(context, { name, numero, stamps })}${keyFacts(facts)}${sections.map(sheetSection)}
<div class="closing">${firmas.map((firma) => html`<div class="signature small">${firma}</div>`)}</div>${documentFoot(
      sheetCodes(context, hoja, codeFacts(context, paper)),
      paper.facts.slice(0, 2).map(({ label, value }) => `${label}: ${value}`),
    )}`,
  }
}

function sheetSection({ title, rows, text = '' }: CajaSection): Html {
  const row = ({ label, value, strong }: CajaRow): Html =>
    html`<tr class="${strong ? 'carried' : ''}"><td>${label}</td><td class="n">${value}</td></tr>`
  return html`<table class="lines"><thead><tr><th>${title}</th><th></th></tr></thead><tbody>${rows.map(row)}</tbody></table>${textBlock('', text)}`
}

function strip(context: PaperContext, paper: CajaPaper, width: Strip, copia: boolean): Html {
  const { t, money, tenant } = context
  const { amount, sections, firmas } = paper
  const { printable, display } = STRIPS[width]
  const said = money(amount.monto)
  const codes = documentCodes(context, codeFacts(context, paper), {
    qr: { dotMm: THERMAL_DOT_MM, maxMm: 22 },
    bars: { dotMm: THERMAL_DOT_MM, maxMm: 48 },
    barsHeightMm: 11,
  })
  return html`<header class="head">${logo(context)}<h1 class="strong">${tenant.nombre}</h1>${paragraphs(contactLines(context).flat().slice(0, 1), 'small')}</header>
${copia && html`<p class="copia">${t('copia')}</p>`}
<section><div class="row title"><span>${paper.name}</span><span class="n">${paper.numero}</span></div>${paper.facts.map((each) => stripRow(each))}</section>
<section class="total"><p class="title">${amount.label}</p><p class="amount" style="font-size:${fitPt(said, printable, display)}pt">${said}</p></section>
${sections.map(stripSection)}${firmas.map((firma) => html`<div class="sign small">${firma}</div>`)}<section class="flush">${codes.bars}</section>`
}

/** Longer values take a line of their own under their label. */
const BESIDE_MAX = 22

const stripRow = ({ label, value, strong }: CajaRow): Html =>
  value.length > BESIDE_MAX
    ? html`<div class="stack"><p class="small">${label}</p><p>${value}</p></div>`
    : html`<div class="row ${strong ? 'strong' : ''}"><span>${label}</span><span class="n">${value}</span></div>`

function stripSection({ title, rows, text = '' }: CajaSection): HtmlValue {
  return html`<section class="rows flush"><p class="title">${title}</p>${rows.map(stripRow)}${text && html`<p class="note">${text}</p>`}</section>`
}
