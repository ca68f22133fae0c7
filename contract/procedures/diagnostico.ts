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
 * What a step found (`no_se_ve`: the device could not be asked). Each is a text of the screen (`codigo.<paso>.<codigo>`), with its
 * figures in `datos`; `datos.falla` is a code, of `FALLAS_RED` for `corte` and of `FALLAS_DISPOSITIVO` for `equipo`.
 */
export type Hallazgo =
  | { paso: 'contrato'; codigo: 'activo' | 'baja' | 'pausa' | 'futuro' | 'cortado' }
  | { paso: 'deuda'; codigo: 'al_dia' | 'vencida' | 'promesa' | 'en_gracia' }
  | {
      paso: 'corte'
      /** `pendiente`: nobody tried yet; `en_espera`: it was tried, and `datos.falla` says why not yet. */
      codigo: 'conforme' | 'pendiente' | 'en_espera' | 'observado' | 'fallido' | 'sin_trabajos'
    }
  | {
      paso: 'equipo'
      /** `nadie_reactiva`: no device carries it and it is cut, so that nothing brings it back by itself. */
      codigo: 'responde' | 'no_responde' | 'sin_equipo' | 'nadie_reactiva' | 'otro_sistema'
    }
  | {
      paso: 'objeto'
      codigo: 'conforme' | 'ausente' | 'deshabilitado' | 'cortado' | 'no_cortado' | 'bloqueado' | 'no_se_ve'
    }
  | {
      paso: 'sesion'
      /** `con_direccion`: a lease that is given; `sin_sesiones`: what is known by its address only. */
      codigo: 'conectada' | 'reciente' | 'con_direccion' | 'desconectada' | 'sin_pedir' | 'sin_sesiones' | 'no_se_ve'
    }
  | { paso: 'direccion'; codigo: 'asignada' | 'en_lista' | 'repetida' | 'sin_direccion' | 'no_se_ve' }
  | { paso: 'senal'; codigo: 'buena' | 'debil' | 'mala' | 'sin_radio' | 'no_se_ve' }
  | { paso: 'ping'; codigo: 'responde' | 'pierde' | 'no_responde' | 'lento' | 'no_se_ve' }
  | { paso: 'trafico'; codigo: 'pasa' | 'quieto' | 'sin_interfaz' | 'no_se_ve' }

/** `mal`: the chain breaks here. `sin_datos`: it could not be looked at, which says nothing. */
export type ResultadoPaso = 'bien' | 'atencion' | 'mal' | 'sin_datos'

export type PasoDiagnosticado =
  | { tipo: 'curso'; paso: PasoDiagnostico }
  | ({ tipo: 'paso'; resultado: ResultadoPaso; datos: Readonly<Record<string, string | number>> } & Hallazgo)
  /**
   * Where it breaks first; null: nowhere that can be seen from here. Of a cut for debt, a device that does not answer, does not
   * know it or is not there comes before the contract, as paying is not enough then; `ademas` is the step that says the debt.
   */
  | { tipo: 'fin'; donde: PasoDiagnostico | null; ademas: 'contrato' | 'deuda' | null }

export const diagnostico = {
  /**
   * Looks at one service from its contract to its traffic, step by step; changes nothing. A device that does not answer
   * leaves the steps after it without data. Errors: not_found.
   */
  run: guarded('red.read')
    .input(z.object({ servicioId: zId }))
    .output(eventIterator(type<PasoDiagnosticado>())),
}
