// An office in a process of its own that looks at devices: told how many and how often, it says what that cost, and ends.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SimulatedRouter } from '../simulators/routeros/index.ts'
import { newOffice, type OwnOffice, tempDir } from './offices.ts'
import { answerWith } from './own-process.ts'

export interface PollTold {
  routers: Pick<SimulatedRouter, 'identity' | 'host' | 'port' | 'user' | 'password'>[]
  /** Each is looked at once in so many seconds. */
  seconds: number
  /** How many times, after one in which all connect. */
  rounds: number
}

export interface PollCost {
  /** Of one core. */
  cpuPercent: number
  /** What the process grew by since the office was open and knew of no device. */
  memoryMb: number
  /** Of processor time, for a device that is looked at once. */
  msPerLook: number
}

async function polling({ routers, seconds, rounds }: PollTold): Promise<PollCost> {
  const dir = tempDir()
  const own = await newOffice(dir.path, { protection: 'file', bytes: new Uint8Array(randomBytes(32)) })
  try {
    await own.office.network()
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    await addRouters(own, routers, seconds)
    await sleep(seconds * 1100)
    const looks = await looksOf(own)
    const [cpu, since] = [process.cpuUsage(), performance.now()]
    await sleep(rounds * seconds * 1000)
    const made = (await looksOf(own)) - looks
    const { user, system } = process.cpuUsage(cpu)
    const ms = performance.now() - since
    // Fewer looks than were due would make it cheap.
    if (made < routers.length * rounds * 0.8) throw new Error(`${made} looks at ${routers.length} devices`)
    const memoryMb = (process.memoryUsage().rss - before) / 2 ** 20
    return { cpuPercent: ((user + system) / 1000 / ms) * 100, memoryMb, msPerLook: (user + system) / 1000 / made }
  } finally {
    await own.close()
    dir.remove()
  }
}

async function addRouters({ office, rpc }: OwnOffice, routers: PollTold['routers'], seconds: number): Promise<void> {
  for (const { identity, host, port, user, password } of routers)
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

answerWith(polling)
