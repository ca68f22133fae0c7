import { appendAudit } from '../kernel/audit.ts'
import { refuse } from '../kernel/errors.ts'
import type { Office } from '../kernel/office.ts'
import { findPuestoId, findTenantId } from '../kernel/tenancy.ts'
import type { WriteDb } from '../../db/open.ts'
import { findCredential, type SecretKind, setTries } from './credentials.ts'
import { verifyNothing, verifySecret } from './secrets.ts'
import { isPinOpen, pauseAfter, remainingTries } from './tries.ts'

interface Claim {
  usuarioId: string
  kind: SecretKind
  secret: string
}

interface Attempt {
  tenantId: string
  hash: string
  /** Wrong tries in a row if this one is wrong too. */
  wrong: number
}

/**
 * Counts a try as wrong before the secret is looked at: neither a crash nor many calls at once give more tries.
 * Null when there is nothing to look at. Throws access.paused.
 */
function takeTry(db: WriteDb, now: number, { usuarioId, kind }: Claim): Attempt | null {
  const tenantId = findTenantId(db)
  const found = tenantId === null ? undefined : findCredential(db, tenantId, usuarioId, kind)
  if (tenantId === null || !found) return null
  if (kind === 'pin' && !isPinOpen(found.intentosFallidos)) return null
  if (found.pausaHasta > now) throw refuse('access.paused', { seconds: Math.ceil((found.pausaHasta - now) / 1000) })
  const wrong = found.intentosFallidos + 1
  const pause = kind === 'password' ? pauseAfter(wrong) : 0
  setTries(
    db,
    { tenantId, usuarioId, tipo: kind },
    { intentosFallidos: wrong, pausaHasta: pause > 0 ? now + pause : 0 },
  )
  return { tenantId, hash: found.hash, wrong }
}

/** A right secret gives all tries back; a right password opens the PIN too. False when the secret changed meanwhile. */
function giveBack(db: WriteDb, claim: Claim, attempt: Attempt): boolean {
  const { tenantId } = attempt
  if (findCredential(db, tenantId, claim.usuarioId, claim.kind)?.hash !== attempt.hash) return false
  const kinds: SecretKind[] = claim.kind === 'password' ? ['password', 'pin'] : ['pin']
  for (const tipo of kinds)
    setTries(db, { tenantId, usuarioId: claim.usuarioId, tipo }, { intentosFallidos: 0, pausaHasta: 0 })
  return true
}

function audit(db: WriteDb, now: number, claim: Claim, attempt: Attempt, right: boolean): void {
  const { tenantId, wrong } = attempt
  // A wrong secret says nothing about who typed it.
  const actor = { tenantId, usuarioId: right ? claim.usuarioId : null, puestoId: findPuestoId(db, tenantId) }
  appendAudit(db, actor, now, {
    accion: right ? 'access.secret_right' : 'access.secret_wrong',
    entidad: 'usuario',
    entidadId: claim.usuarioId,
    despues: right ? { kind: claim.kind } : { kind: claim.kind, wrong },
  })
}

/**
 * Resolves when the secret is the person's. Throws access.wrong_secret with the tries that remain, access.paused when
 * this wrong one was the last of them or a pause goes on, access.unavailable for who is unknown or inactive, has no
 * such secret, or whose PIN waits for a password: all of these alike, and in the time a real look takes.
 */
export async function proveSecret(office: Office, claim: Claim): Promise<void> {
  const attempt = await office.writer.maintain((db, now) => takeTry(db, now, claim))
  if (!attempt) {
    await verifyNothing(claim.secret)
    throw refuse('access.unavailable')
  }
  const matches = await verifySecret(attempt.hash, claim.secret)
  const right = await office.writer.maintain((db, now) => {
    const proven = matches && giveBack(db, claim, attempt)
    audit(db, now, claim, attempt, proven)
    return proven
  })
  if (right) return
  const pause = claim.kind === 'password' ? pauseAfter(attempt.wrong) : 0
  if (pause > 0) throw refuse('access.paused', { seconds: pause / 1000 })
  throw refuse('access.wrong_secret', { remaining: remainingTries(claim.kind, attempt.wrong) })
}
