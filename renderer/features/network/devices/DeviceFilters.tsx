import { Checkbox, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ESTADOS_DISPOSITIVO, MODOS_DISPOSITIVO } from '../../../../contract/enums.ts'
import { type Change, defined } from '../../../app/searchParams.ts'
import { useNumber } from '../../../app/session.tsx'
import { orpc } from '../../../rpc/query.ts'
import { FilterBar } from '../../../components/FilterBar.tsx'
import { FilterBox } from '../../../components/FilterBox.tsx'
import { type DevicesSearch, isDeviceFiltered } from '../search.ts'

const ALL = 'todos'

interface Props {
  search: DevicesSearch
  onChange: (search: DevicesSearch) => void
  /** From the box into the list. */
  onDown: () => void
}

/** What the list of devices is narrowed to. */
export function DeviceFilters({ search, onChange, onDown }: Props) {
  const { t } = useTranslation(['red', 'common'])
  const number = useNumber()
  const sitios = useQuery(orpc.sitios.list.queryOptions())
  const resumen = useQuery(orpc.dispositivos.resumen.queryOptions())
  const change = (part: Change<DevicesSearch>) => onChange(defined({ ...search, ...part }))
  const picked = (value: string | null) => (value === null || value === ALL ? undefined : value)
  return (
    <FilterBar clearLabel={t('filter.clear')} onClear={isDeviceFiltered(search) ? () => onChange({}) : null}>
      <FilterBox
        label={t('filter.text')}
        placeholder={t('filter.textHelp')}
        clearLabel={t('filter.textClear')}
        value={search.texto ?? ''}
        onChange={(texto) => change({ texto: texto || undefined })}
        onDown={onDown}
      />
      <Select
        aria-label={t('filter.state')}
        w="11rem"
        value={search.estado ?? ALL}
        onChange={(value) => change({ estado: ESTADOS_DISPOSITIVO.find((one) => one === value) })}
        data={[
          { value: ALL, label: t('filter.anyState') },
          ...ESTADOS_DISPOSITIVO.map((value) => ({ value, label: t(`common:enums.estadoDispositivo.${value}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.site')}
        w="11rem"
        searchable
        value={search.sitio ?? ALL}
        onChange={(value) => change({ sitio: picked(value) })}
        data={[
          { value: ALL, label: t('filter.anySite') },
          ...(sitios.data ?? []).map(({ id, nombre }) => ({ value: id, label: nombre })),
        ]}
        comboboxProps={{ width: '16rem', position: 'bottom-start' }}
      />
      <Select
        aria-label={t('filter.tag')}
        w="11rem"
        searchable
        value={search.etiqueta ?? ALL}
        onChange={(value) => change({ etiqueta: picked(value) })}
        data={[
          { value: ALL, label: t('filter.anyTag') },
          ...(resumen.data?.etiquetas ?? []).map(({ etiqueta, n }) => ({
            value: etiqueta,
            label: `${etiqueta} · ${number(n)}`,
          })),
        ]}
        comboboxProps={{ width: '16rem', position: 'bottom-start' }}
      />
      <Select
        aria-label={t('filter.mode')}
        w="11rem"
        value={search.modo ?? ALL}
        onChange={(value) => change({ modo: MODOS_DISPOSITIVO.find((one) => one === value) })}
        data={[
          { value: ALL, label: t('filter.anyMode') },
          ...MODOS_DISPOSITIVO.map((value) => ({ value, label: t(`common:enums.modoDispositivo.${value}`) })),
        ]}
      />
      <Checkbox
        label={t('filter.alerts')}
        checked={search.alerta ?? false}
        onChange={(event) => change({ alerta: event.currentTarget.checked ? true : undefined })}
      />
      {(search.archivados || (resumen.data?.archivados ?? 0) > 0) && (
        <Checkbox
          label={t('filter.archived')}
          checked={search.archivados ?? false}
          onChange={(event) => change({ archivados: event.currentTarget.checked ? true : undefined })}
        />
      )}
    </FilterBar>
  )
}
