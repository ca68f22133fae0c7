import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { EstadoUsuario, Rol } from '../../contract/enums.ts'
import type { Usuario } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { credencial, usuario } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor } from '../kernel/office.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import type { Tx } from '../kernel/writer.ts'
import { hashSecrets, type SecretHashes, type SecretsInput, secretsWithoutThem, setSecrets } from './secrets-input.ts'
import { readActor } from './session.ts'

interface UsuarioFields {
  nombre: string
  email: string
  rol: Rol
}

const selectUsuarios = (db: ReadDb | WriteDb) =>
  db.orm
    .select({
      id: usuario.id,
      nombre: usuario.nombre,
      email: usuario.email,
      rol: usuario.rol,
      estado: usuario.estado,
      pinDe: credencial.usuarioId,
      actualizadoEn: usuario.actualizadoEn,
    })
    .from(usuario)
    .leftJoin(credencial, and(eq(credencial.usuarioId, usuario.id), eq(credencial.tipo, 'pin')))

const toUsuario = ({ pinDe, ...row }: Omit<Usuario, 'hasPin'> & { pinDe: string | null }): Usuario => ({
  ...row,
  hasPin: pinDe !== null,
})

/** Everybody, inactive people too, by name. */
export const listUsuarios = (db: ReadDb, actor: Actor): Usuario[] =>
  selectUsuarios(db)
    .where(eq(usuario.tenantId, actor.tenantId))
    .orderBy(asc(usuario.nombre), asc(usuario.id))
    .all()
    .map(toUsuario)

function readUsuario(db: ReadDb | WriteDb, tenantId: string, id: string): Usuario {
  const row = selectUsuarios(db)
    .where(and(eq(usuario.tenantId, tenantId), eq(usuario.id, id)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'usuario' })
  return toUsuario(row)
}

function refuseTakenEmail({ db, actor }: Tx, email: string, own: string | null): void {
  const taken = db.orm
    .select({ id: usuario.id })
    .from(usuario)
    .where(
      and(
        eq(usuario.tenantId, actor.tenantId),
        eq(sql`lower(${usuario.email})`, sql`lower(${email})`),
        own === null ? undefined : ne(usuario.id, own),
      ),
    )
    .get()
  if (taken) throw refuse('usuario.email_taken', { email })
}

/** An office that nobody can manage any more cannot be mended from inside. */
function refuseLosingLastAdmin({ db, actor }: Tx, id: string): void {
  const other = db.orm
    .select({ id: usuario.id })
    .from(usuario)
    .where(
      and(
        eq(usuario.tenantId, actor.tenantId),
        eq(usuario.rol, 'admin'),
        eq(usuario.estado, 'activo'),
        ne(usuario.id, id),
      ),
    )
    .limit(1)
    .get()
  if (!other) throw refuse('usuario.last_admin')
}

/** Secrets take long to hash: who asks may have lost their role, or their place, meanwhile. Throws access.denied. */
function refuseFormerAdmin({ db, actor }: Tx): void {
  const now = readActor(db, actor.usuarioId)
  if (!now?.permissions.includes('usuario.write')) throw refuse('access.denied', { permission: 'usuario.write' })
}

/** Inserts a person with their secrets, and its audit row. */
export function insertUsuario(tx: Tx, id: string, fields: UsuarioFields, hashes: SecretHashes): Usuario {
  const { db, actor, now } = tx
  refuseTakenEmail(tx, fields.email, null)
  const { nombre, email, rol } = fields
  db.orm
    .insert(usuario)
    .values({ id, tenantId: actor.tenantId, nombre, email, rol, estado: 'activo', creadoEn: now, actualizadoEn: now })
    .run()
  setSecrets(tx, id, hashes)
  const created = readUsuario(db, actor.tenantId, id)
  tx.audit({ accion: 'usuarios.create', entidad: 'usuario', entidadId: id, despues: created })
  return created
}

interface CreateInput extends UsuarioFields, SecretsInput {
  requestId: string
}

/** Throws usuario.email_taken. */
export async function createUsuario({ office, actor }: HandlerContext, input: CreateInput): Promise<Usuario> {
  const { requestId, password, pin, ...fields } = input
  const hashes = await hashSecrets({ password, pin })
  return office.writer.run(
    {
      actor,
      requestId,
      procedure: 'usuarios.create',
      input: { ...fields, secrets: secretsWithoutThem({ password, pin }) },
    },
    (tx) => {
      refuseFormerAdmin(tx)
      return insertUsuario(tx, newId(), fields, hashes)
    },
  )
}

interface UpdateInput extends CreateInput {
  id: string
  estado: EstadoUsuario
  /** `actualizadoEn` of what was edited. */
  expected: number
}

function changeUsuario(tx: Tx, input: Omit<UpdateInput, 'requestId'>, hashes: SecretHashes): Usuario {
  const { db, actor } = tx
  const { id, nombre, email, rol, estado, expected } = input
  const antes = readUsuario(db, actor.tenantId, id)
  if (antes.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'usuario' })
  refuseTakenEmail(tx, email, id)
  const wasAdmin = antes.rol === 'admin' && antes.estado === 'activo'
  if (wasAdmin && (rol !== 'admin' || estado !== 'activo')) refuseLosingLastAdmin(tx, id)
  db.orm
    .update(usuario)
    // Two changes within one millisecond are still two versions.
    .set({ nombre, email, rol, estado, actualizadoEn: Math.max(tx.now, expected + 1) })
    .where(and(eq(usuario.tenantId, actor.tenantId), eq(usuario.id, id)))
    .run()
  setSecrets(tx, id, hashes)
  const despues = readUsuario(db, actor.tenantId, id)
  const secretos = secretsWithoutThem(input)
  tx.audit({ accion: 'usuarios.update', entidad: 'usuario', entidadId: id, antes, despues: { ...despues, secretos } })
  return despues
}

/**
 * Changes a person; live sessions follow at once: another role, or none when inactive or given another secret.
 * Throws conflict.changed, usuario.email_taken, usuario.last_admin.
 */
export async function updateUsuario(context: HandlerContext, input: UpdateInput): Promise<Usuario> {
  const { office, actor, caller } = context
  const { requestId, password, pin, ...fields } = input
  const hashes = await hashSecrets({ password, pin })
  const answer = await office.writer.run(
    {
      actor,
      requestId,
      procedure: 'usuarios.update',
      input: { ...fields, secrets: secretsWithoutThem({ password, pin }) },
    },
    (tx) => {
      refuseFormerAdmin(tx)
      return changeUsuario(tx, { ...fields, password, pin }, hashes)
    },
  )
  office.sessions.update(input.id, readActor(office.db.read, input.id))
  if (password !== undefined || pin !== undefined) office.sessions.endOthers(input.id, caller)
  return answer
}
