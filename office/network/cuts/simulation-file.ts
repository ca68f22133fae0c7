import type { FormatoExportacion, SimulacionFila } from '../../../contract/index.ts'
import { formatDate } from '../../../contract/dates.ts'
import type { Idioma } from '../../../contract/enums.ts'
import type { SinCorte } from '../../../contract/procedures/cortes.ts'
import type { ReadDb } from '../../../db/open.ts'
import en from '../../../resources/i18n/en/cortes.json' with { type: 'json' }
import es from '../../../resources/i18n/es/cortes.json' with { type: 'json' }
import pt from '../../../resources/i18n/pt/cortes.json' with { type: 'json' }
import { readTenant } from '../../kernel/tenancy.ts'
import { type Column, type Exported, exportTable } from '../../reports/export.ts'
import type { Simulation } from './simulation.ts'
import { simulationRows } from './simulation-rows.ts'

type Words = typeof es
const WORDS: Record<Idioma, Words> = { es, en, pt }
const PAGE = 500

function* pages(db: ReadDb, tenantId: string, simulation: Simulation): Generator<SimulacionFila[]> {
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = simulationRows(db, tenantId, simulation, { filter: {}, cursor, limit: PAGE })
    yield items
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

function columnsOf({ export: titles, motivo, hasta, result }: Words, locale: string): Column<SimulacionFila>[] {
  const reason = ({ motivo: why, hasta: day }: SinCorte) =>
    day !== null && (why === 'en_gracia' || why === 'promesa')
      ? hasta[why].replace('{{fecha}}', formatDate(day, locale))
      : motivo[why]
  const cut = ({ politica }: SimulacionFila) => (politica === 'reducir' ? result.reduced : result.cut)
  return [
    { tipo: 'texto', titulo: titles.code, valor: (row) => row.clienteCodigo },
    { tipo: 'texto', titulo: titles.client, valor: (row) => row.clienteNombre },
    { tipo: 'texto', titulo: titles.phone, valor: (row) => row.clienteTelefono },
    { tipo: 'texto', titulo: titles.plan, valor: (row) => row.planNombre },
    { tipo: 'texto', titulo: titles.access, valor: (row) => row.dispositivoRef },
    { tipo: 'texto', titulo: titles.device, valor: ({ equipos }) => equipos.map(({ nombre }) => nombre).join(', ') },
    { tipo: 'monto', titulo: titles.owed, valor: (row) => row.vencido },
    { tipo: 'entero', titulo: titles.invoices, valor: (row) => row.facturas },
    { tipo: 'fecha', titulo: titles.since, valor: (row) => row.venceDesde ?? '' },
    { tipo: 'texto', titulo: titles.result, valor: (row) => (row.seCorta ? cut(row) : titles.kept) },
    { tipo: 'texto', titulo: titles.reasons, valor: ({ motivos }) => motivos.map(reason).join(', ') },
  ]
}

/** Who is cut on a day and who is not and why, as a file, in the language of who asks. */
export async function simulationFile(
  db: ReadDb,
  tenantId: string,
  simulation: Simulation,
  { formato, idioma }: { formato: FormatoExportacion; idioma: Idioma },
): Promise<{ fileName: string } & Exported> {
  const { moneda, locale } = readTenant(db)
  const words = WORDS[idioma]
  const name = words.export.file.replace('{{fecha}}', simulation.fecha)
  const table = { titulo: name, columns: columnsOf(words, locale), pages: pages(db, tenantId, simulation) }
  return { fileName: `${name}.${formato}`, ...(await exportTable(table, { formato, moneda, locale })) }
}
