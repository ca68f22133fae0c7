import { Button } from '@mantine/core'
import { IconMail, IconReceiptOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentoCorreo } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PaperDialog } from '../../components/PaperDialog.tsx'
import type { PaperSource } from '../../components/paperOutput.ts'
import { orpc } from '../../rpc/query.ts'
import { ReceiptNote } from '../reversals/ReceiptNote.tsx'
import { VoidDialog } from '../reversals/VoidDialog.tsx'
import { SendMailDialog } from './SendMailDialog.tsx'

interface Props {
  source: PaperSource
  /** Of a receipt it says itself whose it is. */
  clienteId?: string
  onClose: () => void
  note?: ReactNode
}

/** A refund is handed over with its money, and the cash desk's papers stay in the office: they are not mailed. */
function mailable(source: PaperSource): DocumentoCorreo | null {
  if (source.tipo === 'estado_cuenta') return source
  const { tipo, id } = source
  return tipo === 'recibo' || tipo === 'factura' || tipo === 'nota_credito' ? { tipo, id } : null
}

/** A document as it will come out: printed, kept as a PDF, or sent to its client; a receipt may be voided (Alt+A). */
export function DocumentDialog({ source, clienteId: given, onClose, note }: Props) {
  const { t } = useTranslation(['paper', 'reversos'])
  const sends = useCan('correo.send')
  const voids = useCan('pago.void')
  const [mailing, setMailing] = useState(false)
  const [voiding, setVoiding] = useState(false)
  const [reversoId, setReversoId] = useState<string | null>(null)
  const isReceipt = source.tipo === 'recibo'
  const recibo = useQuery(orpc.recibos.get.queryOptions({ input: { id: source.id }, enabled: isReceipt })).data
  const clienteId = given ?? recibo?.clienteId
  const documento = mailable(source)
  if (reversoId !== null)
    return <PaperDialog onClose={onClose} source={{ tipo: 'reverso', id: reversoId }} note={note} />
  if (voiding)
    return <VoidDialog reciboId={source.id} onClose={() => setVoiding(false)} onVoided={({ id }) => setReversoId(id)} />
  if (mailing && documento !== null && clienteId !== undefined) {
    return (
      <SendMailDialog documento={documento} clienteId={clienteId} onClose={() => setMailing(false)} onSent={onClose} />
    )
  }
  const more = (
    <>
      {sends && documento !== null && clienteId !== undefined && (
        <Button
          variant="default"
          fullWidth
          leftSection={<IconMail size={18} aria-hidden />}
          onClick={() => setMailing(true)}
        >
          {t('mail.action')}
        </Button>
      )}
      {voids && recibo && recibo.revertido < recibo.montoTotal && (
        <KeyButton
          hotkey="alt+A"
          variant="light"
          color="red"
          fullWidth
          leftSection={<IconReceiptOff size={18} aria-hidden />}
          onClick={() => setVoiding(true)}
        >
          {t('reversos:action')}
        </KeyButton>
      )}
    </>
  )
  const notes = (
    <>
      {note}
      {recibo && <ReceiptNote recibo={recibo} />}
    </>
  )
  return <PaperDialog onClose={onClose} source={source} note={notes} more={more} />
}
