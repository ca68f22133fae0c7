import { Checkbox, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacturaAbierta } from '../../../../contract/index.ts'
import { useHotkey } from '../../../app/hotkeys.ts'
import { useMoney } from '../../../app/session.tsx'
import { DateText, PeriodText } from '../../../components/DateText.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { nextActive } from '../../../components/gridKeys.ts'
import { Keys } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { useConceptos } from '../useConceptos.ts'
import styles from './collect.module.css'
import type { CollectPlan, PlanLine } from './plan.ts'
import type { CollectChange } from './values.ts'

interface Props {
  facturas: readonly FacturaAbierta[]
  plan: CollectPlan
  picked: readonly string[]
  change: (change: CollectChange) => void
  error: string | null
}

const PAGE = 8

/** The open invoices with what this collection does to each. Arrows move, space picks; the order of picking is shown. */
export function InvoicePicker({ facturas, plan, picked, change, error }: Props) {
  const { t } = useTranslation('counter')
  const body = useRef<HTMLTableSectionElement>(null)
  const [cursor, setCursor] = useState(0)
  const current = Math.min(cursor, facturas.length - 1)
  const boxAt = (index: number) => body.current?.querySelectorAll<HTMLInputElement>('input')[index] ?? null
  useHotkey(
    'F8',
    () => boxAt(current)?.focus(),
    () => boxAt(current),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      change({ tipo: 'pickAll' })
      return
    }
    const next = nextActive(event.key, current, facturas.length, PAGE)
    if (next === null) return
    event.preventDefault()
    setCursor(next)
    boxAt(next)?.focus()
  }
  return (
    <>
      <div className={styles['pickerHead']}>
        <Text size="sm" fw={600} id="collect-invoices">
          {t('collect.invoices')} <Keys combo="F8" />
        </Text>
        <Text size="xs" c="dimmed">
          {t('collect.picked', { picked: picked.length, total: facturas.length })} · {t('collect.pickKeys')}
        </Text>
      </div>
      {error !== null && (
        <Text size="sm" c="var(--mantine-color-red-text)" role="alert">
          {error}
        </Text>
      )}
      <div className={styles['picker']}>
        <table aria-labelledby="collect-invoices">
          <thead>
            <tr>
              <th>
                <Checkbox
                  size="xs"
                  aria-label={t(picked.length === facturas.length ? 'collect.pickNone' : 'collect.pickAll')}
                  checked={picked.length === facturas.length}
                  indeterminate={picked.length > 0 && picked.length < facturas.length}
                  onChange={() => change({ tipo: 'pickAll' })}
                />
              </th>
              <th>{t('invoices.order')}</th>
              <th>{t('invoices.number')}</th>
              <th>{t('invoices.due')}</th>
              <th data-align="right">{t('invoices.balance')}</th>
              <th data-align="right">{t('invoices.pays')}</th>
              <th data-align="right">{t('invoices.remains')}</th>
            </tr>
          </thead>
          {/* Arrow keys go from box to box; the boxes themselves have the focus. */}
          <tbody ref={body} onKeyDown={onKeyDown}>
            {facturas.map((factura, index) => (
              <Row
                key={factura.id}
                factura={factura}
                line={plan.lines.get(factura.id)}
                isCursor={index === current}
                onFocus={() => setCursor(index)}
                onToggle={() => change({ tipo: 'toggle', id: factura.id })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface RowProps {
  factura: FacturaAbierta
  line: PlanLine | undefined
  isCursor: boolean
  onFocus: () => void
  onToggle: () => void
}

function Row({ factura, line, isCursor, onFocus, onToggle }: RowProps) {
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  const { numero, saldo } = factura
  const orden = line?.orden ?? null
  const pays = line?.pays ?? 0
  const remains = line?.remains ?? saldo
  const concepto = useConceptos()(factura)
  // What tells two services on one plan apart may differ in its last letter alone.
  const hasTwin = factura.conceptos.some(({ gemelo }) => gemelo !== null)
  return (
    <tr data-picked={orden !== null || undefined}>
      <td>
        <Checkbox
          size="xs"
          tabIndex={isCursor ? 0 : -1}
          data-field={isCursor ? 'facturas' : undefined}
          aria-label={t('collect.pickOne', { numero, monto: format(saldo) })}
          checked={orden !== null}
          onFocus={onFocus}
          onChange={onToggle}
        />
      </td>
      <td className={styles['order']}>{orden}</td>
      <td className={styles['invoice']}>
        {numero}
        <Text component="span" size="xs" c="dimmed" display="block" truncate title={concepto || undefined}>
          <PeriodText periodo={factura.periodo} />
          {concepto !== '' && !hasTwin && ` · ${concepto}`}
        </Text>
        {hasTwin && (
          <Text component="span" size="xs" c="dimmed" display="block" truncate title={concepto}>
            {concepto}
          </Text>
        )}
      </td>
      <td>
        <DateText fecha={factura.fechaVencimiento} />
        <EstadoBadge tipo="factura" estado={factura.estado} />
      </td>
      <td data-align="right">
        <Money amount={saldo} />
      </td>
      <td data-align="right">{pays > 0 ? <Money amount={pays} strong /> : '—'}</td>
      <td data-align="right">
        {pays > 0 && remains === 0 ? (
          <IconCheck size={16} color="var(--mantine-color-green-text)" role="img" aria-label={t('collect.settled')} />
        ) : (
          <Money amount={remains} tone={orden === null ? undefined : 'due'} />
        )}
      </td>
    </tr>
  )
}
