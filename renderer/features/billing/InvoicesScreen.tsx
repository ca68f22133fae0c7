import { getRouteApi, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useNumber, useSession } from '../../app/session.tsx'
import { isKeptPlace } from '../../components/useGridPlace.ts'
import { KeyButton } from '../../components/KeyButton.tsx'
import { KeysetTable } from '../../components/KeysetTable.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useTypeToFocus } from '../../components/useTypeToFocus.ts'
import { Screen } from '../../components/Screen.tsx'
import { BatchButton } from '../documents/index.ts'
import { ExportButton } from './accounts/ExportButton.tsx'
import { BillingTabs } from './BillingTabs.tsx'
import { ManualInvoiceDialog } from './create/ManualInvoiceDialog.tsx'
import { useFacturaColumns } from './facturaColumns.tsx'
import { InvoiceDrawer } from './InvoiceDrawer.tsx'
import { InvoiceFilters } from './InvoiceFilters.tsx'
import { NoInvoices } from './NoInvoices.tsx'
import { DueBanner } from './run/DueBanner.tsx'
import { numeroOf } from './numero.ts'
import { filtersOf, type InvoicesSearch, isFiltered, keepInvoicesSearch } from './search.ts'
import { useFacturas } from './useFacturas.ts'

const route = getRouteApi('/facturas')
const LIST = 'facturas'

/**
 * The invoices of the office. The main tasks as keystrokes: scan a barcode (or type its number and Enter) to open an
 * invoice, Ctrl+P to see it on paper; Ctrl+Shift+N to write a new one.
 */
export function InvoicesScreen() {
  const { t } = useTranslation('billing')
  const navigate = useNavigate()
  const search = route.useSearch()
  const { id: openId } = useParams({ strict: false })
  const { prefijo } = useSession().puesto
  const issues = useCan('factura.issue')
  const [issued, setIssued] = useState<string | null>(null)
  const creation = useCreation(search)
  const box = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  useTypeToFocus(box)
  const view = JSON.stringify(filtersOf(search))
  const [returning] = useState(() => isKeptPlace(LIST, view))

  const { numero, ...filters } = filtersOf(search)
  const facturas = useFacturas(numero === undefined ? filters : { ...filters, numero: numeroOf(numero, prefijo) })
  useEffect(() => {
    // An invoice that was opened from elsewhere says nothing about the list behind it.
    if (openId === undefined) keepInvoicesSearch(search)
  }, [search, openId])

  const detailOf = (id: string) => ({ to: '/facturas/$id', params: { id }, search: filtersOf(search) }) as const
  const open = (id: string) => void navigate(detailOf(id))
  const close = () => {
    setIssued(null)
    void navigate({ to: '/facturas', search: filtersOf(search) })
    requestAnimationFrame(() => (grid.current ?? box.current)?.focus())
  }
  const filterBy = (wanted: InvoicesSearch) => {
    keepInvoicesSearch(wanted)
    void navigate({ to: '/facturas', search: wanted, replace: true })
  }
  return (
    <Screen tabs={<BillingTabs />}>
      <PageHeader
        title={t('title')}
        subtitle={<Count query={facturas} />}
        actions={
          numero === undefined && (
            <>
              <ExportButton reporte={{ tipo: 'facturas', filter: filters }} />
              <BatchButton source={{ tipo: 'filtro', filter: filters }} />
            </>
          )
        }
        primary={
          issues && (
            <KeyButton hotkey="mod+Shift+N" onClick={() => creation.start(null)}>
              {t('create.new')}
            </KeyButton>
          )
        }
      />
      <DueBanner />
      <InvoiceFilters
        ref={box}
        autoFocus={!returning}
        search={filtersOf(search)}
        onChange={filterBy}
        onOpen={open}
        onDown={() => grid.current?.focus()}
      />
      <KeysetTable
        ref={grid}
        columns={useFacturaColumns({ withClient: true })}
        query={facturas}
        rowKey={({ id }) => id}
        onOpen={({ id }) => open(id)}
        selectedKey={openId}
        label={t('title')}
        place={{ list: LIST, view }}
        takeFocus={returning}
        empty={
          <NoInvoices
            filtered={isFiltered(search)}
            onClear={() => filterBy({})}
            onCreate={issues ? () => creation.start(null) : null}
          />
        }
      />
      {openId !== undefined && (
        <InvoiceDrawer key={openId} facturaId={openId} onClose={close} onPaper={issued === openId} />
      )}
      {creation.of !== null && issues && (
        <ManualInvoiceDialog
          clienteId={creation.of.clienteId}
          onClose={creation.end}
          onIssued={({ id }) => {
            setIssued(id)
            // The form has not gone yet, and would ask about what was typed in it.
            void navigate({ ...detailOf(id), ignoreBlocker: true })
          }}
        />
      )}
    </Screen>
  )
}

/** The form of a new invoice, and whom it is for; the address may open it, once. */
function useCreation({ crear, cliente, ...filters }: InvoicesSearch) {
  const navigate = useNavigate()
  const [of, setOf] = useState<{ clienteId: string | null } | null>(null)
  useEffect(() => {
    if (!crear) return
    setOf({ clienteId: cliente ?? null })
    void navigate({ to: '/facturas', search: filters, replace: true })
    // Only the address opens it: the filters that go with it are those of the same address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [crear, cliente])
  return { of, start: (clienteId: string | null) => setOf({ clienteId }), end: () => setOf(null) }
}

function Count({ query }: { query: ReturnType<typeof useFacturas> }) {
  const { t } = useTranslation('billing')
  const number = useNumber()
  const pages = query.data?.pages ?? []
  const total = pages[0]?.total ?? null
  const shown = pages.reduce((sum, { items }) => sum + items.length, 0)
  if (query.data === undefined) return null
  const count = total ?? shown
  return (
    <span role="status" className="tabular">
      {t(total === null && query.hasNextPage ? 'countMore' : 'count', { count, n: number(count) })}
    </span>
  )
}
