import { z } from 'zod'
import { MODALIDADES, type Modalidad, TECNOLOGIAS, type Tecnologia } from '../../../contract/enums.ts'
import type { Minor } from '../../../contract/money.ts'
import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { zFecha, zId, zOptionalText } from '../../../contract/schemas.ts'

/** A service as its form has it; an empty text or null follows the tenant, the plan or the activation. */
export interface ServicioValues {
  planId: string
  tecnologia: Tecnologia
  dispositivoRef: string
  fechaActivacion: string
  diaFacturacion: number | null
  modalidad: Modalidad | ''
  precioAcordado: Minor | null
  facturarDesde: string
}

export const zServicioValues = z.object({
  planId: zId,
  tecnologia: z.enum(TECNOLOGIAS),
  dispositivoRef: zOptionalText(120),
  fechaActivacion: zFecha,
  diaFacturacion: z.number().int().min(1).max(28).nullable(),
  modalidad: z.union([z.literal(''), z.enum(MODALIDADES)]),
  facturarDesde: z.union([z.literal(''), zFecha]),
})

export const valuesOf = (servicio: ServicioRow | null, today: string): ServicioValues => ({
  planId: servicio?.planId ?? '',
  tecnologia: servicio?.tecnologia ?? 'pppoe',
  dispositivoRef: servicio?.dispositivoRef ?? '',
  fechaActivacion: servicio?.fechaActivacion ?? today,
  diaFacturacion: servicio?.diaFacturacion ?? null,
  modalidad: servicio?.modalidad ?? '',
  precioAcordado: servicio?.precioAcordado ?? null,
  facturarDesde: servicio?.facturarDesde ?? '',
})

/** What the office is told. */
export const fieldsOf = ({ planId: _, modalidad, facturarDesde, ...values }: ServicioValues) => ({
  ...values,
  modalidad: modalidad === '' ? null : modalidad,
  facturarDesde: facturarDesde === '' ? null : facturarDesde,
})
