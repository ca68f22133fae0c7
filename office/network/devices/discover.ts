import dgram from 'node:dgram'
import os from 'node:os'
import type { Busqueda, Vecino } from '../../../contract/index.ts'
import type { ReadDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import { MNDP_PORT, MNDP_REQUEST, type Neighbour, parseMndp } from './mndp.ts'

/** Neighbours that are told of; a flood of invented ones ends there. */
const MOST = 500
/** How often neighbours are told of in all: one that says something else in each packet ends there. */
const MOST_TOLD = 4 * MOST
/** The request goes out this often, ms: packets get lost. */
const ASK_EVERY = 2_000

export interface Discovery {
  /** Where neighbours announce themselves. */
  port: number
  /** Whom the request goes to. */
  targets: () => string[]
}

export const LAN: Discovery = { port: MNDP_PORT, targets: broadcastAddresses }

/** The broadcast address of every IPv4 network of this computer. */
function broadcastAddresses(): string[] {
  const own = Object.values(os.networkInterfaces()).flatMap((each) => each ?? [])
  return own
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address, netmask }) => {
      const mask = netmask.split('.').map(Number)
      return address
        .split('.')
        .map((byte, at) => (Number(byte) | (~(mask[at] ?? 255) & 255)) >>> 0)
        .join('.')
    })
}

const byAddress = perConnection((db: ReadDb) =>
  db.sqlite.prepare<[string, string, string], { id: string; nombre: string }>(
    `select id, nombre from dispositivo_red where tenant_id = ? and ip_gestion in (?, ?) limit 1`,
  ),
)

const FAILURES: Record<string, 'puerto_ocupado' | 'prohibido'> = {
  EADDRINUSE: 'puerto_ocupado',
  EACCES: 'prohibido',
  EPERM: 'prohibido',
}

/** Neighbours as they are heard, each told again only when it says something new; ends after `ms`. */
export async function* discover(
  { db, tenantId, discovery }: { db: ReadDb; tenantId: string; discovery: Discovery },
  ms: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Busqueda, void, void> {
  const heard = new Map<string, string>()
  const news: Vecino[] = []
  let told = 0
  let wakeUp = (): void => undefined
  const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true })
  socket.on('message', (packet) => {
    if (heard.size >= MOST || told >= MOST_TOLD) return
    const neighbour = parseMndp(packet)
    if (!neighbour) return
    const { uptime: _, ...lasting } = neighbour
    const said = JSON.stringify(lasting)
    if (heard.get(neighbour.mac) === said) return
    heard.set(neighbour.mac, said)
    told++
    news.push(known(db, tenantId, neighbour))
    wakeUp()
  })
  const failure = await bind(socket, discovery.port)
  const redes = failure === null ? discovery.targets() : []
  const ask = (): void => {
    for (const target of redes) socket.send(MNDP_REQUEST, discovery.port, target, () => undefined)
  }
  const asking = setInterval(ask, ASK_EVERY)
  const timeout = AbortSignal.timeout(ms)
  const over = signal ? AbortSignal.any([signal, timeout]) : timeout
  const ended = (): void => wakeUp()
  over.addEventListener('abort', ended)
  try {
    yield { tipo: 'escuchando', redes, falla: failure ?? (redes.length === 0 ? 'sin_red' : null) }
    if (failure !== null) return
    ask()
    while (!over.aborted) {
      const vecino = news.shift()
      if (vecino) yield { tipo: 'vecino', vecino }
      else
        await new Promise<void>((resolve) => {
          wakeUp = resolve
        })
    }
    for (const vecino of news.splice(0)) yield { tipo: 'vecino', vecino }
    yield { tipo: 'fin', vecinos: heard.size }
  } finally {
    clearInterval(asking)
    over.removeEventListener('abort', ended)
    socket.close()
  }
}

function known(db: ReadDb, tenantId: string, neighbour: Neighbour): Vecino {
  const { ipv4, ipv6 } = neighbour
  const dispositivo = byAddress(db).get(tenantId, ipv4 ?? '', ipv6 ?? '') ?? null
  return { ...neighbour, dispositivo }
}

/** Why it cannot listen; null: it does. */
function bind(socket: dgram.Socket, port: number): Promise<'puerto_ocupado' | 'prohibido' | 'sin_red' | null> {
  return new Promise((resolve) => {
    socket.once('error', (error) => {
      socket.on('error', () => undefined)
      resolve(FAILURES['code' in error ? String(error.code) : ''] ?? 'sin_red')
    })
    socket.bind({ port, exclusive: false }, () => {
      socket.setBroadcast(true)
      resolve(null)
    })
  })
}
