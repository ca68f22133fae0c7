import { refuse } from '../../kernel/errors.ts'
import type { Office } from '../../kernel/office.ts'

/** A key that this computer cannot open gives way to a new one: what it sealed is asked for again anyway. Errors: red.key_unavailable. */
export async function makeSealUsable({ seal, parent }: Pick<Office, 'seal' | 'parent'>): Promise<void> {
  if (!seal.usable && seal.protection === 'unreadable' && parent) seal.use(await parent.renewKey())
  if (!seal.usable) throw refuse('red.key_unavailable')
}
