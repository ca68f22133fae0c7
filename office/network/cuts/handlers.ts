import type { CorridaCorteRow } from '../../../contract/index.ts'
import { refuse } from '../../kernel/errors.ts'
import type { Office } from '../../kernel/office.ts'
import { guarded, type HandlerContext } from '../../kernel/procedures.ts'
import type { Tx } from '../../kernel/writer.ts'
import { cutsOfClient, liftedBy } from './jobs-read.ts'
import { getRun, listRuns, readEstado, runRows } from './read.ts'
import { runFile } from './run-file.ts'
import { confirmRun, pauseRun, resumeRun, startRun, stopRun, undoRun } from './runs.ts'
import type { CutRules } from './rule.ts'
import { prepareSimulation, type Simulation } from './simulation.ts'
import { simulationFile } from './simulation-file.ts'
import { simulationRows } from './simulation-rows.ts'
import { keepCutting } from './turn.ts'

/** Simulations in memory, the last ones of each office. */
const simulations = new WeakMap<Office, Simulation[]>()
const KEPT = 4

/** Errors: corte.simulacion_gone. */
function simulationOf(office: Office, id: string): Simulation {
  const simulation = simulations.get(office)?.find(({ resumen }) => resumen.simulacionId === id)
  if (!simulation) throw refuse('corte.simulacion_gone')
  return simulation
}

async function simulateFor(
  { office, actor }: HandlerContext,
  { fecha, reglas }: { fecha: string; reglas?: CutRules | undefined },
) {
  const simulation = await prepareSimulation(office, actor.tenantId, fecha, reglas)
  if (reglas) return simulation.resumen
  simulations.set(office, [simulation, ...(simulations.get(office) ?? [])].slice(0, KEPT))
  return simulation.resumen
}

/** A person changes a run; what they let begin goes on behind. */
async function change(
  { office, actor }: HandlerContext,
  procedure: string,
  input: { requestId: string; corridaId: string },
  work: (tx: Tx, corridaId: string) => void,
): Promise<CorridaCorteRow> {
  const row = await office.writer.run({ actor, requestId: input.requestId, procedure, input }, (tx) => {
    work(tx, input.corridaId)
    return getRun(tx.db, actor.tenantId, input.corridaId)
  })
  void keepCutting(office, actor.tenantId)
  return row
}

async function start(
  { office, actor }: HandlerContext,
  input: { requestId: string; simulacionId: string; excluidos: string[] },
): Promise<CorridaCorteRow> {
  const request = { actor, requestId: input.requestId, procedure: 'cortes.start', input }
  const row = await office.writer.run(request, (tx) =>
    getRun(tx.db, actor.tenantId, startRun(tx, simulationOf(office, input.simulacionId), new Set(input.excluidos))),
  )
  void keepCutting(office, actor.tenantId)
  return row
}

async function undo(
  { office, actor }: HandlerContext,
  input: { requestId: string; corridaId: string; motivo: string },
): Promise<{ corrida: CorridaCorteRow; levantados: number }> {
  const request = { actor, requestId: input.requestId, procedure: 'cortes.undo', input }
  const undone = await office.writer.run(request, (tx) => {
    const levantados = undoRun(tx, input.corridaId, input.motivo)
    return { corrida: getRun(tx.db, actor.tenantId, input.corridaId), levantados }
  })
  void keepCutting(office, actor.tenantId)
  return undone
}

export const cortesHandlers = {
  estado: guarded.cortes.estado.handler(({ context: { office, actor } }) =>
    readEstado(office.db.read, actor.tenantId, office.now()),
  ),
  simulate: guarded.cortes.simulate.handler(({ context, input }) => simulateFor(context, input)),
  simulationExport: guarded.cortes.simulationExport.handler(({ context: { office, actor }, input }) =>
    simulationFile(office.db.read, actor.tenantId, simulationOf(office, input.simulacionId), input),
  ),
  simulationRows: guarded.cortes.simulationRows.handler(({ context: { office, actor }, input }) =>
    simulationRows(office.db.read, actor.tenantId, simulationOf(office, input.simulacionId), input),
  ),
  start: guarded.cortes.start.handler(({ context, input }) => start(context, input)),
  confirm: guarded.cortes.confirm.handler(({ context, input }) => change(context, 'cortes.confirm', input, confirmRun)),
  pause: guarded.cortes.pause.handler(({ context, input }) => change(context, 'cortes.pause', input, pauseRun)),
  resume: guarded.cortes.resume.handler(({ context, input }) => change(context, 'cortes.resume', input, resumeRun)),
  stop: guarded.cortes.stop.handler(({ context, input }) => change(context, 'cortes.stop', input, stopRun)),
  undo: guarded.cortes.undo.handler(({ context, input }) => undo(context, input)),
  list: guarded.cortes.list.handler(({ context: { office, actor }, input }) =>
    listRuns(office.db.read, actor.tenantId, input),
  ),
  get: guarded.cortes.get.handler(({ context: { office, actor }, input }) =>
    getRun(office.db.read, actor.tenantId, input.corridaId),
  ),
  filas: guarded.cortes.filas.handler(({ context: { office, actor }, input }) =>
    runRows(office.db.read, actor.tenantId, input),
  ),
  filasExport: guarded.cortes.filasExport.handler(({ context: { office, actor }, input }) =>
    runFile(office.db.read, actor.tenantId, input),
  ),
  ofCliente: guarded.cortes.ofCliente.handler(({ context: { office, actor }, input }) =>
    cutsOfClient(office.db.read, actor.tenantId, input.clienteId, office.now()),
  ),
  ofRecibo: guarded.cortes.ofRecibo.handler(({ context: { office, actor }, input }) =>
    liftedBy(office.db.read, actor.tenantId, input.reciboId),
  ),
}
