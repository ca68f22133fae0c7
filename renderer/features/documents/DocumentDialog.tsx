import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentoCorreo } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { PaperDialog } from '../../components/PaperDialog.tsx'
import type { PaperSource } from '../../components/paperOutput.ts'
import { SendMailDialog } from './SendMailDialog.tsx'

interface Props {
  source: PaperSource
  clienteId: string
  onClose: () => void
  note?: ReactNode
}

/** A refund is handed over with its money, and the cash desk's papers stay in the office: they are not mailed. */
function mailable(source: PaperSource): DocumentoCorreo | null {
  if (source.tipo === 'estado_cuenta') return source
  const { tipo, id } = source
  return tipo === 'recibo' || tipo === 'factura' || tipo === 'nota_credito' ? { tipo, id } : null
}

/** A document as it will come out: printed, kept as a PDF, or sent to its client. */
export function DocumentDialog({ source, clienteId, onClose, note }: Props) {
  const { t } = useTranslation('paper')
  const sends = useCan('correo.send')
  const [mailing, setMailing] = useState(false)
  const documento = mailable(source)
  if (mailing && documento !== null) {
    return (
      <SendMailDialog documento={documento} clienteId={clienteId} onClose={() => setMailing(false)} onSent={onClose} />
    )
  }
  const more = sends && documento !== null && (
    <Button
      variant="default"
      fullWidth
      leftSection={<IconMail size={18} aria-hidden />}
      onClick={() => setMailing(true)}
    >
      {t('mail.action')}
    </Button>
  )
  return <PaperDialog opened onClose={onClose} source={source} note={note} more={more} />
}
