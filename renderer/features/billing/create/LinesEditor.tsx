import { ActionIcon, Button, Chip, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, type Ref, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Impuesto } from '../../../../contract/money.ts'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { Money } from '../../../components/Money.tsx'
import { sameTax, toggleTax } from '../taxes.ts'
import { totalsOfLine } from '../totals.ts'
import { useTaxName } from '../useTaxName.ts'
import styles from './create.module.css'
import { emptyLine, type LineValues, MAX_LINES } from './values.ts'

interface Props {
  ref: Ref<HTMLDivElement>
  lineas: LineValues[]
  onChange: (lineas: LineValues[]) => void
  /** Taxes that a line may have. */
  taxes: readonly Impuesto[]
  /** Those that a new line has at first. */
  proposed: readonly Impuesto[]
  /** What is wrong, by `lineas.0.descripcion`. */
  errors: Record<string, React.ReactNode>
  /** Whether the first line has the focus at first. */
  focused: boolean
}

const FIELD = 'input[data-line-field]'

/** The lines of an invoice. Enter goes on to the next field, and after the last one to a new line. */
export function LinesEditor({ ref, lineas, onChange, taxes, proposed, errors, focused }: Props) {
  const { t } = useTranslation('billing')
  const list = useRef<HTMLDivElement>(null)
  const added = useRef(false)
  useEffect(() => {
    if (!added.current) return
    added.current = false
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-line]')
    rows?.[rows.length - 1]?.querySelector<HTMLElement>(FIELD)?.focus()
  }, [lineas.length])

  const add = () => {
    if (lineas.length >= MAX_LINES) return
    added.current = true
    onChange([...lineas, emptyLine(proposed)])
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    const { target } = event
    if (!(target instanceof HTMLInputElement) || target.type === 'checkbox') return
    event.preventDefault()
    const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>(FIELD)]
    const next = fields[fields.indexOf(target) + 1]
    if (next === undefined) add()
    else next.focus()
  }
  return (
    <div ref={ref} className={styles['lines']}>
      <div ref={list} role="presentation" onKeyDown={onKeyDown}>
        <div className={styles['line']} aria-hidden>
          <span className={styles['lineHead']}>{t('line.description')}</span>
          <span className={styles['lineHead']} data-align="right">
            {t('line.quantity')}
          </span>
          <span className={styles['lineHead']} data-align="right">
            {t('line.price')}
          </span>
          <span className={styles['lineHead']} data-align="right">
            {t('line.total')}
          </span>
          <span />
        </div>
        {lineas.map((linea, index) => (
          <Line
            key={linea.key}
            linea={linea}
            index={index}
            taxes={taxes}
            errors={errors}
            focused={focused && index === 0}
            onChange={(part) => onChange(lineas.map((one, at) => (at === index ? { ...one, ...part } : one)))}
            onRemove={lineas.length === 1 ? null : () => onChange(lineas.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={lineas.length >= MAX_LINES}
        onClick={add}
      >
        {t('line.add')}
      </Button>
    </div>
  )
}

interface LineProps {
  focused: boolean
  linea: LineValues
  index: number
  taxes: readonly Impuesto[]
  errors: Record<string, React.ReactNode>
  onChange: (part: Partial<LineValues>) => void
  /** Null for the only line. */
  onRemove: (() => void) | null
}

function Line({ focused, linea, index, taxes, errors, onChange, onRemove }: LineProps) {
  const { t } = useTranslation('billing')
  const { descripcion, cantidad, precioUnitario } = linea
  const n = index + 1
  const errorOf = (field: string) => errors[`lineas.${index}.${field}`]
  const totals = totalsOfLine(linea)
  return (
    <div className={styles['lineBlock']} data-line role="group" aria-label={t('line.label', { n })}>
      <div className={styles['line']}>
        <TextInput
          data-line-field
          data-autofocus={focused || undefined}
          aria-label={t('line.descriptionOf', { n })}
          maxLength={200}
          value={descripcion}
          error={errorOf('descripcion')}
          onChange={(event) => onChange({ descripcion: event.currentTarget.value })}
        />
        <NumberInput
          data-line-field
          aria-label={t('line.quantityOf', { n })}
          classNames={{ input: styles['quantity'] ?? '' }}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          min={1}
          max={100_000}
          value={cantidad ?? ''}
          error={errorOf('cantidad')}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(typed) => onChange({ cantidad: typeof typed === 'number' ? typed : null })}
        />
        <MoneyInput
          data-line-field
          aria-label={t('line.priceOf', { n })}
          value={precioUnitario}
          error={errorOf('precioUnitario')}
          onChange={(typed) => onChange({ precioUnitario: typed })}
        />
        <span className={styles['lineTotal']}>
          {totals === null ? (
            <Text component="span" size="sm" c="dimmed">
              —
            </Text>
          ) : (
            <Money amount={totals.total} strong />
          )}
        </span>
        {onRemove === null ? (
          <span />
        ) : (
          <ActionIcon size="lg" aria-label={t('line.remove', { n })} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <Taxes linea={linea} taxes={taxes} onChange={(impuestos) => onChange({ impuestos })} />
    </div>
  )
}

function Taxes(props: { linea: LineValues; taxes: readonly Impuesto[]; onChange: (impuestos: Impuesto[]) => void }) {
  const { linea, taxes, onChange } = props
  const taxName = useTaxName()
  if (taxes.length === 0) return null
  return (
    <Group gap="xs">
      {taxes.map((tax) => (
        <Chip
          key={taxName(tax)}
          size="xs"
          variant="light"
          checked={linea.impuestos.some((own) => sameTax(own, tax))}
          onChange={() => onChange(toggleTax(linea.impuestos, tax))}
        >
          {taxName(tax)}
        </Chip>
      ))}
    </Group>
  )
}
