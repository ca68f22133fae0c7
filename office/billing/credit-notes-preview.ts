import { inArray } from 'drizzle-orm'
import type { NotaParte, NotaPreview } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { planServicio } from '../../db/schema/index.ts'
import { allocate } from '../cash/allocate.ts'
import { openAccount } from '../cash/receipts.ts'
import { unitPrice } from './credit-lines.ts'
import { type NotaPlan, planNota } from './credit-notes.ts'
import { coverageOf } from './rebill.ts'

/** What a credit note would do, now; nothing is written. Errors: as planNota. */
export function previewNota(db: ReadDb, tenantId: string, input: { facturaId: string; parte: NotaParte }): NotaPreview {
  const plan = planNota(db, tenantId, input.facturaId, input.parte)
  const { invoice, left, wholes, lines, monto, maximo, anula, refacturable, moras } = plan
  const aplicado = Math.min(monto, invoice.saldo)
  const aFavor = monto - aplicado
  const others = openAccount(db, tenantId, invoice.clienteId).facturas.filter(({ id }) => id !== invoice.id)
  return {
    factura: invoice,
    maximo,
    disponibles: left.map(({ orden, descripcion, total }) => ({
      orden,
      descripcion,
      total: wholes.get(orden) ?? total,
      resto: total,
    })),
    monto,
    lineas: lines.map((line) => ({ ...line, cantidad: 1, precioUnitario: unitPrice(line) })),
    aplicado,
    aFavor,
    paga: allocate(aFavor, others).allocations.map(({ invoice: { id, numero }, monto: part }) => ({
      facturaId: id,
      numero,
      monto: part,
    })),
    anula,
    refacturable,
    vuelve: refacturable ? comesBack(db, plan) : { servicios: [], cargos: [] },
    moras: moras.length,
  }
}

/** Days and charges that a run would bill again. */
function comesBack(db: ReadDb, { coverage, charges, invoice }: NotaPlan): NotaPreview['vuelve'] {
  const days = coverageOf(coverage, invoice.id).filter(
    ({ componente, signo }) => signo === 1 && componente.startsWith('plan:'),
  )
  const plans = [...new Set(days.map(({ componente }) => componente.slice('plan:'.length)))]
  const names = new Map(
    plans.length === 0
      ? []
      : db.orm
          .select({ id: planServicio.id, nombre: planServicio.nombre })
          .from(planServicio)
          .where(inArray(planServicio.id, plans))
          .all()
          .map(({ id, nombre }) => [id, nombre] as const),
  )
  return {
    servicios: days.map(({ servicioId, componente, desde, hasta }) => ({
      servicioId,
      planNombre: names.get(componente.slice('plan:'.length)) ?? '',
      desde,
      hasta,
    })),
    // The instalments that were left may have been taken back since: then this one does not come back either.
    cargos: charges.flatMap(({ id, descripcion, estado }) => (estado === 'anulado' ? [] : [{ id, descripcion }])),
  }
}
