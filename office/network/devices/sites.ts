import type { Sitio, SitioInput } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'

type Db = ReadDb | WriteDb

const COLUMNS = `s.id, s.nombre, s.direccion, s.notas, s.actualizado_en as actualizadoEn,
  (select count(*) from dispositivo_acceso a where a.sitio_id = s.id and a.activo = 1) as dispositivos,
  (select count(*) from dispositivo_acceso a cross join dispositivo_red d on d.id = a.dispositivo_id
   where a.sitio_id = s.id and a.activo = 1 and d.estado = 'caido') as caidos`

const reads = perConnection((db: Db) => ({
  all: db.sqlite.prepare<[string], Sitio>(`select ${COLUMNS} from sitio s where s.tenant_id = ? order by s.nombre`),
  one: db.sqlite.prepare<[string, string], Sitio>(`select ${COLUMNS} from sitio s where s.tenant_id = ? and s.id = ?`),
  taken: db.sqlite.prepare<[string, string, string], { id: string }>(
    `select id from sitio where tenant_id = ? and lower(nombre) = lower(?) and id <> ?`,
  ),
  standing: db.sqlite.prepare<[string], number>(`select count(*) from dispositivo_acceso where sitio_id = ?`).pluck(),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  insert: sqlite.prepare(
    `insert into sitio (id, tenant_id, nombre, direccion, notas, creado_en, actualizado_en)
     values (@id, @tenantId, @nombre, @direccion, @notas, @now, @now)`,
  ),
  update: sqlite.prepare(
    `update sitio set nombre = @nombre, direccion = @direccion, notas = @notas, actualizado_en = @now where id = @id`,
  ),
  remove: sqlite.prepare(`delete from sitio where tenant_id = ? and id = ?`),
}))

/** By name. */
export const listSites = (db: Db, tenantId: string): Sitio[] => reads(db).all.all(tenantId)

/** Errors: not_found. */
export function findSite(db: Db, tenantId: string, id: string): Sitio {
  const site = reads(db).one.get(tenantId, id)
  if (!site) throw refuse('not_found', { entidad: 'sitio' })
  return site
}

/** Errors: sitio.nombre_taken. */
export function createSite(tx: Tx, sitio: SitioInput): Sitio {
  const { tenantId } = tx.actor
  const id = newId()
  checkName(tx, id, sitio.nombre)
  writes(tx.db).insert.run({ id, tenantId, ...sitio, now: tx.now })
  tx.audit({ accion: 'sitio.create', entidad: 'sitio', entidadId: id, despues: sitio })
  return findSite(tx.db, tenantId, id)
}

/** Errors: not_found, conflict.changed, sitio.nombre_taken. */
export function updateSite(tx: Tx, id: string, expected: number, sitio: SitioInput): Sitio {
  const { tenantId } = tx.actor
  const { nombre, direccion, notas, actualizadoEn } = findSite(tx.db, tenantId, id)
  if (actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'sitio' })
  checkName(tx, id, sitio.nombre)
  writes(tx.db).update.run({ id, ...sitio, now: Math.max(tx.now, expected + 1) })
  const antes = { nombre, direccion, notas }
  tx.audit({ accion: 'sitio.update', entidad: 'sitio', entidadId: id, antes, despues: sitio })
  return findSite(tx.db, tenantId, id)
}

function checkName(tx: Tx, id: string, nombre: string): void {
  if (reads(tx.db).taken.get(tx.actor.tenantId, nombre, id)) throw refuse('sitio.nombre_taken')
}

/** Errors: not_found, sitio.in_use. */
export function removeSite(tx: Tx, id: string): { ok: true } {
  const { tenantId } = tx.actor
  const { nombre } = findSite(tx.db, tenantId, id)
  const n = reads(tx.db).standing.get(id) ?? 0
  if (n > 0) throw refuse('sitio.in_use', { n })
  writes(tx.db).remove.run(tenantId, id)
  tx.audit({ accion: 'sitio.remove', entidad: 'sitio', entidadId: id, antes: { nombre } })
  return { ok: true }
}
