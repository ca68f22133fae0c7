import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  type CausaLevante,
  type EstadoCorridaCorte,
  type EstadoServicio,
  type EstadoTrabajoRed,
  IDIOMAS,
  type ModoDispositivo,
  type MotivoSuspension,
  type OrigenCorridaCorte,
  type PoliticaSuspension,
  type TipoTrabajoRed,
} from '../enums.ts'
import type { Minor } from '../money.ts'
import { type Page, zFecha, zId, zOptionalText, zPage, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import type { FallaRed } from './red-trabajos.ts'
import { zRedConfig } from './red-config.ts'
import { FORMATOS_EXPORTACION } from './reportes.ts'

/**
 * Why a service is not cut on a day.
 * `sin_deuda`: nothing is overdue. `tolerancia`: no more than is let pass. `en_gracia`: the days after the due date have not
 * passed. `promesa`: the client's word stands. `plan`: it is not cut by its plan. `suspendido`, `pausado`, `baja`: it is off
 * already. `sin_equipo`: no device that is known carries it; `sin_gestion`: those that do are only observed.
 * `dia_semana`, `feriado`: nobody is cut on that day.
 */
export const MOTIVOS_SIN_CORTE = [
  'sin_deuda',
  'tolerancia',
  'en_gracia',
  'promesa',
  'plan',
  'suspendido',
  'pausado',
  'baja',
  'sin_equipo',
  'sin_gestion',
  'dia_semana',
  'feriado',
] as const
export type MotivoSinCorte = (typeof MOTIVOS_SIN_CORTE)[number]

/** Why a row of a run was left alone at its turn. `error`: it could not be written. */
export const MOTIVOS_CORTE_FILA = [...MOTIVOS_SIN_CORTE, 'excluido_a_mano', 'error'] as const
export type MotivoCorteFila = (typeof MOTIVOS_CORTE_FILA)[number]

/**
 * What became of a row of a run; each row is one of them. Not cut in the books: `en_espera` (its turn is to come), `no_hecho` (the run ended
 * before), `dejado` (left alone; `motivo` says why). Cut in the books: `verificado` (every device says that it is, or was), `por_verificar`
 * (one does not say so yet), `observado` (its devices are only observed by now: somebody does it by hand), `fallido` (one refused), `sin_enviar`
 * (lifted or given up before any device heard of it), `a_medias` (lifted or given up after something was sent, and before every
 * device said that it was so), `sin_dato` (it was not kept).
 */
export const RESULTADOS_CORTE = [
  'verificado',
  'por_verificar',
  'fallido',
  'observado',
  'a_medias',
  'sin_enviar',
  'sin_dato',
  'dejado',
  'en_espera',
  'no_hecho',
] as const
export type ResultadoCorte = (typeof RESULTADOS_CORTE)[number]

export interface SinCorte {
  motivo: MotivoSinCorte
  /** Last day of grace, or the day promised; null for the others. */
  hasta: string | null
}

export interface EquipoDeServicio {
  id: string
  nombre: string
  modo: ModoDispositivo
}

/** A day as it is for cuts. */
export interface DiaDeCortes {
  fecha: string
  /** Nobody is cut on it; null: it is a day like others. */
  excluido: { motivo: 'dia_semana' | 'feriado'; nombre: string } | null
  /** The next day on which somebody may be cut: this one, unless it is excluded. Null: none within a year. */
  proxima: string | null
}

export interface SimulacionResumen {
  simulacionId: string
  preparadaEn: number
  dia: DiaDeCortes
  /** False: nothing is cut until an admin turns it on; the list says what would be. */
  activos: boolean
  /** Services of clients who owe past due on that day. */
  total: number
  seCortan: number
  /** What the clients of those that are cut owe past due, each once. */
  montoVencido: Minor
  clientes: number
  /** How many are not cut for each reason; one may have several. */
  motivos: { motivo: MotivoSinCorte; cantidad: number }[]
  planes: { planId: string; planNombre: string; seCortan: number; total: number }[]
  dispositivos: { dispositivoId: string; nombre: string; modo: ModoDispositivo; seCortan: number; total: number }[]
}

/** A service whose client owes past due, and what becomes of it on that day. */
export interface SimulacionFila {
  servicioId: string
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  clienteTelefono: string
  planId: string
  planNombre: string
  politica: PoliticaSuspension
  dispositivoRef: string
  equipos: EquipoDeServicio[]
  /** Overdue on that day, minor units: its own invoices, and those of its client that are of no single service. */
  vencido: Minor
  /** Overdue invoices, and when the oldest fell due; null: it was paid since the list was made. */
  facturas: number
  venceDesde: string | null
  seCorta: boolean
  /** Every reason that keeps it; empty when it is cut. */
  motivos: SinCorte[]
}

export interface CorridaCorteRow {
  id: string
  fecha: string
  origen: OrigenCorridaCorte
  estado: EstadoCorridaCorte
  total: number
  /** How many rows became what; they add up to `total`. */
  resultados: Record<ResultadoCorte, number>
  /** Cut in the books, whatever their devices say. */
  cortados: number
  /** Of those: not lifted since. */
  vigentes: number
  /** Who began or confirmed it; null: the office by itself, or it waits. */
  usuario: string | null
  creadoEn: number
  terminadaEn: number | null
}

export interface CorridaCorteFilaRow {
  servicioId: string
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  planNombre: string
  vencido: Minor
  venceDesde: string
  resultado: ResultadoCorte
  /** Why it was left alone. */
  motivo: MotivoCorteFila | null
  resueltaEn: number | null
  /** When the cut was lifted in the books, and what for (null: not kept). */
  levantadaEn: number | null
  levantadaPor: CausaLevante | null
  /** Its jobs of this run, the last for each device: how far the cut came. */
  trabajos: TrabajoDeServicio[]
  /** While the service is back: the last jobs of devices that do not say so yet. */
  vueltas: TrabajoDeServicio[]
}

export interface TrabajoDeServicio {
  id: string
  dispositivoId: string
  dispositivoNombre: string
  modo: ModoDispositivo
  tipo: TipoTrabajoRed
  estado: EstadoTrabajoRed
  intentos: number
  proximoEn: number
  /** Why it waits or failed. */
  falla: FallaRed | null
  /** The device's own words. */
  detalle: string
  creadoEn: number
  verificadoEn: number | null
}

/** How a service is on the network by the books, and what its devices were told last. */
export interface CorteDeServicio {
  servicioId: string
  planNombre: string
  dispositivoRef: string
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  /** First day of the stretch without service. */
  desde: string | null
  politica: PoliticaSuspension
  /** Devices that carry it. */
  equipos: EquipoDeServicio[]
  /** What keeps it from being cut today; empty: the next run cuts it. Null unless it owes past due, and while cuts are off. */
  motivos: SinCorte[] | null
  /** The last job for each device. */
  trabajos: TrabajoDeServicio[]
}

/** What a payment lifted. Without jobs: no device carries it, and somebody has to be told. */
export interface ReactivacionDeRecibo {
  servicioId: string
  planNombre: string
  dispositivoRef: string
  /** Every device says so. */
  verificadoEn: number | null
  trabajos: TrabajoDeServicio[]
}

export interface EstadoCortes {
  activos: boolean
  automaticos: boolean
  hora: string
  hoy: DiaDeCortes
  /** The next day of cuts, where tomorrow is none; null: tomorrow is one, or there is none within a month. */
  siguiente: string | null
  /** The run that waits, goes on or is paused; null: none. */
  abierta: CorridaCorteRow | null
  /** Devices that are managed: without any, nothing is ever written. */
  equiposGestionados: number
}

const zCorrida = z.object({ requestId: zRequestId, corridaId: zId })

export const cortes = {
  /** What a person should know at once: for the banner and the head of the screen. */
  estado: guarded('red.read').output(type<EstadoCortes>()),
  /**
   * Who is cut on a day, and who is not and why; writes nothing. The list stays in memory until the office stops or others
   * are prepared. Days from today on, a month ahead at most. With `reglas`: as it would be by them, not kept. Errors: corte.fecha.
   */
  simulate: guarded('red.read')
    .input(z.object({ fecha: zFecha, reglas: zRedConfig.shape.cortes.optional() }))
    .output(type<SimulacionResumen>()),
  /** All of it as a file for a spreadsheet, in the language of who asks. Errors: corte.simulacion_gone. */
  simulationExport: guarded('red.read')
    .input(z.object({ simulacionId: zId, formato: z.enum(FORMATOS_EXPORTACION), idioma: z.enum(IDIOMAS) }))
    .output(type<{ fileName: string; file: Blob; filas: number }>()),
  /** A page of it: the largest debt first among those that are cut, then the others. Errors: corte.simulacion_gone. */
  simulationRows: guarded('red.read')
    .input(
      z.object({
        simulacionId: zId,
        filter: z
          .object({
            seCorta: z.boolean().optional(),
            motivo: z.enum(MOTIVOS_SIN_CORTE).optional(),
            planId: zId.optional(),
            dispositivoId: zId.optional(),
            /** Part of the client's name or code. */
            texto: zOptionalText(100).optional(),
          })
          .default({}),
        ...zPage,
      }),
    )
    .output(type<Page<SimulacionFila>>()),
  /**
   * Begins today's cuts by a simulation of today, but for the services in `excluidos`; each is looked at again at its turn.
   * Errors: corte.off, corte.simulacion_gone, corte.fecha, corte.dia_excluido, corte.running, corte.empty.
   */
  start: guarded('corte.run')
    .input(z.object({ requestId: zRequestId, simulacionId: zId, excluidos: z.array(zId).max(20_000).default([]) }))
    .output(type<CorridaCorteRow>()),
  /**
   * Lets a run begin that waited for a person; each service is looked at again, by the rules of today.
   * Errors: not_found, corte.closed, corte.off, corte.dia_excluido.
   */
  confirm: guarded('corte.run').input(zCorrida).output(type<CorridaCorteRow>()),
  /** Waits after what is being written; who is cut stays cut. Errors: not_found, corte.closed. */
  pause: guarded('corte.run').input(zCorrida).output(type<CorridaCorteRow>()),
  /** Errors: not_found, corte.closed, corte.off, corte.dia_excluido. */
  resume: guarded('corte.run').input(zCorrida).output(type<CorridaCorteRow>()),
  /** Ends it: the rest is not cut. A run that waits is discarded. Errors: not_found, corte.closed. */
  stop: guarded('corte.run').input(zCorrida).output(type<CorridaCorteRow>()),
  /**
   * Lifts every cut that a run made and that still stands, without a fee; the run is over with that. Who still owes is cut
   * again by the next one. Returns how many are lifted, those included that follow by themselves. Errors: not_found, corte.closed.
   */
  undo: guarded('corte.run')
    .input(zCorrida.extend({ motivo: zText(200) }))
    .output(type<{ corrida: CorridaCorteRow; levantados: number }>()),
  /** Newest first. */
  list: guarded('red.read').input(z.object(zPage)).output(type<Page<CorridaCorteRow>>()),
  get: guarded('red.read')
    .input(z.object({ corridaId: zId }))
    .output(type<CorridaCorteRow>()),
  /** In the order of the run. Errors: not_found. */
  filas: guarded('red.read')
    .input(
      z.object({
        corridaId: zId,
        filter: z.object({ resultado: z.enum(RESULTADOS_CORTE).optional() }).default({}),
        ...zPage,
      }),
    )
    .output(type<Page<CorridaCorteFilaRow>>()),
  /** All of them as a file for a spreadsheet, in the language of who asks. Errors: not_found. */
  filasExport: guarded('red.read')
    .input(z.object({ corridaId: zId, formato: z.enum(FORMATOS_EXPORTACION), idioma: z.enum(IDIOMAS) }))
    .output(type<{ fileName: string; file: Blob; filas: number }>()),
  /** The services of a client: how each stands, what its devices were told. Errors: not_found. */
  ofCliente: guarded('cliente.read')
    .input(z.object({ clienteId: zId }))
    .output(type<CorteDeServicio[]>()),
  /**
   * What a payment lifted, and whether the devices say so yet; empty when it lifted nothing. What no device carries is there only
   * while the office manages devices.
   */
  ofRecibo: guarded('pago.read')
    .input(z.object({ reciboId: zId }))
    .output(type<ReactivacionDeRecibo[]>()),
}
