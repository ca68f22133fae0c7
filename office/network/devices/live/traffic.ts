import type { SinDatos, TraficoVivo } from '../../../../contract/index.ts'
import { parseInteger, type Row } from '../../../routeros/index.ts'
import type { LiveDevice } from './device.ts'
import { keepTrying } from './follow.ts'

/** It measures each second: silent for longer, it knows nothing, ms. */
const SILENCE = 5_000
const PROPLIST = ['name', 'rx-bits-per-second', 'tx-bits-per-second']

/** What passes these interfaces, each second, until the window leaves. */
export const watchTraffic = (
  device: LiveDevice,
  interfaces: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<TraficoVivo | SinDatos, void, void> =>
  keepTrying(signal, () => measure(device, [...new Set(interfaces)], signal))

async function* measure(
  { link, office }: LiveDevice,
  interfaces: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<TraficoVivo, void, void> {
  const input = { attributes: { interface: interfaces.join(',') }, proplist: PROPLIST }
  const options = { signal, buffer: 4 * interfaces.length, overflow: 'drop' as const, silenceMs: SILENCE }
  const stream = await link.stream('/interface/monitor-traffic', input, options)
  let round: Row[] = []
  for await (const row of stream) {
    // A row of an interface that was measured already begins the next round: the one before lacks some.
    const isNext = round.some((known) => known['name'] === row['name'])
    if (isNext) yield sample(round, office.now())
    round = isNext ? [row] : [...round, row]
    if (round.length < interfaces.length) continue
    yield sample(round, office.now())
    round = []
  }
}

const sample = (rows: readonly Row[], t: number): TraficoVivo => ({
  tipo: 'muestra',
  t,
  interfaces: rows.map((row) => ({
    nombre: row['name'] ?? '',
    recibe: parseInteger(row['rx-bits-per-second']),
    envia: parseInteger(row['tx-bits-per-second']),
  })),
})
