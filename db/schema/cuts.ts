import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  CAUSAS_LEVANTE,
  ESTADOS_CORRIDA_CORTE,
  ESTADOS_CORTE_FILA,
  ORIGENES_CORRIDA_CORTE,
} from '../../contract/enums.ts'
import { amount, id, instant, isFecha, oneOf, reference } from './columns.ts'
import { cliente, servicio } from './customers.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)
const servicioId = () => reference(() => servicio.id)

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
    corridaId: reference(() => corridaCorte.id),
    servicioId: servicioId(),
    tenantId: tenantId(),
    clienteId: reference(() => cliente.id),
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
    /** When the cut was lifted in the books, and what for; a cause is not known of what was lifted before it was kept. */
    levantadaEn: integer(),
    levantadaPor: text({ enum: CAUSAS_LEVANTE }),
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
