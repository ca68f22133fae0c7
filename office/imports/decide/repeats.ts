import { compact } from '../fold.ts'
import { type Entry, type Say, rowName } from './entry.ts'

/** Names what may be in a file only once and is there twice. Every row of the file is looked at, also rejected ones. */
export function sayRepeats(entries: readonly Entry[], say: Say): void {
  // A copy of a row repeats all of it, which is said already.
  const rows = entries.filter((entry) => entry.fate !== 'skip' || entry.target !== null)
  repeated(rows, documentoOf, (entry, other) => {
    if (!sameClient(entry, other)) say(entry, 'documento.repeated', 'documento', rowName(other))
  })
  repeated(
    rows,
    (entry) => entry.ip,
    (entry, other) => {
      say(entry, 'ip.repeated', 'ip', rowName(other))
    },
  )
  repeated(
    rows,
    (entry) => compact(entry.usuario),
    (entry, other) => {
      say(entry, 'usuario.repeated', 'usuarioPppoe', rowName(other))
    },
  )
}

const documentoOf = (entry: Entry) =>
  entry.issues.some((issue) => issue.code === 'documento.invalid') ? '' : compact(entry.normal.documento)

const sameClient = (a: Entry, b: Entry) => a.target !== null && a.target.person === b.target?.person

/** Calls back for each row of a repeated key, with the first other row that has it. */
function repeated(
  entries: readonly Entry[],
  key: (entry: Entry) => string,
  found: (entry: Entry, other: Entry) => void,
) {
  const byKey = new Map<string, Entry[]>()
  for (const entry of entries) {
    const value = key(entry)
    if (value === '') continue
    const same = byKey.get(value)
    if (same) same.push(entry)
    else byKey.set(value, [entry])
  }
  for (const same of byKey.values()) {
    const [first, second] = same
    if (!first || !second) continue
    for (const entry of same) found(entry, entry === first ? second : first)
  }
}
