import { Alert, Button, Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPrinter } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReciboDetail } from '../../../../contract/index.ts'
import { useCan } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { KeyButton, Keys } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { TicketOutcome } from '../../../components/TicketOutcome.tsx'
import { LiftedState } from '../../cuts/NetworkState.tsx'
import { Figure } from '../Figure.tsx'
import styles from './collect.module.css'
import { useAutoPrint } from './useAutoPrint.ts'

interface Props {
  recibo: ReciboDetail
  /** The answer came late: it was asked for again. */
  doubted: boolean
  /** Prints by itself on this printer; null shows the receipt on demand. */
  autoPrinter: string | null
  /** The office prints a ticket of it. */
  tickets: boolean
  /** The receipt is being shown on top of this. */
  covered: boolean
  onSee: () => void
  onFinish: () => void
}

/** The money is recorded: the change to give, the receipt, and where the client stands. */
export function Recorded({ recibo, doubted, autoPrinter, tickets, covered, onSee, onFinish }: Props) {
  const { t } = useTranslation('counter')
  const canPrint = useCan('recibo.print')
  const primary = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!covered) primary.current?.focus()
  }, [covered])
  return (
    <div className={styles['recorded']}>
      {doubted && (
        <Alert color="green" variant="light" p="xs" icon={<IconCheck aria-hidden />}>
          {t('done.doubted')}
        </Alert>
      )}
      <Given recibo={recibo} />
      <Standing recibo={recibo} />
      <LiftedState reciboId={recibo.id} />
      {tickets && <TicketOutcome documentoId={recibo.id} onPaper={onSee} />}
      {autoPrinter !== null && <Printing reciboId={recibo.id} printer={autoPrinter} />}
      <div className={styles['end']}>
        {canPrint && (
          <KeyButton hotkey="F9" variant="default" size="lg" onClick={onSee}>
            {t(autoPrinter === null && !tickets ? 'done.print' : 'done.see')}
          </KeyButton>
        )}
        <Button ref={primary} size="lg" data-autofocus onClick={onFinish} rightSection={<Keys combo="Enter" />}>
          {t('done.finish')}
        </Button>
      </div>
    </div>
  )
}

/** What goes back to the client, or what came in when nothing does. */
export function Given({ recibo }: { recibo: ReciboDetail }) {
  const { t } = useTranslation('counter')
  const vuelto = recibo.vuelto ?? 0
  return (
    <div className={styles['given']} role="status">
      <Text component="span" size="lg" fw={600} c="dimmed">
        {t(vuelto > 0 ? 'done.change' : 'done.collected')}
      </Text>
      <Figure amount={vuelto > 0 ? vuelto : recibo.montoTotal} align="center" />
      {vuelto === 0 && recibo.metodo === 'efectivo' && (
        <Text component="span" size="sm" c="dimmed">
          {t('done.noChange')}
        </Text>
      )}
    </div>
  )
}

/** The receipt's number and where the client stands after it. */
function Standing({ recibo }: { recibo: ReciboDetail }) {
  const { t } = useTranslation('counter')
  const { numero, deudaDespues, creditoDespues } = recibo
  return (
    <dl className={styles['facts']}>
      <dt>{t('done.receipt')}</dt>
      <dd>{numero}</dd>
      <dt>{t(deudaDespues > 0 ? 'done.owed' : 'done.clear')}</dt>
      <dd>
        <Money amount={deudaDespues} size="lg" strong tone={deudaDespues > 0 ? 'due' : 'credit'} />
      </dd>
      {creditoDespues > 0 && (
        <>
          <dt>{t('done.credit')}</dt>
          <dd>
            <Money amount={creditoDespues} size="lg" strong tone="credit" />
          </dd>
        </>
      )}
    </dl>
  )
}

function Printing({ reciboId, printer }: { reciboId: string; printer: string }) {
  const { t } = useTranslation('counter')
  const { state, again } = useAutoPrint(reciboId, printer)
  if (state.estado === 'failed') {
    return (
      <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="alert">
        {t('done.printFailed')} {state.reason !== null && t(`done.reason.${state.reason}`)}
        {state.error !== null && <ErrorNote error={state.error} />}
        <Button variant="default" size="xs" mt="xs" onClick={again}>
          {t('done.printAgain')}
        </Button>
      </Alert>
    )
  }
  return (
    <Text component="p" size="sm" c="dimmed" role="status" className={styles['paper']}>
      {state.estado === 'printing' ? <Loader size={14} aria-hidden /> : <IconPrinter size={16} aria-hidden />}
      {t(state.estado === 'printing' ? 'done.printing' : 'done.printed', { printer })}
    </Text>
  )
}
