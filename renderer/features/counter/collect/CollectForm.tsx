import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteProfile, Collectable } from '../../../../contract/index.ts'
import { useMoney } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { Keys } from '../../../components/KeyButton.tsx'
import { Advance } from './Advance.tsx'
import styles from './collect.module.css'
import { DrawerNote } from './DrawerNote.tsx'
import { fieldOf } from './fields.ts'
import { InvoicePicker } from './InvoicePicker.tsx'
import { MethodPicker } from './MethodPicker.tsx'
import { MoneyFields } from './MoneyFields.tsx'
import { Outcome } from './Outcome.tsx'
import { planCollection } from './plan.ts'
import type { Collection } from './useCollection.ts'
import { lackOf } from './values.ts'

/** Refusals that the drawer's own note says, with the way out. */
const DRAWER = new Set(['caja.closed', 'caja.other'])

interface Props {
  profile: ClienteProfile
  prepared: Collectable
  collection: Collection
  /** Esc was pressed while it was being recorded. */
  triedToLeave: boolean
  /** Cash would have no drawer to go into. */
  noDrawer: boolean
  /** To open one first. */
  onDrawer: () => void
}

/** What to pay, how much and how; what it will do is shown beside it, and Enter does it. */
export function CollectForm({ profile, prepared, collection, triedToLeave, noDrawer, onDrawer }: Props) {
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  const errorText = useErrorText()
  const form = useRef<HTMLFormElement>(null)
  const [insisted, setInsisted] = useState(false)
  const { values, phase, change } = collection
  const { facturas } = prepared
  const plan = planCollection(facturas, values.picked, values.monto ?? 0)
  const sending = phase.fase === 'sending'
  const error = phase.fase === 'editing' ? phase.error : null
  const errorField = error === null ? null : fieldOf(error.code)

  const focusField = (name: string) => form.current?.querySelector<HTMLElement>(`[data-field="${name}"]`)?.focus()
  useEffect(() => {
    if (errorField !== null) focusField(errorField)
  }, [errorField])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lack = lackOf(values)
    setInsisted(lack !== null)
    if (lack === null && noDrawer) onDrawer()
    else if (lack === null) collection.confirm()
    else focusField(lack === 'recibidoShort' ? 'recibido' : lack)
  }
  return (
    <form ref={form} noValidate className={styles['form']} aria-busy={sending} onSubmit={submit}>
      {error !== null && errorField === null && !(noDrawer && DRAWER.has(error.code)) && <ErrorNote error={error} />}
      {phase.fase === 'editing' && phase.doubted && (
        <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          {t('collect.notRecorded')}
        </Alert>
      )}
      {collection.restored && (
        <Group gap="xs" className={styles['restored']}>
          <IconHistory size={16} aria-hidden />
          <Text size="sm">{t('collect.restored')}</Text>
          <Anchor component="button" type="button" size="sm" onClick={collection.startOver}>
            {t('collect.startOver')}
          </Anchor>
        </Group>
      )}
      <div className={styles['columns']}>
        <div className={styles['what']}>
          {facturas.length === 0 ? (
            <Advance servicios={profile.servicios} onMonto={(monto) => change({ tipo: 'monto', monto })} />
          ) : (
            <InvoicePicker
              facturas={facturas}
              plan={plan}
              picked={values.picked}
              change={change}
              error={errorField === 'facturas' && error !== null ? errorText(error) : null}
            />
          )}
        </div>
        <div className={styles['how']}>
          <MethodPicker metodo={values.metodo} onChange={(metodo) => change({ tipo: 'metodo', metodo })} />
          <MoneyFields
            values={values}
            deuda={prepared.deuda}
            readOnly={sending}
            change={change}
            lack={insisted ? lackOf(values) : null}
            refused={error === null || errorField === null ? null : { field: errorField, text: errorText(error) }}
          />
          <Outcome plan={plan} credito={prepared.credito} monto={values.monto} />
          {noDrawer && <DrawerNote onDrawer={onDrawer} />}
          <Button type="submit" size="lg" fullWidth loading={sending} rightSection={<Keys combo="Enter" />}>
            {values.monto ? t('collect.confirm', { monto: format(values.monto) }) : t('collect.confirmEmpty')}
          </Button>
          <Sending phase={phase} triedToLeave={triedToLeave} onAskNow={collection.askNow} />
        </div>
      </div>
    </form>
  )
}

/** What is happening to the money while the office has not answered. */
function Sending(props: { phase: Collection['phase']; triedToLeave: boolean; onAskNow: () => void }) {
  const { phase, triedToLeave, onAskNow } = props
  const { t } = useTranslation('counter')
  const sending = phase.fase === 'sending'
  const doubt = sending && phase.doubt !== null
  return (
    <div role="status" className={styles['sending']}>
      {sending && !doubt && (
        <Text size="sm" c="dimmed" className={triedToLeave ? undefined : (styles['late'] ?? '')}>
          {t(triedToLeave ? 'collect.sendingEsc' : 'collect.sending')}
        </Text>
      )}
      {doubt && (
        <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />}>
          {t('collect.doubt')}
          <Group justify="flex-end" pt="xs">
            <Button variant="default" size="xs" onClick={onAskNow}>
              {t('collect.askNow')}
            </Button>
          </Group>
        </Alert>
      )}
    </div>
  )
}
