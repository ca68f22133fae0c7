import { Button, Menu } from '@mantine/core'
import { IconBell, IconDots, IconMapPin, IconPlus, IconRouter, IconServer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { defined } from '../../app/searchParams.ts'
import { useCan, useNumber } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { KeysetTable } from '../../components/KeysetTable.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { orpc } from '../../rpc/query.ts'
import { AlertsPanel } from './devices/AlertsPanel.tsx'
import { ControllersPanel } from './devices/ControllersPanel.tsx'
import { useDeviceColumns } from './devices/deviceColumns.tsx'
import { DeviceFilters } from './devices/DeviceFilters.tsx'
import { SitesPanel } from './devices/SitesPanel.tsx'
import { useDeviceNews, useDevices } from './devices/useDevices.ts'
import { Figures } from './Figures.tsx'
import { NoNetwork } from './NoNetwork.tsx'
import { RedTabs } from './RedTabs.tsx'
import { deviceFilterOf, type DevicePanel, type DevicesSearch, isDeviceFiltered, keepDevicesSearch } from './search.ts'

const route = getRouteApi('/red')

/**
 * The network at a glance, and every device. The main task as keystrokes: type a part of the name, ArrowDown to the row,
 * Enter opens its page. F2 adds a device.
 */
export function DevicesScreen() {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const search = route.useSearch()
  const adds = useCan('red.config')
  const grid = useRef<HTMLDivElement>(null)
  useDeviceNews()
  useEffect(() => keepDevicesSearch(search), [search])
  const devices = useDevices(search)
  const show = (wanted: DevicesSearch) => {
    keepDevicesSearch(wanted)
    void navigate({ to: '/red', search: wanted, replace: true })
  }
  const open = (panel: DevicePanel | undefined) =>
    void navigate({ to: '/red', search: defined({ ...search, panel }), replace: true })
  const close = () => open(undefined)
  const add = adds && (
    <KeyButton
      hotkey="F2"
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => void navigate({ to: '/red/agregar' })}
    >
      {t('devices.add')}
    </KeyButton>
  )
  const filtered = isDeviceFiltered(search)
  const { data: resumen } = useQuery(orpc.dispositivos.resumen.queryOptions())
  const nothing = resumen?.total === 0 && resumen.archivados === 0 && !filtered
  return (
    <Screen tabs={<RedTabs current="equipos" />}>
      <PageHeader
        title={t('devices.title')}
        subtitle={!nothing && <Count />}
        actions={<Panels onOpen={open} />}
        primary={add}
      />
      <NoNetwork />
      {!nothing && <Figures />}
      {!nothing && <DeviceFilters search={search} onChange={show} onDown={() => grid.current?.focus()} />}
      <KeysetTable
        ref={grid}
        columns={useDeviceColumns()}
        query={devices}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/red/equipos/$id', params: { id } })}
        label={t('devices.title')}
        place={{ list: 'dispositivos', view: JSON.stringify(deviceFilterOf(search)) }}
        takeFocus
        empty={
          filtered ? (
            <NothingLeft title={t('devices.noneFound')} clearLabel={t('filter.clear')} onClear={() => show({})} />
          ) : (
            <EmptyState
              icon={<IconRouter />}
              title={t('devices.empty')}
              text={t(adds ? 'devices.emptyAdd' : 'devices.emptyText')}
            />
          )
        }
      />
      {search.panel === 'alertas' && <AlertsPanel onClose={close} />}
      {search.panel === 'sitios' && <SitesPanel onClose={close} />}
      {search.panel === 'servidores' && <ControllersPanel onClose={close} />}
    </Screen>
  )
}

function Count() {
  const { t } = useTranslation('red')
  const number = useNumber()
  const resumen = useQuery(orpc.dispositivos.resumen.queryOptions())
  if (!resumen.data) return null
  return t('devices.count', { count: resumen.data.total, n: number(resumen.data.total) })
}

function Panels({ onOpen }: { onOpen: (panel: DevicePanel) => void }) {
  const { t } = useTranslation('red')
  return (
    <>
      <Button variant="default" leftSection={<IconBell size={18} aria-hidden />} onClick={() => onOpen('alertas')}>
        {t('alerts.title')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={18} aria-hidden />}>
            {t('devices.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMapPin size={16} aria-hidden />} onClick={() => onOpen('sitios')}>
            {t('devices.sites')}
          </Menu.Item>
          <Menu.Item leftSection={<IconServer size={16} aria-hidden />} onClick={() => onOpen('servidores')}>
            {t('devices.servers')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
