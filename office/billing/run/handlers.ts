import type { CorridaDetail, CorridaResumen } from '../../../contract/index.ts'
import { refuse } from '../../kernel/errors.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { guarded, type HandlerContext } from '../../kernel/procedures.ts'
import type { Tx } from '../../kernel/writer.ts'
import { confirmVista, discardCorrida, pauseCorrida, resumeCorrida } from './confirm.ts'
import type { RunInput } from './context.ts'
import { corridaFilas, getCorrida, listCorridas, pendientes } from './corridas.ts'
import { jobOf } from './issue-run.ts'
import { prepareVista, type Vista } from './vista.ts'
import { vistaFile } from './vista-file.ts'
import { vistaRows } from './vista-rows.ts'

/** Previews in memory, the last ones of each office. */
const vistas = new WeakMap<Office, Vista[]>()
const KEPT = 2

/** Errors: corrida.vista_gone. */
function vistaOf(office: Office, vistaId: string): Vista {
  const vista = vistas.get(office)?.find(({ resumen }) => resumen.vistaId === vistaId)
  if (!vista) throw refuse('corrida.vista_gone')
  return vista
}

const keep = (office: Office, vista: Vista) => vistas.set(office, [vista, ...(vistas.get(office) ?? [])].slice(0, KEPT))

function preview(office: Office, { tenantId }: Actor, input: RunInput): Promise<CorridaResumen> {
  return new Promise((resolve, reject) => {
    office.jobs.start({ tipo: 'vista', titulo: input.periodo, total: 0 }, async ({ report }) => {
      const prepared = prepareVista(office, tenantId, input, report)
      prepared.then((vista) => {
        keep(office, vista)
        resolve(vista.resumen)
      }, reject)
      const vista = await prepared
      return { refId: vista.resumen.vistaId }
    })
  })
}

function change(
  { office, actor }: HandlerContext,
  procedure: string,
  input: { requestId: string; corridaId: string },
  work: (tx: Tx, corridaId: string) => void,
): Promise<CorridaDetail> {
  return office.writer.run({ actor, requestId: input.requestId, procedure, input }, (tx) => {
    work(tx, input.corridaId)
    return getCorrida(tx.db, actor.tenantId, input.corridaId, jobOf(office))
  })
}

export const corridasHandlers = {
  preview: guarded.corridas.preview.handler(({ context, input }) => preview(context.office, context.actor, input)),
  previewRows: guarded.corridas.previewRows.handler(({ context, input }) =>
    vistaRows(context.office.db.read, vistaOf(context.office, input.vistaId), input),
  ),
  previewExport: guarded.corridas.previewExport.handler(({ context, input }) =>
    vistaFile(context.office.db.read, vistaOf(context.office, input.vistaId), input),
  ),
  confirm: guarded.corridas.confirm.handler(({ context, input }) =>
    confirmVista(context.office, context.actor, input, (id) => vistaOf(context.office, id)),
  ),
  pause: guarded.corridas.pause.handler(({ context, input }) => change(context, 'corridas.pause', input, pauseCorrida)),
  resume: guarded.corridas.resume.handler(({ context, input }) => resumeCorrida(context.office, context.actor, input)),
  discard: guarded.corridas.discard.handler(({ context, input }) =>
    change(context, 'corridas.discard', input, discardCorrida),
  ),
  list: guarded.corridas.list.handler(({ context, input }) =>
    listCorridas(context.office.db.read, context.actor.tenantId, input, jobOf(context.office)),
  ),
  get: guarded.corridas.get.handler(({ context, input }) =>
    getCorrida(context.office.db.read, context.actor.tenantId, input.id, jobOf(context.office)),
  ),
  filas: guarded.corridas.filas.handler(({ context, input }) =>
    corridaFilas(context.office.db.read, context.actor.tenantId, input),
  ),
  pendientes: guarded.corridas.pendientes.handler(({ context }) =>
    pendientes(context.office.db.read, context.actor.tenantId, jobOf(context.office)),
  ),
}
