import { RouterOSAPI } from 'node-routeros'
import { openSession, RouterosError } from '../../office/routeros/index.ts'
import { cp1252, type Fault, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import type { BenchGroup } from './types.ts'

/** Whatever has not settled by then has hung, ms; both clients are told to give up after a second. */
const HUNG_MS = 5000
const GIVE_UP_MS = 1000

interface Answered {
  rows: Record<string, string>[]
}
interface Failed {
  message: string
  category: number | null
}
type Outcome = Answered | Failed | 'hung' | 'died'

/** Asks for a list, having connected; by either client. */
type Ask = (router: SimulatedRouter, name: string) => Promise<Answered>

interface Scenario {
  name: string
  prepare(router: SimulatedRouter): Promise<void>
  /** Whose secret is asked for. */
  secret: string
  right(outcome: Outcome): boolean
}

const isError = (outcome: Outcome): outcome is Failed => typeof outcome === 'object' && 'message' in outcome
const reads = (name: string) => (outcome: Outcome) =>
  typeof outcome === 'object' && 'rows' in outcome && outcome.rows.length === 1 && outcome.rows[0]?.['name'] === name
const meets = (fault: Fault) => (router: SimulatedRouter) => router.fault({ fault, path: '/ppp/secret/print' })
const trap = meets({ kind: 'trap', message: 'no such item', category: 0 })
const SPLITS = 40

const SCENARIOS: readonly Scenario[] = [
  { name: 'answers', prepare: async () => undefined, secret: 'ana', right: reads('ana') },
  {
    name: 'finds nothing, as 7.18 says it',
    prepare: async () => undefined,
    secret: 'nadie',
    right: (outcome) => typeof outcome === 'object' && 'rows' in outcome && outcome.rows.length === 0,
  },
  { name: 'says !fatal', prepare: meets({ kind: 'fatal' }), secret: 'ana', right: isError },
  { name: 'closes', prepare: meets({ kind: 'drop' }), secret: 'ana', right: isError },
  { name: 'resets', prepare: meets({ kind: 'reset' }), secret: 'ana', right: isError },
  { name: 'never answers', prepare: meets({ kind: 'stall' }), secret: 'ana', right: isError },
  { name: 'sends garbage', prepare: meets({ kind: 'garbage' }), secret: 'ana', right: isError },
  {
    name: 'takes the connection and closes',
    prepare: (it) => it.behave({ acceptThenClose: true }),
    secret: 'ana',
    right: isError,
  },
  {
    name: 'refuses: the words',
    prepare: trap,
    secret: 'ana',
    right: (it) => isError(it) && it.message.includes('no such item'),
  },
  { name: 'refuses: the category', prepare: trap, secret: 'ana', right: (it) => isError(it) && it.category === 0 },
  { name: 'a name in UTF-8', prepare: async () => undefined, secret: 'utf8', right: reads('Ñandú') },
  { name: 'a name in windows-1252', prepare: async () => undefined, secret: 'cp1252', right: reads('Ángela') },
  ...Array.from({ length: SPLITS }, (_, i) => ({
    name: `an answer split after ${i + 1} bytes`,
    prepare: meets({ kind: 'split', at: i + 1 }),
    secret: 'ana',
    right: reads('ana'),
  })),
]

/** The office's client and `node-routeros` meet the same misbehaviour of the same router; how often each does right. */
export const networkScenarios: BenchGroup = {
  group: 'network',
  async *run(say, wants) {
    const name = 'scenarios_done_right'
    if (!wants(name)) return
    const secrets = [
      { name: 'ana' },
      { name: 'Ñandú', profile: 'default', comment: 'utf8' },
      { name: cp1252('Ángela'), comment: 'cp1252' },
    ]
    const farm = await startRouters({ state: { '/ppp/secret': secrets }, dialNew: false, tls: false })
    try {
      const ours = await doneRight(farm.router, askOurs)
      const theirs = await doneRight(farm.router, askTheirs)
      say(`node-routeros fails where the router: ${theirs.failed.join('; ')}`)
      if (ours.failed.length > 0) say(`the office's client fails where the router: ${ours.failed.join('; ')}`)
      const goal = { of: 'value' as const, atLeast: SCENARIOS.length }
      yield { name, value: ours.right, unit: '', reference: theirs.right, goal }
    } finally {
      await farm.stop()
    }
  },
}

async function doneRight(router: SimulatedRouter, ask: Ask): Promise<{ right: number; failed: string[] }> {
  const failed: string[] = []
  for (const { name, prepare, secret, right } of SCENARIOS) {
    await prepare(router)
    const outcome = await outcomeOf(() => ask(router, secret))
    if (!right(outcome)) failed.push(typeof outcome === 'string' ? `${name} (${outcome})` : name)
    await router.behave({})
    await router.clearFaults()
  }
  return { right: SCENARIOS.length - failed.length, failed }
}

/** What is thrown where nobody can catch it would end the office: it counts as dying. */
async function outcomeOf(ask: () => Promise<Answered>): Promise<Outcome> {
  let watch: NodeJS.Timeout | undefined
  let died: () => void = () => undefined
  const otherwise = new Promise<Outcome>((resolve) => {
    watch = setTimeout(() => resolve('hung'), HUNG_MS)
    died = () => resolve('died')
  })
  process.on('uncaughtException', died)
  process.on('unhandledRejection', died)
  try {
    return await Promise.race([ask(), otherwise])
  } catch (error) {
    const category = error instanceof RouterosError ? error.category : null
    return { message: error instanceof Error ? error.message : String(error), category }
  } finally {
    clearTimeout(watch)
    process.off('uncaughtException', died)
    process.off('unhandledRejection', died)
  }
}

/** Those whose names are in doubt are asked for by their comments. */
const condition = (secret: string): string => (secret === 'utf8' || secret === 'cp1252' ? 'comment' : 'name')

const askOurs: Ask = async ({ host, port, user, password }, secret) => {
  const deadlines = { connectTimeoutMs: GIVE_UP_MS, commandTimeoutMs: GIVE_UP_MS }
  const session = await openSession({ host, port, user, password, tls: null, ...deadlines })
  try {
    const queries = [{ words: [`?${condition(secret)}=${secret}`] }]
    return await session.call('/ppp/secret/print', { queries, proplist: ['name'] })
  } finally {
    session.close()
  }
}

const askTheirs: Ask = async ({ host, port, user, password }, secret) => {
  const peer = new RouterOSAPI({ host, port, user, password, timeout: GIVE_UP_MS / 1000 })
  peer.on('error', () => undefined)
  await peer.connect()
  const rows = await peer.write('/ppp/secret/print', '=.proplist=name', `?${condition(secret)}=${secret}`)
  void peer.close().catch(() => undefined)
  return { rows }
}
