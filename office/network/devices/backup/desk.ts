import type { TipoRespaldo } from '../../../../contract/enums.ts'
import type { RespaldoRow } from '../../../../contract/index.ts'
import { appendAudit } from '../../../kernel/audit.ts'
import { elapsed } from '../../../kernel/elapsed.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { Actor, Office } from '../../../kernel/office.ts'
import { findTenantId } from '../../../kernel/tenancy.ts'
import type { RouterosLink } from '../../../routeros/index.ts'
import { findReach, readReach } from '../../reach.ts'
import { withDevice } from '../failure.ts'
import { makeSealUsable } from '../secrets.ts'
import { readBackup } from './read.ts'
import { keepBackup, type OpenBackup, openBackup, scheduledBackups } from './store.ts'

/** Milliseconds. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const EVERY = { diario: 24 * HOUR, semanal: 7 * 24 * HOUR, nunca: Number.POSITIVE_INFINITY } as const
/** After one that failed. */
const RETRY = HOUR

type BackupOffice = Pick<Office, 'db' | 'writer' | 'seal' | 'log' | 'now'>

/** Makes the backups that are made by themselves, one device after the other. */
export class BackupDesk {
  readonly #office: BackupOffice
  readonly #link: (dispositivoId: string) => RouterosLink
  /** When each device was tried last since the office was opened, and whether it went well. */
  readonly #tried = new Map<string, { at: number; ok: boolean }>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #stopped = true

  constructor(office: BackupOffice, link: (dispositivoId: string) => RouterosLink) {
    this.#office = office
    this.#link = link
  }

  start(): void {
    this.#stopped = false
    this.#timer = setInterval(() => void this.run(), MINUTE).unref()
  }

  /** Waits for the backup under way, which ends at once when its connection is closed. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#running
  }

  /** Makes what is due now. */
  run(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#makeDue())
      .catch((error: unknown) => this.#office.log.error({ err: error }, 'backups stopped'))
    return this.#running
  }

  async #makeDue(): Promise<void> {
    const tenantId = findTenantId(this.#office.db.read)
    if (tenantId === null || !this.#office.seal.usable) return
    for (const { id, frecuencia, ultimo } of scheduledBackups(this.#office.db.read, tenantId)) {
      if (this.#stopped) return
      if (this.#isDue(id, frecuencia, ultimo)) await this.#make(tenantId, id)
    }
  }

  /** Those before it may have taken minutes: by now it may be only observed, or put away. */
  #isManaged(tenantId: string, dispositivoId: string): boolean {
    const reach = findReach(this.#office.db.read, tenantId, dispositivoId)
    return reach?.modo === 'gestionar' && reach.activo === 1
  }

  #isDue(id: string, frecuencia: keyof typeof EVERY, ultimo: number | null): boolean {
    const now = this.#office.now()
    const tried = this.#tried.get(id)
    if (tried) return elapsed(tried.at, now) >= (tried.ok ? EVERY[frecuencia] : RETRY)
    return ultimo === null || elapsed(ultimo, now) >= EVERY[frecuencia]
  }

  /** An export; and, when it differs from the last one, also the device's own file. */
  async #make(tenantId: string, dispositivoId: string): Promise<void> {
    let ok = false
    try {
      for (const tipo of ['export', 'binario'] as const) {
        if (!this.#isManaged(tenantId, dispositivoId)) return
        const content = await readBackup(this.#link(dispositivoId), tipo)
        const { cambio } = await this.#office.writer.maintain((db, now) =>
          keepBackup(db, this.#office.seal, { tenantId, dispositivoId, tipo, content, usuarioId: null, now }),
        )
        ok = true
        if (!cambio) break
      }
    } catch (error) {
      this.#office.log.warn({ dispositivo: dispositivoId, err: error }, 'backup failed')
    }
    this.#tried.set(dispositivoId, { at: this.#office.now(), ok })
  }
}

interface MakeInput {
  requestId: string
  id: string
  tipo: TipoRespaldo
}

/** Makes a backup for a person. Errors: not_found, dispositivo.observar, dispositivo.falla, respaldo.imposible, red.key_unavailable. */
export async function makeBackup(
  { office, actor }: { office: Office; actor: Actor },
  { requestId, id, tipo }: MakeInput,
): Promise<{ respaldo: RespaldoRow; cambio: boolean }> {
  const { proveedor, modo, activo } = readReach(office.db.read, actor.tenantId, id)
  if (proveedor !== 'mikrotik' || activo === 0) throw refuse('dispositivo.sin_datos')
  // The device writes a file of its own for it.
  if (modo === 'observar') throw refuse('dispositivo.observar')
  await makeSealUsable(office)
  const link = (await office.network()).link(id)
  const content = await withDevice(() => readBackup(link, tipo))
  const { tenantId, usuarioId } = actor
  return office.writer.run({ actor, requestId, procedure: 'dispositivos.respaldar', input: { id, tipo } }, (tx) => {
    const backup = { tenantId, dispositivoId: id, tipo, content, usuarioId, now: tx.now }
    const kept = keepBackup(tx.db, office.seal, backup)
    const despues = { tipo, cambio: kept.cambio, huella: kept.respaldo.huella }
    tx.audit({ accion: 'dispositivo.backup', entidad: 'dispositivo_red', entidadId: id, despues })
    return kept
  })
}

/** Opens a backup for who takes it away, and writes that down: it holds every password of the device. Errors: not_found, respaldo.ilegible. */
export async function takeBackup(
  { office, actor }: { office: Office; actor: Actor },
  respaldoId: string,
): Promise<OpenBackup> {
  const backup = openBackup(office.db.read, office.seal, actor.tenantId, respaldoId)
  const { dispositivoId: entidadId, tipo } = backup
  const entry = {
    accion: 'dispositivo.backup_read',
    entidad: 'dispositivo_red',
    entidadId,
    despues: { respaldoId, tipo },
  }
  await office.writer.maintain((db, now) => appendAudit(db, actor, now, entry))
  return backup
}
