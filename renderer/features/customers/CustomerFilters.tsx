import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ESTADOS_SERVICIO_CLIENTE } from '../../../contract/enums.ts'
import { type Change, defined } from '../../app/searchParams.ts'
import { orpc } from '../../rpc/query.ts'
import { FilterBar } from '../../components/FilterBar.tsx'
import { FilterBox } from '../../components/FilterBox.tsx'
import { CUENTAS, type CustomersSearch, isFiltered } from './search.ts'

const ALL = 'todos'

interface Props {
  /** Whether the box has the focus at first. */
  autoFocus: boolean
  search: CustomersSearch
  onChange: (search: CustomersSearch) => void
  onClear: () => void
  /** From the box into the list. */
  onDown: () => void
  /** Enter in the box, with its text: into the only client it finds, else into the list. */
  onEnter: (texto: string) => void
}

/** What the list is narrowed to: text while it is typed, account, state and plan. */
export function CustomerFilters({ autoFocus, search, onChange, onClear, onDown, onEnter }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const planes = useQuery(orpc.planes.list.queryOptions())
  const change = (part: Change<CustomersSearch>) => onChange(defined({ ...search, ...part }))
  return (
    <FilterBar clearLabel={t('filter.clear')} onClear={isFiltered(search) ? onClear : null}>
      <FilterBox
        label={t('filter.text')}
        placeholder={t('filter.textHelp')}
        clearLabel={t('filter.textClear')}
        autoFocus={autoFocus}
        value={search.texto ?? ''}
        onChange={(texto) => change({ texto: texto === '' ? undefined : texto })}
        onDown={onDown}
        onEnter={onEnter}
      />
      <SegmentedControl
        aria-label={t('filter.account')}
        value={search.cuenta ?? ALL}
        onChange={(value) => change({ cuenta: CUENTAS.find((one) => one === value) })}
        data={[
          { value: ALL, label: t('filter.all') },
          ...CUENTAS.map((value) => ({ value, label: t(`cuenta.${value}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.state')}
        w="9.5rem"
        value={search.estado ?? ALL}
        onChange={(value) => change({ estado: ESTADOS_SERVICIO_CLIENTE.find((one) => one === value) })}
        data={[
          { value: ALL, label: t('filter.anyState') },
          ...ESTADOS_SERVICIO_CLIENTE.map((value) => ({ value, label: t(`common:enums.estadoServicio.${value}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.plan')}
        w="11rem"
        searchable
        value={search.plan ?? ALL}
        onChange={(value) => change({ plan: value === null || value === ALL ? undefined : value })}
        data={[
          { value: ALL, label: t('filter.anyPlan') },
          ...(planes.data ?? []).map(({ id, nombre }) => ({ value: id, label: nombre })),
        ]}
        comboboxProps={{ width: '16rem', position: 'bottom-end' }}
      />
    </FilterBar>
  )
}
