import { and, asc, eq } from 'drizzle-orm'
import type { PersonCard, Session } from '../../contract/index.ts'
import { ROLE_PERMISSIONS } from '../../contract/permissions.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { credencial, usuario } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor, Caller, Office } from '../kernel/office.ts'
import { findPuestoId, findTenantId, readPuesto, readTenant } from '../kernel/tenancy.ts'
import type { SecretKind } from './credentials.ts'
import { proveSecret } from './prove.ts'
import { isPinOpen } from './tries.ts'

/** Active people by name. `hasPin` says whether a PIN opens the door now: after too many wrong ones it does not. */
export function listPeople(db: ReadDb): PersonCard[] {
  const tenantId = findTenantId(db)
  if (tenantId === null) return []
  return db.orm
    .select({ id: usuario.id, nombre: usuario.nombre, rol: usuario.rol, pinTries: credencial.intentosFallidos })
    .from(usuario)
    .leftJoin(credencial, and(eq(credencial.usuarioId, usuario.id), eq(credencial.tipo, 'pin')))
    .where(and(eq(usuario.tenantId, tenantId), eq(usuario.estado, 'activo')))
    .orderBy(asc(usuario.nombre), asc(usuario.id))
    .all()
    .map(({ pinTries, ...card }) => ({ ...card, hasPin: pinTries !== null && isPinOpen(pinTries) }))
}

/** What a person may do at this seat, as the database says now; null when they are unknown or inactive. */
export function readActor(db: ReadDb | WriteDb, usuarioId: string): Actor | null {
  const tenantId = findTenantId(db)
  const puestoId = tenantId === null ? null : findPuestoId(db, tenantId)
  if (tenantId === null || puestoId === null) return null
  const row = db.orm
    .select({ rol: usuario.rol })
    .from(usuario)
    .where(and(eq(usuario.tenantId, tenantId), eq(usuario.id, usuarioId), eq(usuario.estado, 'activo')))
    .get()
  if (!row) return null
  return { tenantId, usuarioId, puestoId, rol: row.rol, permissions: ROLE_PERMISSIONS[row.rol] }
}

export function readSession(db: ReadDb, actor: Actor): Session {
  const row = db.orm
    .select({ id: usuario.id, nombre: usuario.nombre, email: usuario.email, rol: usuario.rol })
    .from(usuario)
    .where(and(eq(usuario.tenantId, actor.tenantId), eq(usuario.id, actor.usuarioId)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'usuario' })
  return {
    usuario: row,
    permissions: [...actor.permissions],
    tenant: readTenant(db),
    puesto: readPuesto(db, actor.puestoId),
  }
}

/** Binds a session to a window for somebody who has proven who they are. Throws access.unavailable. */
export function enter(office: Office, caller: Caller, usuarioId: string): Session {
  const actor = readActor(office.db.read, usuarioId)
  if (!actor) throw refuse('access.unavailable')
  office.sessions.begin(caller, actor)
  return readSession(office.db.read, actor)
}

/** Throws access.wrong_secret, access.paused, access.unavailable. */
export async function login(
  office: Office,
  caller: Caller,
  claim: { usuarioId: string; kind: SecretKind; secret: string },
): Promise<Session> {
  await proveSecret(office, claim)
  return enter(office, caller, claim.usuarioId)
}
