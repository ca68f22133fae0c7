import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import {
  CANALES,
  ESTADOS_CONVERSACION,
  ORIGENES_EVENTO,
  PROVEEDORES_AI,
  PROVEEDORES_FLUJO,
  TIPOS_MENSAJE,
} from '../../contract/enums.ts'
import { id, instant, oneOf, reference } from './columns.ts'
import { cliente } from './customers.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)

/** master. A chat; the client may be unknown yet. */
export const conversacion = sqliteTable(
  'conversacion',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: text().references(() => cliente.id, { onDelete: 'restrict' }),
    canal: text({ enum: CANALES }).notNull(),
    estado: text({ enum: ESTADOS_CONVERSACION }).notNull(),
    asignadoA: text().references(() => usuario.id, { onDelete: 'restrict' }),
    ultimoMensajeAt: integer(),
  },
  (t) => [
    oneOf('conversacion_canal', t.canal, CANALES),
    oneOf('conversacion_estado', t.estado, ESTADOS_CONVERSACION),
    index('conversacion_por_estado').on(t.tenantId, t.estado, t.ultimoMensajeAt),
    index('conversacion_cliente').on(t.clienteId),
  ],
)

/** fact, but for `metadata_json`, where delivery states arrive later. */
export const mensaje = sqliteTable(
  'mensaje',
  {
    id: id(),
    tenantId: tenantId(),
    conversacionId: reference(() => conversacion.id),
    tipo: text({ enum: TIPOS_MENSAJE }).notNull(),
    contenido: text().notNull(),
    metadataJson: text().notNull().default('{}'),
    fecha: instant(),
  },
  (t) => [
    oneOf('mensaje_tipo', t.tipo, TIPOS_MENSAJE),
    check('mensaje_metadata', sql`json_valid(${t.metadataJson})`),
    index('mensaje_conversacion').on(t.conversacionId, t.fecha),
  ],
)

/** fact, but for `procesado`. */
export const eventoIntegracion = sqliteTable(
  'evento_integracion',
  {
    id: id(),
    tenantId: tenantId(),
    origen: text({ enum: ORIGENES_EVENTO }).notNull(),
    tipoEvento: text().notNull(),
    payloadJson: text().notNull(),
    procesado: integer({ mode: 'boolean' }).notNull().default(false),
    fecha: instant(),
  },
  (t) => [
    oneOf('evento_origen', t.origen, ORIGENES_EVENTO),
    check('evento_payload', sql`json_valid(${t.payloadJson})`),
    check('evento_procesado', sql`${t.procesado} in (0, 1)`),
    index('evento_por_procesar').on(t.tenantId, t.fecha).where(sql`${t.procesado} = 0`),
  ],
)

/** master. */
export const automatizacionFlujo = sqliteTable(
  'automatizacion_flujo',
  {
    id: id(),
    tenantId: tenantId(),
    nombre: text().notNull(),
    proveedor: text({ enum: PROVEEDORES_FLUJO }).notNull(),
    webhookUrl: text().notNull(),
    activo: integer({ mode: 'boolean' }).notNull(),
  },
  (t) => [oneOf('flujo_proveedor', t.proveedor, PROVEEDORES_FLUJO), check('flujo_activo', sql`${t.activo} in (0, 1)`)],
)

/** fact. `costo_estimado` in millionths of a US dollar. */
export const aiInteraction = sqliteTable(
  'ai_interaction',
  {
    id: id(),
    tenantId: tenantId(),
    clienteId: text().references(() => cliente.id, { onDelete: 'restrict' }),
    conversacionId: text().references(() => conversacion.id, { onDelete: 'restrict' }),
    proveedor: text({ enum: PROVEEDORES_AI }).notNull(),
    promptTokens: integer().notNull(),
    completionTokens: integer().notNull(),
    costoEstimado: integer(),
    clasificacionIntencion: text(),
    escaladoHumano: integer({ mode: 'boolean' }).notNull(),
    fecha: instant(),
  },
  (t) => [
    oneOf('ai_proveedor', t.proveedor, PROVEEDORES_AI),
    check('ai_tokens', sql`${t.promptTokens} >= 0 and ${t.completionTokens} >= 0`),
    check('ai_escalado', sql`${t.escaladoHumano} in (0, 1)`),
    index('ai_conversacion').on(t.conversacionId, t.fecha),
  ],
)
