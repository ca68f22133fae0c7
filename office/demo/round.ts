import { eq } from 'drizzle-orm'
import type { Conteo } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import { rutaCobro, rutaVisita } from '../../db/schema/index.ts'
import { expectedOf } from '../cash/figures.ts'
import { writeMovimiento } from '../cash/movements.ts'
import { asConteo } from '../cash/rounds.ts'
import { beginSesion, endSesion } from '../cash/sessions.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import type { Tx } from '../kernel/writer.ts'
import type { DraftRecibo } from './account.ts'

const NOMBRE = 'Barrio Norte'
const STOPS = 6

interface Stop {
  clienteId: string
  reciboId: string
  deuda: Minor
}

/** A collector's round in the invented history: some cash receipts of a day were collected at the door. */
export class DemoRound {
  readonly sesionId: string
  readonly #drawerId: string
  readonly #rutaId = newId()
  readonly #numero: string
  readonly #taken = new Set<DraftRecibo>()
  readonly #stops: Stop[] = []

  constructor(tx: Tx, { drawerId, cobradorId, fondo }: { drawerId: string; cobradorId: string; fondo: Minor }) {
    const { tenantId, puestoId, usuarioId } = tx.actor
    this.#drawerId = drawerId
    const bag = { puestoId, usuarioId: cobradorId, tipo: 'cobrador', explicacion: '', previaId: null } as const
    this.sesionId = beginSesion(tx, { ...bag, conteo: asConteo(fondo), fondo, esperado: fondo })
    this.#numero = takeDocumentNumber(tx, 'ruta_cobro').numero
    const head = { sesionId: drawerId, otraSesionId: this.sesionId, descripcion: `${this.#numero} · ${NOMBRE}` }
    writeMovimiento(tx, { ...head, tipo: 'entrega', monto: -fondo })
    const { sesionId } = this
    tx.db.orm
      .insert(rutaCobro)
      .values({
        id: this.#rutaId,
        tenantId,
        puestoId,
        numero: this.#numero,
        nombre: NOMBRE,
        cobradorId,
        sesionId,
        estado: 'abierta',
        usuarioId,
        creadoEn: tx.now,
      })
      .run()
  }

  /** Whether a receipt is one of its own: the first cash of the day, each client once. */
  takes(draft: DraftRecibo): boolean {
    if (this.#taken.has(draft)) return true
    const fresh = ![...this.#taken].some(({ cliente }) => cliente === draft.cliente)
    if (draft.metodo !== 'efectivo' || this.#taken.size === STOPS || !fresh) return false
    this.#taken.add(draft)
    return true
  }

  wrote(draft: DraftRecibo, { id, clienteId }: { id: string; clienteId: string }): void {
    if (!this.#taken.has(draft)) return
    const paid = draft.pagos.reduce((sum, { factura, monto }) => sum + (factura ? monto : 0), 0)
    this.#stops.push({ clienteId, reciboId: id, deuda: draft.deudaDespues + paid })
  }

  /** The stops, the bag's count and Z, and its cash into the drawer. */
  settle(tx: Tx, notes: (monto: Minor) => Conteo): void {
    const { tenantId } = tx.actor
    this.#stops.forEach((stop, at) => {
      const row = { ...stop, id: newId(), tenantId, rutaId: this.#rutaId, orden: at + 1 }
      tx.db.orm
        .insert(rutaVisita)
        .values({ ...row, estado: 'cobrada' })
        .run()
    })
    const contado = expectedOf(tx.db, this.sesionId)
    endSesion(tx, this.sesionId, { conteo: notes(contado), queda: null, explicacion: '', aprobadoPor: null })
    const descripcion = `${this.#numero} · ${NOMBRE}`
    const into = { sesionId: this.#drawerId, otraSesionId: this.sesionId, descripcion }
    writeMovimiento(tx, { ...into, tipo: 'recepcion', monto: contado })
    const ended = { estado: 'rendida', rendidaEn: tx.now } as const
    tx.db.orm.update(rutaCobro).set(ended).where(eq(rutaCobro.id, this.#rutaId)).run()
  }
}
