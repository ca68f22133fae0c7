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
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  devices: sqlite
    .prepare<[string], string>(
      `select distinct dispositivo_id from objeto_red where servicio_id = ? and retirado_en is null`,
    )
    .pluck(),
  // An open job takes the new reason; what it does is decided when it runs. It is due at once, also after failures.
  ask: sqlite.prepare(
    `insert into trabajo_red (id, tenant_id, servicio_id, dispositivo_id, tipo, estado, proximo_en, recibo_id, corrida_id,
       usuario_id, creado_en, actualizado_en)
     values (@id, @tenantId, @servicioId, @dispositivoId, @tipo, 'pendiente', @now, @reciboId, @corridaId, @usuarioId, @now, @now)
     on conflict (servicio_id, dispositivo_id) where estado in ('pendiente', 'aplicado') do update set
       tipo = excluded.tipo, estado = 'pendiente', revision = revision + 1, intentos = 0, proximo_en = excluded.proximo_en,
       error = null, detalle = '', recibo_id = coalesce(excluded.recibo_id, recibo_id),
       corrida_id = coalesce(excluded.corrida_id, corrida_id), usuario_id = excluded.usuario_id,
       actualizado_en = excluded.actualizado_en`,
  ),
}))

/**
 * Asks every device where this service has objects to say what the books say of it. In the transaction that changed the
 * books, so that no change is forgotten; the devices themselves are told later, by the network desk. Returns how many.
 */
export function askDevices(hand: Hand, servicioId: string, { tipo, reciboId = null, corridaId = null }: Cause): number {
  const { devices, ask } = statements(hand.db)
  const ids = devices.all(servicioId)
  for (const dispositivoId of ids) {
    const { tenantId, usuarioId, now } = hand
    ask.run({ id: newId(), tenantId, servicioId, dispositivoId, tipo, reciboId, corridaId, usuarioId, now })
  }
  return ids.length
}
