import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteProfile } from '../../../../contract/procedures/customers.ts'
import { useKeysAhead } from '../../../app/hotkeys.ts'
import { useCan } from '../../../app/session.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import type { PaperSource } from '../../../components/paperOutput.ts'
import { orpc } from '../../../rpc/query.ts'
import { DocumentDialog } from '../../documents/index.ts'
import { FreeCreditDialog } from './FreeCreditDialog.tsx'
import { PromiseDialog } from './PromiseDialog.tsx'
import { RefundDialog } from './RefundDialog.tsx'

type Opened = { tipo: 'prometer' | 'devolver' | 'acreditar' } | { tipo: 'papel'; source: PaperSource }

interface Props {
  profile: ClienteProfile
  /** Whether a credit without an invoice may be given here; it is no business of a queue. */
  credits?: boolean
  size?: 'xs' | 'sm'
  /** The focus goes back to where it was before. */
  onDone?: () => void
}

/** What can be done about a client's account besides collecting: a promise (Alt+P), money back, a credit. */
export function AccountActions({ profile, credits = false, size = 'sm', onDone }: Props) {
  const { t } = useTranslation('cuentas')
  const { id: clienteId, nombreRazonSocial: nombre } = profile.cliente
  const { deuda, credito } = profile.saldos
  const may = {
    prometer: useCan('promesa.grant'),
    devolver: useCan('devolucion.record'),
    acreditar: useCan('nota_credito.issue'),
  }
  const promesas = useQuery(orpc.promesas.ofCliente.queryOptions({ input: { clienteId } }))
  useKeysAhead(promesas.isPending, ['alt+P'])
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => {
    setOpened(null)
    onDone?.()
  }
  const show = (source: PaperSource) => setOpened({ tipo: 'papel', source })
  return (
    <>
      {may.prometer && deuda > 0 && promesas.data?.abierta === null && (
        <KeyButton hotkey="alt+P" variant="default" size={size} onClick={() => setOpened({ tipo: 'prometer' })}>
          {t('promise.action')}
        </KeyButton>
      )}
      {may.devolver && credito > 0 && (
        <Button variant="default" size={size} onClick={() => setOpened({ tipo: 'devolver' })}>
          {t('refund.action')}
        </Button>
      )}
      {credits && may.acreditar && (
        <Button variant="default" size={size} onClick={() => setOpened({ tipo: 'acreditar' })}>
          {t('free.action')}
        </Button>
      )}
      {opened?.tipo === 'prometer' && (
        <PromiseDialog clienteId={clienteId} nombre={nombre} onClose={close} onGranted={close} />
      )}
      {opened?.tipo === 'devolver' && (
        <RefundDialog
          clienteId={clienteId}
          nombre={nombre}
          onClose={close}
          onRecorded={({ id }) => show({ tipo: 'devolucion', id })}
        />
      )}
      {opened?.tipo === 'acreditar' && (
        <FreeCreditDialog
          clienteId={clienteId}
          nombre={nombre}
          deuda={deuda}
          onClose={close}
          onIssued={({ id }) => show({ tipo: 'nota_credito', id })}
        />
      )}
      {opened?.tipo === 'papel' && <DocumentDialog source={opened.source} clienteId={clienteId} onClose={close} />}
    </>
  )
}
