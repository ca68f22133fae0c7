import { refuse } from '../../kernel/errors.ts'
import { guarded, type HandlerContext, whileEntered } from '../../kernel/procedures.ts'
import { listAlerts, markSeen, summarizeAlerts } from './alert-rows.ts'
import { createSite, listSites, removeSite, updateSite } from './sites.ts'
import type { ControllerCheck } from './uisp/check.ts'
import { createController, getController, listControllers, updateController } from './uisp/store.ts'

const { sitios, alertas, controladores } = guarded

export const sitiosHandlers = {
  list: sitios.list.handler(({ context: { office, actor } }) => listSites(office.db.read, actor.tenantId)),
  create: sitios.create.handler(({ context: { office, actor }, input: { requestId, sitio } }) =>
    office.writer.run({ actor, requestId, procedure: 'sitios.create', input: sitio }, (tx) => createSite(tx, sitio)),
  ),
  update: sitios.update.handler(({ context: { office, actor }, input: { requestId, ...input } }) =>
    office.writer.run({ actor, requestId, procedure: 'sitios.update', input }, (tx) =>
      updateSite(tx, input.id, input.expected, input.sitio),
    ),
  ),
  remove: sitios.remove.handler(({ context: { office, actor }, input: { requestId, id } }) =>
    office.writer.run({ actor, requestId, procedure: 'sitios.remove', input: { id } }, (tx) => removeSite(tx, id)),
  ),
}

/** How many alerts there are, at each change of any device. */
async function* watchAlerts({ office, actor }: HandlerContext, signal: AbortSignal | undefined) {
  const { poller } = await office.network()
  let told = ''
  for await (const _ of poller.changes.watch(signal, 1_000)) {
    const summary = summarizeAlerts(office.db.read, actor.tenantId, poller.lostSince)
    const said = JSON.stringify(summary)
    if (said !== told) yield summary
    told = said
  }
}

export const alertasHandlers = {
  list: alertas.list.handler(({ context: { office, actor }, input }) =>
    listAlerts(office.db.read, actor.tenantId, input),
  ),
  resumen: alertas.resumen.handler(async ({ context: { office, actor } }) => {
    const { poller } = await office.network()
    return summarizeAlerts(office.db.read, actor.tenantId, poller.lostSince)
  }),
  watch: alertas.watch.handler(({ context, signal }) => whileEntered(context, watchAlerts(context, signal))),
  marcarVistas: alertas.marcarVistas.handler(async ({ context: { office, actor }, input: { requestId, ids } }) => {
    const request = { actor, requestId, procedure: 'alertas.marcarVistas', input: { ids } }
    const seen = await office.writer.run(request, (tx) => markSeen(tx, ids))
    ;(await office.network()).poller.changes.mark('')
    return seen
  }),
}

const one = ({ office, actor }: HandlerContext, id: string) =>
  getController(office.db.read, actor.tenantId, office.seal, id)

/** Reads the devices of a server now. Errors: not_found, controlador.falla. */
async function sync(context: HandlerContext, id: string) {
  const { office, actor } = context
  one(context, id)
  const desk = await office.network()
  const { nuevos, ausentes, failure } = await desk.uisp.syncNow({ tenantId: actor.tenantId, controladorId: id })
  if (failure) throw refuse('controlador.falla', { ...failure })
  return { controlador: one(context, id), nuevos, ausentes }
}

// What talks to a server is loaded when somebody looks at one.
const live = () => import('./uisp/live.ts')

async function* check({ office, actor }: HandlerContext, input: ControllerCheck) {
  const { checkController } = await import('./uisp/check.ts')
  yield* checkController({ office, tenantId: actor.tenantId }, input)
}

export const controladoresHandlers = {
  list: controladores.list.handler(({ context: { office, actor } }) =>
    listControllers(office.db.read, actor.tenantId, office.seal),
  ),
  revisar: controladores.revisar.handler(({ context, input }) => whileEntered(context, check(context, input))),
  create: controladores.create.handler(async ({ context, input }) => {
    const id = await createController(context, input)
    void (await context.office.network()).uisp.run()
    return one(context, id)
  }),
  update: controladores.update.handler(async ({ context, input }) => {
    await updateController(context, input)
    void (await context.office.network()).uisp.run()
    return one(context, input.id)
  }),
  sincronizar: controladores.sincronizar.handler(({ context, input }) => sync(context, input.id)),
  estaciones: controladores.estaciones.handler(async ({ context, input }) => {
    const { readStations } = await live()
    return readStations(context, input.dispositivoId)
  }),
  onus: controladores.onus.handler(async ({ context, input }) => {
    const { readOnus } = await live()
    return readOnus(context, input.dispositivoId)
  }),
  caidas: controladores.caidas.handler(async ({ context, input }) => {
    const { readOutages } = await live()
    return readOutages(context, input.id, input.limit)
  }),
}
