import type { MetodoCorte, TipoObjetoRed } from '../../contract/enums.ts'
import type { JournalEntry, RouterFarm, SimulatedRouter } from '../simulators/routeros/index.ts'
import type { UispSimulator } from '../simulators/uisp/index.ts'

/** What a client of the model is on a router. */
export interface Thing {
  router: 0 | 1
  tipo: Exclude<TipoObjetoRed, 'uisp_servicio'>
  origen: 'creado' | 'vinculado'
}
interface Spec {
  metodo: MetodoCorte
  things: readonly Thing[]
  /** Its profile and address are the router's own: the books name neither, so a cut has to put them back. */
  ajeno?: true
  /** Its plans leave who owes on, at a lower speed. */
  reducir?: true
  /** Its service at UISP, which cuts it there: routers leave it on. */
  uisp?: number
}

const one = (tipo: Thing['tipo'], router: 0 | 1 = 0, origen: Thing['origen'] = 'vinculado'): Thing => ({
  router,
  tipo,
  origen,
})

/** Names of the plans that reduce. */
export const REDUCED = ['Lento', 'Largo'] as const
/** What they leave: bits/s up and down. */
export const LOW = '1000000/1000000'

/** Every way of cutting, on what was there before the office and on what it made, and one service on both routers. */
export const SPECS: readonly Spec[] = [
  { metodo: 'perfil', things: [one('ppp_secret')] },
  { metodo: 'perfil', things: [one('ppp_secret')], ajeno: true },
  { metodo: 'deshabilitar', things: [one('ppp_secret')] },
  { metodo: 'lista', things: [one('ppp_secret')] },
  { metodo: 'bloqueo_dhcp', things: [one('dhcp_lease')] },
  { metodo: 'lista', things: [one('simple_queue')] },
  { metodo: 'perfil', things: [one('ppp_secret', 1, 'creado')] },
  { metodo: 'bloqueo_dhcp', things: [one('dhcp_lease', 1, 'creado')] },
  { metodo: 'perfil', things: [one('ppp_secret'), one('simple_queue', 1, 'creado')] },
  { metodo: 'perfil', things: [one('ppp_secret')], reducir: true },
  { metodo: 'bloqueo_dhcp', things: [one('dhcp_lease', 1)], reducir: true },
  { metodo: 'uisp', things: [one('ppp_secret')], uisp: 41 },
]
export const CLIENTS = SPECS.length
const all = Array.from({ length: CLIENTS }, (_, n) => n)
export const specOf = (n: number): Spec => SPECS[n] ?? { metodo: 'perfil', things: [] }

export const ip = (n: number): string => `10.9.0.${n + 10}`
export const mac = (n: number): string => `02:00:00:00:00:${String(n).padStart(2, '0')}`
/** Queues that the office made are named for services, which each world has its own of. */
const madeQueues = new Map<number, string>()
export const rememberQueue = (n: number, name: string) => madeQueues.set(n, name)

export const keyOf = (n: number, { tipo, origen }: Thing): string => {
  if (tipo === 'dhcp_lease') return mac(n)
  if (tipo === 'ppp_secret') return `cliente${n}`
  return origen === 'creado' ? (madeQueues.get(n) ?? '') : `cola ${n}`
}

const RATES: Record<string, string> = { '50M': '10M/50M', '100M': '20M/100M', especial: '3M/7M' }
const PLANS = ['50M', '100M'] as const

/** What a router carries before the office, a part of it nobody's. */
export function routerState(router: number) {
  const here = (tipo: Thing['tipo']) =>
    all.flatMap((n) => {
      const thing = specOf(n).things.find((each) => each.router === router && each.tipo === tipo)
      return thing?.origen === 'vinculado' ? [{ n, key: keyOf(n, thing) }] : []
    })
  const profile = (n: number) => (specOf(n).ajeno ? 'especial' : '50M')
  return {
    '/ppp/profile': Object.entries(RATES).map(([name, rate]) => ({
      name,
      'local-address': '10.0.0.1',
      'rate-limit': rate,
    })),
    '/ppp/secret': [
      ...here('ppp_secret').map(({ n, key }) => ({
        name: key,
        password: 'x',
        service: 'pppoe',
        profile: profile(n),
        'remote-address': ip(n),
      })),
      { name: 'ajeno', password: 'x', service: 'pppoe', profile: '50M' },
    ],
    '/ip/dhcp-server/lease': [
      ...here('dhcp_lease').map(({ n }) => ({ 'mac-address': mac(n), address: ip(n), 'rate-limit': '10M/50M' })),
      { 'mac-address': '02:00:00:00:00:99', address: '10.9.0.99' },
    ],
    '/queue/simple': [
      ...here('simple_queue').map(({ n, key }) => ({ name: key, target: `${ip(n)}/32`, 'max-limit': '10M/50M' })),
      { name: 'cola ajena', target: '10.9.0.98/32', 'max-limit': '1M/1M' },
    ],
    '/ip/firewall/address-list': [{ list: 'morosos', address: '10.9.0.97', comment: 'a mano' }],
  }
}

/** What the books say of a client. `plan`: 0 or 1. */
export interface Said {
  n: number
  plan: number
  suspended: boolean
}

type Rows = Record<string, string>[]
interface Seen {
  secrets: Rows
  sessions: Rows
  leases: Rows
  queues: Rows
  lists: Rows
}

async function see(router: SimulatedRouter): Promise<Seen> {
  const [secrets, sessions, leases, queues, lists] = await Promise.all([
    router.rows('/ppp/secret'),
    router.rows('/ppp/active'),
    router.rows('/ip/dhcp-server/lease'),
    router.rows('/queue/simple'),
    router.rows('/ip/firewall/address-list'),
  ])
  return { secrets, sessions, leases, queues, lists }
}

export const bits = (rate: string | undefined): string => {
  const unit = { k: 1e3, M: 1e6, G: 1e9 } as const
  return (rate ?? '')
    .split('/')
    .map((each) => each.replace(/^(\d+)([kMG])$/, (_, n: string, u: keyof typeof unit) => String(Number(n) * unit[u])))
    .join('/')
}

/** Where nothing else on that router keeps the client out, its address is on the list. */
function isListed(n: number, { router }: Thing): boolean {
  const { metodo, things, reducir, uisp } = specOf(n)
  const here = things.filter((each) => each.router === router).map(({ tipo }) => tipo)
  if (reducir || uisp !== undefined) return false
  if (here.includes('ppp_secret')) return metodo === 'lista'
  return !(here.includes('dhcp_lease') && metodo === 'bloqueo_dhcp')
}

/** As a thing stands on its router. What a service that is off would be served at is open: it gets it when it is on again. */
function standsAs({ n, suspended }: Said, thing: Thing, seen: Seen): Record<string, string> {
  const { metodo } = specOf(n)
  const isOff = suspended && !staysOn(n)
  const key = keyOf(n, thing)
  const own = seen.lists.filter((row) => row['dynamic'] !== 'true')
  const listed = String(own.some((row) => row['list'] === 'morosos' && row['address'] === ip(n)))
  if (thing.tipo === 'ppp_secret') {
    const rows = seen.secrets.filter(({ name }) => name === key)
    const { profile = '', disabled = '', 'remote-address': address = '' } = rows[0] ?? {}
    const open = isOff && metodo !== 'perfil'
    // Its session has the speed of the profile that it began under.
    const queue = seen.queues.find(({ name }) => name === `<pppoe-${key}>`)
    const felt = isOff || !queue ? '' : bits(queue['max-limit'])
    return { number: String(rows.length), profile: open ? '' : profile, address, disabled, listed, felt }
  }
  const rateOf = (rate: string | undefined) => (isOff ? '' : bits(rate))
  if (thing.tipo === 'dhcp_lease') {
    const row = seen.leases.find((each) => each['mac-address'] === key)
    return { block: row?.['block-access'] ?? '', rate: rateOf(row?.['rate-limit']), listed }
  }
  return { rate: rateOf(seen.queues.find(({ name }) => name === key)?.['max-limit']), listed }
}

/** Who is suspended and on all the same: at a lower speed, or because UISP cuts it. */
const staysOn = (n: number): boolean => specOf(n).reducir === true || specOf(n).uisp !== undefined

/** Written from docs/network.md. */
function shouldBe({ n, plan, suspended }: Said, thing: Thing, stands: Record<string, string>): Record<string, string> {
  const { metodo, ajeno, reducir } = specOf(n)
  const isOff = suspended && !staysOn(n)
  const isSlow = suspended && reducir === true
  const served = ajeno ? 'especial' : (PLANS[plan] ?? '')
  const listed = String(suspended && isListed(n, thing))
  const rate = isOff ? '' : isSlow ? LOW : bits(RATES[served])
  if (thing.tipo === 'ppp_secret') {
    const cut = isOff && metodo === 'perfil'
    const given = isSlow ? `${REDUCED[plan] ?? ''}-reducido` : served
    const profile = cut ? 'morosos' : isOff ? '' : given
    const disabled = String(isOff && metodo === 'deshabilitar')
    // Who is not connected at this moment feels nothing.
    const felt = stands['felt'] === '' ? '' : rate
    return { number: '1', profile, address: cut ? '' : ip(n), disabled, listed, felt }
  }
  return thing.tipo === 'dhcp_lease' ? { block: isOff ? 'yes' : 'no', rate, listed } : { rate, listed }
}

/** Status of services at UISP's CRM. */
const [AT_WORK, SUSPENDED] = [1, 3] as const
export const crmServices = () =>
  all.flatMap((n) => {
    const { uisp } = specOf(n)
    return uisp === undefined ? [] : [{ id: uisp, clientId: n, status: AT_WORK, name: `Cliente ${n}` }]
  })

/** Where UISP does not say what the books say, by client. */
export async function atUisp(uisp: UispSimulator, clients: readonly Said[]): Promise<Map<number, string>> {
  const { services } = await uisp.state()
  const wrong = new Map<number, string>()
  for (const { n, suspended } of clients) {
    const there = services.find(({ id }) => id === specOf(n).uisp)
    const should = suspended ? SUSPENDED : AT_WORK
    if (there && there['status'] !== should)
      wrong.set(n, `${n} at UISP: is ${JSON.stringify(there['status'])}, should be ${should}`)
  }
  return wrong
}

/** Where routers do not say what the books say, by client. */
export async function disagreements(farm: RouterFarm, clients: readonly Said[]): Promise<Map<number, string>> {
  const seen = await Promise.all(farm.routers.map(see))
  const wrong = new Map<number, string>()
  for (const said of clients)
    for (const thing of specOf(said.n).things) {
      const there = seen[thing.router]
      if (!there) continue
      const is = standsAs(said, thing, there)
      const should = shouldBe(said, thing, is)
      if (JSON.stringify(is) !== JSON.stringify(should))
        wrong.set(
          said.n,
          `${said.n} on router ${thing.router}: is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`,
        )
    }
  return wrong
}

/** The client a write was about; undefined: of nobody, or of all. */
export const clientOf = (router: number, about: string): number | undefined =>
  all.find((n) =>
    specOf(n).things.some((thing) => thing.router === router && (keyOf(n, thing) === about || ip(n) === about)),
  )

export const aboutOf = ({ before, after }: JournalEntry): string => {
  const row = { ...before, ...after }
  return row['name'] ?? row['mac-address'] ?? row['address'] ?? ''
}

/** Whether a write was to what is ours: tagged, or linked by a person. */
export function isOurs(router: number, entry: JournalEntry): boolean {
  const { menu, before, after } = entry
  const tagged = (row: typeof after) => row === null || /\[m:[0-9a-z]{8}\]/.test(row['comment'] ?? '')
  if (menu === '/ppp/profile' || menu === '/ip/firewall/address-list') return tagged(before) && tagged(after)
  const n = clientOf(router, aboutOf(entry))
  if (n === undefined) return false
  const created = specOf(n).things.some((thing) => thing.router === router && thing.origen === 'creado')
  return menu === '/ppp/active' || !created || (tagged(before) && tagged(after))
}
