import { Select } from '@mantine/core'
import { IconCircleMinus, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SimulacionResumen } from '../../../contract/index.ts'
import { MOTIVOS_SIN_CORTE } from '../../../contract/procedures/cortes.ts'
import { type Change, defined } from '../../app/searchParams.ts'
import { useNumber } from '../../app/session.tsx'
import { CountTiles } from '../../components/CountTiles.tsx'
import { FilterBar } from '../../components/FilterBar.tsx'
import { FilterBox } from '../../components/FilterBox.tsx'
import type { CutsSearch } from './search.ts'

interface Props {
  resumen: SimulacionResumen
  search: CutsSearch
  onChange: (search: CutsSearch) => void
}

/** How many are cut and how many not: the counts are filters; then reason, plan, device and a box for a name. */
export function CutsFilters({ resumen, search, onChange }: Props) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  if (resumen.total === 0) return null
  const set = (change: Change<CutsSearch>) => onChange(defined({ ...search, ...change }))
  const { ver, motivo, plan, equipo, texto = '' } = search
  return (
    <>
      <CountTiles
        label={t('filter.kinds')}
        tiles={[
          {
            key: 'todos',
            label: t('filter.all'),
            count: resumen.total,
            chosen: ver === undefined,
            onChoose: () => set({ ver: undefined, motivo: undefined }),
          },
          {
            key: 'cortan',
            label: t('filter.cut'),
            count: resumen.seCortan,
            look: [IconPlugConnectedX, 'orange'],
            chosen: ver === 'cortan',
            onChoose: () => set({ ver: ver === 'cortan' ? undefined : 'cortan', motivo: undefined }),
          },
          {
            key: 'quedan',
            label: t('filter.kept'),
            count: resumen.total - resumen.seCortan,
            look: [IconCircleMinus, 'gray'],
            chosen: ver === 'quedan',
            onChoose: () => set({ ver: ver === 'quedan' ? undefined : 'quedan' }),
          },
        ]}
      />
      <FilterBar>
        <FilterBox
          label={t('filter.search')}
          clearLabel={t('filter.searchClear')}
          value={texto}
          onChange={(typed) => set({ texto: typed === '' ? undefined : typed })}
        />
        {ver !== 'cortan' && resumen.motivos.length > 0 && (
          <Select
            aria-label={t('filter.reason')}
            placeholder={t('filter.reason')}
            w="17rem"
            clearable
            value={motivo ?? null}
            onChange={(chosen) => set({ motivo: MOTIVOS_SIN_CORTE.find((known) => known === chosen) })}
            data={resumen.motivos.map((found) => ({
              value: found.motivo,
              label: `${t(`motivo.${found.motivo}`)} · ${number(found.cantidad)}`,
            }))}
          />
        )}
        {resumen.planes.length > 1 && (
          <Select
            aria-label={t('filter.plan')}
            placeholder={t('filter.plan')}
            w="14rem"
            clearable
            searchable
            value={plan ?? null}
            onChange={(chosen) => set({ plan: chosen ?? undefined })}
            data={resumen.planes.map(({ planId, planNombre }) => ({ value: planId, label: planNombre }))}
          />
        )}
        {resumen.dispositivos.length > 1 && (
          <Select
            aria-label={t('filter.device')}
            placeholder={t('filter.device')}
            w="14rem"
            clearable
            searchable
            value={equipo ?? null}
            onChange={(chosen) => set({ equipo: chosen ?? undefined })}
            data={resumen.dispositivos.map(({ dispositivoId, nombre }) => ({ value: dispositivoId, label: nombre }))}
          />
        )}
      </FilterBar>
    </>
  )
}
