import { and, eq } from 'drizzle-orm'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { credencial, usuario } from '../../db/schema/index.ts'

export type SecretKind = 'password' | 'pin'
export type Credencial = typeof credencial.$inferSelect

/** The secret of an active person; undefined when the person is unknown, inactive or has no such secret. */
export const findCredential = (db: ReadDb | WriteDb, tenantId: string, usuarioId: string, tipo: SecretKind) =>
  db.orm
    .select({
      hash: credencial.hash,
      intentosFallidos: credencial.intentosFallidos,
      pausaHasta: credencial.pausaHasta,
    })
    .from(credencial)
    .innerJoin(usuario, eq(usuario.id, credencial.usuarioId))
    .where(
      and(
        eq(credencial.tenantId, tenantId),
        eq(credencial.usuarioId, usuarioId),
        eq(credencial.tipo, tipo),
        eq(usuario.estado, 'activo'),
      ),
    )
    .get()

interface CredentialKey {
  tenantId: string
  usuarioId: string
  tipo: SecretKind
}

const isCredential = (key: CredentialKey) =>
  and(eq(credencial.tenantId, key.tenantId), eq(credencial.usuarioId, key.usuarioId), eq(credencial.tipo, key.tipo))

/** Writes how many tries were wrong and until when (ms) there is a pause. */
export function setTries(db: WriteDb, key: CredentialKey, tries: { intentosFallidos: number; pausaHasta: number }) {
  db.orm.update(credencial).set(tries).where(isCredential(key)).run()
}

/** Sets a secret, forgetting its wrong tries; null removes it. */
export function setCredential(db: WriteDb, key: CredentialKey, hash: string | null, now: number): void {
  if (hash === null) {
    db.orm.delete(credencial).where(isCredential(key)).run()
    return
  }
  const fresh = { hash, intentosFallidos: 0, pausaHasta: 0, actualizadoEn: now }
  db.orm
    .insert(credencial)
    .values({ ...key, ...fresh })
    .onConflictDoUpdate({ target: [credencial.usuarioId, credencial.tipo], set: fresh })
    .run()
}
