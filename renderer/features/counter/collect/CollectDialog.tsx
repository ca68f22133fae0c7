import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteProfile, Collectable, ReciboDetail } from '../../../../contract/index.ts'
import { useCan, useMoney } from '../../../app/session.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { PaperDialog } from '../../../components/PaperDialog.tsx'
import { usePrintsTickets } from '../../../components/useTickets.ts'
import { orpc } from '../../../rpc/query.ts'
import { DrawerGate } from '../../caja/drawer/DrawerGate.tsx'
import { useCajaStatus } from '../../caja/useCaja.ts'
import { CollectForm } from './CollectForm.tsx'
import { Given, Recorded } from './Recorded.tsx'
import { useAutoPrinter } from './useAutoPrint.ts'
import { useCollection } from './useCollection.ts'

interface Props {
  clienteId: string
  /** The invoice that was searched for: the only one picked at first. */
  facturaId: string | null
  /** Left without collecting; what was typed is kept. */
  onClose: () => void
  /** Collected, and the cashier goes on to the next client. */
  onFinish: () => void
}

/** Collecting from one client, from what is proposed to the receipt. */
export function CollectDialog({ clienteId, facturaId, onClose, onFinish }: Props) {
  const profile = useQuery(orpc.clientes.get.queryOptions({ input: { id: clienteId } }))
  // What is proposed is read afresh: the amount on the button is what the office will find.
  const open = useQuery(orpc.cobros.prepare.queryOptions({ input: { clienteId }, staleTime: 0 }))
  if (profile.data === undefined || open.data === undefined || !open.isFetchedAfterMount) {
    const failed = [profile, open].find((query) => query.isError)
    return (
      <Frame nombre={profile.data?.cliente.nombreRazonSocial ?? ''} onClose={onClose} waiting={!failed}>
        {failed ? <ErrorNote error={failed.error} onRetry={() => void failed.refetch()} /> : <Skeleton height={420} />}
      </Frame>
    )
  }
  return (
    <Collecting
      profile={profile.data}
      prepared={open.data}
      facturaId={facturaId}
      onClose={onClose}
      onFinish={onFinish}
    />
  )
}

interface CollectingProps extends Pick<Props, 'facturaId' | 'onClose' | 'onFinish'> {
  profile: ClienteProfile
  prepared: Collectable
}

function Collecting({ profile, prepared, facturaId, onClose, onFinish }: CollectingProps) {
  const { id, nombreRazonSocial } = profile.cliente
  const collection = useCollection(id, prepared, facturaId)
  const [triedToLeave, setTriedToLeave] = useState(false)
  const [opening, setOpening] = useState(false)
  const drawer = useCajaStatus()
  const { phase, values } = collection
  const noDrawer = values.metodo === 'efectivo' && drawer.data?.sesion === null

  if (phase.fase === 'recorded') {
    return <Done {...phase} nombre={nombreRazonSocial} onFinish={onFinish} />
  }
  const sending = phase.fase === 'sending'
  return (
    <>
      <Frame
        nombre={nombreRazonSocial}
        onClose={() => (sending ? setTriedToLeave(true) : onClose())}
        closable={!sending}
      >
        <CollectForm
          profile={profile}
          prepared={prepared}
          collection={collection}
          triedToLeave={triedToLeave}
          noDrawer={noDrawer}
          onDrawer={() => setOpening(true)}
        />
      </Frame>
      {opening && <DrawerGate onClose={() => setOpening(false)} onReady={collection.confirm} />}
    </>
  )
}

interface DoneProps {
  nombre: string
  recibo: ReciboDetail
  doubted: boolean
  onFinish: () => void
}

/** After the money: the receipt prints by itself, or is shown at once so that Enter prints it, with the change beside. */
function Done({ nombre, recibo, doubted, onFinish }: DoneProps) {
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  const autoPrinter = useAutoPrinter()
  const canPrint = useCan('recibo.print')
  const tickets = usePrintsTickets()
  const [onPaper, setOnPaper] = useState(canPrint && autoPrinter === null && !tickets)
  return (
    <>
      <Frame
        nombre={nombre}
        title={t('done.title', { monto: format(recibo.montoTotal) })}
        size="34rem"
        onClose={onFinish}
      >
        <Recorded
          recibo={recibo}
          doubted={doubted}
          autoPrinter={autoPrinter}
          tickets={tickets}
          covered={onPaper}
          onSee={() => setOnPaper(true)}
          onFinish={onFinish}
        />
      </Frame>
      {onPaper && (
        <PaperDialog
          onClose={() => setOnPaper(false)}
          source={{ tipo: 'recibo', id: recibo.id }}
          note={<Given recibo={recibo} />}
        />
      )}
    </>
  )
}

interface FrameProps {
  nombre: string
  title?: string
  size?: string
  onClose: () => void
  closable?: boolean
  /** What is owed is being read. */
  waiting?: boolean
  children: ReactNode
}

function Frame({ nombre, title, size = '70rem', onClose, closable = true, waiting = false, children }: FrameProps) {
  const { t } = useTranslation('counter')
  return (
    <Dialog
      onClose={onClose}
      title={title ?? t('collect.title', { nombre })}
      size={size}
      yOffset="3vh"
      closeOnClickOutside={false}
      withCloseButton={closable}
      waiting={waiting}
      styles={{ title: { lineHeight: 1.3 } }}
      onKeyDownCapture={swallowHeldEnter}
    >
      {children}
    </Dialog>
  )
}

/** A key held down must not run through the next steps. */
function swallowHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
}
