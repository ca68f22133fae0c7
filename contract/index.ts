import { access, usuarios } from './procedures/access.ts'
import { facturas } from './procedures/billing.ts'
import { cobros, documentos, recibos } from './procedures/cash.ts'
import { clientes, planes, servicios } from './procedures/customers.ts'
import { facturacion } from './procedures/facturacion.ts'
import { imports } from './procedures/imports.ts'
import { puestos, setup, tenant } from './procedures/setup.ts'
import { system } from './procedures/system.ts'

/** Everything that may be asked of the office. */
export const contract = {
  access,
  usuarios,
  setup,
  tenant,
  puestos,
  clientes,
  planes,
  servicios,
  facturas,
  facturacion,
  cobros,
  recibos,
  documentos,
  imports,
  system,
}
export type Contract = typeof contract

export type * from './procedures/access.ts'
export type * from './procedures/billing.ts'
export type * from './procedures/cash.ts'
export type * from './procedures/customers.ts'
export type * from './procedures/setup.ts'
export type * from './procedures/system.ts'
export type * from './procedures/base.ts'
export * from './procedures/facturacion.ts'
export * from './procedures/imports.ts'
export { CLIENTE_SORTS, zClienteInput } from './procedures/customers.ts'
export { DEMO_SIZES, zTenantInput } from './procedures/setup.ts'
