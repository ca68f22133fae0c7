import type { ResultadoPasarela } from '../../contract/index.ts'
import { appendAudit } from '../kernel/audit.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { findPuestoId, readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { firstAdmin } from '../billing/run/issue-run.ts'
import type { GatewayDelivery, GatewayEvent } from './adapter.ts'
import { ADAPTERS } from './adapters.ts'
import { gatewayAccess } from './config.ts'
import { takeCharge } from './charges.ts'

export interface Received {
  eventoId: string
  /** It had arrived before: nothing was changed. */
  repeated: boolean
  resultado: ResultadoPasarela
}

/**
 * Takes one event of a provider, as the tenant's server hands it over. What is not signed with the office's own secret, is
 * too old, or belongs to another account is refused and written to the log, and changes nothing. One transaction; the same
 * event again, in any order with others, changes nothing.
 * Errors: pasarela.not_configured, pasarela.signature, pasarela.old, pasarela.account, pasarela.payload.
 */
export async function receiveGatewayEvent(office: Office, delivery: GatewayDelivery): Promise<Received> {
  const { id: tenantId, moneda } = readTenant(office.db.read)
  try {
    const event = trusted(office, tenantId, moneda, delivery)
    const actor = actorOf(office, tenantId)
    const otraMoneda = event.moneda !== null && event.moneda !== moneda
    const { proveedor, body, resource } = delivery
    const request = { actor, requestId: newId(), procedure: 'pasarelas.event', input: { eventoId: event.eventoId } }
    return await office.writer.run(request, (tx) => {
      // By itself: the log of what was done names nobody.
      const byItself = { tenantId, usuarioId: null, puestoId: actor.puestoId }
      const audit: Tx['audit'] = (entry) => appendAudit(tx.db, byItself, tx.now, entry)
      return takeEvent({ ...tx, audit }, { ...event, proveedor, otraMoneda, body, resource })
    })
  } catch (error) {
    const { proveedor } = delivery
    office.log.warn({ proveedor, code: (error as { code?: unknown }).code, err: error }, 'gateway event refused')
    throw error
  }
}

/** What the event says once it is known to be the provider's own and ours. */
function trusted(office: Office, tenantId: string, moneda: string, delivery: GatewayDelivery): GatewayEvent {
  const { proveedor, receivedAt } = delivery
  const access = gatewayAccess(office.db.read, tenantId, proveedor, office.seal)
  if (!access.activa) throw refuse('pasarela.not_configured', { proveedor })
  const adapter = ADAPTERS[proveedor]
  const { valid, at } = adapter.verify(delivery, access.secreto)
  if (!valid || at === null) throw refuse('pasarela.signature')
  if (Math.abs(receivedAt - at) > adapter.toleranceMs) throw refuse('pasarela.old')
  const event = adapter.read(delivery, moneda)
  const isOther = access.cuenta !== '' && event.cuenta !== null && event.cuenta !== access.cuenta
  const isOtherTenant = event.tenantId !== null && event.tenantId !== tenantId
  if (isOther || isOtherTenant || (event.prueba !== null && event.prueba !== access.prueba))
    throw refuse('pasarela.account')
  return event
}

/** The office acts by itself; documents carry the first admin. */
function actorOf({ db }: Office, tenantId: string): Actor {
  const puestoId = findPuestoId(db.read, tenantId)
  if (puestoId === null) throw new Error('the office has no seat')
  return { tenantId, usuarioId: firstAdmin(db.read, tenantId), puestoId, rol: 'admin', permissions: [] }
}

export interface EventToTake extends GatewayEvent {
  proveedor: GatewayDelivery['proveedor']
  otraMoneda: boolean
  body: string
  resource: unknown
}

function takeEvent(tx: Tx, event: EventToTake): Received {
  const { tenantId } = tx.actor
  const { proveedor, eventoId, tipo } = event
  const before = tx.db.sqlite
    .prepare<[string, string, string], { resultado: ResultadoPasarela }>(
      'select resultado from evento_pasarela where tenant_id = ? and proveedor = ? and evento_id = ?',
    )
    .get(tenantId, proveedor, eventoId)
  if (before) return { eventoId, repeated: true, resultado: before.resultado }
  const { resultado, pagoPasarelaId } = takeCharge(tx, event)
  const payload = JSON.stringify({ body: JSON.parse(event.body) as unknown, resource: event.resource ?? null })
  tx.db.sqlite
    .prepare(
      `insert into evento_pasarela (id, tenant_id, proveedor, evento_id, tipo, payload_json, recibido_en, procesado, resultado,
         pago_pasarela_id) values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
    )
    .run(newId(), tenantId, proveedor, eventoId, tipo.slice(0, 100), payload, tx.now, resultado, pagoPasarelaId)
  return { eventoId, repeated: false, resultado }
}
