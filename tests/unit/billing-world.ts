import type { Impuesto } from '../../contract/money.ts'
import type { TipoEventoServicio } from '../../contract/enums.ts'
import { dayOf, endOf, type Month, monthOf, periodoOf } from '../../office/billing/engine/days.ts'
import { evaluate, type Evaluation } from '../../office/billing/engine/group.ts'
import { lifeOf, stageOn } from '../../office/billing/engine/life.ts'
import type { Cargo, Cliente, Cobertura, Evento, Plan, Rules, Servicio } from '../../office/billing/engine/types.ts'
import { Words } from '../../office/billing/engine/words.ts'

/** One client and service without an office: what a run would write is kept here, as the database would. */

export const plan = (id: string, precioMensual: number, more: Partial<Plan> = {}): Plan => ({
  ...{ id, nombre: `Plan ${id}`, precioMensual, impuestos: [], cobraSuspension: false, precios: [] },
  ...more,
})

export interface WorldOptions {
  planes?: Plan[]
  planId?: string
  activacion?: string
  dia?: number
  modalidad?: 'adelantado' | 'vencido'
  exento?: boolean
  precioAcordado?: number | null
  cargos?: Cargo[]
  moneda?: string
}

export const cargo = (
  id: string,
  tipo: Cargo['tipo'],
  more: Partial<Cargo> & { from?: string; to?: string } = {},
): Cargo => {
  const { from = '2020-01-01', to, ...fields } = more
  return {
    ...{ id, servicioId: 's', tipo, descripcion: `Cargo ${id}`, monto: 0, tasaBp: null, impuestos: [] as Impuesto[] },
    ...{ desde: dayOf(from), hasta: to ? dayOf(to) : null, cuotas: null, cuotasFacturadas: 0 },
    ...{ estado: 'vigente' as const, actualizadoEn: 0 },
    ...fields,
  }
}

export class World {
  /** Instant of the last thing that happened; the next is later. */
  clock = 1000
  readonly rules: Rules
  readonly words: Words
  readonly #options: WorldOptions
  eventos: Evento[] = []
  cobertura: Cobertura[] = []
  cargos: Cargo[]
  planId: string

  constructor(options: WorldOptions = {}) {
    const planes = options.planes ?? [plan('a', 10_000)]
    const byId = new Map(planes.map((p) => [p.id, p]))
    const dia = options.dia ?? 1
    this.#options = options
    this.rules = { planes: byId, dia, modalidad: options.modalidad ?? 'adelantado', diasAnticipacion: 0 }
    this.cargos = options.cargos ?? []
    this.planId = options.planId ?? planes[0]?.id ?? ''
    this.words = new Words({ idioma: 'es', locale: 'es-AR', moneda: options.moneda ?? 'ARS', planes: byId })
  }

  get servicio(): Servicio {
    const { activacion = '2020-01-01', dia = 1, modalidad = 'adelantado', precioAcordado = null } = this.#options
    return {
      ...{ id: 's', planId: this.planId, dispositivoRef: '', desde: dayOf(activacion), precioAcordado, dia, modalidad },
      eventos: this.eventos.toSorted((a, b) => a.fecha - b.fecha || a.creadoEn - b.creadoEn),
      cobertura: this.cobertura,
    }
  }

  get cliente(): Cliente {
    return {
      ...{ id: 'c', nombre: 'Ana', codigo: '1', nombreOrden: 'ana', documento: '1', credito: 0, cuotaEmitida: false },
      ...{ exento: this.#options.exento ?? false, agrupacion: 'servicio' as const },
      servicios: [this.servicio],
      cargos: this.cargos,
    }
  }

  event(fecha: string, tipo: Exclude<TipoEventoServicio, 'cambio_plan'> | { a: string }): void {
    this.clock += 1
    const to = typeof tipo === 'string' ? null : tipo.a
    const before = stageOn(lifeOf(this.servicio), dayOf(fecha)).planId
    this.eventos.push({
      fecha: dayOf(fecha),
      tipo: typeof tipo === 'string' ? tipo : 'cambio_plan',
      planAnteriorId: to === null ? null : before,
      planId: to,
      creadoEn: this.clock,
      anuladoEn: null,
    })
    this.planId = lifeOf(this.servicio).at(-1)?.planId ?? this.planId
  }

  look(periodo: string, fechaEmision?: string): Evaluation {
    const month = monthOf(periodo)
    const emision = fechaEmision ? dayOf(fechaEmision) : endOf(month, this.rules.dia) + 1
    return evaluate(this.cliente, { month, dia: null, fechaEmision: emision }, this.rules)
  }

  /** What a run of the period issues, kept as a run would keep it. */
  run(periodo: string, fechaEmision?: string): { total: number; lines: [string, number][]; why: string[] } {
    this.clock += 1
    const { grupos } = this.look(periodo, fechaEmision)
    for (const grupo of grupos) {
      this.keep(monthOf(periodo), grupo.asientos)
      for (const { cargo: used, cuota } of grupo.extras) {
        const done = cuota === null || cuota === used.cuotas
        this.cargos = this.cargos.map((known) =>
          known.id === used.id
            ? { ...known, cuotasFacturadas: cuota ?? 0, estado: done ? 'facturado' : 'vigente' }
            : known,
        )
      }
    }
    const lineas = grupos.flatMap((grupo) => grupo.lineas)
    const words = lineas.map((line) => this.words.of(line))
    return {
      total: grupos.reduce((sum, grupo) => sum + grupo.total, 0),
      lines: lineas.map((line, at) => [words[at]?.descripcion ?? '', line.total]),
      why: words.map(({ explicacion }) => explicacion.replaceAll('\u00a0', ' ')),
    }
  }

  keep(month: Month, asientos: Evaluation['grupos'][number]['asientos']): void {
    const periodo = periodoOf(month)
    for (const { componente, desde, hasta, signo, precio, baseDias, impuestos } of asientos) {
      const orden = this.cobertura.filter((row) => row.periodo === periodo).length
      const row = { periodo, orden, componente, desde, hasta, signo, precio, baseDias, impuestos }
      this.cobertura.push({ ...row, creadoEn: this.clock, reabre: false })
    }
  }

  /** Takes back what a run of the period settled, to be billed again: what an annulment writes. */
  reopen(periodo: string): void {
    this.clock += 1
    const rows = this.cobertura.filter((row) => row.periodo === periodo && row.signo !== 0 && !row.reabre)
    for (const row of rows) {
      const orden = this.cobertura.filter((known) => known.periodo === periodo).length
      this.cobertura.push({ ...row, orden, signo: row.signo === 1 ? -1 : 1, reabre: true, creadoEn: this.clock })
    }
  }
}
