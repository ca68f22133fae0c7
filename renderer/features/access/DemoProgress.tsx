import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../../contract/errors.ts'
import { useTrabajosStream } from '../../app/jobs.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { OfficeError } from '../../rpc/errors.ts'

interface Props {
  trabajoId: string
  /** Stable: called once when the job is done, and when the person does not want to wait. */
  onEnded: () => void
}

/** The demo data being written. The person may go in at once: the job goes on in the top bar. */
export function DemoProgress({ trabajoId, onEnded }: Props) {
  const { t, i18n } = useTranslation('access')
  const { t: common } = useTranslation()
  const trabajo = useTrabajosStream().find(({ id }) => id === trabajoId)
  const ended = trabajo?.estado === 'done'
  useEffect(() => {
    if (ended) onEnded()
  }, [ended, onEnded])
  const number = new Intl.NumberFormat(i18n.language)
  const percent = trabajo === undefined || trabajo.total === 0 ? 0 : (trabajo.done / trabajo.total) * 100
  return (
    <Paper p="lg">
      <Stack gap="md">
        <div>
          <Title order={1}>{t('demo.title')}</Title>
          <Text size="sm" c="dimmed">
            {t('demo.text')}
          </Text>
        </div>
        {trabajo?.estado === 'failed' && (
          <ErrorNote error={new OfficeError((trabajo.error ?? 'office.internal') as ErrorCode)} />
        )}
        <Progress value={percent} animated={trabajo?.estado === 'running'} aria-label={t('demo.title')} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" className="tabular">
            {trabajo !== undefined &&
              common('jobs.progress', { done: number.format(trabajo.done), total: number.format(trabajo.total) })}
          </Text>
          <Button variant="default" onClick={onEnded}>
            {t('demo.enterNow')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
