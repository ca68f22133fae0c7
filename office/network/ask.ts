import type { TipoTrabajoRed } from '../../contract/enums.ts'
import type { WriteDb } from '../../db/open.ts'
import type { Hand } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'

/** What made the books change, kept with the job for who looks at it later. */
export interface Cause {
  tipo: TipoTrabajoRed
  reciboId?: string | null
  corridaId?: string | null
  /** A cut ended on the way, whatever came last; left out: where `tipo` says so. */
  endsCut?: boolean
}

interface Place {
  servicioId: string
  dispositivoId: string
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  ofServicio: sqlite.prepare<[string], Place>(
    `select distinct servicio_id as servicioId, dispositivo_id as dispositivoId
     from objeto_red where servicio_id = ? and retirado_en is null`,
  ),
  ofPlan: sqlite.prepare<[string, string], Place>(
    `select distinct o.servicio_id as servicioId, o.dispositivo_id as dispositivoId
     from servicio s join objeto_red o on o.servicio_id = s.id
     where s.tenant_id = ? and s.plan_id = ? and o.retirado_en is null`,
  ),
  // How far the open job of a cut came, kept for its run, when something else is asked in its place.
  overtake: sqlite.prepare(
    `insert into trabajo_red (id, tenant_id, servicio_id, dispositivo_id, tipo, estado, revision, intentos, proximo_en, error, detalle,
       cambios_json, corrida_id, usuario_id, creado_en, enviado_en, aplicado_en, actualizado_en)
     select j.value ->> 3, t.tenant_id, t.servicio_id, t.dispositivo_id, 'corte', 'cancelado', t.revision, t.intentos, t.proximo_en, t.error,
       t.detalle, t.cambios_json, t.corrida_id, t.usuario_id, t.creado_en, t.enviado_en, t.aplicado_en, @now
     from json_each(@places) j cross join trabajo_red t on t.servicio_id = j.value ->> 1 and t.dispositivo_id = j.value ->> 2
       and t.estado in ('pendiente', 'aplicado') where t.corrida_id is not null`,
  ),
  // What of it was the cut's is the kept one's.
  anew: sqlite.prepare(
    `update trabajo_red set corrida_id = null, recibo_id = null, cambios_json = '[]', enviado_en = null, aplicado_en = null,
       creado_en = max(@now, creado_en + 1)
     from json_each(@places) j where trabajo_red.servicio_id = j.value ->> 1 and trabajo_red.dispositivo_id = j.value ->> 2
       and trabajo_red.estado in ('pendiente', 'aplicado') and trabajo_red.corrida_id is not null`,
  ),
  // An open job takes the new reason; what it does is decided when it runs. It is due at once, also after failures.
  ask: sqlite.prepare(
    `insert into trabajo_red (id, tenant_id, servicio_id, dispositivo_id, tipo, estado, proximo_en, recibo_id, corrida_id,
       usuario_id, creado_en, actualizado_en)
     select value ->> 0, @tenantId, value ->> 1, value ->> 2, @tipo, 'pendiente', @now, @reciboId, @corridaId, @usuarioId, @now, @now
     from json_each(@places) where true
     on conflict (servicio_id, dispositivo_id) where estado in ('pendiente', 'aplicado') do update set
       tipo = excluded.tipo, estado = 'pendiente', revision = revision + 1, intentos = 0, proximo_en = excluded.proximo_en,
       error = null, detalle = '', recibo_id = coalesce(excluded.recibo_id, recibo_id),
       corrida_id = coalesce(excluded.corrida_id, corrida_id), usuario_id = excluded.usuario_id,
       actualizado_en = excluded.actualizado_en`,
  ),
}))

const listeners = new WeakMap<WriteDb, () => void>()

/** Calls back when jobs were asked for, while their transaction may still be open. */
export function onAsked(db: WriteDb, listener: () => void): void {
  listeners.set(db, listener)
}

/** Asks for jobs at these places, which are each there once. */
function askAt(
  hand: Hand,
  places: readonly Place[],
  { tipo, reciboId = null, corridaId = null, endsCut = false }: Cause,
): number {
  if (places.length === 0) return 0
  const { tenantId, usuarioId, now } = hand
  const rows = JSON.stringify(
    places.map(({ servicioId, dispositivoId }) => [newId(), servicioId, dispositivoId, newId()]),
  )
  const { ask, overtake, anew } = statements(hand.db)
  // A run's cut that is lifted, ended, or another run's before its device said anything stays in the run as what it was.
  if (endsCut || tipo === 'reactivacion' || tipo === 'baja' || corridaId !== null)
    if (overtake.run({ now, places: rows }).changes > 0) anew.run({ now, places: rows })
  ask.run({ tenantId, tipo, reciboId, corridaId, usuarioId, now, places: rows })
  listeners.get(hand.db)?.()
  return places.length
}

/**
 * Asks every device where this service has objects to say what the books say of it. In the transaction that changed the
 * books, so that no change is forgotten; the devices themselves are told later, by the network desk. Returns how many.
 */
export const askDevices = (hand: Hand, servicioId: string, cause: Cause): number =>
  askAt(hand, statements(hand.db).ofServicio.all(servicioId), cause)

/** The same for all services of a plan. */
export const askDevicesOfPlan = (hand: Hand, planId: string, cause: Cause): number =>
  askAt(hand, statements(hand.db).ofPlan.all(hand.tenantId, planId), cause)

/** One device alone, where something of the service was made, linked, or differs. */
export const askDevice = (hand: Hand, place: Place, cause: Cause): number => askAt(hand, [place], cause)

/** Many services of devices at once; each place is told once. */
export function askPlaces(hand: Hand, places: readonly Place[], cause: Cause): number {
  const once = new Map(places.map((place) => [`${place.servicioId} ${place.dispositivoId}`, place]))
  return askAt(hand, [...once.values()], cause)
}
