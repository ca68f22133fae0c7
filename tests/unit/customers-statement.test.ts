import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MovimientoCuenta } from '../../contract/procedures/customers.ts'
import { type CsvFormat, toCsv } from '../../renderer/features/customers/csv.ts'
import { statementRows, statementTotals } from '../../renderer/features/customers/profile/statement.ts'

const ARGENTINA: CsvFormat = { decimal: ',', moneda: 'ARS' }
const lines: MovimientoCuenta[] = [
  line({ id: '1', numero: 'P1-F-1', detalle: 'Abono; "mensual"', debe: 1_700_050, saldo: 1_700_050 }),
  line({ id: '2', tipo: 'pago', numero: 'P1-R-1', detalle: '=HYPERLINK("x")', haber: 2_000_000, saldo: -299_950 }),
]

function line(part: Partial<MovimientoCuenta>): MovimientoCuenta {
  const empty = { id: '', fecha: '2026-11-22', tipo: 'factura', numero: '', refId: 'r', detalle: '' } as const
  return { ...empty, debe: 0, haber: 0, saldo: 0, ...part }
}

describe('the statement', () => {
  test('adds up', () => {
    expect(statementTotals(lines)).toEqual({ debe: 1_700_050, haber: 2_000_000, saldo: -299_950 })
    expect(statementTotals(lines).saldo).toBe(lines.at(-1)?.saldo)
  })

  test('goes into a spreadsheet program with its signs, and nothing in it runs', () => {
    const csv = toCsv(
      statementRows(lines, ['Fecha', 'Movimiento', 'Número', 'Detalle', 'Debe', 'Haber', 'Saldo'], (tipo) => tipo),
      ARGENTINA,
    )
    expect(csv).toBe(
      [
        '\uFEFFFecha;Movimiento;Número;Detalle;Debe;Haber;Saldo',
        '2026-11-22;factura;P1-F-1;"Abono; ""mensual""";17000,50;;17000,50',
        '2026-11-22;pago;P1-R-1;"\'=HYPERLINK(""x"")";;20000,00;-2999,50',
        '',
      ].join('\r\n'),
    )
  })
})

describe('a table for a spreadsheet program', () => {
  test('separates as the country does', () => {
    const rows = [['a,b', { monto: 123_456 }]]
    expect(toCsv(rows, ARGENTINA)).toBe('\uFEFFa,b;1234,56\r\n')
    expect(toCsv(rows, { decimal: '.', moneda: 'MXN' })).toBe('\uFEFF"a,b",1234.56\r\n')
    expect(toCsv(rows, { decimal: ',', moneda: 'CLP' })).toBe('\uFEFFa,b;123456\r\n')
  })

  test('makes words that begin like a formula inert, and no others', () => {
    for (const text of ['=1+1', '+54 9 11', '-5', '@SUM(A1)', '\t=1', ' =1', '＝1']) {
      expect(toCsv([[text]], ARGENTINA)).toContain(`'${text}`)
    }
    for (const text of ['Mitre 200', '20-123-4', 'a=b', '']) expect(toCsv([[text]], ARGENTINA)).not.toContain("'")
  })

  test('is read back as it was, whatever the words', () => {
    const words = fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((text) => !/^[\s\u00a0]*[=+\-@\t\r＝＋－＠]/.test(text))
    fc.assert(
      fc.property(
        fc.array(fc.array(words, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (table) => {
          const wide = table.map((row) => [...row, 'end'])
          const read: string[][] = parse(toCsv(wide, ARGENTINA), {
            delimiter: ';',
            bom: true,
            relax_column_count: true,
            record_delimiter: '\r\n',
          })
          expect(read).toEqual(wide)
        },
      ),
    )
  })
})
