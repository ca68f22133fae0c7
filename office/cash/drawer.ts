import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'

type Db = ReadDb | WriteDb

/** A seat's open drawer, and who answers for it. */
export interface OpenDrawer {
  id: string
  usuarioId: string
  usuario: string
}

const statements = perConnection((db: Db) => ({
  // On the way of every collection: one step of the index of what is open. SQLite would weigh the values by its statistics
  // and plan the query anew each time; what is computed it does not look at, so the index is named.
  open: db.sqlite.prepare<[string, string], OpenDrawer>(
    `select s.id, s.usuario_id as usuarioId, u.nombre as usuario from sesion_caja s indexed by sesion_abierta_puesto
     join usuario u on u.id = s.usuario_id
     where s.tenant_id = ? || '' and s.puesto_id = ? || '' and s.estado = 'abierta' and s.tipo = 'mostrador'`,
  ),
}))

/** The drawer that is open at a seat, whoever's it is. */
export const findOpenDrawer = (db: Db, tenantId: string, puestoId: string): OpenDrawer | null =>
  statements(db).open.get(tenantId, puestoId) ?? null

/** The drawer that the actor holds open at their seat; null when there is none, or it is another's. */
export function findOwnDrawer(db: Db, actor: Actor): OpenDrawer | null {
  const drawer = findOpenDrawer(db, actor.tenantId, actor.puestoId)
  return drawer?.usuarioId === actor.usuarioId ? drawer : null
}

/** The drawer that the actor's cash goes into or comes out of. Errors: caja.closed, caja.other. */
export function needOwnDrawer(db: Db, actor: Actor): OpenDrawer {
  const drawer = findOpenDrawer(db, actor.tenantId, actor.puestoId)
  if (!drawer) throw refuse('caja.closed')
  if (drawer.usuarioId !== actor.usuarioId) throw refuse('caja.other', { nombre: drawer.usuario })
  return drawer
}
