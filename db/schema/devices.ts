import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  FRECUENCIAS_RESPALDO,
  MODOS_DISPOSITIVO,
  RESOLUCIONES_METRICA,
  TIPOS_ALERTA,
  TIPOS_RESPALDO,
} from '../../contract/enums.ts'
import { id, instant, oneOf, reference } from './columns.ts'
import { dispositivoRed } from './customers.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const dispositivoId = () => reference(() => dispositivoRed.id)

/** master. A tower, a node, the office: where devices stand. */
export const sitio = sqliteTable(
  'sitio',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    direccion: text().notNull().default(''),
    notas: text().notNull().default(''),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [uniqueIndex('sitio_nombre').on(t.tenantId, t.nombre)],
)

/** master. A UISP server and its tokens (sealed); the devices it knows are `dispositivo_red` rows of provider `uisp`. */
export const controladorUisp = sqliteTable(
  'controlador_uisp',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    /** Origin, without a path: `https://uisp.example`. */
    url: text().notNull(),
    tokenNms: text(),
    claveCrm: text(),
    /** SHA-256 of its certificate, once a person trusted it; null: a certificate that the system trusts. */
    huellaTls: text(),
    activo: integer({ mode: 'boolean' }).notNull().default(true),
    ultimoSyncAt: integer(),
    /** Stable code of what went wrong last; null while it answers. */
    error: text(),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    uniqueIndex('controlador_url').on(t.tenantId, t.url),
    check('controlador_activo', sql`${t.activo} in (0, 1)`),
  ],
)

/** master. How a device is reached and what may be done to it; beside `dispositivo_red`, one row each. */
export const dispositivoAcceso = sqliteTable(
  'dispositivo_acceso',
  {
    dispositivoId: text()
      .primaryKey()
      .notNull()
      .references(() => dispositivoRed.id, { onDelete: 'restrict' }),
    tenantId: tenantId(),
    sitioId: text().references(() => sitio.id, { onDelete: 'restrict' }),
    controladorId: text().references(() => controladorUisp.id, { onDelete: 'restrict' }),
    puerto: integer().notNull().default(8728),
    tls: integer({ mode: 'boolean' }).notNull().default(false),
    usuario: text().notNull().default(''),
    /** Sealed; null: none was given. */
    secreto: text(),
    /** SHA-256 of the certificate that was trusted at first use. */
    huellaTls: text(),
    /** `observar`: nothing is ever written to it. */
    modo: text({ enum: MODOS_DISPOSITIVO }).notNull().default('observar'),
    /** JSON list of text. */
    etiquetasJson: text().notNull().default('[]'),
    /** Seconds between two looks. */
    sondeoSegundos: integer().notNull().default(60),
    respaldo: text({ enum: FRECUENCIAS_RESPALDO }).notNull().default('nunca'),
    /** 0: put away; its history stays. */
    activo: integer({ mode: 'boolean' }).notNull().default(true),
    modelo: text().notNull().default(''),
    version: text().notNull().default(''),
    notas: text().notNull().default(''),
    /** Under maintenance until then, ms: it makes no alerts. */
    silenciadoHasta: integer(),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('acceso_modo', t.modo, MODOS_DISPOSITIVO),
    oneOf('acceso_respaldo', t.respaldo, FRECUENCIAS_RESPALDO),
    check('acceso_puerto', sql`${t.puerto} between 1 and 65535`),
    check('acceso_sondeo', sql`${t.sondeoSegundos} between 10 and 86400`),
    check('acceso_flags', sql`${t.tls} in (0, 1) and ${t.activo} in (0, 1)`),
    check('acceso_etiquetas', sql`json_valid(${t.etiquetasJson})`),
    index('acceso_sitio').on(t.sitioId),
    index('acceso_controlador').on(t.controladorId),
    index('acceso_activo').on(t.tenantId, t.dispositivoId).where(sql`${t.activo} = 1`),
  ],
)

/**
 * history, thinned out with age: what a device measured in a stretch of time. `valores_json`: name → [min, max, sum, n], of a single look the value alone
 * (`cpu` percent, `memoria` percent, `sesiones`, `bajada` and `subida` bits/s, `temperatura` °C, `uptime` s…).
 */
export const metrica = sqliteTable(
  'metrica',
  {
    tenantId: tenantId(),
    dispositivoId: dispositivoId(),
    resolucion: text({ enum: RESOLUCIONES_METRICA }).notNull(),
    /** Begin of the stretch, ms since the epoch. */
    desde: instant(),
    valoresJson: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.dispositivoId, t.resolucion, t.desde] }),
    oneOf('metrica_resolucion', t.resolucion, RESOLUCIONES_METRICA),
    check('metrica_valores', sql`json_valid(${t.valoresJson})`),
  ],
)

/** fact, but for `hasta` and who saw it. Something about a device that a person should know. */
export const alerta = sqliteTable(
  'alerta',
  {
    id: id(),
    tenantId: tenantId(),
    dispositivoId: dispositivoId(),
    tipo: text({ enum: TIPOS_ALERTA }).notNull(),
    desde: instant(),
    /** Null while it lasts. */
    hasta: integer(),
    /** What was measured and what is usual. */
    detalleJson: text().notNull().default('{}'),
    vistaEn: integer(),
    vistaPor: text().references(() => usuario.id, { onDelete: 'restrict' }),
  },
  (t) => [
    oneOf('alerta_tipo', t.tipo, TIPOS_ALERTA),
    check('alerta_detalle', sql`json_valid(${t.detalleJson})`),
    uniqueIndex('alerta_abierta').on(t.dispositivoId, t.tipo).where(sql`${t.hasta} is null`),
    index('alerta_reciente').on(t.tenantId, t.desde, t.id),
    index('alerta_de_dispositivo').on(t.dispositivoId, t.desde),
  ],
)

/** fact. The configuration of a device on a day, kept only when it differs from the one before. */
export const respaldo = sqliteTable(
  'respaldo',
  {
    id: id(),
    tenantId: tenantId(),
    dispositivoId: dispositivoId(),
    tipo: text({ enum: TIPOS_RESPALDO }).notNull(),
    fecha: instant(),
    /** SHA-256 of the content. */
    huella: text().notNull(),
    /** Bytes of the content. */
    tamano: integer().notNull(),
    /** Sealed: a configuration holds passwords. */
    contenido: text().notNull(),
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
  },
  (t) => [oneOf('respaldo_tipo', t.tipo, TIPOS_RESPALDO), index('respaldo_de').on(t.dispositivoId, t.tipo, t.fecha)],
)
