import { NativeSelect, Paper, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, type Ref, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RutaDetail } from '../../../../contract/procedures/rutas.ts'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { Keys } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { MoneyInput } from '../../../components/MoneyInput.tsx'
import shared from '../caja.module.css'
import styles from './rounds.module.css'
import { NOTHING, type Outcome, type OutcomeChange, RESULTADOS, type Resultado } from './outcomes.ts'

type Parada = RutaDetail['paradas'][number]

/** Keys in the field of the amount, beside the digits; + is the same as D. */
const KEYS: Readonly<Record<string, Resultado | 'all'>> = {
  d: 'all',
  e: 'efectivo',
  t: 'transferencia',
  n: 'no_pago',
  a: 'ausente',
}

interface Props {
  paradas: readonly Parada[]
  outcomes: ReadonlyMap<string, Outcome>
  /** The stop that the office or the form refused, and why. */
  wrong: { visitaId: string; text: string } | null
  onChange: (visitaId: string, deuda: number, change: OutcomeChange) => void
  ref: Ref<HTMLTableElement>
}

/** One row a stop: type the amount, or a letter for how it went; Enter and the arrows go from one to the next. */
export function StopsTable({ paradas, outcomes, wrong, onChange, ref }: Props) {
  const { t } = useTranslation('caja')
  return (
    <Paper className={shared['scroll']}>
      <p className={styles['stopKeys']}>
        {t('rounds.keys')}
        {Object.entries(KEYS).map(([key, result]) => (
          <span key={key}>
            <Keys combo={key} /> {t(`rounds.result.${result}`)}
          </span>
        ))}
      </p>
      <table ref={ref} className={styles['stopGrid']} aria-label={t('rounds.stops')}>
        <thead>
          <tr>
            <th scope="col">{t('rounds.order')}</th>
            <th scope="col">{t('rounds.client')}</th>
            <th scope="col" data-align="right">
              {t('rounds.debtNow')}
            </th>
            <th scope="col">{t('rounds.amount')}</th>
            <th scope="col">{t('rounds.outcome')}</th>
            <th scope="col">{t('rounds.reference')}</th>
          </tr>
        </thead>
        <tbody>
          {paradas.map((parada, at) => (
            <StopRow
              key={parada.id}
              parada={parada}
              first={at === 0}
              outcome={outcomes.get(parada.id) ?? NOTHING}
              error={wrong?.visitaId === parada.id ? wrong.text : null}
              onChange={(change) => onChange(parada.id, parada.deudaHoy, change)}
            />
          ))}
        </tbody>
      </table>
    </Paper>
  )
}

interface RowProps {
  parada: Parada
  first: boolean
  outcome: Outcome
  error: string | null
  onChange: (change: OutcomeChange) => void
}

function StopRow({ parada, first, outcome, error, onChange }: RowProps) {
  const { t } = useTranslation('caja')
  const row = useRef<HTMLTableRowElement>(null)
  const { resultado, monto, referencia } = outcome
  const focusReference = () =>
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[data-reference]')?.focus())
  const say = (result: Resultado) => {
    const paid = result === 'efectivo' || result === 'transferencia'
    onChange(paid ? { resultado: result, monto: monto ?? (parada.deudaHoy || null) } : { resultado: result })
    if (result === 'transferencia') focusReference()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = KEYS[event.key === '+' ? 'd' : event.key.toLowerCase()]
    if (key !== undefined) {
      event.preventDefault()
      if (key === 'all') onChange('all')
      else say(key)
    } else if (goFrom(event, row.current)) event.preventDefault()
  }
  const nombre = parada.clienteNombre
  return (
    <tr ref={row} data-visita={parada.id} data-done={resultado !== 'pendiente' || undefined}>
      <td>{parada.orden}</td>
      <td className={`${shared['name']} ${styles['stopName']}`}>
        <ClienteName nombre={nombre} codigo={parada.clienteCodigo} />
        <div className={shared['quiet']} title={parada.direccion}>
          {[parada.direccion, parada.telefono].filter((one) => one !== '').join(' · ')}
        </div>
        {error !== null && (
          <Text size="xs" c="red" role="alert">
            {error}
          </Text>
        )}
      </td>
      <td data-align="right">
        <Money amount={parada.deudaHoy} tone={parada.deudaHoy > 0 ? 'due' : undefined} />
      </td>
      <td>
        <MoneyInput
          aria-label={t('rounds.amountOf', { nombre })}
          autoFocus={first}
          size="xs"
          w="9rem"
          value={monto}
          onChange={(typed) => onChange({ monto: typed })}
          onKeyDown={onKeyDown}
          error={error !== null}
        />
      </td>
      <td>
        <NativeSelect
          aria-label={t('rounds.outcomeOf', { nombre })}
          size="xs"
          w="10rem"
          value={resultado}
          onChange={(event) => say(RESULTADOS.find((one) => one === event.currentTarget.value) ?? 'pendiente')}
          data={RESULTADOS.map((value) => ({ value, label: t(`rounds.result.${value}`) }))}
        />
      </td>
      <td>
        {resultado === 'transferencia' && (
          <TextInput
            data-reference
            aria-label={t('rounds.referenceOf', { nombre })}
            size="xs"
            maxLength={80}
            autoComplete="off"
            value={referencia}
            onChange={(event) => onChange({ referencia: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (goFrom(event, row.current)) event.preventDefault()
            }}
          />
        )}
      </td>
    </tr>
  )
}

/** Enter and the arrows: to the amount of the row below or above. */
function goFrom({ key }: KeyboardEvent, row: HTMLTableRowElement | null): boolean {
  const next = key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling
  if (key !== 'Enter' && key !== 'ArrowDown' && key !== 'ArrowUp') return false
  next?.querySelector<HTMLElement>('input')?.focus()
  return true
}
