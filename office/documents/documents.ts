import { civilDate } from '../../contract/dates.ts'
import type { DocumentoTipo } from '../../contract/enums.ts'
import type { PaperDocument } from '../../contract/index.ts'
import type { Hoja, Papel } from '../../contract/shell.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { chargedOnPaper } from '../billing/charged.ts'
import { getFactura } from '../billing/invoices.ts'
import { readMovimiento } from '../cash/movements.ts'
import { getRecibo } from '../cash/receipts.ts'
import { readReporte, seenReporte } from '../cash/reports.ts'
import { getReverso } from '../cash/reversos-read.ts'
import { readRuta } from '../cash/rounds-read.ts'
import { readSesion, seenSesion } from '../cash/rows.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor } from '../kernel/office.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { perConnection } from '../kernel/statements.ts'
import { readPuesto, readTenant } from '../kernel/tenancy.ts'
import { renderCaja } from './caja.ts'
import { movimientoContent, reporteContent } from './caja-content.ts'
import { type PaperContext, paperContext } from './context.ts'
import { devolucionSheet } from './devolucion.ts'
import { estadoCuentaSheet } from './estado-cuenta.ts'
import { clientePaper, devolucionPaper, estadoCuentaPaper, notaCreditoPaper } from './facts.ts'
import { facturaSheet } from './factura.ts'
import { outputId, recordOutput, wasIssued } from './issued.ts'
import { notaCreditoSheet } from './nota-credito.ts'
import { reactivationProof } from '../network/cuts/jobs-read.ts'
import { renderRecibo } from './recibo.ts'
import { renderReverso } from './reverso.ts'
import { rutaSheet } from './ruta.ts'
import { type SheetDocument, sheetPage } from './sheet.ts'

type Db = ReadDb | WriteDb

/** What may go on a strip too. One shape for each, so that naming one tells it from the others. */
type StripTipo = 'recibo' | 'reporte_caja' | 'movimiento_caja' | 'reverso'
type StripRequest = { [Tipo in StripTipo]: { tipo: Tipo; id: string; papel: Papel } }[StripTipo]

/** Which document, and on what. */
export type PaperRequest =
  | StripRequest
  | { tipo: 'factura' | 'nota_credito' | 'devolucion' | 'ruta_cobro'; id: string; papel: Hoja }
  | { tipo: 'estado_cuenta'; id: string; papel: Hoja; desde: string; hasta: string }

const statements = perConnection((db: Db) => ({
  seat: db.sqlite
    .prepare<[string, string], string>('select puesto_id from recibo where tenant_id = ? and id = ?')
    .pluck(),
  exists: {
    recibo: db.sqlite.prepare<[string, string]>('select 1 from recibo where tenant_id = ? and id = ?'),
    factura: db.sqlite.prepare<[string, string]>('select 1 from factura where tenant_id = ? and id = ?'),
    nota_credito: db.sqlite.prepare<[string, string]>('select 1 from nota_credito where tenant_id = ? and id = ?'),
    devolucion: db.sqlite.prepare<[string, string]>('select 1 from devolucion where tenant_id = ? and id = ?'),
    reporte_caja: db.sqlite.prepare<[string, string]>('select 1 from reporte_caja where tenant_id = ? and id = ?'),
    movimiento_caja: db.sqlite.prepare<[string, string]>(
      'select 1 from movimiento_caja where tenant_id = ? and id = ?',
    ),
    reverso: db.sqlite.prepare<[string, string]>('select 1 from reverso where tenant_id = ? and id = ?'),
    ruta_cobro: db.sqlite.prepare<[string, string]>('select 1 from ruta_cobro where tenant_id = ? and id = ?'),
  },
}))

/** The seat that gave the receipt, not the one that prints it now. */
function seatOf(db: Db, tenantId: string, reciboId: string) {
  const puestoId = statements(db).seat.get(tenantId, reciboId)
  if (puestoId === undefined) throw refuse('not_found', { entidad: 'recibo' })
  return readPuesto(db, puestoId)
}

function sheetOf(
  db: Db,
  context: PaperContext,
  request: Exclude<PaperRequest, StripRequest>,
  copia: boolean,
  now: number,
): SheetDocument {
  const { tenant } = context
  const { id, papel } = request
  switch (request.tipo) {
    case 'factura':
      return facturaSheet(context, getFactura(db, tenant.id, id), papel, copia)
    case 'nota_credito':
      return notaCreditoSheet(context, notaCreditoPaper(db, tenant.id, id), papel, copia)
    case 'devolucion':
      return devolucionSheet(context, devolucionPaper(db, tenant.id, id), papel, copia)
    case 'ruta_cobro':
      return rutaSheet(context, readRuta(db, tenant.id, id), papel, copia)
    case 'estado_cuenta': {
      const today = civilDate(now, tenant.zonaHoraria)
      return estadoCuentaSheet(context, estadoCuentaPaper(db, tenant, request, today), papel)
    }
  }
}

/** A document as it is drawn from the facts. `now`: ms. Errors: not_found, input.invalid. */
export function drawPaper(db: Db, request: PaperRequest, copia: boolean, now: number): PaperDocument {
  const tenant = readTenant(db)
  if (request.tipo === 'recibo') {
    const { id, papel } = request
    const detail = getRecibo(db, tenant.id, id)
    const verificadoEn = reactivationProof(db, tenant.id, id)
    const options = { copia, idioma: tenant.idioma, verificadoEn, conceptos: chargedOnPaper(db, tenant.id, detail) }
    return { ...renderRecibo(detail, tenant, seatOf(db, tenant.id, id), papel, options), copia }
  }
  const context = paperContext(tenant, tenant.idioma)
  if (request.tipo === 'reporte_caja') {
    const content = reporteContent(context, readReporte(db, tenant.id, request.id))
    return { ...renderCaja(context, 'reporte-caja', content, request.papel, copia), copia }
  }
  if (request.tipo === 'reverso') {
    const reverso = getReverso(db, tenant.id, request.id)
    const cliente = clientePaper(db, tenant.id, reverso.clienteId)
    return { ...renderReverso({ context, reverso, cliente, copia }, request.papel), copia }
  }
  if (request.tipo === 'movimiento_caja') {
    const { movimiento, sesionId } = readMovimiento(db, tenant.id, request.id)
    const content = movimientoContent(context, movimiento, readSesion(db, tenant.id, sesionId).puesto)
    return { ...renderCaja(context, 'movimiento-caja', content, request.papel, copia), copia }
  }
  return { ...sheetPage(context, request.papel, sheetOf(db, context, request, copia, now)), copia }
}

/** The document as it would come out now. Errors: not_found, input.invalid. */
export function previewPaper({ office, actor }: HandlerContext, request: PaperRequest): PaperDocument {
  const db = office.db.read
  checkSeen(db, actor, request)
  const copia = request.tipo !== 'estado_cuenta' && wasIssued(db, actor.tenantId, request.id)
  return drawPaper(db, request, copia, office.now())
}

/** Papers of a drawer are for its own person, and for who supervises. */
function checkSeen(db: Db, actor: Actor, { tipo, id }: PaperRequest): void {
  if (tipo === 'reporte_caja') seenReporte(db, actor, id)
  if (tipo === 'movimiento_caja') seenSesion(db, actor, readMovimiento(db, actor.tenantId, id).sesionId)
}

function checkExists(db: Db, tenantId: string, tipo: DocumentoTipo, id: string): void {
  if (tipo === 'estado_cuenta') clientePaper(db, tenantId, id)
  else if (statements(db).exists[tipo].get(tenantId, id) === undefined) throw refuse('not_found', { entidad: tipo })
}

/**
 * Records that the document goes out, and returns it. One requestId is one handing over. Paper and output are no part of
 * what it is recognised by: a person whose printer failed tries another paper or a file under the same requestId, and
 * still gets the original. Only whether it is a copy is kept as the answer; the page is drawn again from the facts.
 * Errors: not_found, request.reused, input.invalid.
 */
export async function issuePaper(
  context: HandlerContext,
  request: PaperRequest,
  { requestId, output }: { requestId: string; output: 'impresora' | 'pdf' },
): Promise<PaperDocument> {
  const { office, actor } = context
  const { tipo, id } = request
  // A statement is a document of its own each time it is made: it has no original to be a copy of.
  const documentoId = tipo === 'estado_cuenta' ? outputId(requestId, id) : id
  const write = { actor, requestId, procedure: `documentos.issue.${tipo}`, input: { id } }
  const { copia } = await office.writer.run(write, (tx) => {
    const { tenantId, usuarioId, puestoId } = actor
    checkExists(tx.db, tenantId, tipo, id)
    checkSeen(tx.db, actor, request)
    const copia = recordOutput(tx.db, {
      id: outputId(requestId, documentoId),
      tenantId,
      documentoTipo: tipo,
      documentoId,
      salida: output,
      usuarioId,
      puestoId,
      fecha: tx.now,
    })
    tx.audit({ accion: `${tipo}.print`, entidad: ENTIDAD[tipo], entidadId: id, despues: { copia, output } })
    return { copia }
  })
  return drawPaper(office.db.read, request, copia, office.now())
}

const ENTIDAD: Record<DocumentoTipo, string> = {
  recibo: 'recibo',
  factura: 'factura',
  nota_credito: 'nota_credito',
  devolucion: 'devolucion',
  reporte_caja: 'reporte_caja',
  movimiento_caja: 'movimiento_caja',
  reverso: 'reverso',
  ruta_cobro: 'ruta_cobro',
  estado_cuenta: 'cliente',
}
