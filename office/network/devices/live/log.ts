import type { LineaRegistro, RegistroVivo, SinDatos } from '../../../../contract/index.ts'
import { parseDateTime, type Row } from '../../../routeros/index.ts'
import { type LiveDevice, readAll } from './device.ts'
import { batched, keepTrying } from './follow.ts'

const PROPLIST = ['.id', 'time', 'topics', 'message']
/** Lines are told together, this often at most, ms; of more than MOST in between the oldest are lost. */
const EVERY = 300
const MOST = 500

/** The log: what the device has kept, then each new line, until the window leaves. */
export const watchLog = (
  device: LiveDevice,
  lines: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<RegistroVivo | SinDatos, void, void> => keepTrying(signal, () => follow(device, lines, signal))

async function* follow(
  device: LiveDevice,
  lines: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<RegistroVivo, void, void> {
  // Listening begins before reading, so that no line falls in between; those that come twice are told once.
  const options = { signal, buffer: MOST, overflow: 'drop' as const }
  const stream = await device.link.stream('/log/listen', { proplist: PROPLIST }, options)
  const fresh = batched(stream, { everyMs: EVERY, most: MOST }, signal)
  try {
    const kept = await readAll(device, '/log/print', { proplist: PROPLIST })
    const known = new Set(kept.map((row) => row['.id']))
    yield { tipo: 'inicio', lineas: kept.slice(-lines).map(toLine) }
    for await (const { rows, lost } of fresh) {
      const lineas = rows.filter((row) => !known.has(row['.id']) && row['.dead'] === undefined).map(toLine)
      if (lineas.length > 0 || lost > 0) yield { tipo: 'nuevas', lineas, perdidas: lost }
    }
  } finally {
    await fresh.return()
    await stream.return()
  }
}

const toLine = (row: Row): LineaRegistro => ({
  id: row['.id'] ?? '',
  hora: parseDateTime(row['time']) ?? row['time'] ?? '',
  temas: (row['topics'] ?? '').split(',').filter((topic) => topic !== ''),
  mensaje: row['message'] ?? '',
})
