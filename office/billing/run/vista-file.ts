import type { AvisoVista, FormatoExportacion, TipoVista, VistaFila, VistaLinea } from '../../../contract/index.ts'
import type { Idioma } from '../../../contract/enums.ts'
import type { Minor } from '../../../contract/money.ts'
import type { ReadDb } from '../../../db/open.ts'
import en from '../../../resources/i18n/en/corridas.json' with { type: 'json' }
import es from '../../../resources/i18n/es/corridas.json' with { type: 'json' }
import pt from '../../../resources/i18n/pt/corridas.json' with { type: 'json' }
import { readTenant } from '../../kernel/tenancy.ts'
import { type Column, type Exported, exportTable } from '../../reports/export.ts'
import type { Vista } from './vista.ts'
import { vistaRows } from './vista-rows.ts'

type Words = typeof es
const WORDS: Record<Idioma, Words> = { es, en, pt }
const PAGE = 500

/** A line of the preview; a row without lines comes once, with amounts of 0. */
interface FileRow extends Pick<VistaFila, 'tipo' | 'motivo' | 'avisos' | 'clienteCodigo' | 'clienteNombre'> {
  plan: string
  descripcion: string
  explicacion: string
  neto: Minor
  impuestos: Minor
  total: Minor
}

const NOTHING = { descripcion: '', explicacion: '', neto: 0, impuestos: [], total: 0 }

function fileRows({ lineas, servicios, ...fila }: VistaFila): FileRow[] {
  const lines: Omit<VistaLinea, 'cantidad' | 'precioUnitario'>[] =
    lineas.length > 0 ? lineas : [{ ...NOTHING, servicioId: servicios[0]?.id ?? null }]
  return lines.map(({ descripcion, explicacion, neto, impuestos, total, servicioId }) => ({
    ...fila,
    ...{ descripcion, explicacion, neto, total },
    plan: servicios.find(({ id }) => id === servicioId)?.planNombre ?? '',
    impuestos: impuestos.reduce((sum, { monto }) => sum + monto, 0),
  }))
}

function* pages(db: ReadDb, vista: Vista): Generator<FileRow[]> {
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = vistaRows(db, vista, { filter: {}, cursor, limit: PAGE })
    yield items.flatMap(fileRows)
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

function columnsOf({ export: titles, tipo, motivo, aviso }: Words): Column<FileRow>[] {
  const kind = (of: TipoVista) => tipo[of]
  const warning = (of: AvisoVista) => aviso[of]
  return [
    { tipo: 'texto', titulo: titles.kind, valor: (row) => kind(row.tipo) },
    { tipo: 'texto', titulo: titles.reason, valor: (row) => (row.motivo === null ? '' : motivo[row.motivo]) },
    { tipo: 'texto', titulo: titles.warnings, valor: (row) => row.avisos.map(warning).join(', ') },
    { tipo: 'texto', titulo: titles.code, valor: (row) => row.clienteCodigo },
    { tipo: 'texto', titulo: titles.client, valor: (row) => row.clienteNombre },
    { tipo: 'texto', titulo: titles.plan, valor: (row) => row.plan },
    { tipo: 'texto', titulo: titles.line, valor: (row) => row.descripcion },
    { tipo: 'texto', titulo: titles.why, valor: (row) => row.explicacion },
    { tipo: 'monto', titulo: titles.net, valor: (row) => row.neto },
    { tipo: 'monto', titulo: titles.taxes, valor: (row) => row.impuestos },
    { tipo: 'monto', titulo: titles.total, valor: (row) => row.total },
  ]
}

/** Every line of a preview with its reason, as a file, in the language of who asks. */
export async function vistaFile(
  db: ReadDb,
  vista: Vista,
  { formato, idioma }: { formato: FormatoExportacion; idioma: Idioma },
): Promise<{ fileName: string } & Exported> {
  const { moneda, locale } = readTenant(db)
  const words = WORDS[idioma]
  const name = words.export.file.replace('{{periodo}}', vista.input.periodo)
  const table = { titulo: name, columns: columnsOf(words), pages: pages(db, vista) }
  return { fileName: `${name}.${formato}`, ...(await exportTable(table, { formato, moneda, locale })) }
}
