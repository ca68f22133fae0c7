import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { zId } from '../schemas.ts'
import { guarded } from './base.ts'

/** The chain from the contract to the traffic, in its order: where it breaks first is where to look. */
export const PASOS_DIAGNOSTICO = [
  'contrato',
  'deuda',
  'corte',
  'equipo',
  'objeto',
  'sesion',
  'direccion',
  'senal',
  'ping',
  'trafico',
] as const
export type PasoDiagnostico = (typeof PASOS_DIAGNOSTICO)[number]

/**
 * All that a step can find (`no_se_ve`: the device could not be asked). Each is a text of the screen (`codigo.<paso>.<codigo>`),
 * with its figures in `datos`: instants (`desde`, `visto`) in ms since the epoch, days as `YYYY-MM-DD`, speeds in bits/s;
 * `falla` is a code, of `FALLAS_RED` for `corte` and of `FALLAS_DISPOSITIVO` for `equipo`.
 */
export const HALLAZGOS = {
  /** `reducido`: it owes, and its plan leaves it on at a lower speed. */
  contrato: ['activo', 'baja', 'pausa', 'futuro', 'cortado', 'reducido'],
  deuda: ['al_dia', 'vencida', 'promesa', 'en_gracia'],
  /** `pendiente`: nobody tried yet; `en_espera`: it was tried, and `datos.falla` says why not yet. */
  corte: ['conforme', 'pendiente', 'en_espera', 'observado', 'fallido', 'sin_trabajos'],
  /**
   * `no_responde_desde`, `nunca_respondio`: known before it was asked. `no_deja_entrar`: it answers, and refuses the office. `sin_red`:
   * this PC hears no device at all. `nadie_reactiva`: no device carries it and it is cut, so that nothing brings it back by
   * itself. `otro_sistema`, `uisp_caido`: of a UISP server, whose devices are not asked.
   */
  equipo: [
    'responde',
    'no_responde',
    'no_responde_desde',
    'nunca_respondio',
    'no_deja_entrar',
    'sin_red',
    'sin_equipo',
    'nadie_reactiva',
    'otro_sistema',
    'uisp_caido',
  ],
  /** `limitado`: to less than its plan; `sin_limite`: its queue is disabled, which cuts nobody. */
  objeto: [
    'conforme',
    'ausente',
    'deshabilitado',
    'cortado',
    'no_cortado',
    'bloqueado',
    'limitado',
    'sin_limite',
    'no_se_ve',
  ],
  /**
   * `con_direccion`: a lease that is given; `sin_sesiones`: what is known by its address only. `clave_mala`, `pool_vacio`: the device's log
   * says that it tries and is refused. `desconectada_por`: with the reason; `sin_sesion`: nobody knows since when.
   */
  sesion: [
    'conectada',
    'reciente',
    'con_direccion',
    'clave_mala',
    'pool_vacio',
    'desconectada',
    'desconectada_por',
    'sin_sesion',
    'nunca',
    'sin_pedir',
    'sin_sesiones',
    'no_se_ve',
  ],
  /** `distinta`: it has another address than the fixed one of its service. */
  direccion: ['asignada', 'en_lista', 'repetida', 'distinta', 'sin_direccion', 'no_se_ve'],
  senal: ['buena', 'debil', 'mala', 'sin_radio', 'no_se_ve'],
  ping: ['responde', 'pierde', 'no_responde', 'lento', 'no_se_ve'],
  /** `al_tope`: it uses what its plan gives. */
  trafico: ['pasa', 'al_tope', 'quieto', 'sin_interfaz', 'no_se_ve'],
} as const satisfies Record<PasoDiagnostico, readonly string[]>

export type Hallazgo = {
  [Paso in PasoDiagnostico]: { paso: Paso; codigo: (typeof HALLAZGOS)[Paso][number] }
}[PasoDiagnostico]

/** Why RouterOS says that a session ended; anything else is shown as the device wrote it. */
export const MOTIVOS_FIN_SESION = [
  'peer-request',
  'hung-up',
  'idle-timeout',
  'session-timeout',
  'reset',
  'reboot',
  'port-error',
  'nas-error',
  'nas-request',
] as const
export type MotivoFinSesion = (typeof MOTIVOS_FIN_SESION)[number]

/** `mal`: the chain breaks here. `sin_datos`: it could not be looked at, which says nothing. */
export type ResultadoPaso = 'bien' | 'atencion' | 'mal' | 'sin_datos'

export interface FinDiagnostico {
  tipo: 'fin'
  /**
   * Where it breaks first; null: nowhere that can be seen from here. Of a cut for debt, a device that does not answer, does not
   * know it or is not there comes before the contract, as paying is not enough then.
   */
  donde: PasoDiagnostico | null
  /** The step that says the debt which it is cut for besides. */
  ademas: 'contrato' | 'deuda' | null
  /** Where nothing breaks, what explains most of what is only doubtful. */
  dudoso: PasoDiagnostico | null
  /** What is known of a device that does not answer was said, and it is tried once more: steps may come again, and another end. */
  probando: boolean
}

export type PasoDiagnosticado =
  | { tipo: 'curso'; paso: PasoDiagnostico }
  | ({ tipo: 'paso'; resultado: ResultadoPaso; datos: Readonly<Record<string, string | number>> } & Hallazgo)
  | FinDiagnostico

export const diagnostico = {
  /**
   * Looks at one service from its contract to its traffic, step by step; changes nothing. A device that does not answer
   * leaves the steps after it without data. Errors: not_found.
   */
  run: guarded('red.read')
    .input(z.object({ servicioId: zId }))
    .output(eventIterator(type<PasoDiagnosticado>())),
}
