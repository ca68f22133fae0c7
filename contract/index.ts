import { access, usuarios } from './procedures/access.ts'
import { facturas } from './procedures/billing.ts'
import { alertas } from './procedures/alertas.ts'
import { caja } from './procedures/caja.ts'
import { cobros, recibos } from './procedures/cash.ts'
import { conciliacion } from './procedures/conciliacion.ts'
import { correos, recordatorios } from './procedures/correos.ts'
import { cargos } from './procedures/cargos.ts'
import { cortes } from './procedures/cortes.ts'
import { controladores } from './procedures/controladores.ts'
import { corridas } from './procedures/corridas.ts'
import { clientes } from './procedures/customers.ts'
import { diagnostico } from './procedures/diagnostico.ts'
import { devoluciones } from './procedures/devoluciones.ts'
import { dispositivos } from './procedures/dispositivos.ts'
import { documentos } from './procedures/documentos.ts'
import { facturacion } from './procedures/facturacion.ts'
import { impresoras } from './procedures/impresoras.ts'
import { imports } from './procedures/imports.ts'
import { notas } from './procedures/notas.ts'
import { pasarelas } from './procedures/pasarelas.ts'
import { planes } from './procedures/planes.ts'
import { promesas } from './procedures/promesas.ts'
import { red } from './procedures/red.ts'
import { reportes } from './procedures/reportes.ts'
import { reversos } from './procedures/reversos.ts'
import { rutas } from './procedures/rutas.ts'
import { sitios } from './procedures/sitios.ts'
import { servicios } from './procedures/servicios.ts'
import { puestos, setup, tenant } from './procedures/setup.ts'
import { system } from './procedures/system.ts'
import { vinculos } from './procedures/vinculos.ts'

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
  cargos,
  facturas,
  facturacion,
  corridas,
  cortes,
  cobros,
  recibos,
  caja,
  rutas,
  conciliacion,
  reversos,
  pasarelas,
  notas,
  devoluciones,
  promesas,
  reportes,
  documentos,
  correos,
  recordatorios,
  red,
  impresoras,
  imports,
  vinculos,
  diagnostico,
  dispositivos,
  sitios,
  controladores,
  alertas,
  system,
}
export type Contract = typeof contract

export type * from './procedures/access.ts'
export type * from './procedures/billing.ts'
export type * from './procedures/cash.ts'
export type * from './procedures/cargos.ts'
export type * from './procedures/customers.ts'
export type * from './procedures/planes.ts'
export type * from './procedures/servicios.ts'
export type * from './procedures/setup.ts'
export type * from './procedures/system.ts'
export type * from './procedures/base.ts'
export * from './procedures/caja.ts'
export * from './procedures/conciliacion.ts'
export * from './procedures/corridas.ts'
export * from './procedures/correos.ts'
export * from './procedures/cortes.ts'
export * from './procedures/devoluciones.ts'
export * from './procedures/alertas.ts'
export * from './procedures/controladores.ts'
export * from './procedures/dispositivo-base.ts'
export * from './procedures/dispositivo-vivo.ts'
export * from './procedures/dispositivos.ts'
export * from './procedures/documentos.ts'
export * from './procedures/facturacion.ts'
export * from './procedures/impresoras.ts'
export * from './procedures/notas.ts'
export * from './procedures/pasarelas.ts'
export * from './procedures/promesas.ts'
export * from './procedures/red.ts'
export * from './procedures/red-config.ts'
export * from './procedures/red-diferencias.ts'
export * from './procedures/red-planes.ts'
export * from './procedures/red-servicio.ts'
export * from './procedures/red-trabajos.ts'
export * from './procedures/reportes.ts'
export * from './procedures/respaldos.ts'
export * from './procedures/rutas.ts'
export * from './procedures/sitios.ts'
export * from './procedures/reversos.ts'
export * from './procedures/diagnostico.ts'
export * from './procedures/imports.ts'
export * from './procedures/vinculos.ts'
export { CLIENTE_SORTS, zClienteInput } from './procedures/customers.ts'
export { DEMO_SIZES, zTenantInput } from './procedures/setup.ts'
