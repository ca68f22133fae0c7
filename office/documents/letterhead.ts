import type { PaperContext } from './context.ts'
import { cssString, type Html, html, type HtmlValue } from './html.ts'
import { contactLines, type Fact, logo, paragraphs } from './parts.ts'
import type { SheetWords } from './sheet.css.ts'

export interface Stamp {
  /** Class of its colour; the word says the same. */
  kind: 'copia' | 'pagada' | 'vencida' | 'anulada'
  text: string
}

export interface DocumentHead {
  name: string
  numero: string
  stamps: readonly Stamp[]
}

/** Longer ones (a span of days) take smaller type. */
const LONG_NUMBER = 18

/** Who issues on the left, what it is on the right. */
export function letterhead(context: PaperContext, { name, numero, stamps }: DocumentHead): Html {
  return html`<header class="letterhead"><div class="issuer">${logo(context)}<p class="strong">${context.tenant.nombre}</p><div class="small muted">${paragraphs(contactLines(context).map((line) => line.join(' · ')))}</div></div>
<div class="document"><h1>${name}</h1><p class="${numero.length > LONG_NUMBER ? 'number long' : 'number'}">${numero}</p>${stamps.length > 0 && html`<div class="stamps">${stamps.map(({ kind, text }) => html`<span class="stamp ${kind}">${text}</span>`)}</div>`}</div></header>`
}

/** The few facts that people look for first, the last of them on the tenant's colour. */
export function keyFacts(facts: readonly Fact[]): Html {
  const fact = ({ label, value }: Fact, at: number) =>
    html`<div class="${at === facts.length - 1 ? 'due' : ''}"><dt class="label">${label}</dt><dd class="period">${value}</dd></div>`
  return html`<dl class="key">${facts.map(fact)}</dl>`
}

/** Codes at the foot, with who made the document between them. */
export const documentFoot = (codes: { qr: HtmlValue; bars: HtmlValue }, by: readonly string[]): Html =>
  html`<footer class="foot">${codes.qr}<div class="by small muted">${paragraphs(by)}</div>${codes.bars}</footer>`

/** `Página {{pagina}} de {{paginas}}` as CSS content: the words quoted, the figures as counters. */
function pageContent(context: PaperContext): string {
  const [pagina, paginas] = ['\u0001', '\u0002']
  return context
    .t('pagina', { pagina, paginas })
    .split(/(\u0001|\u0002)/)
    .filter(Boolean)
    .map((part) => (part === pagina ? 'counter(page)' : part === paginas ? 'counter(pages)' : cssString(part)))
    .join(' ')
}

export const sheetWords = (context: PaperContext, title: string): SheetWords => ({
  runningHead: cssString(`${context.tenant.nombre} · ${title}`),
  pageFoot: pageContent(context),
})
