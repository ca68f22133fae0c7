import dgram from 'node:dgram'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Busqueda, PasoRevisado } from '../../contract/index.ts'
import { type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { type Client, newRequestId, refusal, type TestOffice } from './harness.ts'
import { deviceInput, eventually, openNetworkOffice } from './network-support.ts'

/** A port of this process's own, and nobody beyond this computer. */
const DISCOVERY = { port: 20_000 + (process.pid % 20_000), targets: () => ['127.0.0.1'] }

let farm: RouterFarm
let router: SimulatedRouter
beforeAll(async () => {
  farm = await startRouters({ routers: [{ identity: 'torre' }] })
  router = farm.router
})
afterAll(() => farm.stop())

let office: TestOffice
let admin: Client
beforeEach(async () => {
  office = await openNetworkOffice({ discovery: DISCOVERY })
  admin = await office.as('admin')
})
afterEach(async () => {
  await office.close()
  await router.behave({})
})

const request = () => ({ requestId: newRequestId() })
const create = (changes: Parameters<typeof deviceInput>[1] = {}) =>
  admin.dispositivos.create({ ...request(), dispositivo: deviceInput(router, changes) })

describe('a device', () => {
  it('is added, looked at, and found by name, tag, site and state', async () => {
    const sitio = await admin.sitios.create({ ...request(), sitio: { nombre: 'Cerro', direccion: '', notas: '' } })
    const { id } = await create({ nombre: 'Ñandú Norte', etiquetas: ['borde', 'borde'], sitioId: sitio.id })
    await eventually(async () => expect(await admin.dispositivos.get({ id })).toMatchObject({ estado: 'en_linea' }))
    // The first look may still be at it: it answers both.
    const seen = { falla: null, version: router.version, clave: 'guardada', etiquetas: ['borde'] }
    await eventually(async () => expect(await admin.dispositivos.sondear({ id })).toMatchObject(seen))
    const found = async (filter: object) =>
      (await admin.dispositivos.list({ filter })).items.map(({ nombre }) => nombre)
    const filters = [
      { texto: 'NANDU norte' },
      { texto: 'ñandú' },
      { etiqueta: 'borde' },
      { sitioId: sitio.id },
      { estado: 'en_linea' },
      {},
    ]
    for (const filter of filters) expect(await found(filter)).toEqual(['Ñandú Norte'])
    const others = [{ texto: 'sur' }, { etiqueta: 'bor' }, { sitioId: null }, { estado: 'caido' }, { archivados: true }]
    for (const filter of others) expect(await found(filter)).toEqual([])
    expect(await admin.dispositivos.resumen()).toMatchObject({ total: 1, estados: { en_linea: 1 } })
    expect(await refusal(admin.sitios.remove({ ...request(), id: sitio.id }))).toMatchObject({ code: 'sitio.in_use' })
  })

  it('is listed by name, page by page', async () => {
    for (const [at, nombre] of ['b', 'A', 'c'].entries()) await create({ nombre, puerto: 2000 + at })
    const first = await admin.dispositivos.list({ limit: 2 })
    expect(first.items.map(({ nombre }) => nombre)).toEqual(['A', 'b'])
    const second = await admin.dispositivos.list({ limit: 2, cursor: first.nextCursor ?? '' })
    expect([second.items.map(({ nombre }) => nombre), second.nextCursor]).toEqual([['c'], null])
  })

  it('takes names, IPv4 and IPv6, and nothing else', async () => {
    const bad = ['300.1.1.1', '10.0.0', 'a b', 'http://x', '', '::g']
    for (const host of bad) expect((await refusal(create({ host }))).code).toBe('input.invalid')
    const { host } = await create({ host: '[2001:db8::1]', puerto: 8729 })
    expect(host).toBe('2001:db8::1')
  })

  it('is added once', async () => {
    await create({ nombre: 'primero' })
    expect(await refusal(create())).toMatchObject({ code: 'dispositivo.duplicado', data: { nombre: 'primero' } })
  })

  it('keeps its password to itself, and sends it to no other address', async () => {
    const { id, actualizadoEn: expected } = await create()
    expect(JSON.stringify(office.office.db.read.sqlite.prepare('select * from auditoria').all())).not.toContain(
      router.password,
    )
    const { clave: _, ...dispositivo } = deviceInput(router, { host: '10.9.9.9' })
    const moved = admin.dispositivos.update({ ...request(), id, expected, dispositivo })
    expect((await refusal(moved)).code).toBe('dispositivo.clave_otra_vez')
    const renamed = { ...dispositivo, host: router.host, nombre: 'otra' }
    const update = { ...request(), id, expected, dispositivo: renamed }
    expect(await admin.dispositivos.update(update)).toMatchObject({ nombre: 'otra', clave: 'guardada' })
    expect((await refusal(admin.dispositivos.update({ ...update, ...request() }))).code).toBe('conflict.changed')
  })

  it('with TLS needs a certificate that a person trusted', async () => {
    expect((await refusal(create({ tls: true }))).code).toBe('dispositivo.huella')
  })

  it('put away is looked at no more, and may come back', async () => {
    const { id } = await create()
    await admin.dispositivos.archivar({ ...request(), id, activo: false })
    expect(await admin.dispositivos.resumen()).toMatchObject({ total: 0, archivados: 1 })
    expect((await refusal(admin.dispositivos.interfaces({ id }))).code).toBe('dispositivo.sin_datos')
    await admin.dispositivos.archivar({ ...request(), id, activo: true })
    expect(await admin.dispositivos.sondear({ id })).toMatchObject({ estado: 'en_linea' })
  })

  it('tells whoever watches what changed', async () => {
    const events = await admin.dispositivos.watch()
    expect((await events.next()).value).toMatchObject({ filas: [], resumen: { total: 0 } })
    const { id } = await create()
    expect((await events.next()).value).toMatchObject({ filas: [{ id }] })
    await events.return?.(undefined)
  })
})

describe('the guided check', () => {
  const steps = async (changes: object = {}): Promise<PasoRevisado[]> => {
    const { host, port: puerto, user: usuario, password: clave } = router
    const input = { host, puerto, tls: false, huellaTls: null, usuario, clave, ...changes }
    const all: PasoRevisado[] = []
    for await (const step of await admin.dispositivos.revisar(input)) if (step.resultado !== 'curso') all.push(step)
    return all
  }
  const short = (all: readonly PasoRevisado[]) =>
    all.map((step) => `${step.paso} ${'codigo' in step ? step.codigo : step.resultado}`)

  it('goes through every step of a router that is well', async () => {
    office.clock.set(Date.now())
    expect(short(await steps())).toEqual([
      'alcance ok',
      'api ok',
      'cifrado sin_cifrar',
      'credenciales ok',
      'permisos ok',
      'sistema ok',
      'reloj ok',
    ])
    expect((await admin.dispositivos.list({})).items).toEqual([])
  })

  it('stops where something is in the way', async () => {
    expect(short(await steps({ clave: 'otra' })).at(-1)).toBe('credenciales credenciales')
    expect(short(await steps({ usuario: 'lector' }))).toContain('permisos faltan_gestionar')
    await router.behave({ refuse: true })
    expect(short(await steps())).toEqual(['alcance ok', 'api rechazado'])
    await router.behave({ acceptThenClose: true })
    expect(short(await steps()).at(-1)).toBe('credenciales cortado')
  })

  it('shows a certificate before any password is sent, and goes on with the trusted one', async () => {
    const tls = { tls: true, puerto: router.tlsPort }
    await router.resetCounters()
    const [, , , shown] = await steps(tls)
    const huella = router.fingerprint256.replaceAll(':', '').toLowerCase()
    expect(shown).toEqual({ paso: 'certificado', resultado: 'confirmar', codigo: 'nuevo', huella, anterior: null })
    const { logins, failedLogins } = await router.counters()
    expect([logins, failedLogins]).toEqual([0, 0])
    expect(short(await steps({ ...tls, huellaTls: 'ab'.repeat(32) })).at(-1)).toBe('certificado cambiado')
    expect(short(await steps({ ...tls, huellaTls: huella }))).toContain('sistema ok')
  })

  it('uses the kept password for the kept address alone, and knows the device it is about', async () => {
    const { id } = await create()
    await admin.dispositivos.sondear({ id })
    const kept = { id, clave: undefined }
    expect(short(await steps(kept))).toContain('sistema ok')
    expect(short(await steps({ ...kept, host: 'localhost' })).at(-1)).toBe('credenciales sin_clave')
    expect(short(await steps())).toContain('sistema ya_existe')
  })

  it('tells a clock that is off', async () => {
    office.clock.set(Date.now() + 3_600_000)
    expect(short(await steps()).at(-1)).toBe('reloj atrasado')
  })
})

describe('discovery', () => {
  it('hears neighbours, marks those that are known, and ends by itself', async () => {
    const announcing = await startRouters({
      routers: [{ identity: 'vecino', mndp: { address: '127.0.0.1', port: DISCOVERY.port, everyMs: 50 } }],
    })
    try {
      await admin.dispositivos.create({ ...request(), dispositivo: deviceInput(router, { nombre: 'conocido' }) })
      const events: Busqueda[] = []
      for await (const event of await admin.dispositivos.buscar({ segundos: 2 })) events.push(event)
      expect(events[0]).toEqual({ tipo: 'escuchando', redes: ['127.0.0.1'], falla: null })
      expect(events[1]).toMatchObject({
        tipo: 'vecino',
        vecino: { identidad: 'vecino', ipv4: '127.0.0.1', dispositivo: { nombre: 'conocido' } },
      })
      expect(events.at(-1)).toEqual({ tipo: 'fin', vecinos: 1 })
    } finally {
      await announcing.stop()
    }
  })
})

describe('discovery in a flood', () => {
  it('of one neighbour that says another name in each packet tells so many and no more', async () => {
    const socket = dgram.createSocket('udp4')
    // No faster than it is heard: what does not fit into the socket is lost.
    const say = (n: number) => {
      socket.send(named(`vecino ${n}`), DISCOVERY.port, '127.0.0.1')
      return new Promise((resolve) => setImmediate(resolve))
    }
    try {
      let isOver = false
      const names: string[] = []
      for await (const event of await admin.dispositivos.buscar({ segundos: 4 })) {
        if (event.tipo === 'escuchando')
          void (async () => {
            for (let n = 0; n < 3000 && !isOver; n++) await say(n)
          })()
        isOver = event.tipo === 'fin'
        if (event.tipo === 'vecino') names.push(event.vecino.identidad)
      }
      expect(names).toHaveLength(2000)
    } finally {
      socket.close()
    }
  })
})

/** The least of an announcement: a MAC, always the same, and a name. */
function named(name: string): Buffer {
  const part = (type: number, value: Buffer) => Buffer.concat([Buffer.of(0, type, 0, value.length), value])
  return Buffer.concat([Buffer.alloc(4), part(1, Buffer.of(2, 0, 0, 0, 0, 1)), part(5, Buffer.from(name))])
}

describe('an office whose key is not there', () => {
  it('says so before a device is added', async () => {
    office.office.seal.use({ protection: 'unreadable', bytes: null })
    expect((await refusal(create())).code).toBe('red.key_unavailable')
  })
})
