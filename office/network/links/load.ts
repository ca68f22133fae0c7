import type { TipoObjetoRed } from '../../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { ServicioConocido } from './types.ts'

type AnyDb = ReadDb | WriteDb

const CHUNK = 5000

const statements = perConnection((db: AnyDb) => ({
  services: db.sqlite.prepare<[string, string, number], ServicioConocido>(
    `select s.id as servicioId, c.id as clienteId, c.codigo_cliente as codigo, c.nombre_razon_social as nombre, c.documento,
       c.telefono, c.direccion, s.tecnologia, s.dispositivo_ref as dispositivoRef, coalesce(r.usuario, '') as usuario,
       coalesce(r.ip, '') as ip, coalesce(r.mac, '') as mac, p.nombre as planNombre, p.velocidad_bajada_mbps as bajada,
       p.velocidad_subida_mbps as subida, s.estado,
       coalesce(pr.perfil_corte, 'morosos') as perfilCorte
     from servicio s join cliente c on c.id = s.cliente_id join plan_servicio p on p.id = s.plan_id
       left join servicio_red r on r.servicio_id = s.id
       left join plan_red pr on pr.plan_id = p.id
     where s.tenant_id = ? and s.id > ? order by s.id limit ?`,
  ),
  linked: db.sqlite.prepare<[string, string], { tipo: TipoObjetoRed; clave: string; servicioId: string }>(
    `select tipo, clave, servicio_id as servicioId from objeto_red
     where tenant_id = ? and dispositivo_id = ? and retirado_en is null`,
  ),
  plans: db.sqlite.prepare<[string], PlanConocido>(
    `select p.id, p.nombre, p.velocidad_bajada_mbps as bajada, p.velocidad_subida_mbps as subida, coalesce(r.perfil, '') as perfil
     from plan_servicio p left join plan_red r on r.plan_id = p.id where p.tenant_id = ? and p.activo = 1 order by p.nombre, p.id`,
  ),
}))

export interface PlanConocido {
  id: string
  nombre: string
  bajada: number
  subida: number
  /** The PPP profile that it stands for; empty: none was said. */
  perfil: string
}

/** Every service with its client. Lets other reads go between its steps. */
export async function loadServicios(
  db: AnyDb,
  tenantId: string,
  breathe: () => Promise<void>,
): Promise<ServicioConocido[]> {
  const all: ServicioConocido[] = []
  for (let after = ''; ; ) {
    const rows = statements(db).services.all(tenantId, after, CHUNK)
    all.push(...rows)
    if (rows.length < CHUNK) return all
    after = rows.at(-1)?.servicioId ?? ''
    await breathe()
  }
}

export const linkedObjects = (db: AnyDb, tenantId: string, dispositivoId: string) =>
  statements(db).linked.all(tenantId, dispositivoId)

export const knownPlans = (db: AnyDb, tenantId: string): PlanConocido[] => statements(db).plans.all(tenantId)
