import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FinDiagnostico, PasoDiagnosticado, PasoDiagnostico } from '../../contract/procedures/diagnostico.ts'
import { openRouters, type RouterFarm } from '../simulators/routeros/index.ts'
import { newRequestId } from './harness.ts'
import { deviceInput } from './network-support.ts'
import { type LinksWorld, openLinksWorld, readDevice, ROUTER_STATE } from './links-support.ts'

let farm: RouterFarm
let world: LinksWorld
beforeAll(async () => {
  farm = await openRouters({ state: ROUTER_STATE, tls: false, tickMs: 5, reconnectMs: 5 })
})
afterAll(() => farm.stop())
beforeEach(async () => {
  world = await openLinksWorld(farm.router)
  const id = await readDevice(world)
  await world.client.vinculos.apply({ requestId: newRequestId(), id, hasta: 'seguros', perfiles: [] })
  await farm.router.until('/ppp/active', { name: 'mquiroga' })
})
afterEach(() => world.office.close())

type Paso = Extract<PasoDiagnosticado, { tipo: 'paso' }>

async function diagnose(servicioId = world.servicios['M-1']) {
  const pasos = new Map<PasoDiagnostico, Paso>()
  const fines: FinDiagnostico[] = []
  for await (const event of await world.client.diagnostico.run({ servicioId })) {
    if (event.tipo === 'paso') pasos.set(event.paso, event)
    if (event.tipo === 'fin') fines.push(event)
  }
  return {
    pasos,
    fines,
    donde: fines.at(-1)?.donde,
    codigos: [...pasos.values()].map(({ paso, codigo }) => `${paso}.${codigo}`),
  }
}

const secretOf = async (name: string) => {
  const row = (await farm.router.rows('/ppp/secret')).find((each) => each['name'] === name)
  if (!row?.['.id']) throw new Error(`no secret ${name}`)
  return row['.id']
}

describe('the chain of a service', () => {
  it('holds from the contract to the traffic when all is well', async () => {
    const { donde, codigos } = await diagnose()
    expect(donde).toBeNull()
    expect(codigos.slice(0, 5)).toEqual([
      'contrato.activo',
      'deuda.al_dia',
      'corte.sin_trabajos',
      'equipo.responde',
      'objeto.conforme',
    ])
    expect(codigos).toContain('ping.responde')
    expect(codigos).toHaveLength(10)
  })

  it('breaks at the secret that somebody disabled', async () => {
    const id = await secretOf('mquiroga')
    await farm.router.set('/ppp/secret', id, { disabled: 'yes' })
    try {
      expect((await diagnose()).donde).toBe('objeto')
    } finally {
      await farm.router.set('/ppp/secret', id, { disabled: 'no' })
    }
  })

  it('breaks at the session when the client’s equipment is off, and asks nobody for a ping', async () => {
    await farm.router.online('mquiroga', false)
    await farm.router.until('/ppp/active', { name: 'mquiroga' }, false)
    try {
      const { donde, pasos } = await diagnose()
      expect(donde).toBe('sesion')
      expect(pasos.get('ping')).toMatchObject({ resultado: 'sin_datos' })
    } finally {
      await farm.router.online('mquiroga', true)
    }
  })

  it('breaks at the address that is left on the debtors’ list', async () => {
    const id = await farm.router.add('/ip/firewall/address-list', { list: 'morosos', address: '10.5.0.7' })
    try {
      expect(await diagnose()).toMatchObject({ donde: 'direccion' })
    } finally {
      await farm.router.remove('/ip/firewall/address-list', id)
    }
  })

  it('breaks at a device that does not answer, and says nothing of what lies behind it', async () => {
    await farm.router.behave({ refuse: true })
    try {
      const { donde, pasos } = await diagnose()
      expect(donde).toBe('equipo')
      expect([...pasos.values()].slice(4).map(({ resultado }) => resultado)).toEqual(Array(6).fill('sin_datos'))
    } finally {
      await farm.router.behave({})
    }
  })

  it('says at once that a device is known to be down, and since when, then tries it once more', async () => {
    const { poller } = await world.office.office.network()
    poller.start()
    const heard = world.office.clock.now
    await poller.lookNow(world.dispositivoId)
    await farm.router.behave({ refuse: true })
    try {
      world.office.clock.advance(60_000)
      await poller.lookNow(world.dispositivoId)
      await poller.lookNow(world.dispositivoId)
      const { fines, pasos } = await diagnose()
      expect(fines).toMatchObject([
        { donde: 'equipo', probando: true },
        { donde: 'equipo', probando: false },
      ])
      expect(pasos.get('equipo')).toMatchObject({ codigo: 'no_responde_desde', datos: { desde: heard } })
    } finally {
      await farm.router.behave({})
    }
    const back = await diagnose()
    expect(back.fines).toMatchObject([
      { donde: 'equipo', probando: true },
      { donde: null, probando: false },
    ])
    expect(back.codigos).toContain('equipo.responde')
    expect(back.codigos).toContain('ping.responde')
  })

  it('does not knock again at a device that refused the office’s password: that may lock the account', async () => {
    const { poller } = await world.office.office.network()
    poller.start()
    const id = world.dispositivoId
    const { actualizadoEn: expected } = await world.client.dispositivos.get({ id })
    const dispositivo = deviceInput(farm.router, { clave: 'otra' })
    await world.client.dispositivos.update({ requestId: newRequestId(), id, expected, dispositivo })
    await poller.lookNow(id)
    const before = (await farm.router.counters()).failedLogins
    const { fines, pasos } = await diagnose()
    expect(fines).toMatchObject([{ donde: 'equipo', probando: false }])
    expect(pasos.get('equipo')).toMatchObject({ codigo: 'no_deja_entrar', datos: { falla: 'credenciales' } })
    expect((await farm.router.counters()).failedLogins).toBe(before)
  })

  it('breaks at the contract of a service that is paused, whatever else is well', async () => {
    const id = world.servicios['M-1']
    const { servicio } = await world.client.servicios.get({ id })
    const cambio = { tipo: 'pausa', vuelve: null } as const
    await world.client.servicios.change({
      requestId: newRequestId(),
      id,
      cambio,
      fecha: '2026-03-10',
      expected: servicio.actualizadoEn,
    })
    expect((await diagnose()).donde).toBe('contrato')
  })

  it('of a service that no device carries says so', async () => {
    const { servicio } = await world.client.servicios.get({ id: world.servicios['M-1'] })
    const { id } = await world.client.servicios.create({
      requestId: newRequestId(),
      clienteId: servicio.clienteId,
      planId: world.planId,
      tecnologia: 'pppoe',
      dispositivoRef: '',
      fechaActivacion: '2026-01-10',
    })
    const { donde, pasos } = await diagnose(id)
    expect(donde).toBeNull()
    expect(pasos.get('equipo')).toMatchObject({ resultado: 'atencion', codigo: 'sin_equipo' })
  })

  it('changes nothing on the device', async () => {
    const before = (await farm.router.journal()).length
    await diagnose()
    expect((await farm.router.journal()).length).toBe(before)
  })
})
