import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacturaDetail } from '../../../contract/procedures/billing.ts'
import { useCan } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge, shownEstado } from '../../components/EstadoBadge.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import type { PaperSource } from '../../components/paperOutput.ts'
import { SidePanel } from '../../components/SidePanel.tsx'
import { orpc } from '../../rpc/query.ts'
import { DocumentDialog } from '../documents/index.ts'
import { CreditNoteDialog } from './accounts/CreditNoteDialog.tsx'
import { InvoiceDetail } from './InvoiceDetail.tsx'

interface Props {
  facturaId: string
  onClose: () => void
  /** Shown where the client is known already: no link to them. */
  ofClient?: boolean
  /** Its paper is shown at once: it has just been issued. */
  onPaper?: boolean
}

/** An invoice beside the list it was opened from: what it says, what paid it, and the paper. */
export function InvoiceDrawer({ facturaId, onClose, ofClient = false, onPaper = false }: Props) {
  const { t } = useTranslation('billing')
  const factura = useQuery(orpc.facturas.get.queryOptions({ input: { id: facturaId } }))
  const [paper, setPaper] = useState<PaperSource | null>(onPaper ? { tipo: 'factura', id: facturaId } : null)
  const [crediting, setCrediting] = useState<'nota' | 'anular' | null>(null)
  return (
    <>
      <SidePanel
        onClose={onClose}
        size="46rem"
        title={t('detail.title', { numero: factura.data?.numero ?? '' })}
        badge={factura.data && <EstadoBadge tipo="factura" estado={shownEstado(factura.data)} />}
        foot={
          factura.data && (
            <Actions
              factura={factura.data}
              onPaper={() => setPaper({ tipo: 'factura', id: facturaId })}
              onCredit={setCrediting}
            />
          )
        }
      >
        {factura.data ? (
          <InvoiceDetail
            factura={factura.data}
            ofClient={ofClient}
            onReceipt={(id) => setPaper({ tipo: 'recibo', id })}
            onNote={(id) => setPaper({ tipo: 'nota_credito', id })}
          />
        ) : factura.isError ? (
          <ErrorNote error={factura.error} onRetry={() => void factura.refetch()} />
        ) : (
          <Skeleton height={320} />
        )}
      </SidePanel>
      {crediting !== null && (
        <CreditNoteDialog
          facturaId={facturaId}
          modo={crediting}
          onClose={() => setCrediting(null)}
          onIssued={({ id }) => {
            setCrediting(null)
            setPaper({ tipo: 'nota_credito', id })
          }}
        />
      )}
      {paper !== null && factura.data && (
        <DocumentDialog source={paper} clienteId={factura.data.clienteId} onClose={() => setPaper(null)} />
      )}
    </>
  )
}

interface ActionsProps {
  factura: FacturaDetail
  onPaper: () => void
  onCredit: (modo: 'nota' | 'anular') => void
}

function Actions({ factura, onPaper, onCredit }: ActionsProps) {
  const { t } = useTranslation('billing')
  const navigate = useNavigate()
  const canCollect = useCan('pago.record')
  const canPrint = useCan('factura.print')
  const canCredit = useCan('nota_credito.issue') && factura.acreditado < factura.montoTotal
  return (
    <>
      {canCredit && (
        <>
          <Button variant="subtle" color="red" onClick={() => onCredit('anular')}>
            {t('detail.annul')}
          </Button>
          <Button variant="default" onClick={() => onCredit('nota')}>
            {t('detail.credit')}
          </Button>
        </>
      )}
      {canCollect && factura.saldo > 0 && (
        <KeyButton
          hotkey="F2"
          variant="default"
          onClick={() => void navigate({ to: '/mostrador', search: { cliente: factura.clienteId } })}
        >
          {t('detail.collect')}
        </KeyButton>
      )}
      <KeyButton hotkey="mod+P" onClick={onPaper} data-autofocus>
        {t(canPrint ? 'detail.print' : 'detail.see')}
      </KeyButton>
    </>
  )
}
