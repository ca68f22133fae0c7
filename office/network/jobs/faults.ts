import type { FallaRed } from '../../../contract/index.ts'
import { SealBroken } from '../../kernel/seal.ts'
import { RouterosError } from '../../routeros/index.ts'
import type { Falla } from '../state/types.ts'

/** Who has to wait: the device with all its jobs, the job alone for a while, or nobody: it failed until asked for again. */
export type Fault = Falla & { alcance: 'dispositivo' | 'espera' | 'fallido' }

const OF_DEVICE: Partial<Record<RouterosError['code'], FallaRed>> = {
  unreachable: 'sin_respuesta',
  refused: 'sin_respuesta',
  closed: 'sin_respuesta',
  fatal: 'sin_respuesta',
  protocol: 'sin_respuesta',
  overflow: 'sin_respuesta',
  aborted: 'interrumpido',
  bad_credentials: 'credenciales',
  tls_mismatch: 'tls',
  tls_unsupported: 'tls',
}

/** What an error of a device means for its jobs. What the device did not say itself is said by the code alone. */
export function faultOf(error: unknown): Fault {
  // That of a device is opened for its connection, whose failure it comes in.
  if (error instanceof SealBroken || (error instanceof Error && error.cause instanceof SealBroken))
    return { codigo: 'llave', detalle: '', alcance: 'dispositivo' }
  if (!(error instanceof RouterosError)) return { codigo: 'interno', detalle: String(error), alcance: 'espera' }
  const detalle = error.deviceMessage ?? ''
  const ofDevice = OF_DEVICE[error.code]
  if (ofDevice) return { codigo: ofDevice, detalle, alcance: 'dispositivo' }
  if (error.path === '/login') return { codigo: 'credenciales', detalle, alcance: 'dispositivo' }
  if (error.code === 'timeout') return { codigo: 'sin_respuesta', detalle, alcance: 'dispositivo' }
  // It changed under our hands: the next look says how it is.
  if (error.code === 'no_such_item' || error.code === 'already_exists')
    return { codigo: 'interrumpido', detalle, alcance: 'espera' }
  if (error.outcome === 'unknown') return { codigo: 'interrumpido', detalle, alcance: 'espera' }
  const codigo = error.code === 'not_enough_permissions' ? 'permisos' : 'rechazado'
  return { codigo, detalle, alcance: 'fallido' }
}
