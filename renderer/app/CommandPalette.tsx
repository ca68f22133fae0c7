import { Modal, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  type Icon,
  IconCalendarDollar,
  IconFileInvoice,
  IconFilePlus,
  IconLock,
  IconSearch,
  IconTableImport,
  IconUser,
  IconUserPlus,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteHit, FacturaRow } from '../../contract/index.ts'
import { EstadoBadge } from '../components/EstadoBadge.tsx'
import { nextActive } from '../components/gridKeys.ts'
import { Money } from '../components/Money.tsx'
import { orpc } from '../rpc/query.ts'
import styles from './CommandPalette.module.css'
import { usePlaces } from './places.ts'
import { useCan, useSession } from './session.tsx'
import { sameText } from './text.ts'

const TYPING_MS = 100
const HITS = 6
const PAGE = 8

interface Item {
  id: string
  group: 'clientes' | 'facturas' | 'actions'
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

/** Everything that can be done from anywhere, as far as this person may. */
function useActions(typed: string): Item[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = usePlaces()
  const { lock } = useSession()
  const writes = useCan('cliente.write')
  const issues = useCan('factura.issue')
  const imports = useCan('cliente.import')
  const runs = useCan('corrida.run')
  const actions: { id: string; name: string; icon: Icon; allowed: boolean; run: () => void }[] = [
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
        {hit.estadoServicio !== 'activo' && <EstadoBadge tipo="servicio" estado={hit.estadoServicio} />}
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

/** Clients and invoices that match, before the actions. */
function useItems(typed: string): { items: Item[]; searching: boolean } {
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
  const openCliente = (id: string) =>
    collects
      ? void navigate({ to: '/mostrador', search: { cliente: id } })
      : void navigate({ to: '/clientes/$id', params: { id } })
  const hits = texto === '' || typed.trim() === '' ? [] : (clientes.data ?? [])
  return {
    searching: clientes.isFetching || texto !== typed.trim(),
    items: [
      ...hits.map(
        (hit): Item => ({ id: hit.id, group: 'clientes', run: () => openCliente(hit.id), content: clienteLine(hit) }),
      ),
      ...(facturas.data?.items ?? []).map(
        (factura): Item => ({
          id: factura.id,
          group: 'facturas',
          run: () => void navigate({ to: '/facturas/$id', params: { id: factura.id } }),
          content: facturaLine(factura),
        }),
      ),
      ...actions,
    ],
  }
}

/** Ctrl+K: clients, invoices by number and actions. The arrows choose, Enter goes. */
export function CommandPalette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={640} yOffset="9vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <PaletteContent onClose={onClose} />
    </Modal.Root>
  )
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const { items, searching } = useItems(typed)
  const current = Math.min(active, items.length - 1)

  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, current])

  const choose = (item: Item | undefined) => {
    if (item === undefined) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      return choose(items[current])
    }
    if (event.key === 'Home' || event.key === 'End') return
    const next = nextActive(event.key, current, items.length, PAGE)
    if (next === null) return
    event.preventDefault()
    setActive(next)
  }
  return (
    <Modal.Content aria-label={t('palette.title')}>
      <div className={styles['field']}>
        <IconSearch size={18} aria-hidden />
        <input
          data-autofocus
          className={styles['input']}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length === 0 ? undefined : `${id}-${current}`}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
        {items.map((item, index) => (
          <PaletteItem
            key={item.id}
            id={`${id}-${index}`}
            item={item}
            first={items[index - 1]?.group !== item.group}
            active={index === current}
            onPoint={() => setActive(index)}
            onChoose={() => choose(item)}
          />
        ))}
      </div>
      {items.length === 0 && (
        <Text size="sm" c="dimmed" ta="center" p="md" role="status">
          {searching ? t('palette.searching') : t('palette.nothing')}
        </Text>
      )}
    </Modal.Content>
  )
}

function PaletteItem(props: {
  id: string
  item: Item
  /** The first of its group carries the group's heading. */
  first: boolean
  active: boolean
  onPoint: () => void
  onChoose: () => void
}) {
  const { t } = useTranslation()
  const { id, item, first, active, onPoint, onChoose } = props
  return (
    <>
      {first && (
        <div className={styles['group']} role="presentation">
          {t(`palette.${item.group}`)}
        </div>
      )}
      <div
        id={id}
        role="option"
        aria-selected={active}
        className={styles['item']}
        data-active={active || undefined}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        {item.content}
      </div>
    </>
  )
}
