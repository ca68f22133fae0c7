import { Button } from '@mantine/core'
import { IconTableImport, IconUserPlus } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useNumber } from '../../app/session.tsx'
import { isKeptPlace } from '../../components/useGridPlace.ts'
import { KeyButton } from '../../components/KeyButton.tsx'
import { type KeysetSort, KeysetTable } from '../../components/KeysetTable.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { defined } from '../../app/searchParams.ts'
import { useClienteColumns } from './clienteColumns.tsx'
import { CustomerFilters } from './CustomerFilters.tsx'
import { ClienteDialog } from './form/ClienteDialog.tsx'
import { NoCustomers } from './NoCustomers.tsx'
import { type ClienteSort, type CustomersSearch, filterOf, isFiltered, keepCustomersSearch } from './search.ts'
import { useCustomers } from './useCustomers.ts'

const route = getRouteApi('/clientes')
const LIST = 'clientes'

/**
 * Every client of the office. The main task as keystrokes: type a part of the name (or code, document, phone), ArrowDown
 * to the row, Enter opens the profile. Ctrl+N creates one.
 */
export function CustomersScreen() {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const search = route.useSearch()
  const writes = useCan('cliente.write')
  const imports = useCan('cliente.import')
  const creation = useCreation(search)
  const ranked = search.texto !== undefined
  const sort: KeysetSort<ClienteSort> = { key: search.orden ?? 'nombre', descending: search.desc ?? false }
  const view = JSON.stringify({ ...filterOf(search), ...sort })
  const [returning] = useState(() => isKeptPlace(LIST, view))
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => keepCustomersSearch(search), [search])

  const clientes = useCustomers(search)
  const open = (id: string) => void navigate({ to: '/clientes/$id', params: { id } })
  const show = (wanted: CustomersSearch) => {
    keepCustomersSearch(wanted)
    void navigate({ to: '/clientes', search: wanted, replace: true })
  }
  const [entered, setEntered] = useState<string | null>(null)
  const settled = entered === (search.texto ?? '') && !clientes.isFetching
  useEffect(() => {
    if (!settled) return
    setEntered(null)
    const rows = clientes.data?.pages[0]?.items ?? []
    const [only] = rows
    if (rows.length === 1 && only !== undefined) void navigate({ to: '/clientes/$id', params: { id: only.id } })
    else grid.current?.focus()
  }, [settled, clientes.data, navigate])
  const sortBy = ({ key, descending }: KeysetSort<ClienteSort>) =>
    show(defined({ ...search, orden: key === 'nombre' ? undefined : key, desc: descending ? true : undefined }))
  const clear = () => show(defined({ orden: search.orden, desc: search.desc }))

  const create = writes && (
    <KeyButton hotkey="mod+N" leftSection={<IconUserPlus size={18} aria-hidden />} onClick={creation.start}>
      {t('list.create')}
    </KeyButton>
  )
  const toImport = imports && (
    <Button
      variant="default"
      leftSection={<IconTableImport size={18} aria-hidden />}
      onClick={() => void navigate({ to: '/clientes/importar' })}
    >
      {t('list.import')}
    </Button>
  )
  return (
    <Screen>
      <PageHeader title={t('list.title')} subtitle={<Count query={clientes} />} primary={create} actions={toImport} />
      <CustomerFilters
        autoFocus={!returning}
        search={search}
        onChange={show}
        onClear={clear}
        onDown={() => grid.current?.focus()}
        onEnter={setEntered}
      />
      <KeysetTable
        ref={grid}
        columns={useClienteColumns({ ranked })}
        query={clientes}
        rowKey={({ id }) => id}
        onOpen={({ id }) => open(id)}
        // What is searched comes best match first.
        {...(ranked ? {} : { sort, onSort: sortBy })}
        label={t('list.title')}
        place={{ list: LIST, view }}
        takeFocus={returning}
        empty={
          <NoCustomers
            filtered={isFiltered(search)}
            onClear={clear}
            onCreate={writes ? creation.start : null}
            mayImport={imports}
          />
        }
      />
      {creation.opened && writes && (
        <ClienteDialog
          cliente={null}
          onClose={creation.end}
          onSaved={({ id }) => void navigate({ to: '/clientes/$id', params: { id }, ignoreBlocker: true })}
        />
      )}
    </Screen>
  )
}

/** The form of a new client; the address may open it, once. */
function useCreation({ crear, ...search }: CustomersSearch) {
  const navigate = useNavigate()
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    if (!crear) return
    setOpened(true)
    void navigate({ to: '/clientes', search, replace: true })
    // Only the address opens it: the filters that go with it are those of the same address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [crear])
  return { opened, start: () => setOpened(true), end: () => setOpened(false) }
}

function Count({ query }: { query: ReturnType<typeof useCustomers> }) {
  const { t } = useTranslation('customers')
  const number = useNumber()
  if (query.data === undefined) return null
  const { pages } = query.data
  const total = pages[0]?.total ?? null
  const count = total ?? pages.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <span role="status" className="tabular">
      {t(total === null && query.hasNextPage ? 'list.countMore' : 'list.count', { count, n: number(count) })}
    </span>
  )
}
