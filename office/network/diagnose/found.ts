import {
  type CallOptions,
  type CommandInput,
  equals,
  parseBoolean,
  parseRates,
  type Row,
  type Answer,
} from '../../routeros/index.ts'
import { leaseKey } from '../jobs/read.ts'
import { type Books, isKeptOut, type ObjetoDeServicio } from './books.ts'
import { step, type Step } from './step.ts'

/** A device that is asked. */
export interface Ask {
  call(path: string, input?: CommandInput, options?: CallOptions): Promise<Answer>
}

/** What a device says of a service's object and of who uses it. */
export interface Found {
  objeto: ObjetoDeServicio
  /** The object itself; null: it is not there. */
  row: Row | null
  /** The session or the bound lease; null: nobody is connected by it. */
  live: Row | null
  ip: string
  /** What the device lets through to it, bits/s; null: it says no limit. */
  limite: { bajada: number; subida: number } | null
}

export async function first(ask: Ask, path: string, name: string, value: string): Promise<Row | null> {
  const { rows } = await ask.call(`${path}/print`, { queries: [equals(name, value)] })
  return rows[0] ?? null
}

const bare = (address: string | undefined): string => (address ?? '').split(',')[0]?.split('/')[0] ?? ''

/** `0/0`, like nothing at all, limits nobody; bursts after a space are no limit either. */
function limitOf(text: string | undefined): Found['limite'] {
  const rates = parseRates(text?.split(' ')[0])
  return rates === null || rates.up + rates.down === 0 ? null : { bajada: rates.down, subida: rates.up }
}

/** Reads an object by what it is known by, and who is connected through it. */
export async function findObject(ask: Ask, objeto: ObjetoDeServicio): Promise<Found> {
  if (objeto.tipo === 'ppp_secret') {
    const [row, live, queue] = await Promise.all([
      first(ask, '/ppp/secret', 'name', objeto.clave),
      first(ask, '/ppp/active', 'name', objeto.clave),
      first(ask, '/queue/simple', 'name', interfaceOf(objeto)),
    ])
    const limite = limitOf(queue?.['max-limit'])
    return { objeto, row, live, ip: bare(live?.['address'] ?? row?.['remote-address']), limite }
  }
  if (objeto.tipo === 'dhcp_lease') {
    const row = await first(ask, '/ip/dhcp-server/lease', leaseKey(objeto.clave), objeto.clave)
    const live = row?.['status'] === 'bound' ? row : null
    const limite = limitOf(row?.['rate-limit'])
    return { objeto, row, live, ip: bare(row?.['active-address'] ?? row?.['address']), limite }
  }
  const row = await first(ask, '/queue/simple', 'name', objeto.clave)
  return { objeto, row, live: row, ip: bare(row?.['target']), limite: limitOf(row?.['max-limit']) }
}

/** The interface, and the queue, that RouterOS makes for a session. */
export const interfaceOf = ({ clave }: ObjetoDeServicio): string => `<pppoe-${clave}>`

export const MBIT = 1_000_000

/** Whether the object says what the books say: there, on when it is paid, cut when it is not, and as fast as its plan. */
export function objectStep(found: Found, books: Books): Step {
  const { row, objeto, limite } = found
  const datos = { objeto: objeto.clave, perfil: row?.['profile'] ?? '' }
  if (row === null) return step('mal', { paso: 'objeto', codigo: 'ausente' }, datos)
  const isOff = parseBoolean(row['disabled']) === true
  const isBlocked = parseBoolean(row['block-access']) === true
  const isCut = row['profile'] === books.perfilCorte
  if (isKeptOut(books)) {
    const cut = isOff || isBlocked || isCut || objeto.tipo !== 'ppp_secret'
    return cut
      ? step('bien', { paso: 'objeto', codigo: 'conforme' }, datos)
      : step('atencion', { paso: 'objeto', codigo: 'no_cortado' }, datos)
  }
  if (isOff && objeto.tipo === 'simple_queue') return step('atencion', { paso: 'objeto', codigo: 'sin_limite' }, datos)
  if (isOff) return step('mal', { paso: 'objeto', codigo: 'deshabilitado' }, datos)
  if (isBlocked) return step('mal', { paso: 'objeto', codigo: 'bloqueado' }, datos)
  if (isCut) return step('mal', { paso: 'objeto', codigo: 'cortado' }, datos)
  const { bajada, subida } = books.velocidad
  if (limite && (limite.bajada < bajada * MBIT || limite.subida < subida * MBIT)) {
    const speeds = { ...limite, planBajada: bajada * MBIT, planSubida: subida * MBIT }
    return step('atencion', { paso: 'objeto', codigo: 'limitado' }, { ...datos, ...speeds })
  }
  return step('bien', { paso: 'objeto', codigo: 'conforme' }, datos)
}
