import { Button, CloseButton, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconFilterOff, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_SERVICIO_CLIENTE } from '../../../contract/enums.ts'
import { defined } from '../../app/searchParams.ts'
import { useTypedText } from '../../components/useTypedText.ts'
import { orpc } from '../../rpc/query.ts'
import styles from './customers.module.css'
import { CUENTAS, type CustomersSearch, isFiltered } from './search.ts'

const ALL = 'todos'

interface Props {
  ref: Ref<HTMLInputElement>
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
export function CustomerFilters({ ref, autoFocus, search, onChange, onClear, onDown, onEnter }: Props) {
  const { t } = useTranslation(['customers', 'common'])
  const planes = useQuery(orpc.planes.list.queryOptions())
  const change = (part: { [K in keyof CustomersSearch]: CustomersSearch[K] | undefined }) =>
    onChange(defined({ ...search, ...part }))
  return (
    <div className={styles['filters']} role="search">
      <TextBox
        ref={ref}
        autoFocus={autoFocus}
        texto={search.texto ?? ''}
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
      {isFiltered(search) && (
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={onClear}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  )
}

interface BoxProps extends Pick<Props, 'ref' | 'autoFocus' | 'onDown' | 'onEnter'> {
  texto: string
  onChange: (texto: string) => void
}

function TextBox({ ref, autoFocus, texto, onChange, onDown, onEnter }: BoxProps) {
  const { t } = useTranslation('customers')
  const text = useTypedText(texto, onChange)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') onDown()
    else if (event.key === 'Enter') {
      text.set(text.typed.trim())
      onEnter(text.typed.trim())
    } else if (event.key === 'Escape' && text.typed !== '') text.set('')
    else return
    event.preventDefault()
  }
  return (
    <TextInput
      ref={ref}
      flex="1 1 14rem"
      maw="22rem"
      aria-label={t('filter.text')}
      placeholder={t('filter.textHelp')}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        text.typed === '' ? null : (
          <CloseButton size="sm" aria-label={t('filter.textClear')} tabIndex={-1} onClick={() => text.set('')} />
        )
      }
      maxLength={120}
      autoComplete="off"
      spellCheck={false}
      autoFocus={autoFocus}
      value={text.typed}
      onChange={(event) => text.type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
