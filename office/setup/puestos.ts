import { and, eq } from 'drizzle-orm'
import type { PrintSettings, Puesto } from '../../contract/index.ts'
import { puesto } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { readPuesto } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'

interface PuestoInput {
  requestId: string
  nombre: string
  recibo: PrintSettings
  /** `actualizadoEn` of what was edited. */
  expected: number
}

function changePuesto(tx: Tx, { nombre, recibo, expected }: PuestoInput): Puesto {
  const { db, actor } = tx
  const antes = readPuesto(db, actor.puestoId)
  if (antes.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'puesto' })
  db.orm
    .update(puesto)
    .set({
      nombre,
      configuracionJson: JSON.stringify({ recibo, impresora: antes.impresora }),
      actualizadoEn: Math.max(tx.now, expected + 1),
    })
    .where(and(eq(puesto.tenantId, actor.tenantId), eq(puesto.id, actor.puestoId)))
    .run()
  const despues = readPuesto(db, actor.puestoId)
  tx.audit({ accion: 'puestos.update', entidad: 'puesto', entidadId: actor.puestoId, antes, despues })
  return despues
}

/** Changes the seat of who asks. Throws conflict.changed. */
export const updatePuesto = ({ office, actor }: HandlerContext, input: PuestoInput): Promise<Puesto> =>
  office.writer.run({ actor, requestId: input.requestId, procedure: 'puestos.update', input }, (tx) =>
    changePuesto(tx, input),
  )
