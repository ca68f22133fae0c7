import { emptyPlan } from './attributes.ts'
import { planAddressed } from './address.ts'
import { condicionOf } from './desired.ts'
import { planList } from './list.ts'
import { planSecret } from './secret.ts'
import type { Condicion, Falla, Libro, Memoria, Orden, Plan, Visto } from './types.ts'

export const newMemoria = (trabajoId = ''): Memoria => ({
  trabajoId,
  escritos: new Set(),
  claves: new Set(),
  quitadas: new Map(),
  rechazadas: new Set(),
})

/**
 * What has to be done on a RouterOS device so that it says of a service what the books say; nothing where it does already. Pure: the
 * same for the worker, for what is only shown, and for the reading back. `falla`: something of it cannot be done; nothing of it is then,
 * but for what `isPart` names.
 */
export function planServicio(
  libro: Libro,
  visto: Visto,
  memoria: Memoria = newMemoria(),
  cond: Condicion = condicionOf(libro),
): Plan {
  const plan = emptyPlan()
  let falla: Falla | null = null
  const steps = libro.objetos.map((objeto) => () => {
    if (objeto.tipo === 'ppp_secret') planSecret(libro, objeto, cond, visto, memoria, plan)
    else if (objeto.tipo !== 'uisp_servicio') planAddressed(libro, objeto, cond, visto, plan)
  })
  for (const step of [...steps, () => planList(libro, cond, visto, plan)]) {
    plan.falla = null
    step()
    if (plan.falla && !isPart(plan.falla, cond)) return { ...emptyPlan(), falla: plan.falla }
    falla ??= plan.falla
  }
  return { ...plan, falla }
}

/**
 * What cannot be done of it leaves all else to be done: whoever paid gets back all that can be given back, and an address that somebody
 * else listed keeps the client cut. A cut is not begun that could not be finished.
 */
const isPart = ({ codigo, parcial }: Falla, cond: Condicion): boolean =>
  parcial === true || cond === 'activo' || codigo === 'lista_ajena'

/** What an order is known by from one round to the next. */
export const keyOf = ({ menu, verbo, busca }: Orden): string => `${menu} ${verbo} ${JSON.stringify(busca)}`

/** An order without the profile that the device refused to make; null when nothing is left of it. */
function withoutProfile(orden: Orden): Orden | null {
  if (orden.verbo !== 'set') return null
  const { profile: _, ...valores } = orden.valores
  return Object.keys(valores).length === 0 ? null : { ...orden, valores, tras: [] }
}

/** What is left of a plan without what the device has refused to this run. */
export function sendable(plan: Plan, { rechazadas }: Memoria): Plan {
  if (rechazadas.size === 0) return plan
  const isRefused = (orden: Orden) => rechazadas.has(keyOf(orden))
  const missing = new Set(plan.perfiles.filter(isRefused).map(({ objeto }) => objeto))
  const waits = ({ tras }: Orden) => tras.some((profile) => missing.has(profile))
  const ordenes = plan.ordenes.flatMap((orden) => (waits(orden) ? (withoutProfile(orden) ?? []) : orden))
  // A session would come back as it was.
  const unwritten = plan.ordenes.filter(
    (orden) => orden.menu === '/ppp/secret' && (isRefused(orden) || (waits(orden) && withoutProfile(orden) === null)),
  )
  const kept = new Set(unwritten.map(({ objeto }) => objeto))
  return {
    ...plan,
    perfiles: plan.perfiles.filter((orden) => !isRefused(orden)),
    ordenes: ordenes.filter((orden) => !isRefused(orden)),
    sesiones: plan.sesiones.filter((orden) => !isRefused(orden) && !kept.has(orden.objeto)),
  }
}

/** Nothing is to be sent any more. */
export const isIdle = ({ perfiles, ordenes, sesiones }: Plan): boolean =>
  perfiles.length + ordenes.length + sesiones.length === 0

/** All is as it should be. */
export const isDone = (plan: Plan): boolean => plan.falla === null && isIdle(plan)
