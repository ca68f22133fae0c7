import { type } from '@orpc/contract'
import { z } from 'zod'
import { ESTADOS_CORREO, type EstadoCorreo, type TipoCorreo } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zEmail, zFecha, zId, zOptionalText, zPage, zRequestId } from '../schemas.ts'
import { HOJAS } from '../shell.ts'
import { guarded } from './base.ts'
import { zFuenteFacturas } from './documentos.ts'

/** `ninguna`: in clear; `starttls`: begun in clear, then encrypted or not at all; `tls`: encrypted from the first byte. */
export const SEGURIDAD_CORREO = ['ninguna', 'starttls', 'tls'] as const
export type SeguridadCorreo = (typeof SEGURIDAD_CORREO)[number]

export const zCorreoConfig = z.object({
  /** Empty: this office sends no mail. */
  host: zOptionalText(200).default(''),
  puerto: z.number().int().min(1).max(65_535).default(587),
  seguridad: z.enum(SEGURIDAD_CORREO).default('starttls'),
  /** Empty: the server asks nobody who they are. */
  usuario: zOptionalText(200).default(''),
  remitenteNombre: zOptionalText(120).default(''),
  remitenteCorreo: z.union([z.literal(''), zEmail]).default(''),
  responderA: z.union([z.literal(''), zEmail]).default(''),
  /** Mails that leave within any minute. */
  porMinuto: z.number().int().min(1).max(600).default(30),
  /** Sheet of the PDF that goes along. */
  papel: z.enum(HOJAS).default('A4'),
})
export type CorreoConfig = z.output<typeof zCorreoConfig>

/** The password is never told: only that there is one, and whether it can still be read. */
export interface CorreoConfigRow extends CorreoConfig {
  clave: 'ninguna' | 'guardada' | 'ilegible'
  /** How secrets are kept on this computer; null: they cannot be. */
  proteccion: 'system' | 'file' | 'unreadable' | null
  /** Version that an update has to name; 0 while it was never set. */
  actualizadoEn: number
}

/** Why a mail did not leave. `recibido` and what follows are the server's own words. */
export const FALLAS_CORREO = [
  'sin_configurar',
  'clave_ilegible',
  'servidor_desconocido',
  'conexion',
  'tiempo',
  'tls',
  'autenticacion',
  'remitente',
  'destinatario',
  'mas_tarde',
  'rechazado',
  'documento',
  'interrumpido',
] as const
export type FallaCorreo = (typeof FALLAS_CORREO)[number]

/** Why a mail was not to leave any more. */
export const CANCELACIONES_CORREO = [
  'persona',
  'pagada',
  'anulada',
  'promesa',
  'promesa_cerrada',
  'regla_pasada',
  'apagados',
  'sin_correo',
] as const
export type CancelacionCorreo = (typeof CANCELACIONES_CORREO)[number]

export interface CorreoRow {
  id: string
  tipo: TipoCorreo
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  para: string
  asunto: string
  /** Of a reminder: its rule. */
  regla: string | null
  estado: EstadoCorreo
  intentos: number
  /** It is being sent at this moment. */
  enviando: boolean
  /** Stable reason of its failure, or of its cancellation; null when there is none. */
  motivo: FallaCorreo | CancelacionCorreo | null
  /** What the server said, in its own words. */
  detalle: string
  proximoEn: number
  enviadoEn: number | null
  creadoEn: number
  /** Null: the office by itself. */
  usuario: string | null
}

export interface CorreoResumen {
  /** Mail can be sent: a server is set. */
  activo: boolean
  cuenta: Record<EstadoCorreo, number>
  /** Nothing leaves until then: the server refused everything. */
  pausa: { motivo: FallaCorreo; detalle: string; hasta: number } | null
}

/** Which document to send; a statement of a client (`id`) goes from one day to another. */
const zDocumentoCorreo = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.enum(['factura', 'nota_credito', 'recibo']), id: zId }),
  z.object({ tipo: z.literal('estado_cuenta'), id: zId, desde: zFecha, hasta: zFecha }),
])
export type DocumentoCorreo = z.infer<typeof zDocumentoCorreo>

export interface SinCorreo {
  clienteId: string
  codigo: string
  nombre: string
}
export interface LoteCorreo {
  total: number
  porEnviar: number
  /** Sent before, or waiting to be. */
  yaEnviadas: number
  /** Clients without an e-mail address: how many, and the first 500 by name. */
  sinCorreo: { total: number; clientes: SinCorreo[] }
}

export const correos = {
  config: guarded('correo.read').output(type<CorreoConfigRow>()),
  /** `clave`: a new password; null removes it; omitted keeps it. Errors: conflict.changed, correo.key_unavailable. */
  updateConfig: guarded('tenant.write')
    .input(
      z.object({
        requestId: zRequestId,
        expected: z.number().int(),
        config: zCorreoConfig,
        clave: z.string().min(1).max(500).nullable().optional(),
      }),
    )
    .output(type<CorreoConfigRow>()),
  /** Sends a mail to the person who asks, now, and says what came of it. */
  test: guarded('tenant.write').output(
    type<{ ok: true; para: string } | { ok: false; motivo: FallaCorreo; detalle: string }>(),
  ),
  /** Newest first. */
  list: guarded('correo.read')
    .input(
      z.object({
        filter: z.object({ estado: z.enum(ESTADOS_CORREO).optional(), clienteId: zId.optional() }).default({}),
        ...zPage,
      }),
    )
    .output(type<Page<CorreoRow>>()),
  summary: guarded('correo.read').output(type<CorreoResumen>()),
  /** Queues a document to `para`. Errors: not_found, correo.not_configured. */
  send: guarded('correo.send')
    .input(z.object({ requestId: zRequestId, documento: zDocumentoCorreo, para: zEmail }))
    .output(type<{ id: string }>()),
  /** What `sendBatch` would do. */
  previewBatch: guarded('correo.send')
    .input(z.object({ fuente: zFuenteFacturas }))
    .output(type<LoteCorreo>()),
  /** Queues an invoice to each client; those sent before are left out. Errors: correo.not_configured. */
  sendBatch: guarded('correo.send')
    .input(z.object({ requestId: zRequestId, fuente: zFuenteFacturas }))
    .output(type<LoteCorreo>()),
  /** Tries again at once what failed or waits. Errors: not_found, correo.closed. */
  retry: guarded('correo.send')
    .input(z.object({ requestId: zRequestId, id: zId }))
    .output(type<{ ok: true }>()),
  /** Errors: not_found, correo.closed. */
  cancel: guarded('correo.send')
    .input(z.object({ requestId: zRequestId, id: zId }))
    .output(type<{ ok: true }>()),
}

const zDias = z.array(z.number().int().min(1).max(60)).max(6)
const zHora = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Channels that reminders may take; more join as they come. */
export const CANALES_RECORDATORIO = ['correo'] as const
export type CanalRecordatorio = (typeof CANALES_RECORDATORIO)[number]

/** When clients are reminded of an invoice. Days are civil days of the tenant. */
export const zRecordatoriosConfig = z
  .object({
    activos: z.boolean().default(false),
    canales: z.array(z.enum(CANALES_RECORDATORIO)).default(['correo']),
    /** Days before the due date, and after it. */
    antes: zDias.default([3]),
    vence: z.boolean().default(true),
    vencida: zDias.default([3, 10]),
    /** The day before a promise falls due. */
    promesas: z.boolean().default(true),
    /** For one client in one day. */
    maximoPorDia: z.number().int().min(1).max(10).default(1),
    /** Only between these times of day, where the tenant is. */
    desde: zHora.default('09:00'),
    hasta: zHora.default('20:00'),
    /** Weekdays on which nobody is disturbed: 1 Monday … 7 Sunday. */
    diasExcluidos: z.array(z.number().int().min(1).max(7)).max(6).default([7]),
  })
  .refine(({ desde, hasta }) => desde < hasta, { path: ['hasta'] })
export type RecordatoriosConfig = z.output<typeof zRecordatoriosConfig>
export type RecordatoriosConfigRow = RecordatoriosConfig & { actualizadoEn: number }

/** Why somebody is not reminded now. */
export const MOTIVOS_SIN_AVISO = [
  'ya_avisado',
  'en_cola',
  'no_salio',
  'promesa',
  'sin_direccion',
  'tope',
  'horario',
] as const
export type MotivoSinAviso = (typeof MOTIVOS_SIN_AVISO)[number]

export interface AvisoSimulado {
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  para: string
  /** `antes:3`, `vence`, `vencida:10`, `promesa`. */
  regla: string
  documentoId: string
  /** Number of the invoice; empty for a promise. */
  numero: string
  /** Due date of the invoice, or of the promise. */
  fecha: string
  monto: Minor
  /** Null: it goes out. */
  motivo: MotivoSinAviso | null
}

export interface Simulacion {
  hoy: string
  /** Now is a time at which clients may be reminded; else when the next one begins (null: none within a week). */
  enHorario: boolean
  proximoHorario: number | null
  seAvisa: number
  noSeAvisa: Partial<Record<MotivoSinAviso, number>>
  /** The first 2,000, those who are reminded first. */
  avisos: AvisoSimulado[]
}

export const recordatorios = {
  config: guarded('correo.read').output(type<RecordatoriosConfigRow>()),
  /** Errors: conflict.changed. */
  updateConfig: guarded('facturacion.config')
    .input(z.object({ requestId: zRequestId, expected: z.number().int(), config: zRecordatoriosConfig }))
    .output(type<RecordatoriosConfigRow>()),
  /** Who is reminded today and why, and who is not and why: with `config`, as it would be. Nothing is sent. */
  simulate: guarded('correo.read')
    .input(z.object({ config: zRecordatoriosConfig.optional() }))
    .output(type<Simulacion>()),
}
