import { createHash } from 'node:crypto'
import type { TipoRespaldo } from '../../../../contract/enums.ts'
import { refuse } from '../../../kernel/errors.ts'
import { asSent, Cp1252Text, equals, type RouterosLink, RouterosTrap, type Row } from '../../../routeros/index.ts'

/** Name of the file that a backup is made in on the device; it is removed afterwards. */
const FILE = 'mostrador-respaldo'
const SUFFIX: Record<TipoRespaldo, string> = { export: '.rsc', binario: '.backup' }
/** Making an export of a full router takes minutes, ms. */
const MAKE_TIMEOUT = 180_000
const READ_TIMEOUT = 30_000
/** What `/file/read` gives at a time, bytes. */
const CHUNK = 32_768
const MAX_BYTES = 16 * 1024 * 1024

/** A backup of a device, as bytes. @throws RouterosError. Errors: respaldo.imposible. */
export async function readBackup(link: RouterosLink, tipo: TipoRespaldo): Promise<Buffer> {
  const name = FILE + SUFFIX[tipo]
  await make(link, tipo)
  try {
    const content = await readFile(link, name)
    if (content.length === 0) throw refuse('respaldo.imposible', { motivo: 'vacio' })
    return content
  } finally {
    await removeFile(link, name).catch(() => undefined)
  }
}

async function make(link: RouterosLink, tipo: TipoRespaldo): Promise<void> {
  const options = { timeoutMs: MAKE_TIMEOUT }
  if (tipo === 'binario') {
    await link.call('/system/backup/save', { attributes: { name: FILE } }, options)
    return
  }
  try {
    // Version 7 leaves passwords out unless it is asked for them; 6 does not know the word, and some may not see them.
    await link.call('/export', { attributes: { file: FILE, 'show-sensitive': '' } }, options)
  } catch (error) {
    const words = error instanceof RouterosTrap && ['unknown_parameter', 'not_enough_permissions'].includes(error.code)
    if (!words) throw error
    await link.call('/export', { attributes: { file: FILE } }, options)
  }
}

async function readFile(link: RouterosLink, name: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let offset = 0
  for (;;) {
    const chunk = await readChunk(link, name, offset)
    if (chunk === null) return readWhole(link, name)
    chunks.push(chunk)
    offset += chunk.length
    if (chunk.length < CHUNK) return Buffer.concat(chunks)
    if (offset > MAX_BYTES) throw refuse('respaldo.imposible', { motivo: 'tamano' })
  }
}

/** Null where the device has no `/file/read`: before 7.13. */
async function readChunk(link: RouterosLink, file: string, offset: number): Promise<Buffer | null> {
  try {
    const attributes = { file, offset, 'chunk-size': CHUNK }
    const { rows } = await link.call('/file/read', { attributes }, { timeoutMs: READ_TIMEOUT })
    return Buffer.concat(rows.map((row) => bytesOf(row, 'data')))
  } catch (error) {
    if (error instanceof RouterosTrap && ['no_such_command', 'unknown_parameter'].includes(error.code)) return null
    throw error
  }
}

/** As a property of the file, which older versions show only of small ones. Errors: respaldo.imposible. */
async function readWhole(link: RouterosLink, name: string): Promise<Buffer> {
  const input = { proplist: ['contents', 'size'], queries: [equals('name', name)] }
  const [row] = (await link.call('/file/print', input, { timeoutMs: READ_TIMEOUT })).rows
  if (row?.['contents'] === undefined) throw refuse('respaldo.imposible', { motivo: 'version' })
  return bytesOf(row, 'contents')
}

/** The very bytes that a value came in. */
function bytesOf(row: Row, name: string): Buffer {
  const value = asSent(row, name)
  return value instanceof Cp1252Text ? value.bytes() : Buffer.from(value ?? '')
}

async function removeFile(link: RouterosLink, name: string): Promise<void> {
  const input = { proplist: ['.id'], queries: [equals('name', name)] }
  const { rows } = await link.call('/file/print', input, { timeoutMs: READ_TIMEOUT })
  for (const { '.id': id } of rows) if (id !== undefined) await link.call('/file/remove', { attributes: { '.id': id } })
}

/** An export without what differs each time: the date in its first line, the ends of its lines. */
export const normalizeExport = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(/^# .* by RouterOS (.*)$/m, '# by RouterOS $1')

/** SHA-256 of what matters of a backup, hex. */
export const printOf = (tipo: TipoRespaldo, content: Buffer): string =>
  createHash('sha256')
    .update(tipo === 'export' ? normalizeExport(content.toString('utf8')) : content)
    .digest('hex')
