import { isTrabajoAbierto } from '../../../contract/enums.ts'
import type { WriteDb } from '../../../db/open.ts'
import { readServicio } from '../../customers/servicios.ts'
import { handOf } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { askDevice, askDevices } from '../ask.ts'
import { STILL_FAILED } from './failed.ts'
import type { OpenJob } from './queue.ts'

type Row = Pick<OpenJob, 'id' | 'servicioId' | 'tipo' | 'estado'> & { dispositivoId: string; levantada: 0 | 1 }

const statements = perConnection(({ sqlite }: WriteDb) => ({
  some: sqlite.prepare<[string, string], Row>(
    `select t.id, t.servicio_id as servicioId, t.dispositivo_id as dispositivoId, t.tipo, t.estado,
       exists (select 1 from corrida_corte_fila f where f.corrida_id = t.corrida_id and f.servicio_id = t.servicio_id
         and f.levantada_en is not null) as levantada
     from json_each(?) j cross join trabajo_red t on t.id = j.value where +t.tenant_id = ?`,
  ),
  failed: sqlite
    .prepare<[{ tenantId: string; dispositivoId: string | null; servicioId: string | null; most: number }], string>(
      `select t.id ${STILL_FAILED}
         and (@dispositivoId is null or t.dispositivo_id = @dispositivoId) and (@servicioId is null or t.servicio_id = @servicioId)
       order by t.creado_en desc, t.id desc limit @most`,
    )
    .pluck(),
  cancel: sqlite.prepare<[number, string]>(
    `update trabajo_red set estado = 'cancelado', actualizado_en = ? where id = ? and estado in ('pendiente', 'aplicado', 'fallido')`,
  ),
  reopen: sqlite.prepare<[number, number, string]>(
    `update trabajo_red set estado = 'pendiente', revision = revision + 1, intentos = 0, error = null, detalle = '', proximo_en = ?,
       actualizado_en = ?
     where id = ? and estado = 'fallido' and not exists (select 1 from trabajo_red o where o.servicio_id = trabajo_red.servicio_id
       and o.dispositivo_id = trabajo_red.dispositivo_id and o.estado in ('pendiente', 'aplicado'))`,
  ),
}))

/** What failed has its turn again, what waits has it now. */
export function retryJobs(tx: Tx, ids: readonly string[]): { reintentados: number } {
  const hand = handOf(tx)
  const { some, reopen } = statements(tx.db)
  let reintentados = 0
  for (const row of some.all(JSON.stringify(ids), tx.actor.tenantId)) {
    const { id, estado, tipo, servicioId, dispositivoId } = row
    // A cut that failed and was lifted since stays what it was: what its device has to say now is another job.
    if (estado === 'fallido' && row.levantada === 1)
      reintentados += askDevice(hand, { servicioId, dispositivoId }, { tipo: 'correccion' })
    else if (estado === 'fallido') reintentados += reopen.run(tx.now, tx.now, id).changes
    if (isTrabajoAbierto(estado)) reintentados += askDevice(hand, { servicioId, dispositivoId }, { tipo })
  }
  tx.audit({ accion: 'trabajo_red.retry', entidad: 'trabajo_red', entidadId: ids[0] ?? '', despues: { reintentados } })
  return { reintentados }
}

const MOST_AT_ONCE = 2000

/** See `red.jobs.retryFailed`. */
export function retryFailed(
  tx: Tx,
  { dispositivoId, servicioId }: { dispositivoId?: string | undefined; servicioId?: string | undefined },
): { reintentados: number } {
  const { tenantId } = tx.actor
  const of = { tenantId, dispositivoId: dispositivoId ?? null, servicioId: servicioId ?? null }
  return retryJobs(tx, statements(tx.db).failed.all({ ...of, most: MOST_AT_ONCE }))
}

/** Given up: the device stays as it is until something about the service changes, or somebody asks. */
export function cancelJobs(tx: Tx, ids: readonly string[]): { cancelados: number } {
  const { some, cancel } = statements(tx.db)
  const found = some.all(JSON.stringify(ids), tx.actor.tenantId)
  const cancelados = found.reduce((n, { id }) => n + cancel.run(tx.now, id).changes, 0)
  tx.audit({
    accion: 'trabajo_red.cancel',
    entidad: 'trabajo_red',
    entidadId: ids[0] ?? '',
    despues: { ids, cancelados },
  })
  return { cancelados }
}

/** A person asks the service's devices to say what the books say. Errors: not_found. */
export function askAgain(tx: Tx, servicioId: string): { trabajos: number } {
  readServicio(tx.db, tx.actor.tenantId, servicioId)
  const trabajos = askDevices(handOf(tx), servicioId, { tipo: 'correccion' })
  tx.audit({ accion: 'trabajo_red.ask', entidad: 'servicio', entidadId: servicioId, despues: { trabajos } })
  return { trabajos }
}
