import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  ESTADOS_SERVICIO,
  ESTADOS_SERVICIO_CLIENTE,
  type EstadoServicio,
  type EstadoServicioCliente,
  POLITICAS_SUSPENSION,
  type PoliticaSuspension,
  TECNOLOGIAS,
  type Tecnologia,
} from '../enums.ts'
import type { Impuesto, Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zAmount, zEmail, zFecha, zId, zImpuesto, zOptionalText, zPage, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

export interface Cliente {
  id: string
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  telefono: string
  email: string
  direccion: string
  estadoServicio: EstadoServicioCliente
  /** Free text of the office about the client. */
  notas: string
  actualizadoEn: number
}

/** What a client owes and has, minor units; kept with every fact and provable. */
export interface Saldos {
  /** Σ balance of invoices. */
  deuda: Minor
  /** Part of `deuda` that is past due. */
  vencido: Minor
  /** Money of the client not applied yet. */
  credito: Minor
  facturasAbiertas: number
}

export interface ClienteRow extends Cliente, Saldos {
  /** Names of the plans in force, joined with ` · `. */
  planes: string
}

export interface ClienteHit extends Saldos {
  id: string
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  telefono: string
  direccion: string
  estadoServicio: EstadoServicioCliente
  /** What matched, so that the screen can say why a row is here. `typo`: a word was corrected. */
  matched: 'codigo' | 'documento' | 'telefono' | 'nombre' | 'direccion' | 'servicio' | 'factura' | 'typo'
  /** The invoice, when its number or barcode was searched. */
  facturaId: string | null
}

export interface Servicio {
  id: string
  clienteId: string
  planId: string
  planNombre: string
  precioMensual: Minor
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  tecnologia: Tecnologia
  dispositivoRef: string
  fechaActivacion: string
  fechaCorte: string | null
  estado: EstadoServicio
  actualizadoEn: number
}

export interface ClienteProfile {
  cliente: Cliente
  saldos: Saldos
  servicios: Servicio[]
  /** Civil date of the oldest due date with balance, or null. */
  venceDesde: string | null
  ultimoPago: {
    fecha: number
    monto: Minor
    reciboId: string
    numero: string
  } | null
  creadoEn: number
}

/** One line of the account statement, oldest first. `debe` and `haber` are minor units, one of them 0. */
export interface MovimientoCuenta {
  id: string
  fecha: string
  tipo: 'factura' | 'pago' | 'nota_credito'
  /** Number of the document, and the id to open it (the receipt for a payment). */
  numero: string
  refId: string
  detalle: string
  debe: Minor
  haber: Minor
  /** Debits minus credits up to and including this line: above zero the client owes. */
  saldo: Minor
}

export interface Plan {
  id: string
  nombre: string
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  precioMensual: Minor
  impuestos: Impuesto[]
  politicaSuspension: PoliticaSuspension
  servicios: number
  actualizadoEn: number
}

export const zClienteFields = {
  /** Empty lets the office give the next code. */
  codigoCliente: zOptionalText(30),
  nombreRazonSocial: zText(160),
  documento: zOptionalText(40),
  telefono: zOptionalText(80),
  email: z.union([z.literal(''), zEmail]),
  direccion: zOptionalText(240),
  notas: zOptionalText(2000),
}
export const zClienteInput = z.object(zClienteFields)
export type ClienteInput = z.infer<typeof zClienteInput>

export const zClienteFilter = z.object({
  texto: zOptionalText(120).optional(),
  estadoServicio: z.enum(ESTADOS_SERVICIO_CLIENTE).optional(),
  /** `deuda` owes anything, `vencido` owes past due, `al_dia` owes nothing, `credito` has money in favour. */
  cuenta: z.enum(['deuda', 'vencido', 'al_dia', 'credito']).optional(),
  planId: zId.optional(),
})
export type ClienteFilter = z.infer<typeof zClienteFilter>

export const CLIENTE_SORTS = ['nombre', 'codigo', 'deuda'] as const

export const clientes = {
  /** Type-ahead: at most `limit` best matches, whatever the size of the office. */
  search: guarded('cliente.read')
    .input(
      z.object({
        texto: z.string().max(200),
        limit: z.number().int().min(1).max(50).default(20),
      }),
    )
    .output(type<ClienteHit[]>()),
  list: guarded('cliente.read')
    .input(
      z.object({
        filter: zClienteFilter.default({}),
        sort: z.enum(CLIENTE_SORTS).default('nombre'),
        descending: z.boolean().default(false),
        ...zPage,
      }),
    )
    .output(type<Page<ClienteRow>>()),
  get: guarded('cliente.read')
    .input(z.object({ id: zId }))
    .output(type<ClienteProfile>()),
  /** Clients that have this document already (compared by its digits and letters), except one. */
  sameDocumento: guarded('cliente.read')
    .input(z.object({ documento: z.string().max(40), exceptId: zId.optional() }))
    .output(type<{ id: string; codigoCliente: string; nombreRazonSocial: string }[]>()),
  create: guarded('cliente.write')
    .input(z.object({ requestId: zRequestId, ...zClienteFields }))
    .output(type<Cliente>()),
  update: guarded('cliente.write')
    .input(
      z.object({
        requestId: zRequestId,
        id: zId,
        ...zClienteFields,
        estadoServicio: z.enum(ESTADOS_SERVICIO_CLIENTE),
        expected: z.number().int(),
      }),
    )
    .output(type<Cliente>()),
  /** Account statement, oldest first, a page at a time; each line carries the running balance. */
  statement: guarded('cliente.read')
    .input(z.object({ id: zId, ...zPage }))
    .output(type<Page<MovimientoCuenta>>()),
}

const planFields = {
  nombre: zText(80),
  velocidadBajadaMbps: z.number().min(0).max(400_000),
  velocidadSubidaMbps: z.number().min(0).max(400_000),
  precioMensual: zAmount.min(0),
  impuestos: z.array(zImpuesto).max(6),
  politicaSuspension: z.enum(POLITICAS_SUSPENSION),
}

export const planes = {
  list: guarded('plan.read').output(type<Plan[]>()),
  create: guarded('plan.write')
    .input(z.object({ requestId: zRequestId, ...planFields }))
    .output(type<Plan>()),
  update: guarded('plan.write')
    .input(
      z.object({
        requestId: zRequestId,
        id: zId,
        ...planFields,
        expected: z.number().int(),
      }),
    )
    .output(type<Plan>()),
}

const servicioFields = {
  planId: zId,
  tecnologia: z.enum(TECNOLOGIAS),
  dispositivoRef: zOptionalText(120),
  fechaActivacion: zFecha,
  estado: z.enum(ESTADOS_SERVICIO),
}

export const servicios = {
  create: guarded('servicio.write')
    .input(z.object({ requestId: zRequestId, clienteId: zId, ...servicioFields }))
    .output(type<Servicio>()),
  update: guarded('servicio.write')
    .input(
      z.object({
        requestId: zRequestId,
        id: zId,
        ...servicioFields,
        expected: z.number().int(),
      }),
    )
    .output(type<Servicio>()),
}
