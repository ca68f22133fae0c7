import type { ArqueoRow, Conteo } from '../../contract/index.ts'
import type { TipoArqueo } from '../../contract/enums.ts'
import { MAX_MINOR, type Minor } from '../../contract/money.ts'
import { denominationsOf } from '../../contract/denominations.ts'
import { arqueo } from '../../db/schema/index.ts'
import { eq } from 'drizzle-orm'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { readCajaConfig } from './config.ts'
import { readArqueo, readSesion } from './rows.ts'

/** Coins out of use and change below the smallest coin are counted together, in minor units. */
const LOOSE = 1

/** Adds a count up, minor units. Errors: caja.count. */
export function sumConteo(moneda: string, conteo: Conteo): Minor {
  const known = denominationsOf(moneda)
  const values = conteo.map(({ valor }) => valor)
  const foreign = known.length > 0 && values.some((valor) => valor !== LOOSE && !known.includes(valor))
  const total = conteo.reduce((sum, { valor, cantidad }) => sum + valor * cantidad, 0)
  if (foreign || new Set(values).size !== values.length || total > MAX_MINOR) throw refuse('caja.count')
  return total
}

/** A count as it will be kept. */
export interface NewArqueo {
  sesionId: string
  tipo: TipoArqueo
  conteo: Conteo
  contado: Minor
  esperado: Minor
  explicacion: string
  /** Of a close. */
  queda: Minor | null
  /** Who approves its difference now; null: nobody did. */
  aprobadoPor: string | null
}

/** Whether a difference is more than may pass without an approval. */
export const needsApproval = (tx: Tx, diferencia: Minor): boolean =>
  Math.abs(diferencia) > readCajaConfig(tx.db, tx.actor.tenantId).limiteDiferencia

/** Keeps a count for ever, with what the books say at this moment. A control counts and asks for nothing. */
export function writeArqueo(tx: Tx, count: NewArqueo): string {
  const { tenantId, usuarioId } = tx.actor
  const { conteo, aprobadoPor, ...row } = count
  const diferencia = row.contado - row.esperado
  // What is above what was left in the drawer is float from the safe, not a difference.
  const differs = row.tipo === 'cierre' || (row.tipo === 'apertura' && diferencia < 0)
  const wanted = differs && needsApproval(tx, diferencia)
  const approved = wanted && aprobadoPor !== null
  const id = newId()
  tx.db.orm
    .insert(arqueo)
    .values({
      ...row,
      id,
      tenantId,
      usuarioId,
      detalleJson: JSON.stringify(conteo.filter(({ cantidad }) => cantidad > 0)),
      diferencia,
      aprobacion: approved ? 'aprobada' : wanted ? 'pendiente' : 'no_requiere',
      aprobadoPor: approved ? aprobadoPor : null,
      aprobadoEn: approved ? tx.now : null,
      fecha: tx.now,
    })
    .run()
  return id
}

/** Approves a difference that waits; what was counted and explained stays as it is. Errors: not_found, caja.done. */
export function approveArqueo(tx: Tx, { arqueoId, explicacion }: { arqueoId: string; explicacion: string }): ArqueoRow {
  const { tenantId, usuarioId } = tx.actor
  const { arqueo: found, sesionId } = readArqueo(tx.db, tenantId, arqueoId)
  if (found.aprobacion !== 'pendiente') throw refuse('caja.done')
  tx.db.orm
    .update(arqueo)
    .set({ aprobacion: 'aprobada', aprobadoPor: usuarioId, aprobadoEn: tx.now })
    .where(eq(arqueo.id, arqueoId))
    .run()
  const { zNumero, usuario } = readSesion(tx.db, tenantId, sesionId)
  const despues = { z: zNumero, de: usuario, diferencia: found.diferencia, explicacion }
  tx.audit({ accion: 'caja.approve', entidad: 'sesion_caja', entidadId: sesionId, despues })
  return readArqueo(tx.db, tenantId, arqueoId).arqueo
}

/** The currency that drawers are counted in. */
export const monedaOf = (tx: Tx): string => readTenant(tx.db).moneda
