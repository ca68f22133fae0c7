import { daysBetween, type FechaCivil, periodOf } from '../../contract/dates.ts'
import type { EstadoServicio, MetodoPago } from '../../contract/enums.ts'
import type { ClienteInput, FacturaLinea } from '../../contract/index.ts'
import { type Impuesto, lineTotals, type Minor } from '../../contract/money.ts'
import { estadoOfServicios } from '../customers/cliente-estado.ts'
import { Account } from './account.ts'
import type { Calendar, Month } from './calendar.ts'
import { banknote, dispositivoRef, PLANES, pickPlan, price } from './catalog.ts'
import { inventCliente, isCompanyName, pppoeUser } from './people.ts'
import { Random } from './random.ts'

/** How a client pays: on time, late, in parts, ahead, no more since some months, gone, or today at the counter. */
const HABITS = [
  ['puntual', 58],
  ['tardio', 17],
  ['parcial', 6],
  ['adelantado', 6],
  ['moroso', 8],
  ['baja', 3],
  ['hoy', 2],
] as const
type Habit = (typeof HABITS)[number][0]

const METODOS = [
  ['efectivo', 60],
  ['transferencia', 28],
  ['pasarela', 12],
] as const

export interface DraftServicio {
  plan: number
  dispositivoRef: string
  fechaActivacion: FechaCivil
  /** Null: the tenant's. */
  diaFacturacion: number | null
  fechaCorte: FechaCivil | null
  estado: EstadoServicio
}

/** An invented client with everything that happened to it. */
export interface DraftCliente {
  fields: ClienteInput
  estadoServicio: EstadoServicio
  activacion: FechaCivil
  servicios: DraftServicio[]
  account: Account
}

export interface World {
  seed: number
  moneda: string
  diasVencimiento: number
  calendar: Calendar
  /** How many months back the invoices begin, this one included. */
  monthCount: number
}

/** Days of the month when clients are billed, and how many of a hundred on each. */
const BILLING_DAYS = [
  ['1', 60],
  ['10', 25],
  ['20', 15],
] as const

/** What the office itself has. */
const USUAL_DAY = 1

function pickByShare<T extends string>(random: Random, shares: readonly (readonly [T, number])[]): T {
  let left = random.next() * shares.reduce((sum, [, share]) => sum + share, 0)
  for (const [name, share] of shares) {
    left -= share
    if (left < 0) return name
  }
  return (shares[0] as readonly [T, number])[0]
}

function lineOf(descripcion: string, precioUnitario: Minor, impuestos: readonly Impuesto[]): FacturaLinea {
  const totals = lineTotals(1, precioUnitario, impuestos)
  return {
    descripcion,
    explicacion: '',
    cantidad: 1,
    precioUnitario,
    neto: totals.neto,
    impuestos: impuestos.map((tax, at) => ({ ...tax, monto: totals.impuestos[at] ?? 0 })),
    total: totals.total,
  }
}

const lineCache = new Map<string, FacturaLinea>()

/** The monthly line of a plan; the same object for all who have it. */
function monthlyLine(at: number, moneda: string): FacturaLinea {
  const key = `${at} ${moneda}`
  const plan = PLANES[at]
  if (!plan) throw new RangeError(`no plan ${at}`)
  const line =
    lineCache.get(key) ??
    lineOf(`${plan.nombre} (${plan.down}/${plan.up} Mb)`, price(plan.thousands, moneda), plan.impuestos)
  lineCache.set(key, line)
  return line
}

/** Everything about one client comes from the seed and its serial alone. */
export function simulateCliente(world: World, serial: number): DraftCliente {
  const random = new Random(world.seed + serial * 7919)
  const fields = inventCliente(random, serial)
  const habit = pickByShare(random, HABITS)
  const billingDay = Number(pickByShare(random, BILLING_DAYS))
  const months = world.calendar.months(world.monthCount, billingDay, world.diasVencimiento)
  const activacion = pickActivation(world, months, random)
  const story = new Story(world, months, random, serial, habit, activacion)
  const servicios = inventServicios(world, random, fields.nombreRazonSocial, serial, { activacion, billingDay })
  return { fields, activacion, ...story.tell(servicios) }
}

function pickActivation({ calendar }: World, months: readonly Month[], random: Random): FechaCivil {
  const first = months[0]?.emision ?? calendar.today
  const window = Math.max(1, daysBetween(first, calendar.today))
  const daysAgo = random.chance(0.1) ? random.int(1, window) : window + random.int(1, 2000)
  return calendar.daysAgo(daysAgo)
}

function inventServicios(
  world: World,
  random: Random,
  nombre: string,
  serial: number,
  { activacion, billingDay }: { activacion: FechaCivil; billingDay: number },
) {
  if (random.chance(0.02)) return []
  const count = random.chance(0.1) ? 2 : 1
  return Array.from({ length: count }, (_, at): DraftServicio => {
    const plan = pickPlan(random, isCompanyName(nombre))
    const user = pppoeUser(nombre, serial) + (at === 0 ? '' : 'b')
    const tecnologia = PLANES[plan]?.tecnologia ?? 'pppoe'
    return {
      plan,
      dispositivoRef: dispositivoRef(random, tecnologia, user),
      fechaActivacion: activacion,
      diaFacturacion: billingDay === USUAL_DAY ? null : billingDay,
      fechaCorte: null,
      estado: 'activo',
    }
  })
}

/** What happens to one client, month by month. */
class Story {
  readonly #world: World
  readonly #months: readonly Month[]
  readonly #random: Random
  readonly #habit: Habit
  readonly #activacion: FechaCivil
  readonly #account: Account
  readonly #preferred: MetodoPago
  /** Position of the first month that is not paid any more (or not billed, when the client is gone). */
  readonly #end: number

  /** In which month of three a client pays ahead. */
  readonly #phase: number

  constructor(
    world: World,
    months: readonly Month[],
    random: Random,
    serial: number,
    habit: Habit,
    activacion: FechaCivil,
  ) {
    this.#world = world
    this.#months = months
    this.#phase = random.int(0, 2)
    this.#random = random
    this.#habit = habit
    this.#activacion = activacion
    this.#account = new Account(serial - 1)
    this.#preferred = pickByShare(random, METODOS)
    const count = months.length
    const ends = habit === 'moroso' || habit === 'baja'
    this.#end = ends ? count - random.int(Math.min(2, count), Math.min(5, count)) : count
  }

  tell(servicios: DraftServicio[]) {
    this.#install(servicios)
    this.#months.forEach((month, at) => {
      if (month.emision <= this.#activacion || (this.#habit === 'baja' && at >= this.#end)) return
      this.#bill(month, servicios)
      this.#pay(month, at)
    })
    const cut = this.#cut()
    const told = servicios.map((s) => ({ ...s, ...this.#cutOf(s, cut) }))
    return {
      servicios: told,
      estadoServicio: estadoOfServicios(told.map(({ estado }) => estado)) ?? cut?.estado ?? 'activo',
      account: this.#account,
    }
  }

  /** A new client is charged for the installation, and mostly pays it there and then. */
  #install(servicios: readonly DraftServicio[]): void {
    const { moneda, calendar, diasVencimiento } = this.#world
    const fecha = this.#activacion
    if (servicios.length === 0 || fecha < (this.#months[0]?.emision ?? fecha)) return
    const at = calendar.at(fecha, this.#random.int(9, 17))
    const iva = [{ nombre: 'IVA', tasaBp: 2100, incluido: true }]
    this.#account.issue({
      servicio: null,
      periodo: periodOf(fecha),
      fechaEmision: fecha,
      fechaVencimiento: calendar.after(fecha, diasVencimiento),
      at,
      lineas: [
        lineOf('Instalación y puesta en marcha', price(25, moneda), iva),
        lineOf('Router Wi-Fi doble banda', price(48.5, moneda), iva),
      ],
    })
    if (this.#random.chance(0.85)) this.#collect(at + 1_800_000, this.#account.deuda)
  }

  #bill(month: Month, servicios: readonly DraftServicio[]): void {
    const { moneda } = this.#world
    servicios.forEach((servicio, at) => {
      this.#account.issue({
        servicio: at,
        periodo: month.periodo,
        fechaEmision: month.emision,
        fechaVencimiento: month.vencimiento,
        at: month.at,
        lineas: [monthlyLine(servicio.plan, moneda)],
      })
    })
  }

  #pay(month: Month, at: number): void {
    const { calendar, moneda } = this.#world
    const { deuda } = this.#account
    const random = this.#random
    const onDay = (first: number, last: number) =>
      calendar.at(calendar.after(month.emision, random.int(first, last) - 1), 9 + random.next() * 9)
    if (at >= this.#end) return
    switch (this.#habit) {
      case 'tardio':
        if (random.chance(0.9)) this.#collect(onDay(12, 27), deuda)
        return
      case 'parcial': {
        const note = banknote(moneda)
        return this.#collect(onDay(4, 20), Math.max(note, Math.floor((deuda * random.int(40, 70)) / 100 / note) * note))
      }
      case 'adelantado':
        if (at % 3 === this.#phase) this.#collect(onDay(2, 9), deuda * 3)
        return
      case 'hoy':
        if (at === this.#months.length - 1)
          return this.#collect(Math.max(calendar.now - random.int(3, 200) * 60_000, month.at + 1), deuda)
        return this.#collect(onDay(2, 10), deuda)
      default:
        return this.#collect(onDay(2, 10), deuda)
    }
  }

  /** Collects unless it has not happened yet, or there is nothing to collect. */
  #collect(at: number, monto: Minor): void {
    if (at > this.#world.calendar.now || monto <= 0) return
    const metodo = this.#random.chance(0.85) ? this.#preferred : pickByShare(this.#random, METODOS)
    this.#account.collect(at, metodo, monto)
  }

  /** Since when the client is cut off or gone, if it is. */
  #cut(): { fecha: FechaCivil; estado: 'suspendido' | 'baja' } | null {
    const month = this.#months[this.#end]
    if (!month) return null
    if (this.#habit === 'baja') return { fecha: month.emision, estado: 'baja' }
    const fecha = this.#world.calendar.after(month.vencimiento, 12)
    return this.#account.deuda > 0 && fecha <= this.#world.calendar.today ? { fecha, estado: 'suspendido' } : null
  }

  #cutOf(servicio: DraftServicio, cut: { fecha: FechaCivil; estado: 'suspendido' | 'baja' } | null) {
    const spared = cut?.estado === 'suspendido' && PLANES[servicio.plan]?.politica === 'no_cortar'
    if (!cut || spared) return {}
    const fechaCorte = cut.fecha < servicio.fechaActivacion ? servicio.fechaActivacion : cut.fecha
    return { fechaCorte, estado: cut.estado }
  }
}
