import { Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyButton } from '../../components/KeyButton.tsx'
import type { PaperSource } from '../../components/paperOutput.ts'
import { useCan } from '../../app/session.tsx'
import { DocumentDialog } from './DocumentDialog.tsx'

interface Props {
  tipo: Exclude<PaperSource['tipo'], 'estado_cuenta'>
  id: string
  clienteId: string
  autoFocus?: boolean
}

/** The paper of a document: Ctrl+P shows it, with the ways out. */
export function DocumentActions({ tipo, id, clienteId, autoFocus = false }: Props) {
  const { t } = useTranslation('billing')
  const canPrint = useCan(tipo === 'recibo' || tipo === 'devolucion' ? 'recibo.print' : 'factura.print')
  const [shown, setShown] = useState(false)
  return (
    <Group gap="xs" wrap="nowrap">
      <KeyButton hotkey="mod+P" onClick={() => setShown(true)} autoFocus={autoFocus}>
        {t(canPrint ? 'detail.print' : 'detail.see')}
      </KeyButton>
      {shown && <DocumentDialog source={{ tipo, id }} clienteId={clienteId} onClose={() => setShown(false)} />}
    </Group>
  )
}
