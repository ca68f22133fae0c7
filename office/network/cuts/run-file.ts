import { formatInstant } from '../../../contract/dates.ts'
import type { EstadoCorridaCorte, Idioma } from '../../../contract/enums.ts'
import type { CorridaCorteFilaRow, FormatoExportacion, TrabajoDeServicio } from '../../../contract/index.ts'
import { porQueDeFila } from '../../../contract/corte-filas.ts'
import type { ReadDb } from '../../../db/open.ts'
import commonEn from '../../../resources/i18n/en/common.json' with { type: 'json' }
import en from '../../../resources/i18n/en/cortes.json' with { type: 'json' }
import commonEs from '../../../resources/i18n/es/common.json' with { type: 'json' }
import es from '../../../resources/i18n/es/cortes.json' with { type: 'json' }
import commonPt from '../../../resources/i18n/pt/common.json' with { type: 'json' }
import pt from '../../../resources/i18n/pt/cortes.json' with { type: 'json' }
import { readTenant } from '../../kernel/tenancy.ts'
import { type Column, type Exported, exportTable } from '../../reports/export.ts'
import { getRun, runRows } from './read.ts'

interface Words {
  cortes: typeof es
  enums: Pick<(typeof commonEs)['enums'], 'resultadoCorte' | 'estadoTrabajoRed'>
}
const WORDS: Record<Idioma, Words> = {
  es: { cortes: es, enums: commonEs.enums },
  en: { cortes: en, enums: commonEn.enums },
  pt: { cortes: pt, enums: commonPt.enums },
}
const PAGE = 500

function* pages(db: ReadDb, tenantId: string, corridaId: string): Generator<CorridaCorteFilaRow[]> {
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = runRows(db, tenantId, { corridaId, filter: {}, cursor, limit: PAGE })
    yield items
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

/** The same words as on the screen. */
function whyOf(
  { cortes: { motivo, run, lifted, liftedWhen } }: Words,
  estado: EstadoCorridaCorte,
  at: (ms: number) => string,
) {
  return (fila: CorridaCorteFilaRow): string => {
    const why = porQueDeFila(fila, estado)
    switch (why?.tipo) {
      case 'motivo':
        return motivo[why.motivo]
      case 'corrida':
        return run[`ended_${why.estado}`]
      case 'cancelado':
        return run.givenUp
      case 'levantado':
        return liftedWhen[why.cuando].replace('{{causa}}', lifted[why.causa]).replace('{{cuando}}', at(why.en))
      default:
        return ''
    }
  }
}

const job =
  ({ enums: { estadoTrabajoRed } }: Words) =>
  ({ dispositivoNombre, estado }: TrabajoDeServicio): string =>
    `${dispositivoNombre}: ${estadoTrabajoRed[estado]}`

function columnsOf(words: Words, why: (fila: CorridaCorteFilaRow) => string): Column<CorridaCorteFilaRow>[] {
  const { export: titles } = words.cortes
  return [
    { tipo: 'texto', titulo: titles.code, valor: (row) => row.clienteCodigo },
    { tipo: 'texto', titulo: titles.client, valor: (row) => row.clienteNombre },
    { tipo: 'texto', titulo: titles.plan, valor: (row) => row.planNombre },
    { tipo: 'monto', titulo: titles.owed, valor: (row) => row.vencido },
    { tipo: 'fecha', titulo: titles.since, valor: (row) => row.venceDesde },
    { tipo: 'texto', titulo: titles.outcome, valor: (row) => words.enums.resultadoCorte[row.resultado] },
    { tipo: 'texto', titulo: titles.why, valor: why },
    { tipo: 'texto', titulo: titles.told, valor: ({ trabajos }) => trabajos.map(job(words)).join(', ') },
    { tipo: 'texto', titulo: titles.notBack, valor: ({ vueltas }) => vueltas.map(job(words)).join(', ') },
  ]
}

/** What became of each service of a run, as a file, in the language of who asks. Errors: not_found. */
export async function runFile(
  db: ReadDb,
  tenantId: string,
  { corridaId, formato, idioma }: { corridaId: string; formato: FormatoExportacion; idioma: Idioma },
): Promise<{ fileName: string } & Exported> {
  const { moneda, locale, zonaHoraria } = readTenant(db)
  const { estado, fecha } = getRun(db, tenantId, corridaId)
  const words = WORDS[idioma]
  const name = words.cortes.export.runFile.replace('{{fecha}}', fecha)
  const why = whyOf(words, estado, (ms) => formatInstant(ms, locale, zonaHoraria))
  const table = { titulo: name, columns: columnsOf(words, why), pages: pages(db, tenantId, corridaId) }
  return { fileName: `${name}.${formato}`, ...(await exportTable(table, { formato, moneda, locale })) }
}
