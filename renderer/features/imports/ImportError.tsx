import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { toOfficeError } from '../../rpc/errors.ts'

const REASONS = ['empty', 'old_xls', 'binary', 'zip', 'bomb'] as const
type Reason = (typeof REASONS)[number]

interface Props {
  error: unknown
  /** What helps when the office no longer has the file, or cannot read it. */
  onOtherFile?: (() => void) | undefined
}

/** Why a step failed. A file that is no table says what it is instead and what to do about it. */
export function ImportError({ error, onOtherFile }: Props) {
  const { t } = useTranslation('imports')
  const failure = toOfficeError(error)
  const again = onOtherFile && (
    <Button variant="default" size="xs" onClick={onOtherFile}>
      {t('action.retry')}
    </Button>
  )
  if (failure.code !== 'importacion.unreadable') {
    return (
      <Group align="stretch" gap="sm">
        <div style={{ flex: 1 }}>
          <ErrorNote error={error} />
        </div>
        {again}
      </Group>
    )
  }
  const reason: Reason | undefined = REASONS.find((known) => known === failure.data['reason'])
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert" p="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{reason ? t(`unreadable.${reason}`) : t('unreadable.other')}</Text>
        {again}
      </Group>
    </Alert>
  )
}
