import { PassThrough } from 'node:stream'
import type { Worksheet } from 'exceljs'
import { BOM, type CsvCell, csvLine } from '../../contract/csv.ts'
import { currencyDecimals, decimalSeparator, type Minor, toDecimalString } from '../../contract/money.ts'
import { breathe } from './breathe.ts'

/**
 * Any list as a file for a spreadsheet program. Rows come a page at a time and leave as bytes of the file, so that memory
 * holds the file and one page, not the table.
 */
type Value<Kind> = Kind extends 'monto' ? Minor | null : Kind extends 'entero' ? number | null : string

/** `monto`: minor units. `fecha`: a civil date, or '' for none. `entero`: a whole number. */
type ColumnOf<Row, Kind extends 'texto' | 'fecha' | 'monto' | 'entero'> = {
  tipo: Kind
  titulo: string
  /** Of the row; null is an empty cell. */
  valor: (row: Row) => Value<Kind>
}
export type Column<Row> =
  | ColumnOf<Row, 'texto'>
  | ColumnOf<Row, 'fecha'>
  | ColumnOf<Row, 'monto'>
  | ColumnOf<Row, 'entero'>

export interface Table<Row> {
  /** Name of the sheet. */
  titulo: string
  columns: readonly Column<Row>[]
  pages: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>
}

export interface ExportFormat {
  formato: 'xlsx' | 'csv'
  /** ISO 4217. */
  moneda: string
  /** BCP 47: what separates decimals. */
  locale: string
}

export interface Exported {
  file: Blob
  filas: number
}

export const exportTable = <Row>(table: Table<Row>, format: ExportFormat): Promise<Exported> =>
  format.formato === 'csv' ? toCsvFile(table, format) : toXlsxFile(table, format)

async function toCsvFile<Row>({ columns, pages }: Table<Row>, { moneda, locale }: ExportFormat): Promise<Exported> {
  const format = { decimal: decimalSeparator(locale), moneda }
  const titles = csvLine(
    columns.map(({ titulo }) => titulo),
    format,
  )
  const parts: Buffer<ArrayBuffer>[] = [Buffer.from(BOM + titles)]
  let filas = 0
  for await (const rows of pages) {
    parts.push(
      Buffer.from(
        rows
          .map((row) =>
            csvLine(
              columns.map((column) => csvCell(column, row)),
              format,
            ),
          )
          .join(''),
      ),
    )
    filas += rows.length
    await breathe()
  }
  return { file: new Blob(parts, { type: 'text/csv;charset=utf-8' }), filas }
}

function csvCell<Row>(column: Column<Row>, row: Row): CsvCell {
  const value = column.valor(row)
  if (value === null) return ''
  return column.tipo === 'monto' ? { monto: Number(value) } : String(value)
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** A sheet's name is short and has none of these. */
const sheetName = (titulo: string) => titulo.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31)

async function toXlsxFile<Row>({ titulo, columns, pages }: Table<Row>, format: ExportFormat): Promise<Exported> {
  const { default: excel } = await import('exceljs')
  const out = new PassThrough()
  const parts: Buffer<ArrayBuffer>[] = []
  out.on('data', (part: Buffer<ArrayBuffer>) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => out.on('end', resolve).on('error', reject))
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet(sheetName(titulo), { views: [{ state: 'frozen', ySplit: 1 }] })
  layOut(sheet, columns, format)
  let filas = 0
  for await (const rows of pages) {
    for (const row of rows) sheet.addRow(columns.map((column) => xlsxCell(column, row, format.moneda))).commit()
    filas += rows.length
    await breathe()
  }
  sheet.commit()
  await book.commit()
  await ended
  return { file: new Blob(parts, { type: XLSX }), filas }
}

const WIDTH = { texto: 28, fecha: 12, monto: 16, entero: 10 } as const

function layOut<Row>(sheet: Worksheet, columns: readonly Column<Row>[], { moneda }: ExportFormat): void {
  const decimals = currencyDecimals(moneda)
  const money = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  const formats = { texto: '@', fecha: 'yyyy-mm-dd', monto: money, entero: '#,##0' }
  sheet.columns = columns.map(({ titulo, tipo }) => ({
    header: titulo,
    width: Math.max(WIDTH[tipo], titulo.length + 2),
    style: { numFmt: formats[tipo] },
  }))
  const head = sheet.getRow(1)
  head.font = { bold: true }
  head.commit()
}

/** Words are never formulas here: the format says what a cell is. */
function xlsxCell<Row>(column: Column<Row>, row: Row, moneda: string): string | number | Date | null {
  const value = column.valor(row)
  if (value === null || value === '') return null
  if (column.tipo === 'monto') return Number(toDecimalString(Number(value), moneda))
  if (column.tipo === 'fecha') return new Date(`${value}T00:00:00Z`)
  return value
}
