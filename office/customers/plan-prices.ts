import { addDays, civilDate, type FechaCivil } from '../../contract/dates.ts'
import type { CambioPrecio, PlanOverview, PlanPrecio, PrecioPreview, PrecioPreviewRow } from '../../contract/index.ts'
import { MAX_MINOR, type Minor, mulDiv } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { officeHand } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import type { Office } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'
import { officeToday } from '../kernel/today.ts'
import type { Tx } from '../kernel/writer.ts'
import { MAX_AHEAD_DAYS, nextVersion } from './changes.ts'
import { listPlanes, readPlan } from './planes.ts'
import { todayOf } from './servicio-events.ts'

type AnyDb = ReadDb | WriteDb

interface PrecioRow extends Omit<PlanPrecio, 'aplicado' | 'anulado'> {
  aplicadoEn: number | null
  anuladoEn: number | null
}

interface PlanSums {
  activos: number
  ingreso: Minor
  acordados: number
  servicios: number
}

interface Billed {
  hasta: FechaCivil | null
  despues: number
}

const SELECT = `select r.id, r.plan_id as planId, p.nombre as planNombre, r.vigente_desde as vigenteDesde,
    r.precio_anterior as precioAnterior, r.precio_mensual as precioMensual, r.aplicado_en as aplicadoEn,
    r.anulado_en as anuladoEn, u.nombre as usuario, r.creado_en as creadoEn
  from plan_precio r join plan_servicio p on p.id = r.plan_id join usuario u on u.id = r.usuario_id`

const reads = perConnection((db: AnyDb) => ({
  ofPlan: db.sqlite.prepare<[string, string], PrecioRow>(`${SELECT} where r.plan_id = ? and r.tenant_id = ?`),
  one: db.sqlite.prepare<[string, string], PrecioRow>(`${SELECT} where r.id = ? and r.tenant_id = ?`),
  // Plans and their planned prices are few, whatever the number of services.
  planned: db.sqlite.prepare<[string], PrecioRow>(
    `${SELECT} where r.tenant_id = ? and r.aplicado_en is null and r.anulado_en is null`,
  ),
  sums: db.sqlite.prepare<[Minor, string, string], PlanSums>(
    `select count(*) as servicios, count(precio_acordado) as acordados, count(*) filter (where estado = 'activo') as activos,
       coalesce(sum(coalesce(precio_acordado, ?)) filter (where estado = 'activo'), 0) as ingreso
     from servicio where tenant_id = ? and plan_id = ? and estado <> 'baja'`,
  ),
  billed: db.sqlite.prepare<[FechaCivil, string, string], Billed>(
    `select max(hasta) as hasta, count(*) filter (where hasta >= ?) as despues from (
       select (select max(k.hasta) from cobertura k where k.servicio_id = s.id and k.signo >= 0) as hasta
       from servicio s where s.tenant_id = ? and s.plan_id = ? and s.estado <> 'baja' and s.precio_acordado is null)`,
  ),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  insert: sqlite.prepare(
    `insert into plan_precio (id, tenant_id, plan_id, vigente_desde, precio_anterior, precio_mensual, usuario_id, creado_en)
     values (@id, @tenantId, @planId, @vigenteDesde, @precioAnterior, @precioMensual, @usuarioId, @now)`,
  ),
  annul: sqlite.prepare<[number, string]>('update plan_precio set anulado_en = ? where id = ?'),
  apply: sqlite.prepare<[Minor, number, string]>(
    'update plan_precio set precio_anterior = ?, aplicado_en = ? where id = ?',
  ),
  price: sqlite.prepare<[Minor, number, string]>(
    'update plan_servicio set precio_mensual = ?, actualizado_en = ? where id = ?',
  ),
}))

const toPrecio = ({ aplicadoEn, anuladoEn, ...row }: PrecioRow): PlanPrecio => ({
  ...row,
  aplicado: aplicadoEn !== null,
  // Both: changed by hand, see `keepPrice`.
  anulado: anuladoEn !== null && aplicadoEn === null,
})

const byDay = (a: PrecioRow, b: PrecioRow): number =>
  a.vigenteDesde === b.vigenteDesde ? a.creadoEn - b.creadoEn : a.vigenteDesde < b.vigenteDesde ? -1 : 1

/** Prices that a plan had, has and will have, newest first. */
export const pricesOf = (db: AnyDb, tenantId: string, planId: string): PlanPrecio[] =>
  reads(db).ofPlan.all(planId, tenantId).toSorted(byDay).reverse().map(toPrecio)

const plannedPrices = (db: AnyDb, tenantId: string): PrecioRow[] => reads(db).planned.all(tenantId).toSorted(byDay)

/** Plans with what each brings in a month and what is planned for it. Goes through the services of every plan. */
export function overviewPlanes(db: AnyDb, tenantId: string): PlanOverview[] {
  const planned = plannedPrices(db, tenantId)
  return listPlanes(db, tenantId).map((plan) => {
    const sums = reads(db).sums.get(plan.precioMensual, tenantId, plan.id)
    const next = planned.find(({ planId }) => planId === plan.id)
    return {
      ...plan,
      activos: sums?.activos ?? 0,
      ingresoMensual: sums?.ingreso ?? 0,
      acordados: sums?.acordados ?? 0,
      proximoPrecio: next ? { precioMensual: next.precioMensual, vigenteDesde: next.vigenteDesde } : null,
    }
  })
}

/** What a plan costs from a day on: the last price planned until then, or the one it has. Minor units a month. */
export function priceOn(db: AnyDb, tenantId: string, planId: string, fecha: FechaCivil): Minor {
  const planned = plannedPrices(db, tenantId).filter((row) => row.planId === planId && row.vigenteDesde <= fecha)
  return planned.at(-1)?.precioMensual ?? readPlan(db, tenantId, planId).precioMensual
}

/** The next price that is planned for a plan after a day; null when none is. */
export function plannedPriceOf(
  db: AnyDb,
  tenantId: string,
  planId: string,
  fecha: FechaCivil,
): { precioMensual: Minor; desde: FechaCivil } | null {
  const next = plannedPrices(db, tenantId).find((row) => row.planId === planId && row.vigenteDesde > fecha)
  return next ? { precioMensual: next.precioMensual, desde: next.vigenteDesde } : null
}

function changed(precio: Minor, cambio: CambioPrecio): Minor {
  if (cambio.tipo === 'monto') return precio + cambio.monto
  return mulDiv(precio, 10_000 + cambio.tasaBp, 10_000 * cambio.paso) * cambio.paso
}

/** A price of today is a change of the plan itself. Errors: precio.fecha. */
function checkDay(db: AnyDb, now: number, vigenteDesde: FechaCivil): void {
  const today = officeToday(db, now)
  if (vigenteDesde <= today || vigenteDesde > addDays(today, MAX_AHEAD_DAYS))
    throw refuse('precio.fecha', { fecha: today })
}

/** Errors: precio.planned. */
function checkFree(db: AnyDb, tenantId: string, plan: { id: string; nombre: string }, vigenteDesde: FechaCivil): void {
  const taken = plannedPrices(db, tenantId).some((row) => row.planId === plan.id && row.vigenteDesde === vigenteDesde)
  if (taken) throw refuse('precio.planned', { plan: plan.nombre, fecha: vigenteDesde })
}

export interface PriceChange {
  planIds: readonly string[]
  cambio: CambioPrecio
  vigenteDesde: FechaCivil
}

/**
 * What a change of prices would mean; writes nothing. A service gets its plan's price with the first period that begins
 * on that day or later and is not billed yet, and never if a price was agreed.
 * Errors: not_found, precio.fecha, precio.negative, precio.planned.
 */
export function previewPrices(db: AnyDb, tenantId: string, now: number, change: PriceChange): PrecioPreview {
  const { cambio, vigenteDesde } = change
  checkDay(db, now, vigenteDesde)
  const today = officeToday(db, now)
  let last = today
  const planes = [...new Set(change.planIds)].map((planId): PrecioPreviewRow => {
    const plan = readPlan(db, tenantId, planId)
    checkFree(db, tenantId, plan, vigenteDesde)
    const precioAnterior = priceOn(db, tenantId, planId, vigenteDesde)
    const precioMensual = changed(precioAnterior, cambio)
    if (precioMensual < 0 || precioMensual > MAX_MINOR) throw refuse('precio.negative', { plan: plan.nombre })
    const { servicios = 0, acordados = 0 } = reads(db).sums.get(0, tenantId, planId) ?? {}
    const billed = reads(db).billed.get(vigenteDesde, tenantId, planId)
    if (billed?.hasta && billed.hasta > last) last = billed.hasta
    return {
      planId,
      planNombre: plan.nombre,
      precioAnterior,
      precioMensual,
      servicios: servicios - acordados,
      acordados,
      facturados: billed?.despues ?? 0,
      diferenciaMensual: (precioMensual - precioAnterior) * (servicios - acordados),
    }
  })
  return { planes, primerDiaSinFacturar: addDays(last, 1) }
}

export interface NewPrice {
  planId: string
  /** As the preview had it: refused when it is another one by now. */
  precioAnterior: Minor
  precioMensual: Minor
}

/** Plans prices from a day on. Errors: not_found, conflict.changed, precio.fecha, precio.planned. */
export function changePrices(tx: Tx, vigenteDesde: FechaCivil, precios: readonly NewPrice[]): PlanPrecio[] {
  const { tenantId, usuarioId } = tx.actor
  checkDay(tx.db, tx.now, vigenteDesde)
  return precios.map(({ planId, precioAnterior, precioMensual }) => {
    const plan = readPlan(tx.db, tenantId, planId)
    checkFree(tx.db, tenantId, plan, vigenteDesde)
    if (priceOn(tx.db, tenantId, planId, vigenteDesde) !== precioAnterior)
      throw refuse('conflict.changed', { entidad: 'plan' })
    const id = newId()
    const row = { id, tenantId, planId, vigenteDesde, precioAnterior, precioMensual, usuarioId, now: tx.now }
    writes(tx.db).insert.run(row)
    tx.audit({
      accion: 'plan.price',
      entidad: 'plan',
      entidadId: planId,
      antes: { precioMensual: precioAnterior },
      despues: { precioMensual, vigenteDesde },
    })
    return readPrecio(tx.db, tenantId, id)
  })
}

function readPrecio(db: AnyDb, tenantId: string, id: string): PlanPrecio {
  const row = reads(db).one.get(id, tenantId)
  if (!row) throw refuse('not_found', { entidad: 'precio' })
  return toPrecio(row)
}

/** Takes a planned price back. Errors: not_found, precio.done. */
export function cancelPrice(tx: Tx, id: string): PlanPrecio {
  const { tenantId } = tx.actor
  const before = readPrecio(tx.db, tenantId, id)
  if (before.aplicado || before.anulado || before.vigenteDesde <= todayOf(tx)) throw refuse('precio.done')
  writes(tx.db).annul.run(tx.now, id)
  tx.audit({
    accion: 'plan.price_cancel',
    entidad: 'plan',
    entidadId: before.planId,
    antes: { precioMensual: before.precioMensual, vigenteDesde: before.vigenteDesde },
  })
  return readPrecio(tx.db, tenantId, id)
}

/** Gives plans the prices whose day has come, also while the office was closed. */
export async function applyPlannedPrices(office: Office): Promise<void> {
  const { read } = office.db
  if (!isSetUp(read)) return
  const tenant = readTenant(read)
  const isDue = (now: number) => (row: PrecioRow) => row.vigenteDesde <= civilDate(now, tenant.zonaHoraria)
  if (!plannedPrices(read, tenant.id).some(isDue(office.now()))) return
  await office.writer.maintain((db, now) => {
    const hand = officeHand(db, tenant.id, now)
    for (const row of plannedPrices(db, tenant.id).filter(isDue(now))) {
      const plan = readPlan(db, tenant.id, row.planId)
      writes(db).price.run(row.precioMensual, nextVersion(now, plan.actualizadoEn), plan.id)
      // A person may have changed the price by hand since it was planned.
      writes(db).apply.run(plan.precioMensual, now, row.id)
      hand.audit({
        accion: 'plan.price_apply',
        entidad: 'plan',
        entidadId: plan.id,
        antes: { precioMensual: plan.precioMensual },
        despues: { precioMensual: row.precioMensual, vigenteDesde: row.vigenteDesde },
      })
    }
  })
}
