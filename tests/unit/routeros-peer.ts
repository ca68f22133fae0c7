// A bare peer of a simulated router: sends sentences, says which came back.
import net from 'node:net'
import { type FarmOptions, openRouters, type RouterFarm, type SimulatedRouter } from '../simulators/routeros/index.ts'
import { encodeWord, SentenceReader, toBytes, toText } from '../simulators/routeros/wire.ts'

export interface Peer {
  /** The bytes that came so far. */
  bytes(): Buffer
  raw(bytes: Buffer | string): void
  send(...words: string[]): void
  /** The next sentence. */
  next(): Promise<string[]>
  /** Every sentence up to the next `!done` without a tag (or with this one), as words. */
  until(tag?: string): Promise<string[][]>
  /** Sends a command and waits for its end. */
  ask(...words: string[]): Promise<string[][]>
  /** How the connection ended. */
  closed: Promise<'fin' | 'rst'>
  end(): void
}

export function connect(port: number): Promise<Peer> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
  const reader = new SentenceReader()
  const chunks: Buffer[] = []
  const heard: string[][] = []
  let wake: () => void = () => undefined
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    try {
      for (const words of reader.push(chunk)) heard.push(words.map(toText))
    } catch {
      // Garbage: only its bytes are of interest.
    }
    wake()
  })
  const closed = new Promise<'fin' | 'rst'>((resolve) => {
    socket.on('end', () => resolve('fin'))
    socket.on('error', () => resolve('rst'))
  })
  const next = async (): Promise<string[]> => {
    for (;;) {
      const words = heard.shift()
      if (words) return words
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const send = (...words: string[]) =>
    void socket.write(Buffer.from(`${words.map((word) => encodeWord(toBytes(word))).join('')}\0`, 'latin1'))
  const until = async (tag?: string): Promise<string[][]> => {
    const all: string[][] = []
    for (;;) {
      const words = await next()
      all.push(words)
      const itsOwn = tag === undefined ? !words.some((word) => word.startsWith('.tag=')) : words.includes(`.tag=${tag}`)
      if (words[0] === '!done' && itsOwn) return all
    }
  }
  const peer: Peer = {
    bytes: () => Buffer.concat(chunks),
    raw: (bytes) => void socket.write(bytes),
    send,
    next,
    until,
    ask: (...words) => {
      send(...words)
      return until()
    },
    closed,
    end: () => socket.destroy(),
  }
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(peer))
    socket.once('error', reject)
  })
}

export async function logIn(port: number, user = 'admin', password = 'secreto'): Promise<Peer> {
  const peer = await connect(port)
  await peer.ask('/login', `=name=${user}`, `=password=${password}`)
  return peer
}

/** The values of the rows of an answer. */
export const rowsOf = (sentences: string[][]): Record<string, string>[] =>
  sentences
    .filter(([word]) => word === '!re')
    .map((words) =>
      Object.fromEntries(
        words
          .filter((word) => word.startsWith('='))
          .map((word) => {
            const at = word.indexOf('=', 1)
            return [word.slice(1, at), word.slice(at + 1)]
          }),
      ),
    )

/** The message of the trap of an answer; null if it has none. */
export const trapOf = (sentences: string[][]): string | null =>
  sentences
    .find(([word]) => word === '!trap')
    ?.find((word) => word.startsWith('=message='))
    ?.slice(9) ?? null

/** Routers that live as long as a test, and who is logged in to them. */
export function bench() {
  const farms: RouterFarm[] = []
  const peers: Peer[] = []
  const open = async (options: FarmOptions = {}): Promise<SimulatedRouter> => {
    const farm = await openRouters({ reconnectMs: 20, tickMs: 10, tls: false, ...options })
    farms.push(farm)
    return farm.router
  }
  return {
    open,
    enter: async (options?: FarmOptions): Promise<{ router: SimulatedRouter; peer: Peer }> => {
      const router = await open(options)
      const peer = await logIn(router.port)
      peers.push(peer)
      return { router, peer }
    },
    async clear(): Promise<void> {
      for (const peer of peers.splice(0)) peer.end()
      for (const farm of farms.splice(0)) await farm.stop()
    },
  }
}
