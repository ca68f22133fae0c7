import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  type EstadoServicio,
  METODOS_CORTE,
  type MetodoCorte,
  type ModoDispositivo,
  type OrigenObjetoRed,
  type ProveedorRed,
  type Tecnologia,
  TIPOS_OBJETO_RED,
  type TipoObjetoRed,
} from '../enums.ts'
import { zId, zOptionalText, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import type { PlanRed } from './red-planes.ts'
import type { TrabajoRed } from './red-trabajos.ts'

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

/** A service in a UISP server's CRM. */
export interface ServicioUisp {
  numero: string
  /** As the CRM calls it, or its plan. */
  nombre: string
  /** Null: neither active, suspended nor ended. */
  estado: EstadoServicio | null
  cliente: string
  codigo: string
  /** Its client there has the code or the name of ours. */
  coincide: boolean
}

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

/** What a service is on the network. */
export const redServicio = {
  /** Errors: not_found. */
  get: guarded('red.read')
    .input(z.object({ servicioId: zId }))
    .output(type<ServicioRedDetail>()),
  /** Its devices are told. Errors: not_found, conflict.changed, red.usuario_taken, red.ip_taken, red.key_unavailable, red.made, red.objeto_taken. */
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
        expected: z.number().int(),
      }),
    )
    .output(type<ServicioRed>()),
  /** The PPPoE password, for who installs the client's router; audited. Errors: not_found, red.key_unavailable. */
  reveal: guarded('red.write')
    .input(z.object({ requestId: zRequestId, servicioId: zId }))
    .output(type<{ clave: string | null }>()),
}

/** The objects of services on devices. */
export const redObjetos = {
  /**
   * The service is made on a device: its objects are ours and tagged, and a job writes them. Without `tipos`: what its technology
   * asks for. On a device of UISP its service in the CRM is linked: `uispServicioId`, kept for the next time. Errors: not_found,
   * red.usuario_missing, red.mac_missing, red.ip_missing, red.uisp_missing, red.clave_missing, red.objeto_taken, red.tipo, red.made,
   * servicio.estado.
   */
  provision: guarded('red.write')
    .input(
      z.object({
        requestId: zRequestId,
        servicioId: zId,
        dispositivoId: zId,
        tipos: z.array(z.enum(TIPOS_OBJETO_RED)).min(1).max(4).optional(),
        uispServicioId: zOptionalText(40).optional(),
      }),
    )
    .output(type<{ objetos: ObjetoRed[]; trabajoId: string }>()),
  /**
   * Services in the CRM of a device's UISP server: the one of that number, or those of its client with this client's code; none
   * when there are none. Errors: not_found, dispositivo.sin_datos, controlador.falla.
   */
  uispServices: guarded('red.write')
    .input(z.object({ servicioId: zId, dispositivoId: zId, numero: zOptionalText(40) }))
    .output(type<{ filas: ServicioUisp[] }>()),
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
}
