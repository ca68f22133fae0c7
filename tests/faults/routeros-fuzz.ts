// What the RouterOS client survives: random bytes and mangled conversations, in any segments, and devices that answer with them.
import net from 'node:net'
import { encodeSentence, readReply, SentenceDecoder } from '../../office/routeros/codec.ts'
import { openSession, RouterosError, type RouterosSession } from '../../office/routeros/index.ts'
import { CONVERSATIONS } from '../unit/routeros-conversations.ts'
import { seededRandom } from './random.ts'

export interface FuzzOptions {
  durationMs: number
  seed: number
}

export interface FuzzOutcome {
  tried: number
  survived: number
  /** What went wrong, the first cases only; empty when nothing did. */
  detail: string
}

type Random = () => number

const below = (random: Random, n: number): number => Math.floor(random() * n)

/** Bytes as no device sends them: noise, or a conversation with some bytes changed, missing, doubled, or cut off. */
function mangled(random: Random): Buffer {
  const noise = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => below(random, 256)))
  if (random() < 0.3) return noise(below(random, 2000))
  // The long conversation is one of many, so that the short ones are mangled often.
  const talk = Buffer.concat(
    Array.from(
      { length: 1 + below(random, 6) },
      () => CONVERSATIONS[below(random, CONVERSATIONS.length)]?.bytes ?? noise(1),
    ),
  )
  let bytes = talk
  for (let edits = below(random, 5); edits > 0; edits--) {
    const at = below(random, bytes.length)
    const span = below(random, 8)
    const edit = below(random, 4)
    const before = bytes.subarray(0, at)
    if (edit === 0) bytes = Buffer.concat([before, noise(span), bytes.subarray(at + span)])
    else if (edit === 1) bytes = Buffer.concat([before, bytes.subarray(at + span)])
    else if (edit === 2) bytes = Buffer.concat([before, noise(span), bytes.subarray(at)])
    else bytes = before
  }
  return bytes
}

function segments(random: Random, bytes: Buffer): Buffer[] {
  const cut: Buffer[] = []
  const usual = random() < 0.5 ? 3 : 600
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + below(random, usual)
    cut.push(bytes.subarray(at, at + size))
    at += size
  }
  return cut
}

/** Replies and how it ended, as text. @throws what must never be thrown. */
function reading(chunks: readonly Buffer[]): string {
  const heard: unknown[] = []
  const decoder = new SentenceDecoder((bytes, bounds) => heard.push(readReply(bytes, bounds)), 50_000)
  try {
    for (const chunk of chunks) decoder.push(chunk)
  } catch (error) {
    if (!(error instanceof RouterosError) || error.code !== 'protocol') throw error
    heard.push(error.message)
  }
  return JSON.stringify(heard)
}

/** Whatever comes, the codec gives sentences or says that this is not the protocol, and the same however it is segmented. */
export async function fuzzCodec({ durationMs, seed }: FuzzOptions): Promise<FuzzOutcome> {
  const random = seededRandom(seed)
  const wrong: string[] = []
  const until = performance.now() + durationMs
  let tried = 0
  while (performance.now() < until) {
    const bytes = mangled(random)
    tried++
    try {
      if (reading([bytes]) !== reading(segments(random, bytes))) wrong.push(`case ${tried}: segments matter`)
    } catch (error) {
      wrong.push(`case ${tried}: ${String(error)}`)
    }
    if (tried % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return { tried, survived: tried - wrong.length, detail: wrong.slice(0, 5).join('; ') }
}

/** What a device that lost its mind does with what it hears. */
function answerMadly(random: Random, socket: net.Socket, tag: number): void {
  const done = encodeSentence(['!done', `.tag=${tag}`])
  const acts = [
    () => socket.write(done),
    () => socket.write(done),
    () => socket.write(mangled(random)),
    () => socket.write(Buffer.concat([encodeSentence(['!re', '=a=b', `.tag=${tag}`]), mangled(random)])),
    () => socket.write(done.subarray(0, below(random, done.length))),
    () => undefined,
    () => socket.end(),
    () => socket.resetAndDestroy(),
  ]
  acts[below(random, acts.length)]?.()
}

/** No watch may outlive this, ms: every deadline of the session is far shorter. */
const HUNG_MS = 10_000

/** One session with such a device; resolves with what never settled. */
async function oneMadSession(port: number): Promise<string | null> {
  let watch: NodeJS.Timeout | undefined
  const hung = new Promise<string>((resolve) => {
    watch = setTimeout(() => resolve('something never settled'), HUNG_MS)
  })
  const ended = await Promise.race([hung, useMadDevice(port).catch((error: unknown) => String(error))])
  clearTimeout(watch)
  return ended
}

async function useMadDevice(port: number): Promise<string | null> {
  let session: RouterosSession
  try {
    const deadlines = { connectTimeoutMs: 300, commandTimeoutMs: 100, probeMs: 50 }
    session = await openSession({ host: '127.0.0.1', port, tls: null, user: 'u', password: 'p', ...deadlines })
  } catch (error) {
    return error instanceof RouterosError ? null : String(error)
  }
  const stream = session.stream('/interface/listen', {}, { silenceMs: 200 })
  const reader = (async () => {
    while (!(await stream.next()).done);
  })()
  const all = await Promise.allSettled([reader, ...Array.from({ length: 5 }, () => session.call('/ppp/secret/print'))])
  session.close()
  const odd = all.filter((one) => one.status === 'rejected' && !(one.reason instanceof RouterosError))
  return odd.length === 0 ? null : odd.map((one) => (one.status === 'rejected' ? String(one.reason) : '')).join(', ')
}

/** Whatever a device answers, every command and stream settles, with a typed error or without one. */
export async function fuzzSession({ durationMs, seed }: FuzzOptions): Promise<FuzzOutcome> {
  const random = seededRandom(seed)
  const server = net.createServer((socket) => {
    let tag = 1
    socket.on('error', () => undefined)
    socket.on('data', () => {
      // The login most often holds, so that something comes after it.
      if (tag === 1 && random() < 0.7) socket.write(encodeSentence(['!done', '.tag=1']))
      else answerMadly(random, socket, tag)
      tag++
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  const wrong: string[] = []
  const until = performance.now() + durationMs
  let tried = 0
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const number = ++tried
      const what = await oneMadSession(port)
      if (what !== null) wrong.push(`session ${number}: ${what}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  await new Promise((resolve) => server.close(resolve))
  return { tried, survived: tried - wrong.length, detail: wrong.slice(0, 5).join('; ') }
}
