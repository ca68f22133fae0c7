import type { NovedadTrabajos } from '../../../contract/index.ts'
import { ESTADOS_TRABAJO_RED, type EstadoTrabajoRed } from '../../../contract/enums.ts'
import type { ReadDb } from '../../../db/open.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'

const statements = perConnection((db: ReadDb) => ({
  counts: db.sqlite.prepare<[string], { clave: EstadoTrabajoRed; n: number }>(
    `select clave, n from conteo where tenant_id = ? and entidad = 'trabajo_red'`,
  ),
}))

/** How many jobs stand in each state. */
export function countJobs(db: ReadDb, tenantId: string): Record<EstadoTrabajoRed, number> {
  const counted = new Map(
    statements(db)
      .counts.all(tenantId)
      .map(({ clave, n }) => [clave, n]),
  )
  const each = ESTADOS_TRABAJO_RED.map((estado) => [estado, counted.get(estado) ?? 0])
  return Object.fromEntries(each) as Record<EstadoTrabajoRed, number>
}

const MOST_NAMED = 200

interface Watcher {
  servicios: Set<string>
  dispositivos: Set<string>
  changed: boolean
  wake(): void
}

/** Tells windows that jobs moved. What happens while one is not reading is folded into one piece of news. */
export class JobNews {
  readonly #office: Pick<Office, 'db'>
  readonly #watchers = new Set<Watcher>()
  #closed = false

  constructor(office: Pick<Office, 'db'>) {
    this.#office = office
  }

  changed(moved: { servicioIds?: Iterable<string>; dispositivoId?: string } = {}): void {
    for (const watcher of this.#watchers) {
      for (const id of moved.servicioIds ?? []) if (watcher.servicios.size < MOST_NAMED) watcher.servicios.add(id)
      if (moved.dispositivoId !== undefined) watcher.dispositivos.add(moved.dispositivoId)
      watcher.changed = true
      watcher.wake()
    }
  }

  close(): void {
    this.#closed = true
    for (const watcher of this.#watchers) watcher.wake()
  }

  /** How it is now, and then at each change, until `signal` aborts. */
  async *watch(tenantId: string, signal: AbortSignal | undefined): AsyncGenerator<NovedadTrabajos, void, void> {
    const watcher: Watcher = { servicios: new Set(), dispositivos: new Set(), changed: true, wake: () => undefined }
    const wake = () => watcher.wake()
    this.#watchers.add(watcher)
    signal?.addEventListener('abort', wake)
    try {
      while (!signal?.aborted && !this.#closed) {
        if (watcher.changed) {
          watcher.changed = false
          const servicioIds = [...watcher.servicios]
          const dispositivoIds = [...watcher.dispositivos]
          watcher.servicios.clear()
          watcher.dispositivos.clear()
          yield { conteos: countJobs(this.#office.db.read, tenantId), servicioIds, dispositivoIds }
        } else
          await new Promise<void>((resolve) => {
            watcher.wake = resolve
          })
      }
    } finally {
      this.#watchers.delete(watcher)
      signal?.removeEventListener('abort', wake)
    }
  }
}
