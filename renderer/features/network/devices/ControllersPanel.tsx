import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconPencil, IconPlugConnectedX, IconPlus, IconRefresh, IconServer } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Controlador } from '../../../../contract/procedures/controladores.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { Age } from '../../../components/Age.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { orpc, queryClient } from '../../../rpc/query.ts'
import styles from '../network.module.css'
import { Outages } from './Outages.tsx'

/** UISP servers: whether they answer, and how many devices come through them. */
export function ControllersPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const writes = useCan('red.config')
  const all = useQuery(orpc.controladores.list.queryOptions())
  return (
    <SidePanel onClose={onClose} size="32rem" title={t('devices.servers')}>
      <Stack gap="sm">
        {writes && (
          <Group justify="flex-end">
            <KeyButton
              hotkey="F2"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => void navigate({ to: '/red/agregar', search: { por: 'uisp' } })}
            >
              {t('servers.add')}
            </KeyButton>
          </Group>
        )}
        {all.isError && <ErrorNote error={all.error} onRetry={() => void all.refetch()} />}
        {all.data?.length === 0 && (
          <EmptyState icon={<IconServer />} title={t('servers.none')} text={t('servers.noneText')} />
        )}
        <ul className={styles['entries']} aria-label={t('devices.servers')}>
          {all.data?.map((controlador) => (
            <Server key={controlador.id} controlador={controlador} writes={writes} />
          ))}
        </ul>
      </Stack>
    </SidePanel>
  )
}

function Server({ controlador, writes }: { controlador: Controlador; writes: boolean }) {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const number = useNumber()
  const errorText = useErrorText()
  const [shown, setShown] = useState(false)
  const { id, nombre, url, falla, ultimoSyncAt, dispositivos, activo } = controlador
  const estado = !activo || ultimoSyncAt === null ? 'desconocido' : falla === null ? 'en_linea' : 'caido'
  const sync = useMutation(
    orpc.controladores.sincronizar.mutationOptions({
      onSuccess: ({ nuevos, ausentes }) =>
        notifyDone(t('servers.synced', { nuevos: number(nuevos), ausentes: number(ausentes) })),
      onError: (error) => notifyProblem(errorText(error)),
      // One that failed is said of the server too.
      onSettled: () => {
        for (const part of [orpc.controladores, orpc.dispositivos])
          void queryClient.invalidateQueries({ queryKey: part.key() })
      },
    }),
  )
  return (
    <li className={styles['entry']}>
      <div className={styles['entryHead']}>
        <EstadoBadge tipo="dispositivo" estado={estado} />
        <Text size="sm" fw={550}>
          {nombre}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="default"
          size="compact-xs"
          aria-expanded={shown}
          leftSection={<IconPlugConnectedX size={14} aria-hidden />}
          onClick={() => setShown(!shown)}
        >
          {t('servers.outages')}
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={sync.isPending}
          onClick={() => sync.mutate({ id })}
        >
          {t('servers.sync')}
        </Button>
        {writes && (
          <ActionIcon
            aria-label={t('sites.edit', { nombre })}
            onClick={() => void navigate({ to: '/red/agregar', search: { por: 'uisp', servidor: id } })}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <Text size="xs" c="dimmed" className={styles['words'] ?? ''}>
        {url} · {t('devices.count', { count: dispositivos, n: number(dispositivos) })} · <Age at={ultimoSyncAt} />
      </Text>
      <div />
      {falla !== null && (
        <Text size="xs">
          {t(`fallaServidor.${falla}`)}. {t(`fallaServidorAyuda.${falla}`)}
        </Text>
      )}
      {shown && <Outages controladorId={id} />}
    </li>
  )
}
