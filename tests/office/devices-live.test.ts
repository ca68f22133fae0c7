import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { type Client, newRequestId, refusal, type TestOffice } from './harness.ts'
import { addDevice, eventually, openNetworkOffice } from './network-support.ts'

let farm: RouterFarm
let router: SimulatedRouter
let old: SimulatedRouter
beforeAll(async () => {
  farm = await startRouters({
    tickMs: 20,
    routers: [{ identity: 'torre' }, { identity: 'viejo', version: '6.49.10' }],
    state: {
      '/ip/pool': [{ name: 'pool1', ranges: '10.20.0.2-10.20.0.254' }],
      '/ppp/profile': [{ name: '20M', 'remote-address': 'pool1', 'rate-limit': '5M/20M' }],
      '/ppp/secret': ['ana', 'beto', 'carla'].map((name) => ({
        name,
        password: 'x',
        service: 'pppoe',
        profile: '20M',
      })),
      '/ip/dhcp-server': [{ name: 'lan', interface: 'ether2' }],
      '/ip/dhcp-server/lease': [
        { address: '10.30.0.5', 'mac-address': '02:00:00:00:00:05', server: 'lan', comment: 'casa' },
      ],
    },
  })
  ;[router, old] = farm.routers as [SimulatedRouter, SimulatedRouter]
  await router.until('/ppp/active', { name: 'carla' })
  await old.until('/ppp/active', { name: 'carla' })
})
afterAll(() => farm.stop())

let office: TestOffice
let admin: Client
let id: string
beforeEach(async () => {
  office = await openNetworkOffice()
  admin = await office.as('admin')
  id = (await addDevice(office, router)).id
})
afterEach(async () => {
  await office.close()
  for (const each of farm.routers) {
    await each.behave({})
    await each.clearFaults()
  }
})

const request = () => ({ requestId: newRequestId() })

/** Events until one fits. */
async function until<T>(events: AsyncIterable<T>, fits: (event: T) => boolean): Promise<T[]> {
  const seen: T[] = []
  for await (const event of events) {
    seen.push(event)
    if (fits(event)) return seen
  }
  throw new Error(`ended without it: ${JSON.stringify(seen)}`)
}

/** A client with a service whose secret on the router is of that name. */
async function connect(nombreRazonSocial: string, clave: string): Promise<string> {
  const speeds = { velocidadBajadaMbps: 20, velocidadSubidaMbps: 5 }
  const plan = {
    nombre: '20 megas',
    ...speeds,
    precioMensual: 100,
    impuestos: [],
    politicaSuspension: 'cortar' as const,
  }
  const { id: planId } = await admin.planes.create({ ...request(), ...plan })
  const fields = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id: clienteId } = await admin.clientes.create({ ...request(), nombreRazonSocial, ...fields })
  const service = { tecnologia: 'pppoe' as const, fechaActivacion: '2026-01-01', dispositivoRef: '' }
  const { id: servicioId } = await admin.servicios.create({ ...request(), clienteId, planId, ...service })
  const { tenantId } = await office.actor('admin')
  await office.office.writer.maintain((db, now) =>
    db.sqlite
      .prepare(
        `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
         values (?, ?, ?, ?, 'ppp_secret', ?, 'vinculado', ?, ?)`,
      )
      .run(newRequestId(), tenantId, servicioId, id, clave, now, now),
  )
  return servicioId
}

describe('lists', () => {
  it('are read from the device, filtered and cut', async () => {
    const { filas, total } = await admin.dispositivos.sesiones({ id, limit: 2 })
    expect([filas.length, total]).toEqual([2, 3])
    expect(filas[0]).toMatchObject({ servicio: 'pppoe', vinculo: null })
    expect((await admin.dispositivos.sesiones({ id, texto: 'BETO' })).filas).toMatchObject([{ usuario: 'beto' }])
    expect((await admin.dispositivos.leases({ id })).filas).toMatchObject([
      { mac: '02:00:00:00:00:05', comentario: 'casa', dinamico: false, bloqueado: false },
    ])
    const { filas: colas } = await admin.dispositivos.colas({ id })
    expect(colas.find(({ nombre }) => nombre.includes('ana'))).toMatchObject({ maxSubida: 5e6, maxBajada: 20e6 })
  })

  it('name the service whose object a row is', async () => {
    const servicioId = await connect('Ana Torres', 'ana')
    const { filas } = await admin.dispositivos.sesiones({ id })
    const named = Object.fromEntries(filas.map(({ usuario, vinculo }) => [usuario, vinculo?.cliente ?? null]))
    expect(named).toEqual({ ana: 'Ana Torres', beto: null, carla: null })
    expect(filas.find(({ usuario }) => usuario === 'ana')?.vinculo?.servicioId).toBe(servicioId)
  })

  it('of interfaces leave out those of sessions', async () => {
    const { filas } = await admin.dispositivos.interfaces({ id })
    expect(filas.map(({ nombre }) => nombre)).toEqual(['ether1', 'ether2', 'ether3', 'ether4', 'ether5', 'bridge'])
    expect(filas[0]).toMatchObject({ activa: true, deshabilitada: false, mtu: 1500 })
    expect(filas[0]?.recibidos).toBeGreaterThan(0)
  })

  it('of Wi-Fi clients are looked for in every menu, once', async () => {
    const first = await admin.dispositivos.wifi({ id })
    expect(first.menu).toBe('wifi')
    const { id: oldId } = await addDevice(office, old)
    expect((await admin.dispositivos.wifi({ id: oldId })).menu).toBe('wireless')
  })

  it('that cannot be read are an error, never empty', async () => {
    await router.behave({ refuse: true })
    const call = admin.dispositivos.sesiones({ id })
    expect(await refusal(call)).toEqual({ code: 'dispositivo.falla', data: { falla: 'rechazado', detalle: '' } })
    await router.behave({})
    const desk = await office.office.network()
    desk.link(id).wake()
    await router.fault({ fault: { kind: 'trap', message: 'not enough permissions (9)' }, path: '/ppp/active/print' })
    const denied = await refusal(admin.dispositivos.sesiones({ id }))
    expect(denied.data).toEqual({ falla: 'permisos', detalle: 'not enough permissions (9)' })
  })
})

describe('traffic', () => {
  it('comes again and again, in both directions of each interface', async () => {
    const events = await admin.dispositivos.trafico({ id, interfaces: ['ether1', 'ether2'] })
    let samples = 0
    const seen = await until(events, () => ++samples === 3)
    for (const event of seen) {
      expect(event).toMatchObject({ tipo: 'muestra', interfaces: [{ nombre: 'ether1' }, { nombre: 'ether2' }] })
      if (event.tipo === 'muestra') expect(event.interfaces[0]?.recibe).toBeGreaterThan(0)
    }
  })

  it('of a device that went away is unknown, never zero', async () => {
    const events = await admin.dispositivos.trafico({ id, interfaces: ['ether1'] })
    const seen = until(events, (event) => event.tipo === 'sin_datos')
    await eventually(async () =>
      expect((await router.counters()).commands['/interface/monitor-traffic']).toBeGreaterThan(0),
    )
    await router.disconnect('reset')
    const last = (await seen).at(-1)
    expect(last).toMatchObject({ tipo: 'sin_datos', falla: 'cortado' })
  })

  it('ends on the device when the window leaves', async () => {
    const events = await admin.dispositivos.trafico({ id, interfaces: ['ether1'] })
    await router.resetCounters()
    await until(events, (event) => event.tipo === 'muestra')
    await eventually(async () => expect((await router.counters()).commands['/cancel']).toBe(1))
  })

  it('is not watched by more windows than a router bears', async () => {
    const open = []
    for (let n = 0; n < 12; n++) {
      const events = await admin.dispositivos.trafico({ id, interfaces: ['ether1'] })
      await events.next()
      open.push(events)
    }
    const more = await admin.dispositivos.trafico({ id, interfaces: ['ether1'] })
    expect((await refusal(more.next())).code).toBe('dispositivo.ocupado')
    for (const events of open) await events.return?.(undefined)
  })
})

describe('the log', () => {
  it('shows what is kept, then each new line once', async () => {
    await router.log('system,info', 'antes')
    const events = await admin.dispositivos.registro({ id })
    const line = { mensaje: 'antes', temas: ['system', 'info'] }
    expect((await events.next()).value).toMatchObject({
      tipo: 'inicio',
      lineas: expect.arrayContaining([expect.objectContaining(line)]) as unknown,
    })
    await router.log('system,error', 'después')
    const next = await events.next()
    expect(next.value).toMatchObject({ tipo: 'nuevas', lineas: [{ mensaje: 'después' }], perdidas: 0 })
    await events.return?.(undefined)
  })
})

describe('ping and trace', () => {
  it.each([0, 1])('go out from router %i', async (at) => {
    const each = farm.routers[at] ?? router
    const device = at === 0 ? id : (await addDevice(office, each)).id
    const pings = []
    for await (const event of await admin.dispositivos.ping({ id: device, destino: '8.8.8.8', cantidad: 3 }))
      pings.push(event)
    expect(pings.map(({ tipo }) => tipo)).toEqual(['eco', 'eco', 'eco', 'fin'])
    expect(pings.at(-1)).toMatchObject({ enviados: 3, recibidos: 3, perdida: 0 })
  })

  it('say what does not answer', async () => {
    const pings = []
    for await (const event of await admin.dispositivos.ping({ id, destino: '10.99.0.1', cantidad: 2 }))
      pings.push(event)
    expect(pings).toMatchObject([
      { tipo: 'perdido', motivo: 'timeout' },
      { tipo: 'perdido' },
      { tipo: 'fin', perdida: 100, medioMs: null },
    ])
  })

  it('name every hop', async () => {
    const events = await admin.dispositivos.traza({ id, destino: '8.8.8.8', segundos: 3 })
    const seen = await until(events, (event) => event.tipo === 'saltos' && event.terminada)
    expect(seen.at(-1)).toMatchObject({ saltos: [{ n: 1, host: '10.255.0.1' }, { n: 2 }, { n: 3, host: '8.8.8.8' }] })
  })
})

describe('a reboot', () => {
  it('needs the name of the device, and happens once', async () => {
    const lone = await startRouters({ routers: [{ identity: 'sola', rebootMs: 50 }] })
    try {
      const { id: device } = await addDevice(office, lone.router, { modo: 'gestionar' })
      const wrong = admin.dispositivos.reiniciar({ ...request(), id: device, nombre: 'solo' })
      expect((await refusal(wrong)).code).toBe('dispositivo.nombre')
      const asked = { ...request(), id: device, nombre: 'sola' }
      await admin.dispositivos.reiniciar(asked)
      await admin.dispositivos.reiniciar(asked)
      expect((await lone.router.counters()).commands['/system/reboot']).toBe(1)
    } finally {
      await lone.stop()
    }
  })

  it('is said at once, until the device is back by its own uptime; nobody is alarmed', async () => {
    const lone = await startRouters({ routers: [{ identity: 'sola', rebootMs: 50 }] })
    try {
      const { id: device, desk } = await addDevice(office, lone.router, { modo: 'gestionar' })
      desk.poller.start()
      await desk.poller.lookNow(device)
      const now = () => admin.dispositivos.get({ id: device })
      expect(await now()).toMatchObject({ estado: 'en_linea', reiniciandoDesde: null })
      await admin.dispositivos.reiniciar({ ...request(), id: device, nombre: 'sola' })
      expect(await now()).toMatchObject({ reiniciandoDesde: office.clock.now })
      await eventually(async () => {
        await desk.poller.lookNow(device)
        expect(await now()).toMatchObject({ reiniciandoDesde: null })
      })
      expect(await now()).toMatchObject({ estado: 'en_linea', alertas: [] })
    } finally {
      await lone.stop()
    }
  })
})
