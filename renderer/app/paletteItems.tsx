import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowsDiff,
  IconBell,
  IconCalendarDollar,
  IconFileInvoice,
  IconFilePlus,
  IconLock,
  IconPlus,
  IconRouter,
  IconTableImport,
  IconUser,
  IconUserPlus,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteHit, DispositivoRow, FacturaRow } from '../../contract/index.ts'
import { ClienteBadge } from '../components/ClienteBadge.tsx'
import { EstadoBadge } from '../components/EstadoBadge.tsx'
import { Money } from '../components/Money.tsx'
import { orpc } from '../rpc/query.ts'
import styles from './CommandPalette.module.css'
import { usePlaces } from './places.ts'
import { useCan, useSession } from './session.tsx'
import { sameText } from './text.ts'

const TYPING_MS = 100
const HITS = 6

export interface PaletteItem {
  id: string
  group: 'clientes' | 'facturas' | 'equipos' | 'actions'
  content: ReactNode
  run: () => void
}

interface Line {
  icon: Icon
  name: string
  detail?: string
  end?: ReactNode
}

function ItemLine({ icon: LineIcon, name, detail, end }: Line) {
  return (
    <>
      <LineIcon size={18} stroke={1.7} aria-hidden />
      <span className={styles['what']}>
        <span className={styles['name']}>{name}</span>
        {detail && (
          <Text component="span" size="xs" c="dimmed" truncate>
            {detail}
          </Text>
        )}
      </span>
      {end}
    </>
  )
}

interface Action {
  id: string
  name: string
  icon: Icon
  allowed: boolean
  run: () => void
}

/** What the network may need of somebody. */
function useNetworkActions(): Action[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const reads = useCan('red.read')
  const configures = useCan('red.config')
  return [
    {
      id: 'dispositivo.create',
      name: t('palette.newDispositivo'),
      icon: IconPlus,
      allowed: configures,
      run: () => void navigate({ to: '/red/agregar' }),
    },
    {
      id: 'red.alertas',
      name: t('palette.alertas'),
      icon: IconBell,
      allowed: reads,
      run: () => void navigate({ to: '/red', search: { panel: 'alertas' } }),
    },
    {
      id: 'red.fallidos',
      name: t('palette.fallidos'),
      icon: IconAlertTriangle,
      allowed: reads,
      run: () => void navigate({ to: '/red/trabajos', search: { estado: 'fallido' } }),
    },
    {
      id: 'red.diferencias',
      name: t('palette.diferencias'),
      icon: IconArrowsDiff,
      allowed: reads,
      run: () => void navigate({ to: '/red/diferencias' }),
    },
  ]
}

/** Everything that can be done from anywhere, as far as this person may. */
function useActions(typed: string): PaletteItem[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = usePlaces()
  const { lock } = useSession()
  const writes = useCan('cliente.write')
  const issues = useCan('factura.issue')
  const imports = useCan('cliente.import')
  const runs = useCan('corrida.run')
  const networkActions = useNetworkActions()
  const actions: Action[] = [
    ...places.map(({ id, to, icon }) => ({
      id: `go.${id}`,
      name: t('palette.go', { place: t(`place.${id}`) }),
      icon,
      allowed: true,
      run: () => void navigate({ to }),
    })),
    {
      id: 'cliente.create',
      name: t('palette.newCliente'),
      icon: IconUserPlus,
      allowed: writes,
      run: () => void navigate({ to: '/clientes', search: { crear: true } }),
    },
    {
      id: 'factura.create',
      name: t('palette.newFactura'),
      icon: IconFilePlus,
      allowed: issues,
      run: () => void navigate({ to: '/facturas', search: { crear: true } }),
    },
    {
      id: 'corrida.run',
      name: t('palette.facturarPeriodo'),
      icon: IconCalendarDollar,
      allowed: runs,
      run: () => void navigate({ to: '/facturas/facturar' }),
    },
    {
      id: 'import',
      name: t('palette.import'),
      icon: IconTableImport,
      allowed: imports,
      run: () => void navigate({ to: '/clientes/importar' }),
    },
    ...networkActions,
    { id: 'lock', name: t('person.lock'), icon: IconLock, allowed: true, run: lock },
  ]
  return actions
    .filter(({ allowed, name }) => allowed && sameText(name, typed))
    .map(({ id, name, icon, run }) => ({ id, group: 'actions', run, content: <ItemLine icon={icon} name={name} /> }))
}

const clienteLine = (hit: ClienteHit): ReactNode => (
  <ItemLine
    icon={IconUser}
    name={hit.nombreRazonSocial}
    detail={[hit.codigoCliente, hit.documento, hit.direccion].filter((part) => part !== '').join(' · ')}
    end={
      <>
        {hit.deuda > 0 && <Money amount={hit.deuda} tone="due" />}
        {(hit.estadoServicio !== 'activo' || hit.suspendidos > 0) && <ClienteBadge {...hit} />}
      </>
    }
  />
)

const facturaLine = (factura: FacturaRow): ReactNode => (
  <ItemLine
    icon={IconFileInvoice}
    name={factura.numero}
    detail={factura.clienteNombre}
    end={
      <>
        <Money amount={factura.montoTotal} />
        <EstadoBadge tipo="factura" estado={factura.estado} />
      </>
    }
  />
)

const dispositivoLine = ({ nombre, host, sitio, estado }: DispositivoRow): ReactNode => (
  <ItemLine
    icon={IconRouter}
    name={nombre}
    detail={[host, sitio?.nombre ?? ''].filter((part) => part !== '').join(' · ')}
    end={<EstadoBadge tipo="dispositivo" estado={estado} />}
  />
)

/** Clients, invoices and devices that match, before the actions. */
export function usePaletteItems(typed: string): { items: PaletteItem[]; searching: boolean } {
  const navigate = useNavigate()
  const collects = useCan('pago.record')
  const readsClientes = useCan('cliente.read')
  const readsFacturas = useCan('factura.read')
  const [texto] = useDebouncedValue(typed.trim(), TYPING_MS)
  const actions = useActions(typed)
  const clientes = useQuery(
    orpc.clientes.search.queryOptions({
      input: { texto, limit: HITS },
      enabled: texto !== '' && readsClientes,
      placeholderData: keepPreviousData,
    }),
  )
  const facturas = useQuery(
    orpc.facturas.list.queryOptions({
      input: { filter: { numero: texto }, limit: HITS },
      enabled: /\d/.test(texto) && readsFacturas,
    }),
  )
  const readsRed = useCan('red.read')
  const dispositivos = useQuery(
    orpc.dispositivos.list.queryOptions({
      input: { filter: { texto }, limit: HITS },
      enabled: texto.length > 1 && readsRed,
    }),
  )
  const openCliente = (id: string) =>
    collects
      ? void navigate({ to: '/mostrador', search: { cliente: id } })
      : void navigate({ to: '/clientes/$id', params: { id } })
  const hits = texto === '' || typed.trim() === '' ? [] : (clientes.data ?? [])
  return {
    searching: clientes.isFetching || texto !== typed.trim(),
    items: [
      ...hits.map(
        (hit): PaletteItem => ({
          id: hit.id,
          group: 'clientes',
          run: () => openCliente(hit.id),
          content: clienteLine(hit),
        }),
      ),
      ...(facturas.data?.items ?? []).map(
        (factura): PaletteItem => ({
          id: factura.id,
          group: 'facturas',
          run: () => void navigate({ to: '/facturas/$id', params: { id: factura.id } }),
          content: facturaLine(factura),
        }),
      ),
      ...(dispositivos.data?.items ?? []).map(
        (dispositivo): PaletteItem => ({
          id: dispositivo.id,
          group: 'equipos',
          run: () => void navigate({ to: '/red/equipos/$id', params: { id: dispositivo.id } }),
          content: dispositivoLine(dispositivo),
        }),
      ),
      ...actions,
    ],
  }
}
