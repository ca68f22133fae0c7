import { and, eq, sql } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'
import { puesto, type Serie } from '../../db/schema/index.ts'
import { refuse } from './errors.ts'
import { perConnection } from './statements.ts'
import type { Tx } from './writer.ts'

const LETTER: Record<Exclude<Serie, 'cliente'>, string> = {
  recibo: 'R',
  factura: 'F',
  nota_credito: 'NC',
  devolucion: 'D',
  movimiento_caja: 'M',
  reporte_x: 'X',
  reporte_z: 'Z',
  reverso: 'AN',
  ruta_cobro: 'RC',
}

const statements = perConnection((db: WriteDb) => ({
  // On the way of every collection: the number and the seat's prefix in one statement, past drizzle's own way to run it.
  take: db.sqlite.prepare<[string, string, string], { siguiente: number; prefijo: string | null }>(
    `update serie set siguiente = siguiente + 1 where tenant_id = ? and puesto_id = ? and tipo = ?
     returning siguiente, (select prefijo from puesto p where p.id = puesto_id and p.tenant_id = serie.tenant_id) as prefijo`,
  ),
  // One step for each row that is offered: the series grows by one at a time even when it grows by many.
  takeMany: db.sqlite.prepare<[number, string, string, Serie]>(
    `with recursive step (n) as (select 1 union all select n + 1 from step where n < ?)
     insert into serie (tenant_id, puesto_id, tipo, siguiente) select ?, ?, ?, 1 from step where true
     on conflict do update set siguiente = siguiente + 1`,
  ),
  prefix: db.orm
    .select({ prefijo: puesto.prefijo })
    .from(puesto)
    .where(and(eq(puesto.tenantId, sql.placeholder('tenantId')), eq(puesto.id, sql.placeholder('puestoId'))))
    .prepare(),
}))

/** Takes the next number of the actor's seat: 1, 2, 3… It is given back only if the whole transaction is. */
export const takeNumber = (tx: Tx, tipo: Serie): number => take(tx, tipo).siguiente - 1

function take(tx: Tx, tipo: Serie): { siguiente: number; prefijo: string | null } {
  const { tenantId, puestoId } = tx.actor
  const row = statements(tx.db).take.get(tenantId, puestoId, tipo)
  if (!row) throw refuse('not_found', { entidad: 'serie' })
  return row
}

type DocumentSerie = keyof typeof LETTER

export interface DocumentNumber {
  secuencia: number
  numero: string
}

function prefixOf(tx: Tx): string {
  const { tenantId, puestoId } = tx.actor
  const seat = statements(tx.db).prefix.get({ tenantId, puestoId })
  if (!seat) throw refuse('not_found', { entidad: 'puesto' })
  return seat.prefijo
}

const documentNumber = (prefijo: string, tipo: DocumentSerie, secuencia: number): DocumentNumber => ({
  secuencia,
  numero: `${prefijo}-${LETTER[tipo]}-${String(secuencia).padStart(8, '0')}`,
})

/** A document's next number as it is printed and scanned: `P1-R-00000012`. */
export function takeDocumentNumber(tx: Tx, tipo: DocumentSerie): DocumentNumber {
  const { siguiente, prefijo } = take(tx, tipo)
  if (prefijo === null) throw refuse('not_found', { entidad: 'puesto' })
  return documentNumber(prefijo, tipo, siguiente - 1)
}

/** The next numbers of `count` documents that are written together. */
export function takeDocumentNumbers(tx: Tx, tipo: DocumentSerie, count: number): DocumentNumber[] {
  if (count === 0) return []
  const prefijo = prefixOf(tx)
  const first = takeNumber(tx, tipo)
  if (count > 1) statements(tx.db).takeMany.run(count - 1, tx.actor.tenantId, tx.actor.puestoId, tipo)
  return Array.from({ length: count }, (_, at) => documentNumber(prefijo, tipo, first + at))
}
