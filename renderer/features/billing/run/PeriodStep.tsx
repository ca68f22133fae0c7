import { Paper, Progress, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTrabajos } from '../../../app/jobs.tsx'
import { useDates, useNumber } from '../../../app/session.tsx'
import { DateField } from '../../../components/DateField.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { orpc } from '../../../rpc/query.ts'
import { PeriodSelect } from '../PeriodSelect.tsx'
import { DueBanner } from './DueBanner.tsx'
import { billableFrom, periodRange } from './periods.ts'
import styles from './run.module.css'
import type { RunChoice, RunState } from './useRunDraft.ts'

const DAYS = Array.from({ length: 28 }, (_, at) => String(at + 1))
const EVERY = 'todos'
const FIELD = { wrapper: { width: '17rem' } }

interface Props {
  /** Null until it is known what is due. */
  choice: RunChoice | null
  onChange: (choice: RunChoice) => void
  prepare: RunState['prepare']
}

/** Which period, of which billing day, with which date; and how far the preview is. */
export function PeriodStep({ choice, onChange, prepare }: Props) {
  return (
    <div className={styles['periodStep']}>
      <DueBanner proposedOnly />
      {prepare.isError && <ErrorNote error={prepare.error} />}
      {prepare.isPending ? <Preparing /> : choice && <Fields choice={choice} onChange={onChange} prepare={prepare} />}
    </div>
  )
}

function Fields({ choice, onChange, prepare }: Props & { choice: RunChoice }) {
  const { t } = useTranslation('corridas')
  // Whoever asks for something else no longer means the run that was proposed.
  const change = (part: Partial<RunChoice>) => onChange({ ...choice, corridaId: null, ...part })
  return (
    <Paper
      component="form"
      p="lg"
      className={styles['card']}
      onSubmit={(event) => {
        event.preventDefault()
        prepare.mutate(choice)
      }}
    >
      <Stack gap="md">
        <PeriodSelect
          label={t('period.period')}
          styles={FIELD}
          value={choice.periodo}
          onChange={(periodo) => periodo !== null && change({ periodo })}
        />
        <Select
          label={t('period.day')}
          description={t('period.dayHelp')}
          styles={FIELD}
          data={[
            { value: EVERY, label: t('run.everyDay') },
            ...DAYS.map((dia) => ({ value: dia, label: t('run.oneDay', { dia }) })),
          ]}
          value={choice.dia === null ? EVERY : String(choice.dia)}
          onChange={(dia) => change({ dia: dia === null || dia === EVERY ? null : Number(dia) })}
        />
        <DateField
          label={t('period.issueDate')}
          description={t('period.issueDateHelp')}
          styles={FIELD}
          value={choice.fechaEmision}
          onChange={(fechaEmision) => change({ fechaEmision })}
        />
        <PeriodWords choice={choice} />
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Stack>
    </Paper>
  )
}

/** Which days that is, and from when they may be billed. */
function PeriodWords({ choice: { periodo, dia } }: { choice: RunChoice }) {
  const { t } = useTranslation('corridas')
  const { date, today } = useDates()
  const config = useQuery(orpc.facturacion.config.queryOptions())
  if (config.data === undefined) return null
  const day = dia ?? config.data.diaFacturacion
  const { desde, hasta } = periodRange(periodo, day)
  const from = billableFrom(periodo, day, config.data)
  const values = { dia: day, desde: date(desde), hasta: date(hasta), fecha: date(from) }
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {t('period.days', values)} {from > today() ? t('period.tooEarly', values) : t('period.billable', values)}
    </Text>
  )
}

function Preparing() {
  const { t } = useTranslation(['corridas', 'common'])
  const number = useNumber()
  const trabajo = useTrabajos().find(({ tipo, estado }) => tipo === 'vista' && estado === 'running')
  const percent = trabajo && trabajo.total > 0 ? (trabajo.done / trabajo.total) * 100 : 0
  return (
    <Paper p="lg" className={styles['card']}>
      <Stack gap="md">
        <Text fw={600} role="status">
          {t('period.preparing')}
        </Text>
        <Progress value={percent} size="lg" animated aria-label={t('period.preparing')} />
        <Text size="sm" c="dimmed" className="tabular">
          {trabajo && trabajo.total > 0
            ? t('common:jobs.progress', { done: number(trabajo.done), total: number(trabajo.total) })
            : t('period.nothingWritten')}
        </Text>
      </Stack>
    </Paper>
  )
}
