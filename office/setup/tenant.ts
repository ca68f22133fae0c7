import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { TenantConfig, zTenantInput } from '../../contract/index.ts'
import { factura, notaCredito, pago, planServicio, tenant } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'

export type TenantFields = z.output<typeof zTenantInput>

/** The model's own columns; all else goes into `configuracion_json`. */
export function tenantColumns(fields: TenantFields) {
  const { nombre, dominio, logoUrl, colorPrimario, ...configuracion } = fields
  return { nombre, dominio, logoUrl, colorPrimario, configuracionJson: JSON.stringify(configuracion) }
}

/** For the audit log, which keeps a picture by its print: it would double with every change otherwise. */
export const auditedTenant = <T extends { logoUrl: string | null }>(fields: T): T => ({
  ...fields,
  logoUrl: fields.logoUrl && `sha256:${createHash('sha256').update(fields.logoUrl).digest('hex')}`,
})

/** Amounts are kept without their currency: once there is one, another currency would change what it says. */
function hasAmounts({ db, actor }: Tx): boolean {
  return [factura, pago, notaCredito, planServicio].some(
    (table) =>
      db.orm.select({ id: table.id }).from(table).where(eq(table.tenantId, actor.tenantId)).limit(1).get() !==
      undefined,
  )
}

function changeTenant(tx: Tx, fields: TenantFields, expected: number): TenantConfig {
  const { db, actor } = tx
  const antes = readTenant(db)
  if (antes.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'tenant' })
  if (antes.moneda !== fields.moneda && hasAmounts(tx))
    throw refuse('input.invalid', { issues: [{ path: 'moneda', code: 'fixed' }] })
  db.orm
    .update(tenant)
    .set({ ...tenantColumns(fields), actualizadoEn: Math.max(tx.now, expected + 1) })
    .where(eq(tenant.id, actor.tenantId))
    .run()
  const despues = readTenant(db)
  tx.audit({
    accion: 'tenant.update',
    entidad: 'tenant',
    entidadId: actor.tenantId,
    antes: auditedTenant(antes),
    despues: auditedTenant(despues),
  })
  return despues
}

/** Throws conflict.changed, and input.invalid for another currency once there are plans, invoices, payments or credit. */
export function updateTenant(
  { office, actor }: HandlerContext,
  input: TenantFields & { requestId: string; expected: number },
): Promise<TenantConfig> {
  const { requestId, expected, ...fields } = input
  return office.writer.run({ actor, requestId, procedure: 'tenant.update', input }, (tx) =>
    changeTenant(tx, fields, expected),
  )
}
