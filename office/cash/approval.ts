import type { Aprobacion } from '../../contract/index.ts'
import { type Permission, ROLE_PERMISSIONS } from '../../contract/permissions.ts'
import type { Rol } from '../../contract/enums.ts'
import type { ReadDb } from '../../db/open.ts'
import { listPeople } from '../access/session.ts'
import { proveSecret } from '../access/prove.ts'
import { refuse } from '../kernel/errors.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { wasAnswered } from '../kernel/writer.ts'

const can = (rol: Rol, permission: Permission): boolean => ROLE_PERMISSIONS[rol].includes(permission)

/** People who may approve here: active, with the permission and a PIN that opens now. */
export const listApprovers = (
  db: ReadDb,
  permission: Permission = 'caja.supervise',
): { id: string; nombre: string }[] =>
  listPeople(db)
    .filter(({ rol, hasPin }) => hasPin && can(rol, permission))
    .map(({ id, nombre }) => ({ id, nombre }))

export interface ApprovalRequest {
  /** The write that it is for: one that was answered before is not proved again. */
  requestId: string
  procedure: string
  /** With the PIN as it was just typed; it is never kept. */
  aprobacion: Aprobacion | undefined
  /** Whose money it is: they approve only where nobody else can. */
  responsableId: string
  permission?: Permission
}

/**
 * Proves who approves, outside of any transaction. Returns their id, or null when nobody was named.
 * Errors: caja.approval (a person who may not), access.* of the PIN.
 */
export async function proveApproval(
  { office, actor }: HandlerContext,
  request: ApprovalRequest,
): Promise<string | null> {
  const { aprobacion, responsableId, requestId, procedure, permission = 'caja.supervise' } = request
  if (!aprobacion) return null
  const { usuarioId, pin } = aprobacion
  if (wasAnswered(office.db.read, { tenantId: actor.tenantId, requestId, procedure })) return usuarioId
  const people = listPeople(office.db.read).filter(({ rol }) => can(rol, permission))
  const alone = !people.some(({ id, hasPin }) => hasPin && id !== responsableId)
  if (!people.some(({ id }) => id === usuarioId) || (usuarioId === responsableId && !alone))
    throw refuse('caja.approval')
  await proveSecret(office, { usuarioId, kind: 'pin', secret: pin })
  return usuarioId
}
