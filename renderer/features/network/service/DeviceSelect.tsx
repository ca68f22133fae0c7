import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProveedorRed } from '../../../../contract/enums.ts'
import type { DispositivoRow } from '../../../../contract/procedures/dispositivos.ts'
import { orpc } from '../../../rpc/query.ts'

/** Devices offered at once; more are found by typing. */
const OFFERED = 50

export type ChosenDevice = Pick<DispositivoRow, 'id' | 'nombre'> & Partial<Pick<DispositivoRow, 'modo' | 'proveedor'>>

interface Props {
  value: ChosenDevice | null
  onChange: (device: ChosenDevice | null) => void
  /** Only those of one maker. */
  proveedor?: ProveedorRed
  error?: string | false
}

/** One device of the office, found by typing its name or address. */
export function DeviceSelect({ value, onChange, proveedor, error }: Props) {
  const { t } = useTranslation('red')
  const [typed, setTyped] = useState('')
  const texto = typed === value?.nombre ? '' : typed.trim()
  const devices = useQuery(
    orpc.dispositivos.list.queryOptions({
      input: {
        limit: OFFERED,
        filter: { ...(texto === '' ? {} : { texto }), ...(proveedor === undefined ? {} : { proveedor }) },
      },
      placeholderData: keepPreviousData,
    }),
  )
  const found = devices.data?.items ?? []
  const missing = value !== null && !found.some(({ id }) => id === value.id)
  return (
    <Select
      label={t('column.name')}
      required
      searchable
      data-autofocus
      data={[...(missing ? [value] : []), ...found].map(({ id, nombre }) => ({ value: id, label: nombre }))}
      // The office has narrowed them already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value?.id ?? null}
      onChange={(id) => onChange(found.find((one) => one.id === id) ?? (id === value?.id ? value : null))}
      nothingFoundMessage={t('devices.noneFound')}
      error={error}
    />
  )
}
