import type { CambioRed, FallaRed } from '../../../contract/index.ts'
import { SealBroken } from '../../kernel/seal.ts'
import { CRM_STATUS, type UispClient, UispError } from '../../uisp/index.ts'
import { readRedConfig } from '../config.ts'
import { openController } from '../controller.ts'
import type { NetworkOffice } from '../desk.ts'
import { findReach } from '../reach.ts'
import { condicionOf } from '../state/desired.ts'
import type { Libro } from '../state/types.ts'
import type { BatchResult } from './batch.ts'
import { readLibros } from './books.ts'
import type { Fault } from './faults.ts'
import { jobsAgain, LONGEST_WAIT, markSent, type OpenJob, type Outcome } from './queue.ts'

const MOST_TURNS = 8
const FIRST_PAUSE = 30_000
const LONGEST_PAUSE = 10 * 60_000
/** Services asked about at a time: the server is to be treated gently. */
const AT_ONCE = 4

export interface UispBatch {
  office: NetworkOffice
  tenantId: string
  dispositivoId: string
  controladorId: string | null
  signal: AbortSignal
  random: () => number
}

const CODES: Partial<Record<UispError['code'], FallaRed>> = {
  unauthorized: 'credenciales',
  tls_mismatch: 'tls',
  tls_untrusted: 'tls',
}
const OF_JOB = new Set<UispError['code']>(['not_found', 'refused', 'forbidden'])

/** What an error of a UISP server means for its jobs. */
export function uispFault(error: unknown): Fault {
  if (error instanceof SealBroken) return { codigo: 'llave', detalle: '', alcance: 'dispositivo' }
  if (!(error instanceof UispError)) return { codigo: 'interno', detalle: String(error), alcance: 'espera' }
  // Its own words, or none.
  const detalle = error.status === null ? '' : error.words
  if (error.code === 'aborted') return { codigo: 'interrumpido', detalle, alcance: 'dispositivo' }
  if (error.code === 'not_found') return { codigo: 'objeto_ausente', detalle, alcance: 'fallido' }
  if (error.code === 'forbidden') return { codigo: 'permisos', detalle, alcance: 'fallido' }
  if (OF_JOB.has(error.code)) return { codigo: 'rechazado', detalle, alcance: 'fallido' }
  return { codigo: CODES[error.code] ?? 'sin_respuesta', detalle, alcance: 'dispositivo' }
}

interface Told {
  /** As an `Outcome` has them. */
  cambios: string[]
  /** Something changed while the server answered: what was decided is not sent. */
  old: boolean
  /** False: what was written is not there yet. */
  verified: boolean
}

interface Books {
  libro: Libro
  /** Before something is sent: writes that down. */
  sends: () => Promise<void>
  /** Whether what was decided is still to be so. */
  holds: () => boolean
}

/** Lets the CRM say of a service what the books say: suspended or not. Reads, writes what differs while that holds, reads again. */
async function tell(client: UispClient, { libro, sends, holds }: Books, signal: AbortSignal): Promise<Told> {
  const cond = condicionOf(libro)
  const suspended = cond === 'cortado' || cond === 'baja'
  const cambios: string[] = []
  let verified = true
  for (const { tipo, clave } of libro.objetos) {
    if (tipo !== 'uisp_servicio') continue
    const isRight = (status: number) => (status === CRM_STATUS.suspended) === suspended
    const before = await client.service(clave, signal)
    // What UISP itself has ended is neither cut nor brought back from here.
    if (before.status === CRM_STATUS.ended || isRight(before.status)) continue
    await sends()
    if (!holds()) return { cambios, old: true, verified: false }
    const verb = suspended ? 'suspend' : 'cancel-suspend'
    if (suspended) await client.suspend(clave, signal)
    else await client.cancelSuspend(clave, signal)
    const after = await client.service(clave, signal)
    const cambio: CambioRed = {
      comando: `PATCH /crm/api/v1.0/clients/services/${clave}/${verb}`,
      objeto: clave,
      antes: { status: String(before.status) },
      despues: { status: String(after.status) },
    }
    cambios.push(JSON.stringify(cambio))
    verified &&= isRight(after.status)
  }
  return { cambios, old: false, verified }
}

/** The jobs of a UISP server's services, a few at a time. */
export async function runUispBatch(batch: UispBatch, jobs: readonly OpenJob[]): Promise<BatchResult> {
  const { office, tenantId, controladorId } = batch
  const outcomes: Outcome[] = []
  let client: UispClient | null
  try {
    client = controladorId === null ? null : openController(office, tenantId, controladorId)
  } catch (error) {
    return { outcomes, fault: uispFault(error) }
  }
  if (!client) return { outcomes, fault: { codigo: 'sin_respuesta', detalle: '', alcance: 'dispositivo' } }
  let ofServer: Fault | null = null
  const waiting = jobs.map(({ id }) => id)
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && ofServer === null; id = waiting.shift()) {
      const { outcome, fault } = await turnOf(batch, client, id)
      if (outcome) outcomes.push(outcome)
      if (fault) ofServer = fault
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return { outcomes, fault: ofServer }
  } finally {
    client.close()
  }
}

interface Turn {
  outcome: Outcome | null
  fault: Fault | null
}

const NOTHING: Turn = { outcome: null, fault: null }

/** How a turn of a job may end: now, or after a pause with another one, as long as it has turns. */
function endingsOf({ office, random }: UispBatch, job: OpenJob) {
  const end = (more: Partial<Outcome> & Pick<Outcome, 'estado'>, ms = 0): Turn => ({
    outcome: {
      job,
      falla: null,
      detalle: '',
      cambios: [],
      aplicado: job.estado === 'aplicado',
      restaurados: [],
      claves: [],
      nombres: new Map(),
      proximoEn: office.now() + ms,
      ...more,
    },
    fault: null,
  })
  const later = (falla: FallaRed, detalle: string, more: Partial<Outcome> = {}): Turn => {
    if (job.intentos + 1 >= MOST_TURNS) return end({ estado: 'fallido', falla, detalle, ...more })
    const ms = Math.round(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** job.intentos) * (0.5 + random() / 2))
    return end({ estado: more.aplicado ? 'aplicado' : 'pendiente', falla, detalle, ...more }, ms)
  }
  return { end, later }
}

/** What the server refuses of a service in force is tried again; what is not there at all is not. */
function failedTurn(error: unknown, libro: Libro, { end, later }: ReturnType<typeof endingsOf>): Turn {
  const fault = uispFault(error)
  const { codigo: falla, detalle, alcance } = fault
  if (falla === 'interno') throw error
  if (alcance === 'dispositivo') return { outcome: null, fault }
  const isOwed = condicionOf(libro) === 'activo' && falla !== 'objeto_ausente'
  return alcance === 'fallido' && !isOwed ? end({ estado: 'fallido', falla, detalle }) : later(falla, detalle)
}

/** One job, decided from the books as they are at its turn. */
async function turnOf(batch: UispBatch, client: UispClient, id: string): Promise<Turn> {
  const { office, tenantId, dispositivoId, signal } = batch
  const db = office.db.read
  const [job] = jobsAgain(db, [id])
  if (!job) return NOTHING
  const { config } = readRedConfig(db, tenantId)
  const libro = readLibros({ db, tenantId, dispositivoId, config, seal: null }, [job.servicioId]).get(job.servicioId)
  const endings = endingsOf(batch, job)
  const { end, later } = endings
  if (!libro) return end({ estado: 'cancelado' })
  const waitsForCuts = () => condicionOf(libro) === 'cortado' && !readRedConfig(db, tenantId).config.cortes.activos
  if (waitsForCuts()) return end({ estado: 'pendiente', falla: 'cortes_inactivos' }, LONGEST_WAIT)
  const holds = () => {
    const reach = findReach(db, tenantId, dispositivoId)
    const same = jobsAgain(db, [id])[0]?.revision === job.revision
    return same && reach?.modo === 'gestionar' && reach.activo === 1 && !waitsForCuts()
  }
  const sends = async () => {
    if (job.porEnviar === 1) await office.writer.maintain((write, now) => markSent(write, [job], now))
    job.porEnviar = 0
  }
  try {
    const { cambios, old, verified } = await tell(client, { libro, sends, holds }, signal)
    // Left as it is: whoever looks at the queue next decides anew.
    if (old) return NOTHING
    const aplicado = cambios.length > 0 || job.estado === 'aplicado'
    return verified ? end({ estado: 'verificado', cambios, aplicado }) : later('no_persiste', '', { cambios, aplicado })
  } catch (error) {
    return failedTurn(error, libro, endings)
  }
}
