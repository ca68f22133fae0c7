import { eventIterator, type } from '@orpc/contract'
import { z } from 'zod'
import { zId, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

/**
 * Why a UISP server cannot be read. `tls_no_confiable`: a certificate that the system does not trust and nobody has yet;
 * `token`: it refuses the token; `no_es_uisp`: something else answers there; `limite`: it asks to be asked less often.
 */
export const FALLAS_CONTROLADOR = [
  'inalcanzable',
  'rechazado',
  'sin_respuesta',
  'tls_no_confiable',
  'tls_cambiado',
  'token',
  'permisos',
  'no_es_uisp',
  'limite',
  'sin_token',
  'clave_ilegible',
  'error',
] as const
export type FallaControlador = (typeof FALLAS_CONTROLADOR)[number]

type EstadoClave = 'ninguna' | 'guardada' | 'ilegible'

/** A UISP server. */
export interface Controlador {
  id: string
  nombre: string
  url: string
  tokenNms: EstadoClave
  claveCrm: EstadoClave
  /** SHA-256 of the certificate that was trusted, hex; null: one that the system trusts. */
  huellaTls: string | null
  activo: boolean
  /** Devices known through it. */
  dispositivos: number
  /** When its devices were read last, ms; null: never. */
  ultimoSyncAt: number | null
  /** Null while it answers. */
  falla: FallaControlador | null
  actualizadoEn: number
}

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** An address as it is pasted from the browser; what is kept is its origin. */
const zUrl = z
  .string()
  .trim()
  .max(300)
  .refine(isWebUrl)
  .transform((text) => new URL(text).origin)

const zSecreto = z.string().trim().min(1).max(500)

const zConexion = {
  /** Origin alone: `https://uisp.example`. */
  url: zUrl,
  /** The certificate that a person trusts; null: one that the system trusts. */
  huellaTls: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** Left out: the one that is kept, as long as it goes to the same address. Null (on saving): it is forgotten. */
  tokenNms: zSecreto.nullable().optional(),
  claveCrm: zSecreto.nullable().optional(),
}

export const zControladorInput = z.object({ nombre: zText(80), activo: z.boolean(), ...zConexion })
export type ControladorInput = z.output<typeof zControladorInput>

export const PASOS_CONTROLADOR = ['alcance', 'certificado', 'nms', 'crm'] as const
export type PasoControlador = (typeof PASOS_CONTROLADOR)[number]

/** One step of the guided check; as those of devices. */
export type ControladorRevisado =
  | { paso: PasoControlador; resultado: 'curso' }
  | { paso: 'alcance'; resultado: 'ok'; ms: number }
  /** `sin_cifrar`: tokens travel readable. */
  | { paso: 'certificado'; resultado: 'aviso'; codigo: 'sin_cifrar' }
  | { paso: 'certificado'; resultado: 'ok'; huella: string | null }
  | {
      paso: 'certificado'
      resultado: 'confirmar'
      codigo: 'nuevo' | 'cambiado'
      huella: string
      anterior: string | null
    }
  | { paso: 'nms'; resultado: 'ok'; dispositivos: number; sitios: number }
  /** `sin_clave`: no key was given: services are not suspended in UISP. */
  | { paso: 'crm'; resultado: 'aviso'; codigo: 'sin_clave' }
  | { paso: 'crm'; resultado: 'ok' }
  | { paso: PasoControlador; resultado: 'falla'; codigo: FallaControlador; detalle: string }

export interface EstacionUisp {
  mac: string
  nombre: string
  modelo: string
  ip: string
  /** dBm, as heard by the access point and by the station. */
  senal: number | null
  senalEstacion: number | null
  /** bits/s that the link can carry towards and from the client. */
  bajada: number | null
  subida: number | null
  uptime: number | null
  conectada: boolean
}

export interface OnuUisp {
  id: string
  nombre: string
  serie: string
  modelo: string
  puerto: string
  /** dBm of received light. */
  potencia: number | null
  /** Metres. */
  distancia: number | null
  estado: string
  uptime: number | null
}

export interface CaidaUisp {
  id: string
  /** The device, in UISP and here when it is known. */
  nombre: string
  dispositivoId: string | null
  sitio: string
  desde: number
  /** Null while it lasts. */
  hasta: number | null
}

export interface LeidoUisp<Fila> {
  filas: Fila[]
  total: number
  leidoEn: number
}

/**
 * UISP servers and what only they know. Errors: not_found, conflict.changed, controlador.url_taken, controlador.falla { falla, detalle },
 * dispositivo.clave_otra_vez, red.key_unavailable. A server that does not answer is an error, never an empty list.
 */
export const controladores = {
  list: guarded('red.read').output(type<Controlador[]>()),
  /** Checks an address step by step and keeps nothing. No token is sent before the certificate is trusted. */
  revisar: guarded('red.config')
    .input(z.object({ id: zId.optional(), ...zConexion }))
    .output(eventIterator(type<ControladorRevisado>())),
  create: guarded('red.config')
    .input(z.object({ requestId: zRequestId, controlador: zControladorInput }))
    .output(type<Controlador>()),
  update: guarded('red.config')
    .input(z.object({ requestId: zRequestId, id: zId, expected: z.number().int(), controlador: zControladorInput }))
    .output(type<Controlador>()),
  /** Reads its devices now. */
  sincronizar: guarded('red.read')
    .input(z.object({ id: zId }))
    .output(type<{ controlador: Controlador; nuevos: number; ausentes: number }>()),
  /** Stations of an access point, a device of provider `uisp`. */
  estaciones: guarded('red.read')
    .input(z.object({ dispositivoId: zId }))
    .output(type<LeidoUisp<EstacionUisp>>()),
  /** ONUs of an OLT. */
  onus: guarded('red.read')
    .input(z.object({ dispositivoId: zId }))
    .output(type<LeidoUisp<OnuUisp>>()),
  /** Latest outages, newest first. */
  caidas: guarded('red.read')
    .input(z.object({ id: zId, limit: z.number().int().min(1).max(200).default(50) }))
    .output(type<LeidoUisp<CaidaUisp>>()),
}
