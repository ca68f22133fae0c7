import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { guarded, type HandlerContext, whileEntered } from '../kernel/procedures.ts'
import type { Tx } from '../kernel/writer.ts'
import type { RouterosSession } from '../routeros/index.ts'
import { readRedConfig, saveRedConfig } from './config.ts'
import { beginLift } from './cuts/lift-queue.ts'
import { keepCutting } from './cuts/turn.ts'
import { askAgain, cancelJobs, retryFailed, retryJobs } from './jobs/actions.ts'
import { listJobs, summarizeJobs } from './jobs/rows.ts'
import { listPlanesRed, savePlanRed } from './plans.ts'
import { readReach } from './reach.ts'

const { red } = guarded

// What a service is on devices is loaded when somebody looks at one.
const services = () => import('./services.ts')
const objects = () => import('./provision.ts')

interface Asked {
  requestId: string
}

/** A write of a person under the name of its procedure. The jobs it asks for wake the desk by themselves. */
const write = <T>(
  { office, actor }: HandlerContext,
  procedure: string,
  input: Asked,
  work: (tx: Tx) => T,
): Promise<T> => {
  const { requestId } = input
  return office.writer.run({ actor, requestId, procedure: `red.${procedure}`, input }, work)
}

/** What was asked for again has its turn now, whatever its device waits for. */
async function nowTrying<T>({ office }: HandlerContext, asked: Promise<T>): Promise<T> {
  const answer = await asked
  ;(await office.network()).jobs.wakeAll()
  return answer
}

/** Asks a router now, over the connection there is. Errors: not_found, dispositivo.sin_datos (it is put away), dispositivo.falla. */
async function askRouter<T>(
  { office, actor }: HandlerContext,
  dispositivoId: string,
  ask: (session: RouterosSession, nombre: string) => Promise<T>,
): Promise<T> {
  const { nombre, proveedor, activo } = readReach(office.db.read, actor.tenantId, dispositivoId)
  if (proveedor !== 'mikrotik') throw refuse('not_found', { entidad: 'dispositivo' })
  if (activo === 0) throw refuse('dispositivo.sin_datos')
  const [desk, { withDevice }] = await Promise.all([office.network(), import('./devices/failure.ts')])
  return withDevice(async () => ask(await desk.link(dispositivoId).session(), nombre))
}

/** Without the password: what is kept of a request is in clear. */
const withoutClave = <T extends { clave: { tipo: string } }>(input: T) => ({
  ...input,
  clave: { tipo: input.clave.tipo },
})

export const redHandlers = {
  config: {
    get: red.config.get.handler(({ context: { office, actor } }) => readRedConfig(office.db.read, actor.tenantId)),
    save: red.config.save.handler(async ({ context, input }) => {
      const saved = await write(context, 'config.save', input, (tx) => {
        const before = readRedConfig(tx.db, tx.actor.tenantId).config
        const after = saveRedConfig(tx, input.config, input.expected)
        const { diasGracia, tolerancia } = before.cortes
        const { cortes } = after.config
        // Stricter rules lift nothing.
        const isLaxer = cortes.diasGracia > diasGracia || cortes.tolerancia > tolerancia
        const lifted = isLaxer
          ? beginLift(handOf(tx), { tipo: 'reglas', antes: { diasGracia, tolerancia } })
          : { levantados: 0, siguen: false }
        return { ...after, ...lifted }
      })
      if (saved.siguen) void keepCutting(context.office, context.actor.tenantId)
      ;(await context.office.network()).jobs.wake()
      return saved
    }),
  },
  plans: {
    list: red.plans.list.handler(({ context: { office, actor } }) => listPlanesRed(office.db.read, actor.tenantId)),
    save: red.plans.save.handler(({ context, input }) =>
      write(context, 'plans.save', input, (tx) => savePlanRed(tx, input.planId, input, input.expected)),
    ),
  },
  service: {
    get: red.service.get.handler(async ({ context: { office, actor }, input }) => {
      const { readServicioRedDetail } = await services()
      return readServicioRedDetail(office.db.read, actor.tenantId, input.servicioId)
    }),
    save: red.service.save.handler(async ({ context, input }) => {
      const { office, actor } = context
      const { saveServicioRed } = await services()
      const { requestId } = input
      const request = { actor, requestId, procedure: 'red.service.save', input: withoutClave(input) }
      return office.writer.run(request, (tx) => saveServicioRed(tx, office.seal, input, input.expected))
    }),
    reveal: red.service.reveal.handler(async ({ context, input }) => {
      const { office, actor } = context
      const { openClave, recordReveal } = await services()
      await write(context, 'service.reveal', input, (tx) => recordReveal(tx, input.servicioId))
      return { clave: openClave(office.db.read, office.seal, actor.tenantId, input.servicioId) }
    }),
  },
  provision: red.provision.handler(async ({ context, input }) => {
    const { provision } = await objects()
    return write(context, 'provision', input, (tx) => provision(tx, input))
  }),
  uispServices: red.uispServices.handler(async ({ context, input }) => {
    const { findUispServices } = await import('./devices/uisp/crm.ts')
    return { filas: await findUispServices(context, input) }
  }),
  unlink: red.unlink.handler(async ({ context, input }) => {
    const { unlink } = await objects()
    return write(context, 'unlink', input, (tx) => unlink(tx, input))
  }),
  freeAddress: red.freeAddress.handler(({ context, input }) =>
    askRouter(context, input.dispositivoId, async (session) => {
      const { findFreeAddress } = await import('./free-address.ts')
      return { ip: await findFreeAddress(context.office.db.read, context.actor.tenantId, session, input.de) }
    }),
  ),
  firewall: red.firewall.handler(({ context, input }) =>
    askRouter(context, input.dispositivoId, async (session, dispositivo) => {
      const { firewallOf } = await import('./firewall.ts')
      const { dispositivoId, lista = 'morosos' } = input
      return firewallOf(session, { dispositivoId, dispositivo }, lista || 'morosos')
    }),
  ),
  jobs: {
    list: red.jobs.list.handler(({ context: { office, actor }, input }) =>
      listJobs(office.db.read, actor.tenantId, input),
    ),
    summary: red.jobs.summary.handler(async ({ context: { office, actor } }) =>
      summarizeJobs(office.db.read, actor.tenantId, await (await office.network()).jobs.pauses()),
    ),
    retry: red.jobs.retry.handler(({ context, input }) =>
      nowTrying(
        context,
        write(context, 'jobs.retry', input, (tx) => retryJobs(tx, input.ids)),
      ),
    ),
    retryFailed: red.jobs.retryFailed.handler(({ context, input }) =>
      nowTrying(
        context,
        write(context, 'jobs.retryFailed', input, (tx) => retryFailed(tx, input)),
      ),
    ),
    cancel: red.jobs.cancel.handler(({ context, input }) =>
      write(context, 'jobs.cancel', input, (tx) => cancelJobs(tx, input.ids)).then(async (answer) => {
        ;(await context.office.network()).jobs.news.changed()
        return answer
      }),
    ),
    ask: red.jobs.ask.handler(({ context, input }) =>
      write(context, 'jobs.ask', input, (tx) => askAgain(tx, input.servicioId)),
    ),
    watch: red.jobs.watch.handler(async ({ context, signal }) => {
      const { jobs } = await context.office.network()
      return whileEntered(context, jobs.news.watch(context.actor.tenantId, signal))
    }),
  },
  drift: {
    summary: red.drift.summary.handler(async ({ context: { office, actor } }) =>
      (await office.network()).drift.summary(actor.tenantId),
    ),
    get: red.drift.get.handler(async ({ context: { office, actor }, input }) =>
      (await office.network()).drift.report(actor.tenantId, input.dispositivoId),
    ),
    start: red.drift.start.handler(async ({ context: { office, actor }, input }) =>
      (await office.network()).drift.start(actor.tenantId, input.dispositivoId ?? null),
    ),
    fix: red.drift.fix.handler(async ({ context, input }) => {
      const { drift } = await context.office.network()
      return write(context, 'drift.fix', input, (tx) => drift.fix(tx, input.dispositivoId, input.ids))
    }),
  },
}
