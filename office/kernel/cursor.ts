import { refuse } from './errors.ts'

/** A position in a keyset-paged list as text: the sort keys of the last row. */
export const encodeCursor = (keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url')

/** Keys of a cursor; `shape` names the type of each. Throws input.invalid for anything this office did not make. */
export function decodeCursor(cursor: string, shape: readonly ('string' | 'number')[]): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(keys) && keys.length === shape.length && keys.every((k, at) => typeof k === shape[at]))
      return keys as (string | number)[]
  } catch {
    // falls through: not one of ours
  }
  throw refuse('input.invalid', { issues: [{ path: 'cursor', code: 'invalid' }] })
}
