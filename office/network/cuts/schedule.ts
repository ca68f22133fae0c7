import { z } from 'zod'
import { addDays, civilDate, type FechaCivil, instantAt } from '../../../contract/dates.ts'
import type { RedConfig } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { officeHand } from '../../kernel/hand.ts'
import type { Office } from '../../kernel/office.ts'
import { readSetting, writeSetting } from '../../kernel/settings.ts'
import { perConnection } from '../../kernel/statements.ts'
import { isSetUp, readTenant } from '../../kernel/tenancy.ts'
import { readRedConfig } from '../config.ts'
import { hasLifts } from './lift-queue.ts'
import { dayReason } from './rule.ts'
import { discardWaiting, insertRun, openRun } from './runs.ts'
import { type Entry, simulate } from './simulation.ts'
import { keepCutting } from './turn.ts'

type Cortes = RedConfig['cortes']

/** Up to which day the hour of cuts was answered for, and which hour that was. */
const zMark = z.object({ hasta: z.string(), hora: z.string().optional() }).nullable()
type Mark = z.infer<typeof zMark>
/** A look is due every minute; longer than this without one, and the computer slept or its clock was moved. */
const AWAKE_MS = 10 * 60_000
/** How far back it is looked for a day whose hour passed. */
const LOOK_BACK_DAYS = 31

const readMark = (db: ReadDb | WriteDb, tenantId: string): Mark => {
  const setting = readSetting(db, tenantId, 'cortes_al')
  return setting ? zMark.parse(setting.value) : null
}

const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  answered: sqlite
    .prepare<[string, number, number], 0 | 1>(
      `select exists (select 1 from corrida_corte
         where tenant_id = ? and creado_en between ? and ? and origen <> 'manual')`,
    )
    .pluck(),
  left: sqlite
    .prepare<[string, number, FechaCivil], string>(
      `select f.servicio_id from corrida_corte r join corrida_corte_fila f on f.corrida_id = r.id
       where r.tenant_id = ? and r.creado_en >= ? and r.fecha = ? and f.motivo = 'excluido_a_mano'`,
    )
    .pluck(),
}))

/**
 * The last day after `mark` whose hour of cuts has passed and on which cuts are made; null: none. Pure.
 * `now`: ms since the epoch.
 */
export function dueDay(cortes: Cortes, mark: FechaCivil, now: number, zonaHoraria: string): FechaCivil | null {
  const today = civilDate(now, zonaHoraria)
  for (let back = 0; back <= LOOK_BACK_DAYS; back++) {
    const day = addDays(today, -back)
    if (day <= mark) return null
    if (!dayReason(cortes, day) && instantAt(day, cortes.hora, zonaHoraria) <= now) return day
  }
  return null
}

/**
 * Whether the hour struck while the office was open and awake, so that its cuts are not stale: the look before this one was a
 * short time ago, and before that hour. Pure; ms since the epoch.
 */
export const struckJustNow = (before: number | undefined, hour: number, now: number): boolean =>
  before !== undefined && before < hour && now - before <= AWAKE_MS && now >= before

/** When each office looked last. */
const looks = new WeakMap<Office, number>()

/**
 * What the office does about cuts by itself: goes on with a run of today that was interrupted, begins today's at its hour,
 * and writes down what was missed while it was closed, for a person to confirm.
 */
export async function runCuts(office: Office): Promise<void> {
  const { read } = office.db
  if (!isSetUp(read)) return
  const { id: tenantId, zonaHoraria } = readTenant(read)
  const now = office.now()
  const before = looks.get(office)
  looks.set(office, now)
  const { cortes } = readRedConfig(read, tenantId).config
  const open = openRun(read, tenantId)
  if (open?.estado === 'en_curso' || hasLifts(read, tenantId)) void keepCutting(office, tenantId)
  const mark = readMark(read, tenantId)
  const remember = (next: Mark) => office.writer.maintain((db, at) => writeSetting(db, tenantId, 'cortes_al', next, at))
  if (!cortes.activos || !cortes.automaticos) {
    // Turned on again, it begins with the next hour: what passed meanwhile is nobody's business.
    if (mark !== null) await remember(null)
    return
  }
  const { hora } = cortes
  const today = civilDate(now, zonaHoraria)
  const hasPassed = instantAt(today, hora, zonaHoraria) <= now
  const isNewHour = mark?.hora !== undefined && mark.hora !== hora
  if (mark === null || mark.hasta > today || isNewHour) {
    // An hour that was set to one that had passed is nobody's missed one.
    const before = mark === null || mark.hasta > today ? addDays(today, -1) : mark.hasta
    await remember({ hasta: hasPassed ? today : before, hora })
    return
  }
  const day = dueDay(cortes, mark.hasta, now, zonaHoraria)
  if (day === null) {
    // It struck on a day when nobody is cut: should that be one after all, it is not one that was missed.
    if (hasPassed && mark.hasta < today) await remember({ hasta: today, hora })
    return
  }
  // While a run goes on or is paused the next one waits: two lists at once would be nobody's to understand.
  if (openRun(read, tenantId)?.estado === 'pausada') return
  const hour = instantAt(day, hora, zonaHoraria)
  // A clock that was wrong for a while may have taken the mark back: what was proposed since that hour was for it, or for a later one.
  if (statements(read).answered.get(tenantId, hour, now) === 1) {
    await remember({ hasta: day, hora })
    return
  }
  const onTime = day === today && struckJustNow(before, hour, now)
  const since = instantAt(day, '00:00', zonaHoraria)
  await propose(office, tenantId, { day, since, onTime, cortes })
  void keepCutting(office, tenantId)
}

async function propose(
  office: Office,
  tenantId: string,
  /** `since`: when the day began, ms since the epoch. */
  { day, since, onTime, cortes }: { day: FechaCivil; since: number; onTime: boolean; cortes: Cortes },
): Promise<void> {
  const { hora, tope } = cortes
  const { entries } = await simulate(office, tenantId, day)
  const cut: Entry[] = entries.filter(({ motivos }) => motivos === 0)
  await office.writer.maintain((db, now) => {
    const mark = readMark(db, tenantId)
    if (mark === null || mark.hasta >= day) return
    const hand = officeHand(db, tenantId, now)
    // The list of an earlier day has nothing that this one lacks.
    discardWaiting(hand)
    if (openRun(db, tenantId)) return
    writeSetting(db, tenantId, 'cortes_al', { hasta: day, hora }, now)
    // Who was left out of the day's cuts by a person is left out of all of them.
    const excluidos = new Set(statements(db).left.all(tenantId, since, day))
    const count = cut.filter(({ servicioId }) => !excluidos.has(servicioId)).length
    if (count === 0) return
    const goesOn = onTime && (tope === null || count <= tope)
    const origen = onTime ? 'automatica' : 'atrasada'
    insertRun(hand, { fecha: day, origen, estado: goesOn ? 'en_curso' : 'por_confirmar', entries: cut, excluidos })
  })
}
