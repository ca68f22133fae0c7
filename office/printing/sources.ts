import type { ImpresoraConfig, TicketsDocumento } from '../../contract/index.ts'
import type { TipoTicket } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { chargedOnPaper } from '../billing/charged.ts'
import { readMovimiento } from '../cash/movements.ts'
import { getRecibo } from '../cash/receipts.ts'
import { readReporte, seenReporte } from '../cash/reports.ts'
import { getReverso } from '../cash/reversos-read.ts'
import { readSesion, seenSesion } from '../cash/rows.ts'
import { type PaperContext, paperContext } from '../documents/context.ts'
import { devolucionPaper } from '../documents/facts.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { readPuesto, readTenant } from '../kernel/tenancy.ts'
import { reactivationProof } from '../network/cuts/jobs-read.ts'
import { type Block, encodeKick, encodeTicket } from './layout.ts'
import { movimientoTicket, reporteTicket } from './ticket-caja.ts'
import { devolucionTicket, reversoTicket, testTicket } from './ticket-other.ts'
import { reciboTicket } from './ticket-recibo.ts'

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  recibo: db.sqlite.prepare<[string, string], { puestoId: string; anulado: number }>(
    `select puesto_id as puestoId, revertido >= monto_total as anulado from recibo where tenant_id = ? and id = ?`,
  ),
}))

function reciboBlocks(db: Db, context: PaperContext, id: string, copia: boolean): Block[] {
  const row = statements(db).recibo.get(context.tenant.id, id)
  if (!row) throw refuse('not_found', { entidad: 'recibo' })
  const puesto = readPuesto(db, row.puestoId)
  const recibo = getRecibo(db, context.tenant.id, id)
  const verificadoEn = reactivationProof(db, context.tenant.id, id)
  const conceptos = chargedOnPaper(db, context.tenant.id, recibo)
  return reciboTicket(context, { recibo, puesto, anulado: row.anulado === 1, verificadoEn, conceptos }, copia)
}

function documentBlocks(db: Db, context: PaperContext, tipo: TicketsDocumento, id: string, copia: boolean): Block[] {
  const tenantId = context.tenant.id
  switch (tipo) {
    case 'recibo':
      return reciboBlocks(db, context, id, copia)
    case 'devolucion':
      return devolucionTicket(context, devolucionPaper(db, tenantId, id), copia)
    case 'reverso':
      return reversoTicket(context, getReverso(db, tenantId, id), copia)
    case 'reporte_caja':
      return reporteTicket(context, readReporte(db, tenantId, id), copia)
    case 'movimiento_caja': {
      const { movimiento, sesionId } = readMovimiento(db, tenantId, id)
      return movimientoTicket(context, movimiento, readSesion(db, tenantId, sesionId).puesto, copia)
    }
  }
}

export interface TicketToDraw {
  tipo: TipoTicket
  documentoId: string
  puestoId: string
}

/** The bytes of a ticket. `kick`: the drawer opens with it; `now`: ms. Errors: not_found. */
export function drawTicket(
  db: Db,
  config: ImpresoraConfig,
  ticket: TicketToDraw,
  options: { copia: boolean; kick: boolean; now: number },
): Uint8Array {
  const { tipo, documentoId, puestoId } = ticket
  if (tipo === 'cajon') return encodeKick(config)
  const tenant = readTenant(db)
  const context = paperContext(tenant, tenant.idioma)
  const blocks =
    tipo === 'prueba'
      ? testTicket(context, config, readPuesto(db, puestoId).nombre, options.now)
      : documentBlocks(db, context, tipo, documentoId, options.copia)
  return encodeTicket(config, { blocks, logoUrl: tenant.logoUrl }, options.kick)
}

/** Whether the actor may have that document, which exists. Errors: not_found, access.denied. */
export function checkTicket(db: Db, actor: Actor, tipo: TicketsDocumento, id: string): void {
  const { tenantId } = actor
  if (tipo === 'recibo') getRecibo(db, tenantId, id)
  else if (tipo === 'devolucion') devolucionPaper(db, tenantId, id)
  else if (tipo === 'reverso') getReverso(db, tenantId, id)
  else {
    if (!actor.permissions.includes('caja.operate')) throw refuse('access.denied', { permission: 'caja.operate' })
    if (tipo === 'reporte_caja') seenReporte(db, actor, id)
    else seenSesion(db, actor, readMovimiento(db, tenantId, id).sesionId)
  }
}
