import { Box, Button, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficeStatus, PersonCard, Session } from '../../../contract/index.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { useHotkey } from '../../app/hotkeys.ts'
import { peopleQuery } from '../../rpc/entrance.ts'
import styles from './access.module.css'
import { LanguagePicker } from './LanguagePicker.tsx'
import { PersonFace } from './PersonFace.tsx'
import { SecretForm } from './SecretForm.tsx'

interface Props {
  tenant: OfficeStatus['tenant']
  /** Whose secret is asked for; null: whoever comes chooses; undefined: who entered last. */
  asked?: string | null | undefined
  onEnter: (session: Session) => void
}

const LAST = 'mostrador.lastPerson'

/** Who are you? People as cards, then their password or PIN. */
export function AccessDoor({ tenant, asked, onEnter }: Props) {
  const { t } = useTranslation('access')
  const people = useQuery(peopleQuery)
  const [chosen, setChosen] = useState(() => (asked === undefined ? localStorage.getItem(LAST) : asked))
  const cards = people.data ?? []
  const person = cards.find(({ id }) => id === chosen) ?? (cards.length === 1 ? cards[0] : undefined)
  const canGoBack = person !== undefined && cards.length > 1
  useHotkey(canGoBack ? 'Escape' : null, () => setChosen(null))

  const enter = (session: Session) => {
    localStorage.setItem(LAST, session.usuario.id)
    onEnter(session)
  }
  return (
    <div className={styles['door']}>
      <main className={styles['doorMain']} aria-busy={people.dataUpdatedAt === 0}>
        <Stack gap="lg">
          <Group gap="sm" wrap="nowrap">
            {tenant?.logoUrl && <img className={styles['doorLogo']} src={tenant.logoUrl} alt="" />}
            <div>
              <Title order={1}>{tenant?.nombre}</Title>
              <Text size="sm" c="dimmed">
                {person === undefined ? t('door.who') : t('door.secret')}
              </Text>
            </div>
          </Group>
          {people.isError && <ErrorNote error={people.error} onRetry={() => void people.refetch()} />}
          {person === undefined ? (
            <People people={cards} onChoose={setChosen} />
          ) : (
            <Paper p="md">
              <Stack gap="md">
                <Group gap="sm" wrap="nowrap">
                  <PersonFace nombre={person.nombre} size={44} />
                  <Box flex={1}>
                    <Text fw={600}>{person.nombre}</Text>
                    <Role rol={person.rol} />
                  </Box>
                  {canGoBack && (
                    <Button
                      variant="subtle"
                      color="gray"
                      size="xs"
                      leftSection={<IconArrowLeft size={14} aria-hidden />}
                      onClick={() => setChosen(null)}
                    >
                      {t('door.other')}
                    </Button>
                  )}
                </Group>
                <SecretForm key={person.id} person={person} submitLabel={t('door.enter')} onEntered={enter} />
              </Stack>
            </Paper>
          )}
        </Stack>
      </main>
      <footer className={styles['doorFoot']}>
        <LanguagePicker />
      </footer>
    </div>
  )
}

function Role({ rol }: { rol: PersonCard['rol'] }) {
  const { t } = useTranslation()
  return (
    <Text component="span" size="sm" c="dimmed">
      {t(`enums.rol.${rol}`)}
    </Text>
  )
}

const STEP: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function People({ people, onChoose }: { people: readonly PersonCard[]; onChoose: (id: string) => void }) {
  const { t } = useTranslation('access')
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEP[event.key]
    if (step === undefined) return
    event.preventDefault()
    const cards = [...event.currentTarget.querySelectorAll('button')]
    const at = cards.findIndex((card) => card === document.activeElement)
    cards[(at + step + cards.length) % cards.length]?.focus()
  }
  return (
    <div className={styles['people']} role="group" aria-label={t('door.who')} onKeyDown={move}>
      {people.map((person, index) => (
        <UnstyledButton
          key={person.id}
          className={styles['personCard']}
          autoFocus={index === 0}
          onClick={() => onChoose(person.id)}
        >
          <PersonFace nombre={person.nombre} size={40} />
          <span>
            <Text component="span" display="block" fw={600}>
              {person.nombre}
            </Text>
            <Role rol={person.rol} />
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
