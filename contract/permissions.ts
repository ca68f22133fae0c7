import type { Rol } from './enums.ts'

/** What a person may do. Enforced in the office for every procedure; screens only hide what would be refused. */
export const PERMISSIONS = [
  'cliente.read',
  'cliente.write',
  'cliente.import',
  'plan.read',
  'plan.write',
  'servicio.write',
  'factura.read',
  'factura.issue',
  'facturacion.config',
  'corrida.run',
  'cargo.write',
  'nota_credito.issue',
  'devolucion.record',
  'promesa.grant',
  'correo.read',
  'correo.send',
  'reporte.read',
  'pago.read',
  'pago.record',
  'recibo.print',
  'factura.print',
  'caja.operate',
  'caja.supervise',
  'caja.config',
  'pago.void',
  'conciliacion.read',
  'conciliacion.record',
  'pasarela.config',
  'red.read',
  'red.write',
  'red.config',
  'corte.run',
  'tenant.write',
  'puesto.write',
  'usuario.read',
  'usuario.write',
  'auditoria.read',
  'office.check',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/**
 * A procedure's gate: a permission; `session` for anyone who has entered; `public` for what the door itself needs;
 * `setup` for what is open only until the office has a tenant.
 */
export type Gate = Permission | 'session' | 'public' | 'setup'

const reading: readonly Permission[] = ['cliente.read', 'plan.read', 'factura.read', 'pago.read', 'red.read']

export const ROLE_PERMISSIONS: Readonly<Record<Rol, readonly Permission[]>> = {
  admin: PERMISSIONS,
  cobranza: [
    ...reading,
    'cliente.write',
    'pago.record',
    'caja.operate',
    'pago.void',
    'conciliacion.read',
    'conciliacion.record',
    'recibo.print',
    'factura.print',
    'puesto.write',
    'cargo.write',
    'promesa.grant',
    'correo.read',
    'correo.send',
    'reporte.read',
  ],
  soporte: [...reading, 'cliente.write', 'factura.print', 'promesa.grant', 'correo.read', 'correo.send'],
  operador: [...reading, 'cliente.write', 'servicio.write', 'red.write', 'corte.run'],
}

export const roleCan = (rol: Rol, permission: Permission): boolean => ROLE_PERMISSIONS[rol].includes(permission)
