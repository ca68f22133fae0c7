import { describe, expect, it } from 'vitest'
import { decideAll } from '../../office/network/links/decide.ts'
import { fits } from '../../office/network/links/fit.ts'
import type { ObjetoLeido } from '../../office/network/links/types.ts'
import { LinkWorld } from '../../office/network/links/world.ts'
import { object, servicio } from './links-world.ts'

const CRUZ = servicio('cruz', 'Óscar Raúl De la Cruz')
const DE_DE = servicio('dede', 'María de la Paz de la Fuente', { direccion: 'Los Aromos 12' })
const LAUTARO = servicio('lautaro', 'José Lautaro Flores', { codigo: 'C-0013', direccion: 'Colón Viejo 88' })
const ZARATE = servicio('zarate', 'Matías Zárate', { documento: '96.000.019' })
const GALEANO = servicio('galeano', 'Gustavo Galeano', { codigo: '5' })
const NUMBERED = servicio('numbered', 'Elba Ruiz', { codigo: '56' })
const NINETEEN = servicio('nineteen', 'Irma Soto', { codigo: '19' })
const GONZALEZ = servicio('gonzalez', 'Julia González', { dispositivoRef: 'jgonzalez49b' })
const CUT = servicio('cut', 'Nora Paz', { telefono: '11 4555-7788' })
const SUSPENDED = servicio('suspended', 'Saúl Vega', { telefono: '11 4555-9900', estado: 'suspendido' })
const world = new LinkWorld([CRUZ, DE_DE, LAUTARO, ZARATE, GALEANO, NUMBERED, NINETEEN, GONZALEZ, CUT, SUSPENDED])

const motivos = (fields: Partial<ObjetoLeido>, of = world) =>
  fits(of, object(fields)).map(({ servicio: place, motivos: list }) => ({
    servicioId: of.servicios[place]?.servicioId,
    motivos: list.map(({ motivo }) => motivo),
  }))
const decide = async (objects: Partial<ObjetoLeido>[], of = world) => {
  const decisions = await decideAll(of, objects.map(object), () => false)
  return decisions.map(({ suerte, servicio: place }) => [
    suerte,
    place === null ? null : of.servicios[place]?.servicioId,
  ])
}

describe('particles are no part of a name', () => {
  it.each([
    'cámara de la torre',
    'de de la de',
    'y e da do dos das di el los las a del',
    'San de los',
    'the tower of the north',
  ])('«%s» is nobody’s', async (comentario) => {
    expect(await decide([{ clave: 'camara-torre1', comentario }])).toEqual([['sin_cliente', null]])
    expect(motivos({ clave: 'camara-torre1', comentario })).toEqual([])
  })

  it('and a word said twice counts once', () => {
    expect(motivos({ comentario: 'fuente fuente fuente' })).toEqual([
      { servicioId: 'dede', motivos: ['nombre_parcial'] },
    ])
  })

  it('nor does a word of the street', () => {
    const of = new LinkWorld([servicio('twice', 'Ana Paz', { direccion: 'Aromos y Aromos' })])
    expect(fits(of, object({ comentario: 'ana, aromos' }))[0]?.puntaje).toBeLessThan(400)
  })

  it('a name is whole by its own words, with or without them', async () => {
    expect(await decide([{ comentario: 'oscar raul cruz' }])).toEqual([['seguro', 'cruz']])
    expect(await decide([{ comentario: 'Cruz' }])).toEqual([['sin_cliente', null]])
  })
})

describe('a code is written by somebody', () => {
  it.each([
    ['a MAC that is the name of a lease', { tipo: 'dhcp_lease' as const, clave: '02:B1:54:28:01:56' }],
    ['a MAC in dashes', { tipo: 'dhcp_lease' as const, clave: '02-B1-54-28-01-56' }],
    ['an address that is the name of a queue', { tipo: 'simple_queue' as const, clave: '10.0.5.56/32' }],
    ['a MAC in the comment', { comentario: 'equipo 02:B1:54:28:01:56' }],
    ['an address in the comment', { comentario: 'equipo 10.0.5.56' }],
    ['a part of a document', { comentario: '30.000.019' }],
  ])('%s is none', (_, fields) => expect(motivos(fields)).toEqual([]))

  it('and is found in the name and the comment', () => {
    expect(motivos({ clave: 'cli-56' })[0]?.motivos).toEqual(['codigo'])
    expect(motivos({ clave: '02:B1:54:28:01:57', tipo: 'dhcp_lease', comentario: '56' })[0]?.motivos).toContain(
      'codigo',
    )
  })
})

describe('another’s full name in the comment', () => {
  it.each([
    ['Patricia Espíndola – C-0013', 'lautaro'],
    ['María Medina Molina DNI 96.000.019', 'zarate'],
  ])('«%s» leaves it to a person, and says why', async (comentario, servicioId) => {
    expect(await decide([{ comentario }])).toEqual([['ambiguo', null]])
    const best = fits(world, object({ comentario }))[0]
    expect(world.servicios[best?.servicio ?? -1]?.servicioId).toBe(servicioId)
    expect(best?.motivos.map(({ motivo }) => motivo)).toContain('otro_nombre')
  })

  it.each([
    'C-0013 Flores',
    'José Flores, de Patricia Espíndola C-0013',
    'C-0013 antena nueva, hogar veloz, nodo Esperanza',
    'C-0013 colón viejo',
    'C-0013 Patricia',
  ])('is not what «%s» says', async (comentario) => {
    expect(await decide([{ comentario }])).toEqual([['seguro', 'lautaro']])
  })

  it('keeps that other from being certain too: the numbers are not theirs', async () => {
    const both = new LinkWorld([LAUTARO, servicio('patricia', 'Patricia Espíndola')])
    expect(await decide([{ comentario: 'Patricia Espíndola – C-0013' }], both)).toEqual([['probable', 'patricia']])
  })
})

describe('the user noted on a service', () => {
  const slow = { velocidad: { bajada: 3, subida: 1 } }

  it('is certain by itself, whatever speaks against', async () => {
    const named = { clave: 'jgonzalez49b', comentario: 'Patricia Espíndola', ...slow }
    expect(await decide([named])).toEqual([['seguro', 'gonzalez']])
  })

  it('goes before the client’s other service, and before what only fits', async () => {
    const second = { ...GONZALEZ, servicioId: 'second', dispositivoRef: '', documento: '24118905' }
    const of = new LinkWorld([{ ...GONZALEZ, documento: '24118905' }, second])
    const comentario = 'Julia González 24118905'
    expect(await decide([{ clave: 'jgonzalez49b', comentario }], of)).toEqual([['seguro', 'gonzalez']])
    const alone = new LinkWorld([{ ...GONZALEZ, documento: '24118905' }])
    expect(await decide([{ clave: 'jgonzalez49b' }, { clave: 'otro', comentario }], alone)).toEqual([
      ['seguro', 'gonzalez'],
      ['ambiguo', null],
    ])
  })

  it('says nothing when two services in force have it', async () => {
    const of = new LinkWorld([GONZALEZ, { ...GONZALEZ, servicioId: 'twin', clienteId: 'twin' }])
    expect(await decide([{ clave: 'jgonzalez49b' }], of)).toEqual([['ambiguo', null]])
  })

  it('is still the service’s when a cancelled one had it', async () => {
    const of = new LinkWorld([{ ...GONZALEZ, servicioId: 'gone', estado: 'baja' }, GONZALEZ])
    expect(await decide([{ clave: 'jgonzalez49b', ...slow }], of)).toEqual([['seguro', 'gonzalez']])
  })
})

describe('the speed of an access that is cut', () => {
  const velocidad = { bajada: 1, subida: 1 }

  it.each(['morosos', 'Morosos', 'sin-pago'])('by the profile %s says nothing of the plan', (perfil) => {
    expect(motivos({ comentario: '11 4555-7788', perfil, velocidad })[0]?.motivos).toEqual(['telefono'])
  })

  it('of a suspended service says nothing of the plan', () => {
    expect(motivos({ comentario: '11 4555-9900', velocidad })[0]?.motivos).toEqual(['telefono'])
  })

  it('of a suspended service that has its plan’s still speaks for it', () => {
    const plan = { bajada: 20, subida: 5 }
    expect(motivos({ comentario: '11 4555-9900', velocidad: plan })[0]?.motivos).toEqual(['telefono', 'plan'])
  })

  it('of another profile speaks against', () => {
    expect(motivos({ comentario: '11 4555-7788', perfil: 'x', velocidad })[0]?.motivos).toEqual([
      'telefono',
      'plan_distinto',
    ])
  })
})

describe('the surname inside a user’s name', () => {
  it('makes the only client who has it likely', async () => {
    expect(await decide([{ clave: 'ggaleano5', comentario: '5' }])).toEqual([['probable', 'galeano']])
    expect(await decide([{ clave: 'ggaleano5' }])).toEqual([['probable', 'galeano']])
  })

  it('does not when the initial is another’s, or many have it', async () => {
    expect(await decide([{ clave: 'pgaleano' }])).toEqual([['sin_cliente', null]])
    const many = new LinkWorld(
      Array.from({ length: 9 }, (_, n) => servicio(`g${n}`, n === 0 ? 'Gustavo Galeano' : 'Ana Galeano')),
    )
    expect(await decide([{ clave: 'ggaleano' }], many)).toEqual([['sin_cliente', null]])
  })
})
