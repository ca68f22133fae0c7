import { createHash } from 'node:crypto'
import type { DestinoLinea, ExtractoFila } from '../../../contract/procedures/conciliacion.ts'
import { plainReference } from '../../cash/collect.ts'
import { folded } from '../../imports/fold.ts'
import { Turns } from '../../imports/turns.ts'
import type { RawLine } from './lines.ts'

/** A row with what becomes of it, and what tells it from others. */
export interface DecidedLine extends ExtractoFila {
  /** Empty in rows that are no lines. */
  huella: string
  /** Of a repeated line: the print of the one it repeats. */
  repiteHuella: string | null
}

/** What the office has of this account already. */
export interface KnownLines {
  /** Those of these prints that it has. */
  having(huellas: readonly string[]): ReadonlySet<string>
  /** Those of these codes that credits of it have. */
  codes(operaciones: readonly string[]): ReadonlySet<string>
}

/** What banks of the region call what they keep for themselves. */
const FEE =
  /\b(comision|comisiones|com|mantenimiento|mant|gasto bancario|gastos bancarios|iva|impuesto|imp|ley 25413|ley 25 413|sircreb|percepcion|retencion|ret|sellos|iibb|itf|gmf|4x1000|tarifa|tasa|fee|charge|iof|seguro|resumen de cuenta|emision)\b/

/**
 * What becomes of every row. A line is the same as another when the bank's code, day and amount are the same; where the
 * bank gives no code, two equal rows are two transfers, since dropping one could lose a client's money: they are marked,
 * and never accepted by themselves. What an earlier file had is not written again.
 */
export async function decideFates(lines: readonly RawLine[], known: KnownLines): Promise<DecidedLine[]> {
  const turns = new Turns()
  const seen = new Map<string, number>()
  const decided: DecidedLine[] = []
  for (const line of lines) {
    decided.push(decide(line, seen))
    if (turns.due()) await turns.pass()
  }
  markKnown(decided, known)
  markReused(decided, known)
  return decided
}

function decide(line: RawLine, seen: Map<string, number>): DecidedLine {
  const { fila, fecha, concepto, monto, avisos, texto } = line
  const operacion = plainReference(line.operacion)
  const base = { fila, fecha, concepto, operacion, monto, avisos: [...avisos], texto, repiteHuella: null }
  if (line.omitida) return { ...base, destino: 'omitida', avisos: [], huella: '' }
  if (fecha === null || monto === null || avisos.length > 0) return { ...base, destino: 'error', huella: '' }
  const name = operacion === '' ? `${fecha}|${monto}||${folded(concepto)}` : `${fecha}|${monto}|${operacion}`
  const n = (seen.get(name) ?? 0) + 1
  seen.set(name, n)
  const first = printOf(name)
  const huella = `${first}#${n}`
  if (monto < 0)
    return { ...base, huella, destino: line.comision || FEE.test(folded(concepto)) ? 'comision' : 'debito' }
  if (n === 1) return { ...base, huella, destino: 'credito' }
  if (operacion !== '') return { ...base, huella, destino: 'repetida', repiteHuella: `${first}#1` }
  base.avisos.push({ codigo: 'igual.sin_codigo', columna: '', valor: '' })
  return { ...base, huella, destino: 'credito' }
}

const printOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32)

/** Which of several equal rows of one account a print is: 1 is the first. */
export const occurrence = (huella: string): number => Number(huella.split('#')[1] ?? 1)

function markKnown(lines: DecidedLine[], known: KnownLines): void {
  const mine = lines.filter(({ huella }) => huella !== '')
  const had = known.having(mine.map(({ huella }) => huella))
  for (const line of mine) if (had.has(line.huella)) line.destino = 'conocida'
}

/** One code on credits of different amounts or days: a person has to look. */
function markReused(lines: DecidedLine[], known: KnownLines): void {
  const credits = lines.filter(({ destino, operacion }) => destino === 'credito' && operacion !== '')
  const before = known.codes(credits.map(({ operacion }) => operacion))
  const first = new Map<string, DecidedLine>()
  const mark = (line: DecidedLine) => {
    if (line.avisos.length === 0) line.avisos.push({ codigo: 'operacion.reused', columna: '', valor: line.operacion })
  }
  for (const line of credits) {
    const other = first.get(line.operacion)
    if (other || before.has(line.operacion)) mark(line)
    if (other) mark(other)
    else first.set(line.operacion, line)
  }
}

/** Whether a row will be written. */
export const isNew = ({ destino }: { destino: DestinoLinea }): boolean =>
  destino === 'credito' || destino === 'debito' || destino === 'comision' || destino === 'repetida'
