import { estadoOf } from '../billing/balances.ts'
import { dayOf, endOf, fechaOf, monthOf } from '../billing/engine/days.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { type DocumentNumber, takeDocumentNumbers } from '../kernel/numbering.ts'
import type { Tx } from '../kernel/writer.ts'
import type { DraftFactura } from './account.ts'
import { BulkInsert } from './bulk.ts'
import { PastIds, type Step, type Written, YIELD } from './written.ts'

/** Invoices in the order they were issued, numbered without gaps. */
export async function writeFacturas(tx: Tx, drafts: DraftFactura[], written: Written, step: Step): Promise<void> {
  const writer = new FacturaWriter(tx, written)
  drafts.sort((a, b) => a.at - b.at || a.cliente - b.cliente)
  for (let from = 0; from < drafts.length; from += YIELD) {
    const piece = drafts.slice(from, from + YIELD)
    const numbers = takeDocumentNumbers(tx, 'factura', piece.length)
    piece.forEach((draft, at) => {
      writer.add(draft, numbers[at] as DocumentNumber)
    })
    writer.flush()
    await step(piece.length)
  }
}

class FacturaWriter {
  readonly #tx: Tx
  readonly #written: Written
  readonly #asOf: string
  readonly #ids = new PastIds()
  readonly #facturas: BulkInsert
  readonly #lineas: BulkInsert
  readonly #cobertura: BulkInsert

  constructor(tx: Tx, written: Written) {
    this.#tx = tx
    this.#written = written
    this.#asOf = overdueAsOf(tx.db, tx.actor.tenantId)
    this.#facturas = new BulkInsert(tx.db, 'factura')
    this.#lineas = new BulkInsert(tx.db, 'factura_linea')
    this.#cobertura = new BulkInsert(tx.db, 'cobertura')
  }

  add(draft: DraftFactura, { numero }: DocumentNumber): void {
    const { tenantId, usuarioId } = this.#tx.actor
    const { cliente, servicio, periodo, total, saldo, fechaEmision, fechaVencimiento, at } = draft
    draft.id = this.#ids.at(at)
    const servicioId = servicio === null ? null : (this.#written.servicioIds[cliente]?.[servicio] ?? null)
    const componente = servicio === null ? null : `plan:${this.#written.planIds[cliente]?.[servicio]}`
    this.#facturas.add({
      id: draft.id,
      tenantId,
      clienteId: this.#written.clienteIds[cliente] as string,
      servicioId,
      periodo,
      montoTotal: total,
      saldo,
      fechaEmision,
      fechaVencimiento,
      estado: estadoOf(saldo, fechaVencimiento, this.#asOf),
      numero,
      origen: servicio === null ? 'manual' : 'ciclo',
      usuarioId,
      creadoEn: at,
    })
    draft.lineas.forEach(({ impuestos, ...line }, orden) => {
      const impuestosJson = JSON.stringify(impuestos)
      const id = this.#ids.at(at)
      this.#lineas.add({ id, tenantId, facturaId: draft.id, orden, impuestosJson, ...line, componente, servicioId })
    })
    if (servicioId !== null && componente !== null) this.#cover(draft, { servicioId, componente })
  }

  /** The period is settled: a run does not bill it again. */
  #cover(draft: DraftFactura, of: { servicioId: string; componente: string }): void {
    const { id, periodo, fechaEmision, lineas, total, at } = draft
    const { tenantId } = this.#tx.actor
    const month = monthOf(periodo)
    // Billed on the first day of its period.
    const desde = dayOf(fechaEmision)
    const hasta = endOf(month, Number(fechaEmision.slice(8)))
    this.#cobertura.add({
      ...of,
      ...{ periodo, orden: 0, tenantId, desde: fechaEmision, hasta: fechaOf(hasta), baseDias: hasta - desde + 1 },
      ...{ signo: 1, precio: lineas[0]?.precioUnitario ?? total, facturaId: id, creadoEn: at },
    })
  }

  /** In the order of what refers to what. */
  flush(): void {
    this.#facturas.flush()
    this.#lineas.flush()
    this.#cobertura.flush()
  }
}
