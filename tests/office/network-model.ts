import fc from 'fast-check'
import type { JournalEntry } from '../simulators/routeros/index.ts'
import { newRequestId } from './harness.ts'
import { type NetworkWorld, openNetworkWorld } from './network-world.ts'

/** Whatever happens to the books, the office and its routers: once these answer, they say what the books say. */

const CLIENTS = 6
/** How each client is on the router: four accesses by four ways of cutting, a lease, a queue. */
const METHODS = ['perfil', 'perfil', 'deshabilitar', 'lista', 'bloqueo_dhcp', 'lista'] as const
const KINDS = ['ppp_secret', 'ppp_secret', 'ppp_secret', 'ppp_secret', 'dhcp_lease', 'simple_queue'] as const
/** Long enough for the books to change while a device answers. */
const RTT_MS = 8
/** A decision is made on what the books said this long before its write is carried out, ms. */
const WINDOW = 4_000

const ip = (n: number): string => `10.9.0.${n + 10}`
const mac = (n: number): string => `02:00:00:00:00:0${n}`
const keyOf = (n: number): string => {
  if (KINDS[n] === 'dhcp_lease') return mac(n)
  return KINDS[n] === 'simple_queue' ? `cola ${n}` : `cliente${n}`
}

function routerState() {
  const all = Array.from({ length: CLIENTS }, (_, n) => n)
  const of = (kind: string) => all.filter((n) => KINDS[n] === kind)
  return {
    '/ppp/profile': [
      { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' },
      { name: '100M', 'local-address': '10.0.0.1', 'rate-limit': '20M/100M' },
    ],
    '/ppp/secret': [
      ...of('ppp_secret').map((n) => ({
        name: keyOf(n),
        password: 'x',
        service: 'pppoe',
        profile: '50M',
        'remote-address': ip(n),
      })),
      { name: 'ajeno', password: 'x', service: 'pppoe', profile: '50M' },
    ],
    '/ip/dhcp-server/lease': [
      ...of('dhcp_lease').map((n) => ({ 'mac-address': mac(n), address: ip(n), 'rate-limit': '10M/50M' })),
      { 'mac-address': '02:00:00:00:00:99', address: '10.9.0.99' },
    ],
    '/queue/simple': [
      ...of('simple_queue').map((n) => ({ name: keyOf(n), target: `${ip(n)}/32`, 'max-limit': '10M/50M' })),
      { name: 'cola ajena', target: '10.9.0.98/32', 'max-limit': '1M/1M' },
    ],
    '/ip/firewall/address-list': [{ list: 'morosos', address: '10.9.0.97', comment: 'a mano' }],
  }
}

interface Client {
  n: number
  clienteId: string
  servicioId: string
  plan: number
  suspended: boolean
  /** What the books said, and since when, ms. */
  said: { at: number; suspended: boolean }[]
  owes: boolean
}

export class ModelWorld {
  readonly world: NetworkWorld
  readonly clients: Client[]
  readonly #plans: string[]

  private constructor(world: NetworkWorld, clients: Client[], plans: string[]) {
    this.world = world
    this.clients = clients
    this.#plans = plans
  }

  static async open(): Promise<ModelWorld> {
    const world = await openNetworkWorld({ state: routerState(), reconnectMs: 30, rebootMs: 50 })
    await world.configure({ diasGracia: 0, diasExcluidos: [] })
    const plans = [await world.plan({ bajada: 50, subida: 10 }), await world.plan({ bajada: 100, subida: 20 })]
    for (const [at, perfil] of ['50M', '100M'].entries())
      await world.client.red.plans.save({
        requestId: newRequestId(),
        planId: plans[at] ?? '',
        perfil,
        pool: '',
        metodoCorte: 'perfil',
        perfilCorte: 'morosos',
        listaCorte: 'morosos',
        reducidaBajadaMbps: 1,
        reducidaSubidaMbps: 1,
        expected: 0,
      })
    const clients: Client[] = []
    for (let n = 0; n < CLIENTS; n++) {
      const made = await world.servicio(plans[0] ?? '', `Cliente ${n}`)
      await world.client.red.service.save({
        requestId: newRequestId(),
        servicioId: made.servicioId,
        usuario: '',
        clave: { tipo: 'igual' },
        ip: ip(n),
        mac: '',
        metodoCorte: METHODS[n] ?? null,
        uispServicioId: '',
        expected: 0,
      })
      await world.link(made.servicioId, KINDS[n] ?? 'ppp_secret', keyOf(n))
      clients.push({ ...made, n, plan: 0, suspended: false, owes: false, said: [{ at: 0, suspended: false }] })
    }
    await world.quiet()
    await world.farm.router.behave({ rttMs: RTT_MS })
    return new ModelWorld(world, clients, plans)
  }

  #says(client: Client, suspended: boolean): void {
    if (client.suspended !== suspended) client.said.push({ at: Date.now(), suspended })
    client.suspended = suspended
  }

  /** Falls behind and is cut. */
  async cut(n: number): Promise<void> {
    const client = this.#client(n)
    if (client.suspended) return
    const { world } = this
    if (!client.owes)
      await (await world.office.as('admin')).facturas.create({
        requestId: newRequestId(),
        clienteId: client.clienteId,
        periodo: '2026-01',
        fechaEmision: '2026-01-01',
        fechaVencimiento: '2026-01-10',
        lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 1000, impuestos: [] }],
      })
    client.owes = true
    this.#says(client, true)
    await world.change(client.servicioId, 'suspension')
  }

  /** Pays all of it: the cut is lifted in the payment's own transaction. */
  async pay(n: number): Promise<void> {
    const client = this.#client(n)
    if (!client.owes) return
    this.#says(client, false)
    client.owes = false
    await (await this.world.office.as('admin')).cobros.record({
      requestId: newRequestId(),
      clienteId: client.clienteId,
      metodo: 'efectivo',
      monto: 1000,
    })
  }

  /** A person lifts it without a payment. */
  async lift(n: number): Promise<void> {
    const client = this.#client(n)
    if (!client.suspended) return
    this.#says(client, false)
    await this.world.change(client.servicioId, 'reactivacion')
  }

  async changePlan(n: number): Promise<void> {
    const client = this.#client(n)
    client.plan = 1 - client.plan
    await this.world.changePlan(client.servicioId, this.#plans[client.plan] ?? '')
  }

  /** Devices are tried again, and nobody waits for it. */
  async push(): Promise<void> {
    const desk = await this.world.office.office.network()
    for (const id of this.world.devices) desk.jobs.wakeDevice(id)
    await new Promise((resolve) => setImmediate(resolve))
  }

  async refuse(refuse: boolean): Promise<void> {
    this.#refuses = refuse
    await this.world.farm.router.behave(refuse ? { refuse } : { rttMs: RTT_MS })
  }

  /** Loses power, unless it is not heard already. */
  async reboot(): Promise<void> {
    if (this.#refuses) return
    await this.world.farm.router.reboot(40)
    await new Promise((resolve) => setTimeout(resolve, 80))
  }

  #refuses = false

  #client(n: number): Client {
    const client = this.clients[n % CLIENTS]
    if (!client) throw new Error('no client')
    return client
  }

  /** Devices answer again and the queue is worked off. @returns what is not so then, in words. */
  async settle(): Promise<string[]> {
    const { world } = this
    const { router } = world.farm
    await router.clearFaults()
    await this.refuse(false)
    for (let round = 0; round < 12; round++) {
      const admin = await world.office.as('admin')
      const { items: failed } = await admin.red.jobs.list({ estado: 'fallido' })
      if (failed.length > 0) await admin.red.jobs.retry({ requestId: newRequestId(), ids: failed.map(({ id }) => id) })
      world.office.clock.advance(15 * 60_000)
      const desk = await world.office.office.network()
      desk.jobs.wakeDevice(world.devices[0] ?? '')
      await new Promise((resolve) => setTimeout(resolve, 20))
      await world.quiet()
      const { conteos } = await admin.red.jobs.summary()
      if (conteos.pendiente + conteos.aplicado + conteos.fallido === 0) break
    }
    return this.#wrong()
  }

  async #wrong(): Promise<string[]> {
    const { world } = this
    const { router } = world.farm
    const admin = await world.office.as('admin')
    const { conteos } = await admin.red.jobs.summary()
    const open = conteos.pendiente + conteos.aplicado + conteos.fallido
    const wrong: string[] = open === 0 ? [] : [`${open} jobs are not done`]
    const lists = (await router.rows('/ip/firewall/address-list')).filter((row) => row['dynamic'] !== 'true')
    for (const client of this.clients) {
      const { servicio } = await admin.servicios.get({ id: client.servicioId })
      if ((servicio.estado === 'suspendido') !== client.suspended)
        wrong.push(`${client.n}: the books are ${servicio.estado}`)
      const is = await this.#stands(client, lists)
      const should = this.#should(client)
      if (JSON.stringify(is) !== JSON.stringify(should))
        wrong.push(`${client.n}: is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`)
    }
    return [...wrong, ...this.#writes(await router.journal())]
  }

  async #stands({ n, suspended }: Client, lists: Record<string, string>[]): Promise<Record<string, string>> {
    const listed = String(lists.some((row) => row['list'] === 'morosos' && row['address'] === ip(n)))
    if (KINDS[n] === 'ppp_secret') {
      const row = await this.world.row('/ppp/secret', { name: keyOf(n) })
      const { profile = '', disabled = '', 'remote-address': address = '' } = row ?? {}
      const open = suspended && METHODS[n] !== 'perfil'
      return { profile: open ? '' : profile, address, disabled, listed }
    }
    const rateOf = (rate: string | undefined) => (suspended ? '' : bits(rate))
    if (KINDS[n] === 'dhcp_lease') {
      const row = await this.world.row('/ip/dhcp-server/lease', { 'mac-address': mac(n) })
      return { block: row?.['block-access'] ?? '', rate: rateOf(row?.['rate-limit']), listed }
    }
    return { rate: rateOf((await this.world.row('/queue/simple', { name: keyOf(n) }))?.['max-limit']), listed }
  }

  /** Written from docs/network.md. What a service that is off would be served at is open: it gets it when it is on again. */
  #should({ n, plan, suspended }: Client): Record<string, string> {
    const method = METHODS[n]
    const listed = String(suspended && method === 'lista')
    if (KINDS[n] === 'ppp_secret') {
      const cut = suspended && method === 'perfil'
      const disabled = String(suspended && method === 'deshabilitar')
      const profile = cut ? 'morosos' : suspended ? '' : plan === 0 ? '50M' : '100M'
      return { profile, address: cut ? '' : ip(n), disabled, listed }
    }
    const rate = suspended ? '' : plan === 0 ? '10000000/50000000' : '20000000/100000000'
    return KINDS[n] === 'dhcp_lease' ? { block: suspended ? 'yes' : 'no', rate, listed } : { rate, listed }
  }

  /** What was written: only what is ours, and only what the books had said. */
  #writes(journal: readonly JournalEntry[]): string[] {
    const names = new Set(this.clients.map(({ n }) => keyOf(n)))
    return journal.flatMap(({ menu, verb, before, after, at }) => {
      const row = { ...before, ...after }
      const about = row['name'] ?? row['mac-address'] ?? row['address'] ?? ''
      const ours =
        menu === '/ppp/profile'
          ? (row['comment'] ?? '').includes('[m:')
          : menu === '/ip/firewall/address-list'
            ? /\[m:[0-9a-f]{8}\]/.test(row['comment'] ?? '')
            : names.has(row['name'] ?? '') || names.has(row['mac-address'] ?? '')
      if (!ours) return [`${menu}/${verb} of ${about}`]
      const client = this.clients.find(({ n }) => keyOf(n) === about || ip(n) === about)
      if (!client || menu === '/ppp/active') return []
      const off = (side: typeof after) =>
        side !== null &&
        (side['profile'] === 'morosos' || side['disabled'] === 'true' || side['block-access'] === 'yes')
      const listed = menu === '/ip/firewall/address-list'
      const cuts = listed ? after !== null : off(after) && !off(before)
      const lifts = listed ? after === null : off(before) && !off(after)
      if (cuts && !saidWithin(client, at, true)) return [`${about} was cut and the books did not say so`]
      return lifts && !saidWithin(client, at, false) ? [`${about} was restored and the books did not say so`] : []
    })
  }

  close(): Promise<void> {
    return this.world.close()
  }
}

/** Whether the books said so at some instant shortly before. */
function saidWithin({ said }: Client, at: number, suspended: boolean): boolean {
  return said.some((each, i) => {
    const until = said[i + 1]?.at ?? Number.POSITIVE_INFINITY
    return each.suspended === suspended && each.at <= at && until >= at - WINDOW
  })
}

function bits(rate: string | undefined): string {
  const unit = { k: 1e3, M: 1e6, G: 1e9 } as const
  return (rate ?? '')
    .split('/')
    .map((each) => each.replace(/^(\d+)([kMG])$/, (_, n: string, u: keyof typeof unit) => String(Number(n) * unit[u])))
    .join('/')
}

type Step = (model: ModelWorld) => Promise<unknown>

const client = fc.nat({ max: CLIENTS - 1 })
const FAULTS = ['drop', 'reset', 'apply-drop', 'apply-reset', 'cut'] as const
const PATHS = [undefined, '/ppp/secret/set', '/ppp/active/remove', '/ppp/secret/unset', '/ppp/secret/print'] as const

function faultStep(stalls: boolean): fc.Arbitrary<[string, Step]> {
  const kinds = stalls ? [...FAULTS, 'stall', 'apply-stall'] : [...FAULTS]
  return fc
    .record({ kind: fc.constantFrom(...kinds), path: fc.constantFrom(...PATHS), skip: fc.nat({ max: 4 }) })
    .map(({ kind, path, skip }) => [
      `fault ${kind} ${path ?? 'any'} ${skip}`,
      async ({ world }) => {
        const end = kind.split('-')[1] as 'drop' | 'reset' | 'stall' | undefined
        const fault = end
          ? { kind: 'apply-then' as const, end }
          : kind === 'cut'
            ? { kind: 'cut' as const, after: 3, end: 'reset' as const }
            : { kind: kind as 'drop' | 'reset' | 'stall' }
        await world.farm.router.fault({
          fault,
          ...(path === undefined ? { skip: skip * 4 } : { path, skip: skip % 2 }),
        })
      },
    ])
}

/** Steps in words and as what they do. */
export const steps = ({ stalls = false, most = 14 } = {}): fc.Arbitrary<[string, Step][]> => {
  const of = (name: string, act: (model: ModelWorld, n: number) => Promise<unknown>): fc.Arbitrary<[string, Step]> =>
    client.map((n) => [`${name} ${n}`, (model) => act(model, n)])
  const plain = (name: string, act: Step): fc.Arbitrary<[string, Step]> => fc.constant([name, act])
  const step = fc.oneof(
    { weight: 5, arbitrary: of('cut', (model, n) => model.cut(n)) },
    { weight: 4, arbitrary: of('pay', (model, n) => model.pay(n)) },
    { weight: 2, arbitrary: of('lift', (model, n) => model.lift(n)) },
    { weight: 2, arbitrary: of('plan', (model, n) => model.changePlan(n)) },
    { weight: 5, arbitrary: faultStep(stalls) },
    { weight: 3, arbitrary: plain('push', (model) => model.push()) },
    { weight: 6, arbitrary: plain('wait', ({ world }) => world.quiet()) },
    { weight: 1, arbitrary: plain('refuse', (model) => model.refuse(true)) },
    { weight: 1, arbitrary: plain('answer', (model) => model.refuse(false)) },
    { weight: 1, arbitrary: plain('disconnect', ({ world }) => world.farm.router.disconnect('reset')) },
    { weight: 1, arbitrary: plain('reboot', (model) => model.reboot()) },
    { weight: 1, arbitrary: plain('restart', ({ world }) => world.office.restart()) },
  )
  return fc.array(step, { minLength: 3, maxLength: most })
}

/** Does the steps, lets the dust settle, and says what is wrong then. */
export async function runModel(chosen: readonly [string, Step][]): Promise<string[]> {
  const model = await ModelWorld.open()
  try {
    for (const [, step] of chosen) await step(model)
    // What the last steps asked for meets the faults that are left.
    await model.push()
    await model.world.quiet()
    const wrong = await model.settle()
    for (const { n, owes } of model.clients) await (owes ? model.pay(n) : model.lift(n))
    return [...wrong, ...(await model.settle())]
  } finally {
    await model.close()
  }
}
