import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAll } from '../../office/network/links/decide.ts'
import { fits } from '../../office/network/links/fit.ts'
import type { ObjetoLeido } from '../../office/network/links/types.ts'
import { LinkWorld, plainCode, plainMac } from '../../office/network/links/world.ts'
import { object, servicio } from './links-world.ts'

const MARTA = servicio('marta', 'Marta Quiroga Ñuñez', {
  codigo: 'C-0042',
  documento: '24.118.905',
  telefono: '11 4555-7788',
  direccion: 'Belgrano 450',
})
const RAUL = servicio('raul', 'Raúl Benítez', {
  codigo: '1077',
  usuario: 'rbenitez',
  ip: '10.5.0.9',
  mac: 'AA:BB:CC:00:11:22',
})
const OTHERS = Array.from({ length: 30 }, (_, n) => servicio(`j${n}`, 'Juan Gómez', { codigo: String(5000 + n) }))
const world = new LinkWorld([MARTA, RAUL, ...OTHERS])
const nobodyTaken = () => false
const decideOne = async (fields: Partial<ObjetoLeido>) => {
  const [decision] = await decideAll(world, [object(fields)], nobodyTaken)
  if (!decision) throw new Error('nothing was decided')
  return { ...decision, servicioId: decision.servicio === null ? null : world.servicios[decision.servicio]?.servicioId }
}
const motivosOf = (fields: Partial<ObjetoLeido>) => fits(world, object(fields))[0]?.motivos.map(({ motivo }) => motivo)

describe('an object finds its service', () => {
  it.each([
    ['by the PPPoE name that the service has', { clave: 'rbenitez' }, 'raul'],
    ['by its address', { ip: '10.5.0.9' }, 'raul'],
    ['by its MAC, however it is written', { mac: 'aabb.cc00.1122' }, 'raul'],
    ['by the code in its name', { clave: 'c42' }, 'marta'],
    ['by the code in its comment', { comentario: 'cli C-0042 antena nueva' }, 'marta'],
    ['by the document in its comment', { comentario: 'dni 24118905' }, 'marta'],
    ['by the phone in its comment', { comentario: 'tel 1145557788' }, 'marta'],
    ['by a name without accents, in any order', { comentario: 'QUIROGA NUNEZ MARTA' }, 'marta'],
  ])('%s', async (_, fields, expected) => {
    expect(await decideOne(fields)).toMatchObject({ suerte: 'seguro', servicioId: expected })
  })

  it('says why', () => {
    expect(motivosOf({ clave: 'mquiroga', comentario: 'Marta Quiroga 24118905' })).toEqual([
      'documento',
      'nombre_parcial',
    ])
  })

  it('and is only likely by a part of a name', async () => {
    expect(await decideOne({ comentario: 'quiroga marta' })).toMatchObject({ suerte: 'probable', servicioId: 'marta' })
  })
})

describe('nobody is chosen', () => {
  it('by a name that many have', async () => {
    expect(await decideOne({ comentario: 'juan gomez' })).toMatchObject({ suerte: 'ambiguo', servicio: null })
  })

  it('by a plan or a technology alone', () => {
    expect(fits(world, object({ velocidad: { bajada: 20, subida: 5 } }))).toEqual([])
  })

  it('by a name of nobody', async () => {
    expect(await decideOne({ clave: 'torre-norte-enlace', comentario: 'backhaul' })).toMatchObject({
      suerte: 'sin_cliente',
      candidatos: [],
    })
  })

  it('whose service was cancelled: it says whose it was', async () => {
    const gone = new LinkWorld([servicio('gone', 'Persona Inventada', { usuario: 'viejo', estado: 'baja' })])
    const [decision] = await decideAll(gone, [object({ clave: 'viejo' })], nobodyTaken)
    expect(decision).toMatchObject({ suerte: 'sin_servicio', servicio: null })
  })

  it('who has such an object on the device already', async () => {
    const [decision] = await decideAll(world, [object({ clave: 'rbenitez' })], (_, id) => id === 'raul')
    expect(decision).toMatchObject({ servicio: null })
  })
})

describe('of two objects that claim one service', () => {
  it('the one that fits much better has it', async () => {
    const claims = [object({ clave: 'rbenitez' }), object({ clave: 'x9', comentario: 'raul benitez' })]
    const decisions = await decideAll(world, claims, nobodyTaken)
    expect(decisions.map(({ suerte }) => suerte)).toEqual(['seguro', 'ambiguo'])
  })

  it('neither has it when both fit as well', async () => {
    const twice = [
      object({ clave: 'a', comentario: 'dni 24118905' }),
      object({ clave: 'b', comentario: 'dni 24118905' }),
    ]
    const decisions = await decideAll(world, twice, nobodyTaken)
    expect(decisions.map(({ suerte }) => suerte)).toEqual(['ambiguo', 'ambiguo'])
  })
})

describe('whatever a device says', () => {
  const anyObject = fc.record({
    tipo: fc.constantFrom('ppp_secret' as const, 'dhcp_lease' as const, 'simple_queue' as const),
    clave: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('rbenitez', 'c42', '1077')),
    comentario: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('juan gomez', 'marta quiroga'),
    ),
    perfil: fc.string({ maxLength: 8 }),
    ip: fc.constantFrom('', '10.5.0.9', '10.5.0.10'),
    mac: fc.constantFrom('', 'AA:BB:CC:00:11:22', 'no mac'),
    deshabilitado: fc.boolean(),
    velocidad: fc.option(fc.record({ bajada: fc.nat(100), subida: fc.nat(100) }), { nil: null }),
  })

  it('no service gets two objects of a kind, and no score leaves its bounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyObject, { maxLength: 8 }), async (objects) => {
        const decisions = await decideAll(world, objects, nobodyTaken)
        const given = decisions.flatMap(({ servicio: place }, at) =>
          place === null ? [] : [`${objects[at]?.tipo} ${place}`],
        )
        expect(new Set(given).size).toBe(given.length)
        for (const { puntaje } of decisions.flatMap(({ candidatos }) => candidatos)) {
          expect(puntaje).toBeGreaterThan(0)
          expect(puntaje).toBeLessThanOrEqual(1000)
        }
      }),
    )
  })
})

describe('marks', () => {
  it.each([
    ['C-0042', 'c42'],
    ['1004', '1004'],
    ['A01-B002', 'a1b2'],
    ['0', '0'],
  ])('the code %s is compared as %s', (code, plain) => expect(plainCode(code)).toBe(plain))

  it.each([
    ['AA-BB-CC-00-11-22', 'aabbcc001122'],
    ['12345', ''],
    ['cliente de doce', ''],
  ])('the MAC %s is compared as %s', (mac, plain) => expect(plainMac(mac)).toBe(plain))
})
