import { sql } from 'drizzle-orm'
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  ESTADOS_APROBACION,
  ESTADOS_RUTA,
  ESTADOS_SESION_CAJA,
  ESTADOS_VISITA,
  LUGARES_EFECTIVO,
  TIPOS_ARQUEO,
  TIPOS_MOVIMIENTO_CAJA,
  TIPOS_REPORTE_CAJA,
  TIPOS_REVERSO,
  TIPOS_SESION_CAJA,
} from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf, reference } from './columns.ts'
import { cliente } from './customers.ts'
import { aplicacion, pago, recibo } from './money.ts'
import { puesto, tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const clienteId = () => reference(() => cliente.id)
const usuarioId = () => reference(() => usuario.id)
const puestoId = () => reference(() => puesto.id)
const sesionId = () => reference(() => sesionCaja.id)
const aprobadoPor = () => text().references(() => usuario.id, { onDelete: 'restrict' })

/**
 * fact, but for its end. The cash one person answers for: a seat's drawer, or a collector's bag.
 * expected = `fondo_inicial` + cash receipts that name it + Σ `movimiento_caja`; nothing of it is kept, all follows.
 */
export const sesionCaja = sqliteTable(
  'sesion_caja',
  {
    id: id(),
    tenantId: tenantId(),
    puestoId: puestoId(),
    /** Who answers for the money. */
    usuarioId: usuarioId(),
    tipo: text({ enum: TIPOS_SESION_CAJA }).notNull(),
    estado: text({ enum: ESTADOS_SESION_CAJA }).notNull(),
    /** Civil date of its opening. */
    fecha: text().notNull(),
    fondoInicial: amount(),
    /** The session that handed its drawer over to this one. No reference: the table would name itself. */
    previaId: text(),
    abiertaEn: instant(),
    cerradaEn: integer(),
  },
  (t) => [
    oneOf('sesion_tipo', t.tipo, TIPOS_SESION_CAJA),
    oneOf('sesion_estado', t.estado, ESTADOS_SESION_CAJA),
    isFecha('sesion_fecha', t.fecha),
    check('sesion_fondo', sql`${t.fondoInicial} >= 0`),
    check('sesion_cierre', sql`(${t.estado} = 'abierta') = (${t.cerradaEn} is null)`),
    uniqueIndex('sesion_abierta_puesto')
      .on(t.tenantId, t.puestoId)
      .where(sql`${t.estado} = 'abierta' and ${t.tipo} = 'mostrador'`),
    uniqueIndex('sesion_abierta_cobrador')
      .on(t.tenantId, t.usuarioId)
      .where(sql`${t.estado} = 'abierta' and ${t.tipo} = 'cobrador'`),
    index('sesion_reciente').on(t.tenantId, t.abiertaEn, t.id),
    index('sesion_del_dia').on(t.tenantId, t.fecha, t.id),
    index('sesion_de_persona').on(t.tenantId, t.usuarioId, t.abiertaEn, t.id),
    index('sesion_de_puesto').on(t.tenantId, t.puestoId, t.tipo, t.abiertaEn, t.id),
  ],
)

/** fact. Cash that came into a drawer (above zero) or left it (below), other than by a receipt. */
export const movimientoCaja = sqliteTable(
  'movimiento_caja',
  {
    id: id(),
    tenantId: tenantId(),
    sesionId: sesionId(),
    puestoId: puestoId(),
    numero: text().notNull(),
    tipo: text({ enum: TIPOS_MOVIMIENTO_CAJA }).notNull(),
    /** Minor units with their sign. */
    monto: amount(),
    /** Of an entry: where it came from; of a withdrawal: where it went. */
    lugar: text({ enum: LUGARES_EFECTIVO }),
    /** Of an expense. */
    categoria: text().notNull().default(''),
    descripcion: text().notNull().default(''),
    /** The other session of a handover or settlement. */
    otraSesionId: text().references(() => sesionCaja.id, { onDelete: 'restrict' }),
    /** The refund or the reversal that it pays out. */
    documentoId: text(),
    usuarioId: usuarioId(),
    aprobadoPor: aprobadoPor(),
    fecha: instant(),
  },
  (t) => [
    oneOf('movimiento_tipo', t.tipo, TIPOS_MOVIMIENTO_CAJA),
    oneOf('movimiento_lugar_lista', t.lugar, LUGARES_EFECTIVO),
    check('movimiento_signo', sql`${t.monto} <> 0 and (${t.monto} > 0) = (${t.tipo} in ('entrada', 'recepcion'))`),
    check('movimiento_lugar', sql`(${t.tipo} in ('entrada', 'retiro')) = (${t.lugar} is not null)`),
    check('movimiento_gasto', sql`(${t.tipo} = 'gasto') = (${t.categoria} <> '')`),
    check('movimiento_otra', sql`(${t.tipo} in ('entrega', 'recepcion')) = (${t.otraSesionId} is not null)`),
    check('movimiento_documento', sql`(${t.tipo} in ('devolucion', 'reverso')) = (${t.documentoId} is not null)`),
    uniqueIndex('movimiento_numero').on(t.tenantId, t.numero),
    uniqueIndex('movimiento_de_documento').on(t.documentoId).where(sql`${t.documentoId} is not null`),
    index('movimiento_de_sesion').on(t.sesionId, t.id),
    index('movimiento_reciente').on(t.tenantId, t.fecha, t.id),
    index('movimiento_por_lugar').on(t.tenantId, t.lugar, t.fecha, t.monto).where(sql`${t.lugar} is not null`),
  ],
)

/**
 * fact, but for its approval. Cash counted by denomination. `esperado` and `diferencia` are what the books said at that
 * moment, kept even when they are explained.
 */
export const arqueo = sqliteTable(
  'arqueo',
  {
    id: id(),
    tenantId: tenantId(),
    sesionId: sesionId(),
    tipo: text({ enum: TIPOS_ARQUEO }).notNull(),
    /** List of {valor, cantidad}, minor units of each note or coin. */
    detalleJson: text().notNull(),
    contado: amount(),
    esperado: amount(),
    diferencia: amount(),
    explicacion: text().notNull().default(''),
    /** Of a close: what stays in the drawer for the next session; the rest of `contado` goes to the safe. */
    queda: integer(),
    aprobacion: text({ enum: ESTADOS_APROBACION }).notNull(),
    aprobadoPor: aprobadoPor(),
    aprobadoEn: integer(),
    usuarioId: usuarioId(),
    fecha: instant(),
  },
  (t) => [
    oneOf('arqueo_tipo', t.tipo, TIPOS_ARQUEO),
    oneOf('arqueo_aprobacion', t.aprobacion, ESTADOS_APROBACION),
    check('arqueo_detalle', sql`json_valid(${t.detalleJson})`),
    check('arqueo_diferencia', sql`${t.contado} >= 0 and ${t.diferencia} = ${t.contado} - ${t.esperado}`),
    check('arqueo_queda', sql`${t.queda} is null or ${t.queda} between 0 and ${t.contado}`),
    check(
      'arqueo_aprobado',
      sql`(${t.aprobacion} = 'aprobada') = (${t.aprobadoPor} is not null) and (${t.aprobadoPor} is null) = (${t.aprobadoEn} is null)`,
    ),
    uniqueIndex('arqueo_unico').on(t.sesionId, t.tipo).where(sql`${t.tipo} <> 'control'`),
    index('arqueo_de_sesion').on(t.sesionId, t.id),
    index('arqueo_por_aprobar').on(t.tenantId, t.fecha).where(sql`${t.aprobacion} = 'pendiente'`),
    // With its amounts: what lies in the safe is summed from it alone.
    index('arqueo_reciente').on(t.tenantId, t.tipo, t.fecha, t.contado, t.queda, t.diferencia),
    index('arqueo_aprobado').on(t.tenantId, t.aprobadoEn).where(sql`${t.aprobadoEn} is not null`),
  ],
)

/** fact. An X or Z as it was drawn: its figures never change afterwards. */
export const reporteCaja = sqliteTable(
  'reporte_caja',
  {
    id: id(),
    tenantId: tenantId(),
    sesionId: sesionId(),
    puestoId: puestoId(),
    tipo: text({ enum: TIPOS_REPORTE_CAJA }).notNull(),
    numero: text().notNull(),
    /** Snapshot, in the shape of the contract's `CajaFigures`. */
    contenidoJson: text().notNull(),
    usuarioId: usuarioId(),
    fecha: instant(),
  },
  (t) => [
    oneOf('reporte_tipo', t.tipo, TIPOS_REPORTE_CAJA),
    check('reporte_contenido', sql`json_valid(${t.contenidoJson})`),
    uniqueIndex('reporte_numero').on(t.tenantId, t.numero),
    uniqueIndex('reporte_z_unico').on(t.sesionId).where(sql`${t.tipo} = 'z'`),
    index('reporte_de_sesion').on(t.sesionId, t.id),
  ],
)

/**
 * fact. A receipt taken back, whole or in part: by a person who was approved (`anulacion`), because a transfer never
 * arrived (`rechazo`), or by a gateway (`reembolso`, `contracargo`).
 */
export const reverso = sqliteTable(
  'reverso',
  {
    id: id(),
    tenantId: tenantId(),
    puestoId: puestoId(),
    numero: text().notNull(),
    reciboId: reference(() => recibo.id),
    clienteId: clienteId(),
    tipo: text({ enum: TIPOS_REVERSO }).notNull(),
    monto: amount(),
    motivo: text().notNull(),
    /** The drawer that it left; null unless the receipt was cash. */
    sesionId: text().references(() => sesionCaja.id, { onDelete: 'restrict' }),
    /** 1: the receipt's own session had ended, so this one is adjusted. */
    ajuste: integer().notNull().default(0),
    /** What the client owed and had in favour right after. */
    deudaDespues: amount(),
    creditoDespues: amount(),
    /** Null when the office did it by itself, for a gateway. */
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    aprobadoPor: aprobadoPor(),
    fecha: instant(),
  },
  (t) => [
    oneOf('reverso_tipo', t.tipo, TIPOS_REVERSO),
    check('reverso_monto', sql`${t.monto} > 0 and ${t.motivo} <> ''`),
    check(
      'reverso_aprobado',
      sql`${t.tipo} <> 'anulacion' or (${t.usuarioId} is not null and ${t.aprobadoPor} is not null)`,
    ),
    check('reverso_ajuste', sql`${t.ajuste} in (0, 1) and (${t.ajuste} = 0 or ${t.sesionId} is not null)`),
    uniqueIndex('reverso_numero').on(t.tenantId, t.numero),
    index('reverso_de_recibo').on(t.reciboId),
    index('reverso_reciente').on(t.tenantId, t.fecha, t.id),
    index('reverso_de_cliente').on(t.tenantId, t.clienteId, t.fecha, t.id),
    index('reverso_de_sesion').on(t.sesionId).where(sql`${t.sesionId} is not null`),
  ],
)

/** fact. How much of each payment a reversal takes back. */
export const reversoPago = sqliteTable(
  'reverso_pago',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    reversoId: reference(() => reverso.id),
    pagoId: reference(() => pago.id),
    monto: amount(),
  },
  (t) => [
    check('reverso_pago_monto', sql`${t.monto} > 0`),
    uniqueIndex('reverso_pago_uno').on(t.reversoId, t.pagoId),
    index('reverso_pago_de').on(t.pagoId),
  ],
)

/** fact. Money taken back from an invoice it had gone to: that invoice is owed again. */
export const reversoAplicacion = sqliteTable(
  'reverso_aplicacion',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    reversoId: reference(() => reverso.id),
    aplicacionId: reference(() => aplicacion.id),
    facturaId: text().notNull(),
    monto: amount(),
    /** Balance of the invoice right after. */
    saldoDespues: amount(),
  },
  (t) => [
    check('reverso_aplicacion_monto', sql`${t.monto} > 0 and ${t.saldoDespues} >= ${t.monto}`),
    uniqueIndex('reverso_aplicacion_una').on(t.reversoId, t.aplicacionId),
    index('reverso_aplicacion_de').on(t.aplicacionId),
    index('reverso_aplicacion_factura').on(t.facturaId),
  ],
)

/** fact, but for its end. A collector's round: whom to visit, with what they owed when it was made. */
export const rutaCobro = sqliteTable(
  'ruta_cobro',
  {
    id: id(),
    tenantId: tenantId(),
    puestoId: puestoId(),
    numero: text().notNull(),
    nombre: text().notNull(),
    /** The collector. */
    cobradorId: usuarioId(),
    sesionId: sesionId(),
    estado: text({ enum: ESTADOS_RUTA }).notNull(),
    usuarioId: usuarioId(),
    creadoEn: instant(),
    rendidaEn: integer(),
  },
  (t) => [
    oneOf('ruta_estado', t.estado, ESTADOS_RUTA),
    check('ruta_rendida', sql`(${t.estado} = 'abierta') = (${t.rendidaEn} is null)`),
    uniqueIndex('ruta_numero').on(t.tenantId, t.numero),
    index('ruta_reciente').on(t.tenantId, t.creadoEn, t.id),
    index('ruta_abierta').on(t.tenantId, t.cobradorId).where(sql`${t.estado} = 'abierta'`),
  ],
)

/** fact, but for its outcome. One stop of a round. */
export const rutaVisita = sqliteTable(
  'ruta_visita',
  {
    id: id(),
    tenantId: tenantId(),
    rutaId: reference(() => rutaCobro.id),
    orden: integer().notNull(),
    clienteId: clienteId(),
    deuda: amount(),
    estado: text({ enum: ESTADOS_VISITA }).notNull(),
    reciboId: text().references(() => recibo.id, { onDelete: 'restrict' }),
    notas: text().notNull().default(''),
  },
  (t) => [
    oneOf('visita_estado', t.estado, ESTADOS_VISITA),
    check('visita_cobrada', sql`(${t.estado} = 'cobrada') = (${t.reciboId} is not null)`),
    uniqueIndex('visita_orden').on(t.rutaId, t.orden),
    uniqueIndex('visita_cliente').on(t.rutaId, t.clienteId),
  ],
)

/** fact. A file that proves something: the slip of an expense, say. */
export const adjunto = sqliteTable(
  'adjunto',
  {
    id: id(),
    tenantId: tenantId(),
    entidad: text().notNull(),
    entidadId: text().notNull(),
    nombre: text().notNull(),
    mime: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    contenido: blob({ mode: 'buffer' }).notNull(),
    usuarioId: usuarioId(),
    fecha: instant(),
  },
  (t) => [
    index('adjunto_de').on(t.tenantId, t.entidad, t.entidadId),
    check('adjunto_bytes', sql`${t.bytes} > 0 and ${t.bytes} = length(${t.contenido})`),
  ],
)
