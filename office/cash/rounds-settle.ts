import { eq } from 'drizzle-orm'
import { ORPCError } from '@orpc/server'
import type { z } from 'zod'
import type { Aprobacion, CierreResult, Conteo, RutaDetail } from '../../contract/index.ts'
import type { rutas } from '../../contract/procedures/rutas.ts'
import { rutaCobro, rutaVisita } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { type Tx, wasAnswered } from '../kernel/writer.ts'
import { proveApproval } from './approval.ts'
import { plainReference, recordPago } from './collect.ts'
import { needOwnDrawer } from './drawer.ts'
import { openRuta, receiveBag } from './rounds.ts'
import { readRuta } from './rounds-read.ts'
import { endSesion } from './sessions.ts'

type SettleInput = z.output<NonNullable<(typeof rutas.settle)['~orpc']['inputSchema']>>
type Visita = SettleInput['visitas'][number]
type Parada = RutaDetail['paradas'][number]

interface Settling {
  visitas: Visita[]
  conteo: Conteo
  explicacion: string
  aprobadoPor: string | null
}

/** Each stop's outcome beside the stop. Errors: ruta.visit. */
function matchVisitas(paradas: Parada[], visitas: Visita[]): { parada: Parada; visita: Visita }[] {
  const byId = new Map(paradas.map((parada) => [parada.id, parada]))
  if (new Set(visitas.map(({ visitaId }) => visitaId)).size !== visitas.length) throw refuse('ruta.visit')
  return visitas.map((visita) => {
    const parada = byId.get(visita.visitaId)
    if (!parada || (visita.estado === 'cobrada') !== (visita.monto !== undefined)) throw refuse('ruta.visit')
    return { parada, visita }
  })
}

/** The receipt of a stop that paid, into the collector's bag. A refusal says which stop it is about. */
function collectVisita(tx: Tx, sesionId: string, { clienteId, id }: Parada, visita: Visita): string | null {
  const { monto, metodo = 'efectivo', referencia } = visita
  if (monto === undefined) return null
  try {
    return recordPago(tx, { clienteId, metodo, monto, referencia: plainReference(referencia), sesionId }).id
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    throw new ORPCError(error.code, {
      status: 400,
      message: error.message,
      data: { ...(error.data as object), visitaId: id },
    })
  }
}

/**
 * Settles a round at once: receipts, the bag's count and Z, its cash into the actor's drawer. Errors: not_found, ruta.closed,
 * ruta.visit, pago.* (with `visitaId`), caja.*.
 */
export function settleRuta(
  tx: Tx,
  rutaId: string,
  { visitas, ...count }: Settling,
): { ruta: RutaDetail; cierre: CierreResult } {
  const { tenantId } = tx.actor
  const ruta = openRuta(tx.db, tenantId, rutaId)
  needOwnDrawer(tx.db, tx.actor)
  for (const { parada, visita } of matchVisitas(ruta.paradas, visitas)) {
    const reciboId = collectVisita(tx, ruta.sesion.id, parada, visita)
    const { estado, notas } = visita
    tx.db.orm.update(rutaVisita).set({ estado, notas, reciboId }).where(eq(rutaVisita.id, parada.id)).run()
  }
  const ended = endSesion(tx, ruta.sesion.id, { ...count, queda: null })
  receiveBag(tx, ruta, ended.arqueo.contado)
  tx.db.orm.update(rutaCobro).set({ estado: 'rendida', rendidaEn: tx.now }).where(eq(rutaCobro.id, rutaId)).run()
  const despues = { numero: ruta.numero, z: ended.reporte.numero, contado: ended.arqueo.contado }
  tx.audit({ accion: 'ruta.settle', entidad: 'ruta_cobro', entidadId: rutaId, despues })
  return { ruta: readRuta(tx.db, tenantId, rutaId), cierre: { ...ended, siguiente: null } }
}

/** The same as a window asks it, with the PIN of who approves. */
export async function settleAsked(
  context: HandlerContext,
  { requestId, aprobacion, rutaId, ...input }: SettleInput & { aprobacion?: Aprobacion | undefined },
): Promise<{ ruta: RutaDetail; cierre: CierreResult }> {
  const { office, actor } = context
  const procedure = 'rutas.settle'
  const data = { ...input, rutaId, aprobadoPor: aprobacion?.usuarioId ?? null }
  const request = { actor, requestId, procedure, input: data }
  const settle = (aprobadoPor: string | null) =>
    office.writer.run(request, (tx) => settleRuta(tx, rutaId, { ...input, aprobadoPor }))
  if (wasAnswered(office.db.read, { tenantId: actor.tenantId, requestId, procedure })) return settle(null)
  const { cobradorId } = openRuta(office.db.read, actor.tenantId, rutaId)
  return settle(await proveApproval(context, { requestId, procedure, aprobacion, responsableId: cobradorId }))
}
