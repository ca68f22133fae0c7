import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  ESTADOS_TRABAJO_RED,
  METODOS_CORTE,
  ORIGENES_OBJETO_RED,
  TIPOS_OBJETO_RED,
  TIPOS_TRABAJO_RED,
} from '../../contract/enums.ts'
import { id, instant, oneOf, reference } from './columns.ts'
import { dispositivoRed, planServicio, servicio } from './customers.ts'
import { corridaCorte } from './cuts.ts'
import { recibo } from './money.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const dispositivoId = () => reference(() => dispositivoRed.id)
const servicioId = () => reference(() => servicio.id)

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

/** master. An object on a device that is no client's, by the word of a person; the row goes when it is taken back. */
export const objetoAjeno = sqliteTable(
  'objeto_ajeno',
  {
    dispositivoId: dispositivoId(),
    tipo: text({ enum: TIPOS_OBJETO_RED }).notNull(),
    /** As of `objeto_red`. */
    clave: text().notNull(),
    tenantId: tenantId(),
    usuarioId: reference(() => usuario.id),
    creadoEn: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.dispositivoId, t.tipo, t.clave] }),
    oneOf('objeto_ajeno_tipo', t.tipo, TIPOS_OBJETO_RED),
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
    /** Of a job that a run of cuts asked for: when the first command was about to go out. Null: the device never heard of it. */
    enviadoEn: integer(),
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
    index('trabajo_red_de_corrida').on(t.corridaId, t.servicioId).where(sql`${t.corridaId} is not null`),
  ],
)
