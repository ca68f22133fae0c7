import type { PaperContext } from '../documents/context.ts'
import { contactLines, qrText } from '../documents/parts.ts'
import {
  cashFacts,
  type ReciboItem,
  type ReciboPaper,
  reciboCodeFacts,
  reactivationNote,
  reciboItems,
  reconciliationNote,
  standing,
} from '../documents/recibo-content.ts'
import type { Block } from './layout.ts'

/** What all tickets begin with: whose they are. */
export const heading = (context: PaperContext): Block[] => [
  { is: 'logo' },
  { is: 'title', text: context.tenant.nombre },
  ...contactLines(context)
    .flat()
    .map((text): Block => ({ is: 'center', text })),
  { is: 'rule' },
]

export const stamps = (...texts: (string | false)[]): Block[] =>
  texts.filter((text) => text !== false).map((text) => ({ is: 'stamp', text }))

export const pair = (left: string, right: string, bold = false): Block => ({ is: 'pair', left, right, bold })

interface ReciboTicket extends Pick<ReciboPaper, 'recibo' | 'puesto' | 'verificadoEn' | 'conceptos'> {
  /** Taken back, whole. */
  anulado: boolean
}

/** A receipt, from the same facts as its paper. Pure. */
export function reciboTicket(context: PaperContext, ticket: ReciboTicket, copia: boolean): Block[] {
  const { t } = context
  const { anulado, ...given } = ticket
  const { recibo, puesto } = given
  const paper: ReciboPaper = { context, copia, ...given }
  return [
    ...heading(context),
    ...stamps(copia && t('copia'), anulado && t('ticket.anulado')),
    pair(t('recibo.title'), recibo.numero, true),
    pair(t('recibo.fecha'), context.instant(recibo.fecha)),
    { is: 'line', text: recibo.clienteNombre, bold: true },
    { is: 'line', text: t('cliente.codigo', { codigo: recibo.clienteCodigo }) },
    { is: 'rule' },
    ...reciboItems(paper, context.shortPeriod).flatMap((item) => itemBlocks(context, item)),
    { is: 'rule' },
    { is: 'center', text: t('recibo.total') },
    { is: 'big', text: context.money(recibo.montoTotal) },
    ...payment(paper),
    { is: 'rule' },
    ...outcome(paper),
    { is: 'space' },
    { is: 'qr', text: qrText(context, reciboCodeFacts(paper)) },
    { is: 'space' },
    { is: 'bars', text: recibo.numero },
    { is: 'center', text: `${t('recibo.atendio')} ${recibo.cajero} - ${puesto.nombre}` },
  ]
}

function itemBlocks({ t }: PaperContext, { esFactura, concepto, detalle, cobra, importe, queda }: ReciboItem): Block[] {
  const [main, under] = esFactura && detalle ? [detalle, concepto] : [concepto, detalle]
  const blocks = [pair(main, importe, true)]
  for (const text of [under, cobra]) if (text !== '') blocks.push({ is: 'line', text })
  if (queda !== null) blocks.push(pair(`  ${t('recibo.queda')}`, queda))
  return blocks
}

function payment(paper: ReciboPaper): Block[] {
  const { context, recibo } = paper
  const { t } = context
  const note = reconciliationNote(paper)
  return [
    pair(t('recibo.forma'), t(`metodo.${recibo.metodo}`)),
    ...(recibo.referencia === '' ? [] : [pair(t('recibo.referencia'), recibo.referencia)]),
    ...cashFacts(paper).map(({ label, value }) => pair(label, value)),
    ...(note === null ? [] : [{ is: 'line' as const, text: note, bold: true }]),
  ]
}

function outcome(paper: ReciboPaper): Block[] {
  const { debt, credit } = standing(paper)
  const back = reactivationNote(paper)
  return [
    debt ? pair(debt.label, debt.value, true) : { is: 'line', text: paper.context.t('recibo.alDia'), bold: true },
    ...(credit ? [pair(credit.label, credit.value, true)] : []),
    ...(back === null ? [] : [{ is: 'line' as const, text: back, bold: true }]),
  ]
}
