import { z } from 'zod'
import { addDays, civilDate, type FechaCivil, instantAt } from '../../../contract/dates.ts'
import type { RedConfig } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { officeHand } from '../../kernel/hand.ts'
import type { Office } from '../../kernel/office.ts'
import { readSetting, writeSetting } from '../../kernel/settings.ts'
import { isSetUp, readTenant } from '../../kernel/tenancy.ts'
import { readRedConfig } from '../config.ts'
import { dayReason } from './rule.ts'
import { discardWaiting, insertRun, openRun } from './runs.ts'
import { type Entry, simulate } from './simulation.ts'
import { keepCutting } from './turn.ts'

type Cortes = RedConfig['cortes']

/** Up to which day the hour of cuts was answered for. */
const zMark = z.object({ hasta: z.string() }).nullable()
/** A look is due every minute; longer than this without one, and the computer slept or its clock was moved. */
const AWAKE_MS = 10 * 60_000
/** How far back it is looked for a day whose hour passed. */
const LOOK_BACK_DAYS = 31

const readMark = (db: ReadDb | WriteDb, tenantId: string): FechaCivil | null => {
  const setting = readSetting(db, tenantId, 'cortes_al')
  return setting ? (zMark.parse(setting.value)?.hasta ?? null) : null
}

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
  if (open?.estado === 'en_curso') void keepCutting(office, tenantId)
  const mark = readMark(read, tenantId)
  if (!cortes.activos || !cortes.automaticos) {
    // Turned on again, it begins with the next hour: what passed meanwhile is nobody's business.
    if (mark !== null) await office.writer.maintain((db, at) => writeSetting(db, tenantId, 'cortes_al', null, at))
    return
  }
  const today = civilDate(now, zonaHoraria)
  if (mark === null || mark > today) {
    const hasta = instantAt(today, cortes.hora, zonaHoraria) > now ? addDays(today, -1) : today
    await office.writer.maintain((db, at) => writeSetting(db, tenantId, 'cortes_al', { hasta }, at))
    return
  }
  const day = dueDay(cortes, mark, now, zonaHoraria)
  // While a run goes on or is paused the next one waits: two lists at once would be nobody's to understand.
  if (day === null || openRun(read, tenantId)?.estado === 'pausada') return
  const onTime = day === today && struckJustNow(before, instantAt(day, cortes.hora, zonaHoraria), now)
  await propose(office, tenantId, { day, onTime, tope: cortes.tope })
  void keepCutting(office, tenantId)
}

async function propose(
  office: Office,
  tenantId: string,
  { day, onTime, tope }: { day: FechaCivil; onTime: boolean; tope: number | null },
): Promise<void> {
  const { entries } = await simulate(office, tenantId, day)
  const cut: Entry[] = entries.filter(({ motivos }) => motivos === 0)
  await office.writer.maintain((db, now) => {
    const mark = readMark(db, tenantId)
    if (mark === null || mark >= day) return
    const hand = officeHand(db, tenantId, now)
    // The list of an earlier day has nothing that this one lacks.
    discardWaiting(hand)
    if (openRun(db, tenantId)) return
    writeSetting(db, tenantId, 'cortes_al', { hasta: day }, now)
    if (cut.length === 0) return
    const goesOn = onTime && (tope === null || cut.length <= tope)
    const origen = onTime ? 'automatica' : 'atrasada'
    insertRun(hand, { fecha: day, origen, estado: goesOn ? 'en_curso' : 'por_confirmar', entries: cut })
  })
}
