import { addDays, type FechaCivil, weekdayOf } from '../../../contract/dates.ts'
import type { EstadoServicio, MotivoSuspension, PoliticaSuspension } from '../../../contract/enums.ts'
import type { DiaDeCortes, RedConfig, SinCorte } from '../../../contract/index.ts'
import type { Minor } from '../../../contract/money.ts'

/** Who is cut on a day, and who is not and why: see «Who is cut» in docs/network.md. Pure. */

export type CutRules = Pick<RedConfig['cortes'], 'diasGracia' | 'tolerancia' | 'diasExcluidos' | 'feriados'>

/** How much, and how late, is let pass. */
export type DebtRules = Pick<CutRules, 'diasGracia' | 'tolerancia'>

/** What is owed past due on a day, for one service. Amounts in minor units. */
export interface Debt {
  vencido: Minor
  /** Overdue invoices, and when the oldest fell due; null: none. */
  facturas: number
  venceDesde: FechaCivil | null
  /** Last day of the client's open promise; null: none is open. */
  promesaHasta: FechaCivil | null
}

/** All that a cut is decided by. */
export interface Case extends Debt {
  politica: PoliticaSuspension
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  /** Devices that are known to carry it: none, only such as are observed, or one at least that is managed. */
  equipo: 'ninguno' | 'observado' | 'gestionado'
}

const because = (motivo: SinCorte['motivo'], hasta: FechaCivil | null = null): SinCorte => ({ motivo, hasta })

/** Why nobody owes enough, or long enough, to be cut on a day. Empty: the debt allows it. */
export function debtReasons(debt: Debt, rules: DebtRules, fecha: FechaCivil): SinCorte[] {
  const { vencido, venceDesde, promesaHasta } = debt
  const reasons: SinCorte[] = []
  if (vencido <= 0 || venceDesde === null) return [because('sin_deuda')]
  if (vencido <= rules.tolerancia) reasons.push(because('tolerancia'))
  const grace = addDays(venceDesde, rules.diasGracia)
  if (grace >= fecha) reasons.push(because('en_gracia', grace))
  if (promesaHasta !== null && promesaHasta >= fecha) reasons.push(because('promesa', promesaHasta))
  return reasons
}

/** Why nobody at all is cut on a day; null: it is a day like others. */
export function dayReason(rules: CutRules, fecha: FechaCivil): DiaDeCortes['excluido'] {
  const holiday = rules.feriados.find((feriado) => feriado.fecha === fecha)
  if (holiday) return { motivo: 'feriado', nombre: holiday.nombre }
  return rules.diasExcluidos.includes(weekdayOf(fecha)) ? { motivo: 'dia_semana', nombre: '' } : null
}

function stateReasons({ politica, estado, motivo, equipo }: Case): SinCorte[] {
  const reasons: SinCorte[] = []
  if (politica === 'no_cortar') reasons.push(because('plan'))
  if (estado === 'baja') reasons.push(because('baja'))
  if (estado === 'suspendido') reasons.push(because(motivo === 'pausa' ? 'pausado' : 'suspendido'))
  if (equipo === 'ninguno') reasons.push(because('sin_equipo'))
  if (equipo === 'observado') reasons.push(because('sin_gestion'))
  return reasons
}

/** Every reason that keeps a service from being cut on a day; empty: it is cut. */
export function reasonsAgainst(of: Case, rules: CutRules, fecha: FechaCivil): SinCorte[] {
  const day = dayReason(rules, fecha)
  return [...debtReasons(of, rules, fecha), ...stateReasons(of), ...(day ? [because(day.motivo)] : [])]
}

const A_YEAR = 366

/** A day as it is for cuts, and the next one on which somebody may be cut. */
export function dayOfCuts(rules: CutRules, fecha: FechaCivil): DiaDeCortes {
  let proxima: FechaCivil | null = fecha
  for (let days = 0; proxima !== null && dayReason(rules, proxima) !== null; days++)
    proxima = days < A_YEAR ? addDays(proxima, 1) : null
  return { fecha, excluido: dayReason(rules, fecha), proxima }
}
