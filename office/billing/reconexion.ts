import { startOfDay } from '../../contract/dates.ts'
import { paperTexts } from '../i18n.ts'
import type { TimelineEvent } from '../customers/timeline.ts'
import type { Hand } from '../kernel/hand.ts'
import { namedId } from '../kernel/ids.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { insertCargo } from './cargos.ts'
import { readFacturacionConfig } from './config.ts'

/** Charges what the office asks for lifting a cut for debt, if anything: once for each reactivation. */
export function chargeReconexion(hand: Hand, servicioId: string, event: TimelineEvent): void {
  const { monto, impuestos } = readFacturacionConfig(hand.db, hand.tenantId).reconexion
  if (monto === 0) return
  const clienteId = hand.db.sqlite
    .prepare<[string], string>('select cliente_id from servicio where id = ?')
    .pluck()
    .get(servicioId)
  if (clienteId === undefined) return
  const { idioma, zonaHoraria } = readTenant(hand.db)
  const id = insertCargo(hand, {
    id: namedId(startOfDay(event.fecha, zonaHoraria), `reconexion|${event.id}`),
    clienteId,
    servicioId,
    tipo: 'reconexion',
    descripcion: paperTexts(idioma)('cargo.reconexion'),
    monto,
    impuestos,
    desde: event.fecha,
  })
  hand.audit({
    accion: 'cargo.create',
    entidad: 'cargo',
    entidadId: id,
    despues: { clienteId, servicioId, tipo: 'reconexion', monto, desde: event.fecha },
  })
}
