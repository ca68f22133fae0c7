import { and, eq, sql } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'
import { puesto, type Serie, serie } from '../../db/schema/index.ts'
import { refuse } from './errors.ts'
import { perConnection } from './statements.ts'
import type { Tx } from './writer.ts'

const LETTER: Record<Exclude<Serie, 'cliente'>, string> = { recibo: 'R', factura: 'F', nota_credito: 'NC' }

const statements = perConnection((db: WriteDb) => ({
  take: db.orm
    .update(serie)
    .set({ siguiente: sql`${serie.siguiente} + 1` })
    .where(
      and(
        eq(serie.tenantId, sql.placeholder('tenantId')),
        eq(serie.puestoId, sql.placeholder('puestoId')),
        eq(serie.tipo, sql.placeholder('tipo')),
      ),
    )
    .returning({ siguiente: serie.siguiente })
    .prepare(),
  prefix: db.orm
    .select({ prefijo: puesto.prefijo })
    .from(puesto)
    .where(and(eq(puesto.tenantId, sql.placeholder('tenantId')), eq(puesto.id, sql.placeholder('puestoId'))))
    .prepare(),
}))

/** Takes the next number of the actor's seat: 1, 2, 3… It is given back only if the whole transaction is. */
export function takeNumber(tx: Tx, tipo: Serie): number {
  const { tenantId, puestoId } = tx.actor
  const row = statements(tx.db).take.get({ tenantId, puestoId, tipo })
  if (!row) throw refuse('not_found', { entidad: 'serie' })
  return row.siguiente - 1
}

/** A document's next number as it is printed and scanned: `P1-R-00000012`. */
export function takeDocumentNumber(tx: Tx, tipo: keyof typeof LETTER): { secuencia: number; numero: string } {
  const { tenantId, puestoId } = tx.actor
  const seat = statements(tx.db).prefix.get({ tenantId, puestoId })
  if (!seat) throw refuse('not_found', { entidad: 'puesto' })
  const secuencia = takeNumber(tx, tipo)
  return { secuencia, numero: `${seat.prefijo}-${LETTER[tipo]}-${String(secuencia).padStart(8, '0')}` }
}
