import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import {
  ESTADOS_TRABAJO_RED,
  type EstadoServicio,
  type EstadoTrabajoRed,
  METODOS_CORTE,
  type MetodoCorte,
  type ModoDispositivo,
  type MotivoSuspension,
  type OrigenObjetoRed,
  type ProveedorRed,
  type Tecnologia,
  TIPOS_OBJETO_RED,
  type TipoObjetoRed,
  type TipoTrabajoRed,
} from '../enums.ts'
import type { Page } from '../schemas.ts'
import { zId, zOptionalText, zPage, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import { type RedConfig, zRedConfig } from './red-config.ts'
import type { Trabajo } from './system.ts'

/**
 * Why a job waits or failed. The device's own words are in `detalle`.
 * Waiting: `sin_respuesta`, `credenciales`, `tls` (the device), `cortes_inactivos` (cuts are switched off), `llave` (the office's key
 * is missing), `sesion_viva` (a session that does not end), `no_persiste` (what was written is not there), `interrumpido`.
 * Failed: `objeto_ausente` (a linked object is gone), `objeto_ajeno` (it lost our tag), `objeto_repetido` (several answer to its name),
 * `perfil_ausente`, `perfil_ajeno`, `lista_ajena` (somebody else's entry keeps the client cut), `sin_direccion` (nothing to put on the
 * list), `permisos`, `rechazado`, `clave_ausente` (an access cannot be made without a password), `interno`.
 */
export const FALLAS_RED = [
  'sin_respuesta',
  'credenciales',
  'tls',
  'cortes_inactivos',
  'llave',
  'sesion_viva',
  'no_persiste',
  'interrumpido',
  'objeto_ausente',
  'objeto_ajeno',
  'objeto_repetido',
  'perfil_ausente',
  'perfil_ajeno',
  'lista_ajena',
  'sin_direccion',
  'clave_ausente',
  'permisos',
  'rechazado',
  'interno',
] as const
export type FallaRed = (typeof FALLAS_RED)[number]

/** What was written on a device: the command as its console takes it, and the values it changed. */
export interface CambioRed {
  comando: string
  /** What it is about: a name, a MAC, an address. */
  objeto: string
  antes: Record<string, string>
  despues: Record<string, string>
}

/** «Let this device say what the books say of this service.» */
export interface TrabajoRed {
  id: string
  tipo: TipoTrabajoRed
  estado: EstadoTrabajoRed
  servicioId: string
  clienteId: string
  codigoCliente: string
  cliente: string
  planNombre: string
  /** How the service stands now. */
  servicioEstado: EstadoServicio
  motivoSuspension: MotivoSuspension | null
  dispositivoId: string
  dispositivo: string
  modo: ModoDispositivo
  falla: FallaRed | null
  /** The device's words. */
  detalle: string
  cambios: CambioRed[]
  intentos: number
  reciboId: string | null
  corridaId: string | null
  /** Who asked; empty: the office by itself. */
  usuario: string
  creadoEn: number
  proximoEn: number
  aplicadoEn: number | null
  verificadoEn: number | null
}

export interface TrabajosRedResumen {
  conteos: Record<EstadoTrabajoRed, number>
  /** Devices that jobs wait for, and until when nothing is tried, ms since the epoch. */
  pausas: { dispositivoId: string; dispositivo: string; falla: FallaRed; detalle: string; hasta: number }[]
  /** Devices that jobs wait for because they are only observed. */
  observados: { dispositivoId: string; dispositivo: string; trabajos: number }[]
}

/** What changed in the queue; the screen reads again what it shows. */
export interface NovedadTrabajos {
  conteos: Record<EstadoTrabajoRed, number>
  /** Services whose jobs moved since the news before; at most 200. */
  servicioIds: string[]
  dispositivoIds: string[]
}

export interface ObjetoRed {
  id: string
  servicioId: string
  dispositivoId: string
  dispositivo: string
  tipo: TipoObjetoRed
  clave: string
  origen: OrigenObjetoRed
  /** A cut changed it, and what it was before is kept. */
  cambiado: boolean
  creadoEn: number
  retiradoEn: number | null
}

export interface ServicioRed {
  servicioId: string
  usuario: string
  /** The office knows its PPPoE password. */
  tieneClave: boolean
  ip: string
  mac: string
  /** Null follows the plan. */
  metodoCorte: MetodoCorte | null
  uispServicioId: string
  /** Version; 0: never written. */
  actualizadoEn: number
}

export interface ServicioRedDetail extends ServicioRed {
  tecnologia: Tecnologia
  plan: PlanRed
  /** PPPoE name by the office's template, free on every service. */
  usuarioSugerido: string
  objetos: ObjetoRed[]
  dispositivos: {
    dispositivoId: string
    dispositivo: string
    proveedor: ProveedorRed
    modo: ModoDispositivo
  }[]
  /** Latest first, at most 20. */
  trabajos: TrabajoRed[]
  /** How each of its devices will be told to cut it. */
  simulacion: ComandosDispositivo[]
}

/** What would be written on a device, as its console takes it. */
export interface ComandosDispositivo {
  dispositivoId: string
  dispositivo: string
  comandos: string[]
}

export interface PlanRed {
  planId: string
  planNombre: string
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  /** PPP profile on the devices; empty: the office makes its own, `perfilPropio`. */
  perfil: string
  perfilPropio: string
  pool: string
  metodoCorte: MetodoCorte
  perfilCorte: string
  listaCorte: string
  reducidaBajadaMbps: number
  reducidaSubidaMbps: number
  /** Objects on devices that belong to services of this plan. */
  objetos: number
  /** Version; 0: never written. */
  actualizadoEn: number
}

export interface RedConfigGuardada {
  config: RedConfig
  /** Version; 0: never written. */
  actualizadoEn: number
}

/** A rule that a list of debtors needs on a device, and whether the device has it. */
export interface ReglaFirewall {
  clave: 'dns' | 'permitidos' | 'aviso' | 'rechazo' | 'fasttrack' | 'perfil'
  presente: boolean
  /** Console commands that add it; empty for what is only warned about. */
  comandos: string[]
}
export interface FirewallSnippet {
  dispositivoId: string
  dispositivo: string
  /** The list that is blocked. */
  lista: string
  reglas: ReglaFirewall[]
  /** All that is missing, ready to paste into the device's terminal. */
  script: string
}

/**
 * Where a device and the books differ. `pago_y_cortado`: cut there, in force here. `debe_y_navega`: suspended here, not cut there.
 * `velocidad_distinta`: on as it should be, with other settings (speed, address, name of the profile). `objeto_sin_cliente`: nobody's; for information. `sesion_de_cortado`: suspended, and its session is older than the cut.
 */
export const TIPOS_DIFERENCIA = [
  'pago_y_cortado',
  'debe_y_navega',
  'sesion_de_cortado',
  'velocidad_distinta',
  'objeto_ausente',
  'objeto_sin_cliente',
] as const
export type TipoDiferencia = (typeof TIPOS_DIFERENCIA)[number]

export interface DiferenciaRed {
  /** Names it while the report is kept. */
  id: string
  tipo: TipoDiferencia
  objetoTipo: TipoObjetoRed
  objeto: string
  /** Null of `objeto_sin_cliente`. */
  servicioId: string | null
  clienteId: string | null
  codigoCliente: string
  cliente: string
  /** Property → what the device has and what it should. */
  valores: { propiedad: string; tiene: string; deberia: string }[]
  /** What a fix would write now. */
  comandos: string[]
  /** Why a fix is not possible; null when it is. */
  falla: FallaRed | null
  /** Comment of an object that is nobody's. */
  comentario: string
}

export interface InformeDiferencias {
  dispositivoId: string
  dispositivo: string
  modo: ModoDispositivo
  /** When the device was read, ms since the epoch. */
  leidoEn: number
  objetos: number
  conteos: Record<TipoDiferencia, number>
  /** At most 5,000, the gravest first. */
  filas: DiferenciaRed[]
}

export interface DiferenciasResumen {
  /** Without orphans, over all devices that were read. */
  total: number
  dispositivos: {
    dispositivoId: string
    dispositivo: string
    modo: ModoDispositivo
    /** Null: not since the office began. */
    leidoEn: number | null
    conteos: Record<TipoDiferencia, number> | null
    falla: FallaRed | null
    detalle: string
  }[]
}

const zPerfil = zOptionalText(60)
const zIpv4 = z.union([z.literal(''), z.ipv4()])
const zMac = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .toUpperCase()
    .transform((mac) => mac.replaceAll('-', ':'))
    .pipe(z.string().regex(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/)),
])
/** A PPPoE name: what RouterOS takes without quoting, so that it reads the same everywhere. */
const zUsuario = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .max(60)
    .regex(/^[\w.@+-]+$/),
])
/** Password of an access: kept, drawn anew, or as typed. */
const zClave = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('igual') }),
  z.object({ tipo: z.literal('generar') }),
  z.object({
    tipo: z.literal('poner'),
    valor: z
      .string()
      .min(4)
      .max(60)
      .regex(/^[\x21-\x7e]+$/),
  }),
])
const zMbps = z.number().min(0.01).max(400_000)
const zJob = { requestId: zRequestId, ids: z.array(zId).min(1).max(500) }

/** The network side of services: what they are on devices, and the jobs that make it so. */
export const red = {
  config: {
    get: guarded('red.read').output(type<RedConfigGuardada>()),
    /** `levantados`: cuts that lost their reason by the change of rules, and were lifted. Errors: conflict.changed. */
    save: guarded('red.config')
      .input(z.object({ requestId: zRequestId, config: zRedConfig, expected: z.number().int() }))
      .output(type<RedConfigGuardada & { levantados: number }>()),
  },
  plans: {
    list: guarded('red.read').output(type<PlanRed[]>()),
    /** Its services' devices are told. Errors: not_found (plan), conflict.changed. */
    save: guarded('red.write')
      .input(
        z.object({
          requestId: zRequestId,
          planId: zId,
          perfil: zPerfil,
          pool: zPerfil,
          metodoCorte: z.enum(METODOS_CORTE),
          perfilCorte: zPerfil.min(1),
          listaCorte: zPerfil.min(1),
          reducidaBajadaMbps: zMbps,
          reducidaSubidaMbps: zMbps,
          expected: z.number().int(),
        }),
      )
      .output(type<PlanRed>()),
  },
  service: {
    /** Errors: not_found. */
    get: guarded('red.read')
      .input(z.object({ servicioId: zId }))
      .output(type<ServicioRedDetail>()),
    /** Its devices are told. Errors: not_found, conflict.changed, red.usuario_taken, red.ip_taken, red.key_unavailable, red.made. */
    save: guarded('red.write')
      .input(
        z.object({
          requestId: zRequestId,
          servicioId: zId,
          usuario: zUsuario,
          clave: zClave,
          ip: zIpv4,
          mac: zMac,
          metodoCorte: z.enum(METODOS_CORTE).nullable(),
          uispServicioId: zOptionalText(40),
          expected: z.number().int(),
        }),
      )
      .output(type<ServicioRed>()),
    /** The PPPoE password, for who installs the client's router; audited. Errors: not_found, red.key_unavailable. */
    reveal: guarded('red.write')
      .input(z.object({ requestId: zRequestId, servicioId: zId }))
      .output(type<{ clave: string | null }>()),
  },
  /**
   * The service is made on a device: its objects are ours and tagged, and a job writes them. Without `tipos`: what its technology
   * asks for. Errors: not_found, red.usuario_missing, red.mac_missing, red.ip_missing, red.uisp_missing, red.clave_missing,
   * red.objeto_taken, red.tipo, servicio.estado.
   */
  provision: guarded('red.write')
    .input(
      z.object({
        requestId: zRequestId,
        servicioId: zId,
        dispositivoId: zId,
        tipos: z.array(z.enum(TIPOS_OBJETO_RED)).min(1).max(4).optional(),
      }),
    )
    .output(type<{ objetos: ObjetoRed[]; trabajoId: string }>()),
  /**
   * The office forgets the object; the device keeps it as it is. Where a cut changed it, only with `dejarCortado`: nobody lifts that cut
   * any more, unless the object is linked again. Errors: not_found, red.unlinked, red.cut.
   */
  unlink: guarded('red.write')
    .input(z.object({ requestId: zRequestId, objetoId: zId, dejarCortado: z.boolean().optional() }))
    .output(type<{ objetoId: string }>()),
  /** An address of a range or of a pool of the device that nobody has. Errors: not_found, red.no_address, dispositivo.sin_datos, dispositivo.falla. */
  freeAddress: guarded('red.write')
    .input(
      z.object({
        dispositivoId: zId,
        de: z.discriminatedUnion('tipo', [
          z.object({ tipo: z.literal('pool'), pool: zOptionalText(60).min(1) }),
          z.object({ tipo: z.literal('rango'), desde: z.ipv4(), hasta: z.ipv4() }),
        ]),
      }),
    )
    .output(type<{ ip: string }>()),
  /** What a list of debtors needs on the device, read from it now. Errors: not_found, dispositivo.sin_datos, dispositivo.falla. */
  firewall: guarded('red.read')
    .input(z.object({ dispositivoId: zId, lista: zPerfil.optional() }))
    .output(type<FirewallSnippet>()),
  jobs: {
    /** Newest first. */
    list: guarded('red.read')
      .input(
        z.object({
          estado: z.enum(ESTADOS_TRABAJO_RED).optional(),
          dispositivoId: zId.optional(),
          servicioId: zId.optional(),
          reciboId: zId.optional(),
          corridaId: zId.optional(),
          ...zPage,
        }),
      )
      .output(type<Page<TrabajoRed>>()),
    summary: guarded('red.read').output(type<TrabajosRedResumen>()),
    /** Asks again for what failed or waits, now. Errors: not_found. */
    retry: guarded('red.write').input(z.object(zJob)).output(type<{ reintentados: number }>()),
    /** Gives up what failed or waits. Errors: not_found. */
    cancel: guarded('red.write').input(z.object(zJob)).output(type<{ cancelados: number }>()),
    /** Asks the service's devices to say what the books say, now. Errors: not_found. */
    ask: guarded('red.write')
      .input(z.object({ requestId: zRequestId, servicioId: zId }))
      .output(type<{ trabajos: number }>()),
    /** First as it is, then at each change. */
    watch: guarded('red.read').output(eventIterator(type<NovedadTrabajos>())),
  },
  drift: {
    summary: guarded('red.read').output(type<DiferenciasResumen>()),
    /** The last report of a device. Errors: red.drift_none. */
    get: guarded('red.read')
      .input(z.object({ dispositivoId: zId }))
      .output(type<InformeDiferencias>()),
    /** Reads devices (all that are in use, or one) and compares. Errors: not_found, red.drift_running. */
    start: guarded('red.read')
      .input(z.object({ dispositivoId: zId.optional() }))
      .output(type<Trabajo>()),
    /** Asks for jobs for rows of a report; each is decided anew when it runs. Errors: red.drift_none, dispositivo.observar. */
    fix: guarded('red.write')
      .input(
        z.object({ requestId: zRequestId, dispositivoId: zId, ids: z.array(z.string().max(200)).min(1).max(5000) }),
      )
      .output(type<{ trabajos: number }>()),
  },
}
