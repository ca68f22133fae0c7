import { and, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type CuentaBancaria, type MapeoExtracto, zMapeoExtracto } from '../../contract/procedures/conciliacion.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cuentaBancaria } from '../../db/schema/index.ts'
import { folded } from '../imports/fold.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'

type Db = ReadDb | WriteDb

type Row = Omit<CuentaBancaria, 'activa'> & { activa: number }

const COLUMNS = `id, nombre, banco, activa, (select count(*) from extracto e
  where e.tenant_id = cuenta_bancaria.tenant_id and e.cuenta_id = cuenta_bancaria.id) as extractos`

const statements = perConnection((db: Db) => ({
  all: db.sqlite.prepare<[string], Row>(`select ${COLUMNS} from cuenta_bancaria where tenant_id = ?`),
  one: db.sqlite.prepare<[string, string], Row>(
    `select ${COLUMNS} from cuenta_bancaria where tenant_id = ? and id = ?`,
  ),
}))

const toCuenta = ({ activa, ...row }: Row): CuentaBancaria => ({ ...row, activa: activa === 1 })

/** Bank accounts by name. */
export const listCuentas = (db: Db, tenantId: string): CuentaBancaria[] =>
  statements(db)
    .all.all(tenantId)
    .map(toCuenta)
    .sort((a, b) => a.nombre.localeCompare(b.nombre))

/** Errors: not_found. */
export function findCuenta(db: Db, tenantId: string, id: string): CuentaBancaria {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'cuenta' })
  return toCuenta(row)
}

interface CuentaInput {
  id?: string | undefined
  nombre: string
  banco: string
  activa: boolean
}

/** Makes or changes an account. Errors: not_found, conciliacion.cuenta_taken. */
export function saveCuenta(tx: Tx, { id, ...input }: CuentaInput): CuentaBancaria {
  const { tenantId } = tx.actor
  const antes = id === undefined ? null : findCuenta(tx.db, tenantId, id)
  const taken = tx.db.orm
    .select({ id: cuentaBancaria.id })
    .from(cuentaBancaria)
    .where(
      and(
        eq(cuentaBancaria.tenantId, tenantId),
        sql`lower(${cuentaBancaria.nombre}) = lower(${input.nombre})`,
        ne(cuentaBancaria.id, id ?? ''),
      ),
    )
    .get()
  if (taken) throw refuse('conciliacion.cuenta_taken')
  const cuentaId = id ?? newId()
  if (antes)
    tx.db.orm
      .update(cuentaBancaria)
      .set({ ...input, actualizadoEn: tx.now })
      .where(eq(cuentaBancaria.id, cuentaId))
      .run()
  else
    tx.db.orm
      .insert(cuentaBancaria)
      .values({ id: cuentaId, tenantId, ...input, creadoEn: tx.now, actualizadoEn: tx.now })
      .run()
  tx.audit({ accion: 'conciliacion.cuenta', entidad: 'cuenta_bancaria', entidadId: cuentaId, antes, despues: input })
  return findCuenta(tx.db, tenantId, cuentaId)
}

const zKept = z.object({ mapeo: zMapeoExtracto, titulos: z.array(z.string()) })

/** The mapping that was used last for this account, with the headings it was for; null before the first statement. */
export function keptMapeo(db: Db, cuentaId: string): { mapeo: MapeoExtracto; titulos: string[] } | null {
  const row = db.orm
    .select({ mapeoJson: cuentaBancaria.mapeoJson })
    .from(cuentaBancaria)
    .where(eq(cuentaBancaria.id, cuentaId))
    .get()
  const kept = row ? zKept.safeParse(JSON.parse(row.mapeoJson)) : null
  return kept?.success ? kept.data : null
}

export function keepMapeo(tx: Tx, cuentaId: string, mapeo: MapeoExtracto, titulos: readonly string[]): void {
  tx.db.orm
    .update(cuentaBancaria)
    .set({ mapeoJson: JSON.stringify({ mapeo, titulos }), actualizadoEn: tx.now })
    .where(eq(cuentaBancaria.id, cuentaId))
    .run()
}

/** The same headings, however they are spelt. */
export const sameTitulos = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((titulo, at) => folded(titulo) === folded(b[at] ?? ''))
