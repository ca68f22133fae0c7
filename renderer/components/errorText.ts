import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type OfficeError, toOfficeError } from '../rpc/errors.ts'

const ENTIDADES = [
  'cliente',
  'factura',
  'recibo',
  'plan',
  'servicio',
  'usuario',
  'tenant',
  'puesto',
  'importacion',
  'cargo',
  'evento',
  'precio',
] as const
type Entidad = (typeof ENTIDADES)[number]

const isEntidad = (name: unknown): name is Entidad => ENTIDADES.some((entidad) => entidad === name)

/** Why the office said no, as a sentence in the person's language. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation(['errors', 'common'])
  return useCallback(
    (error: unknown) => {
      const failure: OfficeError = toOfficeError(error)
      const { entidad } = failure.data
      return t(`errors:${failure.code}`, {
        ...failure.data,
        entidad: t(`common:entidad.${isEntidad(entidad) ? entidad : 'other'}`),
      })
    },
    [t],
  )
}
