import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CorreoRow } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Facts } from '../../components/Facts.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import styles from './mail.module.css'
import { MailState } from './MailState.tsx'
import { useMailWords } from './words.ts'

/** One mail: what became of it, and what can be done about it. */
export function MailDetail({ mail, onClose }: { mail: CorreoRow; onClose: () => void }) {
  const { t } = useTranslation('correo')
  const words = useMailWords()
  const text = words(mail)
  return (
    <Dialog onClose={onClose} title={mail.asunto} size="lg">
      <Stack gap="md">
        <Facts
          items={[
            {
              label: t('column.client'),
              value: (
                <Anchor renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: mail.clienteId }} />}>
                  {mail.clienteNombre} {mail.clienteCodigo}
                </Anchor>
              ),
            },
            { label: t('column.to'), value: mail.para },
            { label: t('column.when'), value: <InstantText at={mail.creadoEn} /> },
            { label: t('column.state'), value: <MailState {...mail} /> },
            {
              label: t('column.detail'),
              value: [mail.usuario ?? t('office'), mail.intentos > 0 && t('tries', { count: mail.intentos })]
                .filter(Boolean)
                .join(' · '),
            },
          ]}
        />
        {text !== '' && mail.estado !== 'enviado' && (
          <Alert
            color={mail.estado === 'fallido' ? 'red' : 'gray'}
            variant="light"
            icon={<IconAlertTriangle aria-hidden />}
          >
            <Text size="sm">{text}</Text>
            {mail.detalle !== '' && (
              <Text size="xs" c="dimmed" className={styles['words'] ?? ''}>
                {t('words', { detalle: mail.detalle })}
              </Text>
            )}
          </Alert>
        )}
        <Actions mail={mail} onClose={onClose} />
      </Stack>
    </Dialog>
  )
}

function Actions({ mail, onClose }: { mail: CorreoRow; onClose: () => void }) {
  const { t } = useTranslation('correo')
  const sends = useCan('correo.send')
  const request = useRequestId()
  const done = (text: string) => {
    request.renew()
    notifyDone(text)
    void queryClient.invalidateQueries({ queryKey: orpc.correos.key() })
    onClose()
  }
  const retry = useMutation(orpc.correos.retry.mutationOptions({ onSuccess: () => done(t('retried')) }))
  const cancel = useMutation(orpc.correos.cancel.mutationOptions({ onSuccess: () => done(t('cancelled')) }))
  const { id, estado, enviando } = mail
  const waits = estado === 'pendiente' && !enviando
  return (
    <>
      {(retry.isError || cancel.isError) && <ErrorNote error={retry.error ?? cancel.error} />}
      <Group justify="flex-end" gap="xs">
        {sends && waits && (
          <Button
            variant="default"
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ requestId: request.id, id })}
          >
            {t('cancel')}
          </Button>
        )}
        {sends && (waits || estado === 'fallido') && (
          <Button data-autofocus loading={retry.isPending} onClick={() => retry.mutate({ requestId: request.id, id })}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </>
  )
}
