import { type KeyboardEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { denominationsOf } from '../../../contract/denominations.ts'
import { useMoney } from '../../app/session.tsx'
import { Money } from '../../components/Money.tsx'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import { type CountDraft, conteoOf, hasLoose, subtotalOf, totalOf } from './conteo.ts'
import styles from './caja.module.css'

interface Props {
  draft: CountDraft
  onChange: (draft: CountDraft) => void
  /** Said in place of "counted". */
  totalLabel?: string
  readOnly?: boolean
}

/**
 * Cash by note and coin, largest first: a number, Enter or ArrowDown to the next; Enter in the last one submits the form
 * around it. A currency whose notes are not known is one amount.
 */
export function CountGrid({ draft, onChange, totalLabel, readOnly = false }: Props) {
  const { t } = useTranslation('caja')
  const { moneda } = useMoney()
  const total = totalOf(conteoOf(draft, moneda))
  const valores = denominationsOf(moneda)
  return (
    <div className={styles['count']}>
      {valores.length === 0 ? (
        <MoneyInput
          data-autofocus
          label={t('count.amount')}
          readOnly={readOnly}
          value={draft.monto}
          onChange={(monto) => onChange({ ...draft, monto })}
        />
      ) : (
        <Notes valores={valores} draft={draft} onChange={onChange} readOnly={readOnly} />
      )}
      <div className={styles['countTotal']} role="status">
        <span>{totalLabel ?? t('count.total')}</span>
        <Money amount={total} size="display" />
      </div>
    </div>
  )
}

interface NotesProps extends Pick<Props, 'draft' | 'onChange'> {
  valores: readonly number[]
  readOnly: boolean
}

function Notes({ valores, draft, onChange, readOnly }: NotesProps) {
  const { t } = useTranslation('caja')
  const { format, moneda } = useMoney()
  const id = useId()
  const body = useRef<HTMLTableSectionElement>(null)
  const go = (event: KeyboardEvent, at: number) => {
    const step = { ArrowDown: 1, Enter: event.ctrlKey || event.metaKey ? 0 : 1, ArrowUp: -1 }[event.key]
    const field = step ? body.current?.querySelectorAll('input').item(at + step) : null
    if (!field) return
    event.preventDefault()
    field.focus()
  }
  return (
    <table className={styles['notes']}>
      <thead>
        <tr>
          <th scope="col">{t('count.note')}</th>
          <th scope="col">{t('count.quantity')}</th>
          <th scope="col">{t('count.subtotal')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {valores.map((valor, at) => (
          <tr key={valor} data-counted={subtotalOf(draft, valor) > 0 || undefined}>
            <th scope="row" id={`${id}-${valor}`}>
              {format(valor)}
            </th>
            <td>
              <input
                aria-labelledby={`${id}-${valor}`}
                data-autofocus={at === 0 || undefined}
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                readOnly={readOnly}
                value={draft.cantidades[valor] ?? ''}
                onFocus={(event) => event.currentTarget.select()}
                onKeyDown={(event) => go(event, at)}
                onChange={(event) =>
                  onChange({
                    ...draft,
                    cantidades: { ...draft.cantidades, [valor]: event.currentTarget.value.replaceAll(/\D/g, '') },
                  })
                }
              />
            </td>
            <td>
              <Money amount={subtotalOf(draft, valor)} />
            </td>
          </tr>
        ))}
        {hasLoose(moneda) && (
          <tr data-counted={(draft.suelto ?? 0) > 0 || undefined}>
            <th scope="row">{t('count.loose')}</th>
            <td>
              <MoneyInput
                aria-label={t('count.loose')}
                className={styles['loose'] ?? ''}
                size="xs"
                readOnly={readOnly}
                value={draft.suelto}
                onKeyDown={(event) => go(event, valores.length)}
                onChange={(suelto) => onChange({ ...draft, suelto })}
              />
            </td>
            <td>
              <Money amount={draft.suelto ?? 0} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
