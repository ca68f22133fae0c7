import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { toOfficeError } from '../rpc/errors.ts'
import { useErrorText } from './errorText.ts'

interface Props {
  error: unknown
  onRetry?: (() => void) | undefined
}

/** What happened, in words; the code to tell whoever helps; and the way to try again. */
export function ErrorNote({ error, onRetry }: Props) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const failure = toOfficeError(error)
  const { ref } = failure.data
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert" p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm">{errorText(failure)}</Text>
          <Text size="xs" c="dimmed">
            {t('error.code', { code: typeof ref === 'string' ? `${failure.code} · ${ref}` : failure.code })}
          </Text>
        </div>
        {onRetry && (
          <Button variant="default" size="xs" flex="none" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
