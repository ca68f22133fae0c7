import { addDays, civilDate } from '../../contract/dates.ts'
import { breakPromesas } from '../../office/billing/promises-upkeep.ts'
import { newRequestId, TENANT } from './harness.ts'
import {
  aboutOf,
  atUisp,
  bits,
  CLIENTS,
  clientOf,
  crmServices,
  disagreements,
  ip,
  isOurs,
  keyOf,
  LOW,
  rememberQueue,
  mac,
  REDUCED,
  routerState,
  type Said,
  SPECS,
  specOf,
} from './network-model-clients.ts'
import { startUisp, type UispSimulator } from '../simulators/uisp/index.ts'
import { addUisp, type NetworkWorld, openNetworkWorld } from './network-world.ts'

/** Long enough for the books to change while a device answers. */
const RTT_MS = 8
/** What the office writes of its own has to wait for a disk, so that the books change before it is there, ms. */
const DISK_MS = 6
/** A write is on its way to a router for no longer than this, ms. */
const WINDOW = 600
/** A router takes this long to say what it has: longer than a write may be on its way, ms. */
const LATE_MS = 1_000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const DAY = 24 * 60 * 60_000
/** Longer than any pause of a job or a device, ms. */
const PAUSES = 15 * 60_000

interface Client extends Said {
  clienteId: string
  servicioId: string
  /** What the books said, and when that was written: from `at` on at the earliest, from `sure` on at the latest, ms. */
  said: { at: number; sure: number; suspended: boolean }[]
  owes: boolean
  /** How its last promise stands. */
  promise: 'abierta' | 'cumplida' | 'rota' | null
}

const NET = { perfilCorte: 'morosos', listaCorte: 'morosos', reducidaBajadaMbps: 1, reducidaSubidaMbps: 1 } as const

/** Two plans with a profile that routers have, one that leaves accesses their own, and two that reduce. */
async function makePlans(world: NetworkWorld): Promise<string[]> {
  const speeds = [
    { bajada: 50, subida: 10, perfil: '50M' },
    { bajada: 100, subida: 20, perfil: '100M' },
    { bajada: 7, subida: 3, perfil: '' },
    { bajada: 50, subida: 10, perfil: '50M', politica: 'reducir', nombre: REDUCED[0] },
    { bajada: 100, subida: 20, perfil: '100M', politica: 'reducir', nombre: REDUCED[1] },
  ] as const
  const plans: string[] = []
  for (const { perfil, ...speed } of speeds) {
    const planId = await world.plan(speed)
    const said = { requestId: newRequestId(), planId, perfil, pool: '', metodoCorte: 'perfil' as const, expected: 0 }
    await world.client.red.plans.save({ ...said, ...NET })
    plans.push(planId)
  }
  return plans
}

async function makeClient(world: NetworkWorld, server: string, n: number, plans: readonly string[]): Promise<Client> {
  const { metodo, things, ajeno, reducir, uisp } = specOf(n)
  const made = await world.servicio(plans[ajeno ? 2 : reducir ? 3 : 0] ?? '', `Cliente ${n}`)
  const { servicioId } = made
  await world.client.red.service.save({
    requestId: newRequestId(),
    servicioId,
    usuario: things.some(({ tipo }) => tipo === 'ppp_secret') ? `cliente${n}` : '',
    clave: things.some(({ tipo, origen }) => tipo === 'ppp_secret' && origen === 'creado')
      ? { tipo: 'generar' }
      : { tipo: 'igual' },
    ip: ajeno ? '' : ip(n),
    mac: things.some(({ tipo }) => tipo === 'dhcp_lease') ? mac(n) : '',
    metodoCorte: metodo,
    expected: 0,
  })
  for (const thing of things) {
    const dispositivoId = world.devices[thing.router] ?? ''
    if (thing.origen === 'vinculado') await world.link(servicioId, thing.tipo, keyOf(n, thing), thing.router)
    else {
      const asked = { requestId: newRequestId(), servicioId, dispositivoId, tipos: [thing.tipo] }
      const { objetos } = await world.client.red.provision(asked)
      if (thing.tipo === 'simple_queue') rememberQueue(n, objetos.find(({ tipo }) => tipo === thing.tipo)?.clave ?? '')
    }
  }
  if (uisp !== undefined)
    await world.client.red.provision({
      requestId: newRequestId(),
      servicioId,
      dispositivoId: server,
      uispServicioId: String(uisp),
    })
  return {
    ...made,
    n,
    plan: 0,
    suspended: false,
    owes: false,
    promise: null,
    said: [{ at: 0, sure: 0, suspended: false }],
  }
}

/** Books, office, two routers and a UISP, and what the books should say by now. */
export class ModelWorld {
  readonly world: NetworkWorld
  readonly uisp: UispSimulator
  readonly clients: Client[]
  readonly #plans: string[]
  readonly #refuses = new Set<number>()

  private constructor(world: NetworkWorld, uisp: UispSimulator, clients: Client[], plans: string[]) {
    this.world = world
    this.uisp = uisp
    this.clients = clients
    this.#plans = plans
  }

  static async open(): Promise<ModelWorld> {
    const routers = [0, 1].map((router) => ({ state: routerState(router) }))
    const world = await openNetworkWorld({ routers, reconnectMs: 30, rebootMs: 50 })
    await world.configure({ diasGracia: 0, diasExcluidos: [] })
    const uisp = await startUisp({ tls: false })
    await uisp.replace({ services: crmServices() })
    const server = await addUisp(world.office, world.tenantId, uisp)
    const plans = await makePlans(world)
    const clients: Client[] = []
    for (const n of SPECS.keys()) clients.push(await makeClient(world, server, n, plans))
    await world.quiet()
    for (const router of world.farm.routers) await router.behave({ rttMs: RTT_MS })
    const model = new ModelWorld(world, uisp, clients, plans)
    model.#slowDisk()
    return model
  }

  get #today() {
    return civilDate(this.world.office.clock.now, TENANT.zonaHoraria)
  }

  /** Changes what the books say of a client. */
  async #says<T>(client: Client, suspended: boolean, change: () => Promise<T>): Promise<T> {
    const entry = { at: Date.now(), sure: Number.POSITIVE_INFINITY, suspended }
    if (client.suspended !== suspended) client.said.push(entry)
    client.suspended = suspended
    const answer = await change()
    entry.sure = Date.now()
    return answer
  }

  #slowDisk(): void {
    const { writer } = this.world.office.office
    const maintain = writer.maintain.bind(writer)
    writer.maintain = async (work) => {
      await sleep(DISK_MS)
      return maintain(work)
    }
  }

  async restart(): Promise<void> {
    await this.world.office.restart()
    this.#slowDisk()
  }

  /** Cut, and let in again a moment later: while that is being done, or written down. */
  async waver(n: number, ms: number): Promise<void> {
    await this.cut(n)
    await sleep(ms)
    await (n % 2 === 0 ? this.pay(n) : this.lift(n))
  }

  /** Whoever pays while a router takes its time to answer is not cut by what was read before. */
  async late(n: number): Promise<void> {
    const client = this.#client(n)
    if (client.suspended) return
    const [thing] = specOf(client.n).things
    await this.world.farm.routers[thing?.router ?? 0]?.fault({
      fault: { kind: 'slow', ms: LATE_MS },
      path: '/ppp/active/print',
    })
    await this.waver(n, LATE_MS / 4)
  }

  /** Falls behind and is cut, unless it gave its word. */
  async cut(n: number): Promise<void> {
    const client = this.#client(n)
    if (client.suspended || client.promise === 'abierta') return
    await this.#owe(client)
    await this.#says(client, true, () => this.world.change(client.servicioId, 'suspension'))
  }

  async #owe(client: Client): Promise<void> {
    if (client.owes) return
    client.owes = true
    await (await this.world.office.as('admin')).facturas.create({
      requestId: newRequestId(),
      clienteId: client.clienteId,
      periodo: '2026-01',
      fechaEmision: '2026-01-01',
      fechaVencimiento: '2026-01-10',
      lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 1000, impuestos: [] }],
    })
  }

  /** Pays all of it: the cut is lifted, and a promise kept, in the payment's own transaction. */
  async pay(n: number): Promise<void> {
    const client = this.#client(n)
    if (!client.owes) return
    client.owes = false
    if (client.promise === 'abierta') client.promise = 'cumplida'
    this.world.office.clock.advance(1)
    const { clienteId } = client
    const admin = await this.world.office.as('admin')
    const payment = { requestId: newRequestId(), clienteId, metodo: 'efectivo', monto: 1000 } as const
    await this.#says(client, false, () => admin.cobros.record(payment))
  }

  /** Gives its word until tomorrow, as often as it may: that lifts the cut. */
  async promise(n: number): Promise<void> {
    const client = this.#client(n)
    const { clienteId } = client
    if (!client.owes) return
    const admin = await this.world.office.as('admin')
    const { abierta, usadas, porMes } = await admin.promesas.prepare({ clienteId })
    if (abierta || usadas >= porMes) return
    client.promise = 'abierta'
    const fecha = addDays(this.#today, 1)
    const given = { requestId: newRequestId(), clienteId, monto: 1000, fecha }
    await this.#says(client, false, () => admin.promesas.grant(given))
  }

  /** The day of every promise passes; that alone cuts nobody. */
  async break(): Promise<void> {
    this.world.office.clock.advance(2 * DAY)
    for (const client of this.clients) if (client.promise === 'abierta') client.promise = 'rota'
    await breakPromesas(this.world.office.office)
  }

  /** A person lifts it without a payment. */
  async lift(n: number): Promise<void> {
    const client = this.#client(n)
    if (!client.suspended) return
    await this.#says(client, false, () => this.world.change(client.servicioId, 'reactivacion'))
  }

  async changePlan(n: number): Promise<void> {
    const client = this.#client(n)
    if (specOf(client.n).ajeno) return
    client.plan = 1 - client.plan
    const plan = (specOf(client.n).reducir ? 3 : 0) + client.plan
    await this.world.changePlan(client.servicioId, this.#plans[plan] ?? '')
  }

  /** Devices are tried again, and nobody waits for it. */
  async push(): Promise<void> {
    const desk = await this.world.office.office.network()
    for (const id of this.world.devices) desk.jobs.wakeDevice(id)
    desk.jobs.wakeAll()
    // Whoever was woken has begun once its engine is there.
    await desk.jobs.engine()
  }

  async refuse(router: number, refuse: boolean): Promise<void> {
    if (refuse) this.#refuses.add(router)
    else this.#refuses.delete(router)
    await this.world.farm.routers[router]?.behave(refuse ? { refuse } : { rttMs: RTT_MS })
  }

  /** Loses power, unless it is not heard already, and is back. */
  async reboot(at: number): Promise<void> {
    const router = this.world.farm.routers[at]
    if (!router || this.#refuses.has(at)) return
    await router.reboot(40)
    // Its log begins anew with the power.
    await router.until('/log', { message: 'router rebooted' })
  }

  #client(n: number): Client {
    const client = this.clients[n % CLIENTS]
    if (!client) throw new Error('no client')
    return client
  }

  /** Devices answer again and the queue is worked off. @returns what is not so then, in words. */
  async settle(): Promise<string[]> {
    const { world } = this
    for (const [at, router] of world.farm.routers.entries()) {
      await router.clearFaults()
      await this.refuse(at, false)
    }
    await this.uisp.behave(null)
    const wrong: string[] = []
    for (let attempt = 1; attempt <= 12; attempt++) {
      const admin = await world.office.as('admin')
      const { items: failed } = await admin.red.jobs.list({ estado: 'fallido' })
      if (failed.length > 0) await admin.red.jobs.retry({ requestId: newRequestId(), ids: failed.map(({ id }) => id) })
      world.office.clock.advance(PAUSES)
      await this.push()
      await world.quiet()
      // The device answers: its first attempt may still meet what was broken before, its second one may not.
      if (attempt === 2) wrong.push(...(await this.#paidAndCut()))
      const { conteos } = await admin.red.jobs.summary()
      if (conteos.pendiente + conteos.aplicado + conteos.fallido === 0) break
    }
    return [...wrong, ...(await this.#wrong())]
  }

  async #paidAndCut(): Promise<string[]> {
    const inForce = this.clients.filter(({ suspended }) => !suspended)
    const wrong = [
      ...(await disagreements(this.world.farm, inForce)).values(),
      ...(await atUisp(this.uisp, inForce)).values(),
    ]
    return wrong.map((words) => `after one retry: ${words}`)
  }

  async #wrong(): Promise<string[]> {
    const { world } = this
    const admin = await world.office.as('admin')
    const { conteos } = await admin.red.jobs.summary()
    const open = conteos.pendiente + conteos.aplicado + conteos.fallido
    const wrong: string[] = open === 0 ? [] : [`${open} jobs are not done`]
    for (const { n, servicioId, clienteId, suspended, promise } of this.clients) {
      const { servicio } = await admin.servicios.get({ id: servicioId })
      if ((servicio.estado === 'suspendido') !== suspended) wrong.push(`${n}: the books are ${servicio.estado}`)
      const { abierta, anteriores } = await admin.promesas.ofCliente({ clienteId })
      const estado = (abierta ?? anteriores[0])?.estado ?? null
      if (estado !== promise) wrong.push(`${n}: its promise is ${estado}, should be ${promise}`)
    }
    wrong.push(...(await disagreements(world.farm, this.clients)).values())
    wrong.push(...(await atUisp(this.uisp, this.clients)).values())
    for (const { path } of await this.uisp.writes())
      if (!/\/services\/41\/(cancel-)?suspend$/.test(path)) wrong.push(`${path} at UISP, which is not ours`)
    for (const at of world.farm.routers.keys()) wrong.push(...(await this.#writes(at)))
    return wrong
  }

  /** What was written: only what is ours, and only what the books had said. */
  async #writes(router: number): Promise<string[]> {
    const journal = (await this.world.farm.routers[router]?.journal()) ?? []
    return journal.flatMap((entry) => {
      const { menu, verb, before, after, at } = entry
      const about = aboutOf(entry)
      if (!isOurs(router, entry)) return [`${menu}/${verb} of ${about}, which is not ours`]
      const client = this.clients.find(({ n }) => n === clientOf(router, about))
      if (!client || menu === '/ppp/active') return []
      const off = (side: typeof after) =>
        side !== null &&
        (side['profile'] === 'morosos' ||
          side['profile']?.endsWith('-reducido') === true ||
          side['disabled'] === 'true' ||
          side['block-access'] === 'yes' ||
          bits(side['rate-limit']) === LOW)
      const listed = menu === '/ip/firewall/address-list'
      const cuts = listed ? after !== null : off(after) && !off(before)
      const lifts = listed ? after === null : off(before) && !off(after)
      if (cuts && !saidWithin(client, at, true)) return [`${about} was cut and the books did not say so`]
      return lifts && !saidWithin(client, at, false) ? [`${about} was restored and the books did not say so`] : []
    })
  }

  async close(): Promise<void> {
    await this.world.close()
    await this.uisp.stop()
  }
}

/** Whether the books said so at some instant shortly before. */
function saidWithin({ said }: Client, at: number, suspended: boolean): boolean {
  return said.some((each, i) => {
    const until = said[i + 1]?.sure ?? Number.POSITIVE_INFINITY
    return each.suspended === suspended && each.at <= at && until >= at - WINDOW
  })
}
