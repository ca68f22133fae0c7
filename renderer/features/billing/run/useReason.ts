import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { VistaFila } from '../../../../contract/procedures/corridas.ts'

/** Why a row comes to what it comes to, in one line: why it is not billed, or what its lines say. */
export function useReason(): (fila: VistaFila) => string {
  const { t } = useTranslation('corridas')
  return useCallback(
    (fila: VistaFila) => {
      if (fila.tipo === 'excluido' && fila.motivo !== null) {
        const planes = fila.servicios.map(({ planNombre }) => planNombre).join(', ')
        const why = t(`motivo.${fila.motivo}`)
        return planes === '' ? why : `${planes} · ${why}`
      }
      if (fila.lineas.length === 0) return fila.motivo === null ? '' : t(`motivo.${fila.motivo}`)
      return fila.lineas.map(({ descripcion }) => descripcion).join(' + ')
    },
    [t],
  )
}
