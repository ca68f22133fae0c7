import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { DOCUMENTOS, ESTADOS_TENANT, ESTADOS_USUARIO, ROLES, SALIDAS } from '../../contract/enums.ts'
import { id, instant, oneOf, reference } from './columns.ts'

/** master. The provider itself; one per office file. `configuracion_json` is validated by `contract/procedures/setup`. */
export const tenant = sqliteTable(
  'tenant',
  {
    id: id(),
    nombre: text().notNull(),
    dominio: text().notNull().default(''),
    logoUrl: text(),
    colorPrimario: text().notNull(),
    estado: text({ enum: ESTADOS_TENANT }).notNull().default('activo'),
    configuracionJson: text().notNull(),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('tenant_estado', t.estado, ESTADOS_TENANT),
    check('tenant_configuracion', sql`json_valid(${t.configuracionJson})`),
  ],
)

const tenantId = () => reference(() => tenant.id)

/** master. A person who works here. */
export const usuario = sqliteTable(
  'usuario',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    email: text().notNull(),
    rol: text({ enum: ROLES }).notNull(),
    estado: text({ enum: ESTADOS_USUARIO }).notNull().default('activo'),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('usuario_rol', t.rol, ROLES),
    oneOf('usuario_estado', t.estado, ESTADOS_USUARIO),
    uniqueIndex('usuario_email').on(t.tenantId, sql`lower(${t.email})`),
  ],
)

/** master. Argon2id hash of a password or PIN, with its wrong tries. */
export const credencial = sqliteTable(
  'credencial',
  {
    usuarioId: reference(() => usuario.id),
    tipo: text({ enum: ['password', 'pin'] }).notNull(),
    tenantId: tenantId(),
    hash: text().notNull(),
    intentosFallidos: integer().notNull().default(0),
    pausaHasta: integer().notNull().default(0),
    actualizadoEn: instant(),
  },
  (t) => [primaryKey({ columns: [t.usuarioId, t.tipo] }), oneOf('credencial_tipo', t.tipo, ['password', 'pin'])],
)

/** master. A seat: one installation, the owner of its number series. */
export const puesto = sqliteTable(
  'puesto',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    prefijo: text().notNull(),
    configuracionJson: text().notNull(),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    uniqueIndex('puesto_prefijo').on(t.tenantId, t.prefijo),
    check('puesto_configuracion', sql`json_valid(${t.configuracionJson})`),
  ],
)

export const SERIES = [
  'recibo',
  'factura',
  'nota_credito',
  'devolucion',
  'cliente',
  'movimiento_caja',
  'reporte_x',
  'reporte_z',
  'reverso',
  'ruta_cobro',
] as const
export type Serie = (typeof SERIES)[number]

/** master. Next number of a seat's series; a trigger lets it grow by one at a time only. */
export const serie = sqliteTable(
  'serie',
  {
    tenantId: tenantId(),
    puestoId: reference(() => puesto.id),
    tipo: text({ enum: SERIES }).notNull(),
    siguiente: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.puestoId, t.tipo] }), oneOf('serie_tipo', t.tipo, SERIES)],
)

/** master. What the office remembers about itself, by key: `demo`, `vencimientos_al`. */
export const ajuste = sqliteTable(
  'ajuste',
  { tenantId: tenantId(), clave: text().notNull(), valorJson: text().notNull(), actualizadoEn: instant() },
  (t) => [primaryKey({ columns: [t.tenantId, t.clave] }), check('ajuste_valor', sql`json_valid(${t.valorJson})`)],
)

/** projection. How many rows of an entity have a key (a state, a plan): kept by triggers, so that no list counts. */
export const conteo = sqliteTable(
  'conteo',
  { tenantId: tenantId(), entidad: text().notNull(), clave: text().notNull(), n: integer().notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.entidad, t.clave] })],
)

/** fact. The first answer to each write, by the requestId it came with. */
export const solicitud = sqliteTable(
  'solicitud',
  {
    tenantId: tenantId(),
    requestId: text().notNull(),
    procedimiento: text().notNull(),
    /** SHA-256 of the input: the same id with another input is refused. */
    huella: text().notNull(),
    respuestaJson: text().notNull(),
    fecha: instant(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.requestId] })],
)

/** fact. Who did what, when, where, before and after; each row's hash covers the one before it. */
export const auditoria = sqliteTable('auditoria', {
  seq: integer().primaryKey(),
  tenantId: tenantId(),
  fecha: instant(),
  usuarioId: text(),
  puestoId: text(),
  accion: text().notNull(),
  entidad: text().notNull(),
  entidadId: text().notNull(),
  antesJson: text(),
  despuesJson: text(),
  hashPrevio: text().notNull(),
  hash: text().notNull(),
})

/** fact. A document that went to paper or to a file; every one after the first is a copy. */
export const impresion = sqliteTable(
  'impresion',
  {
    id: id(),
    tenantId: tenantId(),
    documentoTipo: text({ enum: DOCUMENTOS }).notNull(),
    documentoId: text().notNull(),
    salida: text({ enum: SALIDAS }).notNull(),
    copia: integer({ mode: 'boolean' }).notNull(),
    usuarioId: text().notNull(),
    puestoId: text().notNull(),
    fecha: instant(),
  },
  (t) => [
    index('impresion_documento').on(t.tenantId, t.documentoId),
    oneOf('impresion_tipo', t.documentoTipo, DOCUMENTOS),
    oneOf('impresion_salida', t.salida, SALIDAS),
    uniqueIndex('impresion_original').on(t.tenantId, t.documentoId).where(sql`${t.copia} = 0`),
  ],
)
