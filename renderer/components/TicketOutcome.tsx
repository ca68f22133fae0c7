import { Alert, Button, Group, Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrabajoTicket } from '../../contract/index.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { FallaText } from './TicketState.tsx'
import { useTicketActions, useTicketOf } from './useTickets.ts'

interface Props {
  documentoId: string
  /** Another way out, offered while the ticket does not come: the PDF. Nothing is left waiting behind it. */
  onPaper?: (() => void) | undefined
}

/** What became of a document's ticket, and what can be done while it does not come out. */
export function TicketOutcome({ documentoId, onPaper }: Props) {
  const { t } = useTranslation('impresion')
  const tickets = useTicketOf(documentoId, true)
  const actions = useTicketActions()
  const ticket = tickets.data?.[0]
  if (tickets.isError) return <ErrorNote error={tickets.error} onRetry={() => void tickets.refetch()} />
  if (ticket === undefined || ticket.estado === 'cancelado') return null
  const moves = ticket.estado === 'enviando' || (ticket.estado === 'pendiente' && ticket.falla === null)
  if (moves || ticket.estado === 'impreso') {
    return (
      <Group gap="xs" role="status" wrap="nowrap">
        {moves ? <Loader size={14} aria-hidden /> : <IconPrinter size={16} aria-hidden />}
        <Text size="sm" c="dimmed">
          {t(moves ? 'ticketUi.printing' : ticket.copia ? 'ticketUi.printedCopy' : 'ticketUi.printed')}
        </Text>
      </Group>
    )
  }
  return (
    <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Troubled ticket={ticket}>
        {ticket.estado === 'incierto' ? (
          <>
            <Button variant="default" size="xs" disabled={actions.busy} onClick={() => actions.confirm(ticket.id)}>
              {t('action.confirm')}
            </Button>
            <Button variant="default" size="xs" disabled={actions.busy} onClick={() => actions.reprint(ticket.id)}>
              {t('action.reprint')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="default" size="xs" disabled={actions.busy} onClick={() => actions.retry(ticket.id)}>
              {t('action.retry')}
            </Button>
            {onPaper && (
              <Button
                variant="default"
                size="xs"
                disabled={actions.busy}
                onClick={() => actions.cancel([ticket.id], onPaper)}
              >
                {t('action.pdf')}
              </Button>
            )}
          </>
        )}
      </Troubled>
      {actions.error !== null && <ErrorNote error={actions.error} />}
    </Alert>
  )
}

function Troubled({ ticket, children }: { ticket: TrabajoTicket; children: ReactNode }) {
  const { t } = useTranslation('impresion')
  return (
    <>
      <Text size="sm" fw={600}>
        {t(
          `ticketUi.${ticket.estado === 'incierto' ? 'uncertain' : ticket.estado === 'fallido' ? 'failed' : 'waiting'}`,
        )}
      </Text>
      {ticket.falla !== null && <FallaText falla={ticket.falla} />}
      <Group gap="xs" mt="xs">
        {children}
      </Group>
    </>
  )
}
