import { type } from '@orpc/contract'
import { z } from 'zod'
import { AGRUPACIONES, type Agrupacion, ESTADOS_SERVICIO_CLIENTE, type EstadoServicioCliente } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zEmail, zId, zOptionalText, zPage, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'
import type { ServicioRow } from './servicios.ts'

export type { Servicio, ServicioRow } from './servicios.ts'

export interface Cliente {
  id: string
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  telefono: string
  email: string
  direccion: string
  /** Follows the services: active while any is. Of a client without services, what people say. */
  estadoServicio: EstadoServicioCliente
  /** Free text of the office about the client. */
  notas: string
  /** No taxes are charged; included ones are taken out of the price. */
  exentoImpuestos: boolean
  /** One invoice for each service, or one for all; null follows the tenant. */
  agrupacion: Agrupacion | null
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

/** Services of a client that were not ended, and those of them that are suspended. */
export interface Vigentes {
  vigentes: number
  suspendidos: number
}

export interface ClienteRow extends Cliente, Saldos, Vigentes {
  /** Names of the plans in force, joined with ` · `. */
  planes: string
}

export interface ClienteHit extends Saldos, Vigentes {
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

export interface ClienteProfile {
  cliente: Cliente
  saldos: Saldos
  servicios: ServicioRow[]
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
  tipo: 'factura' | 'pago' | 'nota_credito' | 'devolucion' | 'reverso'
  /** Number of the document, and the id to open it (the receipt for a payment). */
  numero: string
  refId: string
  detalle: string
  debe: Minor
  haber: Minor
  /** Debits minus credits up to and including this line: above zero the client owes. */
  saldo: Minor
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
  /** Left out: kept; of a new client false, and null. */
  exentoImpuestos: z.boolean().optional(),
  agrupacion: z.enum(AGRUPACIONES).nullable().optional(),
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
        /** Of a client with services it is theirs that counts. */
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
