import { estadoOf } from '../billing/balances.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import type { Tx } from '../kernel/writer.ts'
import type { DraftFactura } from './account.ts'
import { BulkInsert } from './bulk.ts'
import { PastIds, type Step, type Written, YIELD } from './written.ts'

/** Invoices in the order they were issued, numbered without gaps. */
export async function writeFacturas(tx: Tx, drafts: DraftFactura[], written: Written, step: Step): Promise<void> {
  const { tenantId, usuarioId } = tx.actor
  const asOf = overdueAsOf(tx.db, tenantId)
  const ids = new PastIds()
  const facturas = new BulkInsert(
    tx.db,
    'factura',
    `
      id tenant_id cliente_id servicio_id periodo monto_total saldo fecha_emision
      fecha_vencimiento estado numero origen usuario_id creado_en`,
  )
  const lineas = new BulkInsert(
    tx.db,
    'factura_linea',
    `
      id tenant_id factura_id orden descripcion cantidad precio_unitario neto
      impuestos_json total`,
  )
  drafts.sort((a, b) => a.at - b.at || a.cliente - b.cliente)
  for (const [nth, draft] of drafts.entries()) {
    const { cliente, servicio, periodo, total, saldo, fechaEmision, fechaVencimiento, at } = draft
    draft.id = ids.at(at)
    const { numero } = takeDocumentNumber(tx, 'factura')
    const clienteId = written.clienteIds[cliente] as string
    const servicioId = servicio === null ? null : (written.servicioIds[cliente]?.[servicio] ?? null)
    const estado = estadoOf(saldo, fechaVencimiento, asOf)
    const origen = servicio === null ? 'manual' : 'ciclo'
    facturas.add(
      draft.id,
      tenantId,
      clienteId,
      servicioId,
      periodo,
      total,
      saldo,
      fechaEmision,
      fechaVencimiento,
      estado,
      numero,
      origen,
      usuarioId,
      at,
    )
    draft.lineas.forEach((l, orden) => {
      const { descripcion, cantidad, precioUnitario, neto } = l
      lineas.add(
        newId(),
        tenantId,
        draft.id,
        orden,
        descripcion,
        cantidad,
        precioUnitario,
        neto,
        JSON.stringify(l.impuestos),
        l.total,
      )
    })
    if (nth % YIELD === YIELD - 1) {
      // A line needs its invoice: both are written up to here.
      facturas.flush()
      lineas.flush()
      await step(YIELD)
    }
  }
  facturas.flush()
  lineas.flush()
}
