import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorridaResumen } from '../../../../contract/procedures/corridas.ts'
import { useDates, useMoney, useNumber, useTenant } from '../../../app/session.tsx'
import { Money } from '../../../components/Money.tsx'
import { useRate } from '../useTaxName.ts'
import type { Planned } from './adjust.ts'
import { toggle, type VistaFilter } from './filters.ts'
import { avisoLook, bySeverity } from './looks.tsx'
import { periodAfter } from './periods.ts'
import styles from './run.module.css'
import { useIssuedIn } from './useRuns.ts'

interface Props {
  resumen: CorridaResumen
  plan: Planned
  filter: VistaFilter
  onChange: (filter: VistaFilter) => void
}

/** What the run comes to, and what there is to look at: each kind shows its rows. */
export function ReviewAside({ resumen, plan, filter, onChange }: Props) {
  const { t } = useTranslation('corridas')
  const warnings = bySeverity(resumen.avisos.map(({ aviso }) => aviso))
  const rowsWith = new Map(resumen.avisos.map(({ aviso, cantidad }) => [aviso, cantidad]))
  return (
    <aside className={styles['aside']} aria-label={t('review.summary')}>
      <Totals resumen={resumen} plan={plan} />
      <Section title={t('review.warnings')} none={t('review.noWarnings')}>
        {warnings.map((aviso) => {
          const [AvisoIcon, color] = avisoLook(aviso)
          return (
            <Choice
              key={aviso}
              icon={<AvisoIcon size={15} color={`var(--mantine-color-${color}-text)`} aria-hidden />}
              name={t(`aviso.${aviso}`)}
              count={rowsWith.get(aviso) ?? 0}
              chosen={filter.aviso === aviso}
              onClick={() => onChange(toggle(filter, 'aviso', aviso))}
            />
          )
        })}
      </Section>
      {resumen.exclusiones.length > 0 && (
        <Section title={t('review.notBilled')}>
          {resumen.exclusiones.map(({ motivo, cantidad }) => (
            <Choice
              key={motivo}
              name={t(`motivo.${motivo}`)}
              count={cantidad}
              chosen={filter.motivo === motivo}
              onClick={() => onChange(toggle(filter, 'motivo', motivo))}
            />
          ))}
        </Section>
      )}
      {resumen.planes.length > 0 && (
        <Section title={t('review.plans')}>
          {resumen.planes.map(({ planId, planNombre, servicios, monto }) => (
            <Choice
              key={planId}
              name={planNombre}
              count={servicios}
              amount={<Money amount={monto} size="xs" />}
              chosen={filter.planId === planId}
              onClick={() => onChange(toggle(filter, 'planId', planId))}
            />
          ))}
        </Section>
      )}
    </aside>
  )
}

function Section({ title, none, children }: { title: string; none?: string; children: readonly ReactNode[] }) {
  return (
    <section>
      <Title order={2} className={styles['asideTitle'] ?? ''}>
        {title}
      </Title>
      {children.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {children}
    </section>
  )
}

interface ChoiceProps {
  icon?: ReactNode
  name: string
  count: number
  amount?: ReactNode
  chosen: boolean
  onClick: () => void
}

function Choice({ icon, name, count, amount, chosen, onClick }: ChoiceProps) {
  const number = useNumber()
  return (
    <button type="button" className={styles['choice']} aria-pressed={chosen} onClick={onClick}>
      {icon}
      <span className={styles['choiceName']}>
        {name}
        {amount && <span className={styles['choiceAmount']}>{amount}</span>}
      </span>
      <span className="tabular">{number(count)}</span>
    </button>
  )
}

function Totals({ resumen, plan }: { resumen: CorridaResumen; plan: Planned }) {
  const { t } = useTranslation('corridas')
  const rate = useRate()
  const taxes = plan.impuestos.filter(({ monto }) => monto !== 0)
  return (
    <section className={styles['totals']}>
      <Text size="sm" c="dimmed">
        {t('total.toIssue')}
      </Text>
      <Money amount={plan.facturas.monto} size="xl" strong />
      <Change resumen={resumen} plan={plan} />
      <dl>
        {plan.notasCredito.cantidad > 0 && <Line label={t('total.notes')} amount={-plan.notasCredito.monto} />}
        {taxes.length > 0 && <Line label={t('total.net')} amount={plan.neto} />}
        {taxes.map(({ nombre, tasaBp, monto }) => (
          <Line key={`${tasaBp} ${nombre}`} label={`${nombre} ${rate(tasaBp)}`} amount={monto} />
        ))}
        {resumen.otros.cantidad > 0 && <Line label={t('total.others')} amount={resumen.otros.monto} />}
        {plan.excluidas.cantidad > 0 && <Line label={t('total.excluded')} amount={plan.excluidas.monto} />}
      </dl>
    </section>
  )
}

function Line({ label, amount }: { label: string; amount: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} />
      </dd>
    </div>
  )
}

/** Against what the run of the month before issued. */
function Change({ resumen, plan }: { resumen: CorridaResumen; plan: Planned }) {
  const { t } = useTranslation('corridas')
  const { locale } = useTenant()
  const { period } = useDates()
  const { format } = useMoney()
  const number = useNumber()
  const before = periodAfter(resumen.periodo, -1)
  const issued = useIssuedIn(before, resumen.dia)
  if (issued === null || issued.monto === 0 || plan.facturas.cantidad === 0) return null
  const share = (plan.facturas.monto - issued.monto) / issued.monto
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(share)
  return (
    <Text size="xs" c="dimmed" className="tabular">
      {t('total.change', {
        percent,
        periodo: period(before),
        count: issued.emitidas,
        n: number(issued.emitidas),
        monto: format(issued.monto),
      })}
    </Text>
  )
}
