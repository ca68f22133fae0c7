import { CloseButton, SegmentedControl, Text, TextInput } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_FACTURA } from '../../../contract/enums.ts'
import { useSession } from '../../app/session.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { FilterBar } from '../../components/FilterBar.tsx'
import { useTypedText } from '../../components/useTypedText.ts'
import { rpc } from '../../rpc/client.ts'
import { defined } from '../../app/searchParams.ts'
import styles from './billing.module.css'
import { numeroOf } from './numero.ts'
import { PeriodSelect } from './PeriodSelect.tsx'
import { type InvoicesSearch, isFiltered } from './search.ts'

interface Props {
  ref: Ref<HTMLInputElement>
  /** Whether the box has the focus at first. */
  autoFocus: boolean
  search: InvoicesSearch
  onChange: (search: InvoicesSearch) => void
  onOpen: (facturaId: string) => void
  /** From the box into the list. */
  onDown: () => void
}

/** Number, state and period. Enter in the number opens the invoice: that is what a barcode reader sends. */
export function InvoiceFilters({ ref, autoFocus, search, onChange, onOpen, onDown }: Props) {
  const { t } = useTranslation(['billing', 'common'])
  const { estado, periodo } = search
  return (
    <FilterBar clearLabel={t('filter.clear')} onClear={isFiltered(search) ? () => onChange({}) : null}>
      <NumberBox
        ref={ref}
        autoFocus={autoFocus}
        numero={search.numero ?? ''}
        onChange={(numero) => onChange(defined({ ...search, numero: numero === '' ? undefined : numero }))}
        onOpen={onOpen}
        onDown={onDown}
      />
      <SegmentedControl
        aria-label={t('filter.state')}
        value={estado ?? 'todas'}
        onChange={(value) => onChange(defined({ ...search, estado: ESTADOS_FACTURA.find((one) => one === value) }))}
        data={[
          { value: 'todas', label: t('filter.all') },
          ...ESTADOS_FACTURA.map((value) => ({ value, label: t(`common:enums.estadoFactura.${value}`) })),
        ]}
      />
      <PeriodSelect
        aria-label={t('filter.period')}
        placeholder={t('filter.period')}
        w="12.5rem"
        clearable
        clearButtonProps={{ 'aria-label': t('filter.periodClear') }}
        value={periodo ?? null}
        onChange={(value) => onChange(defined({ ...search, periodo: value ?? undefined }))}
      />
    </FilterBar>
  )
}

interface BoxProps extends Pick<Props, 'ref' | 'autoFocus'> {
  numero: string
  onChange: (numero: string) => void
  onOpen: (facturaId: string) => void
  onDown: () => void
}

function NumberBox({ ref, autoFocus, numero, onChange, onOpen, onDown }: BoxProps) {
  const { t } = useTranslation('billing')
  const { prefijo } = useSession().puesto
  const text = useTypedText(numero, onChange)
  const [problem, setProblem] = useState<string | null>(null)
  const errorText = useErrorText()
  useEffect(() => {
    if (numero === '') setProblem(null)
  }, [numero])
  const clear = () => {
    setProblem(null)
    text.set('')
  }

  const openTyped = async () => {
    const typed = text.typed.trim()
    const wanted = numeroOf(typed, prefijo)
    // What was scanned opens an invoice; the list stays as it is.
    text.revert()
    try {
      const { items } = await rpc.facturas.list({ filter: { numero: wanted }, limit: 2 })
      const found = items.length === 1 ? items[0] : items.find((factura) => factura.numero === wanted)
      if (found !== undefined) return onOpen(found.id)
      text.set(typed)
      if (items.length === 0) setProblem(t('filter.noSuch', { numero: wanted }))
      else onDown()
    } catch (error) {
      setProblem(errorText(error))
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      onDown()
    } else if (event.key === 'Escape' && text.typed !== '') {
      event.preventDefault()
      clear()
    } else if (event.key === 'Enter' && text.typed.trim() !== '' && !event.repeat) {
      event.preventDefault()
      void openTyped()
    }
  }
  return (
    <div className={styles['number']}>
      <TextInput
        ref={ref}
        aria-label={t('filter.number')}
        placeholder={t('filter.numberHelp')}
        leftSection={<IconBarcode size={18} aria-hidden />}
        rightSection={
          text.typed === '' ? null : (
            <CloseButton size="sm" aria-label={t('filter.numberClear')} tabIndex={-1} onClick={clear} />
          )
        }
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        value={text.typed}
        onChange={(event) => {
          setProblem(null)
          text.type(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      <Text role="status" size="xs" c="var(--mantine-color-error)" className={styles['problem'] ?? ''}>
        {problem}
      </Text>
    </div>
  )
}
