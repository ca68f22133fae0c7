import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { ESTADOS_CONCILIACION, ESTADOS_FACTURA, METODOS_PAGO, MOTIVOS_NOTA_CREDITO } from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf, reference } from './columns.ts'
import { cliente, servicio } from './customers.ts'
import { puesto, tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const clienteId = () => reference(() => cliente.id)
const usuarioId = () => reference(() => usuario.id)

export const ORIGENES_FACTURA = ['manual', 'ciclo', 'saldo_inicial'] as const

/** fact, but for the projections `saldo`, `estado` and `acreditado`, kept with the facts and recomputed by the check. */
export const factura = sqliteTable(
  'factura',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    servicioId: text().references(() => servicio.id, { onDelete: 'restrict' }),
    periodo: text().notNull(),
    montoTotal: amount(),
    saldo: amount(),
    fechaEmision: text().notNull(),
    fechaVencimiento: text().notNull(),
    estado: text({ enum: ESTADOS_FACTURA }).notNull(),
    numero: text().notNull(),
    origen: text({ enum: ORIGENES_FACTURA }).notNull(),
    notas: text().notNull().default(''),
    usuarioId: usuarioId(),
    creadoEn: instant(),
    /** The run that issued it. No reference: it would order this file's tables in a circle; the run never goes. */
    corridaId: text(),
    /** projection. Σ credit notes that name this invoice; all of it: annulled. */
    acreditado: amount().default(0),
  },
  (t) => [
    oneOf('factura_estado', t.estado, ESTADOS_FACTURA),
    oneOf('factura_origen', t.origen, ORIGENES_FACTURA),
    check('factura_montos', sql`${t.montoTotal} > 0 and ${t.saldo} >= 0 and ${t.saldo} <= ${t.montoTotal}`),
    check('factura_pagada', sql`(${t.estado} = 'pagada') = (${t.saldo} = 0)`),
    check('factura_periodo', sql`${t.periodo} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]'`),
    isFecha('factura_emision', t.fechaEmision),
    isFecha('factura_vencimiento', t.fechaVencimiento),
    uniqueIndex('factura_numero').on(t.tenantId, t.numero),
    index('factura_reciente').on(t.tenantId, t.fechaEmision, t.id),
    index('factura_por_estado').on(t.tenantId, t.estado, t.fechaEmision, t.id),
    index('factura_por_periodo').on(t.tenantId, t.periodo, t.fechaEmision, t.id),
    index('factura_por_periodo_estado').on(t.tenantId, t.periodo, t.estado, t.fechaEmision, t.id),
    index('factura_por_cliente').on(t.tenantId, t.clienteId, t.fechaEmision, t.id),
    // By the state, not by the balance: a part payment then rewrites no index.
    index('factura_abierta').on(t.tenantId, t.clienteId, t.fechaVencimiento, t.id).where(sql`${t.estado} <> 'pagada'`),
    index('factura_por_vencer').on(t.tenantId, t.fechaVencimiento).where(sql`${t.estado} = 'pendiente'`),
    index('factura_servicio').on(t.servicioId, t.periodo),
    index('factura_de_corrida').on(t.corridaId, t.numero).where(sql`${t.corridaId} is not null`),
  ],
)

/** fact. `impuestos_json`: list of {nombre, tasaBp, incluido, monto}. */
export const facturaLinea = sqliteTable(
  'factura_linea',
  {
    id: id(),
    tenantId: tenantId(),
    facturaId: reference(() => factura.id),
    orden: integer().notNull(),
    descripcion: text().notNull(),
    cantidad: integer().notNull(),
    precioUnitario: amount(),
    neto: amount(),
    impuestosJson: text().notNull(),
    total: amount(),
    /** How the amount came about, in words for the client: «14 de 31 días». */
    explicacion: text().notNull().default(''),
    /** What the line charges, for those who add up: `plan:<id>`, `cargo:<id>`. */
    componente: text(),
    servicioId: text().references(() => servicio.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('linea_orden').on(t.facturaId, t.orden),
    check('linea_cantidad', sql`${t.cantidad} > 0`),
    check('linea_impuestos', sql`json_valid(${t.impuestosJson})`),
  ],
)

/** fact, but for `revertido`. One collection: groups its payments, numbered per seat without gaps. Its id grows with time: lists go by it. */
export const recibo = sqliteTable(
  'recibo',
  {
    id: id(),
    tenantId: tenantId(),
    puestoId: reference(() => puesto.id),
    /** Position in the seat's series: 1, 2, 3… */
    secuencia: integer().notNull(),
    numero: text().notNull(),
    clienteId: clienteId(),
    usuarioId: usuarioId(),
    fecha: instant(),
    metodo: text({ enum: METODOS_PAGO }).notNull(),
    referencia: text().notNull().default(''),
    montoTotal: amount(),
    efectivoRecibido: integer(),
    vuelto: integer(),
    /** What the client owed and had right after, as the paper says. */
    deudaDespues: amount(),
    creditoDespues: amount(),
    /** The drawer it went into; cash always has one. No reference: it would order this file's tables in a circle. */
    sesionId: text(),
    /** projection. Σ reversals; all of it: void. */
    revertido: amount().default(0),
  },
  (t) => [
    oneOf('recibo_metodo', t.metodo, METODOS_PAGO),
    check('recibo_montos', sql`${t.montoTotal} > 0 and ${t.deudaDespues} >= 0 and ${t.creditoDespues} >= 0`),
    check(
      'recibo_efectivo',
      sql`(${t.metodo} = 'efectivo') = (${t.efectivoRecibido} is not null) and (${t.efectivoRecibido} is null) = (${t.vuelto} is null) and (${t.vuelto} is null or (${t.vuelto} >= 0 and ${t.efectivoRecibido} - ${t.vuelto} = ${t.montoTotal}))`,
    ),
    uniqueIndex('recibo_numero').on(t.tenantId, t.numero),
    // A void receipt gives its reference free again.
    uniqueIndex('recibo_referencia')
      .on(t.tenantId, t.metodo, t.referencia)
      .where(sql`${t.referencia} <> '' and ${t.revertido} < ${t.montoTotal}`),
    index('recibo_de_sesion').on(t.sesionId, t.metodo, t.id).where(sql`${t.sesionId} is not null`),
    check('recibo_revertido', sql`${t.revertido} between 0 and ${t.montoTotal}`),
    index('recibo_por_cliente').on(t.tenantId, t.clienteId, t.fecha, t.id),
  ],
)

/** fact, but for `estado_conciliacion`. Without an invoice it is money in favour of the client. */
export const pago = sqliteTable(
  'pago',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    facturaId: text().references(() => factura.id, { onDelete: 'restrict' }),
    monto: amount(),
    metodo: text({ enum: METODOS_PAGO }).notNull(),
    referencia: text().notNull().default(''),
    fechaPago: instant(),
    estadoConciliacion: text({ enum: ESTADOS_CONCILIACION }).notNull(),
    reciboId: reference(() => recibo.id),
  },
  (t) => [
    oneOf('pago_metodo', t.metodo, METODOS_PAGO),
    oneOf('pago_conciliacion', t.estadoConciliacion, ESTADOS_CONCILIACION),
    check('pago_monto', sql`${t.monto} > 0`),
    index('pago_recibo').on(t.reciboId),
    index('pago_por_conciliar')
      .on(t.tenantId, t.fechaPago, t.monto)
      .where(sql`${t.metodo} = 'transferencia' and ${t.estadoConciliacion} = 'pendiente'`),
  ],
)

/** fact. Money in favour of a client that nobody handed over: an opening credit, an invoice taken back, days not used. */
export const notaCredito = sqliteTable(
  'nota_credito',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    numero: text().notNull(),
    monto: amount(),
    motivo: text({ enum: MOTIVOS_NOTA_CREDITO }).notNull(),
    fecha: text().notNull(),
    /** The invoice it takes back, whole or in part; null when it stands for itself. */
    facturaId: text().references(() => factura.id, { onDelete: 'restrict' }),
    /** Why, in the words of who gave it. */
    detalle: text().notNull().default(''),
    usuarioId: usuarioId(),
    creadoEn: instant(),
    /** 1: an annulment after which what the invoice charged is billed again. */
    refacturar: integer().notNull().default(0),
  },
  (t) => [
    index('nota_credito_factura').on(t.facturaId).where(sql`${t.facturaId} is not null`),
    index('nota_credito_reciente').on(t.tenantId, t.fecha, t.id),
    uniqueIndex('nota_credito_numero').on(t.tenantId, t.numero),
    index('nota_credito_cliente').on(t.tenantId, t.clienteId, t.fecha, t.id),
    index('nota_credito_por_motivo').on(t.tenantId, t.motivo, t.fecha, t.id),
    oneOf('nota_credito_motivo', t.motivo, MOTIVOS_NOTA_CREDITO),
    check('nota_credito_monto', sql`${t.monto} > 0`),
    isFecha('nota_credito_fecha', t.fecha),
  ],
)

/**
 * fact. Money that went to an invoice, from a payment or a credit note. Everything else follows from these rows:
 * balance = total − Σ applied to the invoice; credit = Σ (payment or note − Σ applied from it).
 */
export const aplicacion = sqliteTable(
  'aplicacion',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    facturaId: reference(() => factura.id),
    pagoId: text().references(() => pago.id, { onDelete: 'restrict' }),
    notaCreditoId: text().references(() => notaCredito.id, { onDelete: 'restrict' }),
    monto: amount(),
    /** Balance of the invoice right after. */
    saldoDespues: amount(),
    fecha: instant(),
  },
  (t) => [
    check('aplicacion_monto', sql`${t.monto} > 0 and ${t.saldoDespues} >= 0`),
    check('aplicacion_origen', sql`(${t.pagoId} is null) <> (${t.notaCreditoId} is null)`),
    index('aplicacion_factura').on(t.facturaId),
  ],
)

/** projection. Sources of credit that still have money, so that consuming the oldest is one index step. */
export const creditoAbierto = sqliteTable(
  'credito_abierto',
  {
    /** Id of the payment or credit note. */
    origenId: text().primaryKey().notNull(),
    tenantId: tenantId(),
    clienteId: clienteId(),
    tipo: text({ enum: ['pago', 'nota_credito'] }).notNull(),
    resto: amount(),
    fecha: instant(),
  },
  (t) => [
    index('credito_del_cliente').on(t.tenantId, t.clienteId, t.fecha, t.origenId),
    check('credito_resto', sql`${t.resto} > 0`),
    oneOf('credito_tipo', t.tipo, ['pago', 'nota_credito']),
  ],
)
