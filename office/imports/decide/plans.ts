import type { ImportPlan } from '../../../contract/procedures/imports.ts'
import { toDecimalString } from '../../../contract/money.ts'
import { folded } from '../fold.ts'
import type { Velocidad } from '../normalise/network.ts'
import type { NormalServicio } from '../normalise/row.ts'
import { NOTAS_LIMIT } from '../normalise/text.ts'
import type { Entry, Say } from './entry.ts'
import type { OfficePlan } from './view.ts'

/** How plans are told apart: `Hogar 50` and `HOGAR  50` are one. */
export const planKey = folded

/** Per plan name of the file: an office plan's id, or null to create it. */
export type PlanChoices = Readonly<Record<string, string | null>>

/** A plan of the file, and what becomes of it. */
export interface FilePlan extends ImportPlan {
  clave: string
  /** The office plan it matches. */
  office: OfficePlan | null
}

/** Price and speeds that the clients will have: the office plan's when it matches one. */
const offered = (plan: FilePlan): OfficePlan | FilePlan => plan.office ?? plan

/** The plans of the file by key: by what most of their rows say, matched to the office's by name or by the person. */
export function gatherPlans(
  entries: readonly Entry[],
  office: readonly OfficePlan[],
  choices: PlanChoices,
): Map<string, FilePlan> {
  const rows = new Map<string, NormalServicio[]>()
  for (const { normal, rejected } of entries) {
    if (rejected || !normal.servicio) continue
    const clave = planKey(normal.servicio.plan)
    const same = rows.get(clave)
    if (same) same.push(normal.servicio)
    else rows.set(clave, [normal.servicio])
  }
  const chosen = new Map(Object.entries(choices).map(([nombre, id]) => [planKey(nombre), id]))
  const plans = new Map<string, FilePlan>()
  for (const [clave, servicios] of rows) plans.set(clave, filePlan(clave, servicios, office, chosen))
  return plans
}

function filePlan(
  clave: string,
  servicios: readonly NormalServicio[],
  office: readonly OfficePlan[],
  chosen: ReadonlyMap<string, string | null>,
): FilePlan {
  const usual = most(servicios.map(offerOf))
  // Price and speed of one and the same row where there is one, not the most frequent of each.
  const typical = servicios.filter((servicio) => offerOf(servicio) === usual?.value)
  const precio = most(pricesOf(typical)) ?? most(pricesOf(servicios))
  const velocidad = most(speedsOf(typical)) ?? most(speedsOf(servicios))
  const choice = chosen.get(clave)
  const byName = office.find((plan) => planKey(plan.nombre) === clave)
  const match = choice === undefined ? byName : (office.find((plan) => plan.id === choice) ?? byName)
  const [bajada = 0, subida = 0] = (velocidad?.value ?? '').split('/').map(Number)
  return {
    clave,
    nombre: most(servicios.map((servicio) => servicio.plan))?.value ?? clave,
    rows: servicios.length,
    velocidadBajadaMbps: bajada,
    velocidadSubidaMbps: subida,
    precioMensual: precio?.value ?? 0,
    doubtful: !match && servicios.length > 1 && (usual?.count ?? 0) * 2 <= servicios.length,
    planId: match?.id ?? null,
    action: match ? 'match' : 'create',
    office: match ?? null,
  }
}

const pricesOf = (servicios: readonly NormalServicio[]) =>
  servicios.flatMap(({ precio }) => (precio === null ? [] : [precio]))

const speedsOf = (servicios: readonly NormalServicio[]) =>
  servicios.flatMap(({ velocidad }) => (velocidad ? [speedOf(velocidad)] : []))

const offerOf = ({ precio, velocidad }: NormalServicio): string =>
  `${precio ?? ''} ${velocidad ? speedOf(velocidad) : ''}`

const speedOf = ({ bajada, subida }: Velocidad): string => `${bajada}/${subida}`
const planSpeed = (plan: OfficePlan | FilePlan): string => `${plan.velocidadBajadaMbps}/${plan.velocidadSubidaMbps}`

/** The value that occurs most; among equals the smallest, so that the order of the rows does not matter. */
function most<T extends string | number>(values: readonly T[]): { value: T; count: number } | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: { value: T; count: number } | null = null
  for (const [value, count] of counts) {
    if (!best || count > best.count || (count === best.count && value < best.value)) best = { value, count }
  }
  return best
}

/** Names the rows whose plan is doubtful, or whose price or speed is not the plan's. */
export function sayPlans(
  entries: readonly Entry[],
  plans: ReadonlyMap<string, FilePlan>,
  moneda: string,
  say: Say,
): void {
  for (const entry of entries) {
    const { servicio } = entry.normal
    const plan = servicio && plans.get(planKey(servicio.plan))
    if (!servicio || !plan || entry.rejected) continue
    if (plan.doubtful) say(entry, 'plan.unknown', 'plan', plan.nombre)
    const offer = offered(plan)
    if (servicio.precio !== null && servicio.precio !== offer.precioMensual) {
      say(entry, 'precio.differs', 'precio', toDecimalString(offer.precioMensual, moneda))
    }
    if (servicio.velocidad && speedOf(servicio.velocidad) !== planSpeed(offer)) {
      say(entry, 'velocidad.differs', 'velocidad', planSpeed(offer))
    }
  }
}

/**
 * Keeps a price or speed that is not the one of most rows of its plan in the client's notes, as the file has it: a plan
 * has one price, and what somebody agreed with this client must not be forgotten. Compared with the file alone, so that
 * a plan that gets another price in the office does not change what the file says.
 */
export function keepOddOffers(
  entries: readonly Entry[],
  plans: ReadonlyMap<string, FilePlan>,
  asWritten: (entry: Entry, field: 'precio' | 'velocidad') => string,
): void {
  for (const entry of entries) {
    const { servicio } = entry.normal
    const plan = servicio && plans.get(planKey(servicio.plan))
    if (!servicio || !plan) continue
    const { precio, velocidad } = servicio
    const odd = [
      ...(precio !== null && precio !== plan.precioMensual ? [asWritten(entry, 'precio')] : []),
      ...(velocidad && speedOf(velocidad) !== planSpeed(plan) ? [asWritten(entry, 'velocidad')] : []),
    ]
    if (odd.length > 0)
      entry.normal.notas = [entry.normal.notas, ...odd].filter(Boolean).join('\n').slice(0, NOTAS_LIMIT)
  }
}

/** A plan that the office has renamed since it was imported is still the plan of the services that came with its old name. */
export function recallPlans(
  entries: readonly Entry[],
  plans: ReadonlyMap<string, FilePlan>,
  office: readonly OfficePlan[],
): void {
  for (const { target } of entries) {
    const then = target?.fila?.valores.servicio
    const plan = then && plans.get(planKey(then.plan))
    if (!plan || plan.office || !target?.servicio) continue
    const { planId } = target.servicio
    plan.office = office.find(({ id }) => id === planId) ?? null
    plan.planId = plan.office?.id ?? null
    plan.action = plan.office ? 'match' : 'create'
    plan.doubtful = plan.doubtful && !plan.office
  }
}
