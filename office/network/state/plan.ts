import { emptyPlan } from './attributes.ts'
import { planAddressed } from './address.ts'
import { condicionOf } from './desired.ts'
import { planList } from './list.ts'
import { planSecret } from './secret.ts'
import type { Condicion, Falla, Libro, Memoria, Plan, Visto } from './types.ts'

export const newMemoria = (trabajoId = ''): Memoria => ({ trabajoId, escritos: new Set(), quitadas: new Map() })

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
  for (const objeto of libro.objetos) {
    if (objeto.tipo === 'ppp_secret') planSecret(libro, objeto, cond, visto, memoria, plan)
    else if (objeto.tipo !== 'uisp_servicio') planAddressed(libro, objeto, cond, visto, plan)
    if (plan.falla && !isPart(plan.falla, cond)) return { ...emptyPlan(), falla: plan.falla }
  }
  const { falla } = plan
  planList(libro, cond, visto, plan)
  if (plan.falla && !isPart(plan.falla, cond)) return { ...emptyPlan(), falla: plan.falla }
  return { ...plan, falla: falla ?? plan.falla }
}

/**
 * What cannot be done of it leaves all else to be done: an address that somebody else listed keeps the client cut, and a profile that is
 * missing leaves who paid with the one there is, but what is ours is put right all the same.
 */
const isPart = ({ codigo }: Falla, cond: Condicion): boolean =>
  codigo === 'lista_ajena' || (cond === 'activo' && (codigo === 'perfil_ausente' || codigo === 'perfil_ajeno'))

/** Nothing is to be written any more. */
export const isDone = ({ perfiles, ordenes, sesiones, falla }: Plan): boolean =>
  falla === null && perfiles.length + ordenes.length + sesiones.length === 0
