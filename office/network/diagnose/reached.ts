import type { EstadoDispositivo } from '../../../contract/enums.ts'
import type { ReadDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import { RouterosError, type RouterosLink } from '../../routeros/index.ts'
import { type Failure, failureOf, isAnswer } from '../devices/failure.ts'
import type { DeviceView } from '../devices/poll-types.ts'
import { step, type Step } from './step.ts'

/** How long a device that is believed to be down is given to show that it is back, ms. */
const RETRY_MS = 3_000
/** How long any other is waited for, ms. */
const FIRST_MS = 8_000

interface UispState {
  estado: EstadoDispositivo
  ultimoSyncAt: number | null
}

const statements = perConnection((db: ReadDb) =>
  db.sqlite.prepare<[string, string], UispState>(
    `select estado, ultimo_sync_at as ultimoSyncAt from dispositivo_red where id = ? and tenant_id = ?`,
  ),
)

/** What the office knows of a device without asking it. */
export interface Seen {
  /** Since when this PC hears nothing; null: it does. */
  lostSince: number | null
  view: Pick<DeviceView, 'estado' | 'ultimoSyncAt'> | null
  link: Pick<RouterosLink, 'state' | 'rest'>
}

/** What is known against a device; null: nothing. */
export function knownSilence(equipo: string, { lostSince, view, link: { state, rest } }: Seen): Step | null {
  if (lostSince !== null) return step('mal', { paso: 'equipo', codigo: 'sin_red' }, { equipo, desde: lostSince })
  if (view?.estado === 'caido') return silentSince(equipo, view.ultimoSyncAt)
  return state.kind === 'down' && rest > 0 ? failed(equipo, failureOf(state.error)) : null
}

const silentSince = (equipo: string, desde: number | null): Step =>
  desde === null
    ? step('mal', { paso: 'equipo', codigo: 'nunca_respondio' }, { equipo })
    : step('mal', { paso: 'equipo', codigo: 'no_responde_desde' }, { equipo, desde })

/** A device that was asked, and did not answer or did not let the office in. */
export const failed = (equipo: string, { falla }: Failure): Step =>
  step('mal', { paso: 'equipo', codigo: isAnswer(falla) ? 'no_deja_entrar' : 'no_responde' }, { equipo, falla })

/** Tries a device that is known to be down once more. Null: it is back. */
export async function tryAgain(link: RouterosLink, equipo: string, known: Step): Promise<Step | null> {
  link.wake()
  const failure = await opened(link, RETRY_MS)
  if (failure === null) return null
  // That it is silent is known, and since when.
  return isAnswer(failure.falla) ? failed(equipo, failure) : known
}

/** Opens the connection, if it is not. Null: it is open. */
export const open = (link: RouterosLink): Promise<Failure | null> => opened(link, FIRST_MS)

async function opened(link: RouterosLink, withinMs: number): Promise<Failure | null> {
  const late = AbortSignal.timeout(withinMs)
  try {
    await link.session(late)
    return null
  } catch (error) {
    if (!(error instanceof RouterosError)) throw error
    return error.code === 'aborted' ? { falla: 'sin_respuesta', detalle: '' } : failureOf(error)
  }
}

/** What a UISP server said last of a device of its own. */
export const readUispState = (db: ReadDb, tenantId: string, dispositivoId: string): UispState =>
  statements(db).get(dispositivoId, tenantId) ?? { estado: 'desconocido', ultimoSyncAt: null }

/** A device of a UISP server is not asked. */
export const uispStep = (equipo: string, { estado, ultimoSyncAt: desde }: UispState): Step =>
  estado === 'caido' && desde !== null
    ? step('mal', { paso: 'equipo', codigo: 'uisp_caido' }, { equipo, desde })
    : step('atencion', { paso: 'equipo', codigo: 'otro_sistema' }, { equipo })
