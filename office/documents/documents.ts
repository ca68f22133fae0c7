import { and, eq } from 'drizzle-orm'
import type { PaperDocument } from '../../contract/index.ts'
import type { Papel } from '../../contract/shell.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { impresion, recibo } from '../../db/schema/index.ts'
import { getFactura } from '../billing/invoices.ts'
import { getRecibo } from '../cash/receipts.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { readPuesto, readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { renderFactura } from './factura.ts'
import { renderRecibo } from './recibo.ts'

type Db = ReadDb | WriteDb
type DocumentoTipo = typeof impresion.$inferSelect.documentoTipo

/** Whether the original has gone out already, so that what goes out now is a copy. */
const wasIssued = (db: Db, tenantId: string, documentoId: string): boolean =>
  db.orm
    .select({ id: impresion.id })
    .from(impresion)
    .where(and(eq(impresion.tenantId, tenantId), eq(impresion.documentoId, documentoId)))
    .limit(1)
    .get() !== undefined

/** The seat that gave the receipt, not the one that prints it now. */
function seatOf(db: Db, tenantId: string, reciboId: string) {
  const row = db.orm
    .select({ puestoId: recibo.puestoId })
    .from(recibo)
    .where(and(eq(recibo.tenantId, tenantId), eq(recibo.id, reciboId)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'recibo' })
  return readPuesto(db, row.puestoId)
}

function reciboPaper(db: Db, tenantId: string, { id, papel }: { id: string; papel: Papel }, copia: boolean) {
  const tenant = readTenant(db)
  const detail = getRecibo(db, tenantId, id)
  const rendered = renderRecibo(detail, tenant, seatOf(db, tenantId, id), papel, { copia, idioma: tenant.idioma })
  return { ...rendered, copia }
}

function facturaPaper(db: Db, tenantId: string, id: string, copia: boolean): PaperDocument {
  const tenant = readTenant(db)
  return { ...renderFactura(getFactura(db, tenantId, id), tenant, { copia, idioma: tenant.idioma }), copia }
}

/** The receipt as it would come out now. Errors: not_found. */
export const previewRecibo = (db: Db, tenantId: string, input: { id: string; papel: Papel }): PaperDocument =>
  reciboPaper(db, tenantId, input, wasIssued(db, tenantId, input.id))

/** The invoice as it would come out now. Errors: not_found. */
export const previewFactura = (db: Db, tenantId: string, id: string): PaperDocument =>
  facturaPaper(db, tenantId, id, wasIssued(db, tenantId, id))

interface Issue {
  tipo: DocumentoTipo
  id: string
  output: typeof impresion.$inferSelect.salida
}

/** Writes down that a document goes out; the answer says whether as a copy. Errors: not_found. */
function recordImpresion(tx: Tx, { tipo, id, output }: Issue): { copia: boolean } {
  const { tenantId, usuarioId, puestoId } = tx.actor
  if (tipo === 'recibo') getRecibo(tx.db, tenantId, id)
  else getFactura(tx.db, tenantId, id)
  const copia = wasIssued(tx.db, tenantId, id)
  tx.db.orm
    .insert(impresion)
    .values({
      id: newId(),
      tenantId,
      documentoTipo: tipo,
      documentoId: id,
      salida: output,
      copia,
      usuarioId,
      puestoId,
      fecha: tx.now,
    })
    .run()
  tx.audit({ accion: `${tipo}.print`, entidad: tipo, entidadId: id, despues: { copia, output } })
  return { copia }
}

/**
 * One requestId is one handing over. Paper and output are no part of what it is recognised by: a person whose printer
 * failed tries another paper or a file under the same requestId, and still gets the original.
 * Only whether it is a copy is kept as the answer; the page is drawn again from the facts.
 */
const issue = ({ office, actor }: HandlerContext, requestId: string, document: Issue): Promise<{ copia: boolean }> =>
  office.writer.run(
    { actor, requestId, procedure: `documentos.issue.${document.tipo}`, input: { id: document.id } },
    (tx) => recordImpresion(tx, document),
  )

/** Records that the receipt goes out, and returns it. Errors: not_found, request.reused. */
export async function issueRecibo(
  context: HandlerContext,
  { requestId, output, ...input }: { requestId: string; output: Issue['output']; id: string; papel: Papel },
): Promise<PaperDocument> {
  const { copia } = await issue(context, requestId, { tipo: 'recibo', id: input.id, output })
  return reciboPaper(context.office.db.read, context.actor.tenantId, input, copia)
}

/** Records that the invoice goes out, and returns it. Errors: not_found, request.reused. */
export async function issueFactura(
  context: HandlerContext,
  { requestId, output, id }: { requestId: string; output: Issue['output']; id: string },
): Promise<PaperDocument> {
  const { copia } = await issue(context, requestId, { tipo: 'factura', id, output })
  return facturaPaper(context.office.db.read, context.actor.tenantId, id, copia)
}
