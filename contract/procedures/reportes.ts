import { type } from '@orpc/contract'
import { z } from 'zod'
import { ESTADOS_SERVICIO_CLIENTE, type EstadoServicioCliente, IDIOMAS, type MetodoPago } from '../enums.ts'
import type { Minor } from '../money.ts'
import type { Page } from '../schemas.ts'
import { zId, zPage, zPeriodo } from '../schemas.ts'
import { zFacturaFilter } from './billing.ts'
import { guarded } from './base.ts'
import { zNotaFilter } from './notas.ts'
import { VISTAS_PROMESA } from './promesas.ts'

/** How long a balance is overdue, in days after its due date. */
export const TRAMOS = ['corriente', 'd1_30', 'd31_60', 'd61_90', 'd90'] as const
export type Tramo = (typeof TRAMOS)[number]
/** What is owed, by how long it is overdue; minor units. */
export type Tramos = Record<Tramo, Minor>

export interface FilaAntiguedad extends Tramos {
  clienteId: string
  nombre: string
  codigo: string
  telefono: string
  estadoServicio: EstadoServicioCliente
  deuda: Minor
  facturas: number
  /** Due date of the oldest open invoice. */
  venceDesde: string
}

export const zAntiguedadFilter = z.object({
  /** Only who owes something that is at least so many days overdue: 1, 31, 61 or 91. */
  desdeDias: z.union([z.literal(1), z.literal(31), z.literal(61), z.literal(91)]).optional(),
  estadoServicio: z.enum(ESTADOS_SERVICIO_CLIENTE).optional(),
})
export const ORDENES_ANTIGUEDAD = ['deuda', 'nombre'] as const

export interface TotalesAntiguedad extends Tramos {
  /** The civil date that ages are counted from. */
  al: string
  deuda: Minor
  clientes: number
  facturas: number
}

/** One month, billed against collected. All amounts minor units. */
export interface Mes {
  periodo: string
  /** Invoices of this period. */
  facturas: number
  facturado: Minor
  /** Credit notes about this period's invoices, whenever they were given. */
  acreditado: Minor
  /** What payments, whenever they came, have paid of this period's invoices. */
  cobradoDelMes: Minor
  /** What this period's invoices still owe. */
  abierto: Minor
  /** What came in during this month, whatever it was for, less what was taken back during it. */
  recibos: number
  cobrado: Minor
  /** Receipts taken back during this month, whenever they were given. */
  revertido: Minor
  /** What was given back during this month. */
  devuelto: Minor
}

export interface MesDetalle extends Mes {
  /** Credit notes dated in this month. */
  notas: number
  montoNotas: Minor
  /** Less what was taken back, on the day it was; it counts against who had collected it. */
  porMetodo: { metodo: MetodoPago; recibos: number; monto: Minor }[]
  porUsuario: { usuarioId: string; nombre: string; recibos: number; monto: Minor }[]
  /** Every day of the month in order. */
  porDia: { fecha: string; monto: Minor; recibos: number }[]
  /** What this period's invoices charge for each plan, most first; null is what is no plan. */
  porPlan: { planId: string | null; nombre: string; lineas: number; monto: Minor; servicios: number }[]
}

/** What may be put into a file. */
export const zExportable = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('antiguedad'), filter: zAntiguedadFilter.default({}), orden: z.enum(ORDENES_ANTIGUEDAD) }),
  z.object({ tipo: z.literal('facturas'), filter: zFacturaFilter.default({}) }),
  z.object({ tipo: z.literal('notas'), filter: zNotaFilter.default({}) }),
  z.object({ tipo: z.literal('promesas'), vista: z.enum(VISTAS_PROMESA) }),
  z.object({ tipo: z.literal('meses'), hasta: zPeriodo, meses: z.number().int().min(1).max(60) }),
  z.object({ tipo: z.literal('mes'), periodo: zPeriodo }),
  z.object({ tipo: z.literal('cuenta'), clienteId: zId }),
])
export type Exportable = z.infer<typeof zExportable>
export const FORMATOS_EXPORTACION = ['xlsx', 'csv'] as const
export type FormatoExportacion = (typeof FORMATOS_EXPORTACION)[number]

export const reportes = {
  /** The last months up to one, oldest first. */
  meses: guarded('reporte.read')
    .input(z.object({ hasta: zPeriodo, meses: z.number().int().min(1).max(60).default(12) }))
    .output(type<Mes[]>()),
  mes: guarded('reporte.read')
    .input(z.object({ periodo: zPeriodo }))
    .output(type<MesDetalle>()),
  /** Who owes, and since when. A page may hold less than was asked for: go on while there is a cursor. */
  antiguedad: guarded('reporte.read')
    .input(
      z.object({
        filter: zAntiguedadFilter.default({}),
        orden: z.enum(ORDENES_ANTIGUEDAD).default('deuda'),
        ...zPage,
      }),
    )
    .output(type<Page<FilaAntiguedad>>()),
  antiguedadTotales: guarded('reporte.read').output(type<TotalesAntiguedad>()),
  /** A report as a file, in the language of who asks. */
  export: guarded('reporte.read')
    .input(z.object({ reporte: zExportable, formato: z.enum(FORMATOS_EXPORTACION), idioma: z.enum(IDIOMAS) }))
    .output(type<{ fileName: string; file: Blob; filas: number }>()),
}
