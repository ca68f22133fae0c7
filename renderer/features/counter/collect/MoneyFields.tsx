import { Text, TextInput } from '@mantine/core'
import { type Ref, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../../contract/money.ts'
import { useHotkey } from '../../../app/hotkeys.ts'
import { useMoney } from '../../../app/session.tsx'
import { Keys } from '../../../components/KeyButton.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { CashHelp } from './CashHelp.tsx'
import styles from './collect.module.css'
import type { Field } from './fields.ts'
import type { CollectChange, CollectValues, Lack } from './values.ts'

interface Props {
  values: CollectValues
  deuda: Minor
  readOnly: boolean
  change: (change: CollectChange) => void
  /** What is missing, once the cashier has tried to go on without it. */
  lack: Lack | null
  /** What the office refused. */
  refused: { field: Field; text: string } | null
}

/** How much, and then the cash received with its change, or the reference of the operation. */
export function MoneyFields({ values, deuda, readOnly, change, lack, refused }: Props) {
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  const { metodo, monto, recibido, referencia } = values
  const amount = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  useHotkey(
    'F4',
    () => amount.current?.focus(),
    () => amount.current,
  )
  // The amount is proposed when there is debt: what is left to type is the second field.
  const amountFirst = deuda === 0 && monto === null
  useEffect(() => {
    const first = deuda === 0 && amount.current?.value === '' ? amount : second
    first.current?.focus()
  }, [metodo, deuda])

  const errorOf = (field: Field): string | undefined => {
    if (refused?.field === field) return refused.text
    if (lack === 'recibidoShort' ? field === 'recibido' : lack === field)
      return lack ? t(`collect.lack.${lack}`) : undefined
    return undefined
  }
  return (
    <>
      <MoneyInput
        ref={amount}
        data-field="monto"
        data-autofocus={amountFirst || undefined}
        label={t('collect.amount')}
        aria-keyshortcuts="F4"
        rightSection={
          <Text component="span" c="var(--mantine-color-text)">
            <Keys combo="F4" />
          </Text>
        }
        rightSectionPointerEvents="none"
        size="md"
        readOnly={readOnly}
        value={monto}
        onChange={(typed) => change({ tipo: 'monto', monto: typed })}
        error={errorOf('monto')}
        description={deuda > 0 && monto !== deuda ? t('collect.amountAll', { monto: format(deuda) }) : undefined}
      />
      {metodo === 'efectivo' ? (
        <Cash
          ref={second}
          focused={!amountFirst}
          recibido={recibido}
          readOnly={readOnly}
          change={change}
          error={errorOf('recibido')}
          monto={monto}
        />
      ) : (
        <TextInput
          ref={second}
          key={metodo}
          data-field="referencia"
          data-autofocus={!amountFirst || undefined}
          label={t('collect.reference')}
          description={t('collect.referenceHint')}
          size="md"
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          readOnly={readOnly}
          value={referencia}
          onChange={(event) => change({ tipo: 'referencia', referencia: event.currentTarget.value })}
          error={errorOf('referencia')}
        />
      )}
    </>
  )
}

interface CashProps {
  ref: Ref<HTMLInputElement>
  /** Has the focus when the dialog opens. */
  focused: boolean
  monto: Minor | null
  recibido: Minor | null
  readOnly: boolean
  change: Props['change']
  error: string | undefined
}

function Cash({ ref, focused, monto, recibido, readOnly, change, error }: CashProps) {
  const { t } = useTranslation('counter')
  const blank = useRef(true)
  return (
    <div className={styles['cash']}>
      <MoneyInput
        ref={ref}
        data-field="recibido"
        data-autofocus={focused || undefined}
        label={t('collect.received')}
        placeholder={t('collect.receivedHint')}
        size="md"
        readOnly={readOnly}
        value={recibido}
        onInput={(event) => {
          blank.current = event.currentTarget.value.trim() === ''
        }}
        onChange={(typed) =>
          change({ tipo: 'recibido', recibido: typed, unreadable: typed === null && !blank.current })
        }
        error={error}
      />
      <CashHelp
        monto={monto}
        recibido={recibido}
        onReceived={(handed) => change({ tipo: 'recibido', recibido: handed, unreadable: false })}
        onMonto={(amount) => change({ tipo: 'monto', monto: amount })}
      />
    </div>
  )
}
