import { equals, parseBoolean, parseDuration, parseInteger, parseRates } from '../../routeros/index.ts'
import { type Books, isKeptOut } from './books.ts'
import { type Ask, first, type Found, interfaceOf, MBIT } from './found.ts'
import { step, type Step } from './step.ts'

/** Its address: there, the one it should have, on no list of debtors, and nobody else's. */
export async function addressStep(ask: Ask, found: Found, books: Books): Promise<Step> {
  const { ip, live } = found
  const { listaCorte: lista } = books
  if (ip === '') return step('mal', { paso: 'direccion', codigo: 'sin_direccion' })
  const [lists, neighbours] = await Promise.all([
    ask.call('/ip/firewall/address-list/print', {
      queries: [equals('list', lista), equals('address', ip)],
      proplist: ['disabled'],
    }),
    ask.call('/ip/arp/print', { queries: [equals('address', ip)], proplist: ['mac-address', 'complete'] }),
  ])
  const listed = lists.rows.some((row) => parseBoolean(row['disabled']) !== true)
  if (listed && !isKeptOut(books)) return step('mal', { paso: 'direccion', codigo: 'en_lista' }, { ip, lista })
  const macs = new Set(neighbours.rows.map((row) => row['mac-address'] ?? '').filter((mac) => mac !== ''))
  if (macs.size > 1) return step('mal', { paso: 'direccion', codigo: 'repetida' }, { ip, macs: [...macs].join(', ') })
  if (live !== null && books.ip !== '' && ip !== books.ip && !isKeptOut(books))
    return step('atencion', { paso: 'direccion', codigo: 'distinta' }, { ip, fija: books.ip })
  return step('bien', { paso: 'direccion', codigo: 'asignada' }, { ip })
}

const PINGS = 5
/** An answer that takes longer than this spoils a call, ms. */
const SLOW_MS = 150

/** The router asks the client's equipment for a sign of life. */
export async function pingStep(ask: Ask, ip: string): Promise<Step> {
  const { rows } = await ping(ask, { address: ip, count: String(PINGS), interval: '200ms' })
  const last = rows.at(-1)
  const sent = parseInteger(last?.['sent']) ?? PINGS
  const received = parseInteger(last?.['received']) ?? 0
  const ms = Math.round(parseDuration(last?.['avg-rtt']) ?? 0)
  const datos = { ip, enviados: sent, recibidos: received, ms }
  if (received === 0) return step('mal', { paso: 'ping', codigo: 'no_responde' }, datos)
  if (received < sent) return step('atencion', { paso: 'ping', codigo: 'pierde' }, datos)
  return ms > SLOW_MS
    ? step('atencion', { paso: 'ping', codigo: 'lento' }, datos)
    : step('bien', { paso: 'ping', codigo: 'responde' }, datos)
}

/** `/tool/ping` of newer routers, `/ping` of older ones. */
async function ping(ask: Ask, attributes: Record<string, string>) {
  const options = { timeoutMs: 15_000 }
  try {
    return await ask.call('/tool/ping', { attributes }, options)
  } catch (error) {
    if (!isMissing(error)) throw error
    return ask.call('/ping', { attributes }, options)
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'no_such_command'

/** From here on of what the plan gives, it is full. */
const FULL = 0.9

/** What runs through to it, bits/s; of the session's own interface, or as its queue counts. Silence means unknown, never 0. */
export async function trafficStep(ask: Ask, found: Found, { velocidad }: Books): Promise<Step> {
  const rates = await ratesOf(ask, found)
  if (rates === null) return step('sin_datos', { paso: 'trafico', codigo: 'sin_interfaz' })
  const { subida, bajada } = rates
  const plan = { planBajada: velocidad.bajada * MBIT, planSubida: velocidad.subida * MBIT }
  if (bajada >= FULL * plan.planBajada || subida >= FULL * plan.planSubida)
    return step('atencion', { paso: 'trafico', codigo: 'al_tope' }, { ...rates, ...plan })
  return subida + bajada > 0
    ? step('bien', { paso: 'trafico', codigo: 'pasa' }, { subida, bajada })
    : step('atencion', { paso: 'trafico', codigo: 'quieto' }, { subida, bajada })
}

async function ratesOf(ask: Ask, { objeto, row }: Found): Promise<{ subida: number; bajada: number } | null> {
  if (objeto.tipo === 'simple_queue') {
    const rates = parseRates(row?.['rate'])
    return rates && { subida: rates.up, bajada: rates.down }
  }
  if (objeto.tipo !== 'ppp_secret') return null
  const name = interfaceOf(objeto)
  if ((await first(ask, '/interface', 'name', name)) === null) return null
  const { rows } = await ask.call('/interface/monitor-traffic', { attributes: { interface: name, once: '' } })
  const subida = parseInteger(rows[0]?.['rx-bits-per-second'])
  const bajada = parseInteger(rows[0]?.['tx-bits-per-second'])
  return subida === null || bajada === null ? null : { subida, bajada }
}
