import { parseRates } from '../../routeros/values.ts'
import { perfilActivo, perfilReducido } from './desired.ts'
import { findTag, rateOf, SHARED_TAG, tagOf } from './names.ts'
import type { Falla, Libro, Orden, Visto } from './types.ts'

/** Of the device's own default profile: without them a session gets no address. */
const INHERITED = ['local-address', 'remote-address', 'dns-server'] as const

interface Wanted {
  nombre: string
  marca: string
  /** Null: as found; the office only makes it when it is missing. */
  valores: Record<string, string> | null
  /** Of one that is made. */
  nuevos: Record<string, string>
}

/** The profile of that name as the books want it; null: the device has to have it, the office does not make it. */
function wantedOf(libro: Libro, nombre: string): Wanted | null {
  const { plan } = libro
  const pool: Record<string, string> = plan.pool === '' ? {} : { 'remote-address': plan.pool }
  if (nombre === plan.perfilCorte) {
    const valores = { 'address-list': plan.listaCorte }
    return { nombre, marca: SHARED_TAG, valores, nuevos: pool }
  }
  const marca = tagOf(plan.id)
  if (nombre === perfilReducido(libro)) {
    const rate = rateOf(plan.reducidaBajadaMbps, plan.reducidaSubidaMbps)
    return { nombre, marca, valores: { 'rate-limit': rate, ...pool }, nuevos: {} }
  }
  if (plan.perfil === '' && nombre === perfilActivo(libro)) {
    const rate = rateOf(plan.bajadaMbps, plan.subidaMbps)
    return { nombre, marca, valores: { 'rate-limit': rate, ...pool }, nuevos: {} }
  }
  return null
}

/** Whether a profile keeps somebody cut or slow: one that the plan names, or one that puts its sessions on a list of debtors. */
export function isOfCut(libro: Libro, nombre: string | undefined, perfiles: Visto['perfiles']): boolean {
  if (nombre === undefined || nombre === '') return false
  const { perfil, perfilCorte, listaCorte } = libro.plan
  if (nombre === perfil) return false
  if (nombre === perfilCorte || nombre === perfilReducido(libro)) return true
  const found = perfiles.get(nombre)
  // A plan named it once: it was made by the office for debtors, or has their list.
  return findTag(found?.['comment']) === SHARED_TAG || found?.['address-list'] === listaCorte
}

/** Equal to the device, whatever way it writes rates. */
export function sameValue(name: string, a: string, b: string): boolean {
  if (a === b) return true
  if (name !== 'rate-limit' && name !== 'max-limit') return false
  const [x, y] = [parseRates(a || '0/0'), parseRates(b || '0/0')]
  return x !== null && y !== null && x.up === y.up && x.down === y.down
}

/** What has to be done so that a profile can be given to a secret, or why it cannot. */
export function planProfile(libro: Libro, nombre: string, visto: Visto): { orden: Orden | null; falla: Falla | null } {
  const found = visto.perfiles.get(nombre)
  const wanted = wantedOf(libro, nombre)
  if (!wanted) return { orden: null, falla: found ? null : { codigo: 'perfil_ausente', detalle: nombre } }
  const base = { menu: '/ppp/profile' as const, objeto: nombre, busca: { name: nombre }, tras: [] }
  if (!found) {
    const from = visto.perfiles.get('default')
    const inherited = INHERITED.flatMap((name) => (from?.[name] ? [[name, from[name]] as const] : []))
    const given = Object.entries({ ...wanted.nuevos, ...wanted.valores }).filter(([, value]) => value !== '')
    const valores = { name: nombre, ...Object.fromEntries([...inherited, ...given]), comment: wanted.marca }
    return { orden: { ...base, verbo: 'add', id: null, valores, antes: {} }, falla: null }
  }
  const differing = Object.entries(wanted.valores ?? {}).filter(
    ([name, value]) => !sameValue(name, found[name] ?? '', value),
  )
  if (differing.length === 0) return { orden: null, falla: null }
  if (findTag(found['comment']) === null || (libro.plan.perfilAjeno && nombre !== libro.plan.perfilCorte)) {
    // Somebody's profile of debtors is taken as it is; one that only has the name of ours is not.
    const falla: Falla = { codigo: 'perfil_ajeno', detalle: nombre }
    return { orden: null, falla: nombre === libro.plan.perfilCorte ? null : falla }
  }
  const valores = Object.fromEntries(differing)
  const antes = Object.fromEntries(differing.map(([name]) => [name, found[name] ?? '']))
  return { orden: { ...base, verbo: 'set', id: found['.id'] ?? '', valores, antes }, falla: null }
}
