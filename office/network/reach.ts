import type { ModoDispositivo, ProveedorRed } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'

/** How a device is reached, as it is kept. */
export interface Reach {
  dispositivoId: string
  nombre: string
  proveedor: ProveedorRed
  /** Address or host name. */
  host: string
  puerto: number
  tls: 0 | 1
  usuario: string
  /** Sealed for `devicePurpose`. */
  secreto: string | null
  huellaTls: string | null
  controladorId: string | null
  modo: ModoDispositivo
  activo: 0 | 1
}

/** What a device's password is sealed for. */
export const devicePurpose = (dispositivoId: string): string => `dispositivo:${dispositivoId}`

/** What a UISP server's token or key is sealed for. */
export const controllerPurpose = (controladorId: string, which: 'nms' | 'crm'): string =>
  `controlador:${controladorId}:${which}`

const statements = perConnection((db: ReadDb | WriteDb) => ({
  one: db.sqlite.prepare<[string, string], Reach>(
    `select d.id as dispositivoId, d.nombre, d.proveedor, d.ip_gestion as host, a.puerto, a.tls, a.usuario, a.secreto,
       a.huella_tls as huellaTls, a.controlador_id as controladorId, a.modo, a.activo
     from dispositivo_red d join dispositivo_acceso a on a.dispositivo_id = d.id where d.tenant_id = ? and d.id = ?`,
  ),
}))

/** Null of a device that nobody said how to reach. */
export const findReach = (db: ReadDb | WriteDb, tenantId: string, dispositivoId: string): Reach | null =>
  statements(db).one.get(tenantId, dispositivoId) ?? null

/** Errors: not_found. */
export function readReach(db: ReadDb | WriteDb, tenantId: string, dispositivoId: string): Reach {
  const reach = findReach(db, tenantId, dispositivoId)
  if (!reach) throw refuse('not_found', { entidad: 'dispositivo' })
  return reach
}
