/** What a window may send, checked before it is used: the page is ours, but a page can be wrong or taken over. */
import { type BatchTarget, type Papel, PAPELES, type PaperJob } from '../../contract/shell.ts'
import { FILE_MAX_BYTES, PAPER_MAX_BYTES } from './constants.ts'

const MAX_NAME = 1000

/** Says which request was malformed, never its content. */
export class BadRequest extends Error {
  override name = 'BadRequest'
}

const asRecord = (value: unknown): Partial<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) throw new BadRequest('an object is expected')
  return value
}

export function readText(value: unknown, what: string, maxLength: number = MAX_NAME): string {
  if (typeof value !== 'string' || value.length > maxLength) throw new BadRequest(`${what} is not a text of that size`)
  return value
}

const isPapel = (value: unknown): value is Papel => PAPELES.some((papel) => papel === value)

export function readPaperJob(value: unknown): PaperJob {
  const { html, papel } = asRecord(value)
  if (!isPapel(papel)) throw new BadRequest('unknown paper')
  return { html: readText(html, 'html', PAPER_MAX_BYTES), papel }
}

export function readPrintJob(value: unknown): PaperJob & { printer: string | null } {
  const { printer } = asRecord(value)
  return { ...readPaperJob(value), printer: printer === null ? null : readText(printer, 'printer') }
}

export function readPdfJob(value: unknown): PaperJob & { suggestedName: string } {
  return { ...readPaperJob(value), suggestedName: readText(asRecord(value)['suggestedName'], 'suggestedName') }
}

export function readFileToSave(value: unknown): { suggestedName: string; data: string | Uint8Array } {
  const { suggestedName, data } = asRecord(value)
  const name = readText(suggestedName, 'suggestedName')
  if (data instanceof Uint8Array && data.byteLength <= FILE_MAX_BYTES) return { suggestedName: name, data }
  return { suggestedName: name, data: readText(data, 'data', FILE_MAX_BYTES) }
}

export function readBatchTarget(value: unknown): BatchTarget {
  const { kind, suggestedName, printer } = asRecord(value)
  if (kind === 'printer') return { kind, printer: readText(printer, 'printer') }
  if (kind === 'file' || kind === 'folder') return { kind, suggestedName: readText(suggestedName, 'suggestedName') }
  throw new BadRequest('unknown kind of batch')
}
