import { eq } from 'drizzle-orm'
import type { DemoSize } from '../../contract/index.ts'
import { usuario } from '../../db/schema/index.ts'
import { refreshOverdue } from '../billing/overdue.ts'
import type { Progress } from '../jobs/jobs.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { Calendar } from './calendar.ts'
import { type DraftCliente, simulateCliente, type World } from './history.ts'
import { writeStatementOfBank } from './statement.ts'
import { writeClientes, writeSaldos } from './write-clientes.ts'
import { writeFacturas } from './write-facturas.ts'
import { writeRecibos } from './write-recibos.ts'
import type { Step } from './written.ts'

/** Clients of each size, and months of invoices. */
const SIZES: Record<DemoSize, { clientes: number; months: number }> = {
  small: { clientes: 60, months: 6 },
  office: { clientes: 1200, months: 12 },
  large: { clientes: 100_000, months: 3 },
}

export interface DemoOptions {
  /** Months of invoices, this one included, instead of the size's own. */
  months?: number
  /** Another office of the same size. */
  seed?: number
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
const SIMULATED_AT_ONCE = 1000

async function simulate(world: World, count: number): Promise<DraftCliente[]> {
  const drafts: DraftCliente[] = []
  for (let serial = 1; serial <= count; serial++) {
    drafts.push(simulateCliente(world, serial))
    if (serial % SIMULATED_AT_ONCE === 0) await breathe()
  }
  return drafts
}

const byActivacion = (a: DraftCliente, b: DraftCliente): number =>
  a.activacion < b.activacion ? -1 : Number(a.activacion > b.activacion)

/** People who can have collected: the receipts are theirs in turn. */
function cashiersOf(office: Office, actor: Actor): Actor[] {
  const people = office.db.read.orm
    .select({ id: usuario.id, rol: usuario.rol })
    .from(usuario)
    .where(eq(usuario.tenantId, actor.tenantId))
    .all()
    .filter((person) => person.rol === 'admin' || person.rol === 'cobranza')
  return people.map((person) => ({ ...actor, usuarioId: person.id }))
}

/** While so much is written, pages that are changed again and again should stay in memory. */
const CACHE_KIB = 128_000

async function withLargeCache<T>(office: Office, work: () => Promise<T>): Promise<T> {
  const { sqlite } = office.db.write
  const usual = Number(sqlite.pragma('cache_size', { simple: true }))
  sqlite.pragma(`cache_size = ${-CACHE_KIB}`)
  try {
    return await work()
  } finally {
    sqlite.pragma(`cache_size = ${usual}`)
  }
}

/**
 * Fills an office without clients with an invented one: people, plans, services, devices, months of invoices and
 * receipts up to this moment. The same office, size and clock give the same data (but for ids). One transaction; the
 * facts are written in bulk, by the rules of the real ones, and the office's check finds no difference.
 */
export async function fillDemo(
  office: Office,
  actor: Actor,
  size: DemoSize,
  progress: Progress,
  options: DemoOptions = {},
): Promise<void> {
  const tenant = readTenant(office.db.read)
  const calendar = new Calendar(office.now(), tenant.zonaHoraria)
  const { clientes, months } = SIZES[size]
  const world: World = {
    seed: options.seed ?? 20_260_131,
    moneda: tenant.moneda,
    diasVencimiento: tenant.diasVencimiento,
    calendar,
    monthCount: options.months ?? months,
  }
  progress.report(0, clientes)
  const drafts = (await simulate(world, clientes)).sort(byActivacion)
  const facturas = drafts.flatMap((draft, at) => draft.account.facturas.map((f) => Object.assign(f, { cliente: at })))
  const recibos = drafts.flatMap((draft, at) => draft.account.recibos.map((r) => Object.assign(r, { cliente: at })))
  const total = clientes + facturas.length + recibos.length
  let done = 0
  const step: Step = async (more) => {
    done += more
    progress.report(done, total)
    await breathe()
  }
  const request = { actor, requestId: newId(), procedure: 'setup.fillDemo', input: { size, ...options } }
  await withLargeCache(office, () =>
    office.writer.runLong(request, async (tx) => {
      const written = await writeClientes(tx, world, drafts, step)
      await writeFacturas(tx, facturas, written, step)
      await writeRecibos(tx, world, recibos, written, cashiersOf(office, actor), step)
      writeSaldos(tx, drafts, written)
      await writeStatementOfBank(tx, world)
    }),
  )
  progress.report(total, total)
  await refreshOverdue(office)
}
