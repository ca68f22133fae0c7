import { ActionIcon, Skeleton, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, periodOf } from '../../../contract/dates.ts'
import type { MesDetalle } from '../../../contract/index.ts'
import type { Minor } from '../../../contract/money.ts'
import { defined } from '../../app/searchParams.ts'
import { useDates, useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Money } from '../../components/Money.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { orpc } from '../../rpc/query.ts'
import { ExportButton } from '../billing/accounts/ExportButton.tsx'
import { PeriodSelect } from '../billing/PeriodSelect.tsx'
import { Breakdown } from './Breakdown.tsx'
import { DaysChart } from './DaysChart.tsx'
import { MonthsChart } from './MonthsChart.tsx'
import styles from './reports.module.css'
import type { ReportsSearch } from './search.ts'

interface Props {
  search: ReportsSearch
  onChange: (search: ReportsSearch) => void
}

const MONTHS = 12

/** One month, billed against collected, and the year before it. */
export function MonthReport({ search, onChange }: Props) {
  const { t } = useTranslation('cuentas')
  const { today } = useDates()
  const current = periodOf(today())
  const periodo = search.periodo ?? current
  const show = (wanted: string) => onChange(defined({ periodo: wanted === current ? undefined : wanted }))
  const mes = useQuery({
    ...orpc.reportes.mes.queryOptions({ input: { periodo } }),
    placeholderData: keepPreviousData,
  })
  const meses = useQuery({
    ...orpc.reportes.meses.queryOptions({ input: { hasta: periodo, meses: MONTHS } }),
    placeholderData: keepPreviousData,
  })
  const step = (months: number) => show(periodOf(addMonths(`${periodo}-01`, months)))
  return (
    <>
      <PageHeader
        title={t('reports.tab.mes')}
        actions={
          <>
            <ActionIcon variant="default" size="lg" aria-label={t('reports.previousMonth')} onClick={() => step(-1)}>
              <IconChevronLeft size={18} aria-hidden />
            </ActionIcon>
            <PeriodSelect
              aria-label={t('reports.month')}
              w="13rem"
              value={periodo}
              onChange={(value) => value !== null && show(value)}
            />
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('reports.nextMonth')}
              disabled={periodo >= current}
              onClick={() => step(1)}
            >
              <IconChevronRight size={18} aria-hidden />
            </ActionIcon>
            <ExportButton reporte={{ tipo: 'mes', periodo }} />
          </>
        }
      />
      <div className={styles['scroll']}>
        {mes.data ? (
          <Month mes={mes.data} />
        ) : mes.isError ? (
          <ErrorNote error={mes.error} onRetry={() => void mes.refetch()} />
        ) : (
          <Skeleton height={320} radius="md" />
        )}
        <section className={styles['panelBox']}>
          <header className={styles['boxHead']}>
            <Title order={2}>{t('reports.year')}</Title>
            <ExportButton reporte={{ tipo: 'meses', hasta: periodo, meses: MONTHS }} size="xs" />
          </header>
          {meses.data ? (
            <MonthsChart meses={meses.data} selected={periodo} onSelect={show} />
          ) : meses.isError ? (
            <ErrorNote error={meses.error} onRetry={() => void meses.refetch()} />
          ) : (
            <Skeleton height={220} />
          )}
        </section>
      </div>
    </>
  )
}

function Month({ mes }: { mes: MesDetalle }) {
  const { t } = useTranslation(['cuentas', 'common'])
  const number = useNumber()
  return (
    <>
      <div className={styles['figures']}>
        <Figure
          label={t('reports.billed')}
          amount={mes.facturado}
          note={t('reports.invoices', { count: mes.facturas, n: number(mes.facturas) })}
        />
        <Figure label={t('reports.credited')} amount={mes.acreditado} note={t('reports.creditedNote')} />
        <Figure label={t('reports.collectedOf')} amount={mes.cobradoDelMes} note={t('reports.collectedOfNote')} />
        <Figure
          label={t('reports.open')}
          amount={mes.abierto}
          note={<Share part={mes.abierto} of={mes.facturado - mes.acreditado} />}
        />
        <Figure
          label={t('reports.collected')}
          amount={mes.cobrado}
          note={t('reports.receipts', { count: mes.recibos, n: number(mes.recibos) })}
          strong
        />
        {mes.revertido > 0 && (
          <Figure label={t('reports.voided')} amount={mes.revertido} note={t('reports.voidedNote')} />
        )}
        <Figure label={t('reports.refunded')} amount={mes.devuelto} note={t('reports.refundedNote')} />
      </div>
      <section className={styles['panelBox']}>
        <Title order={2}>{t('reports.byDay')}</Title>
        <DaysChart dias={mes.porDia} />
      </section>
      <div className={styles['thirds']}>
        <Breakdown
          title={t('reports.byMethod')}
          rows={mes.porMetodo.map(({ metodo, recibos, monto }) => ({
            key: metodo,
            name: t(`common:enums.metodoPago.${metodo}`),
            aside: number(recibos),
            monto,
          }))}
        />
        <Breakdown
          title={t('reports.byPerson')}
          rows={mes.porUsuario.map(({ usuarioId, nombre, recibos, monto }) => ({
            key: usuarioId,
            name: nombre,
            aside: number(recibos),
            monto,
          }))}
        />
        <Breakdown
          title={t('reports.byPlan')}
          rows={mes.porPlan.map(({ planId, nombre, lineas, monto }) => ({
            key: planId ?? '',
            name: planId === null ? t('export.grupo.sinPlan') : nombre,
            aside: number(lineas),
            monto,
          }))}
        />
      </div>
    </>
  )
}

function Figure(props: { label: string; amount: Minor; note: ReactNode; strong?: boolean }) {
  return (
    <div className={styles['figure']} data-strong={props.strong || undefined}>
      <Text size="sm" c="dimmed">
        {props.label}
      </Text>
      <Money amount={props.amount} size="xl" strong />
      <Text size="xs" c="dimmed">
        {props.note}
      </Text>
    </div>
  )
}

/** What part of what was billed is still open. */
function Share({ part, of }: { part: Minor; of: Minor }) {
  const { t } = useTranslation('cuentas')
  const number = useNumber()
  if (of <= 0) return t('reports.openNote')
  return t('reports.openShare', { parte: number(Math.round((part / of) * 100)) })
}
