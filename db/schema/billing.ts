import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  ESTADOS_CARGO,
  ESTADOS_CORREO,
  ESTADOS_CORRIDA,
  ESTADOS_CORRIDA_FILA,
  ESTADOS_PROMESA,
  METODOS_DEVOLUCION,
  TIPOS_CARGO,
  TIPOS_CORREO,
  TIPOS_EVENTO_SERVICIO,
} from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf, reference } from './columns.ts'
import { cliente, planServicio, servicio } from './customers.ts'
import { factura, notaCredito, pago } from './money.ts'
import { puesto, tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const clienteId = () => reference(() => cliente.id)
const servicioId = () => reference(() => servicio.id)
const usuarioId = () => reference(() => usuario.id)

/**
 * fact, but for `aplicado` and `anulado_en`. What happened, or will happen, to a service from `fecha` on (first day of
 * the new state; of two on one day the later one holds). A service begins on its `fecha_activacion` without an event.
 */
export const servicioEvento = sqliteTable(
  'servicio_evento',
  {
    id: id(),
    tenantId: tenantId(),
    servicioId: servicioId(),
    fecha: text().notNull(),
    tipo: text({ enum: TIPOS_EVENTO_SERVICIO }).notNull(),
    /** Of a `cambio_plan`: from which plan to which. */
    planAnteriorId: text().references(() => planServicio.id, { onDelete: 'restrict' }),
    planId: text().references(() => planServicio.id, { onDelete: 'restrict' }),
    motivo: text().notNull().default(''),
    /** 1 once `servicio.estado` and `plan_id` show it. */
    aplicado: integer().notNull(),
    /** A planned change that was taken back before its day. */
    anuladoEn: integer(),
    /** Null when the office did it by itself. */
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
  },
  (t) => [
    index('evento_de_servicio').on(t.servicioId, t.fecha, t.id),
    index('evento_por_aplicar').on(t.tenantId, t.fecha).where(sql`${t.aplicado} = 0 and ${t.anuladoEn} is null`),
    oneOf('evento_tipo', t.tipo, TIPOS_EVENTO_SERVICIO),
    isFecha('evento_fecha', t.fecha),
    check('evento_plan', sql`(${t.tipo} = 'cambio_plan') = (${t.planId} is not null)`),
    check('evento_plan_anterior', sql`(${t.planId} is null) = (${t.planAnteriorId} is null)`),
    check('evento_aplicado', sql`${t.aplicado} in (0, 1) and (${t.anuladoEn} is null or ${t.aplicado} = 0)`),
  ],
)

/** master. A price that a plan will have from a date on; `aplicado_en` once `plan_servicio.precio_mensual` shows it. */
export const planPrecio = sqliteTable(
  'plan_precio',
  {
    id: id(),
    tenantId: tenantId(),
    planId: reference(() => planServicio.id),
    vigenteDesde: text().notNull(),
    precioAnterior: amount(),
    precioMensual: amount(),
    aplicadoEn: integer(),
    anuladoEn: integer(),
    usuarioId: usuarioId(),
    creadoEn: instant(),
  },
  (t) => [
    uniqueIndex('plan_precio_vigente').on(t.planId, t.vigenteDesde).where(sql`${t.anuladoEn} is null`),
    isFecha('plan_precio_fecha', t.vigenteDesde),
    check('plan_precio_monto', sql`${t.precioMensual} >= 0 and ${t.precioAnterior} >= 0`),
  ],
)

/**
 * master. What is charged beside the plan, or taken off it. `monto` is minor units: per month when recurring, whole when
 * not; `tasa_bp` is the share of a percent discount. A discount's amount is above zero: its type says that it is taken off.
 */
export const cargo = sqliteTable(
  'cargo',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    /** Null: of the client as a whole. */
    servicioId: text().references(() => servicio.id, { onDelete: 'restrict' }),
    tipo: text({ enum: TIPOS_CARGO }).notNull(),
    descripcion: text().notNull(),
    monto: amount(),
    tasaBp: integer(),
    /** JSON list of {nombre, tasaBp, incluido}. */
    impuestos: text().notNull().default('[]'),
    /** First and last day it holds; a one-off one is billed by the first run from `desde` on. */
    desde: text().notNull(),
    hasta: text(),
    /** Of `cuotas`: into how many instalments `monto` is divided. */
    cuotas: integer(),
    cuotasFacturadas: integer().notNull().default(0),
    estado: text({ enum: ESTADOS_CARGO }).notNull(),
    /** Of `mora`: the late invoice, and which of its fees this is (1, 2, …). */
    facturaId: text().references(() => factura.id, { onDelete: 'restrict' }),
    orden: integer(),
    /** Null when the office made it by itself. */
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
    actualizadoEn: instant(),
  },
  (t) => [
    index('cargo_de_cliente').on(t.tenantId, t.clienteId, t.id),
    index('cargo_vigente').on(t.tenantId, t.clienteId).where(sql`${t.estado} = 'vigente'`),
    uniqueIndex('cargo_mora').on(t.facturaId, t.orden).where(sql`${t.facturaId} is not null`),
    oneOf('cargo_tipo', t.tipo, TIPOS_CARGO),
    oneOf('cargo_estado', t.estado, ESTADOS_CARGO),
    isFecha('cargo_desde', t.desde),
    isFecha('cargo_hasta', t.hasta),
    check('cargo_monto', sql`${t.monto} >= 0 and (${t.tipo} = 'descuento_porcentaje') = (${t.tasaBp} is not null)`),
    check('cargo_tasa', sql`${t.tasaBp} is null or (${t.tasaBp} between 1 and 10000 and ${t.monto} = 0)`),
    check(
      'cargo_cuotas',
      sql`(${t.tipo} = 'cuotas') = (${t.cuotas} is not null) and (${t.cuotas} is null or ${t.cuotas} between 2 and 60)`,
    ),
    check(
      'cargo_de_mora',
      sql`(${t.tipo} = 'mora') = (${t.facturaId} is not null) and (${t.facturaId} is null) = (${t.orden} is null)`,
    ),
    check('cargo_impuestos', sql`json_valid(${t.impuestos})`),
  ],
)

/**
 * fact, but for its state, place and counters. One billing run of one period: what was confirmed, by whom, and how far it went.
 * `dia`: only services of that billing day; null is all.
 */
export const corrida = sqliteTable(
  'corrida',
  {
    id: id(),
    tenantId: tenantId(),
    periodo: text().notNull(),
    dia: integer(),
    /** `programada`: the office proposed it by itself. */
    origen: text({ enum: ['manual', 'programada'] }).notNull(),
    estado: text({ enum: ESTADOS_CORRIDA }).notNull(),
    fechaEmision: text().notNull(),
    /** What a person left out by hand: {excluidas: clave[]}. */
    filtroJson: text().notNull().default('{}'),
    /** Rows are issued in the order of `clave`: the last one that is done. */
    ultimaClave: text().notNull().default(''),
    total: integer().notNull().default(0),
    hechas: integer().notNull().default(0),
    emitidas: integer().notNull().default(0),
    montoEmitido: amount().default(0),
    puestoId: reference(() => puesto.id),
    /** Who confirmed it; null while it waits, and when the office confirmed it by itself. */
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
    confirmadaEn: integer(),
    terminadaEn: integer(),
  },
  (t) => [
    index('corrida_reciente').on(t.tenantId, t.creadoEn),
    index('corrida_abierta').on(t.tenantId).where(sql`${t.estado} in ('por_confirmar', 'emitiendo', 'pausada')`),
    oneOf('corrida_estado', t.estado, ESTADOS_CORRIDA),
    oneOf('corrida_origen', t.origen, ['manual', 'programada']),
    check('corrida_periodo', sql`${t.periodo} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]'`),
    check('corrida_dia', sql`${t.dia} is null or ${t.dia} between 1 and 28`),
    isFecha('corrida_emision', t.fechaEmision),
  ],
)

/**
 * fact, but for its outcome. One invoice to be of a confirmed run, with the total that was previewed.
 * `clave`: the service, or the client when their services share one invoice.
 */
export const corridaFila = sqliteTable(
  'corrida_fila',
  {
    corridaId: reference(() => corrida.id),
    clave: text().notNull(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    totalPrevisto: amount(),
    estado: text({ enum: ESTADOS_CORRIDA_FILA }).notNull(),
    /** Invoice or credit note that it became. */
    documentoId: text(),
    /** Why it was left out, as a stable code. */
    motivo: text(),
  },
  (t) => [primaryKey({ columns: [t.corridaId, t.clave] }), oneOf('fila_estado', t.estado, ESTADOS_CORRIDA_FILA)],
)

/**
 * fact. Days of a service that a period's billing charges (`signo` 1) or gives back (−1), both ends included; `signo` 0
 * says that it looked at these days and there was nothing to charge. Days charged less days given back say what is
 * settled, so that a day is neither charged twice nor lost. One table by service, because a run asks by service.
 * `componente`: `plan:<id>`, `cargo:<id>`, or `cargo:<id>@<planId>` for a share of a plan's price.
 */
export const cobertura = sqliteTable(
  'cobertura',
  {
    servicioId: servicioId(),
    /** Period of the run that wrote it, which may be later than the days it settles. */
    periodo: text().notNull(),
    orden: integer().notNull(),
    tenantId: tenantId(),
    componente: text().notNull(),
    desde: text().notNull(),
    hasta: text().notNull(),
    signo: integer().notNull(),
    /** Price of a whole period, minor units, below zero for a discount; and how many days that period has. */
    precio: amount(),
    baseDias: integer().notNull(),
    /** The document that says it; both null when the sum came to nothing. */
    facturaId: text().references(() => factura.id, { onDelete: 'restrict' }),
    notaCreditoId: text().references(() => notaCredito.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.servicioId, t.periodo, t.orden] }),
    isFecha('cobertura_desde', t.desde),
    isFecha('cobertura_hasta', t.hasta),
    check('cobertura_dias', sql`${t.desde} <= ${t.hasta} and ${t.baseDias} between 28 and 31`),
    check('cobertura_signo', sql`${t.signo} in (-1, 0, 1) and (${t.signo} = 0) = (${t.componente} = '')`),
    check('cobertura_documento', sql`${t.facturaId} is null or ${t.notaCreditoId} is null`),
  ],
)

/** fact. `impuestos_json` and the amounts as in `factura_linea`. */
export const notaCreditoLinea = sqliteTable(
  'nota_credito_linea',
  {
    id: id(),
    tenantId: tenantId(),
    notaCreditoId: reference(() => notaCredito.id),
    orden: integer().notNull(),
    descripcion: text().notNull(),
    explicacion: text().notNull().default(''),
    cantidad: integer().notNull(),
    precioUnitario: amount(),
    neto: amount(),
    impuestosJson: text().notNull(),
    total: amount(),
  },
  (t) => [
    uniqueIndex('nota_linea_orden').on(t.notaCreditoId, t.orden),
    check('nota_linea_cantidad', sql`${t.cantidad} > 0`),
    check('nota_linea_impuestos', sql`json_valid(${t.impuestosJson})`),
  ],
)

/** fact. Money given back to a client out of their credit. */
export const devolucion = sqliteTable(
  'devolucion',
  {
    id: id(),
    tenantId: tenantId(),
    puestoId: reference(() => puesto.id),
    numero: text().notNull(),
    clienteId: clienteId(),
    monto: amount(),
    metodo: text({ enum: METODOS_DEVOLUCION }).notNull(),
    referencia: text().notNull().default(''),
    motivo: text().notNull(),
    usuarioId: usuarioId(),
    fecha: instant(),
  },
  (t) => [
    uniqueIndex('devolucion_numero').on(t.tenantId, t.numero),
    index('devolucion_cliente').on(t.tenantId, t.clienteId, t.fecha, t.id),
    index('devolucion_reciente').on(t.tenantId, t.fecha, t.id),
    oneOf('devolucion_metodo', t.metodo, METODOS_DEVOLUCION),
    check('devolucion_monto', sql`${t.monto} > 0 and ${t.motivo} <> ''`),
  ],
)

/** fact. Which credit a refund came out of, oldest first. */
export const devolucionOrigen = sqliteTable(
  'devolucion_origen',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    devolucionId: reference(() => devolucion.id),
    pagoId: text().references(() => pago.id, { onDelete: 'restrict' }),
    notaCreditoId: text().references(() => notaCredito.id, { onDelete: 'restrict' }),
    monto: amount(),
  },
  (t) => [
    index('devolucion_origen_de').on(t.devolucionId),
    check('devolucion_origen_monto', sql`${t.monto} > 0`),
    check('devolucion_origen_uno', sql`(${t.pagoId} is null) <> (${t.notaCreditoId} is null)`),
  ],
)

/** fact, but for its state. A client's word to pay `monto` (minor units) until `fecha`, and who took it. */
export const promesaPago = sqliteTable(
  'promesa_pago',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    monto: amount(),
    fecha: text().notNull(),
    /** Paid by the client since the promise was made, up to `monto`: what `cumplida` is decided by. */
    pagado: amount().default(0),
    estado: text({ enum: ESTADOS_PROMESA }).notNull(),
    notas: text().notNull().default(''),
    usuarioId: usuarioId(),
    creadoEn: instant(),
    cerradaEn: integer(),
  },
  (t) => [
    index('promesa_de_cliente').on(t.tenantId, t.clienteId, t.creadoEn),
    uniqueIndex('promesa_abierta').on(t.tenantId, t.clienteId).where(sql`${t.estado} = 'abierta'`),
    index('promesa_por_vencer').on(t.tenantId, t.fecha).where(sql`${t.estado} = 'abierta'`),
    index('promesa_por_fecha').on(t.tenantId, t.estado, t.fecha, t.id),
    oneOf('promesa_estado', t.estado, ESTADOS_PROMESA),
    isFecha('promesa_fecha', t.fecha),
    check('promesa_monto', sql`${t.monto} > 0 and ${t.pagado} between 0 and ${t.monto}`),
    check('promesa_cierre', sql`(${t.estado} = 'abierta') = (${t.cerradaEn} is null)`),
  ],
)

/** fact, but for its delivery. A message to a client by e-mail, waiting, sent or given up. */
export const correo = sqliteTable(
  'correo',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    tipo: text({ enum: TIPOS_CORREO }).notNull(),
    /** The invoice, credit note or receipt it is about; for a statement, null. */
    documentoId: text(),
    /** Of a reminder: `antes:3`, `vence`, `vencida:5`. One of a kind for one invoice. */
    regla: text(),
    para: text().notNull(),
    asunto: text().notNull(),
    estado: text({ enum: ESTADOS_CORREO }).notNull(),
    intentos: integer().notNull().default(0),
    /** Not before this instant. */
    proximoEn: integer().notNull(),
    error: text(),
    enviadoEn: integer(),
    /** Null when the office did it by itself. */
    usuarioId: text().references(() => usuario.id, { onDelete: 'restrict' }),
    creadoEn: instant(),
  },
  (t) => [
    index('correo_pendiente').on(t.tenantId, t.proximoEn).where(sql`${t.estado} = 'pendiente'`),
    index('correo_reciente').on(t.tenantId, t.creadoEn, t.id),
    index('correo_por_estado').on(t.tenantId, t.estado, t.creadoEn, t.id),
    index('correo_de_cliente').on(t.tenantId, t.clienteId, t.creadoEn),
    uniqueIndex('correo_recordatorio').on(t.documentoId, t.regla).where(sql`${t.regla} is not null`),
    oneOf('correo_tipo', t.tipo, TIPOS_CORREO),
    oneOf('correo_estado', t.estado, ESTADOS_CORREO),
  ],
)
