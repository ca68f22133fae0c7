import type { EstadoDispositivo } from '../../../contract/enums.ts'
import type { FallaDispositivo, Metricas } from '../../../contract/index.ts'
import type { RouterosLink } from '../../routeros/index.ts'
import type { AlertState } from './alerts.ts'
import type { Counters, DeviceFacts } from './look.ts'
import { hasAddress } from './own-network.ts'
import type { PolledDevice } from './poll-rows.ts'

/** Results are written together this long after the first of them, ms. */
const WRITE_AFTER = 5_000

export interface PollTimes {
  writeAfterMs: number
  /** Milliseconds that only go forward. */
  clock: () => number
  /** 0 to 1. */
  random: () => number
  /** Whether this PC has an address on a network. */
  hasAddress: () => boolean
}

export const TIMES: PollTimes = {
  writeAfterMs: WRITE_AFTER,
  clock: () => performance.now(),
  random: Math.random,
  hasAddress,
}

/** How a device stands, as the office saw it last since it was opened. */
export interface DeviceView {
  estado: EstadoDispositivo
  falla: FallaDispositivo | null
  detalle: string
  vistoEn: number | null
  /** Told to reboot, and not yet back nor given up. */
  reiniciandoDesde: number | null
  ultimoSyncAt: number | null
  metricas: Metricas
}

export interface Watched {
  device: PolledDevice
  view: DeviceView
  failures: number
  facts: { read: DeviceFacts; at: number } | null
  counters: Counters | null
  alerts: AlertState
  timer: NodeJS.Timeout | undefined
  /** The look under way, for whoever else asks. */
  looking: Promise<void> | null
}

export interface PollNetwork {
  /** The shared connection of a device. */
  link(dispositivoId: string): RouterosLink
  /** It answers again. */
  back(dispositivoId: string): void
}
