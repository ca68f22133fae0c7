import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays, type FechaCivil } from '../../../contract/dates.ts'
import type { SimulacionResumen } from '../../../contract/index.ts'
import { MOTIVOS_SIN_CORTE, type MotivoSinCorte } from '../../../contract/procedures/cortes.ts'
import type { Minor } from '../../../contract/money.ts'
import type { ReadDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import { compareText } from '../../kernel/text.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { type CutFacts, factsOf } from './facts.ts'
import { overdueClients } from './overdue.ts'
import { type CutRules, dayOfCuts, reasonsAgainst } from './rule.ts'

/** A row of a simulation as it is kept: what order, filters and totals need; the rest is read when somebody looks. */
export interface Entry {
  servicioId: string
  clienteId: string
  /** Folded name and code, to search. */
  orden: string
  vencido: Minor
  venceDesde: FechaCivil
  /** Bit per position in MOTIVOS_SIN_CORTE; 0: it is cut. */
  motivos: number
  planId: string
  dispositivos: readonly string[]
}

export interface Simulation {
  fecha: FechaCivil
  resumen: SimulacionResumen
  /** Those that are cut first; of both the largest debt first. */
  entries: Entry[]
}

export const bitOf = (motivo: MotivoSinCorte): number => 1 << MOTIVOS_SIN_CORTE.indexOf(motivo)

/** How far ahead somebody may look. */
export const MAX_DAYS_AHEAD = 31
const statements = perConnection(({ sqlite }: ReadDb) => ({
  planes: sqlite.prepare<[string], { id: string; nombre: string }>(
    'select id, nombre from plan_servicio where tenant_id = ?',
  ),
}))

/** A simulation that a person asks for: of today, or a month ahead at most. Errors: corte.fecha. */
export function prepareSimulation(
  office: Office,
  tenantId: string,
  fecha: FechaCivil,
  reglas?: CutRules,
): Promise<Simulation> {
  const today = officeToday(office.db.read, office.now())
  const hasta = addDays(today, MAX_DAYS_AHEAD)
  if (fecha < today || fecha > hasta) throw refuse('corte.fecha', { desde: today, hasta })
  return simulate(office, tenantId, fecha, reglas)
}

/**
 * Looks at every service whose client owes past due on a day, and says which are cut and why the others are not, by the office's rules or by
 * others; writes nothing. Lets the office answer between pieces.
 */
export async function simulate(
  office: Pick<Office, 'db' | 'now'>,
  tenantId: string,
  fecha: FechaCivil,
  reglas?: CutRules,
): Promise<Simulation> {
  const db = office.db.read
  const { cortes } = readRedConfig(db, tenantId).config
  const summary = new Summary(fecha, reglas ?? cortes)
  for (const clients of overdueClients(db, tenantId, fecha)) {
    const orden = new Map(clients.map((client) => [client.clienteId, `${client.nombreOrden} ${client.codigoOrden}`]))
    for (const facts of factsOf(db, tenantId, [...orden.keys()], fecha))
      summary.add(facts, orden.get(facts.clienteId) ?? '')
    await nextTurn()
  }
  const planes = new Map(
    statements(db)
      .planes.all(tenantId)
      .map(({ id, nombre }) => [id, nombre]),
  )
  return summary.finish(planes, { activos: cortes.activos, preparadaEn: office.now() })
}

interface Count {
  seCortan: number
  total: number
}

const counted = <Key>(counts: Map<Key, Count>, key: Key, isCut: boolean): void => {
  const count = counts.get(key) ?? { seCortan: 0, total: 0 }
  counts.set(key, { seCortan: count.seCortan + Number(isCut), total: count.total + 1 })
}

/** Adds up a simulation while it is made. */
class Summary {
  readonly #fecha: FechaCivil
  readonly #rules: CutRules
  readonly #entries: Entry[] = []
  readonly #motivos = new Map<MotivoSinCorte, number>()
  readonly #planes = new Map<string, Count>()
  readonly #dispositivos = new Map<string, Count>()
  readonly #equipos = new Map<string, CutFacts['equipos'][number]>()
  readonly #clientes = new Set<string>()
  #monto: Minor = 0

  constructor(fecha: FechaCivil, rules: CutRules) {
    this.#fecha = fecha
    this.#rules = rules
  }

  add(facts: CutFacts, orden: string): void {
    const { servicioId, clienteId, vencido, venceDesde, planId, equipos } = facts
    // A service that ended, or one whose client owes for another one only, is no case for a cut.
    if (venceDesde === null || facts.estado === 'baja') return
    const reasons = reasonsAgainst(facts, this.#rules, this.#fecha)
    let motivos = 0
    for (const { motivo } of reasons) {
      motivos |= bitOf(motivo)
      this.#motivos.set(motivo, (this.#motivos.get(motivo) ?? 0) + 1)
    }
    const isCut = motivos === 0
    counted(this.#planes, planId, isCut)
    for (const equipo of equipos) {
      counted(this.#dispositivos, equipo.id, isCut)
      this.#equipos.set(equipo.id, equipo)
    }
    if (isCut) {
      // What is of no single service counts once for its client.
      this.#monto += this.#clientes.has(clienteId) ? vencido - facts.comun : vencido
      this.#clientes.add(clienteId)
    }
    const dispositivos = equipos.map(({ id }) => id)
    this.#entries.push({ servicioId, clienteId, orden, vencido, venceDesde, motivos, planId, dispositivos })
  }

  finish(planes: ReadonlyMap<string, string>, head: Pick<SimulacionResumen, 'activos' | 'preparadaEn'>): Simulation {
    const entries = this.#entries.sort(
      (a, b) =>
        Number(a.motivos !== 0) - Number(b.motivos !== 0) ||
        b.vencido - a.vencido ||
        compareText(a.orden, b.orden) ||
        compareText(a.servicioId, b.servicioId),
    )
    const resumen: SimulacionResumen = {
      simulacionId: newId(),
      ...head,
      dia: dayOfCuts(this.#rules, this.#fecha),
      total: entries.length,
      seCortan: entries.filter(({ motivos }) => motivos === 0).length,
      montoVencido: this.#monto,
      clientes: this.#clientes.size,
      motivos: [...this.#motivos]
        .map(([motivo, cantidad]) => ({ motivo, cantidad }))
        .sort((a, b) => b.cantidad - a.cantidad),
      planes: [...this.#planes]
        .map(([planId, count]) => ({ planId, planNombre: planes.get(planId) ?? '', ...count }))
        .sort((a, b) => compareText(a.planNombre, b.planNombre)),
      dispositivos: [...this.#dispositivos]
        .map(([dispositivoId, count]) => {
          const { nombre = '', modo = 'observar' } = this.#equipos.get(dispositivoId) ?? {}
          return { dispositivoId, nombre, modo, ...count }
        })
        .sort((a, b) => compareText(a.nombre, b.nombre)),
    }
    return { fecha: this.#fecha, resumen, entries }
  }
}
