import type { Impuesto, Minor } from '../../../contract/money.ts'
import { type Day, daysOf, endOf, type Month, monthOfDay, periodoOf, startOf } from './days.ts'
import { changedSince, lastSeen, type Settled, settledOn } from './history.ts'
import { comeback, type Etapa, isCharged, lifeOf, stageOn } from './life.ts'
import { exemptPrice, planPrice, recurringOf } from './price.ts'
import type { Asiento, Cargo, Plan, Servicio } from './types.ts'

/** Corrections look back so many periods. */
const LOOK_BACK = 12

export interface SettleOptions {
  planes: ReadonlyMap<string, Plan>
  exento: boolean
}

/** What settling a service comes to. */
export interface Settlement {
  asientos: Asiento[]
  stages: Etapa[]
  /** Some day of the period, or of its annulled invoice, is looked at now. */
  opens: boolean
  /** No run ever looked at this service. */
  first: boolean
  /** Some day that was looked at before is charged or given back. */
  corrects: boolean
  /** Last day looked at before; null when none. */
  seenUntil: Day | null
}

/** What a day should have charged: price, taxes and what it is of, by component. */
type Wanted = Map<string, Pick<Asiento, 'precio' | 'impuestos' | 'planId' | 'cargo'>>

/** No day. */
const NEVER = Number.POSITIVE_INFINITY

/**
 * Settles a service day by day: what its days should have charged (its life, plan, price and recurring charges) against
 * what they have (its coverage). Looked at are the days of `month` that no run has looked at; a first or resumed month begun in
 * the period before, which merges into this one; what is left of a period that was billed in part; days whose invoice was
 * annulled to be billed again; and, among days looked at before, those since something changed (12 months back at most).
 * With `month` null only the last. A component that is settled stays as it was charged, whatever its price is now. Pure.
 */
export function settle(
  servicio: Servicio,
  cargos: readonly Cargo[],
  month: Month | null,
  options: SettleOptions,
): Settlement {
  return new Settling(servicio, cargos, month, options).run()
}

class Settling {
  readonly #servicio: Servicio
  readonly #cargos: readonly Cargo[]
  readonly #month: Month | null
  readonly #options: SettleOptions
  readonly #stages: Etapa[]
  readonly #seenUntil: Day | null
  readonly #changed: Day
  /** First unseen day before the window's period that merges into it; Infinity when none does. */
  readonly #merged: Day
  #asientos: Asiento[] = []
  #opens = false
  #corrects = false

  constructor(servicio: Servicio, cargos: readonly Cargo[], month: Month | null, options: SettleOptions) {
    this.#servicio = servicio
    this.#cargos = cargos
    this.#month = month
    this.#options = options
    this.#stages = lifeOf(servicio)
    this.#seenUntil = lastSeen(servicio.cobertura)
    this.#changed = changedSince(servicio, cargos)
    this.#merged = this.#firstMerged()
  }

  run(): Settlement {
    const edges = this.#edges()
    for (let at = 0; at + 1 < edges.length; at++) this.#settleRange(edges[at] as Day, (edges[at + 1] as Day) - 1)
    return {
      asientos: merge(this.#asientos),
      stages: this.#stages,
      opens: this.#opens,
      first: this.#seenUntil === null,
      corrects: this.#corrects,
      seenUntil: this.#seenUntil,
    }
  }

  #firstMerged(): Day {
    const month = this.#month
    const { dia, desde } = this.#servicio
    if (month === null) return NEVER
    const before = startOf(month - 1, dia)
    const start = startOf(month, dia)
    const seen = this.#seenUntil
    if (seen === null && desde >= before) return desde
    // Billed in part: until another billing day was chosen, say.
    if (seen !== null && seen >= before && seen < start - 1) return seen + 1
    return comeback(this.#stages, Math.max(before, (seen ?? 0) + 1), start - 1) ?? NEVER
  }

  /** Where anything changes, from the first day that matters to the day after the last. */
  #edges(): Day[] {
    const { dia, cobertura, desde } = this.#servicio
    // To the last day ever looked at, even for an older period: what changed is settled whole, or it would be forgotten.
    const seen = this.#seenUntil === null ? null : monthOfDay(this.#seenUntil, dia)
    const last = Math.max(this.#month ?? -1, seen ?? -1)
    if (last < 0) return []
    const end = endOf(last, dia)
    let from = Math.min(this.#month === null ? NEVER : startOf(this.#month, dia), this.#merged, this.#changed)
    if (this.#month !== null) for (const row of cobertura) if (row.reabre) from = Math.min(from, row.desde)
    from = Math.max(from, startOf((this.#month ?? last) - LOOK_BACK, dia))
    if (from > end) return []
    const edges = new Set<Day>([from, end + 1])
    const add = (day: Day | null) => {
      if (day !== null && day > from && day <= end) edges.add(day)
    }
    for (const stage of this.#stages) add(stage.desde)
    for (const row of cobertura) {
      add(row.desde)
      add(row.hasta + 1)
    }
    for (const cargo of this.#cargos) {
      add(cargo.desde)
      add(cargo.hasta === null ? null : cargo.hasta + 1)
    }
    add(desde)
    add(this.#merged)
    add(this.#changed)
    for (let month = monthOfDay(from, dia) + 1; month <= last; month++) add(startOf(month, dia))
    return [...edges].sort((a, b) => a - b)
  }

  /** A range in which every day has the same life, coverage, charges and period. */
  #settleRange(from: Day, to: Day): void {
    const settled = settledOn(this.#servicio.cobertura, from, to)
    const month = monthOfDay(from, this.#servicio.dia)
    if (!this.#isLookedAt(settled, month, from)) return
    const wanted = this.#wanted(month, from)
    const isOfPeriod = month === this.#month || (this.#month !== null && settled.reopened === periodoOf(this.#month))
    if (isOfPeriod && !settled.seen) this.#opens = true
    const before = this.#asientos.length
    const add = (asiento: Omit<Asiento, 'servicioId' | 'month' | 'desde' | 'hasta'>) =>
      this.#asientos.push({ servicioId: this.#servicio.id, month, desde: from, hasta: to, ...asiento })
    for (const [componente, row] of settled.active) {
      if (wanted.has(componente)) continue
      const { precio, baseDias } = row
      add({ componente, signo: -1, precio, baseDias, ...this.#returned(row) })
    }
    const baseDias = daysOf(month)
    for (const [componente, price] of wanted)
      if (!settled.active.has(componente)) add({ componente, signo: 1, baseDias, ...price })
    if (settled.seen && this.#asientos.length > before) this.#corrects = true
    if (!settled.seen && wanted.size === 0) {
      add({ componente: '', signo: 0, precio: 0, baseDias, impuestos: [], planId: null, cargo: null })
    }
  }

  #isLookedAt(settled: Settled, month: Month, day: Day): boolean {
    if (settled.seen) return day >= this.#changed
    if (this.#month === null || month > this.#month || day < this.#servicio.desde) return false
    return settled.reopened !== null || month === this.#month || day >= this.#merged
  }

  /** What a settled component is of, so that its return can be said and taxed as it was charged. */
  #returned({ componente, impuestos }: { componente: string; impuestos: readonly Impuesto[] | null }) {
    const [kind, rest = ''] = componente.split(':')
    const [id = '', ofPlan] = rest.split('@')
    const planId = kind === 'plan' ? id : (ofPlan ?? null)
    const cargo = kind === 'cargo' ? (this.#cargos.find((known) => known.id === id) ?? null) : null
    const plan = planId === null ? undefined : this.#options.planes.get(planId)
    const usual = plan?.impuestos ?? cargo?.impuestos ?? []
    return { planId, cargo, impuestos: impuestos ?? (this.#options.exento ? [] : usual) }
  }

  #wanted(month: Month, day: Day): Wanted {
    const wanted: Wanted = new Map()
    if (day < this.#servicio.desde) return wanted
    const stage = stageOn(this.#stages, day)
    const plan = this.#options.planes.get(stage.planId)
    if (!plan) throw new Error(`no plan ${stage.planId}`)
    if (!isCharged(stage, plan)) return wanted
    const precio = this.#servicio.precioAcordado ?? planPrice(plan, startOf(month, this.#servicio.dia))
    wanted.set(`plan:${plan.id}`, { ...this.#priced(precio, plan.impuestos), planId: plan.id, cargo: null })
    for (const cargo of this.#cargos) {
      if (cargo.desde > day || (cargo.hasta !== null && cargo.hasta < day)) continue
      const { componente, ...price } = recurringOf(cargo, plan, precio)
      wanted.set(componente, { ...this.#priced(price.precio, price.impuestos), planId: plan.id, cargo })
    }
    return wanted
  }

  #priced(precio: Minor, impuestos: readonly Impuesto[]) {
    return this.#options.exento ? { precio: exemptPrice(precio, impuestos), impuestos: [] } : { precio, impuestos }
  }
}

const sameCharge = (a: Asiento, b: Asiento): boolean =>
  a.componente === b.componente &&
  a.month === b.month &&
  a.signo === b.signo &&
  a.precio === b.precio &&
  a.baseDias === b.baseDias &&
  (a.impuestos === b.impuestos || JSON.stringify(a.impuestos) === JSON.stringify(b.impuestos))

const compare = (a: Asiento, b: Asiento): number =>
  a.desde - b.desde || a.signo - b.signo || rank(a) - rank(b) || (a.componente < b.componente ? -1 : 1)

/** Plans before what goes with them. */
const rank = ({ componente }: Asiento): number => Number(!componente.startsWith('plan:'))

/** Joins neighbouring days of one charge and puts them in the order they are printed: by day, returns first. */
function merge(asientos: Asiento[]): Asiento[] {
  if (asientos.length < 2) return asientos
  const open = new Map<string, Asiento>()
  const merged: Asiento[] = []
  for (const asiento of asientos) {
    const key = `${asiento.componente} ${asiento.signo}`
    const last = open.get(key)
    if (last && last.hasta + 1 === asiento.desde && sameCharge(last, asiento)) {
      last.hasta = asiento.hasta
      continue
    }
    const copy = { ...asiento }
    open.set(key, copy)
    merged.push(copy)
  }
  return merged.sort(compare)
}
