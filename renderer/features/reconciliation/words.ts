import { useTranslation } from 'react-i18next'
import type { Motivo, Propuesta } from '../../../contract/index.ts'
import { useMoney } from '../../app/session.tsx'

/** A reason of a proposal in words. */
export function useReason(): (motivo: Motivo) => string {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  return ({ codigo, datos }) => {
    const { monto } = datos
    return t(`motivo.${codigo}`, { ...datos, ...(typeof monto === 'number' ? { monto: format(monto) } : {}) })
  }
}

/** What accepting a proposal does, in words. */
export function useDeed(): (propuesta: Propuesta) => string {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  return ({ tipo, recibos, facturas, aFavor }) => {
    const numeros = (tipo === 'recibo' ? recibos : facturas).map(({ numero }) => numero).join(', ')
    if (tipo === 'recibo') return t('does.recibo', { numeros })
    if (facturas.length === 0) return t('does.credito')
    const pays = t('does.cobro', { numeros })
    return aFavor > 0 ? `${pays} · ${t('does.surplus', { monto: format(aFavor) })}` : pays
  }
}

/** What speaks against it, and what says nothing for it, is told after what speaks for it. */
const AGAINST = new Set<Motivo['codigo']>([
  'ambigua',
  'disputada',
  'identidad_distinta',
  'tiene_pendiente',
  'linea_dudosa',
  'monto_distinto',
  'fecha_lejana',
])

export const isAgainst = ({ codigo }: Motivo): boolean => AGAINST.has(codigo)

export const reasonsInOrder = (motivos: readonly Motivo[]): Motivo[] => [
  ...motivos.filter((each) => !isAgainst(each)),
  ...motivos.filter(isAgainst),
]
