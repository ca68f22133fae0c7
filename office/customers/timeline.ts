import type { FechaCivil } from '../../contract/dates.ts'
import type { EstadoServicio, MotivoSuspension, TipoEventoServicio } from '../../contract/enums.ts'

/** What happened, or will happen, to a service: see the table `servicio_evento`. */
export interface TimelineEvent {
  id: string
  /** First day of the new state. */
  fecha: FechaCivil
  tipo: TipoEventoServicio
  planAnteriorId: string | null
  planId: string | null
  creadoEn: number
}

/** How a service stands after some of its events. */
export interface Standing {
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  planId: string
  /** First day of the stretch without service that it is in; null while it is active. */
  desde: FechaCivil | null
}

const before = (a: string | number, b: string | number): number => (a < b ? -1 : Number(a > b))

/** In the order in which they hold: by day, and within a day as they were written. */
export const inOrder = <Event extends TimelineEvent>(events: readonly Event[]): Event[] =>
  events.toSorted((a, b) => before(a.fecha, b.fecha) || before(a.creadoEn, b.creadoEn) || before(a.id, b.id))

/** The plan before the first change; `current` when it never changed. */
const firstPlan = (events: readonly TimelineEvent[], current: string): string =>
  events.find(({ tipo }) => tipo === 'cambio_plan')?.planAnteriorId ?? current

function step(standing: Standing, { tipo, fecha, planId }: TimelineEvent): Standing {
  switch (tipo) {
    case 'suspension':
      return { ...standing, estado: 'suspendido', motivo: 'deuda', desde: standing.desde ?? fecha }
    case 'pausa':
      return { ...standing, estado: 'suspendido', motivo: 'pausa', desde: standing.desde ?? fecha }
    case 'baja':
      return { ...standing, estado: 'baja', motivo: null, desde: standing.desde ?? fecha }
    case 'reactivacion':
      return { ...standing, estado: 'activo', motivo: null, desde: null }
    case 'cambio_plan':
      return { ...standing, planId: planId ?? standing.planId }
  }
}

/** What may happen to whom. A service cut for debt is not paused: lifting a cut stays visible as such. */
function allows({ estado, planId }: Standing, event: TimelineEvent): boolean {
  switch (event.tipo) {
    case 'suspension':
    case 'pausa':
      return estado === 'activo'
    case 'baja':
      return estado !== 'baja'
    case 'reactivacion':
      return estado !== 'activo'
    case 'cambio_plan':
      return estado !== 'baja' && event.planAnteriorId === planId && event.planId !== planId
  }
}

const beginning = (events: readonly TimelineEvent[], planId: string): Standing => ({
  estado: 'activo',
  motivo: null,
  planId: firstPlan(events, planId),
  desde: null,
})

/**
 * How a service stands on a day. `events`: those not taken back, in order; `planId`: its plan when none of them changes
 * it. `before`: without the event of this id and all after it.
 */
export function standingOn(
  events: readonly TimelineEvent[],
  planId: string,
  fecha: FechaCivil,
  before: string | null = null,
): Standing {
  let standing = beginning(events, planId)
  for (const event of events) {
    if (event.fecha > fecha || event.id === before) break
    standing = step(standing, event)
  }
  return standing
}

/** The events that cannot follow on those before them, each with how the service stands then. */
export function conflictsOf<Event extends TimelineEvent>(
  events: readonly Event[],
  planId: string,
): { event: Event; standing: Standing }[] {
  let standing = beginning(events, planId)
  return events.flatMap((event) => {
    const found = allows(standing, event) ? [] : [{ event, standing }]
    standing = step(standing, event)
    return found
  })
}
