import { Button } from '@mantine/core'
import { IconCalendarDollar, IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CorridaRow } from '../../../../contract/procedures/corridas.ts'
import { useCan, useDates, useNumber, useTenant } from '../../../app/session.tsx'
import { civilDate } from '../../../../contract/dates.ts'
import { Banner, Banners } from '../../../components/Banner.tsx'
import styles from './run.module.css'
import { useNextPeriod, usePendingRuns } from './useRuns.ts'

/** The most that are shown at once; the rest is in the list of runs. */
const SHOWN = 2

/** What waits for a person: runs that the schedule proposed, runs that were paused, and a period whose day has come. */
export function DueBanner({ proposedOnly = false }: { proposedOnly?: boolean }) {
  return useCan('corrida.run') ? <Waiting proposedOnly={proposedOnly} /> : null
}

function Waiting({ proposedOnly }: { proposedOnly: boolean }) {
  const { t } = useTranslation('corridas')
  const number = useNumber()
  const pending = usePendingRuns()
  const runs = pending.data ?? []
  const more = runs.length - SHOWN
  if (runs.length === 0) return proposedOnly || pending.data === undefined ? null : <Due />
  return (
    <Banners>
      {runs.slice(0, SHOWN).map((run) => (
        <WaitingRun key={run.id} run={run} />
      ))}
      {more > 0 && (
        <Link to="/facturas/corridas" className={styles['moreRuns']}>
          {t('due.more', { count: more, n: number(more) })}
        </Link>
      )}
    </Banners>
  )
}

/** Whom a run is of: its period and billing day. */
export function useRunName(): (run: Pick<CorridaRow, 'periodo' | 'dia'>) => string {
  const { t } = useTranslation('corridas')
  const { period } = useDates()
  return ({ periodo, dia }) => (dia === null ? period(periodo) : t('runs.nameOfDay', { periodo: period(periodo), dia }))
}

function WaitingRun({ run }: { run: CorridaRow }) {
  const { t } = useTranslation('corridas')
  const number = useNumber()
  const { date } = useDates()
  const { zonaHoraria } = useTenant()
  const name = useRunName()(run)
  const paused = run.estado === 'pausada'
  const counted = { nombre: name, count: run.total, n: number(run.total), hechas: number(run.hechas) }
  return (
    <Banner
      icon={paused ? IconPlayerPause : IconCalendarDollar}
      action={
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) =>
            paused ? (
              <Link {...props} to="/facturas/corridas/$corridaId" params={{ corridaId: run.id }} />
            ) : (
              <Link {...props} to="/facturas/facturar" search={searchOf(run)} />
            )
          }
        >
          {t(paused ? 'due.look' : 'due.review')}
        </Button>
      }
    >
      {paused
        ? t('due.paused', counted)
        : run.total > 0
          ? t('due.proposed', counted)
          : t('due.proposedUncounted', counted)}{' '}
      {run.confirmaEn !== null && t('due.confirmsOn', { fecha: date(civilDate(run.confirmaEn, zonaHoraria)) })}
    </Banner>
  )
}

/** The address of the wizard with that run's preview, to be issued with the day on which somebody looks at it. */
export const searchOf = ({ id, periodo, dia }: CorridaRow) => ({
  periodo,
  ...(dia === null ? {} : { dia }),
  corrida: id,
})

/** Where nobody turned the schedule on, the day itself is the reminder. */
function Due() {
  const { t } = useTranslation('corridas')
  const { period } = useDates()
  const next = useNextPeriod()
  if (next === null || !next.due || next.programada) return null
  return (
    <Banners>
      <Banner
        icon={IconCalendarDollar}
        action={
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => <Link {...props} to="/facturas/facturar" search={{ periodo: next.periodo }} />}
          >
            {t('due.prepare')}
          </Button>
        }
      >
        {t('due.period', { periodo: period(next.periodo) })}
      </Banner>
    </Banners>
  )
}
