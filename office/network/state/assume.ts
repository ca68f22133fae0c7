import type { Row } from '../../routeros/index.ts'
import { deseadoLease, deseadoQueue } from './address.ts'
import { perfilActivo } from './desired.ts'
import { deseadoSecret } from './secret.ts'
import type { Condicion, Libro, Visto } from './types.ts'
import { planServicio } from './plan.ts'
import { renderPlan } from './render.ts'

/** A device as it would be if it said what the books say of active services: for what is shown without asking the device. */
export function assumeActive(libros: readonly Libro[]): Visto {
  const secrets = new Map<string, Row[]>()
  const leases = new Map<string, Row[]>()
  const queues = new Map<string, Row[]>()
  const activos = new Map<string, Row[]>()
  const perfiles = new Map<string, Row>()
  for (const libro of libros) {
    const { plan, marca, ip } = libro
    for (const nombre of [plan.perfilCorte, perfilActivo(libro)])
      if (!perfiles.has(nombre)) perfiles.set(nombre, { '.id': '*0', name: nombre })
    for (const objeto of libro.objetos) {
      const fresh = { ...objeto, previo: null }
      const base = { '.id': '*0', comment: marca }
      const { clave } = objeto
      if (objeto.tipo === 'ppp_secret') {
        secrets.set(clave, [{ ...base, name: clave, ...deseadoSecret(libro, fresh, 'activo', null, new Map()) }])
        activos.set(clave, [{ '.id': '*0', name: clave }])
      }
      if (objeto.tipo === 'dhcp_lease')
        leases.set(clave, [{ ...base, address: ip, ...deseadoLease(libro, fresh, 'activo', null) }])
      if (objeto.tipo === 'simple_queue')
        queues.set(clave, [{ ...base, target: `${ip}/32`, ...deseadoQueue(libro, fresh, 'activo') }])
    }
  }
  const none = new Map<string, Row[]>()
  const unlisted = { listas: none, marcadas: none, terminadas: new Set<string>(), ocupadas: new Set<string>() }
  return { secrets, leases, queues, activos, perfiles, ...unlisted, leidoEn: 0 }
}

/**
 * What a device would be told about a service in that condition, from the books alone. What depends on the device (a profile of debtors
 * that is missing, a session that is not there) is left out or taken to be so.
 */
export function commandsOf(libro: Libro, cond: Condicion): string[] {
  const fresh: Libro = { ...libro, objetos: libro.objetos.map((objeto) => ({ ...objeto, previo: null })) }
  const plan = planServicio(fresh, assumeActive([fresh]), undefined, cond)
  const uisp = libro.objetos.filter(({ tipo }) => tipo === 'uisp_servicio')
  const verb = cond === 'activo' || cond === 'reducido' ? 'cancel-suspend' : 'suspend'
  return [...renderPlan(plan), ...uisp.map(({ clave }) => `PATCH /crm/api/v1.0/clients/services/${clave}/${verb}`)]
}
