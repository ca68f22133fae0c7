import type { MapeoExtracto } from '../../../contract/procedures/conciliacion.ts'
import { folded } from '../../imports/fold.ts'
import { detectDateFormat, detectDecimal } from '../../imports/read/formats.ts'

/** Rows of a statement as text, with where they stand. */
export interface SheetRow {
  /** As a spreadsheet program numbers it. */
  fila: number
  cells: string[]
  /** A quotation mark was never closed. */
  broken: boolean
}

type Columnas = MapeoExtracto['columnas']
type Field = keyof Columnas | 'saldo'

/** Headings that banks of the region use, folded; the first ones are the surest. */
const HEADINGS: Record<Field, readonly string[]> = {
  fecha: ['fecha', 'fecha operacion', 'fecha mov', 'fecha movimiento', 'data', 'date', 'dia', 'fecha valor'],
  concepto: [
    'concepto',
    'descripcion',
    'detalle',
    'leyenda',
    'leyendas adicionales',
    'movimiento',
    'glosa',
    'historico',
    'descricao',
    'description',
    'referencia texto',
    'ordenante',
    'originante',
    'remitente',
    'nombre',
    'memo',
    'observaciones',
  ],
  operacion: [
    'nro operacion',
    'numero operacion',
    'numero de operacion',
    'operacion',
    'nro comprobante',
    'comprobante',
    'referencia',
    'nro referencia',
    'codigo operacion',
    'nro transaccion',
    'id operacion',
    'documento',
    'num documento',
    'reference',
    'transaction id',
    'n operacion',
  ],
  credito: [
    'credito',
    'creditos',
    'haber',
    'abono',
    'abonos',
    'deposito',
    'depositos',
    'ingreso',
    'ingresos',
    'credit',
  ],
  debito: ['debito', 'debitos', 'debe', 'cargo', 'cargos', 'retiro', 'retiros', 'egreso', 'egresos', 'debit'],
  monto: ['monto', 'importe', 'valor', 'amount', 'importe pesos', 'monto pesos', 'importe movimiento'],
  saldo: ['saldo', 'balance', 'saldo pesos', 'saldo contable'],
}

const fieldOf = new Map<string, Field>()
for (const [field, names] of Object.entries(HEADINGS) as [Field, readonly string[]][])
  for (const name of names) if (!fieldOf.has(name)) fieldOf.set(name, field)

const headingOf = (cell: string): Field | undefined => fieldOf.get(folded(cell))

export const isHeading = (cell: string): boolean => headingOf(cell) !== undefined

const HEADING_SEARCH = 60

/** Index of the row with the headings: the one that names most fields, a date among them; −1 when there is none. */
export function findHeadings(rows: readonly SheetRow[]): number {
  let best = -1
  let most = 1
  rows.slice(0, HEADING_SEARCH).forEach(({ cells }, at) => {
    const fields = new Set(cells.map(headingOf).filter((field) => field !== undefined))
    if (fields.has('fecha') && fields.size > most) {
      best = at
      most = fields.size
    }
  })
  return best
}

/** Which column is what, by its heading; what no heading says stays empty. */
export function guessColumnas(titulos: readonly string[]): Columnas {
  const columnas: Columnas = { fecha: null, concepto: [], operacion: null, credito: null, debito: null, monto: null }
  const rank = (field: Field, at: number) => HEADINGS[field].indexOf(folded(titulos[at] ?? ''))
  titulos.forEach((titulo, at) => {
    const field = headingOf(titulo)
    if (field === undefined || field === 'saldo') return
    if (field === 'concepto') columnas.concepto.push(at)
    else {
      const held = columnas[field]
      if (held === null || rank(field, at) < rank(field, held)) columnas[field] = at
    }
  })
  // Two columns say more than one with a sign.
  if (columnas.credito !== null && columnas.debito !== null) columnas.monto = null
  else if (columnas.monto !== null) {
    columnas.credito = null
    columnas.debito = null
  }
  return columnas
}

/** How dates and amounts of these columns are written; what the cells leave open is as the office's country writes it. */
export function guessFormats(
  rows: readonly SheetRow[],
  { fecha, credito, debito, monto }: Columnas,
  fallback: Pick<MapeoExtracto, 'decimal' | 'dateFormat'>,
): Pick<MapeoExtracto, 'decimal' | 'dateFormat'> {
  const cellsOf = (wanted: readonly (number | null)[]) =>
    rows.flatMap(({ cells }) => wanted.flatMap((at) => (at === null ? [] : [cells[at] ?? ''])))
  return {
    decimal: detectDecimal(cellsOf([credito, debito, monto]), fallback.decimal).value,
    dateFormat: detectDateFormat(cellsOf([fecha]), fallback.dateFormat).value,
  }
}
