import type { MotivoVinculo, SuerteVinculo } from '../../../contract/procedures/vinculos.ts'
import { breathe } from '../../reports/breathe.ts'
import { fits } from './fit.ts'
import type { Fit, ObjetoLeido } from './types.ts'
import type { LinkWorld } from './world.ts'

/** From here on a single fit is taken without a look, or offered; below it nobody is named. */
export const SEGURO = 880
export const PROBABLE = 550
const NAMED = 300
/** So much better than the next one, or nobody can tell which. */
const MARGIN = 60
const SHOWN = 5
/** An access with the service's own name is ahead of all that only fit. */
const OWN_AHEAD = 1000

export interface Decision {
  suerte: Extract<SuerteVinculo, 'seguro' | 'probable' | 'ambiguo' | 'sin_servicio' | 'sin_cliente'>
  servicio: number | null
  candidatos: Fit[]
}

const NUMBERS: ReadonlySet<MotivoVinculo> = new Set(['documento', 'telefono', 'codigo', 'ip', 'mac'])

/** Its numbers are another client's than its words: not where they are the best one's too, as the phone of a family. */
function isDisputed(best: Fit, { puntaje, motivos }: Fit): boolean {
  if (puntaje < NAMED || !motivos.some(({ motivo }) => motivo === 'otro_nombre')) return false
  const own = new Set(best.motivos.map(({ motivo }) => motivo))
  return own.has('otro_nombre') || motivos.some(({ motivo }) => NUMBERS.has(motivo) && !own.has(motivo))
}

/** Another client in force is named as well: plan and technology tell them apart, which is never certain. */
function isRivalled(world: LinkWorld, best: Fit, other: Fit): boolean {
  const [own, rival] = [world.servicios[best.servicio], world.servicios[other.servicio]]
  if (rival?.clienteId === own?.clienteId || rival?.estado === 'baja') return false
  return best.nombrado - other.nombrado < MARGIN
}

function alone(world: LinkWorld, found: readonly Fit[]): Decision {
  const candidatos = found.slice(0, SHOWN)
  const [best, next] = candidatos
  if (!best || best.puntaje < NAMED) return { suerte: 'sin_cliente', servicio: null, candidatos: [] }
  // Cancelled services are no places to link to, but say whose object it was.
  if (world.servicios[best.servicio]?.estado === 'baja') return { suerte: 'sin_servicio', servicio: null, candidatos }
  if (best.propio) return { suerte: 'seguro', servicio: best.servicio, candidatos }
  if (next && best.puntaje - next.puntaje < MARGIN) return { suerte: 'ambiguo', servicio: null, candidatos }
  if (best.puntaje < PROBABLE) return { suerte: 'ambiguo', servicio: null, candidatos }
  const doubted = found.some((other) => isDisputed(best, other) || isRivalled(world, best, other))
  const sure = best.puntaje >= SEGURO && !doubted
  return { suerte: sure ? 'seguro' : 'probable', servicio: best.servicio, candidatos }
}

/** How many objects are weighed before other requests have their turn. */
const PER_TURN = 200

/**
 * What becomes of each object. A service is one object of a kind on a device: where several claim it, the one that fits much
 * better has it, and the others, or all of them, are `ambiguo`. `taken`: services linked there already, by kind.
 */
export async function decideAll(
  world: LinkWorld,
  objects: readonly ObjetoLeido[],
  taken: (tipo: ObjetoLeido['tipo'], servicioId: string) => boolean,
  report: (done: number, total: number) => void = () => undefined,
): Promise<Decision[]> {
  const decisions: Decision[] = []
  for (const object of objects) {
    const free = fits(world, object).filter(
      ({ servicio }) => !taken(object.tipo, world.servicios[servicio]?.servicioId ?? ''),
    )
    decisions.push(alone(world, free))
    if (decisions.length % PER_TURN > 0) continue
    report(decisions.length, objects.length)
    await breathe()
  }
  for (const rivals of claimsOf(objects, decisions)) settleClaim(decisions, rivals)
  return decisions
}

/** Objects that were given the same service. */
function claimsOf(objects: readonly ObjetoLeido[], decisions: readonly Decision[]): Iterable<number[]> {
  const claims = new Map<string, number[]>()
  decisions.forEach(({ servicio }, at) => {
    if (servicio === null) return
    const key = `${objects[at]?.tipo} ${servicio}`
    claims.set(key, [...(claims.get(key) ?? []), at])
  })
  return claims.values()
}

function settleClaim(decisions: Decision[], rivals: readonly number[]): void {
  if (rivals.length < 2) return
  const points = (at: number) => {
    const fit = decisions[at]?.candidatos[0]
    return (fit?.puntaje ?? 0) + (fit?.propio ? OWN_AHEAD : 0)
  }
  const [first, second] = rivals.toSorted((a, b) => points(b) - points(a))
  const winner = first !== undefined && second !== undefined && points(first) - points(second) >= MARGIN ? first : null
  for (const at of rivals) {
    const decision = decisions[at]
    if (at !== winner && decision) decisions[at] = { ...decision, suerte: 'ambiguo', servicio: null }
  }
}
