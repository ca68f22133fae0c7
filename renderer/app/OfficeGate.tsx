import { Button, Code, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficeState } from '../../contract/shell.ts'
import { useCurtain } from './curtain.ts'
import styles from './OfficeGate.module.css'

/** Shorter than this, starting shows nothing: a flash of a message explains nothing. */
const PATIENCE_MS = 400

function useOfficeState(): OfficeState {
  const [state, setState] = useState<OfficeState>({ estado: 'starting' })
  useEffect(() => window.mostrador.onOfficeState(setState), [])
  return state
}

/** Says when the office is starting, restarting or unable to; what is beneath stays mounted, so nothing typed is lost. */
export function OfficeGate({ children }: { children: ReactNode }) {
  const state = useOfficeState()
  const ready = state.estado === 'ready'
  const wasReady = useRef(false)
  if (ready) wasReady.current = true
  // At the start the office may answer, and the door be drawn, before the shell says that it is ready: a door that cannot
  // take the focus would lose the PIN that a quick hand types.
  const closed = wasReady.current ? !ready : state.estado === 'failed'
  useCurtain(closed)
  return (
    <>
      <div className={styles['beneath']} inert={closed}>
        {children}
      </div>
      {state.estado === 'failed' && <Failed state={state} />}
      {(state.estado === 'starting' || state.estado === 'restarting') && <Waiting estado={state.estado} />}
    </>
  )
}

function Waiting({ estado }: { estado: 'starting' | 'restarting' }) {
  const { t } = useTranslation()
  const [patient, setPatient] = useState(estado === 'starting')
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (patient) return null
  return (
    <div className={styles['veil']} data-clear={estado === 'starting' || undefined} role="status">
      <Paper p="lg" className={styles['card']} shadow="md">
        <Group wrap="nowrap">
          <Loader size="sm" aria-hidden />
          <div>
            <Text fw={600}>{t(`gate.${estado}.title`)}</Text>
            <Text size="sm" c="dimmed">
              {t(`gate.${estado}.text`)}
            </Text>
          </div>
        </Group>
      </Paper>
    </div>
  )
}

function Failed({ state }: { state: Extract<OfficeState, { estado: 'failed' }> }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const retry = () => {
    setBusy(true)
    void window.mostrador.restartOffice().finally(() => setBusy(false))
  }
  const code = state.code.replace('.', '_') as StartCode
  return (
    <div className={styles['veil']} role="alertdialog" aria-modal="true" aria-labelledby="gate-title">
      <Paper p="lg" className={styles['card']} shadow="md">
        <Stack gap="sm">
          <Group gap="sm" wrap="nowrap">
            <IconAlertTriangle color="var(--mantine-color-red-text)" aria-hidden />
            <Title order={1} id="gate-title">
              {t('gate.failed.title')}
            </Title>
          </Group>
          <Text size="sm">{t(`gate.failed.reason.${code}`)}</Text>
          <Text size="sm">{t('gate.failed.kept')}</Text>
          <div>
            <Text size="xs" c="dimmed">
              {t('gate.failed.tell')}
            </Text>
            <Code block className={styles['detail'] ?? ''}>
              {state.detail === '' ? state.code : `${state.code}\n${state.detail}`}
            </Code>
          </div>
          <Group justify="flex-end">
            <Button onClick={retry} loading={busy} autoFocus>
              {t('gate.failed.retry')}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </div>
  )
}

type StartCode =
  | 'db_from_the_future'
  | 'db_corrupt'
  | 'db_locked'
  | 'db_disk_full'
  | 'db_migration_failed'
  | 'db_unwritable'
  | 'unknown'
  | 'crashed'
