import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../contract/index.ts'
import { DialogFocus } from '../components/DialogFocus.tsx'
import { PersonFace, SecretForm } from '../features/access/index.ts'
import { peopleQuery } from '../rpc/entrance.ts'
import styles from './LockOverlay.module.css'

/** `ended`: the office closed the session, for instance because the password was changed elsewhere. */
export type LockReason = 'person' | 'restart' | 'ended'

interface Props {
  session: Session
  because: LockReason
  onUnlock: (session: Session) => void
  onSwitch: () => void
}

/** Asks the same person for their secret; what they were doing waits beneath. */
export function LockOverlay({ session, because, onUnlock, onSwitch }: Props) {
  const { t } = useTranslation()
  const { usuario } = session
  const people = useQuery(peopleQuery)
  const person = people.data?.find(({ id }) => id === usuario.id)
  return (
    <div className={styles['ground']} role="dialog" aria-modal="true" aria-labelledby="lock-title" tabIndex={-1}>
      <Paper p="lg" shadow="md" className={styles['card']}>
        <Stack gap="md">
          <div className={styles['head']}>
            <PersonFace nombre={usuario.nombre} size={44} />
            <div>
              <Title order={1} id="lock-title">
                {usuario.nombre}
              </Title>
              <Text size="sm" c="dimmed">
                <IconLock size={13} aria-hidden /> {t(`lock.${because}`)}
              </Text>
            </div>
          </div>
          {person !== undefined && <SecretForm person={person} submitLabel={t('lock.continue')} onEntered={onUnlock} />}
          <div className={styles['foot']}>
            <Text size="xs" c="dimmed">
              {t('lock.kept')}
            </Text>
            <Button variant="subtle" color="gray" size="xs" onClick={onSwitch}>
              {t('lock.switch')}
            </Button>
          </div>
        </Stack>
      </Paper>
      <DialogFocus waiting={people.isPending} />
    </div>
  )
}
