import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import {
  type Icon,
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
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EstadoBadge } from '../components/EstadoBadge.tsx'
import { Money } from '../components/Money.tsx'
import { orpc } from '../rpc/query.ts'
import styles from './CommandPalette.module.css'
import { usePlaces } from './places.ts'
import { useCan, useSession } from './session.tsx'
import { sameText } from './text.ts'

export const openPalette = (): void => spotlight.open()

const TYPING_MS = 120
const HITS = 6

interface Action {
  id: string
  label: string
  icon: Icon
  run: () => void
}

function useActions(): Action[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = usePlaces()
  const { lock } = useSession()
  const writes = useCan('cliente.write')
  const issues = useCan('factura.issue')
  const imports = useCan('cliente.import')
  const go = places.map(({ id, to, icon }) => ({
    id: `go.${id}`,
    label: t('palette.go', { place: t(`place.${id}`) }),
    icon,
    run: () => void navigate({ to }),
  }))
  const create = (allowed: boolean, action: Action) => (allowed ? [action] : [])
  return [
    ...go,
    ...create(writes, {
      id: 'cliente.create',
      label: t('palette.newCliente'),
      icon: IconUserPlus,
      run: () => void navigate({ to: '/clientes', search: { crear: true } }),
    }),
    ...create(issues, {
      id: 'factura.create',
      label: t('palette.newFactura'),
      icon: IconFilePlus,
      run: () => void navigate({ to: '/facturas', search: { crear: true } }),
    }),
    ...create(imports, {
      id: 'import',
      label: t('palette.import'),
      icon: IconTableImport,
      run: () => void navigate({ to: '/clientes/importar' }),
    }),
    { id: 'lock', label: t('person.lock'), icon: IconLock, run: lock },
  ]
}

/** Ctrl+K: clients, invoices by number, and everything that can be done, from anywhere. */
export function CommandPalette() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [texto] = useDebouncedValue(query.trim(), TYPING_MS)
  const collects = useCan('pago.record')
  const readsClientes = useCan('cliente.read')
  const readsFacturas = useCan('factura.read')
  const actions = useActions().filter(({ label }) => sameText(label, query))

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
  const hits = texto === '' ? [] : (clientes.data ?? [])
  const invoices = facturas.data?.items ?? []
  const openCliente = (id: string) =>
    collects
      ? void navigate({ to: '/mostrador', search: { cliente: id } })
      : void navigate({ to: '/clientes/$id', params: { id } })

  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut={null} scrollable maxHeight={460} size={640}>
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {hits.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.clientes')}>
            {hits.map((hit) => (
              <Spotlight.Action key={hit.id} onClick={() => openCliente(hit.id)} className={styles['hit'] ?? ''}>
                <IconUser size={18} aria-hidden />
                <span className={styles['what']}>
                  <span className={styles['name']}>{hit.nombreRazonSocial}</span>
                  <Text component="span" size="xs" c="dimmed" truncate>
                    {[hit.codigoCliente, hit.documento, hit.direccion].filter(Boolean).join(' · ')}
                  </Text>
                </span>
                {hit.deuda > 0 && <Money amount={hit.deuda} tone="due" />}
                {hit.estadoServicio !== 'activo' && <EstadoBadge tipo="servicio" estado={hit.estadoServicio} />}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {invoices.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.facturas')}>
            {invoices.map((factura) => (
              <Spotlight.Action
                key={factura.id}
                className={styles['hit'] ?? ''}
                onClick={() => void navigate({ to: '/facturas/$id', params: { id: factura.id } })}
              >
                <IconFileInvoice size={18} aria-hidden />
                <span className={styles['what']}>
                  <span className={styles['name']}>{factura.numero}</span>
                  <Text component="span" size="xs" c="dimmed" truncate>
                    {factura.clienteNombre}
                  </Text>
                </span>
                <Money amount={factura.montoTotal} />
                <EstadoBadge tipo="factura" estado={factura.estado} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {actions.map(({ id, label, icon: ActionIcon, run }) => (
              <Spotlight.Action key={id} onClick={run} className={styles['hit'] ?? ''}>
                <ActionIcon size={18} aria-hidden />
                <span className={styles['what']}>{label}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {hits.length + invoices.length + actions.length === 0 && (
          <Spotlight.Empty>{clientes.isFetching ? t('palette.searching') : t('palette.nothing')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
