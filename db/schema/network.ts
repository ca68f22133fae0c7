import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  ESTADOS_CORRIDA_CORTE,
  ESTADOS_CORTE_FILA,
  ESTADOS_TRABAJO_RED,
  FRECUENCIAS_RESPALDO,
  METODOS_CORTE,
  MODOS_DISPOSITIVO,
  ORIGENES_CORRIDA_CORTE,
  ORIGENES_OBJETO_RED,
  RESOLUCIONES_METRICA,
  TIPOS_ALERTA,
  TIPOS_OBJETO_RED,
  TIPOS_RESPALDO,
  TIPOS_TRABAJO_RED,
} from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf } from './columns.ts'
import { cliente, dispositivoRed, planServicio, servicio } from './customers.ts'
import { recibo } from './money.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () =>
  text()
    .notNull()
    .references(() => tenant.id, { onDelete: 'restrict' })
const dispositivoId = () =>
  text()
    .notNull()
    .references(() => dispositivoRed.id, { onDelete: 'restrict' })
const servicioId = () =>
  text()
    .notNull()
    .references(() => servicio.id, { onDelete: 'restrict' })

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
    index('metrica_por_edad').on(t.tenantId, t.resolucion, t.desde),
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

/** master. What a plan is on devices; beside `plan_servicio`, one row each. Speeds in Mbps. */
export const planRed = sqliteTable(
  'plan_red',
  {
    planId: text()
      .primaryKey()
      .notNull()
      .references(() => planServicio.id, { onDelete: 'restrict' }),
    tenantId: tenantId(),
    /** PPP profile; empty: ours, made from the plan. */
    perfil: text().notNull().default(''),
    /** Pool that addresses come from; empty: the device gives them by itself. */
    pool: text().notNull().default(''),
    metodoCorte: text({ enum: METODOS_CORTE }).notNull().default('perfil'),
    perfilCorte: text().notNull().default('morosos'),
    listaCorte: text().notNull().default('morosos'),
    /** What a client who owes is left with where the plan says `reducir`. */
    reducidaBajadaMbps: real().notNull().default(1),
    reducidaSubidaMbps: real().notNull().default(1),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('plan_red_metodo', t.metodoCorte, METODOS_CORTE),
    check('plan_red_reducida', sql`${t.reducidaBajadaMbps} > 0 and ${t.reducidaSubidaMbps} > 0`),
  ],
)

/** master. What a service is on the network; beside `servicio`, one row each. */
export const servicioRed = sqliteTable(
  'servicio_red',
  {
    servicioId: text()
      .primaryKey()
      .notNull()
      .references(() => servicio.id, { onDelete: 'restrict' }),
    tenantId: tenantId(),
    /** PPPoE name. */
    usuario: text().notNull().default(''),
    /** Sealed PPPoE password; null: the device's own is left as it is. */
    clave: text(),
    /** Fixed address; empty: none. */
    ip: text().notNull().default(''),
    mac: text().notNull().default(''),
    /** Overrides the plan's. */
    metodoCorte: text({ enum: METODOS_CORTE }),
    /** Id of its service in UISP CRM. */
    uispServicioId: text().notNull().default(''),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('servicio_red_metodo', t.metodoCorte, METODOS_CORTE),
    uniqueIndex('servicio_red_usuario').on(t.tenantId, t.usuario).where(sql`${t.usuario} <> ''`),
    uniqueIndex('servicio_red_ip').on(t.tenantId, t.ip).where(sql`${t.ip} <> ''`),
  ],
)

/**
 * master. An object on a device that is a service's: one that the office made and tagged, or that a person linked. Nothing
 * else on a device is ever written. `clave`: what it is known by there (name, MAC, address), never its `.id`.
 */
export const objetoRed = sqliteTable(
  'objeto_red',
  {
    id: id(),
    tenantId: tenantId(),
    servicioId: servicioId(),
    dispositivoId: dispositivoId(),
    tipo: text({ enum: TIPOS_OBJETO_RED }).notNull(),
    clave: text().notNull(),
    origen: text({ enum: ORIGENES_OBJETO_RED }).notNull(),
    /** What a cut changed, as it was before, written down before the device is; null while nothing is changed. */
    previoJson: text(),
    creadoEn: instant(),
    actualizadoEn: instant(),
    /** Unlinked, or its service ended; the row stays for its history. */
    retiradoEn: integer(),
  },
  (t) => [
    oneOf('objeto_tipo', t.tipo, TIPOS_OBJETO_RED),
    oneOf('objeto_origen', t.origen, ORIGENES_OBJETO_RED),
    check('objeto_previo', sql`${t.previoJson} is null or json_valid(${t.previoJson})`),
    uniqueIndex('objeto_en_dispositivo').on(t.dispositivoId, t.tipo, t.clave).where(sql`${t.retiradoEn} is null`),
    index('objeto_de_servicio').on(t.servicioId),
  ],
)

/**
 * fact, but for its progress. «Let this device say what the books say of this service»: what that is gets decided when it
 * runs, so that a late job never does what was true once. One open job per service and device; another reason raises
 * `revision`, and a job that finds a higher one than it began with looks again.
 */
export const trabajoRed = sqliteTable(
  'trabajo_red',
  {
    id: id(),
    tenantId: tenantId(),
    servicioId: servicioId(),
    dispositivoId: dispositivoId(),
    /** Why it was asked for last. */
    tipo: text({ enum: TIPOS_TRABAJO_RED }).notNull(),
    estado: text({ enum: ESTADOS_TRABAJO_RED }).notNull(),
    revision: integer().notNull().default(1),
    intentos: integer().notNull().default(0),
    /** Not before this instant. */
    proximoEn: instant(),
    /** Stable code of what went wrong last, and the device's own words. */
    error: text(),
    detalle: text().notNull().default(''),
    /** JSON list of what was written: {comando, objeto, antes, despues}. */
    cambiosJson: text().notNull().default('[]'),
    /** The payment that asked for it. */
    reciboId: text().references(() => recibo.id, { onDelete: 'restrict' }),
    corridaId: text().references(() => corridaCorte.id, { onDelete: 'restrict' }),
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
    aplicadoEn: integer(),
    verificadoEn: integer(),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('trabajo_red_tipo', t.tipo, TIPOS_TRABAJO_RED),
    oneOf('trabajo_red_estado', t.estado, ESTADOS_TRABAJO_RED),
    check('trabajo_red_verificado', sql`(${t.estado} = 'verificado') = (${t.verificadoEn} is not null)`),
    check('trabajo_red_cambios', sql`json_valid(${t.cambiosJson})`),
    uniqueIndex('trabajo_red_abierto')
      .on(t.servicioId, t.dispositivoId)
      .where(sql`${t.estado} in ('pendiente', 'aplicado')`),
    index('trabajo_red_por_hacer')
      .on(t.tenantId, t.dispositivoId, t.proximoEn, t.id)
      .where(sql`${t.estado} in ('pendiente', 'aplicado')`),
    index('trabajo_red_por_estado').on(t.tenantId, t.estado, t.creadoEn, t.id),
    index('trabajo_red_reciente').on(t.tenantId, t.creadoEn, t.id),
    index('trabajo_red_de_servicio').on(t.servicioId, t.creadoEn),
    index('trabajo_red_de_dispositivo').on(t.dispositivoId, t.creadoEn, t.id),
    index('trabajo_red_de_recibo').on(t.reciboId).where(sql`${t.reciboId} is not null`),
    index('trabajo_red_de_corrida').on(t.corridaId).where(sql`${t.corridaId} is not null`),
  ],
)

/** fact, but for its progress. A day's cuts: decided one service at a time, each looked at again at its turn. */
export const corridaCorte = sqliteTable(
  'corrida_corte',
  {
    id: id(),
    tenantId: tenantId(),
    /** The day whose cuts these are. */
    fecha: text().notNull(),
    origen: text({ enum: ORIGENES_CORRIDA_CORTE }).notNull(),
    estado: text({ enum: ESTADOS_CORRIDA_CORTE }).notNull(),
    total: integer().notNull(),
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
    terminadaEn: integer(),
  },
  (t) => [
    oneOf('corrida_corte_origen', t.origen, ORIGENES_CORRIDA_CORTE),
    oneOf('corrida_corte_estado', t.estado, ESTADOS_CORRIDA_CORTE),
    isFecha('corrida_corte_fecha', t.fecha),
    index('corrida_corte_reciente').on(t.tenantId, t.creadoEn, t.id),
    // One at a time.
    uniqueIndex('corrida_corte_abierta')
      .on(t.tenantId)
      .where(sql`${t.estado} in ('por_confirmar', 'en_curso', 'pausada')`),
  ],
)

/** fact, but for its outcome. A service of a day's cuts, with what it owed when the list was made. */
export const corridaCorteFila = sqliteTable(
  'corrida_corte_fila',
  {
    corridaId: text()
      .notNull()
      .references(() => corridaCorte.id, { onDelete: 'restrict' }),
    servicioId: servicioId(),
    tenantId: tenantId(),
    clienteId: text()
      .notNull()
      .references(() => cliente.id, { onDelete: 'restrict' }),
    /** Its place in the run. */
    orden: integer().notNull(),
    /** Overdue balance, minor units. */
    vencido: amount(),
    /** Due date of the oldest overdue invoice. */
    venceDesde: text().notNull(),
    estado: text({ enum: ESTADOS_CORTE_FILA }).notNull().default('pendiente'),
    /** Why it was left out at its turn (`pagado`, `promesa`, `dia_excluido`…). */
    motivo: text(),
    resueltaEn: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.corridaId, t.servicioId] }),
    oneOf('corte_fila_estado', t.estado, ESTADOS_CORTE_FILA),
    isFecha('corte_fila_vence', t.venceDesde),
    uniqueIndex('corte_fila_orden').on(t.corridaId, t.orden),
    index('corte_fila_pendiente').on(t.corridaId, t.orden).where(sql`${t.estado} = 'pendiente'`),
    index('corte_fila_servicio').on(t.servicioId),
    index('corte_fila_cliente').on(t.clienteId),
  ],
)
