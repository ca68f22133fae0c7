import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  AGRUPACIONES,
  ESTADOS_DISPOSITIVO,
  ESTADOS_SERVICIO,
  ESTADOS_SERVICIO_CLIENTE,
  MODALIDADES,
  MOTIVOS_SUSPENSION,
  POLITICAS_SUSPENSION,
  PROVEEDORES_RED,
  TECNOLOGIAS,
} from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf, reference } from './columns.ts'
import { tenant } from './office.ts'

const tenantId = () => reference(() => tenant.id)

/** master. Who pays. `nombre_orden` and `codigo_orden` are the folded keys that lists are paged by. */
export const cliente = sqliteTable(
  'cliente',
  {
    id: id(),
    tenantId: tenantId(),
    codigoCliente: text().notNull(),
    nombreRazonSocial: text().notNull(),
    documento: text().notNull().default(''),
    telefono: text().notNull().default(''),
    email: text().notNull().default(''),
    direccion: text().notNull().default(''),
    estadoServicio: text({ enum: ESTADOS_SERVICIO_CLIENTE }).notNull(),
    notas: text().notNull().default(''),
    nombreOrden: text().notNull(),
    codigoOrden: text().notNull(),
    creadoEn: instant(),
    actualizadoEn: instant(),
    /** 1: no taxes are charged; included ones are taken out of the price. */
    exentoImpuestos: integer().notNull().default(0),
    /** Overrides the tenant's way of putting services on invoices; null follows it. */
    agrupacion: text({ enum: AGRUPACIONES }),
  },
  (t) => [
    oneOf('cliente_estado_servicio', t.estadoServicio, ESTADOS_SERVICIO_CLIENTE),
    uniqueIndex('cliente_codigo').on(t.tenantId, t.codigoCliente),
    index('cliente_por_nombre').on(t.tenantId, t.nombreOrden, t.id),
    index('cliente_por_codigo').on(t.tenantId, t.codigoOrden, t.id),
    index('cliente_por_estado_nombre').on(t.tenantId, t.estadoServicio, t.nombreOrden, t.id),
    index('cliente_por_estado_codigo').on(t.tenantId, t.estadoServicio, t.codigoOrden, t.id),
  ],
)

/**
 * projection. What a client owes and has; the order keys are copies so that filtered lists stay on one index.
 * The flags say whether an amount is above zero. They are columns of their own, written only when they flip: an index
 * whose condition named the amounts would be rewritten by every payment.
 */
export const clienteSaldo = sqliteTable(
  'cliente_saldo',
  {
    clienteId: text()
      .primaryKey()
      .notNull()
      .references(() => cliente.id, { onDelete: 'restrict' }),
    tenantId: tenantId(),
    deuda: amount().default(0),
    vencido: amount().default(0),
    credito: amount().default(0),
    facturasAbiertas: integer().notNull().default(0),
    conDeuda: integer().notNull().default(0),
    conVencido: integer().notNull().default(0),
    conCredito: integer().notNull().default(0),
    nombreOrden: text().notNull(),
    codigoOrden: text().notNull(),
  },
  (t) => [
    check(
      'cliente_saldo_signos',
      sql`${t.deuda} >= 0 and ${t.vencido} >= 0 and ${t.vencido} <= ${t.deuda} and ${t.credito} >= 0`,
    ),
    index('saldo_por_deuda').on(t.tenantId, t.deuda, t.clienteId),
    index('saldo_deuda_nombre').on(t.tenantId, t.nombreOrden, t.clienteId).where(sql`${t.conDeuda} = 1`),
    index('saldo_deuda_codigo').on(t.tenantId, t.codigoOrden, t.clienteId).where(sql`${t.conDeuda} = 1`),
    index('saldo_vencido_nombre').on(t.tenantId, t.nombreOrden, t.clienteId).where(sql`${t.conVencido} = 1`),
    index('saldo_vencido_codigo').on(t.tenantId, t.codigoOrden, t.clienteId).where(sql`${t.conVencido} = 1`),
    index('saldo_al_dia_nombre').on(t.tenantId, t.nombreOrden, t.clienteId).where(sql`${t.conDeuda} = 0`),
    index('saldo_al_dia_codigo').on(t.tenantId, t.codigoOrden, t.clienteId).where(sql`${t.conDeuda} = 0`),
    index('saldo_credito_nombre').on(t.tenantId, t.nombreOrden, t.clienteId).where(sql`${t.conCredito} = 1`),
    index('saldo_credito_codigo').on(t.tenantId, t.codigoOrden, t.clienteId).where(sql`${t.conCredito} = 1`),
  ],
)

/** projection. Text of a client for the full-text index (`cliente_fts`); an integer key that VACUUM cannot move. */
export const clienteBusqueda = sqliteTable('cliente_busqueda', {
  n: integer().primaryKey(),
  clienteId: text()
    .notNull()
    .unique()
    .references(() => cliente.id, { onDelete: 'restrict' }),
  nombre: text().notNull(),
  direccion: text().notNull(),
})

export const CLAVES = ['codigo', 'documento', 'telefono', 'servicio'] as const

/** projection. Codes, documents, phones and service references as they are looked up: normalised, by prefix. */
export const clienteClave = sqliteTable(
  'cliente_clave',
  {
    tenantId: tenantId(),
    clave: text().notNull(),
    tipo: text({ enum: CLAVES }).notNull(),
    clienteId: reference(() => cliente.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.clave, t.tipo, t.clienteId] }),
    index('clave_por_cliente').on(t.clienteId),
    oneOf('cliente_clave_tipo', t.tipo, CLAVES),
  ],
)

/** master. What is sold. Speeds in Mbps; `impuestos` is a JSON list of {nombre, tasaBp, incluido}. */
export const planServicio = sqliteTable(
  'plan_servicio',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    velocidadBajadaMbps: real().notNull(),
    velocidadSubidaMbps: real().notNull(),
    precioMensual: amount(),
    impuestos: text().notNull().default('[]'),
    politicaSuspension: text({ enum: POLITICAS_SUSPENSION }).notNull(),
    creadoEn: instant(),
    actualizadoEn: instant(),
    /** 1: days suspended for debt are charged. Days of a pause never are. */
    cobraSuspension: integer().notNull().default(0),
    /** 0: not offered any more; its services go on. */
    activo: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('plan_nombre').on(t.tenantId, t.nombre),
    oneOf('plan_politica', t.politicaSuspension, POLITICAS_SUSPENSION),
    check('plan_precio', sql`${t.precioMensual} >= 0`),
    check('plan_velocidades', sql`${t.velocidadBajadaMbps} >= 0 and ${t.velocidadSubidaMbps} >= 0`),
    check('plan_impuestos', sql`json_valid(${t.impuestos})`),
  ],
)

/** master. A client's connection. */
export const servicio = sqliteTable(
  'servicio',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: reference(() => cliente.id),
    planId: reference(() => planServicio.id),
    tecnologia: text({ enum: TECNOLOGIAS }).notNull(),
    dispositivoRef: text().notNull().default(''),
    fechaActivacion: text().notNull(),
    fechaCorte: text(),
    estado: text({ enum: ESTADOS_SERVICIO }).notNull(),
    creadoEn: instant(),
    actualizadoEn: instant(),
    /** Overrides of the tenant's billing day (1–28) and of when it is billed; null follows the tenant. */
    diaFacturacion: integer(),
    modalidad: text({ enum: MODALIDADES }),
    /** Price agreed with this client instead of the plan's, minor units a month. */
    precioAcordado: integer(),
    /** First day that this office bills; null: the activation. An imported service was billed elsewhere before. */
    facturarDesde: text(),
    /** Only while `suspendido`. */
    motivoSuspension: text({ enum: MOTIVOS_SUSPENSION }),
  },
  (t) => [
    index('servicio_cliente').on(t.clienteId),
    index('servicio_plan').on(t.tenantId, t.planId, t.clienteId),
    // Covers what a change of prices asks of a plan's services.
    index('servicio_plan_precio').on(t.tenantId, t.planId, t.estado, t.precioAcordado),
    oneOf('servicio_tecnologia', t.tecnologia, TECNOLOGIAS),
    oneOf('servicio_estado', t.estado, ESTADOS_SERVICIO),
    isFecha('servicio_activacion', t.fechaActivacion),
    isFecha('servicio_corte', t.fechaCorte),
  ],
)

/** master. A device on the provider's network. */
export const dispositivoRed = sqliteTable(
  'dispositivo_red',
  {
    id: id(),
    tenantId: tenantId(),
    proveedor: text({ enum: PROVEEDORES_RED }).notNull(),
    externalId: text().notNull(),
    nombre: text().notNull(),
    ipGestion: text().notNull(),
    estado: text({ enum: ESTADOS_DISPOSITIVO }).notNull().default('desconocido'),
    metricasJson: text().notNull().default('{}'),
    ultimoSyncAt: integer(),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    uniqueIndex('dispositivo_externo').on(t.tenantId, t.proveedor, t.externalId),
    index('dispositivo_por_nombre').on(t.tenantId, sql`${t.nombre} collate nocase`, t.id),
    oneOf('dispositivo_proveedor', t.proveedor, PROVEEDORES_RED),
    oneOf('dispositivo_estado', t.estado, ESTADOS_DISPOSITIVO),
    check('dispositivo_metricas', sql`json_valid(${t.metricasJson})`),
  ],
)

/** master. Servicio 1:N DispositivoRed. */
export const servicioDispositivo = sqliteTable(
  'servicio_dispositivo',
  {
    tenantId: tenantId(),
    servicioId: reference(() => servicio.id),
    dispositivoId: reference(() => dispositivoRed.id),
  },
  (t) => [
    primaryKey({ columns: [t.servicioId, t.dispositivoId] }),
    index('servicio_dispositivo_inverso').on(t.dispositivoId),
  ],
)
