import { Stack } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketsDocumento } from '../../contract/index.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { KeyButton } from './KeyButton.tsx'
import { TicketOutcome } from './TicketOutcome.tsx'
import { useHasTicketPrinter, usePrintTicket } from './useTickets.ts'

/** Prints a document on the ticket printer of this seat; nothing where there is none. */
export function TicketButton({ tipo, documentoId }: { tipo: TicketsDocumento; documentoId: string }) {
  const has = useHasTicketPrinter()
  return has && <Printing tipo={tipo} documentoId={documentoId} />
}

function Printing({ tipo, documentoId }: { tipo: TicketsDocumento; documentoId: string }) {
  const { t } = useTranslation('impresion')
  const { print, isPending, isSuccess, error } = usePrintTicket(tipo, documentoId)
  return (
    <Stack gap="xs">
      <KeyButton
        hotkey="mod+T"
        variant="default"
        fullWidth
        leftSection={<IconReceipt size={18} aria-hidden />}
        loading={isPending}
        onClick={print}
      >
        {t('action.ticket')}
      </KeyButton>
      {error != null && <ErrorNote error={error} />}
      {isSuccess && <TicketOutcome documentoId={documentoId} />}
    </Stack>
  )
}
