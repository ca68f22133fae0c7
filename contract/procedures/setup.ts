import { type } from '@orpc/contract'
import { z } from 'zod'
import { IDIOMAS, type Idioma } from '../enums.ts'
import {
  zColor,
  zEmail,
  zImpuesto,
  zLogo,
  zMoneda,
  zOptionalText,
  zPais,
  zPassword,
  zPin,
  zRequestId,
  zText,
  zZonaHoraria,
} from '../schemas.ts'
import { PAPELES, type Papel } from '../shell.ts'
import type { Impuesto } from '../money.ts'
import { guarded } from './base.ts'
import type { ImpresoraConfig } from './impresoras.ts'

/** The tenant as every screen and paper needs it. */
export interface TenantConfig {
  id: string
  nombre: string
  dominio: string
  logoUrl: string | null
  colorPrimario: string
  moneda: string
  zonaHoraria: string
  pais: string
  idioma: Idioma
  /** BCP 47 locale of money and dates on paper: `es-AR`. */
  locale: string
  /** Tax id, address and contact as papers print them; empty when not given. */
  identificacionFiscal: string
  direccion: string
  telefono: string
  email: string
  /** How to pay, printed at the foot of an invoice. */
  instruccionesPago: string
  /** Taxes proposed for new plans and manual invoices. */
  impuestos: Impuesto[]
  /** Days from issue to due date of a new invoice. */
  diasVencimiento: number
  actualizadoEn: number
}

export interface PrintSettings {
  papel: Papel
  /** System name of the printer; null asks each time. */
  printer: string | null
  /** Print as soon as a collection is confirmed. */
  auto: boolean
}

/** A seat: this installation. */
export interface Puesto {
  id: string
  nombre: string
  /** Prefix of the numbers that this seat gives: `P1`. */
  prefijo: string
  recibo: PrintSettings
  impresora: ImpresoraConfig
  actualizadoEn: number
}

export interface OfficeStatus {
  fase: 'new' | 'ready'
  /** True while the office holds demo data. */
  demo: boolean
  /** What the door shows before anybody has entered; null in phase `new`. */
  tenant: {
    nombre: string
    logoUrl: string | null
    colorPrimario: string
    idioma: Idioma
  } | null
}

const zTenantFields = {
  nombre: zText(120),
  dominio: zOptionalText(120).default(''),
  logoUrl: zLogo.nullable(),
  colorPrimario: zColor,
  moneda: zMoneda,
  zonaHoraria: zZonaHoraria,
  pais: zPais,
  idioma: z.enum(IDIOMAS),
  identificacionFiscal: zOptionalText(40).default(''),
  direccion: zOptionalText(200).default(''),
  telefono: zOptionalText(60).default(''),
  email: z.union([z.literal(''), zEmail]).default(''),
  instruccionesPago: zOptionalText(400).default(''),
  impuestos: z.array(zImpuesto).max(6).default([]),
  diasVencimiento: z.number().int().min(0).max(120).default(10),
}
export const zTenantInput = z.object(zTenantFields)
export type TenantInput = z.input<typeof zTenantInput>

const zPrintSettings = z.object({
  papel: z.enum(PAPELES),
  printer: z.string().max(300).nullable(),
  auto: z.boolean(),
})

export const DEMO_SIZES = ['small', 'office', 'large'] as const
export type DemoSize = (typeof DEMO_SIZES)[number]

export const setup = {
  status: guarded('public').output(type<OfficeStatus>()),
  /** Creates tenant, admin and seat, and enters as the admin. Errors: setup.done. */
  create: guarded('setup')
    .input(
      z.object({
        requestId: zRequestId,
        tenant: zTenantInput,
        admin: z.object({
          nombre: zText(120),
          email: zEmail,
          password: zPassword,
          pin: zPin.optional(),
        }),
        puesto: z.object({
          nombre: zText(60),
          prefijo: z.string().regex(/^[A-Z0-9]{1,4}$/),
        }),
      }),
    )
    .output(type<{ usuarioId: string }>()),
  /** Fills a new office that has no clients with invented ones, as a job. Only an admin. Errors: setup.done. */
  fillDemo: guarded('tenant.write')
    .input(z.object({ requestId: zRequestId, size: z.enum(DEMO_SIZES) }))
    .output(type<{ trabajoId: string }>()),
}

export const tenant = {
  get: guarded('session').output(type<TenantConfig>()),
  /** The currency cannot change once there is money (input ignored: refused with input.invalid). */
  update: guarded('tenant.write')
    .input(
      z.object({
        requestId: zRequestId,
        ...zTenantFields,
        expected: z.number().int(),
      }),
    )
    .output(type<TenantConfig>()),
}

export const puestos = {
  current: guarded('session').output(type<Puesto>()),
  update: guarded('puesto.write')
    .input(
      z.object({
        requestId: zRequestId,
        nombre: zText(60),
        recibo: zPrintSettings,
        expected: z.number().int(),
      }),
    )
    .output(type<Puesto>()),
}
