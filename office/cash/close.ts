import type { Aprobacion, CierreResult, Conteo } from '../../contract/index.ts'
import { ORPCError } from '@orpc/server'
import { readActor } from '../access/session.ts'
import { proveSecret } from '../access/prove.ts'
import { refuse } from '../kernel/errors.ts'
import { namedId } from '../kernel/ids.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { wasAnswered } from '../kernel/writer.ts'
import { proveApproval } from './approval.ts'
import { needOwnDrawer } from './drawer.ts'
import { endSesion, handOver, keepControl, sesionToClose } from './sessions.ts'

interface CloseInput {
  requestId: string
  sesionId?: string | undefined
  conteo: Conteo
  queda: number
  explicacion: string
  aprobacion?: Aprobacion | undefined
}

/** What a request is recognised by: never a PIN. */
const withoutPin = ({ aprobacion, ...input }: { requestId: string; aprobacion?: Aprobacion | undefined }) => {
  const { requestId: _, ...kept } = input
  return { ...kept, aprobadoPor: aprobacion?.usuarioId ?? null }
}

/**
 * A count whose difference lacks its explanation closes nothing, but it was made, and it stays on record as a control:
 * else one could try counts until the expected one is found.
 */
async function keepingTheCount<T>(
  { office, actor }: HandlerContext,
  count: { requestId: string; sesionId: string; conteo: Conteo },
  close: () => Promise<T>,
): Promise<T> {
  try {
    return await close()
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'caja.explanation') throw error
    const { requestId, sesionId, conteo } = count
    const kept = { actor, requestId: namedId(0, `caja.count ${requestId}`), procedure: 'caja.count', input: { conteo } }
    await office.writer.run(kept, (tx) => keepControl(tx, sesionId, conteo, ''))
    throw error
  }
}

/** Whether the request was done before: then whom it was about is closed by now, and the first answer is given again. */
const isRepeated = ({ office, actor }: HandlerContext, procedure: string, requestId: string): boolean =>
  wasAnswered(office.db.read, { tenantId: actor.tenantId, requestId, procedure })

/** Closes a drawer. Errors: see the contract. */
export async function closeCaja(context: HandlerContext, input: CloseInput): Promise<CierreResult> {
  const { office, actor } = context
  const { requestId, conteo, queda, explicacion, aprobacion } = input
  const request = { actor, requestId, procedure: 'caja.close', input: withoutPin(input) }
  const close = (sesionId: string, aprobadoPor: string | null) =>
    office.writer.run(request, (tx): CierreResult => {
      const { id } = sesionToClose(tx.db, actor, sesionId)
      return { ...endSesion(tx, id, { conteo, queda, explicacion, aprobadoPor }), siguiente: null }
    })
  if (isRepeated(context, 'caja.close', requestId)) return close('', null)
  const sesion = sesionToClose(office.db.read, actor, input.sesionId)
  const proof = { requestId, procedure: 'caja.close', aprobacion, responsableId: sesion.usuarioId }
  const aprobadoPor = await proveApproval(context, proof)
  const count = { requestId, sesionId: sesion.id, conteo }
  return keepingTheCount(context, count, () => close(sesion.id, aprobadoPor))
}

interface HandoverInput extends Omit<CloseInput, 'queda' | 'sesionId'> {
  recibe: Aprobacion
}

/** Proves who receives the drawer: somebody else, who may operate one. Errors: access.*. */
async function proveReceiver({ office, actor }: HandlerContext, { usuarioId, pin }: Aprobacion): Promise<void> {
  const receiver = readActor(office.db.read, usuarioId)
  if (!receiver || usuarioId === actor.usuarioId) throw refuse('access.unavailable')
  if (!receiver.permissions.includes('caja.operate')) throw refuse('access.denied', { permission: 'caja.operate' })
  await proveSecret(office, { usuarioId, kind: 'pin', secret: pin })
}

/** Hands the actor's drawer over. Errors: see the contract. */
export async function handOverCaja(context: HandlerContext, input: HandoverInput): Promise<CierreResult> {
  const { office, actor } = context
  const { requestId, conteo, explicacion, aprobacion, recibe } = input
  const { recibe: _, ...asked } = input
  const data = { ...withoutPin(asked), recibeId: recibe.usuarioId }
  const request = { actor, requestId, procedure: 'caja.handover', input: data }
  const handover = (aprobadoPor: string | null) =>
    office.writer.run(request, (tx) => handOver(tx, recibe.usuarioId, { conteo, explicacion, aprobadoPor }))
  if (isRepeated(context, 'caja.handover', requestId)) return handover(null)
  const { id: sesionId } = needOwnDrawer(office.db.read, actor)
  await proveReceiver(context, recibe)
  const proof = { requestId, procedure: 'caja.handover', aprobacion, responsableId: actor.usuarioId }
  const aprobadoPor = await proveApproval(context, proof)
  return keepingTheCount(context, { requestId, sesionId, conteo }, () => handover(aprobadoPor))
}
