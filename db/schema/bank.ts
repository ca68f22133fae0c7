import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  ESTADOS_EXTRACTO_LINEA,
  ESTADOS_PAGO_PASARELA,
  FORMATOS_EXTRACTO,
  ORIGENES_CONCILIACION,
  PROVEEDORES_PASARELA,
  TIPOS_EXTRACTO_LINEA,
} from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf, reference } from './columns.ts'
import { cliente } from './customers.ts'
import { recibo } from './money.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const usuarioId = () => reference(() => usuario.id)

/** master. A bank account, with how its statements are read. */
export const cuentaBancaria = sqliteTable(
  'cuenta_bancaria',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    banco: text().notNull().default(''),
    /** Delimiter, encoding, columns, date and number formats; in the contract's `MapeoExtracto`. */
    mapeoJson: text().notNull().default('{}'),
    activa: integer({ mode: 'boolean' }).notNull().default(true),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    uniqueIndex('cuenta_nombre').on(t.tenantId, sql`lower(${t.nombre})`),
    check('cuenta_mapeo', sql`json_valid(${t.mapeoJson})`),
    check('cuenta_activa', sql`${t.activa} in (0, 1)`),
  ],
)

/** fact. A statement file that was read in. */
export const extracto = sqliteTable(
  'extracto',
  {
    id: id(),
    tenantId: tenantId(),
    cuentaId: reference(() => cuentaBancaria.id),
    archivo: text().notNull(),
    formato: text({ enum: FORMATOS_EXTRACTO }).notNull(),
    /** SHA-256 of the bytes. */
    huella: text().notNull(),
    lineas: integer().notNull(),
    desde: text(),
    hasta: text(),
    usuarioId: usuarioId(),
    creadoEn: instant(),
  },
  (t) => [
    oneOf('extracto_formato', t.formato, FORMATOS_EXTRACTO),
    uniqueIndex('extracto_huella').on(t.tenantId, t.cuentaId, t.huella),
    index('extracto_reciente').on(t.tenantId, t.creadoEn, t.id),
    isFecha('extracto_desde', t.desde),
    isFecha('extracto_hasta', t.hasta),
  ],
)

/** fact, but for `estado`, `conciliado` and `nota`. One line of a statement: money in above zero, money out below. */
export const extractoLinea = sqliteTable(
  'extracto_linea',
  {
    id: id(),
    tenantId: tenantId(),
    extractoId: reference(() => extracto.id),
    cuentaId: reference(() => cuentaBancaria.id),
    /** Row of the file, from 1. */
    fila: integer().notNull(),
    fecha: text().notNull(),
    concepto: text().notNull(),
    /** The bank's operation code, as references are kept; empty when it gives none. */
    operacion: text().notNull().default(''),
    monto: amount(),
    tipo: text({ enum: TIPOS_EXTRACTO_LINEA }).notNull(),
    estado: text({ enum: ESTADOS_EXTRACTO_LINEA }).notNull(),
    /** projection. Σ `conciliacion` in force. */
    conciliado: amount().default(0),
    /** Of a repeated line: the one it repeats. No reference: the table would name itself. */
    repiteId: text(),
    /** What tells this line from others, for the next file that overlaps: date, amount, code, words. */
    huella: text().notNull(),
    nota: text().notNull().default(''),
  },
  (t) => [
    oneOf('linea_extracto_tipo', t.tipo, TIPOS_EXTRACTO_LINEA),
    oneOf('linea_extracto_estado', t.estado, ESTADOS_EXTRACTO_LINEA),
    isFecha('linea_extracto_fecha', t.fecha),
    check('linea_extracto_monto', sql`${t.monto} <> 0`),
    check('linea_extracto_conciliado', sql`${t.conciliado} between 0 and max(${t.monto}, 0)`),
    check('linea_extracto_repite', sql`(${t.tipo} = 'repetida') = (${t.repiteId} is not null)`),
    uniqueIndex('linea_extracto_fila').on(t.extractoId, t.fila),
    index('linea_extracto_abierta').on(t.tenantId, t.fecha, t.id).where(sql`${t.estado} in ('pendiente', 'parcial')`),
    index('linea_extracto_por_estado').on(t.tenantId, t.estado, t.fecha, t.id),
    index('linea_extracto_huella').on(t.tenantId, t.cuentaId, t.huella),
    index('linea_extracto_operacion').on(t.tenantId, t.operacion).where(sql`${t.operacion} <> ''`),
  ],
)

/** fact, but for being undone. So much of a line is that receipt; why, and who or what said so. */
export const conciliacion = sqliteTable(
  'conciliacion',
  {
    id: id(),
    tenantId: tenantId(),
    lineaId: reference(() => extractoLinea.id),
    reciboId: reference(() => recibo.id),
    monto: amount(),
    origen: text({ enum: ORIGENES_CONCILIACION }).notNull(),
    /** Thousandths; null when a person matched by hand. */
    puntaje: integer(),
    /** Reasons as stable codes with their facts. */
    motivosJson: text().notNull().default('[]'),
    /** 1: accepting it made the receipt. */
    creoRecibo: integer({ mode: 'boolean' }).notNull(),
    usuarioId: usuarioId(),
    fecha: instant(),
    deshechaEn: integer(),
    deshechaPor: text().references(() => usuario.id, { onDelete: 'restrict' }),
  },
  (t) => [
    oneOf('conciliacion_origen', t.origen, ORIGENES_CONCILIACION),
    check('conciliacion_monto', sql`${t.monto} > 0`),
    check('conciliacion_puntaje', sql`${t.puntaje} is null or ${t.puntaje} between 0 and 1000`),
    check('conciliacion_motivos', sql`json_valid(${t.motivosJson}) and ${t.creoRecibo} in (0, 1)`),
    check('conciliacion_deshecha', sql`(${t.deshechaEn} is null) = (${t.deshechaPor} is null)`),
    uniqueIndex('conciliacion_par').on(t.lineaId, t.reciboId).where(sql`${t.deshechaEn} is null`),
    index('conciliacion_de_recibo').on(t.reciboId),
    index('conciliacion_de_linea').on(t.lineaId, t.fecha, t.id),
    index('conciliacion_reciente').on(t.tenantId, t.fecha, t.id),
  ],
)

/** fact, but for its outcome. An event as a payment gateway signed it; a second one with the same id changes nothing. */
export const eventoPasarela = sqliteTable(
  'evento_pasarela',
  {
    id: id(),
    tenantId: tenantId(),
    proveedor: text({ enum: PROVEEDORES_PASARELA }).notNull(),
    eventoId: text().notNull(),
    tipo: text().notNull(),
    payloadJson: text().notNull(),
    recibidoEn: instant(),
    procesado: integer({ mode: 'boolean' }).notNull(),
    /** What became of it, as a stable code. */
    resultado: text().notNull().default(''),
    pagoPasarelaId: text(),
  },
  (t) => [
    oneOf('evento_pasarela_proveedor', t.proveedor, PROVEEDORES_PASARELA),
    check('evento_pasarela_payload', sql`json_valid(${t.payloadJson}) and ${t.procesado} in (0, 1)`),
    uniqueIndex('evento_pasarela_uno').on(t.tenantId, t.proveedor, t.eventoId),
    index('evento_pasarela_por_procesar').on(t.tenantId, t.recibidoEn).where(sql`${t.procesado} = 0`),
    index('evento_pasarela_de_pago').on(t.pagoPasarelaId).where(sql`${t.pagoPasarelaId} is not null`),
    index('evento_pasarela_reciente').on(t.tenantId, t.recibidoEn, t.id),
  ],
)

/** projection of the provider's events. One charge at a gateway: where it stands, and the receipt it became. */
export const pagoPasarela = sqliteTable(
  'pago_pasarela',
  {
    id: id(),
    tenantId: tenantId(),
    proveedor: text({ enum: PROVEEDORES_PASARELA }).notNull(),
    /** The provider's id of the charge. */
    externoId: text().notNull(),
    estado: text({ enum: ESTADOS_PAGO_PASARELA }).notNull(),
    monto: amount(),
    /** Given back so far, by refunds and chargebacks. */
    devuelto: amount().default(0),
    /** Null while nobody knows whose it is. */
    clienteId: text().references(() => cliente.id, { onDelete: 'restrict' }),
    reciboId: text().references(() => recibo.id, { onDelete: 'restrict' }),
    /** What its events said, joined, and whether somebody has to look at it: `ChargeData` of the office. */
    datosJson: text().notNull().default('{}'),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    oneOf('pago_pasarela_proveedor', t.proveedor, PROVEEDORES_PASARELA),
    oneOf('pago_pasarela_estado', t.estado, ESTADOS_PAGO_PASARELA),
    check('pago_pasarela_montos', sql`${t.monto} > 0 and ${t.devuelto} between 0 and ${t.monto}`),
    check('pago_pasarela_datos', sql`json_valid(${t.datosJson})`),
    uniqueIndex('pago_pasarela_uno').on(t.tenantId, t.proveedor, t.externoId),
    index('pago_pasarela_recibo').on(t.reciboId).where(sql`${t.reciboId} is not null`),
    index('pago_pasarela_atencion')
      .on(t.tenantId, t.creadoEn, t.id)
      .where(sql`json_extract(${t.datosJson}, '$.atencion') is not null`),
    index('pago_pasarela_reciente').on(t.tenantId, t.creadoEn, t.id),
  ],
)
