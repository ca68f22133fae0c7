import { implement } from '@orpc/server'
import { contract } from '../../contract/index.ts'
import type { Gate } from '../../contract/permissions.ts'
import { refuse, toOfficeError } from './errors.ts'
import { findTenantId } from './tenancy.ts'
import { wasAnswered } from './writer.ts'
import type { Actor, RequestContext } from './office.ts'

/** What was asked, before its shape is checked. */
interface Asked {
  procedure: string
  input: unknown
}

/** Open until there is a tenant; afterwards only to the request that made it, which gets its first answer again. */
function checkSetup({ office }: RequestContext, { procedure, input }: Asked): void {
  const tenantId = findTenantId(office.db.read)
  if (tenantId === null) return
  const requestId = (input as { requestId?: unknown } | undefined)?.requestId
  if (typeof requestId !== 'string' || !wasAnswered(office.db.read, { tenantId, requestId, procedure }))
    throw refuse('setup.done')
}

/** Lets through, or throws `access.*` / `setup.*`. The one place where permissions are checked. */
export function checkGate(gate: Gate, context: RequestContext, asked: Asked): void {
  const { actor } = context.caller
  if (gate === 'public') return
  if (gate === 'setup') return checkSetup(context, asked)
  if (!actor) throw refuse('access.required')
  if (gate !== 'session' && !actor.permissions.includes(gate)) throw refuse('access.denied', { permission: gate })
}

const base = implement(contract).$context<RequestContext>()

const checked = base.use(async ({ context, procedure, path, next }, input) => {
  try {
    const { gate } = procedure['~orpc'].meta
    checkGate(gate, context, { procedure: path.join('.'), input })
    if (gate !== 'public' && gate !== 'setup') await context.office.catchUp()
    return await next()
  } catch (error) {
    throw toOfficeError(error, (unexpected) => {
      const ref = Math.random().toString(36).slice(2, 8).toUpperCase()
      context.office.log.error({ ref, procedure: path.join('.'), err: unexpected }, 'unexpected')
      return ref
    })
  }
})

/** For procedures open to everybody (gates `public` and `setup`): there may be no actor. */
export const open = checked

/** For all others: the gate has seen an actor, and the handler gets it. */
export const guarded = checked.use(({ context, next }) => {
  const actor: Actor | null = context.caller.actor
  if (!actor) throw refuse('access.required')
  return next({ context: { actor } })
})

/** Context of a handler made with `guarded`. */
export type HandlerContext = RequestContext & { actor: Actor }

/** A gate is passed once, but these answers go on: they end with the session that asked. */
export async function* whileEntered<T>(
  { caller, actor }: HandlerContext,
  source: AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  for await (const item of source) {
    if (caller.actor?.usuarioId !== actor.usuarioId) return
    yield item
  }
}
