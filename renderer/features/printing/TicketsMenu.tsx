import { ActionIcon, Alert, Button, Group, Indicator, Popover, ScrollArea, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FallaImpresora, TrabajoTicket } from '../../../contract/index.ts'
import { useDates } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { FallaText, TicketState } from '../../components/TicketState.tsx'
import { useHasTicketPrinter, useTicketActions } from '../../components/useTickets.ts'
import { orpc } from '../../rpc/query.ts'
import { DrawerButton } from './DrawerButton.tsx'
import styles from './printing.module.css'

const OPEN_MS = 1_500
const CLOSED_MS = 10_000

const isOpen = ({ estado, documentoId }: TrabajoTicket): boolean =>
  ['pendiente', 'enviando', 'incierto'].includes(estado) || (estado === 'fallido' && documentoId !== '')

/** The queue of the ticket printer, wherever the person is; nothing where the seat has none. */
export function TicketsMenu() {
  return useHasTicketPrinter() && <Menu />
}

function Menu() {
  const { t } = useTranslation('impresion')
  const [opened, setOpened] = useState(false)
  const queue = useQuery(
    orpc.impresoras.queue.queryOptions({ staleTime: 0, refetchInterval: opened ? OPEN_MS : CLOSED_MS }),
  )
  const trabajos = queue.data?.trabajos ?? []
  const open = trabajos.filter(isOpen)
  const falla = queue.data?.falla ?? null
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={420} trapFocus>
      <Indicator disabled={open.length === 0} label={open.length} size={16} color={falla === null ? 'blue' : 'orange'}>
        <Popover.Target>
          <ActionIcon aria-label={t('queue.title')} size="lg" onClick={() => setOpened((shown) => !shown)}>
            <IconPrinter size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600}>{t('queue.title')}</Text>
            <DrawerButton />
          </Group>
          {falla !== null && open.length > 0 && (
            <Alert color="orange" variant="light" p="xs" icon={<IconAlertTriangle aria-hidden />} role="status">
              <FallaText falla={falla} />
            </Alert>
          )}
          <Tickets trabajos={trabajos} open={open} said={falla} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface TicketsProps {
  trabajos: readonly TrabajoTicket[]
  open: readonly TrabajoTicket[]
  /** What is said of the printer above the list: no ticket repeats it. */
  said: FallaImpresora | null
}

function Tickets({ trabajos, open, said }: TicketsProps) {
  const { t } = useTranslation('impresion')
  const actions = useTicketActions()
  const waiting = open.filter(({ estado }) => estado === 'pendiente')
  if (trabajos.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('queue.none')}
      </Text>
    )
  }
  return (
    <>
      {actions.error !== null && <ErrorNote error={actions.error} />}
      <ScrollArea.Autosize mah="60vh" type="auto">
        <ul className={styles['tickets']} aria-label={t('queue.title')}>
          {trabajos.slice(0, 20).map((ticket) => (
            <Row key={ticket.id} ticket={ticket} said={said} actions={actions} />
          ))}
        </ul>
      </ScrollArea.Autosize>
      {waiting.length > 1 && (
        <Button
          variant="default"
          size="xs"
          disabled={actions.busy}
          onClick={() => actions.cancel(waiting.map(({ id }) => id))}
        >
          {t('action.cancelAll', { count: waiting.length })}
        </Button>
      )}
    </>
  )
}

interface RowProps {
  ticket: TrabajoTicket
  said: FallaImpresora | null
  actions: ReturnType<typeof useTicketActions>
}

function Row({ ticket, said, actions }: RowProps) {
  const { t } = useTranslation('impresion')
  const { instant } = useDates()
  const { id, tipo, numero, copia, estado, falla, creadoEn, usuario } = ticket
  const name = [t(`tipo.${tipo}`), numero].filter(Boolean).join(' ')
  const action = (label: 'retry' | 'reprint' | 'confirm' | 'cancel', run: () => void) => (
    <Button
      variant="subtle"
      size="compact-xs"
      disabled={actions.busy}
      onClick={run}
      aria-label={`${t(`action.${label}`)}: ${name}`}
    >
      {t(`action.${label}`)}
    </Button>
  )
  return (
    <li className={styles['ticket']}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate title={name}>
          {name} {copia && <b>{t('queue.copia')}</b>}
        </Text>
        <TicketState estado={estado} />
      </Group>
      <Text size="xs" c="dimmed">
        {instant(creadoEn)} · {usuario}
      </Text>
      {falla !== null && falla !== said && estado !== 'impreso' && estado !== 'cancelado' && (
        <FallaText falla={falla} />
      )}
      <Group gap={4}>
        {(estado === 'pendiente' || (estado === 'fallido' && ticket.documentoId !== '')) &&
          action('retry', () => actions.retry(id))}
        {estado === 'incierto' && action('confirm', () => actions.confirm(id))}
        {(estado === 'incierto' || estado === 'impreso') &&
          ticket.documentoId !== '' &&
          action('reprint', () => actions.reprint(id))}
        {isOpen(ticket) && estado !== 'enviando' && action('cancel', () => actions.cancel([id]))}
      </Group>
    </li>
  )
}
