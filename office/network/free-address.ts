import type { ReadDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { equals, type RouterosSession } from '../routeros/index.ts'

const statements = perConnection((db: ReadDb) => ({
  taken: db.sqlite.prepare<[string], string>(`select ip from servicio_red where tenant_id = ? and ip <> ''`).pluck(),
}))

const toNumber = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const toIp = (number: number): string => [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.')

/** A range is looked through this far: a /14. */
const MOST = 262_144

interface Range {
  first: number
  last: number
}

/** `10.0.0.2-10.0.0.9,10.0.1.0/24`, as pools have them. A network's own address and its broadcast are left out. */
export function rangesOf(text: string): Range[] {
  return text.split(',').flatMap((part) => {
    const [from = '', to = from] = part.trim().split('-')
    const network = /^([\d.]+)\/(\d+)$/.exec(from)
    if (network) {
      const size = 2 ** (32 - Number(network[2]))
      const first = Math.floor(toNumber(network[1] ?? '') / size) * size
      return size > 2 ? [{ first: first + 1, last: first + size - 2 }] : [{ first, last: first + size - 1 }]
    }
    const range = { first: toNumber(from), last: toNumber(to) }
    return Number.isNaN(range.first + range.last) ? [] : [range]
  })
}

/** What the device itself gives to somebody, or has for itself. */
async function takenThere(session: RouterosSession): Promise<Set<string>> {
  const each = [
    ['/ppp/secret', 'remote-address'],
    ['/ppp/active', 'address'],
    ['/ip/dhcp-server/lease', 'address'],
    ['/ip/address', 'address'],
    ['/ip/arp', 'address'],
    ['/queue/simple', 'target'],
    ['/ip/firewall/address-list', 'address'],
  ] as const
  const answers = await Promise.all(
    each.map(async ([menu, property]) => {
      const { rows } = await session.call(`${menu}/print`, { proplist: [property] })
      return rows.flatMap((row) => (row[property] ?? '').split(','))
    }),
  )
  return new Set(answers.flat().map((address) => address.replace(/\/\d+$/, '')))
}

/** Errors: not_found (pool), red.no_address. */
export async function findFreeAddress(
  db: ReadDb,
  tenantId: string,
  session: RouterosSession,
  from: { tipo: 'pool'; pool: string } | { tipo: 'rango'; desde: string; hasta: string },
): Promise<string> {
  const text = from.tipo === 'rango' ? `${from.desde}-${from.hasta}` : await poolOf(session, from.pool)
  const taken = await takenThere(session)
  for (const ip of statements(db).taken.all(tenantId)) taken.add(ip)
  let passed = 0
  for (const { first, last } of rangesOf(text))
    for (let number = first; number <= last && passed < MOST; number++, passed++) {
      const ip = toIp(number)
      if (!taken.has(ip)) return ip
    }
  throw refuse('red.no_address')
}

async function poolOf(session: RouterosSession, name: string): Promise<string> {
  const { rows } = await session.call('/ip/pool/print', { proplist: ['ranges'], queries: [equals('name', name)] })
  const [pool] = rows
  if (!pool) throw refuse('not_found', { entidad: 'pool' })
  return pool['ranges'] ?? ''
}
