import { useTranslation } from 'react-i18next'
import { type CorridaResumen, TIPOS_VISTA, type TipoVista } from '../../../../contract/procedures/corridas.ts'
import { CountTiles } from '../../../components/CountTiles.tsx'
import { FilterBar } from '../../../components/FilterBar.tsx'
import { FilterBox } from '../../../components/FilterBox.tsx'
import { leftOut, type Planned } from './adjust.ts'
import { choose, toggle, type VistaFilter } from './filters.ts'
import { TIPO_LOOKS } from './looks.tsx'

interface Props {
  resumen: CorridaResumen
  plan: Planned
  filter: VistaFilter
  onChange: (filter: VistaFilter) => void
}

/** How many rows become what: the counts are filters. And a box for a name. */
export function ReviewFilters({ resumen, plan, filter, onChange }: Props) {
  const { t } = useTranslation('corridas')
  const counts: Record<TipoVista, number> = {
    factura: plan.facturas.cantidad,
    nota_credito: plan.notasCredito.cantidad,
    sin_cargo: plan.sinCargo,
    excluido: leftOut(resumen),
  }
  const all = TIPOS_VISTA.reduce((sum, tipo) => sum + counts[tipo], plan.excluidas.cantidad)
  const chosen = filter.tipo ?? null
  return (
    <>
      <CountTiles
        label={t('review.kinds')}
        tiles={[
          {
            key: 'todas',
            label: t('review.all'),
            count: all,
            chosen: chosen === null && filter.motivo === undefined,
            onChoose: () => onChange(choose(choose(filter, 'tipo', undefined), 'motivo', undefined)),
          },
          ...TIPOS_VISTA.map((tipo) => ({
            key: tipo,
            label: t(`tipos.${tipo}`),
            count: counts[tipo],
            look: TIPO_LOOKS[tipo],
            chosen: chosen === tipo,
            onChoose: () => onChange(toggle(filter, 'tipo', tipo)),
          })),
        ]}
      />
      <FilterBar>
        <FilterBox
          label={t('review.search')}
          clearLabel={t('review.searchClear')}
          value={filter.texto ?? ''}
          onChange={(texto) => onChange(choose(filter, 'texto', texto))}
        />
      </FilterBar>
    </>
  )
}
