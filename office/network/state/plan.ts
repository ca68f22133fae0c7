import { emptyPlan } from './attributes.ts'
import { planAddressed } from './address.ts'
import { condicionOf } from './desired.ts'
import { planList } from './list.ts'
import { planSecret } from './secret.ts'
import type { Condicion, Libro, Memoria, Plan, Visto } from './types.ts'

export const newMemoria = (): Memoria => ({ escritos: new Set(), quitadas: new Map() })

/**
 * What has to be done on a RouterOS device so that it says of a service what the books say; nothing where it does already. Pure: the
 * same for the worker, for what is only shown, and for the reading back. `falla`: something of it cannot be done; nothing of it is then.
 */
export function planServicio(
  libro: Libro,
  visto: Visto,
  memoria: Memoria = newMemoria(),
  cond: Condicion = condicionOf(libro),
): Plan {
  const plan = emptyPlan()
  for (const objeto of libro.objetos) {
    if (objeto.tipo === 'ppp_secret') planSecret(libro, objeto, cond, visto, memoria, plan)
    else if (objeto.tipo !== 'uisp_servicio') planAddressed(libro, objeto, cond, visto, plan)
    if (plan.falla) return { ...emptyPlan(), falla: plan.falla }
  }
  planList(libro, cond, visto, plan)
  // An address that cannot be freed keeps the client cut, but what is ours is put right all the same.
  if (plan.falla && plan.falla.codigo !== 'lista_ajena') return { ...emptyPlan(), falla: plan.falla }
  return plan
}

/** Nothing is to be written any more. */
export const isDone = ({ perfiles, ordenes, sesiones, falla }: Plan): boolean =>
  falla === null && perfiles.length + ordenes.length + sesiones.length === 0
