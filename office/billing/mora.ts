import { addDays, addMonths, civilDate, type FechaCivil, formatDate, startOfDay } from '../../contract/dates.ts'
import type { FacturacionConfig, TenantConfig } from '../../contract/index.ts'
import { applyRate, type Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { paperTexts } from '../i18n.ts'
import { type Hand, officeHand } from '../kernel/hand.ts'
import { namedId } from '../kernel/ids.ts'
import type { Office } from '../kernel/office.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import { perConnection } from '../kernel/statements.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'
import { insertCargo } from './cargos.ts'
import { readFacturacionConfig } from './config.ts'

export type MoraRule = FacturacionConfig['mora']

/** An overdue invoice as a late fee looks at it. Amounts in minor units. */
export interface LateFactura {
  montoTotal: Minor
  saldo: Minor
  fechaVencimiento: FechaCivil
  /** Civil date on which it was written, which may be after its due date. */
  creada: FechaCivil
  /** Of the fees it has: the last one's number, and what they come to, condoned ones included. */
  ultima: number
  cobrado: Minor
}

export interface Fee {
  /** 1, 2, …: which fee of its invoice. */
  orden: number
  monto: Minor
  /** The day it is due from. */
  fecha: FechaCivil
}

const later = (a: FechaCivil, b: FechaCivil): FechaCivil => (a > b ? a : b)

/** The day from which a fee is due: the first right after the days of grace, one more every month. */
const feeDate = (due: FechaCivil, diasGracia: number, orden: number): FechaCivil =>
  addMonths(addDays(due, diasGracia + 1), orden - 1)

/**
 * The fees that an overdue invoice has earned until `today` and does not have yet, in order. The first is due the day
 * after due date and days of grace, and never before the day after it was written; by period, one more every month.
 * An invoice that was late beyond grace by `since`, the day the rule was turned on, never gets any: nobody is charged
 * for a delay that cost nothing when it began. All fees together stay within the cap.
 */
export function feesOf(
  factura: LateFactura,
  rule: MoraRule,
  since: FechaCivil,
  today: FechaCivil,
  dateOf: typeof feeDate = feeDate,
): Fee[] {
  if (rule.tipo === 'ninguna' || factura.saldo <= 0) return []
  if (dateOf(factura.fechaVencimiento, rule.diasGracia, 1) <= since) return []
  const due = later(factura.fechaVencimiento, factura.creada)
  const cap = rule.topeBp === null ? Number.MAX_SAFE_INTEGER : applyRate(factura.montoTotal, rule.topeBp)
  const whole = rule.tipo === 'fija' ? rule.monto : applyRate(factura.saldo, rule.tasaBp)
  const most = rule.frecuencia === 'una_vez' ? 1 : Number.MAX_SAFE_INTEGER
  const fees: Fee[] = []
  let left = cap - factura.cobrado
  for (let orden = factura.ultima + 1; orden <= most; orden++) {
    const fecha = dateOf(due, rule.diasGracia, orden)
    const monto = Math.min(whole, left)
    if (fecha > today || monto <= 0) break
    fees.push({ orden, monto, fecha })
    left -= monto
  }
  return fees
}

/** Dates are worked out once: tens of thousands of late invoices have a few due dates between them. */
function rememberedDates(zonaHoraria: string) {
  const dates = new Map<string, FechaCivil>()
  const starts = new Map<FechaCivil, number>()
  return {
    dateOf: (due: FechaCivil, diasGracia: number, orden: number): FechaCivil => {
      const key = `${due} ${diasGracia} ${orden}`
      const known = dates.get(key) ?? feeDate(due, diasGracia, orden)
      dates.set(key, known)
      return known
    },
    /** The civil date on which an invoice was written, or its due date when that is later. */
    writtenBy: (creadoEn: number, due: FechaCivil): FechaCivil => {
      const after = starts.get(due) ?? startOfDay(addDays(due, 1), zonaHoraria)
      starts.set(due, after)
      return creadoEn < after ? due : civilDate(creadoEn, zonaHoraria)
    },
  }
}

interface LateRow extends Omit<LateFactura, 'creada'> {
  id: string
  numero: string
  creadoEn: number
}

interface Place {
  nombreOrden: string
  clienteId: string
}

const CLIENTS_PER_TURN = 300

const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  // Those who owe past due are one step of a partial index each; their open invoices another.
  overdue: sqlite.prepare<[string, string, string], Place>(
    `select nombre_orden as nombreOrden, cliente_id as clienteId from cliente_saldo
     where tenant_id = ? and con_vencido = 1 and (nombre_orden, cliente_id) > (?, ?)
     order by nombre_orden, cliente_id limit ${CLIENTS_PER_TURN}`,
  ),
  promised: sqlite.prepare<[string, string]>(
    `select 1 from promesa_pago where tenant_id = ? and cliente_id = ? and estado = 'abierta'`,
  ),
  unearned: sqlite.prepare<[number, string, number, FechaCivil]>(
    `update cargo set estado = 'anulado', actualizado_en = ?
     where tenant_id = ? and estado = 'vigente' and tipo = 'mora' and creado_en > ? and desde >= ?
       and exists (select 1 from factura f where f.id = cargo.factura_id and f.estado = 'pagada')`,
  ),
  late: sqlite.prepare<[string, string, FechaCivil], LateRow>(
    `select f.id, f.numero, f.monto_total as montoTotal, f.saldo, f.fecha_vencimiento as fechaVencimiento,
       f.creado_en as creadoEn,
       (select coalesce(max(c.orden), 0) from cargo c where c.factura_id = f.id) as ultima,
       (select coalesce(sum(c.monto), 0) from cargo c where c.factura_id = f.id) as cobrado
     from factura f where f.tenant_id = ? and f.cliente_id = ? and f.estado <> 'pagada' and f.fecha_vencimiento < ?
       and f.acreditado < f.monto_total`,
  ),
}))

/** What the office remembers of late fees: the day the rule was turned on, and the day it looked last. */
interface Turned {
  desde: FechaCivil
  al: FechaCivil
  /** Set while that lies ahead: the clock had run ahead until then. */
  adelanto?: FechaCivil
}

const remembered = (db: ReadDb | WriteDb, tenantId: string): Turned | null =>
  (readSetting(db, tenantId, 'mora')?.value ?? null) as Turned | null

/** Charges an invoice's fees inside the caller's transaction. Returns what they come to. */
function charge(
  hand: Hand,
  tenant: TenantConfig,
  clienteId: string,
  row: LateRow,
  fees: readonly Fee[],
  rule: MoraRule,
) {
  const t = paperTexts(tenant.idioma)
  for (const { orden, monto, fecha } of fees)
    insertCargo(hand, {
      id: namedId(startOfDay(fecha, tenant.zonaHoraria), `mora|${row.id}|${orden}`),
      clienteId,
      // Of the client: the late service may be gone by the time it is billed.
      servicioId: null,
      tipo: 'mora',
      descripcion: t('cargo.mora', { numero: row.numero, fecha: formatDate(row.fechaVencimiento, tenant.locale) }),
      monto,
      impuestos: rule.impuestos,
      desde: fecha,
      facturaId: row.id,
      orden,
    })
  return fees.reduce((sum, { monto }) => sum + monto, 0)
}

/** One turn over some overdue clients; returns where to go on, null at the end. */
function turn(hand: Hand, tenant: TenantConfig, rule: MoraRule, since: FechaCivil, from: Place): Place | null {
  const { dateOf, writtenBy } = rememberedDates(tenant.zonaHoraria)
  const { overdue, promised, late } = statements(hand.db)
  const today = civilDate(hand.now, tenant.zonaHoraria)
  const clients = overdue.all(tenant.id, from.nombreOrden, from.clienteId)
  let cargos = 0
  let total = 0
  for (const { clienteId } of clients) {
    if (promised.get(tenant.id, clienteId)) continue
    for (const row of late.all(tenant.id, clienteId, today)) {
      const creada = writtenBy(row.creadoEn, row.fechaVencimiento)
      const fees = feesOf({ ...row, creada }, rule, since, today, dateOf)
      if (fees.length === 0) continue
      total += charge(hand, tenant, clienteId, row, fees, rule)
      cargos += fees.length
    }
  }
  if (cargos > 0)
    hand.audit({
      accion: 'mora.apply',
      entidad: 'tenant',
      entidadId: tenant.id,
      despues: { fecha: today, cargos, total },
    })
  return clients.length < CLIENTS_PER_TURN ? null : (clients.at(-1) ?? null)
}

/**
 * Charges late fees by `config.mora`, once a day: what fell due while the office was closed too, each fee once. Not for
 * who has an open promise; if it is broken, the fees of its days come with the next look. The rule's first day is
 * remembered when it is seen turned on, and forgotten when it is off.
 */
export async function applyMora(office: Office): Promise<void> {
  const { read } = office.db
  if (!isSetUp(read)) return
  const tenant = readTenant(read)
  const rule = readFacturacionConfig(read, tenant.id).mora
  const today = civilDate(office.now(), tenant.zonaHoraria)
  const known = remembered(read, tenant.id)
  const remember = (value: Turned | null) =>
    office.writer.maintain((db, now) => writeSetting(db, tenant.id, 'mora', value, now))
  if (rule.tipo === 'ninguna') {
    if (known) await remember(null)
    return
  }
  if (!known) return remember({ desde: today, al: today })
  if (known.al === today) return
  const adelanto = later(known.adelanto ?? known.al, known.al)
  if (today <= adelanto) await office.writer.maintain((db, now) => dropUnearned(db, tenant.id, today, now))
  let place: Place | null = { nombreOrden: '', clienteId: '' }
  while (place !== null) {
    const from: Place = place
    place = await office.writer.maintain((db, now) =>
      turn(officeHand(db, tenant.id, now), tenant, rule, known.desde, from),
    )
  }
  await remember({ desde: known.desde, al: today, ...(today < adelanto ? { adelanto } : {}) })
}

/** Fees that a clock running ahead wrote for days to come, of invoices that were paid before: they never came due. */
function dropUnearned(db: WriteDb, tenantId: string, today: FechaCivil, now: number): void {
  statements(db).unearned.run(now, tenantId, now, today)
}
