import type { Row } from '../../routeros/index.ts'
import {
  changeOrders,
  type Deseado,
  differing,
  kept,
  ownRow,
  previoOf,
  savedOf,
  toSave,
  valueOf,
} from './attributes.ts'
import { metodoOn, perfilActivo, perfilReducido } from './desired.ts'
import { isOfCut, planProfile } from './profiles.ts'
import type { Condicion, Falla, Libro, Memoria, Objeto, Orden, Plan, Previo, Visto } from './types.ts'

const CUTTING = ['profile', 'remote-address', 'disabled']
const SPEEDS = ['profile']
/** What a session has to come back for to feel. One that is disabled has none when it is enabled again. */
const OF_SESSION = ['name', 'profile', 'remote-address']

/**
 * What an active service's access should have. Where the plan names a profile, that one; else a linked one keeps its own, as it was
 * before it was cut.
 */
function activeOf(libro: Libro, objeto: Objeto, row: Row | null, perfiles: Visto['perfiles']): Deseado {
  const saved = savedOf(libro, objeto, SPEEDS)
  const { plan } = libro
  const creado = objeto.origen === 'creado'
  const now = row?.['profile'] ?? ''
  // Cut before the office knew it, or under another plan: there is nothing to put back, so it gets what its plan is.
  const changed = 'profile' in (objeto.previo?.valores ?? {})
  const stranded = isOfCut(libro, now, perfiles) || changed
  const own = creado || stranded ? perfilActivo(libro) : undefined
  const before = saved['profile'] ?? ''
  const profile = plan.perfil || (isOfCut(libro, before, perfiles) ? own : before || own)
  const address = libro.ip || (saved['remote-address'] ?? (creado ? '' : undefined))
  return {
    disabled: 'no',
    ...(profile === undefined ? {} : { profile }),
    ...(address === undefined ? {} : { 'remote-address': address }),
  }
}

/** What an access should have in that condition. */
export function deseadoSecret(
  libro: Libro,
  objeto: Objeto,
  cond: Condicion,
  row: Row | null,
  perfiles: Visto['perfiles'],
): Deseado {
  const base = kept(cond, objeto, activeOf(libro, objeto, row, perfiles))
  if (cond === 'baja') return { ...base, disabled: 'yes' }
  if (cond === 'reducido') return { ...base, profile: perfilReducido(libro), disabled: base['disabled'] ?? 'no' }
  if (cond === 'activo') return base
  const metodo = metodoOn(libro)
  if (metodo === 'deshabilitar') return { ...base, disabled: 'yes' }
  if (metodo !== 'perfil') return base
  return { ...base, profile: libro.plan.perfilCorte, 'remote-address': '' }
}

/** What the office made is called as the books say; what a person linked keeps the name that it has. */
export const nameOf = (libro: Libro, { origen, clave }: Objeto): string =>
  origen === 'creado' && libro.usuario !== '' ? libro.usuario : clave

function added(libro: Libro, objeto: Objeto, deseado: Deseado): Orden {
  const name = nameOf(libro, objeto)
  const given = Object.entries(deseado).filter(([, value]) => value !== '')
  return {
    menu: '/ppp/secret',
    verbo: 'add',
    id: null,
    objeto: objeto.clave,
    busca: { name },
    valores: {
      name,
      password: libro.clave ?? '',
      service: 'pppoe',
      ...Object.fromEntries(given),
      comment: libro.comentario,
    },
    antes: {},
    tras: deseado['profile'] === undefined ? [] : [deseado['profile']],
  }
}

/** An access is made whole: as an active one, and from there in its condition. */
function planMissing(libro: Libro, objeto: Objeto, cond: Condicion, visto: Visto, plan: Plan): void {
  if (cond === 'baja') return
  if (objeto.origen === 'vinculado') {
    plan.falla = { codigo: 'objeto_ausente', detalle: objeto.clave }
    return
  }
  if (libro.clave === null) {
    plan.falla = { codigo: 'clave_ausente', detalle: objeto.clave }
    return
  }
  const fresh: Objeto = { ...objeto, previo: null }
  const deseado = {
    ...activeOf(libro, fresh, null, visto.perfiles),
    ...deseadoSecret(libro, fresh, cond, null, visto.perfiles),
  }
  if (useProfile(libro, deseado['profile'], visto, plan)) plan.ordenes.push(added(libro, objeto, deseado))
}

/** False: the profile cannot be made what the books want, and `falla` says why. */
function useProfile(libro: Libro, nombre: string | undefined, visto: Visto, plan: Plan): boolean {
  if (nombre === undefined) return true
  const { orden, falla } = planProfile(libro, nombre, visto)
  if (falla) plan.falla = falla
  if (orden) plan.perfiles.push(orden)
  return falla === null
}

/** Whether an access is better off with a profile that is not as its plan says: rather at another's speed than cut. */
function isBetter(libro: Libro, row: Row, nombre: string | undefined, perfiles: Visto['perfiles']): boolean {
  const now = row['profile']
  return nombre !== undefined && perfiles.has(nombre) && (now === nombre || isOfCut(libro, now, perfiles))
}

/** A profile of debtors is nothing to go back to: empty says that it was changed, and that there was none. */
function withoutCut(libro: Libro, previo: Previo, perfiles: Visto['perfiles']): Previo {
  const { valores } = previo
  return isOfCut(libro, valores['profile'], perfiles) ? { ...previo, valores: { ...valores, profile: '' } } : previo
}

interface Session {
  libro: Libro
  objeto: Objeto
  cond: Condicion
  deseado: Deseado
  written: boolean
}

/** An access whose profile or address was changed, and whose sessions are not known to have felt it: no job ended well since. */
function isOwed({ previo, sesionDebida }: Objeto, cond: Condicion): boolean {
  if (sesionDebida) return true
  // Of a service that comes back, whatever is not known to have been written by this run is in doubt.
  return cond === 'activo' && OF_SESSION.some((name) => name in (previo?.valores ?? {}))
}

/** What is put back one day, and whose session is owed: a run that dies between its write and its session leaves that to the next one. */
function toRemember({ libro, objeto, cond, written }: Session, saved: Previo | null, { trabajoId }: Memoria) {
  const { previo, sesionDebida } = objeto
  if (!written && !sesionDebida) return saved
  const isKnown = cond === 'activo' ? isOwed(objeto, cond) : sesionDebida && previo?.sesion === trabajoId
  return saved === null && isKnown ? null : { ...(saved ?? previoOf(libro, objeto)), sesion: trabajoId }
}

/** A password that the device shows is compared; one that it hides is written once for each change. */
function newPassword({ clave }: Libro, { clave: name, previo }: Objeto, row: Row, memoria: Memoria): boolean {
  if (clave === null) return false
  const there = row['password'] ?? ''
  const shown = there !== '' && !/^\*+$/.test(there)
  return shown ? there !== clave : previo?.clave === true && !memoria.claves.has(name)
}

/** Whether a session may still be what it was before the access was changed. */
function isStale(row: Row, { objeto, cond, deseado, written }: Session, memoria: Memoria): boolean {
  if (deseado['disabled'] === 'yes') return true
  const gone = memoria.quitadas.get(objeto.clave)
  if (gone) return gone.has(row['.id'] ?? '')
  return written || memoria.escritos.has(objeto.clave) || isOwed(objeto, cond)
}

/** Its sessions that are not what the access is by now, under each name it has had; under one that no access has any more it is an old one. */
function planSessions(session: Session, name: string, visto: Visto, memoria: Memoria, plan: Plan): void {
  const { clave } = session.objeto
  const sessions = [...new Set([clave, name])].flatMap((each) => visto.activos.get(each) ?? [])
  for (const active of sessions)
    if (active['name'] !== name || isStale(active, session, memoria))
      plan.sesiones.push({
        menu: '/ppp/active',
        verbo: 'remove',
        id: active['.id'] ?? '',
        objeto: clave,
        busca: { name: active['name'] ?? '' },
        valores: {},
        antes: { address: valueOf(active, 'address'), uptime: valueOf(active, 'uptime') },
        tras: [],
      })
}

interface Found {
  row: Row | null
  falla: Falla | null
  /** What it is called there now. */
  name: string
  /** Somebody else has the name that it should have. */
  taken: boolean
}

/** An access under the name it was made with, or the one it should have: whichever it has by now. */
function findSecret(libro: Libro, objeto: Objeto, { secrets }: Visto): Found {
  const { clave } = objeto
  const nombre = nameOf(libro, objeto)
  const there = secrets.get(clave) ?? []
  const renamed = nombre === clave ? [] : (secrets.get(nombre) ?? [])
  const name = there.length > 0 ? clave : nombre
  return {
    ...ownRow(libro, objeto, there.length > 0 ? there : renamed),
    name,
    taken: there.length > 0 && renamed.length > 0,
  }
}

/** A PPPoE access: its name, profile, fixed address, whether it is enabled, and the sessions it has. */
export function planSecret(
  libro: Libro,
  objeto: Objeto,
  cond: Condicion,
  visto: Visto,
  memoria: Memoria,
  plan: Plan,
): void {
  const { row, falla, name, taken } = findSecret(libro, objeto, visto)
  if (falla) plan.falla = falla
  if (falla) return
  if (!row) return planMissing(libro, objeto, cond, visto, plan)
  const nombre = nameOf(libro, objeto)
  const deseado = deseadoSecret(libro, objeto, cond, row, visto.perfiles)
  if (libro.clave !== null && newPassword(libro, objeto, row, memoria)) deseado['password'] = libro.clave
  if (taken) plan.falla = { codigo: 'objeto_ajeno', detalle: nombre, parcial: true }
  else if (name !== nombre) deseado['name'] = nombre
  const changes = differing(row, deseado)
  const whole = useProfile(libro, deseado['profile'], visto, plan)
  // Whoever paid is let in as far as it can be done; a cut is not begun that could not be finished.
  if (!whole && cond !== 'activo') return
  const given = whole || isBetter(libro, row, deseado['profile'], visto.perfiles)
  if (!given) delete changes['profile']
  const busca = { name }
  const tras = changes['profile'] === undefined ? [] : [changes['profile']]
  plan.ordenes.push(...changeOrders({ menu: '/ppp/secret', row, objeto: objeto.clave, busca, tras }, changes))
  const written = OF_SESSION.some((property) => property in changes)
  const activo = cond === 'activo'
  const session: Session = { libro, objeto, cond, deseado, written }
  const saved = activo ? null : toSave(libro, objeto, row, changes, CUTTING)
  const previo = toRemember(session, saved, memoria)
  if (previo) plan.previos.set(objeto.id, withoutCut(libro, previo, visto.perfiles))
  if (!given) return
  if (activo && objeto.previo) plan.restaurados.push(objeto.id)
  else if (objeto.previo?.clave) plan.claves.push(objeto.id)
  if (name !== objeto.clave) plan.nombres.set(objeto.id, name)
  planSessions(session, name, visto, memoria, plan)
}
