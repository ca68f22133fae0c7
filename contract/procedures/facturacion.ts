import { type } from '@orpc/contract'
import { z } from 'zod'
import { AGRUPACIONES, MODALIDADES, ROLES } from '../enums.ts'
import { zImpuesto, zPositiveAmount, zRequestId } from '../schemas.ts'
import { guarded } from './base.ts'

/** Limits of the promises that a role may grant; null is no limit. `porMes`: of one client, by year and month. */
const zLimitePromesa = z.object({
  dias: z.number().int().min(0).max(90),
  monto: zPositiveAmount.nullable(),
  porMes: z.number().int().min(0).max(31),
})
export type LimitePromesa = z.infer<typeof zLimitePromesa>

const zAmountOrZero = z.union([z.literal(0), zPositiveAmount])

/** How this office bills. Amounts in minor units, rates in basis points, days in whole days. */
export const zFacturacionConfig = z.object({
  modalidad: z.enum(MODALIDADES).default('adelantado'),
  /** Day of the month on which a service's period begins: from that day to the one before it a month later. */
  diaFacturacion: z.number().int().min(1).max(28).default(1),
  /** Billed in advance: how many days before its period begins an invoice is issued. */
  diasAnticipacion: z.number().int().min(0).max(27).default(0),
  agrupacion: z.enum(AGRUPACIONES).default('servicio'),
  /** Parts of a period go on the next invoice, or are issued at once. */
  prorrateo: z.enum(['unido', 'aparte']).default('unido'),
  programada: z
    .object({
      activa: z.boolean(),
      /** Null: a person confirms every run. Else the office does, so many days after it proposed it. */
      confirmarTrasDias: z.number().int().min(0).max(15).nullable(),
    })
    .default({ activa: false, confirmarTrasDias: null }),
  mora: z
    .object({
      tipo: z.enum(['ninguna', 'fija', 'porcentaje']),
      monto: zAmountOrZero,
      /** Of the overdue balance. */
      tasaBp: z.number().int().min(0).max(10_000),
      frecuencia: z.enum(['una_vez', 'por_periodo']),
      /** Days after the due date before the first fee. */
      diasGracia: z.number().int().min(0).max(60),
      /** All fees of one invoice together are at most this share of its total; null is no cap. */
      topeBp: z.number().int().min(1).max(10_000).nullable(),
      impuestos: z.array(zImpuesto).max(6),
    })
    .default({
      tipo: 'ninguna',
      monto: 0,
      tasaBp: 0,
      frecuencia: 'una_vez',
      diasGracia: 0,
      topeBp: null,
      impuestos: [],
    }),
  /** Charged when a cut for debt is lifted; 0 is none. */
  reconexion: z
    .object({ monto: zAmountOrZero, impuestos: z.array(zImpuesto).max(6) })
    .default({ monto: 0, impuestos: [] }),
  promesas: z.record(z.enum(ROLES), zLimitePromesa).default({
    admin: { dias: 60, monto: null, porMes: 31 },
    cobranza: { dias: 10, monto: null, porMes: 2 },
    soporte: { dias: 5, monto: null, porMes: 1 },
    operador: { dias: 0, monto: null, porMes: 0 },
  }),
})
export type FacturacionConfig = z.output<typeof zFacturacionConfig>

/** The configuration with the version that an update has to name; 0 while it was never changed. */
export type FacturacionConfigRow = FacturacionConfig & { actualizadoEn: number }

export const facturacion = {
  config: guarded('session').output(type<FacturacionConfigRow>()),
  /** Holds for what is billed from now on. Errors: conflict.changed. */
  updateConfig: guarded('facturacion.config')
    .input(z.object({ requestId: zRequestId, expected: z.number().int(), config: zFacturacionConfig }))
    .output(type<FacturacionConfigRow>()),
}
