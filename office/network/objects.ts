import type { TipoObjetoRed } from '../../contract/enums.ts'
import type { ObjetoRed } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { forgetAjeno } from './ajenos.ts'

type AnyDb = ReadDb | WriteDb
type Row = Omit<ObjetoRed, 'cambiado'> & { cambiado: 0 | 1 }

const COLUMNS = `o.id, o.servicio_id as servicioId, o.dispositivo_id as dispositivoId, d.nombre as dispositivo, o.tipo, o.clave,
  o.origen, (coalesce(o.previo_json ->> '$.valores', '{}') <> '{}' or coalesce(o.previo_json ->> '$.listas', '[]') <> '[]') as cambiado, o.creado_en as creadoEn, o.retirado_en as retiradoEn`

const statements = perConnection((db: AnyDb) => ({
  ofServicio: db.sqlite.prepare<[string, string], Row>(
    `select ${COLUMNS} from objeto_red o join dispositivo_red d on d.id = o.dispositivo_id
     where o.servicio_id = ? and +o.tenant_id = ?`,
  ),
  one: db.sqlite.prepare<[string, string], Row>(
    `select ${COLUMNS} from objeto_red o join dispositivo_red d on d.id = o.dispositivo_id
     where o.id = ? and +o.tenant_id = ?`,
  ),
}))

const shown = ({ cambiado, ...row }: Row): ObjetoRed => ({ ...row, cambiado: cambiado === 1 })

/** Objects of a service on all its devices, those that were unlinked last. */
export const objetosOf = (db: AnyDb, tenantId: string, servicioId: string): ObjetoRed[] =>
  statements(db)
    .ofServicio.all(servicioId, tenantId)
    .map(shown)
    .sort((a, b) => Number(a.retiradoEn !== null) - Number(b.retiradoEn !== null) || (a.id < b.id ? -1 : 1))

export function findObjeto(db: AnyDb, tenantId: string, id: string): ObjetoRed | null {
  const row = statements(db).one.get(id, tenantId)
  return row ? shown(row) : null
}

const writes = perConnection(({ sqlite }: WriteDb) => ({
  take: sqlite.prepare(
    `update objeto_red set previo_json = (
       select o.previo_json from objeto_red o where o.servicio_id = @servicioId and +o.dispositivo_id = @dispositivoId
         and +o.tipo = @tipo and +o.clave = @clave and o.retirado_en is not null
       order by o.retirado_en desc limit 1)
     where id = @id`,
  ),
  spent: sqlite.prepare(
    `update objeto_red set previo_json = null where servicio_id = @servicioId and +dispositivo_id = @dispositivoId
       and +tipo = @tipo and +clave = @clave and retirado_en is not null and previo_json is not null`,
  ),
}))

/**
 * For an object that is the service's from now on: it is nobody's no more, and what a cut had changed of it, when it was
 * unlinked cut, is known again.
 */
export function takeObjeto(
  db: WriteDb,
  tenantId: string,
  objeto: { id: string; servicioId: string; dispositivoId: string; tipo: TipoObjetoRed; clave: string },
): void {
  const { id, servicioId, dispositivoId, tipo, clave } = objeto
  forgetAjeno(db, tenantId, objeto)
  writes(db).take.run({ id, servicioId, dispositivoId, tipo, clave })
  writes(db).spent.run({ servicioId, dispositivoId, tipo, clave })
}
