import type { Tx } from '../kernel/writer.ts'
import { setCredential } from './credentials.ts'
import { hashSecret } from './secrets.ts'

/** New secrets as a request carries them: absent keeps what there is, null removes the PIN. */
export interface SecretsInput {
  password?: string | undefined
  pin?: string | null | undefined
}

export interface SecretHashes {
  password?: string
  pin?: string | null
}

/** Hashes what is to be set. Slow: before the transaction. */
export async function hashSecrets({ password, pin }: SecretsInput): Promise<SecretHashes> {
  const hashes: SecretHashes = {}
  if (password !== undefined) hashes.password = await hashSecret(password)
  if (pin !== undefined) hashes.pin = pin === null ? null : await hashSecret(pin)
  return hashes
}

/** What may be written down of new secrets: that they changed. A fast hash of them would be a way to guess them. */
export const secretsWithoutThem = ({ password, pin }: SecretsInput): { password?: 'set'; pin?: 'set' | 'removed' } => ({
  ...(password === undefined ? {} : { password: 'set' as const }),
  ...(pin === undefined ? {} : { pin: pin === null ? ('removed' as const) : ('set' as const) }),
})

export function setSecrets({ db, actor, now }: Tx, usuarioId: string, hashes: SecretHashes): void {
  const { tenantId } = actor
  if (hashes.password !== undefined) setCredential(db, { tenantId, usuarioId, tipo: 'password' }, hashes.password, now)
  if (hashes.pin !== undefined) setCredential(db, { tenantId, usuarioId, tipo: 'pin' }, hashes.pin, now)
}
