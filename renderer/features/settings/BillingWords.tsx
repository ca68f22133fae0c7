import { Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currencyDecimals, type Minor } from '../../../contract/money.ts'
import { periodOf } from '../../../contract/dates.ts'
import { useDates, useMoney, useNumber, useTenant } from '../../app/session.tsx'
import { orpc } from '../../rpc/query.ts'
import { billableFrom, periodAfter, periodRange } from '../billing/run/periods.ts'
import { useRate } from '../billing/useTaxName.ts'
import { type BillingValues, configOf, feeExample, missingIn } from './billingValues.ts'

/** What the figures of the form come to, in words, for the next period. */
export function BillingWords({ values }: { values: BillingValues }) {
  const { t } = useTranslation('corridas')
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Title order={2}>{t('config.words.title')}</Title>
        <PeriodWords values={values} />
        <ScheduleWords values={values} />
        <FeeWords values={values} />
        <ReconnectionWords values={values} />
      </Stack>
    </Paper>
  )
}

function Words({ children }: { children: ReactNode }) {
  return <Text size="sm">{children}</Text>
}

function PeriodWords({ values }: { values: BillingValues }) {
  const { t } = useTranslation('corridas')
  const { date, period, today } = useDates()
  const { diasVencimiento } = useTenant()
  const { diaFacturacion, modalidad } = values
  const periodo = periodAfter(periodOf(today()), 1)
  const { desde, hasta } = periodRange(periodo, diaFacturacion)
  const from = billableFrom(periodo, diaFacturacion, values)
  return (
    <>
      <Words>
        {t('config.words.period', { periodo: period(periodo), desde: date(desde), hasta: date(hasta) })}{' '}
        {t(`config.words.from.${modalidad}`, { fecha: date(from) })}
      </Words>
      <Words>{t('config.words.due', { count: diasVencimiento })}</Words>
    </>
  )
}

function ScheduleWords({ values: { programada } }: { values: BillingValues }) {
  const { t } = useTranslation('corridas')
  if (!programada.activa) return <Words>{t('config.words.byHand')}</Words>
  const { confirmarTrasDias } = programada
  if (confirmarTrasDias === null) return <Words>{t('config.words.scheduled')}</Words>
  return <Words>{t('config.words.scheduledAlone', { count: confirmarTrasDias })}</Words>
}

/** An invoice of the plan that most services have, or of a round amount while there is no plan. */
function useExampleTotal(): { total: Minor; plan: string | null } {
  const { moneda } = useTenant()
  const planes = useQuery(orpc.planes.list.queryOptions())
  const common = planes.data
    ?.filter(({ precioMensual }) => precioMensual > 0)
    .toSorted((a, b) => b.servicios - a.servicios)[0]
  if (common) return { total: common.precioMensual, plan: common.nombre }
  return { total: 100 * 10 ** currencyDecimals(moneda), plan: null }
}

function FeeWords({ values }: { values: BillingValues }) {
  const { t } = useTranslation('corridas')
  const { date, today } = useDates()
  const { format } = useMoney()
  const number = useNumber()
  const rate = useRate()
  const { total, plan } = useExampleTotal()
  const { mora } = configOf(values)
  if (mora.tipo === 'ninguna') return <Words>{t('config.words.noFee')}</Words>
  if (missingIn(values).length > 0) return <Words>{t('config.words.feeMissing')}</Words>
  const vence = today()
  const { fees, more, cap } = feeExample(mora, total, vence)
  return (
    <div>
      <Words>
        {plan === null
          ? t('config.words.fee', { total: format(total), vence: date(vence) })
          : t('config.words.feeOf', { plan, total: format(total), vence: date(vence) })}
      </Words>
      <ul style={{ margin: 0, paddingLeft: '1.125rem' }}>
        {fees.map(({ fecha, monto }) => (
          <Text key={fecha} component="li" size="sm" className="tabular">
            {t('config.words.feeOn', { fecha: date(fecha), monto: format(monto) })}
          </Text>
        ))}
      </ul>
      <Words>
        {more && t('config.words.feeMore')}{' '}
        {cap !== null &&
          mora.topeBp !== null &&
          t('config.words.feeCap', { tope: rate(mora.topeBp), monto: format(cap) })}
      </Words>
      {mora.diasGracia > 0 && (
        <Text size="xs" c="dimmed">
          {t('config.words.grace', { count: mora.diasGracia, n: number(mora.diasGracia) })}
        </Text>
      )}
    </div>
  )
}

function ReconnectionWords({ values: { reconexion } }: { values: BillingValues }) {
  const { t } = useTranslation('corridas')
  const { format } = useMoney()
  if (reconexion.monto === null) return null
  return <Words>{t('config.words.reconnection', { monto: format(reconexion.monto) })}</Words>
}
