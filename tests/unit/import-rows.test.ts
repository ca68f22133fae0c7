import { describe, expect, it } from 'vitest'
import { IMPORT_ISSUES, type ImportField, type ImportIssueCode } from '../../contract/procedures/imports.ts'
import { parseDate } from '../../office/imports/normalise/dates.ts'
import { parseVelocidad } from '../../office/imports/normalise/network.ts'
import { type NormaliseContext, type NormalRow, understandRow } from '../../office/imports/normalise/row.ts'

const HEADERS: [ImportField, string][] = [
  ['codigoCliente', 'Codigo'],
  ['nombreRazonSocial', 'Nombre'],
  ['documento', 'Documento'],
  ['telefono', 'Tel'],
  ['email', 'Mail'],
  ['direccion', 'Direccion'],
  ['localidad', 'Ciudad'],
  ['estadoServicio', 'Estado'],
  ['plan', 'Plan'],
  ['velocidad', 'Velocidad'],
  ['precio', 'Precio'],
  ['saldo', 'Saldo'],
  ['tecnologia', 'Tecnologia'],
  ['usuarioPppoe', 'Usuario'],
  ['ip', 'IP'],
  ['router', 'Router'],
  ['fechaActivacion', 'Alta'],
  ['diaFacturacion', 'Dia'],
  ['notas', 'Notas'],
]

const context: NormaliseContext = {
  headers: HEADERS.map(([, header]) => header),
  mapping: Object.fromEntries(HEADERS.map(([field], column) => [field, column])),
  reading: { format: 'csv', encoding: 'utf-8', delimiter: ';', sheet: null, decimal: ',', dateFormat: 'dmy' },
  moneda: 'ARS',
  today: '2026-03-10',
  estados: {},
}

const GOOD: Partial<Record<ImportField, string>> = {
  codigoCliente: '7',
  nombreRazonSocial: 'Ana Paz',
  estadoServicio: 'Activo',
  plan: 'Hogar 50',
  precio: '16.999,00',
  saldo: '0,00',
}

/** Understands a good row with these cells changed; `cut` leaves the last cells out. */
function understand(
  cells: Partial<Record<ImportField, string>>,
  options: { cut?: number; estados?: NormaliseContext['estados'] } = {},
) {
  const row = HEADERS.map(([field]) => ({ ...GOOD, ...cells })[field] ?? '')
  const text = { line: 2, row: 2, broken: false, cells: row.slice(0, row.length - (options.cut ?? 0)) }
  const understood = understandRow(text, { ...context, estados: options.estados ?? {} })
  return { ...understood, codes: understood.issues.map((issue) => issue.code) }
}

const normal = (cells: Partial<Record<ImportField, string>>): NormalRow => understand(cells).normal

describe('a row', () => {
  it('that is in order has nothing to say', () => {
    const { codes, rejected, normal } = understand({})
    expect(codes).toEqual([])
    expect(rejected).toBe(false)
    expect(normal).toMatchObject({ codigoCliente: '7', estadoServicio: 'activo', saldo: null })
    expect(normal.servicio).toMatchObject({ plan: 'Hogar 50', precio: 1699900, fechaActivacion: null })
  })

  const said: [Partial<Record<ImportField, string>>, ImportIssueCode, string][] = [
    [{ nombreRazonSocial: '  ' }, 'nombre.missing', 'Nombre'],
    [{ codigoCliente: '' }, 'codigo.missing', 'Codigo'],
    [{ documento: 'S/N' }, 'documento.invalid', 'Documento'],
    [{ documento: '00.000.000' }, 'documento.invalid', 'Documento'],
    [{ telefono: 'no tiene' }, 'telefono.invalid', 'Tel'],
    [{ telefono: '3854066907/3855066907' }, 'telefono.several', 'Tel'],
    [{ email: 'ana@example' }, 'email.invalid', 'Mail'],
    [{ email: 'ana@x.example; eva@x.example' }, 'email.several', 'Mail'],
    [{ estadoServicio: 'Cancelado' }, 'estado.read_as', 'Estado'],
    [{ estadoServicio: 'ACTIVO' }, 'estado.read_as', 'Estado'],
    [{ estadoServicio: 'suspendido ' }, 'text.spaces', 'Estado'],
    [{ estadoServicio: '' }, 'estado.missing', 'Estado'],
    [{ estadoServicio: 'En obra' }, 'estado.unknown', 'Estado'],
    [{ plan: '' }, 'plan.missing', 'Plan'],
    [{ precio: 'consultar' }, 'precio.invalid', 'Precio'],
    [{ precio: '-5,00' }, 'precio.invalid', 'Precio'],
    [{ velocidad: 'mucha' }, 'velocidad.invalid', 'Velocidad'],
    [{ tecnologia: 'paloma' }, 'tecnologia.unknown', 'Tecnologia'],
    [{ saldo: 'pregunt' }, 'saldo.invalid', 'Saldo'],
    [{ saldo: '10,005' }, 'saldo.invalid', 'Saldo'],
    [{ ip: '10.10.300.7' }, 'ip.invalid', 'IP'],
    [{ fechaActivacion: '31/02/2024' }, 'fecha.invalid', 'Alta'],
    [{ fechaActivacion: '11-06-24' }, 'fecha.two_digits', 'Alta'],
    [{ fechaActivacion: '11/06/2026' }, 'fecha.future', 'Alta'],
    [{ diaFacturacion: '31' }, 'dia.invalid', 'Dia'],
    [{ notas: '   ' }, 'text.blank', 'Notas'],
    [{ notas: '=HYPERLINK("x")' }, 'text.formula', 'Notas'],
    [{ nombreRazonSocial: '<script>alert(1)</script>' }, 'text.formula', 'Nombre'],
    [{ direccion: '@SUM(A1)' }, 'text.formula', 'Direccion'],
    [{ nombreRazonSocial: 'Ana  Paz' }, 'text.spaces', 'Nombre'],
    [{ nombreRazonSocial: 'x'.repeat(170) }, 'text.too_long', 'Nombre'],
  ]
  it.each(said)('%j says %s of its column', (cells, code, column) => {
    const { issues, rejected } = understand(cells)
    const issue = issues.find((found) => found.code === code)
    expect(issue).toMatchObject({ column, field: Object.keys(cells)[0] })
    expect(rejected).toBe(issues.some((found) => IMPORT_ISSUES[found.code] === 'error'))
  })

  it('is a truncated one when money or state are missing, and then says nothing of the cells it lacks', () => {
    const { codes, rejected, issues } = understand({}, { cut: 8 })
    expect(codes).toEqual(['row.truncated'])
    expect(issues[0]?.detail).toBe('11 / 19')
    expect(rejected).toBe(true)
  })

  it('that only lacks optional cells at its end is imported', () => {
    const { codes, rejected } = understand({}, { cut: 3 })
    expect(codes).toEqual(['row.short'])
    expect(rejected).toBe(false)
  })

  it('with cells too many is rejected, unless they are empty', () => {
    const cells = HEADERS.map(([field]) => GOOD[field] ?? '')
    const row = (extra: string[]) =>
      understandRow({ line: 2, row: 2, broken: false, cells: [...cells, ...extra] }, context)
    expect(row(['', '']).issues).toEqual([])
    expect(row(['x']).issues.map((issue) => issue.code)).toEqual(['row.extra_cells'])
  })

  it('takes what the person says about a state', () => {
    const { codes, normal } = understand({ estadoServicio: 'En obra' }, { estados: { 'en obra': 'suspendido' } })
    expect(codes).toEqual(['estado.read_as'])
    expect(normal.estadoServicio).toBe('suspendido')
  })
})

describe('what has no field of its own', () => {
  it('is kept in the notes, in the words of the file', () => {
    const { notas, email } = normal({
      notas: 'ojo perro\nno entrar',
      email: 'mala@x, ana@x.example; eva@x.example',
      usuarioPppoe: 'ana7',
      ip: '10.0.0.7',
      router: 'Torre 1',
      precio: 'consultar',
      fechaActivacion: '31/02/2024',
      diaFacturacion: '20',
    })
    expect(email).toBe('ana@x.example')
    expect(notas).toBe(
      [
        'ojo perro',
        'no entrar',
        'Precio: consultar',
        'Alta: 31/02/2024',
        'Mail: mala@x',
        'Mail: eva@x.example',
        'Dia: 20 · IP: 10.0.0.7 · Router: Torre 1',
      ].join('\n'),
    )
  })

  it('keeps the service of a row without a plan', () => {
    const { servicio, notas } = normal({ plan: '', usuarioPppoe: 'ana7', ip: '10.0.0.7', velocidad: '50M/10M' })
    expect(servicio).toBeNull()
    expect(notas).toContain('Usuario: ana7')
    expect(notas).toContain('Velocidad: 50M/10M')
  })
})

describe('values', () => {
  it('amounts keep sign, grouping and currency sign apart', () => {
    for (const [text, saldo] of [
      ['$ 34.500,50', 3450050],
      ['-$ 1.227,98', -122798],
      ['-3.644,07', -364407],
      ['(12,50)', -1250],
      ['0,00', null],
      ['', null],
    ] as const) {
      expect([text, normal({ saldo: text }).saldo]).toEqual([text, saldo])
    }
  })

  it('the connection is known by its user, else by its address', () => {
    expect(normal({ usuarioPppoe: 'ana7', ip: '10.0.0.7' }).servicio).toMatchObject({
      dispositivoRef: 'ana7',
      tecnologia: 'pppoe',
    })
    expect(normal({ ip: '10.0.0.07/24' }).servicio).toMatchObject({ dispositivoRef: '10.0.0.7', tecnologia: 'dhcp' })
    expect(normal({ plan: 'Fibra 200' }).servicio).toMatchObject({ dispositivoRef: '', tecnologia: 'fiber' })
  })

  it('the address carries its town once', () => {
    expect(normal({ direccion: 'Calle 1', localidad: 'Güemes' }).direccion).toBe('Calle 1, Güemes')
    expect(normal({ direccion: 'Calle 1, Güemes', localidad: 'Güemes' }).direccion).toBe('Calle 1, Güemes')
  })

  it.each([
    ['50M/10M', 50, 10],
    ['10M/50M', 50, 10],
    ['50/10', 50, 10],
    ['20 megas', 20, 20],
    ['100 Mbps / 50 Mbps', 100, 50],
    ['1G/500M', 1000, 500],
    ['512k/256k', 0.512, 0.256],
  ])('speed %s', (text, bajada, subida) => expect(parseVelocidad(text)).toEqual({ bajada, subida }))

  it.each(['', 'x', '50M/10M/5M', '9999999'])('no speed %j', (text) => expect(parseVelocidad(text)).toBeNull())

  it.each([
    ['24/07/2026', 'dmy', '2026-07-24'],
    ['07/24/2026', 'mdy', '2026-07-24'],
    ['2026-07-24', 'dmy', '2026-07-24'],
    ['26/07/24', 'ymd', '2026-07-24'],
    ['11-06-24', 'dmy', '2024-06-11'],
    ['11-06-98', 'dmy', '1998-06-11'],
    ['24/07/2026 10:30', 'dmy', '2026-07-24'],
    ['3 de marzo de 2025', 'dmy', '2025-03-03'],
    ['3-set-25', 'dmy', '2025-09-03'],
    ['29/02/2024', 'dmy', '2024-02-29'],
  ] as const)('date %s as %s', (text, format, fecha) => expect(parseDate(text, format)?.fecha).toBe(fecha))

  it.each(['31/02/2024', '29/02/2023', '13/13/2024', '0/1/2024', 'ayer', '2024', '1/1/12345'])('no date %s', (text) =>
    expect(parseDate(text, 'dmy')).toBeNull(),
  )
})
