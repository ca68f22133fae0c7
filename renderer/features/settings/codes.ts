/** Codes of the office that these screens have words for; a newer office may say others, which are shown as they are. */

export const CHECKS = [
  'factura.saldo',
  'factura.estado',
  'factura.total',
  'cliente.saldo',
  'recibo.total',
  'recibo.numero',
  'pago.aplicado',
  'credito.abierto',
  'conteo',
  'cliente.busqueda',
  'auditoria',
] as const
export const isCheck = (code: string): code is (typeof CHECKS)[number] => CHECKS.some((check) => check === code)

export const ACCIONES = [
  'access.changeOwnSecret',
  'access.secret_right',
  'access.secret_wrong',
  'cliente.create',
  'cliente.update',
  'factura.issue',
  'factura.print',
  'imports.apply',
  'pago.record',
  'plan.create',
  'plan.update',
  'puestos.update',
  'recibo.print',
  'servicio.create',
  'servicio.update',
  'setup.create',
  'setup.fillDemo',
  'tenant.update',
  'usuarios.create',
  'usuarios.update',
] as const
export const isAccion = (code: string): code is (typeof ACCIONES)[number] => ACCIONES.some((accion) => accion === code)
