import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trabajo } from '../../../contract/index.ts'
import type { ErrorCode } from '../../../contract/errors.ts'
import { IMPORT_FATES, type ImportResult } from '../../../contract/procedures/imports.ts'
import { useTrabajos } from '../../app/jobs.tsx'
import { useMoney, useNumber } from '../../app/session.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { OfficeError } from '../../rpc/errors.ts'
import { useAvailable } from '../../rpc/phase.ts'
import { orpc } from '../../rpc/query.ts'
import { FATE_LOOKS } from './fates.tsx'
import { ImportError } from './ImportError.tsx'
import styles from './imports.module.css'
import { useReasonTemplates } from './issueText.ts'
import type { ImportDraft, ImportState } from './useImport.ts'

/** The job while it writes, and then what it wrote. */
export function ResultStep({ state, draft }: { state: ImportState; draft: ImportDraft }) {
  const trabajo = useTrabajos().find(({ id }) => id === draft.trabajoId)
  const history = useQuery(orpc.imports.history.queryOptions())
  const result = history.data?.find(({ importId }) => importId === draft.analysis.importId)
  const failed = trabajo?.estado === 'failed' ? (trabajo.error ?? 'office.internal') : null
  const { reviewAgain } = state
  const stale = failed === 'importacion.stale'
  useEffect(() => {
    if (stale) reviewAgain()
    // Once, when the job says so.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [stale])
  const lost = useLost(trabajo === undefined && result === undefined, history.refetch)
  if (result) return <Result result={result} />
  if (lost) return <Failed code="office.gone" onAgain={reviewAgain} />
  if (failed !== null) return <Failed code={failed as ErrorCode} onAgain={reviewAgain} />
  return <Running trabajo={trabajo} fileName={draft.analysis.fileName} />
}

const LOST_AFTER_MS = 5_000

/**
 * True when the office has answered for a while without knowing the job: it stopped in the middle, and as one transaction
 * either all was written, which the history then says, or nothing.
 */
function useLost(missing: boolean, readHistory: () => Promise<unknown>): boolean {
  const available = useAvailable()
  const [lost, setLost] = useState(false)
  useEffect(() => {
    if (!missing || !available) return setLost(false)
    const timer = setTimeout(() => void readHistory().then(() => setLost(true)), LOST_AFTER_MS)
    return () => clearTimeout(timer)
  }, [missing, available, readHistory])
  return lost
}

function Running({ trabajo, fileName }: { trabajo: Trabajo | undefined; fileName: string }) {
  const { t } = useTranslation(['imports', 'common'])
  const number = useNumber()
  const title = t('apply.title', { name: fileName })
  const percent = trabajo && trabajo.total > 0 ? (trabajo.done / trabajo.total) * 100 : 0
  return (
    <Paper p="lg" className={styles['card']}>
      <Stack gap="md">
        <Title order={2}>{title}</Title>
        <Progress value={percent} size="lg" animated aria-label={title} />
        <Text size="sm" className="tabular" role="status">
          {trabajo ? t('common:jobs.progress', { done: number(trabajo.done), total: number(trabajo.total) }) : ' '}
        </Text>
        <Text size="sm" c="dimmed">
          {t('apply.text')}
        </Text>
      </Stack>
    </Paper>
  )
}

function Failed({ code, onAgain }: { code: ErrorCode; onAgain: () => void }) {
  const { t } = useTranslation('imports')
  return (
    <Paper p="lg" className={styles['card']}>
      <Stack gap="md">
        <Title order={2}>{t('apply.failed')}</Title>
        <ImportError error={new OfficeError(code)} />
        <Group>
          <Button onClick={onAgain} variant="default">
            {t('apply.again')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}

function Result({ result }: { result: ImportResult }) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const money = useMoney()
  const { planesCreated, openingInvoices, openingCredits, fates } = result
  const seconds = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(result.durationMs / 1000)
  const facts = [
    ...(planesCreated > 0 ? [t('result.planes', { count: planesCreated, n: number(planesCreated) })] : []),
    ...(openingInvoices.count > 0 ? [t('result.invoices', counted(openingInvoices.count, openingInvoices.total))] : []),
    ...(openingCredits.count > 0 ? [t('result.credits', counted(openingCredits.count, openingCredits.total))] : []),
  ]
  function counted(count: number, total: number) {
    return { count, n: number(count), total: money.format(total) }
  }
  return (
    <Paper p="lg" className={styles['card']}>
      <Stack gap="md">
        <Group gap="sm">
          <IconCircleCheck size={26} color="var(--mantine-color-green-text)" aria-hidden />
          <div role="status">
            <Title order={2}>{t('result.title')}</Title>
          </div>
          <Text size="sm" c="dimmed">
            {result.fileName} · {t('result.duration', { seconds })}
          </Text>
        </Group>
        <div className={styles['results']}>
          {IMPORT_FATES.filter((fate) => fate === 'create' || fates[fate] > 0).map((fate) => {
            const [FateIcon, color] = FATE_LOOKS[fate]
            return (
              <div key={fate} className={styles['resultItem']}>
                <span className={styles['resultNumber']}>
                  <FateIcon size={20} color={`var(--mantine-color-${color}-text)`} aria-hidden />
                  {number(fates[fate])}
                </span>
                {t(`result.${fate}`, { count: fates[fate] })}
              </div>
            )
          })}
        </div>
        {facts.length > 0 && (
          <ul className={styles['facts']}>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
        {fates.error > 0 && (
          <Group gap="md" wrap="nowrap">
            <RejectedButton importId={result.importId} rows={fates.error} />
            <Text size="sm" c="dimmed">
              {t('result.rejectedText')}
            </Text>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

/** Keeps the report of the rejected rows where the person says. */
export function RejectedButton({ importId, rows }: { importId: string; rows: number }) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const reasons = useReasonTemplates()
  const save = useMutation({
    mutationFn: async () => {
      const report = await rpc.imports.rejected({
        importId,
        reasons: reasons(),
        titles: [t('rejected.row'), t('rejected.line'), t('rejected.reason')],
      })
      const suggestedName = t('rejected.fileName', { name: report.fileName })
      return window.mostrador.saveFile({ suggestedName, data: report.csv })
    },
    onSuccess: (saved) => {
      if (saved.ok) notifyDone(t('rejected.saved', { file: saved.file }))
      else if (saved.reason === 'failed') notifyProblem(t('rejected.failed', { detail: saved.detail }))
    },
  })
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t('rejected.download', { count: rows, n: number(rows) })}
      </Button>
      {save.error !== null && <ImportError error={save.error} />}
    </div>
  )
}
