import { setImmediate as nextTurn } from 'node:timers/promises'
import { type FechaCivil, formatDate } from '../../../contract/dates.ts'
import type { WriteDb } from '../../../db/open.ts'
import { paperTexts } from '../../i18n.ts'
import { appendAudit } from '../../kernel/audit.ts'
import type { Hand } from '../../kernel/hand.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readTenant } from '../../kernel/tenancy.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { type CutFacts, factsOf } from './facts.ts'
import { liftSome } from './lift-queue.ts'
import { dayReason, reasonsAgainst } from './rule.ts'
import { cutService } from './service.ts'

/** Services in one transaction: what was cut before a crash stays, and the rest goes on after it. */
const PER_TURN = 50

interface Run {
  id: string
  tenantId: string
  usuarioId: string | null
  fecha: FechaCivil
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  running: sqlite.prepare<[string], Run>(
    `select id, tenant_id as tenantId, usuario_id as usuarioId, fecha from corrida_corte
     where tenant_id = ? and estado in ('por_confirmar', 'en_curso', 'pausada') and estado = 'en_curso'`,
  ),
  next: sqlite.prepare<[string], { servicioId: string; clienteId: string }>(
    `select servicio_id as servicioId, cliente_id as clienteId from corrida_corte_fila
     where corrida_id = ? and estado = 'pendiente' order by orden limit ${PER_TURN}`,
  ),
  settle: sqlite.prepare<[string, string | null, number, string, string]>(
    'update corrida_corte_fila set estado = ?, motivo = ?, resuelta_en = ? where corrida_id = ? and servicio_id = ?',
  ),
  end: sqlite.prepare<[number, string]>(`update corrida_corte set estado = 'terminada', terminada_en = ? where id = ?`),
  hold: sqlite.prepare<[string]>(`update corrida_corte set estado = 'pausada' where id = ?`),
}))

const handOfRun = (db: WriteDb, { tenantId, usuarioId }: Run, now: number): Hand => ({
  db,
  tenantId,
  usuarioId,
  now,
  audit: (entry) => appendAudit(db, { tenantId, usuarioId, puestoId: null }, now, entry),
})

/**
 * The next services of the run that goes on, in the caller's transaction. Each is looked at again: who paid, promised or was
 * paused since the list was made is left alone. A run whose day is over, or on a day when nobody is cut, is paused: a person
 * decides. A service that cannot be cut is left out, with `failed` told why. Returns whether there is more to do.
 */
export function cutSome(
  db: WriteDb,
  tenantId: string,
  now: number,
  failed: (servicioId: string, error: unknown) => void,
): boolean {
  const { running, next, end, hold, settle } = statements(db)
  const run = running.get(tenantId)
  if (!run) return false
  const today = officeToday(db, now)
  const { cortes } = readRedConfig(db, tenantId).config
  if (run.fecha !== today || !cortes.activos || dayReason(cortes, today)) {
    hold.run(run.id)
    return false
  }
  const rows = next.all(run.id)
  if (rows.length === 0) {
    end.run(now, run.id)
    return false
  }
  const hand = handOfRun(db, run, now)
  const clients = [...new Set(rows.map(({ clienteId }) => clienteId))]
  const facts = new Map(factsOf(db, tenantId, clients, today).map((row) => [row.servicioId, row]))
  for (const { servicioId } of rows)
    try {
      db.sqlite.transaction(() => settleOne(hand, run, facts.get(servicioId), servicioId))()
    } catch (error) {
      // A disk that is full ends the whole transaction, and is no reason against one service.
      if (!db.sqlite.inTransaction) throw error
      settle.run('omitido', 'error', now, run.id, servicioId)
      failed(servicioId, error)
    }
  return true
}

function settleOne(hand: Hand, run: Run, facts: CutFacts | undefined, servicioId: string): void {
  const { settle } = statements(hand.db)
  const { cortes } = readRedConfig(hand.db, hand.tenantId).config
  const [reason] = facts ? reasonsAgainst(facts, cortes, run.fecha) : [{ motivo: 'sin_deuda' }]
  if (!facts || reason) {
    settle.run('omitido', reason?.motivo ?? null, hand.now, run.id, servicioId)
    return
  }
  const { idioma, locale } = readTenant(hand.db)
  const { clienteId, vencido, venceDesde } = facts
  const motivo = paperTexts(idioma)('corte.deuda', { fecha: formatDate(venceDesde ?? run.fecha, locale) })
  cutService(hand, servicioId, { today: run.fecha, motivo, corridaId: run.id })
  hand.audit({
    accion: 'corte.apply',
    entidad: 'servicio',
    entidadId: servicioId,
    despues: { corridaId: run.id, clienteId, vencido, venceDesde },
  })
  settle.run('cortado', null, hand.now, run.id, servicioId)
}

interface Work {
  done: Promise<void>
  /** There may be more since it was looked at last. */
  again: boolean
}
const going = new WeakMap<Office, Work>()
const closing = new WeakSet<Office>()

/** Lets what is to be lifted, and then the run that is begun, go on until they end, are paused, or the office closes; one at a time. */
export function keepCutting(office: Office, tenantId: string): Promise<void> {
  const begun = going.get(office)
  if (begun) {
    begun.again = true
    return begun.done
  }
  const work: Work = { done: Promise.resolve(), again: true }
  going.set(office, work)
  work.done = goOn(office, tenantId, work)
    .catch((error: unknown) => office.log.error({ err: error }, 'cuts stopped'))
    .finally(() => going.delete(office))
  return work.done
}

async function goOn(office: Office, tenantId: string, work: Work): Promise<void> {
  const failed = (servicioId: string, error: unknown) =>
    office.log.error({ servicio: servicioId, err: error }, 'a service could not be cut, or brought back')
  const { jobs } = await office.network()
  while (work.again && !closing.has(office)) {
    work.again = false
    // Who is to come back does not wait for others to be cut.
    const isMore = await office.writer.maintain(
      (db, now) => liftSome(db, tenantId, now, failed) || cutSome(db, tenantId, now, failed),
    )
    work.again ||= isMore
    // Who is left out has no jobs, and a run that ends none either: windows that watch hear of it here.
    jobs.news.changed()
    await nextTurn()
  }
}

/** Before the office closes: waits for what is being written. The run goes on when the office is opened again on its day. */
export async function stopCutting(office: Office): Promise<void> {
  closing.add(office)
  await going.get(office)?.done
}
