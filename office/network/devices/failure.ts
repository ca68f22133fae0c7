import type { FallaDispositivo } from '../../../contract/index.ts'
import { refuse } from '../../kernel/errors.ts'
import { SealBroken } from '../../kernel/seal.ts'
import { type RouterosCode, RouterosError, RouterosTlsUnsupported } from '../../routeros/index.ts'

/** What went wrong with a device, for the screen: a code, and the device's own words if it had any. */
export interface Failure {
  falla: FallaDispositivo
  detalle: string
}

const FALLAS: Record<RouterosCode, FallaDispositivo> = {
  unreachable: 'inalcanzable',
  refused: 'rechazado',
  timeout: 'sin_respuesta',
  tls_mismatch: 'tls_cambiado',
  tls_unsupported: 'tls_no_habla',
  bad_credentials: 'credenciales',
  not_enough_permissions: 'permisos',
  no_such_command: 'sin_comando',
  no_such_item: 'no_existe',
  already_exists: 'valor',
  bad_value: 'valor',
  unknown_parameter: 'sin_comando',
  interrupted: 'cortado',
  device_failure: 'error',
  fatal: 'cortado',
  closed: 'cortado',
  protocol: 'no_es_api',
  overflow: 'demasiado',
  aborted: 'cortado',
}

/** What a device answers that is there, though it does not let the office see anything. */
const ANSWERS: ReadonlySet<FallaDispositivo> = new Set([
  'credenciales',
  'permisos',
  'tls_cambiado',
  'tls_sin_cifrado',
  'tls_viejo',
  'tls_no_habla',
  'no_es_api',
  'sin_clave',
  'clave_ilegible',
])

/** A device that answers something, though not what was asked, is not down. */
export const isAnswer = (falla: FallaDispositivo): boolean => ANSWERS.has(falla)

const MAX_WORDS = 300

/** The failure in an error of a device; rethrows what is none, such as a mistake of the program. */
export function failureOf(error: unknown): Failure {
  // While a connection pauses after it, its failure comes wrapped.
  if (error instanceof SealBroken || (error instanceof Error && error.cause instanceof SealBroken))
    return { falla: 'clave_ilegible', detalle: '' }
  if (!(error instanceof RouterosError)) throw error
  return { falla: fallaOf(error), detalle: (error.deviceMessage ?? '').slice(0, MAX_WORDS) }
}

function fallaOf(error: RouterosError): FallaDispositivo {
  if (!(error instanceof RouterosTlsUnsupported)) return FALLAS[error.code]
  if (error.reason === 'no_shared_cipher') return 'tls_sin_cifrado'
  return error.reason === 'old_version' ? 'tls_viejo' : 'tls_no_habla'
}

/** Does something with a device; what the device refuses is refused to the person. Errors: dispositivo.falla. */
export async function withDevice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refuse('dispositivo.falla', { ...failureOf(error) })
  }
}
