import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../../contract/money.ts'
import { useMoney } from '../../../app/session.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { Figure } from '../Figure.tsx'
import { cashSuggestions, changeOf } from './cash.ts'
import styles from './collect.module.css'

interface Props {
  monto: Minor | null
  recibido: Minor | null
  /** null: exactly the amount. */
  onReceived: (recibido: Minor | null) => void
  onMonto: (monto: Minor) => void
}

/** What is usually handed over for the amount, and what goes back. */
export function CashHelp({ monto, recibido, onReceived, onMonto }: Props) {
  const { t } = useTranslation('counter')
  const { format, moneda } = useMoney()
  const change = changeOf(monto, recibido)
  const missing = change === null && monto !== null && recibido !== null ? monto - recibido : null
  return (
    <>
      <div className={styles['chips']}>
        <KeyButton
          hotkey="alt+1"
          variant="default"
          size="compact-sm"
          disabled={monto === null}
          onClick={() => onReceived(null)}
        >
          {t('collect.exact')}
        </KeyButton>
        {cashSuggestions(monto ?? 0, moneda).map((handed, index) => (
          <KeyButton
            key={handed}
            hotkey={`alt+${index + 2}`}
            variant="default"
            size="compact-sm"
            onClick={() => onReceived(handed)}
          >
            {format(handed)}
          </KeyButton>
        ))}
      </div>
      <div className={styles['change']} role="status">
        <Text component="span" size="lg" fw={600} {...(missing !== null && { c: 'var(--mantine-color-red-text)' })}>
          {t(missing === null ? 'collect.change' : 'collect.short')}
        </Text>
        <Figure
          amount={missing ?? change ?? 0}
          size="large"
          align="right"
          tone={missing !== null ? 'due' : change ? undefined : 'quiet'}
        />
      </div>
      {missing !== null && recibido !== null && recibido > 0 && (
        <KeyButton hotkey="F9" variant="light" size="sm" fullWidth onClick={() => onMonto(recibido)}>
          {t('collect.onAccount', { monto: format(recibido) })}
        </KeyButton>
      )}
    </>
  )
}
