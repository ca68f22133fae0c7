import type { PingVivo, SaltoTraza, TrazaViva } from '../../../../contract/index.ts'
import { parseDuration, parseInteger, RouterosTrap, type Row } from '../../../routeros/index.ts'
import { failureOf } from '../failure.ts'
import type { LiveDevice } from './device.ts'
import { batched } from './follow.ts'

/** Longer than a ping waits for its answer, ms. */
const SILENCE = 15_000
/** Hops are told together, this often at most, ms. */
const EVERY = 400

export interface PingInput {
  destino: string
  cantidad: number
  bytes?: number | undefined
}

/** Pings from the router, one event each, and a sum at the end. */
export async function* watchPing(
  device: LiveDevice,
  input: PingInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<PingVivo, void, void> {
  const times: number[] = []
  let sent = 0
  try {
    for await (const row of pingRows(device, input, signal)) {
      const ms = parseDuration(row['time'])
      if (ms !== null) times.push(ms)
      yield toEcho(row, ms, sent++)
    }
  } catch (error) {
    if (!signal?.aborted) yield { tipo: 'sin_datos', ...failureOf(error) }
    return
  }
  const received = times.length
  yield {
    tipo: 'fin',
    enviados: sent,
    recibidos: received,
    perdida: sent === 0 ? 0 : Math.round((1 - received / sent) * 100),
    minMs: received === 0 ? null : Math.min(...times),
    medioMs: received === 0 ? null : times.reduce((sum, each) => sum + each, 0) / received,
    maxMs: received === 0 ? null : Math.max(...times),
  }
}

function toEcho(row: Row, ms: number | null, at: number): PingVivo {
  const secuencia = parseInteger(row['seq']) ?? at
  if (ms === null) return { tipo: 'perdido', secuencia, motivo: row['status'] ?? '' }
  return {
    tipo: 'eco',
    secuencia,
    host: row['host'] ?? '',
    ms,
    ttl: parseInteger(row['ttl']),
    bytes: parseInteger(row['size']),
  }
}

/** Version 7 has it under `/tool`, 6 at the root. */
async function* pingRows(
  { link }: LiveDevice,
  { destino, cantidad, bytes }: PingInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Row, void, void> {
  const input = { attributes: { address: destino, count: cantidad, size: bytes } }
  const options = { signal, silenceMs: SILENCE }
  for (const path of ['/tool/ping', '/ping']) {
    try {
      yield* await link.stream(path, input, options)
      return
    } catch (error) {
      const absent = error instanceof RouterosTrap && error.code === 'no_such_command'
      if (!absent || path === '/ping') throw error
    }
  }
}

/** The way from the router to a host, as often as it changes, for so many seconds. */
export async function* watchTrace(
  { link }: LiveDevice,
  { destino, segundos }: { destino: string; segundos: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<TrazaViva, void, void> {
  const over = AbortSignal.timeout(segundos * 1000)
  const either = signal ? AbortSignal.any([signal, over]) : over
  let saltos: SaltoTraza[] = []
  try {
    const input = { attributes: { address: destino, count: segundos } }
    const stream = await link.stream('/tool/traceroute', input, { signal: either, silenceMs: SILENCE })
    let section: string | undefined
    let at = 0
    for await (const { rows } of batched(stream, { everyMs: EVERY, most: 500 }, either)) {
      for (const row of rows) {
        // Each round names all hops again, the first one first.
        at = row['.section'] === section ? at + 1 : 0
        section = row['.section']
        saltos[at] = toHop(row, at + 1)
      }
      saltos = saltos.slice(0, 64)
      yield { tipo: 'saltos', saltos: [...saltos], terminada: false }
    }
  } catch (error) {
    if (signal?.aborted) return
    if (!over.aborted) return yield { tipo: 'sin_datos', ...failureOf(error) }
  }
  yield { tipo: 'saltos', saltos, terminada: true }
}

const toHop = (row: Row, n: number): SaltoTraza => ({
  n,
  host: row['address'] ?? '',
  perdida: number(row['loss']),
  enviados: parseInteger(row['sent']),
  ultimoMs: milliseconds(row['last']),
  medioMs: milliseconds(row['avg']),
  mejorMs: milliseconds(row['best']),
  peorMs: milliseconds(row['worst']),
  estado: row['status'] ?? '',
})

/** `12.3`, `12.3ms` or `33%`; null for words such as `timeout`. */
function number(text: string | undefined): number | null {
  const match = /^(\d+(?:\.\d+)?)(?:%|ms)?$/.exec(text ?? '')
  return match ? Number(match[1]) : null
}
const milliseconds = (text: string | undefined): number | null => number(text) ?? parseDuration(text)
