import { sql } from 'drizzle-orm'
import { check, index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { id, instant, reference } from './columns.ts'
import { cliente, servicio } from './customers.ts'
import { tenant, usuario } from './office.ts'

const tenantId = () => reference(() => tenant.id)

/** fact. One import that was applied, with its result. */
export const importacion = sqliteTable(
  'importacion',
  {
    id: id(),
    tenantId: tenantId(),
    usuarioId: reference(() => usuario.id),
    archivo: text().notNull(),
    /** SHA-256 of the file. */
    huella: text().notNull(),
    opcionesJson: text().notNull(),
    resultadoJson: text().notNull(),
    fecha: instant(),
  },
  (t) => [index('importacion_reciente').on(t.tenantId, t.fecha)],
)

/** master. What the file said of a row the last time, so that only what changed in the file changes the office. */
export const importacionFila = sqliteTable(
  'importacion_fila',
  {
    tenantId: tenantId(),
    /** Key of the row in the file. */
    clave: text().notNull(),
    clienteId: reference(() => cliente.id),
    servicioId: text().references(() => servicio.id, { onDelete: 'restrict' }),
    valoresJson: text().notNull(),
    importacionId: reference(() => importacion.id),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.clave] }),
    index('importacion_fila_cliente').on(t.clienteId),
    check('importacion_fila_valores', sql`json_valid(${t.valoresJson})`),
  ],
)

/** master. Column mapping saved for a set of headers. */
export const importacionMapeo = sqliteTable(
  'importacion_mapeo',
  { tenantId: tenantId(), huella: text().notNull(), mapeoJson: text().notNull(), actualizadoEn: instant() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.huella] }),
    check('importacion_mapeo_json', sql`json_valid(${t.mapeoJson})`),
  ],
)
