import { Button, CloseButton, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconBarcode, IconFilterOff } from '@tabler/icons-react'
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_FACTURA } from '../../../contract/enums.ts'
import { useSession } from '../../app/session.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { rpc } from '../../rpc/client.ts'
import { defined } from '../../app/searchParams.ts'
import styles from './billing.module.css'
import { numeroOf } from './numero.ts'
import { PeriodSelect } from './PeriodSelect.tsx'
import { type InvoicesSearch, isFiltered } from './search.ts'

/** Milliseconds without a key before the list follows. */
const TYPING = 120

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
    <div className={styles['filters']} role="search">
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
      {isFiltered(search) && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => onChange({})}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
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
  const [typed, setTyped] = useState(numero)
  const [problem, setProblem] = useState<string | null>(null)
  const errorText = useErrorText()
  const report = useDebouncedCallback(onChange, TYPING)
  useEffect(() => setTyped(numero), [numero])

  const openTyped = async () => {
    // What was scanned opens an invoice; the list stays as it is.
    report.cancel()
    const wanted = numeroOf(typed, prefijo)
    try {
      const { items } = await rpc.facturas.list({ filter: { numero: wanted }, limit: 2 })
      const found = items.length === 1 ? items[0] : items.find((factura) => factura.numero === wanted)
      if (found !== undefined) {
        setTyped(numero)
        return onOpen(found.id)
      }
      onChange(typed.trim())
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
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault()
      setTyped('')
      onChange('')
    } else if (event.key === 'Enter' && typed.trim() !== '' && !event.repeat) {
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
          typed === '' ? null : (
            <CloseButton size="sm" aria-label={t('filter.numberClear')} tabIndex={-1} onClick={() => onChange('')} />
          )
        }
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setProblem(null)
          report(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      <Text role="status" size="xs" c="var(--mantine-color-error)" className={styles['problem'] ?? ''}>
        {problem}
      </Text>
    </div>
  )
}
