import { ActionIcon, Button, Paper, Select, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Minor } from '../../../../contract/money.ts'
import { useDates, useNumber } from '../../../app/session.tsx'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import { orpc } from '../../../rpc/query.ts'
import shared from '../caja.module.css'
import styles from './rounds.module.css'
import { useCajaStatus } from '../useCaja.ts'

interface Stop {
  id: string
  nombreRazonSocial: string
  codigoCliente: string
  deuda: Minor
}

export interface RoundValues {
  nombre: string
  cobradorId: string
  fondo: Minor
}

interface Props {
  stops: readonly Stop[]
  full: boolean
  /** How many of the list beside are not on it yet. */
  addable: number
  busy: boolean
  error: unknown
  onAddAll: () => void
  onRemove: (stop: Stop) => void
  onSubmit: (values: RoundValues) => void
}

/** Who goes, what they take along, and whom they see in which order. */
export function NewRoundForm(props: Props) {
  const { stops, full, addable, busy, error, onAddAll, onSubmit } = props
  const { t } = useTranslation(['caja', 'common'])
  const { date, today } = useDates()
  const number = useNumber()
  const people = useQuery(orpc.access.people.queryOptions())
  const status = useCajaStatus()
  const [nombre, setNombre] = useState(() => t('rounds.defaultName', { fecha: date(today()) }))
  const [cobradorId, setCobradorId] = useState<string | null>(null)
  const [fondo, setFondo] = useState<Minor | null>(0)
  const [tried, setTried] = useState(false)
  const noDrawer = (fondo ?? 0) > 0 && status.data?.sesion === null
  const submit = () => {
    setTried(true)
    if (cobradorId === null || nombre.trim() === '' || fondo === null || stops.length === 0) return
    onSubmit({ nombre: nombre.trim(), cobradorId, fondo })
  }
  const missing = (empty: boolean) => (tried && empty ? t('common:form.required') : undefined)
  return (
    <Paper
      component="form"
      className={styles['roundForm']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) submit()
      }}
    >
      {error != null && <ErrorNote error={error} />}
      <Select
        label={t('rounds.collector')}
        required
        searchable
        data={(people.data ?? []).map((person) => ({ value: person.id, label: person.nombre }))}
        value={cobradorId}
        onChange={setCobradorId}
        error={missing(cobradorId === null)}
      />
      <div className={styles['pair']}>
        <TextInput
          label={t('rounds.name')}
          required
          maxLength={80}
          value={nombre}
          onChange={(event) => setNombre(event.currentTarget.value)}
          error={missing(nombre.trim() === '')}
        />
        <MoneyInput
          label={t('rounds.float')}
          value={fondo}
          onChange={setFondo}
          error={noDrawer ? t('rounds.floatNeedsDrawer') : missing(fondo === null)}
        />
      </div>
      <div className={shared['itemLine']}>
        <b>{t('rounds.stopCount', { count: stops.length, shown: number(stops.length) })}</b>
        <Money amount={stops.reduce((sum, { deuda }) => sum + deuda, 0)} strong />
      </div>
      <Stops {...props} />
      {full && (
        <Text size="xs" c="dimmed">
          {t('rounds.full')}
        </Text>
      )}
      {addable > 0 && !full && (
        <Button variant="default" size="xs" onClick={onAddAll}>
          {t('rounds.addAll', { count: addable, shown: number(addable) })}
        </Button>
      )}
      <KeyButton type="submit" hotkey="mod+Enter" loading={busy}>
        {t('rounds.create')}
      </KeyButton>
    </Paper>
  )
}

function Stops({ stops, onRemove }: Pick<Props, 'stops' | 'onRemove'>) {
  const { t } = useTranslation('caja')
  if (stops.length === 0) return <p className={shared['note']}>{t('rounds.noStops')}</p>
  return (
    <ol className={styles['stops']} aria-label={t('rounds.stops')}>
      {stops.map((stop) => (
        <li key={stop.id}>
          <ClienteName nombre={stop.nombreRazonSocial} codigo={stop.codigoCliente} />
          <Money amount={stop.deuda} size="xs" />
          <ActionIcon
            size="sm"
            aria-label={t('rounds.remove', { nombre: stop.nombreRazonSocial })}
            onClick={() => onRemove(stop)}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ol>
  )
}
