import { guarded, type HandlerContext, whileEntered } from '../../kernel/procedures.ts'
import type { Tx } from '../../kernel/writer.ts'
import type { CheckInput } from './check.ts'
import { readHistory } from './history.ts'
import { getDevice, listDevices, someDevices, summarizeDevices } from './rows.ts'
import { archiveDevice, createDevice, describeDevice, muteDevice, setMode, updateDevice } from './store.ts'

// What talks to devices is loaded when somebody looks at one: the office opens without it.
const backups = () => import('./backup/index.ts')
const live = () => import('./live/index.ts')

const { dispositivos } = guarded

async function detail({ office, actor }: HandlerContext, id: string) {
  const { poller } = await office.network()
  return getDevice(office.db.read, actor.tenantId, office.seal, poller, id)
}

/** A write of one device, then the device as it is. */
async function change(
  context: HandlerContext,
  procedure: string,
  { requestId, ...input }: { requestId: string; id: string },
  work: (tx: Tx) => { ok: true },
) {
  const { office, actor } = context
  await office.writer.run({ actor, requestId, procedure: `dispositivos.${procedure}`, input }, work)
  const desk = await office.network()
  desk.poller.reload()
  desk.poller.changes.mark(input.id)
  return detail(context, input.id)
}

async function* watchDevices({ office, actor }: HandlerContext, signal: AbortSignal | undefined) {
  const { poller } = await office.network()
  const { tenantId } = actor
  for await (const ids of poller.changes.watch(signal, 1_000)) {
    const filas = ids.size === 0 ? [] : someDevices(office.db.read, tenantId, poller, ids)
    yield { filas, resumen: summarizeDevices(office.db.read, tenantId) }
  }
}

async function* check({ office, actor }: HandlerContext, input: CheckInput) {
  const { checkDevice } = await import('./check.ts')
  yield* checkDevice({ office, tenantId: actor.tenantId }, input)
}

async function* find(context: HandlerContext, segundos: number, signal: AbortSignal | undefined) {
  const { office, actor } = context
  const [{ discovery }, { discover }] = await Promise.all([office.network(), import('./discover.ts')])
  yield* discover({ db: office.db.read, tenantId: actor.tenantId, discovery }, segundos * 1000, signal)
}

export const dispositivosHandlers = {
  list: dispositivos.list.handler(async ({ context: { office, actor }, input }) =>
    listDevices(office.db.read, actor.tenantId, (await office.network()).poller, input),
  ),
  resumen: dispositivos.resumen.handler(({ context: { office, actor } }) =>
    summarizeDevices(office.db.read, actor.tenantId),
  ),
  get: dispositivos.get.handler(({ context, input }) => detail(context, input.id)),
  watch: dispositivos.watch.handler(({ context, signal }) => whileEntered(context, watchDevices(context, signal))),
  revisar: dispositivos.revisar.handler(({ context, input }) => whileEntered(context, check(context, input))),
  create: dispositivos.create.handler(async ({ context, input }) => {
    const id = await createDevice(context, input)
    ;(await context.office.network()).resetDevice(id)
    return detail(context, id)
  }),
  update: dispositivos.update.handler(async ({ context, input }) => {
    await updateDevice(context, input)
    ;(await context.office.network()).resetDevice(input.id)
    return detail(context, input.id)
  }),
  describir: dispositivos.describir.handler(({ context, input }) =>
    change(context, 'describir', input, (tx) => describeDevice(tx, input)),
  ),
  modo: dispositivos.modo.handler(async ({ context, input }) => {
    const treated = await change(context, 'modo', input, (tx) => setMode(tx, input))
    ;(await context.office.network()).jobs.wakeDevice(input.id)
    return treated
  }),
  archivar: dispositivos.archivar.handler(async ({ context, input }) => {
    const archived = await change(context, 'archivar', input, (tx) => archiveDevice(tx, input))
    ;(await context.office.network()).resetDevice(input.id)
    return archived
  }),
  silenciar: dispositivos.silenciar.handler(({ context, input }) =>
    change(context, 'silenciar', input, (tx) => muteDevice(tx, input)),
  ),
  sondear: dispositivos.sondear.handler(async ({ context, input }) => {
    await (await context.office.network()).poller.lookNow(input.id)
    return detail(context, input.id)
  }),
  buscar: dispositivos.buscar.handler(({ context, input, signal }) =>
    whileEntered(context, find(context, input.segundos, signal)),
  ),
  reiniciar: dispositivos.reiniciar.handler(async ({ context, input }) => {
    const { rebootDevice } = await import('./reboot.ts')
    return rebootDevice(context, input)
  }),
  historia: dispositivos.historia.handler(({ context: { office, actor }, input }) =>
    readHistory(office.db.read, actor.tenantId, input, office.now()),
  ),
  interfaces: dispositivos.interfaces.handler(async ({ context, input }) => {
    const { listInterfaces, liveDevice } = await live()
    return listInterfaces(await liveDevice(context, input.id), input)
  }),
  sesiones: dispositivos.sesiones.handler(async ({ context, input }) => {
    const { listSessions, liveDevice } = await live()
    return listSessions(await liveDevice(context, input.id), input)
  }),
  leases: dispositivos.leases.handler(async ({ context, input }) => {
    const { listLeases, liveDevice } = await live()
    return listLeases(await liveDevice(context, input.id), input)
  }),
  wifi: dispositivos.wifi.handler(async ({ context, input }) => {
    const { listWifi, liveDevice } = await live()
    return listWifi(await liveDevice(context, input.id), input)
  }),
  colas: dispositivos.colas.handler(async ({ context, input }) => {
    const { listQueues, liveDevice } = await live()
    return listQueues(await liveDevice(context, input.id), input)
  }),
  trafico: dispositivos.trafico.handler(async ({ context, input, signal }) => {
    const { asStream, liveDevice, watchTraffic } = await live()
    const device = await liveDevice(context, input.id)
    return whileEntered(context, asStream(device, watchTraffic(device, input.interfaces, signal)))
  }),
  registro: dispositivos.registro.handler(async ({ context, input, signal }) => {
    const { asStream, liveDevice, watchLog } = await live()
    const device = await liveDevice(context, input.id)
    return whileEntered(context, asStream(device, watchLog(device, input.lineas, signal)))
  }),
  ping: dispositivos.ping.handler(async ({ context, input, signal }) => {
    const { asStream, liveDevice, watchPing } = await live()
    const device = await liveDevice(context, input.id)
    return whileEntered(context, asStream(device, watchPing(device, input, signal)))
  }),
  traza: dispositivos.traza.handler(async ({ context, input, signal }) => {
    const { asStream, liveDevice, watchTrace } = await live()
    const device = await liveDevice(context, input.id)
    return whileEntered(context, asStream(device, watchTrace(device, input, signal)))
  }),
  respaldos: dispositivos.respaldos.handler(async ({ context: { office, actor }, input }) => {
    const { listBackups } = await backups()
    return listBackups(office.db.read, actor.tenantId, input)
  }),
  respaldar: dispositivos.respaldar.handler(async ({ context, input }) => {
    const { makeBackup } = await backups()
    return makeBackup(context, input)
  }),
  descargarRespaldo: dispositivos.descargarRespaldo.handler(async ({ context: { office, actor }, input }) => {
    const { takeBackup } = await backups()
    const backup = await takeBackup({ office, actor }, input.respaldoId)
    const day = new Date(backup.fecha).toISOString().slice(0, 10)
    const name = `${backup.dispositivo.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}-${day}`
    const file = new Blob([new Uint8Array(backup.content)])
    return { fileName: `${name}.${backup.tipo === 'export' ? 'rsc' : 'backup'}`, file }
  }),
  compararRespaldos: dispositivos.compararRespaldos.handler(async ({ context: { office, actor }, input }) => {
    const { compareBackups } = await backups()
    return compareBackups({ db: office.db.read, seal: office.seal, tenantId: actor.tenantId }, input)
  }),
}
