import { Badge, Button, Menu, Title } from '@mantine/core'
import {
  IconAdjustments,
  IconArchive,
  IconArchiveOff,
  IconBellOff,
  IconBellRinging,
  IconChevronDown,
  IconEye,
  IconPencil,
  IconRefresh,
  IconRotateClockwise,
  IconShieldCheck,
  IconTags,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import { useCan, useDates } from '../../../app/session.tsx'
import { Age, Duration, useNow } from '../../../components/Age.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { DeviceState } from '../DeviceState.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { ArchiveDialog, DescribeDialog, ModeDialog, RebootDialog } from './DeviceDialogs.tsx'
import styles from './device.module.css'
import { FirewallDialog } from './FirewallDialog.tsx'

type Opened = 'modo' | 'reiniciar' | 'archivar' | 'describir' | 'cortafuegos'

/** What a device is and how it stands, with the age of what is known of it, and what can be done with it. */
export function DeviceHead({ device }: { device: DispositivoDetail }) {
  const { t } = useTranslation('red')
  const errorText = useErrorText()
  const now = useNow()
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const { id, nombre, estado, modo, modelo, version, host, sitio, etiquetas, metricas, ultimoSyncAt } = device
  const look = useMutation(
    orpc.dispositivos.sondear.mutationOptions({
      onSuccess: (seen) => {
        queryClient.setQueryData(orpc.dispositivos.get.queryKey({ input: { id } }), seen)
        void queryClient.invalidateQueries({ queryKey: orpc.dispositivos.historia.key() })
      },
      onError: (error) => notifyProblem(errorText(error)),
    }),
  )
  const { instant } = useDates()
  const { silenciadoHasta } = device
  const silenced = silenciadoHasta !== null && silenciadoHasta > now
  return (
    <header className={styles['head']}>
      <div className={styles['headText']}>
        <div className={styles['name']}>
          <Title order={1}>{nombre}</Title>
          <DeviceState device={device} />
          <EstadoBadge tipo="modo" estado={modo} />
          {!device.activo && <Badge color="gray">{t('device.archived')}</Badge>}
          {silenced && (
            <Badge color="gray" leftSection={<IconBellOff size={13} aria-hidden />}>
              {t('device.muted', { hora: instant(silenciadoHasta) })}
            </Badge>
          )}
          {etiquetas.map((etiqueta) => (
            <Badge key={etiqueta} color="gray" variant="outline">
              {etiqueta}
            </Badge>
          ))}
        </div>
        <div className={styles['facts']}>
          <span>
            {t('device.dataFrom')} <Age at={ultimoSyncAt} />
          </span>
          {[modelo, version, host, sitio?.nombre].map(
            (part) => part !== undefined && part !== '' && <span key={part}>{part}</span>,
          )}
          {estado === 'en_linea' && device.reiniciandoDesde === null && metricas.uptime !== undefined && (
            <span>
              {t('device.up')} <Duration ms={metricas.uptime * 1000 + (now - (ultimoSyncAt ?? now))} />
            </span>
          )}
        </div>
      </div>
      <div className={styles['buttons']}>
        <Actions device={device} silenced={silenced} onOpen={setOpened} />
        <KeyButton
          hotkey="F4"
          leftSection={<IconRefresh size={18} aria-hidden />}
          loading={look.isPending}
          onClick={() => look.mutate({ id })}
        >
          {t('device.look')}
        </KeyButton>
      </div>
      {opened === 'modo' && <ModeDialog device={device} onClose={close} />}
      {opened === 'reiniciar' && <RebootDialog device={device} onClose={close} />}
      {opened === 'archivar' && <ArchiveDialog device={device} onClose={close} />}
      {opened === 'describir' && <DescribeDialog device={device} onClose={close} />}
      {opened === 'cortafuegos' && <FirewallDialog device={device} onClose={close} />}
    </header>
  )
}

const HOUR = 3_600_000
const MUTES = [1, 4, 24] as const

interface ActionsProps {
  device: DispositivoDetail
  silenced: boolean
  onOpen: (opened: Opened) => void
}

function Actions({ device, silenced, onOpen }: ActionsProps) {
  const { t } = useTranslation(['red', 'common'])
  const navigate = useNavigate()
  const { instant } = useDates()
  const errorText = useErrorText()
  const configures = useCan('red.config')
  const writes = useCan('red.write')
  const request = useRequestId()
  const { id, modo, proveedor, activo } = device
  const mikrotik = proveedor === 'mikrotik'
  const mute = useMutation(
    orpc.dispositivos.silenciar.mutationOptions({
      onSuccess: (saved) => {
        request.renew()
        queryClient.setQueryData(orpc.dispositivos.get.queryKey({ input: { id } }), saved)
        notifyDone(
          saved.silenciadoHasta === null
            ? t('device.unmuted')
            : t('device.mutedUntil', { hora: instant(saved.silenciadoHasta) }),
        )
      },
      onError: (error) => notifyProblem(errorText(error)),
    }),
  )
  const silence = (hasta: number | null) => mute.mutate({ requestId: request.id, id, hasta })
  const icon = { size: 16, 'aria-hidden': true }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('device.actions')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {configures && mikrotik && (
          <Menu.Item
            leftSection={<IconPencil {...icon} />}
            onClick={() => void navigate({ to: '/red/equipos/$id/editar', params: { id } })}
          >
            {t('common:action.edit')}
          </Menu.Item>
        )}
        {writes && (
          <Menu.Item leftSection={<IconTags {...icon} />} onClick={() => onOpen('describir')}>
            {t('device.describe')}
          </Menu.Item>
        )}
        {configures && (
          <Menu.Item
            leftSection={modo === 'observar' ? <IconAdjustments {...icon} /> : <IconEye {...icon} />}
            onClick={() => onOpen('modo')}
          >
            {t(modo === 'observar' ? 'device.manage' : 'device.observe')}
          </Menu.Item>
        )}
        {mikrotik && (
          <Menu.Item leftSection={<IconShieldCheck {...icon} />} onClick={() => onOpen('cortafuegos')}>
            {t('firewall.title')}
          </Menu.Item>
        )}
        {writes && !silenced && (
          <>
            <Menu.Divider />
            {MUTES.map((hours) => (
              <Menu.Item
                key={hours}
                leftSection={<IconBellOff {...icon} />}
                onClick={() => silence(Date.now() + hours * HOUR)}
              >
                {t('device.mute', { count: hours })}
              </Menu.Item>
            ))}
          </>
        )}
        {writes && silenced && (
          <Menu.Item leftSection={<IconBellRinging {...icon} />} onClick={() => silence(null)}>
            {t('device.unmute')}
          </Menu.Item>
        )}
        <Menu.Divider />
        {writes && mikrotik && modo === 'gestionar' && (
          <Menu.Item leftSection={<IconRotateClockwise {...icon} />} color="red" onClick={() => onOpen('reiniciar')}>
            {t('device.reboot')}
          </Menu.Item>
        )}
        {configures && (
          <Menu.Item
            leftSection={activo ? <IconArchive {...icon} /> : <IconArchiveOff {...icon} />}
            onClick={() => onOpen('archivar')}
          >
            {t(activo ? 'device.archive' : 'device.restore')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
