import type { TipoObjetoRed } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'

/** What an object of a device is known by. */
export interface ObjetoEn {
  dispositivoId: string
  tipo: TipoObjetoRed
  clave: string
}

/** The word of a person that an object is no client's. */
export interface Ajeno {
  tipo: TipoObjetoRed
  clave: string
  usuario: string
  /** ms since the epoch. */
  creadoEn: number
}

const reads = perConnection((db: ReadDb | WriteDb) => ({
  ofDevice: db.sqlite.prepare<[string, string], Ajeno>(
    `select a.tipo, a.clave, u.nombre as usuario, a.creado_en as creadoEn from objeto_ajeno a join usuario u on u.id = a.usuario_id
     where a.dispositivo_id = ? and +a.tenant_id = ?`,
  ),
  one: db.sqlite.prepare<[string, string, string, string], Ajeno>(
    `select a.tipo, a.clave, u.nombre as usuario, a.creado_en as creadoEn from objeto_ajeno a join usuario u on u.id = a.usuario_id
     where a.dispositivo_id = ? and a.tipo = ? and a.clave = ? and +a.tenant_id = ?`,
  ),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  keep: sqlite.prepare(
    `insert into objeto_ajeno (dispositivo_id, tipo, clave, tenant_id, usuario_id, creado_en)
     values (@dispositivoId, @tipo, @clave, @tenantId, @usuarioId, @now) on conflict do nothing`,
  ),
  drop: sqlite.prepare(
    `delete from objeto_ajeno where dispositivo_id = @dispositivoId and tipo = @tipo and clave = @clave and +tenant_id = @tenantId`,
  ),
}))

/** Objects of a device that are no client's, as somebody said. */
export const ajenosOf = (db: ReadDb | WriteDb, tenantId: string, dispositivoId: string): Ajeno[] =>
  reads(db).ofDevice.all(dispositivoId, tenantId)

/** Keeps a person's word that an object is no client's; said twice, the first stands. */
export function keepAjeno(tx: Tx, { dispositivoId, tipo, clave }: ObjetoEn): Ajeno | null {
  const { tenantId, usuarioId } = tx.actor
  const kept = writes(tx.db).keep.run({ dispositivoId, tipo, clave, tenantId, usuarioId, now: tx.now })
  if (kept.changes > 0) audit(tx, 'red.ajeno', { dispositivoId, tipo, clave })
  return reads(tx.db).one.get(dispositivoId, tipo, clave, tenantId) ?? null
}

/** Takes that word back. */
export function dropAjeno(tx: Tx, objeto: ObjetoEn): void {
  if (forgetAjeno(tx.db, tx.actor.tenantId, objeto)) audit(tx, 'red.ajeno_undo', objeto)
}

/** For an object that is a service's now. Whether there was such a word. */
export const forgetAjeno = (db: WriteDb, tenantId: string, { dispositivoId, tipo, clave }: ObjetoEn): boolean =>
  writes(db).drop.run({ dispositivoId, tipo, clave, tenantId }).changes > 0

const audit = (tx: Tx, accion: string, { dispositivoId, tipo, clave }: ObjetoEn): void =>
  tx.audit({ accion, entidad: 'dispositivo', entidadId: dispositivoId, despues: { tipo, clave } })
