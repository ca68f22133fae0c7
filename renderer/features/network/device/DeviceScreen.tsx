import { Skeleton, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import { useHotkey } from '../../../app/hotkeys.ts'
import { BackLink } from '../../../components/BackLink.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Keys } from '../../../components/KeyButton.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DeviceFailure } from '../DeviceFailure.tsx'
import { DEVICE_TABS, type DeviceTab } from '../search.ts'
import { BackupsTab } from './BackupsTab.tsx'
import styles from './device.module.css'
import { DeviceHead } from './DeviceHead.tsx'
import { InterfacesTab } from './InterfacesTab.tsx'
import { LeasesTab, QueuesTab, SessionsTab, WifiTab } from './ListTabs.tsx'
import { LogTab } from './LogTab.tsx'
import { SummaryTab } from './SummaryTab.tsx'
import { ToolsTab } from './ToolsTab.tsx'
import { OnusTab, StationsTab } from './UispTabs.tsx'

const route = getRouteApi('/red/equipos/$id')
/** The office looks at devices by itself: what it saw is read again. */
const LOOK_AGAIN_MS = 5_000
/** While it reboots: who waits for it wants to know at once. */
const REBOOTING_MS = 1_000

/** Everything about one device. F4 looks at it now, Alt with a number opens a tab, Alt+← goes back to the list. */
export function DeviceScreen() {
  const { t } = useTranslation('red')
  const { id } = route.useParams()
  const device = useQuery(
    orpc.dispositivos.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (typeof state.data?.reiniciandoDesde === 'number' ? REBOOTING_MS : LOOK_AGAIN_MS),
    }),
  )
  return (
    <Screen>
      <BackLink to="/red">{t('devices.title')}</BackLink>
      {device.data !== undefined ? (
        <Device key={id} device={device.data} />
      ) : device.isError ? (
        <ErrorNote error={device.error} onRetry={() => void device.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
    </Screen>
  )
}

const TABS_OF = {
  mikrotik: DEVICE_TABS.filter((tab) => tab !== 'estaciones' && tab !== 'onus'),
  uisp: ['resumen', 'estaciones', 'onus'],
} as const satisfies Record<DispositivoDetail['proveedor'], readonly DeviceTab[]>

const PANELS: Record<DeviceTab, (device: DispositivoDetail) => ReactNode> = {
  resumen: (device) => <SummaryTab device={device} />,
  interfaces: ({ id }) => <InterfacesTab id={id} />,
  sesiones: ({ id }) => <SessionsTab id={id} />,
  leases: ({ id }) => <LeasesTab id={id} />,
  wifi: ({ id }) => <WifiTab id={id} />,
  colas: ({ id }) => <QueuesTab id={id} />,
  registro: ({ id }) => <LogTab id={id} />,
  herramientas: ({ id }) => <ToolsTab id={id} />,
  respaldos: (device) => <BackupsTab device={device} />,
  estaciones: ({ id }) => <StationsTab id={id} />,
  onus: ({ id }) => <OnusTab id={id} />,
}

function Device({ device }: { device: DispositivoDetail }) {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const { ver = 'resumen' } = route.useSearch()
  const { id, nombre, proveedor, estado, falla, reiniciandoDesde } = device
  const tabs: readonly DeviceTab[] = TABS_OF[proveedor]
  const current = tabs.find((tab) => tab === ver) ?? 'resumen'
  const show = (tab: string | null) => {
    const wanted = tabs.find((one) => one === tab)
    if (wanted === undefined) return
    const search = wanted === 'resumen' ? {} : { ver: wanted }
    void navigate({ to: '/red/equipos/$id', params: { id }, search, replace: true })
  }
  return (
    <>
      <DeviceHead device={device} />
      {estado === 'caido' && reiniciandoDesde === null && falla !== null && <DeviceFailure falla={falla} detalle="" />}
      <Tabs value={current} onChange={show} className={styles['tabs'] ?? ''} keepMounted={false}>
        <Tabs.List aria-label={t('device.tabs', { nombre })}>
          {tabs.map((tab, at) => (
            <Tab key={tab} tab={tab} combo={`alt+${at + 1}`} onKey={() => show(tab)} />
          ))}
        </Tabs.List>
        <Tabs.Panel value={current} className={styles['panel'] ?? ''}>
          {PANELS[current](device)}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function Tab({ tab, combo, onKey }: { tab: DeviceTab; combo: string; onKey: () => void }) {
  const { t } = useTranslation('red')
  useHotkey(combo, onKey)
  return (
    <Tabs.Tab value={tab} rightSection={<Keys combo={combo} />}>
      {t(`device.tab.${tab}`)}
    </Tabs.Tab>
  )
}
