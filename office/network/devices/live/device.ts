import { refuse } from '../../../kernel/errors.ts'
import type { Actor, Office } from '../../../kernel/office.ts'
import { type CommandInput, type RouterosLink, type Row } from '../../../routeros/index.ts'
import type { NetworkDesk } from '../../desk.ts'
import { readReach } from '../../reach.ts'

/** A router that a window looks at. */
export interface LiveDevice {
  office: Office
  actor: Actor
  id: string
  desk: NetworkDesk
  link: RouterosLink
}

/** More rows than any router of a provider has; beyond, the list is refused instead of filling memory. */
const MOST_ROWS = 100_000
/** A list of thousands takes a router its time, ms. */
const LIST_TIMEOUT = 30_000

/** Errors: not_found, dispositivo.sin_datos (it is no router, or put away). */
export async function liveDevice({ office, actor }: { office: Office; actor: Actor }, id: string): Promise<LiveDevice> {
  const { proveedor, activo } = readReach(office.db.read, actor.tenantId, id)
  if (proveedor !== 'mikrotik' || activo === 0) throw refuse('dispositivo.sin_datos')
  const desk = await office.network()
  return { office, actor, id, desk, link: desk.link(id) }
}

/** All rows of a menu. @throws RouterosError */
export async function readAll({ link }: LiveDevice, path: string, input: CommandInput): Promise<Row[]> {
  return (await link.call(path, input, { timeoutMs: LIST_TIMEOUT, maxRows: MOST_ROWS })).rows
}

/** Open streams by device: a router has little to spare, and windows are forgotten open. */
const MOST_STREAMS = 12
const streams = new WeakMap<NetworkDesk, Map<string, number>>()

/** Counts as one of the device's streams while it runs. Errors: dispositivo.ocupado. */
export async function* asStream<T>({ desk, id }: LiveDevice, source: AsyncGenerator<T>): AsyncGenerator<T, void, void> {
  const open = streams.get(desk) ?? new Map<string, number>()
  streams.set(desk, open)
  const others = open.get(id) ?? 0
  if (others >= MOST_STREAMS) throw refuse('dispositivo.ocupado')
  open.set(id, others + 1)
  try {
    yield* source
  } finally {
    open.set(id, (open.get(id) ?? 1) - 1)
  }
}
