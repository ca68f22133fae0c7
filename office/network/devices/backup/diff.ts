import type { DiferenciaRespaldo, LineaDiferencia, RespaldoRow } from '../../../../contract/index.ts'
import type { ReadDb } from '../../../../db/open.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { Seal } from '../../../kernel/seal.ts'
import { normalizeExport } from './read.ts'
import { type OpenBackup, openBackup } from './store.ts'

const MOST_LINES = 4_000
/** Lines around a change that are shown. */
const CONTEXT = 3
/** Two exports that have nothing in common are given up after so long, ms, and shown one after the other. */
const TIMEOUT = 2_000

/** What differs between two exports of one device. Errors: not_found, respaldo.ilegible, respaldo.binario. */
export async function compareBackups(
  { db, seal, tenantId }: { db: ReadDb; seal: Seal; tenantId: string },
  { antesId, despuesId }: { antesId: string; despuesId: string },
): Promise<DiferenciaRespaldo> {
  const [older, newer] = [openBackup(db, seal, tenantId, antesId), openBackup(db, seal, tenantId, despuesId)]
  if (older.tipo !== 'export' || newer.tipo !== 'export' || older.dispositivoId !== newer.dispositivoId)
    throw refuse('respaldo.binario')
  const all = await diffLines(exportText(older), exportText(newer))
  return {
    antes: toRow(older),
    despues: toRow(newer),
    mas: all.filter(({ tipo }) => tipo === 'mas').length,
    menos: all.filter(({ tipo }) => tipo === 'menos').length,
    lineas: all.slice(0, MOST_LINES).map((line) => ({ ...line, texto: withoutSecrets(line.texto) })),
    truncada: all.length > MOST_LINES,
  }
}

/** Every key that is not a public one is a secret. */
const SECRET = /\b([a-z0-9-]*(?:password|passphrase|secret|(?<!public)-key(?:-\d)?)|pin|puk)=("(?:\\.|[^"\\])*"?|\S+)/g

/** A line of an export as a screen may show it: that a password changed is seen, what it is now is not. */
export const withoutSecrets = (line: string): string => line.replace(SECRET, '$1=•••')

/** An export with its commands whole: devices break long ones, before values too. */
export const commandLines = (text: string): string => normalizeExport(text).replace(/\\\n */g, '')

const exportText = ({ content }: OpenBackup): string => commandLines(content.toString('utf8'))

const toRow = ({ id, tipo, fecha, huella, tamano, usuario }: OpenBackup): RespaldoRow => ({
  ...{ id, tipo, fecha, huella, tamano, usuario },
})

/** Lines of a unified diff; between its parts a `salto`. */
export async function diffLines(before: string, after: string): Promise<LineaDiferencia[]> {
  const { structuredPatch } = await import('diff')
  const options = { context: CONTEXT, timeout: TIMEOUT }
  const patch = structuredPatch('', '', before, after, undefined, undefined, options)
  if (!patch) return [...whole(before, 'menos'), ...whole(after, 'mas')]
  return patch.hunks.flatMap((hunk, at) => {
    const lines = numbered(hunk.lines, hunk.oldStart, hunk.newStart)
    return at === 0 ? lines : [{ tipo: 'salto' as const, texto: '', antes: null, despues: null }, ...lines]
  })
}

const whole = (text: string, tipo: 'mas' | 'menos'): LineaDiferencia[] =>
  text.split('\n').map((texto, at) => ({
    ...{ tipo, texto },
    antes: tipo === 'menos' ? at + 1 : null,
    despues: tipo === 'mas' ? at + 1 : null,
  }))

function numbered(lines: readonly string[], oldStart: number, newStart: number): LineaDiferencia[] {
  let [antes, despues] = [oldStart, newStart]
  return lines
    .filter((line) => !line.startsWith('\\'))
    .map((line): LineaDiferencia => {
      const texto = line.slice(1)
      if (line.startsWith('+')) return { tipo: 'mas', texto, antes: null, despues: despues++ }
      if (line.startsWith('-')) return { tipo: 'menos', texto, antes: antes++, despues: null }
      return { tipo: 'igual', texto, antes: antes++, despues: despues++ }
    })
}
