import type { ResultadoPasarela } from '../../contract/index.ts'
import type { EstadoPagoPasarela, ProveedorPasarela } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { type ChargeFacts, joinFacts, standingOf } from './facts.ts'
import { clienteOf } from './payers.ts'
import type { EventToTake } from './receive.ts'
import { type Settled, settleCharge } from './settle.ts'

type Db = ReadDb | WriteDb

/** What `pago_pasarela.datos_json` holds. */
export interface ChargeData {
  facts: ChargeFacts
  /** Why somebody has to look at it. */
  atencion: ResultadoPasarela | null
  /** Given back by the gateway, and not taken off any receipt. */
  sinRevertir: Minor
  /** A person took it away from a client: no event gives it to one again. */
  liberado?: boolean
}

export interface Charge {
  id: string
  proveedor: ProveedorPasarela
  externoId: string
  estado: EstadoPagoPasarela
  monto: Minor
  devuelto: Minor
  clienteId: string | null
  reciboId: string | null
  data: ChargeData
}

type Row = Omit<Charge, 'data'> & { datosJson: string }

const COLUMNS = `id, proveedor, externo_id as externoId, estado, monto, devuelto, cliente_id as clienteId,
  recibo_id as reciboId, datos_json as datosJson`

const statements = perConnection((db: Db) => ({
  byName: db.sqlite.prepare<[string, string, string], Row>(
    `select ${COLUMNS} from pago_pasarela where tenant_id = ? and proveedor = ? and externo_id = ?`,
  ),
  byId: db.sqlite.prepare<[string, string], Row>(`select ${COLUMNS} from pago_pasarela where tenant_id = ? and id = ?`),
}))

const toCharge = ({ datosJson, ...row }: Row): Charge => ({ ...row, data: JSON.parse(datosJson) as ChargeData })

/** Errors: not_found. */
export function getCharge(db: Db, tenantId: string, id: string): Charge {
  const row = statements(db).byId.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'pago_pasarela' })
  return toCharge(row)
}

interface Taken {
  resultado: ResultadoPasarela
  pagoPasarelaId: string | null
}

/** What an event does to the charge that it names, and to its client's account. */
export function takeCharge(tx: Tx, event: EventToTake): Taken {
  const { proveedor, externoId, says } = event
  if (externoId === null) return { resultado: 'ignorado', pagoPasarelaId: null }
  if (event.otraMoneda) return { resultado: 'moneda', pagoPasarelaId: null }
  const { tenantId } = tx.actor
  const row = statements(tx.db).byName.get(tenantId, proveedor, externoId)
  const known = row ? toCharge(row) : null
  const facts = joinFacts(known?.data.facts ?? {}, says)
  const standing = standingOf(facts)
  if (!standing) return { resultado: 'ignorado', pagoPasarelaId: known?.id ?? null }
  const liberado = known?.data.liberado === true
  const clienteId = known?.clienteId ?? (liberado ? null : clienteOf(tx.db, tenantId, facts))
  const charge = { id: known?.id ?? newId(), proveedor, externoId, reciboId: known?.reciboId ?? null, clienteId, facts }
  const settled = settleCharge(tx, { ...charge, ...standing }, { sesionId: null })
  const data: ChargeData = { facts, atencion: settled.atencion, sinRevertir: settled.sinRevertir }
  if (liberado) data.liberado = true
  const { estado, monto, reembolsado, disputado } = standing
  const after = { ...charge, estado, monto, devuelto: reembolsado + disputado, ...ownerOf(settled), data }
  if (known) update(tx, known, after)
  else insert(tx, after)
  return { resultado: settled.resultado, pagoPasarelaId: charge.id }
}

/**
 * Gives a charge that waits to a client, in the name of who says so. Errors: not_found, pasarela.assigned,
 * pago.reference_used.
 */
export function assignCharge(tx: Tx, id: string, clienteId: string): void {
  const known = getCharge(tx.db, tx.actor.tenantId, id)
  const standing = standingOf(known.data.facts)
  const left = standing ? standing.monto - standing.reembolsado - standing.disputado : 0
  const isIn = standing !== null && standing.estado !== 'pendiente' && standing.estado !== 'rechazado'
  if (known.clienteId !== null || !isIn || left === 0) throw refuse('pasarela.assigned')
  const { facts } = known.data
  const settled = settleCharge(tx, { ...known, ...standing, clienteId, facts }, {})
  if (settled.clienteId === null) throw refuse('pago.reference_used', { recibo: settled.recibo ?? '' })
  const data: ChargeData = { ...known.data, atencion: settled.atencion, sinRevertir: settled.sinRevertir }
  update(tx, known, { ...known, ...ownerOf(settled), data })
  tx.audit({
    accion: 'pasarela.assign',
    entidad: 'pago_pasarela',
    entidadId: id,
    despues: { clienteId, externoId: known.externoId, reciboId: settled.reciboId },
  })
}

const ownerOf = ({ clienteId, reciboId }: Settled) => ({ clienteId, reciboId })

function insert(tx: Tx, { data, ...charge }: Charge): void {
  const { id, proveedor, externoId, estado, monto, devuelto, clienteId, reciboId } = charge
  tx.db.sqlite
    .prepare(
      `insert into pago_pasarela (id, tenant_id, proveedor, externo_id, estado, monto, devuelto, cliente_id, recibo_id,
         datos_json, creado_en, actualizado_en) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      tx.actor.tenantId,
      proveedor,
      externoId,
      estado,
      monto,
      devuelto,
      clienteId,
      reciboId,
      JSON.stringify(data),
      tx.now,
      tx.now,
    )
}

/** Writes what differs; what an event said again leaves the row as it was. */
function update(tx: Tx, before: Charge, after: Charge): void {
  if (JSON.stringify({ ...before, ...after }) === JSON.stringify(before)) return
  const { estado, monto, devuelto, clienteId, reciboId, data } = after
  tx.db.sqlite
    .prepare(
      `update pago_pasarela set estado = ?, monto = ?, devuelto = ?, cliente_id = ?, recibo_id = ?, datos_json = ?,
         actualizado_en = ? where id = ?`,
    )
    .run(estado, monto, devuelto, clienteId, reciboId, JSON.stringify(data), tx.now, before.id)
}
