import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { METODOS_PAGO } from '../../contract/enums.ts'
import { amount, isFecha, oneOf, reference } from './columns.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const count = () => integer().notNull().default(0)

/** projection, kept by triggers. What was billed of a period, and what of it was taken back, in minor units. */
export const resumenPeriodo = sqliteTable(
  'resumen_periodo',
  {
    tenantId: tenantId(),
    periodo: text().notNull(),
    facturas: count(),
    facturado: amount().default(0),
    /** Σ credit notes that name an invoice of this period, whenever they were given. */
    acreditado: amount().default(0),
    /** Σ that credit notes, and not payments, paid of this period's invoices. */
    aplicadoNotas: amount().default(0),
    /** Credit notes dated in this period, whatever they are about. */
    notas: count(),
    montoNotas: amount().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.periodo] }),
    check('resumen_periodo_mes', sql`${t.periodo} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]'`),
  ],
)

/** projection, kept by a trigger. What a period's invoices charge for each plan; `plan_id` '' is all that is no plan. */
export const resumenPlan = sqliteTable(
  'resumen_plan',
  {
    tenantId: tenantId(),
    periodo: text().notNull(),
    planId: text().notNull(),
    lineas: count(),
    monto: amount().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.periodo, t.planId] })],
)

/**
 * projection, kept after the fact by office/reports/collected.ts, so that a payment pays nothing for it. What was
 * collected on a civil day; up to which receipt is the setting `resumen_cobro`.
 */
export const resumenCobro = sqliteTable(
  'resumen_cobro',
  {
    tenantId: tenantId(),
    fecha: text().notNull(),
    metodo: text({ enum: METODOS_PAGO }).notNull(),
    usuarioId: reference(() => usuario.id),
    recibos: count(),
    monto: amount().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.fecha, t.metodo, t.usuarioId] }),
    isFecha('resumen_cobro_fecha', t.fecha),
    oneOf('resumen_cobro_metodo', t.metodo, METODOS_PAGO),
  ],
)
