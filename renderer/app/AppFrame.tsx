import {
  ActionIcon,
  Indicator,
  Menu,
  Popover,
  Progress,
  SegmentedControl,
  Stack,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconActivity,
  IconAlertTriangle,
  IconBuildingStore,
  IconCheck,
  IconChevronDown,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconSearch,
} from '@tabler/icons-react'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trabajo } from '../../contract/index.ts'
import { IDIOMAS } from '../../contract/enums.ts'
import type { MenuCommand } from '../../contract/shell.ts'
import { Keys } from '../components/KeyButton.tsx'
import { PersonFace } from '../features/access/index.ts'
import styles from './AppFrame.module.css'
import { CommandPalette } from './CommandPalette.tsx'
import { isDialogOpen, keyNames, useHotkey } from './hotkeys.ts'
import { useTrabajos } from './jobs.tsx'
import { PLACES, type Place, usePlaces } from './places.ts'
import { useCan, useNumber, useSession, useTenant } from './session.tsx'
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
          <Jobs />
          <Seat />
          <PersonMenu onHelp={helpActions.open} />
        </div>
      </header>
      <main id="contenido" tabIndex={-1} className={styles['main']}>
        <Outlet />
      </main>
      <CommandPalette opened={palette} onClose={paletteActions.close} />
      <ShortcutsHelp opened={help} onClose={helpActions.close} />
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
    </Link>
  )
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

const share = ({ done, total }: Trabajo): number => (total === 0 ? 0 : Math.floor((done / total) * 100))

function Jobs() {
  const { t } = useTranslation()
  const number = useNumber()
  const trabajos = useTrabajos()
  const running = trabajos.filter(({ estado }) => estado === 'running')
  return (
    <Popover position="bottom-end" shadow="md" width={340} trapFocus>
      <Popover.Target>
        <Indicator disabled={running.length === 0} label={running.length} size={16} processing={running.length > 0}>
          <ActionIcon aria-label={t('jobs.title')} size="lg">
            <IconActivity size={18} aria-hidden />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
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
                  {t(`jobs.tipo.${trabajo.tipo}`)} {trabajo.titulo}
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

function PersonMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation()
  const { usuario, lock, exit, setIdioma } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const applyScheme = (scheme: string) => {
    if (scheme !== 'light' && scheme !== 'dark' && scheme !== 'auto') return
    setColorScheme(scheme)
    void window.mostrador.setColorScheme(scheme)
  }
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <UnstyledButton className={styles['person']} aria-label={t('frame.person', { nombre: usuario.nombre })}>
          <PersonFace nombre={usuario.nombre} size={28} />
          <span className={styles['personText']}>
            <span>{usuario.nombre}</span>
            <span className={styles['role']}>{t(`enums.rol.${usuario.rol}`)}</span>
          </span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLock size={16} />} rightSection={<Keys combo="mod+L" />} onClick={lock}>
          {t('person.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={exit}>
          {t('person.exit')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('person.theme')}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('person.theme')}
          value={colorScheme}
          onChange={applyScheme}
          data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
        <Menu.Label>{t('person.language')}</Menu.Label>
        {IDIOMAS.map((idioma) => (
          <Menu.Item
            key={idioma}
            role="menuitemradio"
            aria-checked={i18n.language === idioma}
            lang={idioma}
            leftSection={i18n.language === idioma ? <IconCheck size={16} /> : <span className={styles['noCheck']} />}
            onClick={() => setIdioma(idioma)}
          >
            {t(`enums.idioma.${idioma}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<Keys combo="F1" />} onClick={onHelp}>
          {t('person.shortcuts')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What the application menu asks of the window; nothing while a dialog has the person's attention elsewhere. */
function useMenuCommands(openHelp: () => void, openPalette: () => void): void {
  const navigate = useNavigate()
  const { lock } = useSession()
  const mayCreate = { cliente: useCan('cliente.write'), factura: useCan('factura.issue') }
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
        default: {
          const place = PLACES.find(({ id }) => command === `go.${id}`)
          if (place !== undefined) void navigate({ to: place.to })
        }
      }
    }
    return window.mostrador.onMenu(run)
  }, [navigate, lock, openHelp, openPalette, mayCreate.cliente, mayCreate.factura])
}
