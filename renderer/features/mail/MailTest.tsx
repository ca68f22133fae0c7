import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './mail.module.css'

/** Tries the saved settings with a mail to the person, and says in words what failed. */
export function MailTest({ ready, dirty }: { ready: boolean; dirty: boolean }) {
  const { t } = useTranslation('correo')
  const test = useMutation(orpc.correos.test.mutationOptions())
  const { data } = test
  return (
    <div>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconSend size={16} aria-hidden />}
          disabled={!ready || dirty}
          loading={test.isPending}
          onClick={() => test.mutate(undefined)}
        >
          {t('config.test')}
        </Button>
        <Text size="sm" c="dimmed">
          {dirty ? t('config.saveFirst') : t('config.testHelp')}
        </Text>
      </Group>
      {test.isError && <ErrorNote error={test.error} />}
      {data?.ok === true && (
        <Alert mt="sm" color="green" variant="light" icon={<IconCheck aria-hidden />} role="status">
          {t('config.testOk', { para: data.para })}
        </Alert>
      )}
      {data?.ok === false && (
        <Alert
          mt="sm"
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('config.testFailed')}
          role="alert"
        >
          <Text size="sm">{t(`motivo.${data.motivo}`)}</Text>
          {data.detalle !== '' && (
            <Text size="xs" c="dimmed" className={styles['words'] ?? ''}>
              {t('words', { detalle: data.detalle })}
            </Text>
          )}
        </Alert>
      )}
    </div>
  )
}
