import type { EstadoTrabajoRed, TipoTrabajoRed } from '../../../contract/enums.ts'
import type { FallaRed } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Previo } from '../state/types.ts'

type AnyDb = ReadDb | WriteDb

/** A job that is not over. */
export interface OpenJob {
  id: string
  servicioId: string
  tipo: TipoTrabajoRed
  estado: EstadoTrabajoRed
  revision: number
  intentos: number
  /** A run of cuts asked for it, and it is not written down yet that something of it was sent. */
  porEnviar: 0 | 1
}

/** How a turn of a job ended, for the revision it was decided by. */
export interface Outcome {
  job: OpenJob
  estado: EstadoTrabajoRed
  falla: FallaRed | null
  detalle: string
  /** What was sent: each a `CambioRed` as JSON, written when the device answered it, while it was at the others. */
  cambios: readonly string[]
  /** Not before, ms since the epoch, while it is not over. */
  proximoEn: number
  /** Something was written in this turn, or before. */
  aplicado: boolean
  /** Objects whose saved state is spent. */
  restaurados: readonly string[]
  /** Objects that have their new password. */
  claves: readonly string[]
  /** Objects that are called otherwise on the device by now: id → name. */
  nombres: ReadonlyMap<string, string>
}

/** A device that has jobs due, or that has them later. */
export interface DueDevice {
  dispositivoId: string
  /** Of its first job, ms since the epoch. */
  proximoEn: number
}

/** No job is made to wait longer, ms: one that is due later was written down before the clock was set back, and is due now. */
export const LONGEST_WAIT = 60 * 60_000

const reads = perConnection((db: AnyDb) => ({
  devices: db.sqlite.prepare<[string], DueDevice & { ultimo: number }>(
    `select dispositivoId, proximoEn, ultimo from (
       select a.dispositivo_id as dispositivoId,
         (select min(t.proximo_en) from trabajo_red t where t.tenant_id = a.tenant_id and t.dispositivo_id = a.dispositivo_id
            and t.estado in ('pendiente', 'aplicado')) as proximoEn,
         (select max(t.proximo_en) from trabajo_red t where t.tenant_id = a.tenant_id and t.dispositivo_id = a.dispositivo_id
            and t.estado in ('pendiente', 'aplicado')) as ultimo
       from dispositivo_acceso a where a.tenant_id = ? and a.activo = 1 and a.modo = 'gestionar')
     where proximoEn is not null`,
  ),
  due: db.sqlite.prepare<[string, string, number, number, number], OpenJob>(
    `select id, servicio_id as servicioId, tipo, estado, revision, intentos,
       corrida_id is not null and enviado_en is null as porEnviar from trabajo_red
     where tenant_id = ? and dispositivo_id = ? and estado in ('pendiente', 'aplicado')
       and not (proximo_en > ? and proximo_en <= ?)
     order by proximo_en, id limit ?`,
  ),
  again: db.sqlite.prepare<[string], OpenJob>(
    `select t.id, t.servicio_id as servicioId, t.tipo, t.estado, t.revision, t.intentos,
       t.corrida_id is not null and t.enviado_en is null as porEnviar
     from json_each(?) j cross join trabajo_red t on t.id = j.value where t.estado in ('pendiente', 'aplicado')`,
  ),
  moved: db.sqlite
    .prepare<[string], string>(
      `select j.value ->> 0 from jsonb_each(?) j left join trabajo_red t on t.id = j.value ->> 0
       where t.revision is not j.value ->> 1 or t.estado not in ('pendiente', 'aplicado')`,
    )
    .pluck(),
  version: db.sqlite.prepare<[], number>('pragma data_version').pluck(),
}))

/** Managed devices with open jobs, the first due first. */
export const dueDevices = (db: AnyDb, tenantId: string, now: number): DueDevice[] =>
  reads(db)
    .devices.all(tenantId)
    .map(({ dispositivoId, proximoEn, ultimo }) => ({
      dispositivoId,
      proximoEn: ultimo > now + LONGEST_WAIT ? now : proximoEn,
    }))
    .sort((a, b) => a.proximoEn - b.proximoEn)

export const dueJobs = (db: AnyDb, tenantId: string, dispositivoId: string, now: number, most: number): OpenJob[] =>
  reads(db).due.all(tenantId, dispositivoId, now, now + LONGEST_WAIT, most)

/** Those of the jobs that are over, or were asked for again, since they were read: as a rule none. */
export const jobsMoved = (db: AnyDb, jobs: readonly Pick<OpenJob, 'id' | 'revision'>[]): Set<string> =>
  new Set(reads(db).moved.all(JSON.stringify(jobs.map(({ id, revision }) => [id, revision]))))

/** Another number once anything at all was committed: what was read since the last time is still so while it stays. */
export const dataVersion = (db: ReadDb): number => reads(db).version.get() ?? 0

/** These jobs as they are now; those that are over meanwhile are left out. */
export const jobsAgain = (db: AnyDb, ids: readonly string[]): OpenJob[] => reads(db).again.all(JSON.stringify(ids))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  // All in one statement: with the trigger that counts, one for each row costs more than twice as much. And from `jsonb_each`, with
  // what was changed as text: out of plain JSON, each of the nine columns would be looked for in the row's text anew.
  end: sqlite.prepare<[{ turns: string; now: number }], { id: string }>(
    `update trabajo_red set estado = v.estado, error = v.falla, detalle = v.detalle, proximo_en = v.proximoEn,
       intentos = intentos + v.intento, aplicado_en = case when v.aplicado then coalesce(aplicado_en, @now) else aplicado_en end,
       verificado_en = case when v.estado = 'verificado' then @now else null end,
       cambios_json = case when v.cambios = '[]' then cambios_json else v.cambios end, actualizado_en = @now
     from (select value ->> 0 as id, value ->> 1 as revision, value ->> 2 as estado, value ->> 3 as falla,
         value ->> 4 as detalle, value ->> 5 as proximoEn, value ->> 6 as intento, value ->> 7 as aplicado,
         value ->> 8 as cambios from jsonb_each(@turns)) v
     where trabajo_red.id = v.id and trabajo_red.revision = v.revision and trabajo_red.estado in ('pendiente', 'aplicado')
     returning trabajo_red.id`,
  ),
  // Of the books it was decided by: what was asked for since is not what is being sent.
  sent: sqlite.prepare<[number, string]>(
    `update trabajo_red set enviado_en = ? from jsonb_each(?) j
     where trabajo_red.id = j.value ->> 0 and trabajo_red.revision = j.value ->> 1 and trabajo_red.enviado_en is null`,
  ),
  restored: sqlite.prepare<[number, string]>(
    `update objeto_red set previo_json = null, actualizado_en = ? where id = ?`,
  ),
  // A password that was changed meanwhile stays to be written.
  save: sqlite.prepare<[{ id: string; previo: string; now: number }]>(
    `update objeto_red set actualizado_en = @now, previo_json =
       case when previo_json ->> '$.clave' then json_set(@previo, '$.clave', json('true')) else @previo end
     where id = @id and retirado_en is null`,
  ),
  renamed: sqlite.prepare<[string, number, string]>(
    `update or ignore objeto_red set clave = ?, actualizado_en = ? where id = ? and retirado_en is null`,
  ),
  claveWritten: sqlite.prepare<[number, string]>(
    `update objeto_red set previo_json = json_remove(previo_json, '$.clave'), actualizado_en = ? where id = ?`,
  ),
  wait: sqlite.prepare(
    `update trabajo_red set error = @falla, detalle = @detalle, actualizado_en = @now
     where tenant_id = @tenantId and dispositivo_id = @dispositivoId and estado in ('pendiente', 'aplicado')
       and (error is not @falla or detalle <> @detalle)`,
  ),
}))

/** Writes down what objects are before they are changed. */
export function savePrevios(db: WriteDb, previos: ReadonlyMap<string, Previo>, now: number): void {
  for (const [id, previo] of previos) writes(db).save.run({ id, previo: JSON.stringify(previo), now })
}

/** Writes down that cuts of a run are about to be sent: from here on nobody can say that their device never heard of them. */
export function markSent(db: WriteDb, jobs: readonly OpenJob[], now: number): void {
  if (jobs.length > 0) writes(db).sent.run(now, JSON.stringify(jobs.map(({ id, revision }) => [id, revision])))
}

const LONGEST = 500
/** What a job waits for that is not its own doing: no turn of it is spent. */
const NOT_ITS_TURN: ReadonlySet<FallaRed> = new Set([
  'sin_respuesta',
  'credenciales',
  'tls',
  'llave',
  'cortes_inactivos',
])

/** Ends turns of jobs. Those that were asked for again meanwhile stay open, as they are. */
export function endTurns(db: WriteDb, outcomes: readonly Outcome[], now: number): void {
  if (outcomes.length === 0) return
  const { end, restored, claveWritten, renamed } = writes(db)
  const turns = outcomes.map(({ job, estado, falla, detalle, cambios, proximoEn, aplicado }) => {
    const intento = Number(estado !== 'verificado' && (falla === null || !NOT_ITS_TURN.has(falla)))
    const { id, revision } = job
    const said = [estado, falla, detalle.slice(0, LONGEST), proximoEn, intento, Number(aplicado)]
    return [id, revision, ...said, `[${cambios.join(',')}]`]
  })
  const ended = new Set(end.all({ turns: JSON.stringify(turns), now }).map(({ id }) => id))
  for (const { job, restaurados, claves, nombres } of outcomes) {
    if (!ended.has(job.id)) continue
    for (const id of restaurados) restored.run(now, id)
    for (const id of claves) claveWritten.run(now, id)
    for (const [id, name] of nombres) renamed.run(name, now, id)
  }
}

/** All open jobs of a device wait for it, and say why. */
export function deviceWaits(
  db: WriteDb,
  device: { tenantId: string; dispositivoId: string },
  { falla, detalle }: { falla: FallaRed; detalle: string },
  now: number,
): void {
  writes(db).wait.run({ ...device, falla, detalle: detalle.slice(0, LONGEST), now })
}
