import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DocumentoCorreo, FuenteFacturas, LoteCorreo, SinCorreo } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { clientePaper } from '../documents/facts.ts'
import { facturasOf, type FuenteFactura } from '../documents/sources.ts'
import { refuse } from '../kernel/errors.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { perConnection } from '../kernel/statements.ts'
import { daysRule, subjectOf } from './compose.ts'
import { isMailSet } from './config.ts'
import { insertMail, wasMailed } from './rows.ts'

/** What people send by hand: one document, or the invoices of a source, each to its client. */

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  address: db.sqlite.prepare<[string], { email: string; codigo: string; nombre: string }>(
    'select email, codigo_cliente as codigo, nombre_razon_social as nombre from cliente where id = ?',
  ),
  clientOf: {
    factura: db.sqlite
      .prepare<[string, string], string>('select cliente_id from factura where tenant_id = ? and id = ?')
      .pluck(),
    nota_credito: db.sqlite
      .prepare<[string, string], string>('select cliente_id from nota_credito where tenant_id = ? and id = ?')
      .pluck(),
    recibo: db.sqlite
      .prepare<[string, string], string>('select cliente_id from recibo where tenant_id = ? and id = ?')
      .pluck(),
  },
}))

/** Whose document it is. Errors: not_found. */
function clientOf(db: Db, tenantId: string, documento: DocumentoCorreo): string {
  if (documento.tipo === 'estado_cuenta') {
    clientePaper(db, tenantId, documento.id)
    return documento.id
  }
  const clienteId = statements(db).clientOf[documento.tipo].get(tenantId, documento.id)
  if (clienteId === undefined) throw refuse('not_found', { entidad: documento.tipo })
  return clienteId
}

/** Queues one document. Errors: not_found, correo.not_configured, input.invalid. */
export async function sendDocument(
  { office, actor }: HandlerContext,
  { requestId, documento, para }: { requestId: string; documento: DocumentoCorreo; para: string },
): Promise<{ id: string }> {
  const { tenantId, usuarioId } = actor
  if (!isMailSet(office.db.read, tenantId)) throw refuse('correo.not_configured')
  const write = { actor, requestId, procedure: 'correos.send', input: { documento, para } }
  const answer = await office.writer.run(write, (tx) => {
    const statement = documento.tipo === 'estado_cuenta'
    if (statement && documento.hasta < documento.desde)
      throw refuse('input.invalid', { issues: [{ path: 'hasta', code: 'too_small' }] })
    const subject = {
      tipo: documento.tipo,
      clienteId: clientOf(tx.db, tenantId, documento),
      documentoId: statement ? null : documento.id,
      regla: statement ? daysRule(documento.desde, documento.hasta) : null,
    }
    const asunto = subjectOf(tx.db, subject)
    const id = insertMail(tx.db, { ...subject, tenantId, para, asunto, usuarioId, proximoEn: tx.now }, tx.now)
    tx.audit({ accion: 'correo.send', entidad: 'correo', entidadId: id, despues: { tipo: documento.tipo, para } })
    return { id }
  })
  office.mail.wake()
  return answer
}

/** Clients without an address that are named, by name. */
const NAMED = 500
/** Rows written, or looked at, before others get their turn. */
const TURN = 200

interface Sorted {
  lote: LoteCorreo
  going: { factura: FuenteFactura; para: string }[]
}

/** Who gets their invoice, who had it before, and who has no address: nobody is left out unsaid. */
async function sortOut(db: Db, tenantId: string, facturas: readonly FuenteFactura[]): Promise<Sorted> {
  const going: Sorted['going'] = []
  const without = new Map<string, SinCorreo>()
  let yaEnviadas = 0
  let sinCorreo = 0
  for (const [at, factura] of facturas.entries()) {
    if (at % TURN === TURN - 1) await nextTurn()
    const client = statements(db).address.get(factura.clienteId)
    if (wasMailed(db, tenantId, factura.clienteId, factura.id)) yaEnviadas++
    else if (client?.email) going.push({ factura, para: client.email })
    else {
      sinCorreo++
      const { codigo = '', nombre = '' } = client ?? {}
      without.set(factura.clienteId, { clienteId: factura.clienteId, codigo, nombre })
    }
  }
  const clientes = [...without.values()].sort((a, b) => a.nombre.localeCompare(b.nombre)).slice(0, NAMED)
  const lote = { total: facturas.length, porEnviar: going.length, yaEnviadas }
  return { going, lote: { ...lote, sinCorreo: { total: sinCorreo, clientes } } }
}

/** What `sendBatch` would do now. */
export async function previewSend(db: ReadDb, tenantId: string, fuente: FuenteFacturas): Promise<LoteCorreo> {
  return (await sortOut(db, tenantId, facturasOf(db, tenantId, fuente))).lote
}

/** Queues an invoice to each client of a source, but for those who had it. Errors: correo.not_configured. */
export async function sendBatch(
  { office, actor }: HandlerContext,
  { requestId, fuente }: { requestId: string; fuente: FuenteFacturas },
): Promise<LoteCorreo> {
  const { tenantId, usuarioId } = actor
  if (!isMailSet(office.db.read, tenantId)) throw refuse('correo.not_configured')
  const write = { actor, requestId, procedure: 'correos.sendBatch', input: { fuente } }
  const lote = await office.writer.runLong(write, async (tx) => {
    const { going, lote } = await sortOut(tx.db, tenantId, facturasOf(tx.db, tenantId, fuente))
    for (const [at, { factura, para }] of going.entries()) {
      if (at % TURN === TURN - 1) await nextTurn()
      const subject = { tipo: 'factura' as const, clienteId: factura.clienteId, documentoId: factura.id, regla: null }
      const asunto = subjectOf(tx.db, subject)
      insertMail(tx.db, { ...subject, tenantId, para, asunto, usuarioId, proximoEn: tx.now }, tx.now)
    }
    tx.audit({
      accion: 'correo.sendBatch',
      entidad: 'tenant',
      entidadId: tenantId,
      despues: { fuente: fuente.tipo, enviadas: lote.porEnviar, sinCorreo: lote.sinCorreo.total },
    })
    return lote
  })
  office.mail.wake()
  return lote
}
