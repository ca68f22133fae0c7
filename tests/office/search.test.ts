import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClienteHit } from '../../contract/index.ts'
import { words } from '../../office/customers/fold.ts'
import { phoneNumbers } from '../../office/customers/phone.ts'
import { insertClientes } from '../../office/customers/store.ts'
import { inventCliente } from '../../office/demo/people.ts'
import { Random } from '../../office/demo/random.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

const INVENTED = 400

let office: TestOffice
let client: Client
let everybody: { id: string; codigoCliente: string; nombreRazonSocial: string; documento: string; telefono: string }[]

const FIELDS = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }

const KNOWN = [
  { nombreRazonSocial: "Ángela D'Angelo", documento: '20.123.456', telefono: '+54 9 11 4555-1234 / 02966 15 412345' },
  { nombreRazonSocial: 'Nuño Ñáñez Quiñones', direccion: 'Pje. Los Álamos 4158, B° Ñu Porá', codigoCliente: 'C-0042' },
  { nombreRazonSocial: 'Quiroga Hnos. S.R.L.', documento: '30-71234567-8', direccion: 'Ruta 9 km 29' },
  { nombreRazonSocial: 'Belgrano Deportes', direccion: 'Mitre 10' },
  { nombreRazonSocial: 'Wenceslao Zubizarreta', direccion: 'Belgrano 777', telefono: '4444158' },
  { nombreRazonSocial: 'Wenceslao Zubizarreta Iturbe', direccion: 'Alberdi 3' },
]

beforeAll(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  const random = new Random(7)
  const news = [
    ...KNOWN.map((fields) => ({ ...FIELDS, ...fields })),
    ...Array.from({ length: INVENTED }, (_, at) => inventCliente(random, at + 1)),
  ].map((fields) => ({ fields, estadoServicio: 'activo' as const }))
  const actor = await office.actor('admin')
  const request = { actor, requestId: newRequestId(), procedure: 'test', input: null }
  everybody = await office.office.writer.run(request, (tx) => insertClientes(tx, news))
})
afterAll(() => office.close())

const search = (texto: string, limit = 20) => client.clientes.search({ texto, limit })
const names = (hits: ClienteHit[]) => hits.map((hit) => hit.nombreRazonSocial)
const first = async (texto: string) => (await search(texto))[0]

describe('somebody known is found', () => {
  it.each([
    ['dangelo', 'nombre'],
    ["d'angelo", 'nombre'],
    ['D’ANGELO  angela', 'nombre'],
    ['d angelo', 'nombre'],
    ['angela dang', 'nombre'],
    ['angela d', 'nombre'],
    ['20123456', 'documento'],
    ['20.123.456', 'documento'],
    ['20.123', 'documento'],
    ['11 4555-1234', 'telefono'],
    ['+54 9 11 4555 1234', 'telefono'],
    ['011 15 4555 1234', 'telefono'],
    ['45551234', 'telefono'],
    ['15 4555-1234', 'telefono'],
    ['2966 412345', 'telefono'],
    ['412345', 'telefono'],
    ['dangelo 1234', 'telefono'],
    ['1234 dangelo', 'telefono'],
    ['angela 20123', 'documento'],
    ['dnagelo', 'typo'],
    ['angela dangello', 'typo'],
  ])('Ángela D’Angelo by %s (%s)', async (texto, matched) => {
    expect(await first(texto)).toMatchObject({ nombreRazonSocial: "Ángela D'Angelo", matched })
  })

  it.each([
    ['C-0042', 'codigo'],
    ['c0042', 'codigo'],
    ['c-00', 'codigo'],
    ['nanez', 'nombre'],
    ['ÑÁÑEZ  nuño', 'nombre'],
    ['quiñones nuno', 'nombre'],
    ['nu qui', 'nombre'],
    ['alamos 4158', 'direccion'],
    ['nanez 4158', 'direccion'],
    ['nuno porá', 'direccion'],
    ['qinones nanez', 'typo'],
  ])('Nuño Ñáñez by %s (%s)', async (texto, matched) => {
    expect(await first(texto)).toMatchObject({ nombreRazonSocial: 'Nuño Ñáñez Quiñones', matched })
  })

  it.each(['srl quiroga', 's.r.l. quiroga', '30712345678', '30-71234567-8', '71234567', 'quiroga ruta 9'])(
    'Quiroga Hnos. S.R.L. by %s',
    async (texto) => {
      expect(names(await search(texto))).toContain('Quiroga Hnos. S.R.L.')
    },
  )

  it('by name before address', async () => {
    const found = names(await search('belgrano'))
    expect(found.indexOf('Belgrano Deportes')).toBe(0)
    expect(found).toContain('Wenceslao Zubizarreta')
  })

  it('by the whole name before longer ones', async () => {
    expect(names(await search('wenceslao zubizarreta'))).toEqual([
      'Wenceslao Zubizarreta',
      'Wenceslao Zubizarreta Iturbe',
    ])
  })

  it('by their own code before others whose code begins so', async () => {
    expect(await first('1')).toMatchObject({ codigoCliente: '1', matched: 'codigo' })
    expect(await first('12')).toMatchObject({ codigoCliente: '12', matched: 'codigo' })
    expect((await search('12')).map((hit) => hit.codigoCliente)).toContain('120')
  })

  it('by the bar code of an invoice, on any keyboard layout', async () => {
    const owner = everybody[30] as { id: string }
    const invoice = await client.facturas.create({
      requestId: newRequestId(),
      clienteId: owner.id,
      periodo: '2026-03',
      fechaEmision: '2026-03-01',
      fechaVencimiento: '2026-03-11',
      lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 100, impuestos: [] }],
    })
    const short = `P1-F-${Number(invoice.numero.slice(-8))}`
    for (const texto of [invoice.numero, invoice.numero.toLowerCase(), invoice.numero.replaceAll('-', "'"), short])
      expect(await first(texto)).toMatchObject({ id: owner.id, matched: 'factura', facturaId: invoice.id, deuda: 100 })
  })

  it('at once after they came, and no more by what they were called', async () => {
    const fields = { ...FIELDS, nombreRazonSocial: 'Xochiquetzal Uno' }
    expect(await search('xochiquetsal')).toEqual([])
    const made = await client.clientes.create({ requestId: newRequestId(), ...fields })
    expect(await first('xochiquetsal')).toMatchObject({ id: made.id, matched: 'typo' })
    const change = { requestId: newRequestId(), id: made.id, expected: made.actualizadoEn, ...fields }
    await client.clientes.update({ ...change, estadoServicio: 'activo', nombreRazonSocial: 'Yaravirrukhan Dos' })
    expect(await first('yaravirukhan')).toMatchObject({ id: made.id, matched: 'typo' })
    expect(await search('xochiquetzal')).toEqual([])
  })
})

describe('everybody is found', () => {
  it('first by their own code and document', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(KNOWN.length + INVENTED - 1), async (at) => {
        const one = everybody[at] as (typeof everybody)[number]
        expect(await first(one.codigoCliente)).toMatchObject({ id: one.id, matched: 'codigo' })
        if (one.documento) {
          expect(await first(one.documento)).toMatchObject({ id: one.id, matched: 'documento' })
          expect(await first(one.documento.replace(/\W/g, ''))).toMatchObject({ id: one.id, matched: 'documento' })
        }
      }),
    )
  })

  it('by each of their phones, however it is dialled', async () => {
    const dial = [
      (n: string) => n,
      (n: string) => `+54 9 ${n.slice(0, 3)} ${n.slice(3, 6)}-${n.slice(6)}`,
      (n: string) => `0${n.slice(0, 3)} 15 ${n.slice(3)}`,
      (n: string) => `(0${n.slice(0, 3)}) ${n.slice(3)}`,
      (n: string) => `549${n}`,
      (n: string) => n.slice(-7),
    ]
    await fc.assert(
      fc.asyncProperty(fc.nat(KNOWN.length + INVENTED - 1), fc.nat(dial.length - 1), async (at, form) => {
        const one = everybody[at] as (typeof everybody)[number]
        for (const number of phoneNumbers(one.telefono).filter((n) => n.length === 10)) {
          const hits = await search(dial[form]?.(number) ?? '')
          expect(hits.map((hit) => hit.id)).toContain(one.id)
        }
      }),
    )
  })

  it('by the words of their name in any order, without accents, in any case, with more spaces', async () => {
    const shuffled = fc.nat(KNOWN.length + INVENTED - 1).chain((at) => {
      const one = everybody[at] as (typeof everybody)[number]
      const own = words(one.nombreRazonSocial).slice(0, 8)
      return fc.tuple(fc.constant(one), fc.shuffledSubarray(own, { minLength: own.length }), fc.boolean())
    })
    await fc.assert(
      fc.asyncProperty(shuffled, async ([one, own, upper]) => {
        const texto = own.join('   ')
        const hits = await search(upper ? ` ${texto.toUpperCase()} ` : texto, 50)
        expect(hits.map((hit) => hit.nombreRazonSocial)).toContain(one.nombreRazonSocial)
      }),
    )
  })

  it('with a slip in a long word', async () => {
    const slip = fc.nat(KNOWN.length + INVENTED - 1).chain((at) => {
      const one = everybody[at] as (typeof everybody)[number]
      const long = words(one.nombreRazonSocial).filter((word) => word.length >= 6)
      return fc.tuple(fc.constant(one), fc.constantFrom(...(long.length > 0 ? long : [''])), fc.nat(3))
    })
    await fc.assert(
      fc.asyncProperty(slip, async ([one, word, at]) => {
        fc.pre(word !== '')
        const wrong = word.slice(0, at + 1) + word.slice(at + 2)
        const others = words(one.nombreRazonSocial).filter((own) => own !== word)
        const hits = await search([...others, wrong].slice(0, 8).join(' '), 50)
        expect(hits.map((hit) => hit.nombreRazonSocial)).toContain(one.nombreRazonSocial)
      }),
    )
  })

  it('and each only once, at most as many as asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('maria', 'go', 'san martin', '2', '200', 'a'),
        fc.integer({ min: 1, max: 50 }),
        async (texto, limit) => {
          const hits = await search(texto, limit)
          expect(hits.length).toBeLessThanOrEqual(limit)
          expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length)
        },
      ),
    )
  })
})

describe('any text', () => {
  it.each([
    '"',
    "'",
    '*',
    'nombre:ana',
    'ana OR 1=1',
    'NEAR(ana luis)',
    'ana AND',
    'NOT ana',
    '^ana',
    '-ana +luis',
    '{nombre} : ana',
    '%_\\',
    '\u0000ana',
    '\ud800',
    '𞤀𞤁 𐐀',
    '()',
    '~',
    '~321',
    '🦙'.repeat(50),
    'a'.repeat(200),
    'a '.repeat(100),
    '9'.repeat(200),
  ])('is taken: %j', async (texto) => {
    await expect(search(texto)).resolves.toBeInstanceOf(Array)
  })

  it('is taken', async () => {
    const syntax = fc.constantFrom(
      '"',
      '*',
      ':',
      '(',
      ')',
      ' AND ',
      ' OR ',
      ' NOT ',
      'NEAR(',
      '^',
      '{',
      '}',
      '~',
      'ana',
      '4',
      '-',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.array(syntax, { maxLength: 20 }).map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(text, async (texto) => {
        expect(Array.isArray(await search(texto.slice(0, 200)))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('without letters or digits finds nobody', async () => {
    for (const texto of ['', '   ', '···', '*']) expect(await search(texto)).toEqual([])
  })
})
