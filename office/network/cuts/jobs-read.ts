import type { EstadoServicio, MotivoSuspension, PoliticaSuspension } from '../../../contract/enums.ts'
import type { CorteDeServicio, ReactivacionDeRecibo, TrabajoDeServicio } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { perConnection } from '../../kernel/statements.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { asFalla } from '../jobs/rows.ts'
import { factsOf } from './facts.ts'
import { reasonsAgainst } from './rule.ts'

/** What devices were told about services because of cuts, and what they said. */

type Db = ReadDb | WriteDb
type JobRow = Omit<TrabajoDeServicio, 'falla'> & { servicioId: string; error: string | null }

const JOB = `t.servicio_id as servicioId, t.id, t.dispositivo_id as dispositivoId, d.nombre as dispositivoNombre,
  coalesce(a.modo, 'observar') as modo, t.tipo, t.estado, t.intentos, t.proximo_en as proximoEn, t.error, t.detalle,
  t.creado_en as creadoEn, t.verificado_en as verificadoEn`
const DEVICE = `join dispositivo_red d on d.id = t.dispositivo_id left join dispositivo_acceso a on a.dispositivo_id = d.id`

interface ServiceRow {
  servicioId: string
  planNombre: string
  dispositivoRef: string
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  desde: string | null
  politica: PoliticaSuspension
}

const statements = perConnection(({ sqlite }: Db) => ({
  ofRun: sqlite.prepare<[string, string, string], JobRow>(
    `select ${JOB} from json_each(?) j cross join trabajo_red t on t.servicio_id = j.value ${DEVICE}
     where +t.corrida_id = ? and +t.tenant_id = ? order by t.creado_en, t.id`,
  ),
  ofRecibo: sqlite.prepare<[string, string], JobRow>(
    `select ${JOB} from trabajo_red t ${DEVICE} where t.recibo_id = ? and +t.tenant_id = ? order by t.creado_en, t.id`,
  ),
  // The last one for each device.
  last: sqlite.prepare<[string, string], JobRow>(
    `select ${JOB} from json_each(?) j cross join trabajo_red t on t.servicio_id = j.value ${DEVICE}
     where +t.tenant_id = ? and not exists (select 1 from trabajo_red n where n.servicio_id = t.servicio_id
       and +n.dispositivo_id = t.dispositivo_id and (n.creado_en, n.id) > (t.creado_en, t.id))
     order by d.nombre, t.id`,
  ),
  // Of who is on again in the books, where a device does not say so.
  returns: sqlite.prepare<[string, string], JobRow>(
    `select ${JOB} from json_each(?) j cross join servicio s on s.id = j.value and s.estado = 'activo'
       cross join trabajo_red t on t.servicio_id = s.id ${DEVICE}
     where +t.tenant_id = ? and t.estado in ('pendiente', 'aplicado', 'fallido') and t.tipo <> 'corte'
       and not exists (select 1 from trabajo_red n where n.servicio_id = t.servicio_id
         and +n.dispositivo_id = t.dispositivo_id and (n.creado_en, n.id) > (t.creado_en, t.id))`,
  ),
  services: sqlite.prepare<[string, string], ServiceRow>(
    `select s.id as servicioId, p.nombre as planNombre, s.dispositivo_ref as dispositivoRef, s.estado,
       s.motivo_suspension as motivo, s.fecha_corte as desde, p.politica_suspension as politica
     from servicio s join plan_servicio p on p.id = s.plan_id where s.cliente_id = ? and +s.tenant_id = ?
     order by s.creado_en, s.id`,
  ),
  named: sqlite.prepare<[string, string], Pick<ServiceRow, 'servicioId' | 'planNombre' | 'dispositivoRef'>>(
    `select s.id as servicioId, p.nombre as planNombre, s.dispositivo_ref as dispositivoRef
     from json_each(?) j cross join servicio s on s.id = j.value join plan_servicio p on p.id = s.plan_id
     where +s.tenant_id = ?`,
  ),
  proof: sqlite.prepare<[string, string], { jobs: number; verified: number; at: number | null }>(
    `select count(*) as jobs, count(verificado_en) as verified, max(verificado_en) as at from trabajo_red
     where recibo_id = ? and +tenant_id = ? and tipo = 'reactivacion' and estado <> 'cancelado'`,
  ),
  // What came back in the transaction of a receipt, of what no job of it speaks: no device carries it.
  alone: sqlite.prepare<[string, string], Pick<ServiceRow, 'servicioId' | 'planNombre' | 'dispositivoRef'>>(
    `select s.id as servicioId, p.nombre as planNombre, s.dispositivo_ref as dispositivoRef
     from recibo r cross join servicio s on s.cliente_id = r.cliente_id join plan_servicio p on p.id = s.plan_id
     where r.id = ? and +r.tenant_id = ? and exists (select 1 from servicio_evento e
       where e.servicio_id = s.id and e.tipo = 'reactivacion' and e.creado_en = r.fecha)
       and not exists (select 1 from trabajo_red t where t.recibo_id = r.id and +t.servicio_id = s.id)`,
  ),
  manages: sqlite
    .prepare<[string], 0 | 1>(
      `select exists (select 1 from dispositivo_acceso where tenant_id = ? and activo = 1 and modo = 'gestionar')`,
    )
    .pluck(),
  client: sqlite.prepare<[string, string], 1>('select 1 from cliente where id = ? and tenant_id = ?').pluck(),
}))

function byService(rows: readonly JobRow[]): Map<string, TrabajoDeServicio[]> {
  const jobs = new Map<string, TrabajoDeServicio[]>()
  for (const { servicioId, error, ...job } of rows)
    jobs.set(servicioId, [...(jobs.get(servicioId) ?? []), { ...job, falla: asFalla(error) }])
  return jobs
}

/** Jobs that a run asked for, of some of its services. */
export const jobsOfRun = (db: Db, tenantId: string, corridaId: string, servicioIds: readonly string[]) =>
  byService(statements(db).ofRun.all(JSON.stringify(servicioIds), corridaId, tenantId))

/** Of these services, which were cut once: those that are on again, with the devices that do not say so yet. */
export const returnsToCome = (db: Db, tenantId: string, servicioIds: readonly string[]) =>
  byService(statements(db).returns.all(JSON.stringify(servicioIds), tenantId))

/** How each service of a client stands, and what its devices were told last. Errors: not_found. */
export function cutsOfClient(db: Db, tenantId: string, clienteId: string, now: number): CorteDeServicio[] {
  const read = statements(db)
  if (read.client.get(clienteId, tenantId) === undefined) throw refuse('not_found', { entidad: 'cliente' })
  const today = officeToday(db, now)
  const { cortes } = readRedConfig(db, tenantId).config
  const services = read.services.all(clienteId, tenantId)
  const facts = new Map(factsOf(db, tenantId, [clienteId], today).map((row) => [row.servicioId, row]))
  const jobs = byService(read.last.all(JSON.stringify(services.map(({ servicioId }) => servicioId)), tenantId))
  return services.map((service) => {
    const of = facts.get(service.servicioId)
    return {
      ...service,
      equipos: of?.equipos ?? [],
      motivos: cortes.activos && of && of.venceDesde !== null ? reasonsAgainst(of, cortes, today) : null,
      trabajos: jobs.get(service.servicioId) ?? [],
    }
  })
}

/** Since when every device says that the services which a payment brought back are on, ms; null: not all do, or there is none. */
export function reactivationProof(db: Db, tenantId: string, reciboId: string): number | null {
  const proof = statements(db).proof.get(reciboId, tenantId)
  return proof !== undefined && proof.jobs > 0 && proof.jobs === proof.verified ? proof.at : null
}

/** What a payment lifted, and since when every device says so; without jobs what no device carries, in an office that manages some. */
export function liftedBy(db: Db, tenantId: string, reciboId: string): ReactivacionDeRecibo[] {
  const read = statements(db)
  const jobs = byService(read.ofRecibo.all(reciboId, tenantId))
  const alone = read.manages.get(tenantId) === 1 ? read.alone.all(reciboId, tenantId) : []
  const told = read.named.all(JSON.stringify([...jobs.keys()]), tenantId).map((service) => {
    const trabajos = jobs.get(service.servicioId) ?? []
    // A job that became a cut before its device answered says nothing of the return.
    const back = trabajos.filter(({ tipo }) => tipo !== 'corte' && tipo !== 'baja')
    const verified = back.map(({ verificadoEn }) => verificadoEn).filter((at) => at !== null)
    const verificadoEn = verified.length === trabajos.length ? Math.max(...verified) : null
    return { ...service, verificadoEn, trabajos }
  })
  return [...told, ...alone.map((service) => ({ ...service, verificadoEn: null, trabajos: [] }))]
}
