import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  ESTADOS_EXTRACTO_LINEA,
  type EstadoExtractoLinea,
  type FormatoExtracto,
  type OrigenConciliacion,
  type TipoExtractoLinea,
} from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zId, zOptionalText, zPage, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import { zAprobacion } from './caja.ts'
import { IMPORT_DATE_FORMATS, IMPORT_DELIMITERS, IMPORT_ENCODINGS } from './imports.ts'

/** A statement is read whole into memory. */
export const EXTRACTO_MAX_BYTES = 32 * 1024 * 1024

const zColumna = z.number().int().min(0).max(200)

/** How a bank's statements are read; kept per account. Columns count from 0. */
export const zMapeoExtracto = z.object({
  encoding: z.enum(IMPORT_ENCODINGS),
  delimiter: z.enum(IMPORT_DELIMITERS),
  sheet: z.string().max(100).nullable(),
  decimal: z.enum([',', '.']),
  dateFormat: z.enum(IMPORT_DATE_FORMATS),
  columnas: z.object({
    fecha: zColumna.nullable(),
    /** Several are joined with a space. */
    concepto: z.array(zColumna).max(6),
    operacion: zColumna.nullable(),
    /** Money in and money out in a column each, or `monto` alone with its sign. */
    credito: zColumna.nullable(),
    debito: zColumna.nullable(),
    monto: zColumna.nullable(),
  }),
  /** Of a `monto` column: money in is written below zero. */
  invertido: z.boolean(),
})
export type MapeoExtracto = z.infer<typeof zMapeoExtracto>

export interface CuentaBancaria {
  id: string
  nombre: string
  banco: string
  activa: boolean
  /** Statements of it that were read in. */
  extractos: number
}

/** `conocida`: an earlier file had it. `omitida`: heading, footer, balance, blank. */
export const DESTINOS_LINEA = ['credito', 'debito', 'comision', 'repetida', 'conocida', 'omitida', 'error'] as const
export type DestinoLinea = (typeof DESTINOS_LINEA)[number]

/** Why a row is an error, or what to look at in one that is taken. */
export const AVISOS_LINEA = [
  'fecha.invalid',
  'monto.invalid',
  'monto.both',
  'monto.sign',
  'row.quote',
  /** The same code with another amount or day: both are kept, neither is accepted by itself. */
  'operacion.reused',
  /** Equal to an earlier row, but the bank gives no code that says it is the same. */
  'igual.sin_codigo',
] as const
export type AvisoLinea = (typeof AVISOS_LINEA)[number]

export interface ExtractoFila {
  /** Row as a spreadsheet program numbers it. */
  fila: number
  destino: DestinoLinea
  /** Null in rows that are not lines. */
  fecha: string | null
  concepto: string
  operacion: string
  /** With its sign; null when unreadable. */
  monto: Minor | null
  /** `columna` and `valor`: the cell it is about. */
  avisos: { codigo: AvisoLinea; columna: string; valor: string }[]
  /** The cells as they stand, for rows that are left out. */
  texto: string
}

export interface ExtractoPreview {
  preparadoId: string
  archivo: string
  formato: FormatoExtracto
  cuentaId: string
  /** Null of an OFX file, which says by itself what is what. */
  mapeo: MapeoExtracto | null
  /** The mapping is the one kept for this account. */
  mapeoGuardado: boolean
  hojas: string[]
  titulos: string[]
  /** First rows below the headings, as they stand. */
  muestra: string[][]
  destinos: Record<DestinoLinea, number>
  avisos: { codigo: AvisoLinea; filas: number }[]
  creditos: Minor
  debitos: Minor
  desde: string | null
  hasta: string | null
  /** These very bytes were read in before. */
  yaLeido: boolean
}

export interface ExtractoRow {
  id: string
  cuenta: string
  archivo: string
  formato: FormatoExtracto
  lineas: number
  /** Of its credits: still without a receipt. */
  abiertas: number
  desde: string | null
  hasta: string | null
  usuario: string
  creadoEn: number
}

/** Why a proposal: a stable code with its facts, shown in words. */
export const MOTIVOS_CONCILIACION = [
  /** The code of a transfer that was recorded at the counter. {referencia} */
  'referencia',
  /** Its last digits. {referencia} */
  'referencia_final',
  'factura_numero',
  'documento',
  /** One digit apart. {documento} */
  'documento_parecido',
  'telefono',
  'codigo',
  /** Last digits of the document, the phone or the code. {digitos} */
  'digitos_finales',
  /** {palabras} */
  'nombre',
  'nombre_parcial',
  'monto_recibo',
  'monto_factura',
  'monto_deuda',
  'monto_facturas',
  'monto_cuota',
  /** The invoice's amount plus cents. {centavos} */
  'monto_centavos',
  /** The cents are the last digits of the client's code or document. {centavos} */
  'centavos_cliente',
  'monto_distinto',
  /** Recorded so many days from the line's day. {dias} */
  'fecha_cercana',
  'fecha_lejana',
  /** Others fit as well. {otros} */
  'ambigua',
  /** Other lines ask for the same. */
  'disputada',
  /** The name or document of the line is not this client's. */
  'identidad_distinta',
  /** The client has a transfer that waits: it may be this one. */
  'tiene_pendiente',
  'linea_dudosa',
] as const
export type MotivoConciliacion = (typeof MOTIVOS_CONCILIACION)[number]
export interface Motivo {
  codigo: MotivoConciliacion
  datos: Record<string, string | number>
}

export interface Propuesta {
  /** Names what it would do: another one as soon as that changes. */
  id: string
  /** `recibo`: money recorded at the counter; `cobro`: a collection that accepting makes. */
  tipo: 'recibo' | 'cobro'
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  /** Thousandths. */
  puntaje: number
  motivos: Motivo[]
  /** What it is matched with. */
  recibos: { id: string; numero: string; monto: Minor }[]
  facturas: { id: string; numero: string; saldo: Minor }[]
  /** Of a collection: what would be left as credit. */
  aFavor: Minor
}

export interface ConciliacionRow {
  id: string
  reciboId: string
  reciboNumero: string
  clienteId: string
  clienteNombre: string
  monto: Minor
  origen: OrigenConciliacion
  puntaje: number | null
  motivos: Motivo[]
  creoRecibo: boolean
  usuario: string
  fecha: number
  deshecha: { por: string; en: number } | null
}

export interface ExtractoLineaRow {
  id: string
  extractoId: string
  cuenta: string
  fecha: string
  concepto: string
  operacion: string
  monto: Minor
  conciliado: Minor
  tipo: TipoExtractoLinea
  estado: EstadoExtractoLinea
  nota: string
  /** The best one; null when nothing fits, or the line is not open. */
  propuesta: Propuesta | null
}

export interface ExtractoLineaDetail extends ExtractoLineaRow {
  archivo: string
  fila: number
  propuestas: Propuesta[]
  /** Newest first, with those that were undone. */
  conciliaciones: ConciliacionRow[]
}

/** What stays open on both sides. */
export interface ConciliacionResumen {
  lineas: { cantidad: number; monto: Minor }
  transferencias: { cantidad: number; monto: Minor; desde: number | null }
  /** Proposals at or above the threshold: what one key would accept. */
  automaticas: { cantidad: number; monto: Minor; clientes: number }
  /** Thousandths. */
  umbral: number
  /** Names what `automaticas` counted. */
  version: string
}

/** A transfer recorded at the counter that no line has confirmed. */
export interface TransferenciaRow {
  reciboId: string
  numero: string
  fecha: number
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  referencia: string
  monto: Minor
  /** Confirmed by lines so far. */
  conciliado: Minor
  cajero: string
}

/** A part of a line by hand: of a receipt that exists, or of a new collection of a client. */
export const zParte = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('recibo'), reciboId: zId, monto: zPositiveAmount }),
  z.object({
    tipo: z.literal('cobro'),
    clienteId: zId,
    monto: zPositiveAmount,
    /** Omitted: every open invoice, oldest due first. An empty list: all to credit. */
    facturaIds: z.array(zId).max(200).optional(),
  }),
])
export type Parte = z.infer<typeof zParte>

export const VISTAS_LINEA = [...ESTADOS_EXTRACTO_LINEA, 'abierta', 'salida'] as const

/**
 * Bank statements against receipts. Errors: extracto.* (unreadable, too_large, gone, mapping, running, empty),
 * conciliacion.* (changed, amount, operacion, tipo, partes, recibo), pago.*, access.* for a PIN.
 */
export const conciliacion = {
  cuentas: guarded('conciliacion.read').output(type<CuentaBancaria[]>()),
  saveCuenta: guarded('conciliacion.record')
    .input(
      z.object({
        requestId: zRequestId,
        /** Left out: a new one. */
        id: zId.optional(),
        nombre: zText(80),
        banco: zOptionalText(80).default(''),
        activa: z.boolean().default(true),
      }),
    )
    .output(type<CuentaBancaria>()),
  /** Reads a file into memory and says what would become of every row. Nothing is written. */
  prepare: guarded('conciliacion.record')
    .input(z.object({ cuentaId: zId, archivo: zText(255), file: z.instanceof(Blob) }))
    .output(type<ExtractoPreview>()),
  /** Reads the same file with another mapping. */
  remap: guarded('conciliacion.record')
    .input(z.object({ preparadoId: zId, mapeo: zMapeoExtracto }))
    .output(type<ExtractoPreview>()),
  /** A page of the preview, in file order. The rows are in memory, so an offset costs nothing. */
  filas: guarded('conciliacion.record')
    .input(
      z.object({
        preparadoId: zId,
        destino: z.enum(DESTINOS_LINEA).optional(),
        aviso: z.enum(AVISOS_LINEA).optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(type<{ filas: ExtractoFila[]; total: number }>()),
  /** Writes the lines that are new in one transaction, as a job, and keeps the mapping. */
  apply: guarded('conciliacion.record')
    .input(z.object({ requestId: zRequestId, preparadoId: zId }))
    .output(type<{ trabajoId: string; extractoId: string }>()),
  discard: guarded('conciliacion.record')
    .input(z.object({ preparadoId: zId }))
    .output(type<{ ok: true }>()),
  /** Statements that were read in, newest first. */
  extractos: guarded('conciliacion.read')
    .input(z.object({ ...zPage }))
    .output(type<Page<ExtractoRow>>()),
  /** Oldest first for what is open, newest first otherwise. */
  lineas: guarded('conciliacion.read')
    .input(
      z.object({
        filter: z.object({ vista: z.enum(VISTAS_LINEA).default('abierta') }).default({ vista: 'abierta' }),
        ...zPage,
      }),
    )
    .output(type<Page<ExtractoLineaRow>>()),
  linea: guarded('conciliacion.read')
    .input(z.object({ id: zId }))
    .output(type<ExtractoLineaDetail>()),
  resumen: guarded('conciliacion.read').output(type<ConciliacionResumen>()),
  /** Transfers without a line, oldest first. */
  transferencias: guarded('conciliacion.read')
    .input(z.object({ filter: z.object({ clienteId: zId.optional() }).default({}), ...zPage }))
    .output(type<Page<TransferenciaRow>>()),
  /** Does what a proposal says. Error conciliacion.changed when it says so no more. */
  accept: guarded('conciliacion.record')
    .input(z.object({ requestId: zRequestId, lineaId: zId, propuestaId: z.string().max(100) }))
    .output(type<ExtractoLineaDetail>()),
  /** Accepts all that `resumen` counted, as a job. Error conciliacion.changed when they are others by now. */
  acceptMany: guarded('conciliacion.record')
    .input(z.object({ requestId: zRequestId, version: z.string().max(100) }))
    .output(type<{ trabajoId: string }>()),
  /** A line by hand: to receipts, invoices or the credit of one client or several. */
  match: guarded('conciliacion.record')
    .input(z.object({ requestId: zRequestId, lineaId: zId, partes: z.array(zParte).min(1).max(20) }))
    .output(type<ExtractoLineaDetail>()),
  /** Nothing is to be found for it; why, in words. `false` opens it again. */
  ignore: guarded('conciliacion.record')
    .input(
      z.object({ requestId: zRequestId, lineaId: zId, ignorar: z.boolean(), nota: zOptionalText(300).default('') }),
    )
    .output(type<ExtractoLineaDetail>()),
  /** Takes a match back; the receipt that it made is reversed. */
  undo: guarded('conciliacion.record')
    .input(z.object({ requestId: zRequestId, conciliacionId: zId, motivo: zText(300) }))
    .output(type<ExtractoLineaDetail>()),
  /** A transfer that never arrived: its receipt is reversed, with an approver's PIN. */
  reject: guarded('conciliacion.record')
    .input(z.object({ requestId: zRequestId, reciboId: zId, motivo: zText(300), aprobacion: zAprobacion }))
    .output(type<{ reversoId: string }>()),
}
