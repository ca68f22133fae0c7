import { type } from '@orpc/contract'
import { z } from 'zod'
import type { FechaCivil } from '../dates.ts'
import type { EstadoCargo, TipoCargo } from '../enums.ts'
import type { Impuesto, Minor } from '../money.ts'
import { zFecha, zId, zImpuesto, zPositiveAmount, zRequestId, zText } from '../schemas.ts'
import { guarded } from './base.ts'

/** What is charged beside the plan, or taken off it. */
export interface Cargo {
  id: string
  clienteId: string
  /** Null: of the client as a whole. */
  servicioId: string | null
  /** Name of the service's plan. */
  servicio: string | null
  tipo: TipoCargo
  descripcion: string
  /** Minor units: a month when it recurs, whole when not; 0 of a percent discount. */
  monto: Minor
  /** Share of the plan's price, basis points; only of a percent discount. */
  tasaBp: number | null
  impuestos: Impuesto[]
  desde: FechaCivil
  /** Last day it holds; null: no end. */
  hasta: FechaCivil | null
  cuotas: number | null
  cuotasFacturadas: number
  estado: EstadoCargo
  /** Some of it is on a document. */
  facturado: boolean
  /** Of a late fee: the number of the late invoice. */
  facturaNumero: string | null
  /** Who made it; null: the office by itself. */
  usuario: string | null
  creadoEn: number
  actualizadoEn: number
}

const ofClient = {
  clienteId: zId,
  servicioId: zId.nullable().default(null),
  descripcion: zText(200),
  desde: zFecha,
}
/** What recurs is charged by the days of a service. */
const ofService = { ...ofClient, servicioId: zId, hasta: zFecha.nullable().default(null) }
const money = { monto: zPositiveAmount, impuestos: z.array(zImpuesto).max(6) }

export const zCargoInput = z.discriminatedUnion('tipo', [
  z.object({ tipo: z.literal('unico'), ...ofClient, ...money }),
  z.object({ tipo: z.literal('cuotas'), ...ofClient, ...money, cuotas: z.number().int().min(2).max(60) }),
  z.object({ tipo: z.literal('recurrente'), ...ofService, ...money }),
  z.object({ tipo: z.literal('descuento_fijo'), ...ofService, ...money }),
  z.object({
    tipo: z.literal('descuento_porcentaje'),
    ...ofService,
    tasaBp: z.number().int().min(1).max(10_000),
  }),
])
export type CargoInput = z.output<typeof zCargoInput>

export const cargos = {
  /** Of a client or of one service: what holds first, then the rest, each newest first. */
  list: guarded('cliente.read')
    .input(z.object({ clienteId: zId, servicioId: zId.optional() }))
    .output(type<Cargo[]>()),
  /** Errors: not_found, cargo.foreign, cargo.dates, cargo.instalments, cargo.ended_service. */
  create: guarded('cargo.write')
    .input(z.object({ requestId: zRequestId, cargo: zCargoInput }))
    .output(type<Cargo>()),
  /** Lets what recurs end with a day, from today on. Errors: not_found, conflict.changed, cargo.closed, cargo.dates. */
  end: guarded('cargo.write')
    .input(z.object({ requestId: zRequestId, id: zId, hasta: zFecha, expected: z.number().int() }))
    .output(type<Cargo>()),
  /**
   * Takes back what no document has yet: the whole charge, or the instalments that are left.
   * Errors: not_found, conflict.changed, cargo.closed, cargo.billed.
   */
  annul: guarded('cargo.write')
    .input(z.object({ requestId: zRequestId, id: zId, motivo: zText(200), expected: z.number().int() }))
    .output(type<Cargo>()),
}
