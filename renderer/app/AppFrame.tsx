import { Badge, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBuildingStore, IconFlask, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuCommand } from '../../contract/shell.ts'
import { Keys } from '../components/KeyButton.tsx'
import { TicketsMenu } from '../features/printing/TicketsMenu.tsx'
import { orpc } from '../rpc/query.ts'
import styles from './AppFrame.module.css'
import { CommandPalette } from './CommandPalette.tsx'
import { DrawerMark } from './DrawerMark.tsx'
import { isDialogOpen, keyNames, useHotkey } from './hotkeys.ts'
import { JobsMenu } from './JobsMenu.tsx'
import { NetworkMark } from './NetworkMark.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { PLACES, type Place, usePlaces } from './places.ts'
import { useCan, useSession, useTenant } from './session.tsx'
import { ShortcutsHelp } from './ShortcutsHelp.tsx'

/** Rail, top bar and the screen; the keys of the whole window. */
export function AppFrame() {
  const { t } = useTranslation()
  const places = usePlaces()
  const [help, helpActions] = useDisclosure(false)
  const [palette, paletteActions] = useDisclosure(false)
  useHotkey('F1', helpActions.open)
  useHotkey('mod+K', paletteActions.open)
  useMenuCommands(helpActions.open, paletteActions.open)
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#contenido" onClick={focusContent}>
        {t('frame.skip')}
      </a>
      <nav className={styles['rail']} aria-label={t('frame.places')}>
        <TenantMark />
        {places.map((place) => (
          <RailItem key={place.id} place={place} />
        ))}
      </nav>
      <header className={styles['bar']}>
        <UnstyledButton className={styles['search']} onClick={paletteActions.open} aria-keyshortcuts="Control+K">
          <IconSearch size={16} aria-hidden />
          <span className={styles['searchText']}>{t('frame.search')}</span>
          <Keys combo="mod+K" />
        </UnstyledButton>
        <div className={styles['barEnd']}>
          <DemoMark />
          <JobsMenu />
          <TicketsMenu />
          <DrawerMark />
          <Seat />
          <PersonMenu onHelp={helpActions.open} />
        </div>
      </header>
      <main id="contenido" tabIndex={-1} className={styles['main']}>
        <Outlet />
      </main>
      <CommandPalette opened={palette} onClose={paletteActions.close} />
      {help && <ShortcutsHelp onClose={helpActions.close} />}
    </div>
  )
}

// A fragment link would change the router's address.
function focusContent(event: { preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById('contenido')?.focus()
}

function TenantMark() {
  const { nombre, logoUrl } = useTenant()
  return (
    <div className={styles['mark']} title={nombre}>
      {logoUrl === null ? (
        <span className={styles['initials']} aria-hidden>
          {nombre.slice(0, 1).toUpperCase()}
        </span>
      ) : (
        <img src={logoUrl} alt={nombre} />
      )}
    </div>
  )
}

function RailItem({ place }: { place: Place }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useHotkey(place.hotkey, () => void navigate({ to: place.to }))
  const PlaceIcon = place.icon
  return (
    <Link
      to={place.to}
      className={styles['place']}
      activeOptions={{ exact: false, includeSearch: false }}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
      aria-keyshortcuts={keyNames(place.hotkey).join('+')}
      title={`${t(`place.${place.id}`)} (${keyNames(place.hotkey).join(' ')})`}
    >
      <PlaceIcon size={22} stroke={1.7} aria-hidden />
      <span>{t(`place.${place.id}`)}</span>
      {place.id === 'red' && <NetworkMark />}
    </Link>
  )
}

/** Nobody should take invented money for real. */
function DemoMark() {
  const { t } = useTranslation()
  const status = useQuery(orpc.setup.status.queryOptions())
  return status.data?.demo ? (
    <Badge color="yellow" leftSection={<IconFlask size={13} aria-hidden />}>
      {t('frame.demo')}
    </Badge>
  ) : null
}

function Seat() {
  const { t } = useTranslation()
  const { puesto } = useSession()
  return (
    <Text component="span" size="sm" c="dimmed" className={styles['seat']} title={t('frame.seat')}>
      <IconBuildingStore size={16} aria-hidden /> {puesto.nombre}
    </Text>
  )
}

/** What the application menu asks of the window; nothing while a dialog has the person's attention elsewhere. */
function useMenuCommands(openHelp: () => void, openPalette: () => void): void {
  const navigate = useNavigate()
  const { lock } = useSession()
  const mayCreate = {
    cliente: useCan('cliente.write'),
    factura: useCan('factura.issue'),
    corrida: useCan('corrida.run'),
  }
  useEffect(() => {
    const run = (command: MenuCommand) => {
      if (command !== 'lock' && isDialogOpen()) return
      switch (command) {
        case 'palette':
          return openPalette()
        case 'lock':
          return lock()
        case 'help.shortcuts':
          return openHelp()
        case 'about':
          return void navigate({ to: '/ajustes/$seccion', params: { seccion: 'acerca' } })
        case 'cliente.create':
          return void (mayCreate.cliente && navigate({ to: '/clientes', search: { crear: true } }))
        case 'factura.create':
          return void (mayCreate.factura && navigate({ to: '/facturas', search: { crear: true } }))
        case 'corrida.run':
          return void (mayCreate.corrida && navigate({ to: '/facturas/facturar' }))
        default: {
          const place = PLACES.find(({ id }) => command === `go.${id}`)
          if (place !== undefined) void navigate({ to: place.to })
        }
      }
    }
    return window.mostrador.onMenu(run)
  }, [navigate, lock, openHelp, openPalette, mayCreate.cliente, mayCreate.factura, mayCreate.corrida])
}
