import { addDays, civilDate } from '../../contract/dates.ts'
import type {
  AvisoSimulado,
  CanalRecordatorio,
  MotivoSinAviso,
  RecordatoriosConfig,
  Simulacion,
  TenantConfig,
} from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import type { Office } from '../kernel/office.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'
import { CHANNELS } from './channels.ts'
import { readRecordatorios } from './reminders-config.ts'
import { hasOpenPromise, openInvoices, openPromises, type OpenDebt, reminded, remindersOn } from './reminders-facts.ts'
import { dueSpan, inHours, nextHours, ruleOf } from './reminders-rules.ts'

type Db = ReadDb | WriteDb

/** Somebody who might be reminded now: of what, how, and why not (null: they are). */
interface Candidate {
  debt: OpenDebt
  tipo: 'recordatorio' | 'promesa'
  regla: string
  canal: CanalRecordatorio | null
  para: string
  motivo: MotivoSinAviso | null
}

const PROMISE_RULE = 'promesa'
/** Rows queued in one transaction. */
const TURN = 100
/** The simulation names so many. */
const NAMED = 2_000
/** Something may have changed that nobody announces: a new address, another invoice. */
const PLAN_EVERY = 15 * 60_000

/** Everybody for whom a rule holds today, the most urgent first: promises, then the oldest debts. */
function candidates(db: Db, tenantId: string, config: RecordatoriosConfig, today: string) {
  const span = dueSpan(config, today)
  const invoices = openInvoices(db, tenantId, span.from, span.to).flatMap((debt) => {
    const regla = ruleOf(config, debt.fecha, today)
    return regla === null ? [] : [{ debt, tipo: 'recordatorio' as const, regla }]
  })
  const promises = config.promesas
    ? openPromises(db, tenantId, today, addDays(today, 1)).map((debt) => ({
        debt,
        tipo: 'promesa' as const,
        regla: PROMISE_RULE,
      }))
    : []
  const byDue = (a: { debt: OpenDebt }, b: { debt: OpenDebt }) =>
    a.debt.fecha < b.debt.fecha ? -1 : Number(a.debt.fecha > b.debt.fecha)
  return [...promises.sort(byDue), ...invoices.sort(byDue)]
}

/** Decides on each of them, as of `now`. Those already going count toward their client's share of the day. */
function decide(db: Db, tenant: TenantConfig, config: RecordatoriosConfig, now: number): Candidate[] {
  const { zonaHoraria } = tenant
  const today = civilDate(now, zonaHoraria)
  const hoursToday = civilDate(nextHours(config, now, zonaHoraria), zonaHoraria) === today
  const shares = new Map<string, number>()
  const taken = (clienteId: string): number => {
    const known = shares.get(clienteId)
    if (known !== undefined) return known
    const { sent, waiting } = remindersOn(db, tenant.id, clienteId, today, zonaHoraria)
    return sent + waiting
  }
  return candidates(db, tenant.id, config, today).map((candidate): Candidate => {
    const { debt, regla, tipo } = candidate
    const { clienteId } = debt
    const canal = config.canales.find((each) => CHANNELS[each].addressOf(debt) !== null) ?? null
    const para = (canal && CHANNELS[canal].addressOf(debt)) ?? ''
    const why = (): MotivoSinAviso | null => {
      const before = reminded(db, debt.documentoId, regla)
      if (before !== undefined) return BEFORE[before]
      if (tipo === 'recordatorio' && hasOpenPromise(db, tenant.id, clienteId, today)) return 'promesa'
      if (canal === null) return 'sin_direccion'
      if (taken(clienteId) >= config.maximoPorDia) return 'tope'
      return hoursToday ? null : 'horario'
    }
    const motivo = why()
    if (motivo === null) shares.set(clienteId, taken(clienteId) + 1)
    return { debt, tipo, regla, canal, para, motivo }
  })
}

const BEFORE = { enviado: 'ya_avisado', pendiente: 'en_cola', fallido: 'no_salio', cancelado: 'no_salio' } as const

const toAviso = ({ debt, regla, para, motivo }: Candidate): AvisoSimulado => {
  const { documentoId, numero, fecha, monto, clienteId, clienteNombre, clienteCodigo } = debt
  return { clienteId, clienteNombre, clienteCodigo, para, regla, documentoId, numero, fecha, monto, motivo }
}

/** Who is reminded today and why, and who is not and why. Writes nothing. `now`: ms. */
export function simulateReminders(db: ReadDb, config: RecordatoriosConfig, now: number): Simulacion {
  const tenant = readTenant(db)
  const { zonaHoraria } = tenant
  const decided = decide(db, tenant, config, now)
  const noSeAvisa: Simulacion['noSeAvisa'] = {}
  for (const { motivo } of decided) if (motivo !== null) noSeAvisa[motivo] = (noSeAvisa[motivo] ?? 0) + 1
  const going = decided.filter(({ motivo }) => motivo === null)
  const others = decided.filter(({ motivo }) => motivo !== null)
  const enHorario = inHours(config, now, zonaHoraria)
  return {
    hoy: civilDate(now, zonaHoraria),
    enHorario,
    proximoHorario: enHorario ? null : nextHours(config, now, zonaHoraria),
    seAvisa: going.length,
    noSeAvisa,
    avisos: [...going, ...others].slice(0, NAMED).map(toAviso),
  }
}

/** Queues the reminders of this moment; returns how many. Does nothing twice, and nothing outside hours. */
export async function queueReminders(office: Office): Promise<number> {
  const { db, writer } = office
  if (!isSetUp(db.read)) return 0
  const tenant = readTenant(db.read)
  const config = readRecordatorios(db.read, tenant.id)
  const canales = config.canales.filter((canal) => CHANNELS[canal].ready(db.read, tenant.id))
  if (!config.activos || canales.length === 0 || !inHours(config, office.now(), tenant.zonaHoraria)) return 0
  const going = decide(db.read, tenant, { ...config, canales }, office.now()).filter(({ motivo }) => motivo === null)
  for (let at = 0; at < going.length; at += TURN) {
    await writer.maintain((write, now) => {
      for (const { debt, tipo, regla, canal, para } of going.slice(at, at + TURN)) {
        const { documentoId, clienteId } = debt
        if (canal === null || reminded(write, documentoId, regla) !== undefined) continue
        CHANNELS[canal].enqueue(write, { tenantId: tenant.id, clienteId, tipo, documentoId, regla }, para, now)
      }
    })
  }
  if (going.length > 0) office.mail.wake()
  return going.length
}

const planned = new WeakMap<Office, { key: string; at: number }>()

/** Looks who is to be reminded when the day, the hours or the settings changed, and every quarter of an hour. */
export async function planReminders(office: Office): Promise<void> {
  const { db } = office
  if (!isSetUp(db.read)) return
  const now = office.now()
  const { id, zonaHoraria } = readTenant(db.read)
  const config = readRecordatorios(db.read, id)
  if (!config.activos) return
  const key = `${civilDate(now, zonaHoraria)} ${config.actualizadoEn} ${inHours(config, now, zonaHoraria)}`
  const last = planned.get(office)
  if (last?.key === key && now - last.at >= 0 && now - last.at < PLAN_EVERY) return
  await queueReminders(office)
  planned.set(office, { key, at: now })
}
