import { refuse } from '../../kernel/errors.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { wasAnswered } from '../../kernel/writer.ts'
import { RouterosUnknownOutcome } from '../../routeros/index.ts'
import { readReach } from '../reach.ts'
import { withDevice } from './failure.ts'

interface RebootInput {
  requestId: string
  id: string
  nombre: string
}

/** Reboots a device, once for each request. Errors: not_found, dispositivo.sin_datos, dispositivo.observar, dispositivo.nombre, dispositivo.falla. */
export async function rebootDevice(
  { office, actor }: { office: Office; actor: Actor },
  { requestId, id, nombre }: RebootInput,
): Promise<{ ok: true }> {
  const reach = readReach(office.db.read, actor.tenantId, id)
  if (reach.proveedor !== 'mikrotik' || reach.activo === 0) throw refuse('dispositivo.sin_datos')
  if (reach.modo === 'observar') throw refuse('dispositivo.observar')
  if (reach.nombre !== nombre) throw refuse('dispositivo.nombre')
  const procedure = 'dispositivos.reiniciar'
  const again = wasAnswered(office.db.read, { tenantId: actor.tenantId, requestId, procedure })
  // Written down before: a router that is told to go says nothing afterwards.
  await office.writer.run({ actor, requestId, procedure, input: { id, nombre } }, (tx) => {
    tx.audit({ accion: 'dispositivo.reboot', entidad: 'dispositivo_red', entidadId: id, despues: { nombre } })
    return { ok: true }
  })
  if (again) return { ok: true }
  const desk = await office.network()
  const link = desk.link(id)
  await withDevice(async () => {
    try {
      await link.call('/system/reboot')
    } catch (error) {
      const gone = error instanceof RouterosUnknownOutcome && error.code !== 'timeout'
      if (!gone) throw error
    }
  })
  desk.poller.rebooting(id)
  return { ok: true }
}
