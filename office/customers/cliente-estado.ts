import type { EstadoServicio, EstadoServicioCliente } from '../../contract/enums.ts'
import type { WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'

/** A client is active while any service is, and gone when all are; null without services. */
export function estadoOfServicios(estados: Iterable<EstadoServicio>): EstadoServicioCliente | null {
  const all = new Set(estados)
  return (['activo', 'suspendido', 'baja'] as const).find((estado) => all.has(estado)) ?? null
}

/** Columns of `Vigentes` of a client `c`. */
export const VIGENTES = `
  (select count(*) from servicio v where v.cliente_id = c.id and v.estado <> 'baja') as vigentes,
  (select count(*) from servicio v where v.cliente_id = c.id and v.estado = 'suspendido') as suspendidos`

const statements = perConnection(({ sqlite }: WriteDb) => ({
  estados: sqlite.prepare<[string], EstadoServicio>('select estado from servicio where cliente_id = ?').pluck(),
  follow: sqlite.prepare<[string, string, string]>(
    'update cliente set estado_servicio = ? where id = ? and estado_servicio <> ?',
  ),
}))

/** What the client's services say of it; null: it has none, and people say it. */
export const estadoByServicios = (db: WriteDb, clienteId: string): EstadoServicioCliente | null =>
  estadoOfServicios(statements(db).estados.all(clienteId))

/** Lets `cliente.estado_servicio` say what the client's services say. */
export function followServicios(db: WriteDb, clienteId: string): void {
  const estado = estadoByServicios(db, clienteId)
  if (estado !== null) statements(db).follow.run(estado, clienteId, estado)
}
