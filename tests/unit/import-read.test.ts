import fs from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IMPORT_DELIMITERS, type ImportEncoding } from '../../contract/procedures/imports.ts'
import { guessMapping, headersFingerprint } from '../../office/imports/mapping.ts'
import { decode, detectEncoding } from '../../office/imports/read/encoding.ts'
import { detectDateFormat, detectDecimal } from '../../office/imports/read/formats.ts'
import { readFile, type ReadFile, type ReadingChoice, UnreadableError } from '../../office/imports/read/index.ts'
import { storeZip, ZipReader } from '../../office/imports/read/zip.ts'
import { csvCell } from '../../office/imports/rejected.ts'

const DEFAULTS = { decimal: '.', dateFormat: 'dmy' } as const
const CLIENTES = fs.readFileSync(path.join(import.meta.dirname, '../data/clientes.csv'))

const read = (bytes: Uint8Array | string, choice: ReadingChoice = {}): Promise<ReadFile> =>
  readFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, choice, DEFAULTS)

const table = async (text: string, choice: ReadingChoice = {}) => {
  const { headers, rows } = (await read(text, choice)).table
  return [headers, ...rows.map((row) => row.cells)]
}

describe('clientes.csv', () => {
  it('is understood as it is', async () => {
    const { reading, detected, table } = await read(CLIENTES)
    expect(reading).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ';', decimal: ',', dateFormat: 'dmy' })
    expect(detected).toEqual({ encoding: true, delimiter: true, decimal: true, dateFormat: true, bom: true })
    expect(table.headers).toHaveLength(18)
    expect(table.rows).toHaveLength(3000)
  })

  it('keeps quoted newlines in their cell and counts lines and rows apart', async () => {
    const { rows } = (await read(CLIENTES)).table
    expect(rows[5]).toMatchObject({ line: 7, row: 7 })
    expect(rows[5]?.cells.at(-1)).toBe('ojo perro\nno entrar')
    expect(rows[6]).toMatchObject({ line: 9, row: 8 })
    expect(rows.at(-1)).toMatchObject({ line: 3409, row: 3001 })
  })

  it('maps every column by its header', async () => {
    const { table } = await read(CLIENTES)
    const mapping = guessMapping(table)
    const named = Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, table.headers[column]]))
    expect(named).toEqual({
      codigoCliente: 'Id Servicio',
      nombreRazonSocial: 'Nombre',
      documento: 'Documento',
      telefono: 'Telefono',
      email: 'Email',
      direccion: 'Direccion',
      localidad: 'Localidad',
      usuarioPppoe: 'Usuario PPPoE',
      ip: 'IP',
      router: 'Router',
      plan: 'Plan',
      velocidad: 'Velocidad',
      precio: 'Precio',
      estadoServicio: 'Estado',
      saldo: 'Saldo',
      diaFacturacion: 'Dia facturacion',
      fechaActivacion: 'Fecha instalacion',
      notas: 'Notas',
    })
  })
})

describe('encodings', () => {
  it('tells UTF-8, Windows-1252 and UTF-16 apart', () => {
    expect(detectEncoding(Buffer.from('Ñandú'))).toMatchObject({ encoding: 'utf-8', certain: true, bom: false })
    expect(detectEncoding(Buffer.from('plain'))).toMatchObject({ encoding: 'utf-8', certain: false })
    expect(detectEncoding(Buffer.from('Ñandú', 'latin1'))).toMatchObject({ encoding: 'windows-1252', certain: true })
    expect(detectEncoding(Buffer.from('\ufeffÑandú;x', 'utf16le'))).toMatchObject({ encoding: 'utf-16le', bom: true })
    expect(detectEncoding(Buffer.from('Nombre;Apellido', 'utf16le'))).toMatchObject({
      encoding: 'utf-16le',
      bom: false,
    })
  })

  it('reads what Windows-1252 has where Latin-1 has control characters', () => {
    expect(decode(Uint8Array.of(0x80, 0x93, 0x94, 0x96, 0x9c), 'windows-1252')).toBe('€“”–œ')
  })

  it('obeys the person who says otherwise', async () => {
    const { reading, table } = await read(Buffer.from('Nombre;x\nMuñoz;1', 'utf8'), { encoding: 'windows-1252' })
    expect(reading.encoding).toBe('windows-1252')
    expect(table.rows[0]?.cells[0]).toBe('MuÃ±oz')
  })
})

describe('CSV', () => {
  it.each([';', ',', '\t'] as const)('finds the delimiter %j', async (delimiter) => {
    const lines = [
      ['Codigo', 'Nombre', 'Direccion'],
      ['1', 'Ana', `"Calle 1${delimiter} piso 2"`],
      ['2', 'Eva', '"B; c, d\te"'],
    ]
    const { reading, table } = await read(lines.map((line) => line.join(delimiter)).join('\r\n'))
    expect(reading.delimiter).toBe(delimiter)
    expect(table.rows.map((row) => row.cells.length)).toEqual([3, 3])
  })

  it('is not fooled by decimal commas', async () => {
    const { reading } = await read('id;nombre;saldo\n1;Paz, Ana;10,50\n2;Sol, Eva;11,50\n')
    expect(reading.delimiter).toBe(';')
  })

  it('keeps short and long rows, blank lines only count', async () => {
    const { rows } = (await read('a;b;c\r\n1;2\n\n\n1;2;3;4\n')).table
    expect(rows.map(({ line, row, cells }) => [line, row, cells])).toEqual([
      [2, 2, ['1', '2']],
      [5, 5, ['1', '2', '3', '4']],
    ])
  })

  it('does not let a quotation that is never closed swallow the rest', async () => {
    const { rows } = (await read('id;nombre;nota\n1;Ana;ok\n2;"Eva;x\n3;Sol;y\n4;"Luz";z\n5;Paz;"n"\n')).table
    expect(rows.map((row) => [row.line, row.cells, row.broken])).toEqual([
      [2, ['1', 'Ana', 'ok'], false],
      [3, ['2', '"Eva', 'x'], true],
      [4, ['3', 'Sol', 'y'], false],
      [5, ['4', 'Luz', 'z'], false],
      [6, ['5', 'Paz', 'n'], false],
    ])
  })

  it('survives a file of nothing but open quotations', async () => {
    const lines = Array.from({ length: 400 }, (_, at) => `${at};"x${at}`)
    const { rows } = (await read(['id;nombre', ...lines].join('\n'))).table
    expect(rows).toHaveLength(400)
    expect(rows.every((row) => row.cells.length === 2)).toBe(true)
  })

  it('finds the header under a title', async () => {
    const text = 'Listado de clientes;;\nEmitido hoy;;\nCodigo;Nombre;Saldo\n1;Ana;0\n'
    expect(await table(text)).toEqual([
      ['Codigo', 'Nombre', 'Saldo'],
      ['1', 'Ana', '0'],
    ])
  })
})

/** A table as some program would write it. */
const write = (rows: readonly (readonly string[])[], delimiter: string, lineBreak: string): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(lineBreak)

const encode = (text: string, encoding: ImportEncoding, bom: boolean): Buffer => {
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1')
  return Buffer.from(bom ? `\ufeff${text}` : text, encoding === 'utf-8' ? 'utf8' : 'utf16le')
}

describe('any file', () => {
  const latin = fc.string({ unit: fc.constantFrom(...'ab z09ñÁü;,\t"\n.-=\''), maxLength: 12 })
  const cell = latin.filter((text) => !/^\s+$/.test(text))
  const tables = fc.integer({ min: 2, max: 6 }).chain((width) =>
    fc.record({
      header: fc.array(
        cell.filter((text) => text.trim() !== ''),
        { minLength: width, maxLength: width },
      ),
      rows: fc.array(
        fc.array(cell, { minLength: width, maxLength: width }).filter((row) => row.some((text) => text !== '')),
        { maxLength: 12 },
      ),
    }),
  )

  it('is read back as it was written, in every encoding, with every delimiter', async () => {
    const how = fc.record({
      delimiter: fc.constantFrom(...IMPORT_DELIMITERS),
      encoding: fc.constantFrom<ImportEncoding>('utf-8', 'windows-1252', 'utf-16le'),
      bom: fc.boolean(),
      lineBreak: fc.constantFrom('\n', '\r\n'),
    })
    await fc.assert(
      fc.asyncProperty(tables, how, async ({ header, rows }, { delimiter, encoding, bom, lineBreak }) => {
        const bytes = encode(write([header, ...rows], delimiter, lineBreak), encoding, bom || encoding === 'utf-16le')
        const found = (await read(bytes, { delimiter, encoding })).table
        expect(found.headers).toEqual(header.map((text) => text.trim()))
        expect(found.rows.map((row) => row.cells)).toEqual(rows)
      }),
      { numRuns: 200 },
    )
  })

  it('never throws anything but that it cannot be read', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...'";,\n\r\ta\0='), maxLength: 200 }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 200 }).map((tail) => Buffer.concat([Buffer.from('PK\x03\x04'), tail])),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (random) => {
        const outcome = await read(random).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableError)
      }),
      { numRuns: 300 },
    )
  })

  it('goes out so that no spreadsheet program runs it, and comes back the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        cell.map((text) => text.trim()),
        async (text) => {
          const written = csvCell(text, ';')
          expect(written.replace(/^"/, '')).not.toMatch(/^[=@]/)
          const [, row] = await table(`id;texto\n1;${written}\n`, { delimiter: ';', encoding: 'utf-8' })
          expect(row?.[1]?.replace(/^'(?='*[=+\-@\t\r])/, '')).toBe(text)
        },
      ),
      { examples: [["'="], ["''=a"], ["'\ta"], ['=1+1'], ['-5,00']] },
    )
  })
})

describe('formats of numbers and dates', () => {
  it.each([
    [['1.234,56', '12'], ',', true],
    [['1,234.56'], '.', true],
    [['$ 16999,00', '8.500'], ',', true],
    [['-$ 1.227,98'], ',', true],
    [['1.234.567'], ',', true],
    [['8.500', '12.000'], '.', false],
  ] as const)('decimal of %j', (cells, value, certain) => {
    expect(detectDecimal(cells, '.')).toEqual({ value, certain })
  })

  it.each([
    [['24/07/2026', '01/02/2026'], 'dmy', true],
    [['07/24/2026'], 'mdy', true],
    [['2026-07-24'], 'ymd', true],
    [['2026-07-24', '11-06-24', '31/12/2024'], 'dmy', true],
    [['01/02/2026'], 'dmy', false],
  ] as const)('order of %j', (cells, value, certain) => {
    expect(detectDateFormat(cells, 'dmy')).toEqual({ value, certain })
  })
})

describe('headers', () => {
  it('are known in three languages', async () => {
    const english = await read('Customer ID,Full Name,E-mail,Monthly price,Balance\n1,Ann,a@b.example,10.00,0\n')
    expect(guessMapping(english.table)).toEqual({
      codigoCliente: 0,
      nombreRazonSocial: 1,
      email: 2,
      precio: 3,
      saldo: 4,
    })
    const portuguese = await read('Código do cliente;Razão Social;CPF/CNPJ;Endereço;Mensalidade\n1;Ana;1;Rua 1;10,00\n')
    expect(guessMapping(portuguese.table)).toEqual({
      codigoCliente: 0,
      nombreRazonSocial: 1,
      documento: 2,
      direccion: 3,
      precio: 4,
    })
  })

  it('without words are told by what is in the column', async () => {
    const { table } = await read('A;B;C\nAna;ana@x.example;10.0.0.1\nEva;eva@x.example;10.0.0.2\n')
    expect(guessMapping(table)).toEqual({ email: 1, ip: 2 })
  })

  it('have one fingerprint however they are written', () => {
    expect(headersFingerprint(['Código', 'E-Mail '])).toBe(headersFingerprint(['CODIGO', 'e mail']))
    expect(headersFingerprint(['Código', 'Mail'])).not.toBe(headersFingerprint(['Mail', 'Código']))
  })
})

describe('XLSX', () => {
  const workbook = async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('Oculta', { state: 'hidden' }).addRow(['nada'])
    const sheet = book.addWorksheet('Clientes & más')
    sheet.addRow(['Codigo', 'Nombre', 'Alta', 'Saldo', 'Nota', 'Mail'])
    sheet.addRow([
      7,
      { richText: [{ text: 'Ana ' }, { font: { bold: true }, text: 'Paz' }] },
      new Date(Date.UTC(2024, 1, 29)),
      1234.5,
      { formula: 'A2*2', result: 14 },
      { text: 'ana@x.example', hyperlink: 'mailto:ana@x.example' },
    ])
    sheet.addRow([8, 'Eva', null, -0.3, { formula: 'HYPERLINK("x")' }])
    book.addWorksheet('Otra').addRow(['x', 'y'])
    return Buffer.from(await book.xlsx.writeBuffer())
  }

  it('reads text, numbers, dates, results of formulas, rich text and links of the first visible sheet', async () => {
    const { reading, sheets, table } = await read(await workbook(), { decimal: ',' })
    expect(reading).toMatchObject({ format: 'xlsx', sheet: 'Clientes & más' })
    expect(sheets).toEqual(['Oculta', 'Clientes & más', 'Otra'])
    expect(table.rows.map(({ row, cells }) => [row, cells])).toEqual([
      [2, ['7', 'Ana Paz', '2024-02-29', '1234,5', '14', 'ana@x.example']],
      [3, ['8', 'Eva', '', '-0,3', '=HYPERLINK("x")', '']],
    ])
  })

  it('reads the sheet that is asked for', async () => {
    expect((await read(await workbook(), { sheet: 'Otra' })).table.headers).toEqual(['x', 'y'])
  })

  it('refuses an old workbook, a ZIP that is none, and one that unfolds without end', async () => {
    const reason = (bytes: Uint8Array) =>
      read(bytes).then(
        () => null,
        (error: UnreadableError) => error.reason,
      )
    expect(await reason(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1))).toBe('old_xls')
    expect(await reason(Buffer.from('PK\x03\x04 no more'))).toBe('zip')
    expect(await reason(storeZip([{ path: 'hello.txt', data: Buffer.from('x') }]))).toBe('zip')
    expect(await reason(new Uint8Array(0))).toBe('empty')
  })

  it('unfolds no more than it may, whatever the ZIP says of itself', () => {
    const bomb = deflated('big', Buffer.alloc(5_000_000))
    expect(bomb.length).toBeLessThan(10_000)
    expect(() => new ZipReader(bomb, 1_000_000).read('big')).toThrow('bomb')
    expect(new ZipReader(bomb, 6_000_000).read('big')).toHaveLength(5_000_000)
  })
})

/** A ZIP of one deflated file, made from a stored one. */
function deflated(name: string, data: Buffer): Buffer {
  const packed = deflateRawSync(data)
  const zip = storeZip([{ path: name, data: packed }])
  const central = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  zip.writeUInt16LE(8, 8)
  zip.writeUInt16LE(8, central + 10)
  return zip
}
