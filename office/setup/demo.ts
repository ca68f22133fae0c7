import { and, eq } from 'drizzle-orm'
import type { DemoSize } from '../../contract/procedures/setup.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { ajuste, cliente } from '../../db/schema/index.ts'
import type { Progress } from '../jobs/jobs.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor, Office } from '../kernel/office.ts'
import type { HandlerContext } from '../kernel/procedures.ts'

const CLAVE = 'demo'

const isMark = (tenantId: string) => and(eq(ajuste.tenantId, tenantId), eq(ajuste.clave, CLAVE))

const hasClients = (db: ReadDb | WriteDb, tenantId: string): boolean =>
  db.orm.select({ id: cliente.id }).from(cliente).where(eq(cliente.tenantId, tenantId)).limit(1).get() !== undefined

/** Whether the office holds invented clients. */
export const isDemo = (db: ReadDb, tenantId: string): boolean =>
  db.orm.select({ clave: ajuste.clave }).from(ajuste).where(isMark(tenantId)).get() !== undefined

export function markDemo(db: WriteDb, tenantId: string, size: DemoSize, now: number): void {
  const mark = { valorJson: JSON.stringify({ size }), actualizadoEn: now }
  db.orm
    .insert(ajuste)
    .values({ tenantId, clave: CLAVE, ...mark })
    .onConflictDoUpdate({ target: [ajuste.tenantId, ajuste.clave], set: mark })
    .run()
}

/** An office where nothing invented came to be is a new one again. */
const unmarkEmpty = (office: Office, tenantId: string): Promise<void> =>
  office.writer.maintain((db) => {
    if (!hasClients(db, tenantId)) db.orm.delete(ajuste).where(isMark(tenantId)).run()
  })

async function fill(office: Office, actor: Actor, size: DemoSize, progress: Progress): Promise<void> {
  try {
    const { fillDemo } = await import('../demo/fill.ts')
    await fillDemo(office, actor, size, progress)
  } catch (error) {
    await unmarkEmpty(office, actor.tenantId)
    throw error
  }
}

/**
 * Starts filling an office that has no clients; the mark comes first, so that invented data is never without it.
 * Throws setup.done when there are clients, or another fill is running.
 */
export function startDemo(
  { office, actor }: HandlerContext,
  input: { requestId: string; size: DemoSize },
): Promise<{ trabajoId: string }> {
  const { requestId, size } = input
  const granted = office.writer.run({ actor, requestId, procedure: 'setup.fillDemo', input }, (tx) => {
    if (office.jobs.isRunning('demo') || hasClients(tx.db, actor.tenantId)) throw refuse('setup.done')
    markDemo(tx.db, actor.tenantId, size, tx.now)
    tx.audit({ accion: 'setup.fillDemo', entidad: 'tenant', entidadId: actor.tenantId, despues: { size } })
    const job = office.jobs.start({ tipo: 'demo', titulo: size, total: 0 }, async (progress) => {
      await granted
      await fill(office, actor, size, progress)
      return { refId: null }
    })
    return { trabajoId: job.id }
  })
  return granted
}
