import type { FallaControlador } from '../../../../contract/index.ts'
import { refuse } from '../../../kernel/errors.ts'
import { SealBroken } from '../../../kernel/seal.ts'
import { type UispCode, UispError } from '../../../uisp/index.ts'

export interface ControllerFailure {
  falla: FallaControlador
  /** The server's own words. */
  detalle: string
}

const FALLAS: Record<UispCode, FallaControlador> = {
  unreachable: 'inalcanzable',
  timeout: 'sin_respuesta',
  tls_mismatch: 'tls_cambiado',
  tls_untrusted: 'tls_no_confiable',
  unauthorized: 'token',
  forbidden: 'permisos',
  not_found: 'no_es_uisp',
  refused: 'error',
  busy: 'limite',
  server: 'error',
  protocol: 'no_es_uisp',
  too_large: 'error',
  aborted: 'sin_respuesta',
}

/** The failure in an error of a UISP server; rethrows what is none. */
export function controllerFailure(error: unknown): ControllerFailure {
  if (error instanceof SealBroken) return { falla: 'clave_ilegible', detalle: '' }
  if (!(error instanceof UispError)) throw error
  return { falla: FALLAS[error.code], detalle: error.status === null ? '' : error.words.slice(0, 300) }
}

/** Errors: controlador.falla. */
export async function withController<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refuse('controlador.falla', { ...controllerFailure(error) })
  }
}
