import type { EstadoConciliacion } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import { appendAudit } from '../kernel/audit.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import type { Actor } from '../kernel/office.ts'
import type { Tx } from '../kernel/writer.ts'
import type { DraftPago, DraftRecibo } from './account.ts'
import { BulkInsert } from './bulk.ts'
import { banknote } from './catalog.ts'
import type { World } from './history.ts'
import { Random } from './random.ts'
import { PastIds, type Step, type Written, YIELD } from './written.ts'

const DAY = 86_400_000
/** Payments of these last days are in the audit log, as they would be. */
const AUDITED_DAYS = 3
const RECONCILED_AFTER = 5 * DAY

/** Receipts in the order they were given, with their payments, allocations and what is left as credit. */
export async function writeRecibos(
  tx: Tx,
  world: World,
  drafts: DraftRecibo[],
  written: Written,
  cashiers: readonly Actor[],
  step: Step,
): Promise<void> {
  const writer = new ReciboWriter(tx, world, cashiers)
  drafts.sort((a, b) => a.at - b.at || a.cliente - b.cliente)
  for (const [nth, draft] of drafts.entries()) {
    writer.add(draft, written.clienteIds[draft.cliente] as string, nth)
    if (nth % YIELD === YIELD - 1) {
      writer.flush()
      await step(YIELD)
    }
  }
  writer.flush()
}

class ReciboWriter {
  readonly #tx: Tx
  readonly #world: World
  readonly #cashiers: readonly Actor[]
  readonly #ids = new PastIds()
  readonly #random: Random
  readonly #recibos: BulkInsert
  readonly #pagos: BulkInsert
  readonly #aplicaciones: BulkInsert
  readonly #creditos: BulkInsert

  constructor(tx: Tx, world: World, cashiers: readonly Actor[]) {
    this.#tx = tx
    this.#world = world
    this.#cashiers = cashiers
    this.#random = new Random(world.seed)
    this.#recibos = new BulkInsert(
      tx.db,
      'recibo',
      `
      id tenant_id puesto_id secuencia numero cliente_id usuario_id fecha
      metodo referencia monto_total efectivo_recibido vuelto deuda_despues credito_despues`,
    )
    this.#pagos = new BulkInsert(
      tx.db,
      'pago',
      `
      id tenant_id cliente_id factura_id monto metodo referencia fecha_pago
      estado_conciliacion recibo_id`,
    )
    this.#aplicaciones = new BulkInsert(
      tx.db,
      'aplicacion',
      `id tenant_id cliente_id factura_id pago_id monto saldo_despues fecha`,
    )
    this.#creditos = new BulkInsert(tx.db, 'credito_abierto', `origen_id tenant_id cliente_id tipo resto fecha`)
  }

  add(draft: DraftRecibo, clienteId: string, nth: number): void {
    const { tenantId, puestoId } = this.#tx.actor
    const { at, metodo, monto, deudaDespues, creditoDespues } = draft
    const cashier = this.#cashiers[nth % this.#cashiers.length] ?? this.#tx.actor
    const reciboId = this.#ids.at(at)
    const { secuencia, numero } = takeDocumentNumber(this.#tx, 'recibo')
    const cash = metodo === 'efectivo'
    const referencia = cash ? '' : `${metodo === 'transferencia' ? 'TRF' : 'PAS'}-${String(nth + 1).padStart(8, '0')}`
    const recibido = cash ? this.#handedOver(monto) : null
    const vuelto = recibido === null ? null : recibido - monto
    this.#recibos.add(
      reciboId,
      tenantId,
      puestoId,
      secuencia,
      numero,
      clienteId,
      cashier.usuarioId,
      at,
      metodo,
      referencia,
      monto,
      recibido,
      vuelto,
      deudaDespues,
      creditoDespues,
    )
    for (const pago of draft.pagos) this.#addPago(draft, pago, clienteId, reciboId, referencia)
    if (this.#world.calendar.now - at < AUDITED_DAYS * DAY) {
      const facturas = draft.pagos.filter((p) => p.factura).length
      const despues = { numero, clienteId, monto, metodo, facturas }
      appendAudit(this.#tx.db, cashier, at, { accion: 'pago.record', entidad: 'recibo', entidadId: reciboId, despues })
    }
  }

  #addPago(
    { at, metodo }: DraftRecibo,
    pago: DraftPago,
    clienteId: string,
    reciboId: string,
    referencia: string,
  ): void {
    const { tenantId } = this.#tx.actor
    const id = this.#ids.at(at)
    const estado = this.#conciliacion(metodo, at)
    this.#pagos.add(
      id,
      tenantId,
      clienteId,
      pago.factura?.id ?? null,
      pago.monto,
      metodo,
      referencia,
      at,
      estado,
      reciboId,
    )
    for (const a of pago.aplicaciones)
      this.#aplicaciones.add(this.#ids.at(a.at), tenantId, clienteId, a.factura.id, id, a.monto, a.saldoDespues, a.at)
    if (pago.resto > 0) this.#creditos.add(id, tenantId, clienteId, 'pago', pago.resto, at)
  }

  #conciliacion(metodo: DraftRecibo['metodo'], at: number): EstadoConciliacion {
    if (metodo === 'efectivo') return 'no_aplica'
    return this.#world.calendar.now - at > RECONCILED_AFTER ? 'conciliado' : 'pendiente'
  }

  /** Exact, or the next round sum. */
  #handedOver(monto: Minor): Minor {
    if (this.#random.chance(0.4)) return monto
    const note = banknote(this.#world.moneda) * this.#random.pick([1, 2, 10])
    return Math.ceil(monto / note) * note
  }

  /** In the order of what refers to what. */
  flush(): void {
    this.#recibos.flush()
    this.#pagos.flush()
    this.#aplicaciones.flush()
    this.#creditos.flush()
  }
}
