import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { ESTADOS_TRABAJO_IMPRESION, TIPOS_TICKET } from '../../contract/enums.ts'
import { id, instant, oneOf, reference } from './columns.ts'
import { puesto, tenant, usuario } from './office.ts'

/**
 * fact, but for its delivery. A ticket on its way to a counter printer. `enviando` is written before the first byte
 * leaves: one that is found so after a crash may be on paper, so it becomes `incierto` and prints again as COPIA only.
 */
export const trabajoImpresion = sqliteTable(
  'trabajo_impresion',
  {
    id: id(),
    tenantId: reference(() => tenant.id),
    puestoId: reference(() => puesto.id),
    tipo: text({ enum: TIPOS_TICKET }).notNull(),
    /** The document; empty for a test page or the drawer alone. */
    documentoId: text().notNull().default(''),
    copia: integer({ mode: 'boolean' }).notNull(),
    /** 1: the drawer opens with it. */
    abreCajon: integer({ mode: 'boolean' }).notNull(),
    estado: text({ enum: ESTADOS_TRABAJO_IMPRESION }).notNull(),
    intentos: integer().notNull().default(0),
    /** Not before this instant. */
    proximoEn: instant(),
    /** Stable code of what went wrong last. */
    error: text(),
    usuarioId: reference(() => usuario.id),
    creadoEn: instant(),
    impresoEn: integer(),
  },
  (t) => [
    oneOf('trabajo_impresion_tipo', t.tipo, TIPOS_TICKET),
    oneOf('trabajo_impresion_estado', t.estado, ESTADOS_TRABAJO_IMPRESION),
    check('trabajo_impresion_flags', sql`${t.copia} in (0, 1) and ${t.abreCajon} in (0, 1)`),
    check('trabajo_impresion_impreso', sql`(${t.estado} = 'impreso') = (${t.impresoEn} is not null)`),
    index('trabajo_impresion_por_hacer')
      .on(t.tenantId, t.puestoId, t.proximoEn, t.id)
      .where(sql`${t.estado} in ('pendiente', 'enviando')`),
    index('trabajo_impresion_reciente').on(t.tenantId, t.creadoEn, t.id),
    index('trabajo_impresion_documento').on(t.tenantId, t.documentoId),
    // One original at most: whatever prints after it says COPIA.
    uniqueIndex('trabajo_impresion_original')
      .on(t.tenantId, t.documentoId)
      .where(sql`${t.copia} = 0 and ${t.documentoId} <> '' and ${t.estado} <> 'cancelado'`),
  ],
)
