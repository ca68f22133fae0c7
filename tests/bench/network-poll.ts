import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RouterFarm, startRouters } from '../simulators/routeros/index.ts'
import { newOffice, type OwnOffice, tempDir } from './offices.ts'
import type { BenchGroup } from './types.ts'

/** The usual pace of looks, s; and one at which few looks last no minute. */
const USUAL = 60
const FAST = 10
/** Measured, after one in which all connect. */
const ROUNDS = 2
const FEW = 30
const MANY = 300

const NAMES = ['poll_cpu_percent@300', 'poll_memory_mb@300', 'poll_look_growth@30-300'] as const

/** What it costs the office's process to look at every device of a provider, the routers in a process of their own. */
export const networkPoll: BenchGroup = {
  group: 'network',
  async *run(say, wants) {
    if (!NAMES.some(wants)) return
    say(`${MANY} routers`)
    const farm = await startRouters({
      routers: MANY,
      tls: false,
      state: {
        '/ip/route': [{ 'dst-address': '0.0.0.0/0', gateway: '10.0.0.1', 'immediate-gw': '10.0.0.1%ether1' }],
      },
    })
    try {
      if (wants(NAMES[0]) || wants(NAMES[1])) {
        say(`each looked at once in ${USUAL} s, for three minutes`)
        const usual = await polling(farm, MANY, USUAL)
        if (wants(NAMES[0]))
          yield { name: NAMES[0], value: usual.cpuPercent, unit: '%', goal: { of: 'value', atMost: 5 } }
        if (wants(NAMES[1]))
          yield { name: NAMES[1], value: usual.memoryMb, unit: 'MB', goal: { of: 'value', atMost: 80 } }
      }
      if (wants(NAMES[2])) {
        say(`${FEW} and ${MANY} looked at once in ${FAST} s`)
        const few = await polling(farm, FEW, FAST)
        const many = await polling(farm, MANY, FAST)
        const goal = { of: 'ratio', atMost: 1.5 } as const
        yield { name: NAMES[2], value: many.msPerLook, unit: 'ms CPU a look', reference: few.msPerLook, goal }
      }
    } finally {
      await farm.stop()
    }
  },
}

interface Cost {
  /** Of one core. */
  cpuPercent: number
  /** What the process grew by. */
  memoryMb: number
  msPerLook: number
}

/** One round to connect, then those that are measured. */
async function polling(farm: RouterFarm, count: number, seconds: number): Promise<Cost> {
  const dir = tempDir()
  const own = await newOffice(dir.path, { protection: 'file', bytes: new Uint8Array(randomBytes(32)) })
  try {
    const before = process.memoryUsage().rss
    await addRouters(own, farm, count, seconds)
    await sleep(seconds * 1100)
    const looks = await looksOf(own)
    const [cpu, since] = [process.cpuUsage(), performance.now()]
    await sleep(ROUNDS * seconds * 1000)
    const made = (await looksOf(own)) - looks
    const { user, system } = process.cpuUsage(cpu)
    const ms = performance.now() - since
    // Fewer looks than were due would make it cheap.
    if (made < count * ROUNDS * 0.8) throw new Error(`${made} looks at ${count} devices`)
    const memoryMb = (process.memoryUsage().rss - before) / 2 ** 20
    return { cpuPercent: ((user + system) / 1000 / ms) * 100, memoryMb, msPerLook: (user + system) / 1000 / made }
  } finally {
    await own.close()
    dir.remove()
  }
}

async function addRouters({ office, rpc }: OwnOffice, farm: RouterFarm, count: number, seconds: number): Promise<void> {
  for (const { identity, host, port, user, password } of farm.routers.slice(0, count))
    await rpc.dispositivos.create({
      requestId: randomUUID(),
      dispositivo: {
        nombre: identity,
        ...{ host, puerto: port, usuario: user, clave: password, sondeoSegundos: seconds },
        ...{
          tls: false,
          huellaTls: null,
          sitioId: null,
          modo: 'observar',
          etiquetas: [],
          respaldo: 'nunca',
          notas: '',
        },
      },
    })
  // As at the office's start: looks spread over their interval.
  const { poller } = await office.network()
  await poller.stop()
  poller.start()
}

/** Points of history, written to the last one. */
async function looksOf({ office }: OwnOffice): Promise<number> {
  const { poller } = await office.network()
  await poller.flush()
  return office.db.read.sqlite.prepare<[], number>('select count(*) from metrica').pluck().get() ?? 0
}
