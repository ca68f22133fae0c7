import { z } from 'zod'
import { civilDate, type FechaCivil } from '../../../contract/dates.ts'
import type { Modalidad } from '../../../contract/enums.ts'
import type { FacturacionConfig } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { findPuestoId, isSetUp, readTenant } from '../../kernel/tenancy.ts'
import { newId } from '../../kernel/ids.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { readSetting, writeSetting } from '../../kernel/settings.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { readFacturacionConfig } from '../config.ts'
import { type Day, dayOf, endOf, fechaOf, monthOfDay, periodoOf, startOf } from '../engine/days.ts'
import { confirmVista, endEmpty, insertCorrida, resumeInterrupted } from './confirm.ts'
import { firstAdmin, isIssuing } from './issue-run.ts'
import { prepareVista } from './vista.ts'

const CLAVE = 'facturacion_programada'
/** Up to which day runs that fell due were proposed. */
const zMark = z.object({ hasta: z.string() })

interface Waiting {
  id: string
  periodo: string
  dia: number | null
  creado_en: number
}

const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  kinds: sqlite.prepare<[number, Modalidad, string], { dia: number; modalidad: Modalidad; servicios: number }>(
    `select coalesce(dia_facturacion, ?) as dia, coalesce(modalidad, ?) as modalidad, count(*) as servicios from servicio
     where tenant_id = ? and estado <> 'baja' group by 1, 2`,
  ),
  waiting: sqlite.prepare<[string], Waiting>(
    `select id, periodo, dia, creado_en from corrida where tenant_id = ?
       and estado in ('por_confirmar', 'emitiendo', 'pausada') and estado = 'por_confirmar' order by creado_en, id`,
  ),
  open: sqlite
    .prepare<[string], number>(
      `select exists (select 1 from corrida where tenant_id = ? and estado in ('por_confirmar', 'emitiendo', 'pausada')
         and estado <> 'por_confirmar')`,
    )
    .pluck(),
}))

/**
 * What the office does about runs by itself: goes on with one that was interrupted; proposes those that fell due since it
 * looked last, also while the computer was off; and confirms what has waited for as long as the tenant said.
 */
export async function runSchedule(office: Office): Promise<void> {
  if (!isSetUp(office.db.read)) return
  resumeInterrupted(office)
  const tenant = readTenant(office.db.read)
  const config = readFacturacionConfig(office.db.read, tenant.id)
  const today = civilDate(office.now(), tenant.zonaHoraria)
  await propose(office, tenant.id, config, today)
  if (config.programada.activa) confirmWaiting(office, tenant.id, config, today, tenant.zonaHoraria)
}

const readMark = (db: ReadDb | WriteDb, tenantId: string): FechaCivil | null => {
  const setting = readSetting(db, tenantId, CLAVE)
  return setting?.value ? zMark.parse(setting.value).hasta : null
}

/** In whose name the office acts: nobody's, on its first seat; documents carry the first admin. */
function actorOf(db: ReadDb | WriteDb, tenantId: string): Actor {
  const puestoId = findPuestoId(db, tenantId)
  if (puestoId === null) throw new Error('the office has no seat')
  return { tenantId, usuarioId: firstAdmin(db, tenantId), puestoId, rol: 'admin', permissions: [] }
}

async function propose(office: Office, tenantId: string, config: FacturacionConfig, today: FechaCivil): Promise<void> {
  const { read } = office.db
  const mark = readMark(read, tenantId)
  if (config.programada.activa ? mark === today : mark === null) return
  const actor = actorOf(read, tenantId)
  const request = { actor, requestId: newId(), procedure: 'corridas.propose', input: { today } }
  await office.writer.run(request, (tx) => {
    // Turned off and on again: what fell due in between is nobody's business.
    const value = config.programada.activa ? { hasta: today } : null
    writeSetting(tx.db, tenantId, CLAVE, value, tx.now)
    if (value) insertDue(tx, config, { after: mark === null ? dayOf(today) - 1 : dayOf(mark), until: dayOf(today) })
  })
}

/** Runs whose services fall due in a range of days, each once. */
function insertDue(tx: Tx, config: FacturacionConfig, { after, until }: { after: Day; until: Day }): void {
  const { tenantId } = tx.actor
  const kinds = statements(tx.db).kinds.all(config.diaFacturacion, config.modalidad, tenantId)
  for (const { dia, modalidad, servicios } of kinds.sort((a, b) => a.dia - b.dia))
    for (const { periodo, vence } of dueRuns(dia, modalidad, config.diasAnticipacion, { after, until }))
      insertCorrida(tx, {
        periodo,
        dia,
        fechaEmision: vence,
        origen: 'programada',
        vence: `${vence} ${modalidad}`,
        servicios,
      })
}

/** Periods of a billing day that fall due after one day and until another, with the day when each does. */
export function dueRuns(
  dia: number,
  modalidad: Modalidad,
  diasAnticipacion: number,
  { after, until }: { after: Day; until: Day },
): { periodo: string; vence: FechaCivil }[] {
  const due: { periodo: string; vence: FechaCivil }[] = []
  const last = monthOfDay(until + diasAnticipacion, dia)
  for (let month = monthOfDay(after, dia) - 1; month <= last; month++) {
    const day = modalidad === 'vencido' ? endOf(month, dia) + 1 : startOf(month, dia) - diasAnticipacion
    if (day > after && day <= until) due.push({ periodo: periodoOf(month), vence: fechaOf(day) })
  }
  return due
}

const confirming = new WeakSet<Office>()

/** Confirms the oldest run that has waited long enough, in the background; the next one has its turn a minute later. */
function confirmWaiting(
  office: Office,
  tenantId: string,
  config: FacturacionConfig,
  today: FechaCivil,
  zonaHoraria: string,
): void {
  const { confirmarTrasDias } = config.programada
  const { read } = office.db
  if (confirmarTrasDias === null || isIssuing(office) || confirming.has(office)) return
  if (statements(read).open.get(tenantId) === 1) return
  const ripe = statements(read)
    .waiting.all(tenantId)
    .find((row) => dayOf(civilDate(row.creado_en, zonaHoraria)) + confirmarTrasDias <= dayOf(today))
  if (!ripe) return
  confirming.add(office)
  const input = { periodo: ripe.periodo, dia: ripe.dia, fechaEmision: today }
  office.jobs.start({ tipo: 'vista', titulo: ripe.periodo, total: 0 }, async ({ report }) => {
    try {
      const vista = await prepareVista(office, tenantId, input, report)
      const actor = actorOf(read, tenantId)
      const { vistaId } = vista.resumen
      if (vista.entries.every(({ tipo }) => tipo === 'excluido')) await end(office, actor, ripe.id)
      else {
        const confirmation = { requestId: newId(), vistaId, excluidas: [], corridaId: ripe.id }
        await confirmVista(office, actor, confirmation, () => vista, true)
      }
      return { refId: vistaId }
    } finally {
      confirming.delete(office)
    }
  })
}

const end = (office: Office, actor: Actor, corridaId: string): Promise<void> =>
  office.writer.run({ actor, requestId: newId(), procedure: 'corridas.end', input: { corridaId } }, (tx) =>
    endEmpty(tx, corridaId),
  )
