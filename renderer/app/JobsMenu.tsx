import { ActionIcon, Anchor, Indicator, Popover, Progress, Stack, Text } from '@mantine/core'
import { IconActivity, IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trabajo } from '../../contract/index.ts'
import styles from './AppFrame.module.css'
import { useTrabajos } from './jobs.tsx'
import { useDates, useNumber } from './session.tsx'

const share = ({ done, total }: Trabajo): number => (total === 0 ? 0 : Math.floor((done / total) * 100))

/** Trabajos: what the office is doing, wherever the person goes meanwhile. */
export function JobsMenu() {
  const { t } = useTranslation()
  const number = useNumber()
  const trabajos = useTrabajos()
  const [opened, setOpened] = useState(false)
  const running = trabajos.filter(({ estado }) => estado === 'running')
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={340} trapFocus>
      <Indicator disabled={running.length === 0} label={running.length} size={16} processing={running.length > 0}>
        <Popover.Target>
          <ActionIcon aria-label={t('jobs.title')} size="lg" onClick={() => setOpened((shown) => !shown)}>
            <IconActivity size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fw={600}>{t('jobs.title')}</Text>
          {trabajos.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('jobs.none')}
            </Text>
          )}
          {trabajos.slice(0, 6).map((trabajo) => (
            <div key={trabajo.id}>
              <div className={styles['job']}>
                {trabajo.estado === 'done' && (
                  <IconCheck size={15} color="var(--mantine-color-green-text)" aria-hidden />
                )}
                {trabajo.estado === 'failed' && (
                  <IconAlertTriangle size={15} color="var(--mantine-color-red-text)" aria-hidden />
                )}
                <Text size="sm" flex={1} truncate>
                  <Name trabajo={trabajo} onLeave={() => setOpened(false)} />
                </Text>
                <Text size="xs" c="dimmed" className="tabular">
                  {trabajo.estado === 'running'
                    ? t('jobs.progress', { done: number(trabajo.done), total: number(trabajo.total) })
                    : t(`jobs.estado.${trabajo.estado}`)}
                </Text>
              </div>
              {trabajo.estado === 'running' && (
                <Progress value={share(trabajo)} size="sm" aria-label={t(`jobs.tipo.${trabajo.tipo}`)} />
              )}
            </div>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What it is; a run can be opened from here. */
function Name({ trabajo: { tipo, titulo, refId }, onLeave }: { trabajo: Trabajo; onLeave: () => void }) {
  const { t } = useTranslation()
  const { period } = useDates()
  const name = `${t(`jobs.tipo.${tipo}`)} ${tipo === 'corrida' || tipo === 'vista' ? period(titulo) : titulo}`
  if (tipo !== 'corrida' || refId === null) return name
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => (
        <Link {...props} to="/facturas/corridas/$corridaId" params={{ corridaId: refId }} onClick={onLeave} />
      )}
    >
      {name}
    </Anchor>
  )
}
