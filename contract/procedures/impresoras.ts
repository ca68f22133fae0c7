import { type } from '@orpc/contract'
import { z } from 'zod'
import { type EstadoTrabajoImpresion, TIPOS_TICKET, type TipoTicket } from '../enums.ts'
import { zHost, zId, zPuerto, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'
import type { Puesto } from './setup.ts'

/** Paper of a ticket printer, mm. */
export const ANCHOS_TICKET = [80, 58] as const
export type AnchoTicket = (typeof ANCHOS_TICKET)[number]
/** Tables of characters that ticket printers have, those with the accents of Spanish and Portuguese. */
export const PAGINAS_CODIGOS = ['cp858', 'cp850', 'windows1252', 'cp860', 'cp437'] as const
export type PaginaCodigos = (typeof PAGINAS_CODIGOS)[number]
export const CORTES = ['parcial', 'total', 'no'] as const
/** Which pin of the printer's plug opens the drawer. */
export const CAJONES = ['no', 'pin2', 'pin5'] as const

/** A queue of the system's (it goes to `lp` as an argument, so it never begins with a dash), or a shared printer's path. */
const COLA = /^(?:[^\s\\/#?'"-][^\s\\/#?'"]{0,126}|\\\\[\w.-]{1,63}\\[\w .$-]{1,80})$/

export const zConexionImpresora = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('ninguna') }),
  z.object({
    tipo: z.literal('red'),
    host: zHost,
    puerto: zPuerto,
  }),
  z.object({ tipo: z.literal('sistema'), cola: z.string().trim().regex(COLA) }),
])
export type ConexionImpresora = z.infer<typeof zConexionImpresora>

export const zImpresoraConfig = z.object({
  conexion: zConexionImpresora,
  ancho: z.literal(ANCHOS_TICKET),
  codigos: z.enum(PAGINAS_CODIGOS),
  corte: z.enum(CORTES),
  cajon: z.enum(CAJONES),
  /** Beeps at the end of a ticket. */
  pitido: z.boolean(),
  logo: z.boolean(),
  /** It says how it is. Without it a ticket counts as printed once the printer has taken it. */
  responde: z.boolean(),
  /** A ticket for each collection, by itself. */
  auto: z.boolean(),
  /** Tickets of one Z: the original and its copies. */
  copiasZ: z.number().int().min(1).max(3),
})
/** The counter printer of a seat. */
export type ImpresoraConfig = z.infer<typeof zImpresoraConfig>

/**
 * Why a ticket does not come out, or did not. `interrumpida` and `reinicio`: it may be on paper.
 * `sin_respuesta`: it takes the connection and says nothing, or nothing that makes sense.
 */
export const FALLAS_IMPRESORA = [
  'sin_configurar',
  'sin_conexion',
  'sin_respuesta',
  'fuera_de_linea',
  'sin_papel',
  'tapa_abierta',
  'averia',
  'detenida',
  'no_existe',
  'interrumpida',
  'reinicio',
  'documento',
] as const
export type FallaImpresora = (typeof FALLAS_IMPRESORA)[number]

/** What the printer says of itself. */
export interface EstadoImpresora {
  /** What keeps it from printing; null when it is ready. */
  falla: FallaImpresora | null
  papel: 'hay' | 'poco' | 'falta' | 'desconocido'
  tapa: 'cerrada' | 'abierta' | 'desconocido'
  /** Level of the drawer's wire; which one means open depends on the drawer. Null when it does not say. */
  cajonAlto: boolean | null
  /** False: it takes tickets and cannot be asked. */
  responde: boolean
}

/** A ticket on its way to the counter printer. */
export interface TrabajoTicket {
  id: string
  tipo: TipoTicket
  documentoId: string
  /** Of the document; empty for a test page or the drawer alone. */
  numero: string
  copia: boolean
  abreCajon: boolean
  estado: EstadoTrabajoImpresion
  /** What it waits for, or what went wrong. */
  falla: FallaImpresora | null
  intentos: number
  usuario: string
  creadoEn: number
  impresoEn: number | null
}

export interface ColaTickets {
  /** What stops the printer now. */
  falla: FallaImpresora | null
  /** Those that wait or need somebody first, then the latest ones; at most 60. */
  trabajos: TrabajoTicket[]
}

const zJob = { requestId: zRequestId, id: zId }
/** Tickets that are documents, and so have one original. */
export const TICKETS_DE_DOCUMENTO = TIPOS_TICKET.filter((tipo) => tipo !== 'prueba' && tipo !== 'cajon')
export type TicketsDocumento = (typeof TICKETS_DE_DOCUMENTO)[number]

/** The counter printer of this seat and its queue. Errors: impresora.none, impresora.drawer, impresion.closed, not_found. */
export const impresoras = {
  /** Asks the printer now. */
  status: guarded('recibo.print').output(type<EstadoImpresora>()),
  /** Errors: conflict.changed. */
  saveConfig: guarded('puesto.write')
    .input(z.object({ requestId: zRequestId, config: zImpresoraConfig, expected: z.number().int() }))
    .output(type<Puesto>()),
  /** Prints a test page at once or says why not: it never waits. */
  test: guarded('puesto.write')
    .input(z.object({ requestId: zRequestId }))
    .output(type<TrabajoTicket>()),
  /** Opens the drawer at once or says why not. Needs an open session at this seat, or `caja.supervise`. Errors: caja.closed. */
  openDrawer: guarded('caja.operate')
    .input(z.object({ requestId: zRequestId }))
    .output(type<TrabajoTicket>()),
  /** Queues a document: the original, or a copy when it went out before. X, Z and movements need `caja.operate`. */
  print: guarded('recibo.print')
    .input(z.object({ requestId: zRequestId, tipo: z.enum(TICKETS_DE_DOCUMENTO), documentoId: zId }))
    .output(type<TrabajoTicket>()),
  queue: guarded('recibo.print').output(type<ColaTickets>()),
  /** Tickets of one document, newest first. */
  ofDocument: guarded('recibo.print')
    .input(z.object({ documentoId: zId }))
    .output(type<TrabajoTicket[]>()),
  /** Tries again now what waits or failed; nothing of it is on paper. */
  retry: guarded('recibo.print').input(z.object(zJob)).output(type<TrabajoTicket>()),
  /** Prints once more, as COPIA, one that was printed or may have been; the uncertain one is settled with it. */
  reprint: guarded('recibo.print').input(z.object(zJob)).output(type<TrabajoTicket>()),
  /** A person looked: the uncertain ticket is on paper. */
  confirm: guarded('recibo.print').input(z.object(zJob)).output(type<TrabajoTicket>()),
  /** Gives up those that wait, failed or are uncertain; the rest stay as they are. */
  cancel: guarded('recibo.print')
    .input(z.object({ requestId: zRequestId, ids: z.array(zId).min(1).max(200) }))
    .output(type<{ cancelados: number }>()),
}
