import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import type { MapeoExtracto } from '../../contract/index.ts'
import { findHeadings, guessColumnas, guessFormats } from '../../office/reconciliation/read/columns.ts'
import { type DecidedLine, decideFates, type KnownLines } from '../../office/reconciliation/read/fates.ts'
import { toLines } from '../../office/reconciliation/read/lines.ts'
import { readOfx } from '../../office/reconciliation/read/ofx.ts'
import { readSheet, toSheetRows } from '../../office/reconciliation/read/sheet.ts'

const NOTHING: KnownLines = { having: () => new Set(), codes: () => new Set() }
const bytes = (text: string) => new TextEncoder().encode(text)

async function read(file: Uint8Array, patch: Partial<MapeoExtracto> = {}): Promise<DecidedLine[]> {
  const sheet = await readSheet(file, {})
  if (sheet.formato === 'ofx') return decideFates(readOfx(sheet.text, 'ARS'), NOTHING)
  const rows = toSheetRows(sheet.rows, ',')
  const head = findHeadings(rows)
  const titulos = rows[head]?.cells ?? []
  const columnas = guessColumnas(titulos)
  const body = rows.slice(head + 1)
  const formats = guessFormats(body, columnas, { decimal: ',', dateFormat: 'dmy' })
  const mapeo: MapeoExtracto = { ...sheet.reading, columnas, invertido: false, ...formats, ...patch }
  return decideFates(toLines(body, mapeo, titulos, 'ARS'), NOTHING)
}
const csv = (...rows: string[]) => read(bytes(rows.join('\r\n')))
const HEAD = 'Fecha;Concepto;Nro. Operacion;Credito;Debito'
const fates = (lines: readonly DecidedLine[]) => lines.map(({ destino }) => destino)

describe('a statement as CSV', () => {
  it.each([
    ['16.999,00', 1_699_900],
    ['11500,00', 1_150_000],
    ['$ 4.999,99', 499_999],
    ['11500.00', 1_150_000],
    ['1,234.50', 123_450],
    ['699,82', 69_982],
  ])('reads %s', async (text, monto) => {
    const [line] = await csv(HEAD, `27/10/2026;X;1;${text};`, '28/10/2026;Y;2;1.234,00;')
    expect(line).toMatchObject({ destino: 'credito', monto })
  })

  it.each([
    ['07/11/2026', '2026-11-07'],
    ['07-11-26', '2026-11-07'],
    ['2026-11-07', '2026-11-07'],
    ['7.11.2026', '2026-11-07'],
    ['07 nov 2026', '2026-11-07'],
  ])('reads the day %s', async (text, fecha) => {
    const [line] = await csv(HEAD, `${text};X;1;1,00;`, '28/10/2026;Y;2;1,00;')
    expect(line?.fecha).toBe(fecha)
  })

  it('leaves out headings, footers, balances and blanks, and no line', async () => {
    const rows = ['Banco;;;;', 'Cuenta 1/2;;;;', '', HEAD, '01/10/2026;SALDO ANTERIOR;;900,00;', '02/10/2026;X;1;1,00;']
    const lines = await csv(...rows, ';;;;', 'Total;;;1,00;', 'Saldo al 31/10;;;5,00;')
    expect(fates(lines)).toEqual(['omitida', 'credito', 'omitida', 'omitida'])
  })

  it('names the cell that it cannot read, and never guesses', async () => {
    const lines = await csv(HEAD, '31/02/2026;X;1;1,00;', '02/10/2026;X;2;1,2,3;', '02/10/2026;X;3;1,00;2,00')
    expect(fates(lines)).toEqual(['error', 'error', 'error'])
    expect(lines.flatMap(({ avisos }) => avisos.map(({ codigo, columna, valor }) => [codigo, columna, valor]))).toEqual(
      [
        ['fecha.invalid', 'Fecha', '31/02/2026'],
        ['monto.invalid', 'Credito', '1,2,3'],
        ['monto.both', 'Debito', '2,00'],
      ],
    )
  })

  it('tells fees from debits', async () => {
    const lines = await csv(HEAD, '20/11/2026;COMISION MANT CTA;;;131,39', '20/11/2026;PAGO PROVEEDOR;7;;500,00')
    expect(lines.map(({ destino, monto }) => [destino, monto])).toEqual([
      ['comision', -13_139],
      ['debito', -50_000],
    ])
  })

  it('recognises what the bank says twice by its code, and only doubts without one', async () => {
    const twice = '16/11/2026;TRANSF INÉS 12620431;64569131;11500,00;'
    const bare = '16/11/2026;VARIOS;;100,00;'
    const lines = await csv(HEAD, twice, twice, bare, bare)
    expect(fates(lines)).toEqual(['credito', 'repetida', 'credito', 'credito'])
    expect(lines.map(({ avisos }) => avisos.map(({ codigo }) => codigo))).toEqual([[], [], [], ['igual.sin_codigo']])
  })

  it('marks one code on different credits', async () => {
    const lines = await csv(HEAD, '16/11/2026;A;5;1,00;', '17/11/2026;B;5;2,00;')
    expect(fates(lines)).toEqual(['credito', 'credito'])
    expect(lines.flatMap(({ avisos }) => avisos.map(({ codigo }) => codigo))).toEqual([
      'operacion.reused',
      'operacion.reused',
    ])
  })

  it.each([
    ['a sign', 'Data,Histórico,Valor', '01/10/2026,PIX,"-1.000,50"', -100_050],
    ['Windows letters', 'Fecha;Descripción;Importe', '01/10/2026;MUÑOZ;10,00', 1000],
  ])('reads one column of amounts with %s', async (_, head, row, monto) => {
    const text = `${head}\n${row}\n`
    const [line] = await read(new Uint8Array(Buffer.from(text, 'latin1')))
    expect(line).toMatchObject({ monto, fecha: '2026-10-01' })
  })
})

const OFX_HEAD = 'OFXHEADER:100\nDATA:OFXSGML\nCHARSET:1252\n\n'
const SGML = `${OFX_HEAD}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKTRANLIST><DTSTART>20261001
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261105120000[-3:ART]<TRNAMT>16999.00<FITID>A1<NAME>JOS\u00c9 P\u00c9REZ &amp; HIJOS<MEMO>TRANSF
<STMTTRN><TRNTYPE>SRVCHG<DTPOSTED>20261106<TRNAMT>-131.39<FITID>A2<NAME>COMISION
</BANKTRANLIST><LEDGERBAL><BALAMT>99999.00<DTASOF>20261130</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`
const XML = `<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX><BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261105</DTPOSTED><TRNAMT>+16999,00</TRNAMT><FITID>A1</FITID><REFNUM>778</REFNUM><NAME>ANA</NAME><MEMO>ANA RUIZ</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261350</DTPOSTED><TRNAMT>x</TRNAMT><FITID>A2</FITID></STMTTRN></BANKTRANLIST></OFX>`

describe('a statement as OFX', () => {
  it('is read from SGML, whose values are not closed, and its balance is none', async () => {
    const lines = await read(new Uint8Array(Buffer.from(SGML, 'latin1')))
    expect(
      lines.map(({ destino, fecha, concepto, operacion, monto }) => [destino, fecha, concepto, operacion, monto]),
    ).toEqual([
      ['credito', '2026-11-05', 'JOSÉ PÉREZ & HIJOS TRANSF', 'A1', 1_699_900],
      ['comision', '2026-11-06', 'COMISION', 'A2', -13_139],
    ])
  })

  it('is read from XML, each fault named', async () => {
    const [good, bad] = await read(bytes(XML))
    expect(good).toMatchObject({ destino: 'credito', concepto: 'ANA RUIZ', operacion: '778', monto: 1_699_900 })
    expect(bad?.avisos.map(({ codigo, columna }) => [codigo, columna])).toEqual([
      ['fecha.invalid', 'DTPOSTED'],
      ['monto.invalid', 'TRNAMT'],
    ])
  })
})

describe('a statement as a workbook', () => {
  it('is read with its dates and numbers as they are', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Movimientos')
    sheet.addRow(['Banco'])
    sheet.addRow(['Fecha', 'Detalle', 'Comprobante', 'Haber', 'Debe', 'Saldo'])
    sheet.addRow([new Date(Date.UTC(2026, 10, 5)), 'TRANSF ANA', 77, 16999.5, null, 5])
    sheet.addRow([new Date(Date.UTC(2026, 10, 6)), 'IVA', null, null, 12.1, 5])
    const lines = await read(new Uint8Array(await book.xlsx.writeBuffer()))
    expect(lines.map(({ destino, fecha, operacion, monto }) => [destino, fecha, operacion, monto])).toEqual([
      ['credito', '2026-11-05', '77', 1_699_950],
      ['comision', '2026-11-06', '', -1210],
    ])
  })

  it.each([
    ['empty', new Uint8Array()],
    ['old_xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])],
    ['zip', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2])],
    ['binary', bytes('a\0b')],
  ])('says what is wrong with one that is not: %s', async (reason, file) => {
    await expect(readSheet(file, {})).rejects.toMatchObject({ reason })
  })
})
