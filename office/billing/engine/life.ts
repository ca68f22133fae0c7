import type { Day } from './days.ts'
import type { Plan, Servicio } from './types.ts'

/** `pausa`: the client asked for it; `suspendido`: for debt. */
export type Estado = 'activo' | 'suspendido' | 'pausa' | 'baja'

/** From a day on, until the next one. */
export interface Etapa {
  desde: Day
  estado: Estado
  planId: string
}

/** The life of a service: what it was from each day on. The first stage has no beginning. */
export function lifeOf({ eventos, planId }: Pick<Servicio, 'eventos' | 'planId'>): Etapa[] {
  const held = eventos.filter((evento) => evento.anuladoEn === null)
  const first = held.find((evento) => evento.tipo === 'cambio_plan')?.planAnteriorId ?? planId
  let last: Etapa = { desde: Number.NEGATIVE_INFINITY, estado: 'activo', planId: first }
  const stages = [last]
  for (const { fecha, tipo, planId: next } of held) {
    const after: Etapa = {
      desde: fecha,
      estado: tipo === 'cambio_plan' ? last.estado : ESTADO_AFTER[tipo],
      planId: next ?? last.planId,
    }
    if (last.desde === fecha) stages.pop()
    stages.push(after)
    last = after
  }
  return stages
}

const ESTADO_AFTER = { suspension: 'suspendido', pausa: 'pausa', reactivacion: 'activo', baja: 'baja' } as const

/** The stage that holds on a day. */
export function stageOn(stages: readonly Etapa[], day: Day): Etapa {
  let at = stages.length - 1
  while (at > 0 && (stages[at] as Etapa).desde > day) at--
  return stages[at] as Etapa
}

/** Whether a day in that stage is charged: active days, and days suspended for debt if the plan says so. */
export const isCharged = ({ estado }: Etapa, plan: Plan): boolean =>
  estado === 'activo' || (estado === 'suspendido' && plan.cobraSuspension)

/** Whether the service is gone on every day of a range. */
export function isGone(stages: readonly Etapa[], from: Day, to: Day): boolean {
  if (stageOn(stages, from).estado !== 'baja') return false
  return stages.every(({ desde, estado }) => desde <= from || desde > to || estado === 'baja')
}

/** First day in a range on which the service came back after it was gone; null when it did not. */
export function comeback(stages: readonly Etapa[], from: Day, to: Day): Day | null {
  const at = stages.findIndex(
    ({ desde, estado }, n) => desde >= from && desde <= to && estado !== 'baja' && stages[n - 1]?.estado === 'baja',
  )
  return at < 0 ? null : (stages[at] as Etapa).desde
}
