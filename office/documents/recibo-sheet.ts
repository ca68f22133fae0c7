import type { Hoja } from '../../contract/shell.ts'
import { fileNameOf } from './context.ts'
import { type Html, html } from './html.ts'
import { documentFoot, keyFacts, letterhead, type Stamp } from './letterhead.ts'
import type { Fact, RenderedPaper } from './parts.ts'
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
import { sheetCodes, sheetPage } from './sheet.ts'

/** A receipt on a sheet, dressed like the invoice. */
export function renderReciboSheet(paper: ReciboPaper, hoja: Hoja): RenderedPaper {
  const { context, recibo, copia } = paper
  const name = context.t('recibo.title')
  const { stamp } = voidNote(paper)
  const stamps: Stamp[] = [
    ...(stamp === null ? [] : [{ kind: 'anulada' as const, text: stamp }]),
    ...(copia ? [{ kind: 'copia' as const, text: context.t('copia') }] : []),
  ]
  const body = html`${letterhead(context, { name, numero: recibo.numero, stamps })}
${facts(paper)}${items(paper)}${closing(paper)}${foot(paper, hoja)}`
  return sheetPage(context, hoja, {
    title: `${name} ${recibo.numero}`,
    fileName: fileNameOf('recibo', recibo.numero),
    body,
  })
}

function facts({ context, recibo }: ReciboPaper): Html {
  const { t } = context
  return html`<section class="client"><p class="label">${t('cliente.title')}</p><p class="strong">${recibo.clienteNombre}</p><p class="small muted">${t('cliente.codigo', { codigo: recibo.clienteCodigo })}</p></section>
${keyFacts([
  { label: t('recibo.fecha'), value: context.instant(recibo.fecha) },
  { label: t('recibo.forma'), value: t(`metodo.${recibo.metodo}`) },
  { label: t('recibo.total'), value: context.money(recibo.montoTotal) },
])}`
}

function items(paper: ReciboPaper): Html {
  const { t } = paper.context
  const rows = reciboItems(paper)
  const anyLeft = rows.some((row) => row.queda !== null)
  const line = ({ concepto, detalle, cobra, queda, importe }: ReciboItem): Html =>
    html`<tr><td>${concepto}${cobra !== '' && html`<p class="small muted">${cobra}</p>`}</td><td class="period">${detalle}</td>${anyLeft && html`<td class="n muted">${queda}</td>`}<td class="n strongest">${importe}</td></tr>`
  return html`<table class="lines"><thead><tr><th>${t('recibo.concepto')}</th><th>${t('recibo.periodo')}</th>${anyLeft && html`<th class="n">${t('recibo.queda')}</th>`}<th class="n">${t('recibo.importe')}</th></tr></thead><tbody>${rows.map(line)}</tbody></table>`
}

const sum = ({ label, value }: Fact, className = ''): Html =>
  html`<tr class="${className}"><td>${label}</td><td class="n">${value}</td></tr>`

function closing(paper: ReciboPaper): Html {
  const { context, recibo } = paper
  const { t, money } = context
  const { debt, credit } = standing(paper)
  const note = reconciliationNote(paper)
  const back = reactivationNote(paper)
  const reference =
    recibo.referencia && html`<div class="block"><h2>${t('recibo.referencia')}</h2><p>${recibo.referencia}</p></div>`
  return html`<section class="closing"><div class="beside">${reference}${note !== null && html`<p class="block"><b>${note}</b></p>`}${back !== null && html`<p class="block">${back}</p>`}${voidNote(paper).notes.map((line) => html`<p class="block">${line}</p>`)}</div>
<table class="sums">${sum({ label: t('recibo.total'), value: money(recibo.montoTotal) }, 'grand')}${cashFacts(paper).map((fact) => sum(fact))}${debt ? sum(debt, 'balance') : html`<tr class="balance"><td colspan="2">${t('recibo.alDia')}</td></tr>`}${credit && sum(credit, 'balance')}</table></section>`
}

function foot(paper: ReciboPaper, hoja: Hoja): Html {
  const { context, recibo, puesto } = paper
  const codes = sheetCodes(context, hoja, reciboCodeFacts(paper))
  return documentFoot(codes, [
    `${context.t('recibo.atendio')}: ${recibo.cajero}`,
    `${context.t('recibo.puesto')}: ${puesto.nombre}`,
  ])
}
