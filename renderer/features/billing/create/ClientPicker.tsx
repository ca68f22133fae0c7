import { Loader, Select, type SelectProps, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteHit } from '../../../../contract/procedures/customers.ts'
import { orpc } from '../../../rpc/query.ts'
import styles from './create.module.css'

/** Milliseconds without a key before the office is asked. */
const TYPING = 80
const HITS = 8

type Found = Pick<ClienteHit, 'id' | 'codigoCliente' | 'nombreRazonSocial' | 'documento'>

interface Props {
  ref?: Ref<HTMLInputElement>
  /** The client chosen, when they are known. */
  chosen: Found | null
  onChange: (clienteId: string) => void
  error: SelectProps['error']
  /** Chosen already, and not to be changed. */
  fixed?: boolean
}

/** A client by whatever is known of them: name, code, document, phone or address, as it is typed. */
export function ClientPicker({ ref, chosen, onChange, error, fixed = false }: Props) {
  const { t } = useTranslation('billing')
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), TYPING)
  const searching = asked !== '' && asked !== chosen?.nombreRazonSocial
  const hits = useQuery(
    orpc.clientes.search.queryOptions({
      input: searching ? { texto: asked, limit: HITS } : skipToken,
      placeholderData: keepPreviousData,
    }),
  )
  const rows: Found[] = searching ? (hits.data ?? []) : chosen === null ? [] : [chosen]
  const known = chosen === null || rows.some(({ id }) => id === chosen.id) ? rows : [...rows, chosen]
  const byId = new Map(known.map((row) => [row.id, row]))
  return (
    <Select
      ref={ref}
      label={t('field.client')}
      placeholder={t('field.clientHelp')}
      required
      searchable
      selectFirstOptionOnChange
      readOnly={fixed}
      data={known.map(({ id, nombreRazonSocial }) => ({ value: id, label: nombreRazonSocial }))}
      value={chosen?.id ?? null}
      onChange={(id) => id !== null && onChange(id)}
      onSearchChange={setTyped}
      // The office has found them; the one that is chosen is only there for its name.
      filter={({ options }) =>
        options.filter((option) => 'value' in option && rows.some(({ id }) => id === option.value))
      }
      renderOption={({ option }) => <Option found={byId.get(option.value)} />}
      nothingFoundMessage={asked === '' ? t('field.clientType') : hits.isFetching ? '…' : t('field.clientNone')}
      rightSection={searching && hits.isFetching ? <Loader size={14} /> : undefined}
      error={error}
      autoComplete="off"
      spellCheck={false}
      data-autofocus={!fixed || undefined}
    />
  )
}

function Option({ found }: { found: Found | undefined }) {
  if (found === undefined) return null
  return (
    <div className={styles['option']}>
      <Text size="sm" fw={550} truncate>
        {found.nombreRazonSocial}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {[found.codigoCliente, found.documento].filter((part) => part !== '').join(' · ')}
      </Text>
    </div>
  )
}
