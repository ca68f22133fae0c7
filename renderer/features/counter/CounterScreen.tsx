import { VisuallyHidden } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHotkey } from '../../app/hotkeys.ts'
import { useCan } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Screen } from '../../components/Screen.tsx'
import { DocumentDialog } from '../documents/index.ts'
import { ClientCard } from './ClientCard.tsx'
import { CollectDialog } from './collect/CollectDialog.tsx'
import { HitList } from './HitList.tsx'
import { Home } from './Home.tsx'
import { NothingFound } from './NothingFound.tsx'
import { SearchBox } from './SearchBox.tsx'
import { useClientSearch } from './useClientSearch.ts'
import { useSearchFocus } from './useSearchFocus.ts'

interface Opened {
  clienteId: string
  /** The invoice whose number or barcode was searched. */
  facturaId: string | null
}

const route = getRouteApi('/mostrador')

/**
 * The cashier's home. The main task as keystrokes, from a known name to a printed ticket: Enter opens the client, Enter
 * collects, Enter confirms what is proposed, Enter prints; the cash received is typed before confirming when there is
 * change to give. Esc always goes one step back.
 */
export function CounterScreen() {
  const { t } = useTranslation('counter')
  const [opened, setOpened] = useState<Opened | null>(null)
  const [collecting, setCollecting] = useState(false)
  const [reprinting, setReprinting] = useState<string | null>(null)
  const canCollect = useCan('pago.record')
  const box = useRef<HTMLInputElement>(null)
  useSearchFocus(box)

  const open = useCallback((hit: { id: string; facturaId: string | null }) => {
    setOpened({ clienteId: hit.id, facturaId: hit.facturaId })
    box.current?.select()
  }, [])
  const search = useClientSearch(open)
  useClientFromAddress(open)

  const focusBox = () => requestAnimationFrame(() => box.current?.focus())
  const collect = () => setCollecting(canCollect && opened !== null)
  const closeCard = () => {
    setOpened(null)
    focusBox()
  }
  const closeCollect = () => {
    setCollecting(false)
    focusBox()
  }
  const finish = () => {
    search.setText('')
    setOpened(null)
    closeCollect()
  }
  const active = search.settled ? search.hits[search.active] : undefined
  useHotkey(opened === null && active !== undefined && canCollect ? 'F2' : null, () => {
    if (active === undefined) return
    open(active)
    setCollecting(true)
  })

  return (
    <Screen>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <Announcement search={search} listed={opened === null} />
      <SearchBox
        ref={box}
        search={{
          ...search,
          setText(text) {
            setOpened(null)
            search.setText(text)
          },
        }}
        listed={opened === null}
        onEnter={opened === null ? search.choose : collect}
        onEscape={opened === null ? () => search.setText('') : closeCard}
      />
      {opened === null ? (
        <Found search={search} onChoose={open} onReprint={setReprinting} />
      ) : (
        <ClientCard
          key={opened.clienteId}
          clienteId={opened.clienteId}
          facturaId={opened.facturaId}
          onCollect={collect}
          onReprint={setReprinting}
          onClose={closeCard}
        />
      )}
      {opened !== null && collecting && (
        <CollectDialog
          clienteId={opened.clienteId}
          facturaId={opened.facturaId}
          onClose={closeCollect}
          onFinish={finish}
        />
      )}
      {reprinting !== null && (
        <DocumentDialog
          onClose={() => {
            setReprinting(null)
            focusBox()
          }}
          source={{ tipo: 'recibo', id: reprinting }}
        />
      )}
    </Screen>
  )
}

function Found(props: {
  search: ReturnType<typeof useClientSearch>
  onChoose: (hit: { id: string; facturaId: string | null }) => void
  onReprint: (reciboId: string) => void
}) {
  const { search, onChoose, onReprint } = props
  if (search.text.trim() === '') return <Home onReprint={onReprint} />
  if (search.error !== null) return <ErrorNote error={search.error} onRetry={search.retry} />
  if (search.hits.length > 0) {
    return <HitList hits={search.hits} active={search.active} onPoint={search.point} onChoose={onChoose} />
  }
  return search.settled ? <NothingFound texto={search.text.trim()} /> : null
}

/** How many were found, for who cannot see the list. */
function Announcement({ search, listed }: { search: ReturnType<typeof useClientSearch>; listed: boolean }) {
  const { t } = useTranslation('counter')
  return (
    <VisuallyHidden role="status">
      {listed && search.settled && t('search.count', { count: search.hits.length })}
    </VisuallyHidden>
  )
}

/** Opens the client that the address names (another screen sent the cashier here), once. */
function useClientFromAddress(open: (hit: { id: string; facturaId: null }) => void): void {
  const { cliente } = route.useSearch()
  const navigate = useNavigate()
  useEffect(() => {
    if (cliente === undefined) return
    open({ id: cliente, facturaId: null })
    void navigate({ to: '/mostrador', search: {}, replace: true })
  }, [cliente, open, navigate])
}
