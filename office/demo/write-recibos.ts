import type { EstadoConciliacion } from '../../contract/enums.ts'
import type { Recibo } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import { findOpenDrawer } from '../cash/drawer.ts'
import { appendAudit } from '../kernel/audit.ts'
import { type DocumentNumber, takeDocumentNumbers } from '../kernel/numbering.ts'
import type { Actor } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { dayFinder } from '../reports/collected.ts'
import type { DraftPago, DraftRecibo } from './account.ts'
import { BulkInsert } from './bulk.ts'
import { banknote } from './catalog.ts'
import { DemoDrawers } from './drawers.ts'
import type { World } from './history.ts'
import { Random } from './random.ts'
import { planTurns } from './turns.ts'
import { PastIds, type Step, type Written, YIELD } from './written.ts'

const DAY = 86_400_000
/** Payments of these last days are in the audit log, as they would be. */
const AUDITED_DAYS = 3
const RECONCILED_AFTER = 5 * DAY
const REFERENCE = { transferencia: 'TRF', pasarela: 'PAS' } as const

/**
 * Receipts in the order they were given, with their payments, allocations and what is left as credit, in the drawers of
 * then. Where a drawer is open already all of them lie in it.
 */
export async function writeRecibos(
  tx: Tx,
  world: World,
  drafts: DraftRecibo[],
  written: Written,
  cashiers: readonly Actor[],
  step: Step,
): Promise<void> {
  const writer = new ReciboWriter(tx, world)
  drafts.sort((a, b) => a.at - b.at || a.cliente - b.cliente)
  const write = async (recibos: DraftRecibo[], place: (draft: DraftRecibo) => Place) => {
    for (let from = 0; from < recibos.length; from += YIELD) {
      const piece = recibos.slice(from, from + YIELD)
      const numbers = takeDocumentNumbers(tx, 'recibo', piece.length)
      piece.forEach((draft, at) => {
        writer.add(draft, written.clienteIds[draft.cliente] as string, numbers[at] as DocumentNumber, place(draft))
      })
      writer.flush()
      await step(piece.length)
    }
  }
  const open = findOpenDrawer(tx.db, tx.actor.tenantId, tx.actor.puestoId)
  if (open) {
    const mine = { sesionId: open.id, usuarioId: open.usuarioId }
    return write(drafts, ({ metodo }) => ({ ...mine, sesionId: metodo === 'pasarela' ? null : open.id }))
  }
  const turns = planTurns(drafts, world.calendar, dayFinder(readTenant(tx.db).zonaHoraria), cashiers.length)
  const drawers = new DemoDrawers(tx, world, cashiers, turns)
  for (const turn of turns) {
    const { usuarioId } = cashiers[turn.person] ?? tx.actor
    drawers.begin(turn)
    await write(turn.recibos, (draft) => ({
      usuarioId,
      sesionId: drawers.sesionOf(draft),
      wrote: (recibo) => drawers.wrote(draft, recibo),
    }))
    drawers.end(turn)
  }
}

/** Whose receipt it is, and where its money lies. */
interface Place {
  usuarioId: string
  sesionId: string | null
  wrote?: (recibo: { id: string; clienteId: string }) => void
}

class ReciboWriter {
  readonly #tx: Tx
  readonly #world: World
  readonly #ids = new PastIds()
  readonly #random: Random
  readonly #recibos: BulkInsert
  readonly #pagos: BulkInsert
  readonly #aplicaciones: BulkInsert
  readonly #creditos: BulkInsert

  constructor(tx: Tx, world: World) {
    this.#tx = tx
    this.#world = world
    this.#random = new Random(world.seed)
    this.#recibos = new BulkInsert(tx.db, 'recibo')
    this.#pagos = new BulkInsert(tx.db, 'pago')
    this.#aplicaciones = new BulkInsert(tx.db, 'aplicacion')
    this.#creditos = new BulkInsert(tx.db, 'credito_abierto')
  }

  add(draft: DraftRecibo, clienteId: string, { secuencia, numero }: DocumentNumber, place: Place): void {
    const { tenantId, puestoId } = this.#tx.actor
    const { usuarioId, sesionId, wrote } = place
    const { at, metodo, monto, deudaDespues, creditoDespues } = draft
    const id = this.#ids.at(at)
    const efectivoRecibido = metodo === 'efectivo' ? this.#handedOver(monto) : null
    const recibo = {
      id,
      tenantId,
      puestoId,
      secuencia,
      numero,
      clienteId,
      usuarioId,
      fecha: at,
      metodo,
      referencia: metodo === 'efectivo' ? '' : `${REFERENCE[metodo]}-${String(secuencia).padStart(8, '0')}`,
      montoTotal: monto,
      efectivoRecibido,
      vuelto: efectivoRecibido === null ? null : efectivoRecibido - monto,
      deudaDespues,
      creditoDespues,
      sesionId,
    }
    wrote?.(recibo)
    this.#recibos.add(recibo)
    for (const pago of draft.pagos) this.#addPago(recibo, pago)
    if (this.#world.calendar.now - at < AUDITED_DAYS * DAY) {
      const facturas = draft.pagos.filter((p) => p.factura).length
      const despues = { numero, clienteId, monto, metodo, facturas }
      appendAudit(this.#tx.db, { ...this.#tx.actor, usuarioId }, at, {
        accion: 'pago.record',
        entidad: 'recibo',
        entidadId: id,
        despues,
      })
    }
  }

  #addPago(recibo: Pick<Recibo, 'id' | 'clienteId' | 'metodo' | 'referencia' | 'fecha'>, pago: DraftPago): void {
    const { tenantId } = this.#tx.actor
    const { clienteId, metodo, referencia, fecha } = recibo
    const id = this.#ids.at(fecha)
    const { factura, monto, resto } = pago
    const facturaId = factura?.id ?? null
    const estadoConciliacion = this.#conciliacion(metodo, fecha)
    const head = { id, tenantId, clienteId, facturaId, monto, metodo, referencia }
    this.#pagos.add({ ...head, fechaPago: fecha, estadoConciliacion, reciboId: recibo.id })
    for (const { factura: paid, monto: part, saldoDespues, at } of pago.aplicaciones)
      this.#aplicaciones.add({
        id: this.#ids.at(at),
        tenantId,
        clienteId,
        facturaId: paid.id,
        pagoId: id,
        monto: part,
        saldoDespues,
        fecha: at,
      })
    if (resto > 0) this.#creditos.add({ origenId: id, tenantId, clienteId, tipo: 'pago', resto, fecha })
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
