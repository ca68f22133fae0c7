import { Button, Menu, Paper, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconBan, IconDots, IconFlag, IconPlus, IconReceiptTax } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cargo } from '../../../contract/procedures/cargos.ts'
import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { useCan, useDates, useMoney } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import { useRate } from '../billing/useTaxName.ts'
import { ChargeDialog } from './ChargeDialog.tsx'
import { AnnulChargeDialog, EndChargeDialog } from './ChargeEndDialogs.tsx'
import { chargeState, recurs } from './charges.ts'
import styles from './services.module.css'

interface Props {
  clienteId: string
  servicios: readonly ServicioRow[]
  /** Only the charges of this one. */
  servicioId?: string
}

type Opened = { tipo: 'new' } | { tipo: 'end' | 'annul'; cargo: Cargo }

/** What goes on the client's invoices beside the plans, and what is taken off them. */
export function ChargesPanel({ clienteId, servicios, servicioId }: Props) {
  const { t } = useTranslation('servicios')
  const writes = useCan('cargo.write')
  const [opened, setOpened] = useState<Opened | null>(null)
  const input = { clienteId, ...(servicioId === undefined ? {} : { servicioId }) }
  const cargos = useQuery(orpc.cargos.list.queryOptions({ input }))
  const close = () => setOpened(null)
  // Beside other things: nothing is said briefly.
  const short = servicioId !== undefined
  const add = writes && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => setOpened({ tipo: 'new' })}
    >
      {t('charge.add')}
    </Button>
  )
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="service-charges">
      <div className={styles['cardHead']}>
        <Title order={2} id="service-charges">
          {t('charge.title')}
        </Title>
        {(short || (cargos.data?.length ?? 0) > 0) && add}
      </div>
      {cargos.isError && <ErrorNote error={cargos.error} onRetry={() => void cargos.refetch()} />}
      {cargos.data?.length === 0 && short && (
        <Text size="sm" c="dimmed">
          {t('charge.none')}
        </Text>
      )}
      {cargos.data?.length === 0 && !short && (
        <EmptyState icon={<IconReceiptTax />} title={t('charge.none')} text={t('charge.noneText')} action={add} />
      )}
      {cargos.data !== undefined && cargos.data.length > 0 && (
        <Charges
          cargos={cargos.data}
          withService={servicioId === undefined && servicios.length > 1}
          writes={writes}
          onOpen={setOpened}
        />
      )}
      {opened?.tipo === 'new' && (
        <ChargeDialog clienteId={clienteId} servicios={servicios} servicioId={servicioId ?? null} onClose={close} />
      )}
      {opened?.tipo === 'end' && <EndChargeDialog cargo={opened.cargo} onClose={close} />}
      {opened?.tipo === 'annul' && <AnnulChargeDialog cargo={opened.cargo} onClose={close} />}
    </Paper>
  )
}

interface ChargesProps {
  cargos: readonly Cargo[]
  withService: boolean
  writes: boolean
  onOpen: (opened: Opened) => void
}

function Charges({ cargos, withService, writes, onOpen }: ChargesProps) {
  const { t } = useTranslation('servicios')
  const { date, today } = useDates()
  const days = ({ tipo, desde, hasta }: Cargo) => {
    if (hasta !== null) return t('charge.range', { desde: date(desde), hasta: date(hasta) })
    return recurs(tipo) ? t('charge.openRange', { desde: date(desde) }) : date(desde)
  }
  return (
    <Table className={styles['table'] ?? ''} aria-label={t('charge.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('charge.description')}</Table.Th>
          <Table.Th>{t('charge.kind')}</Table.Th>
          <Table.Th ta="right">{t('charge.amount')}</Table.Th>
          <Table.Th>{t('charge.from')}</Table.Th>
          <Table.Th>{t('charge.state')}</Table.Th>
          {writes && (
            <Table.Th w={44}>
              <VisuallyHidden>{t('action.menu')}</VisuallyHidden>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {cargos.map((cargo) => (
          <Table.Tr key={cargo.id}>
            <Table.Td className={styles['words'] ?? ''}>
              {cargo.descripcion}
              {withService && (
                <Text size="xs" c="dimmed">
                  {cargo.servicio ?? t('charge.ofClient')}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{t(`charge.tipo.${cargo.tipo}`)}</Table.Td>
            <Table.Td ta="right" className={`tabular ${styles['nowrap']}`}>
              <Amount cargo={cargo} />
            </Table.Td>
            <Table.Td>{days(cargo)}</Table.Td>
            <Table.Td>
              <State cargo={cargo} today={today()} />
            </Table.Td>
            {writes && (
              <Table.Td>
                <ChargeMenu cargo={cargo} onOpen={onOpen} />
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Amount({ cargo: { tipo, monto, tasaBp } }: { cargo: Cargo }) {
  const { t } = useTranslation('servicios')
  const { format } = useMoney()
  const rate = useRate()
  if (tipo === 'descuento_porcentaje') return `−${rate(tasaBp ?? 0)}`
  if (tipo === 'descuento_fijo') return t('charge.perMonth', { monto: format(-monto) })
  return tipo === 'recurrente' ? t('charge.perMonth', { monto: format(monto) }) : format(monto)
}

function State({ cargo, today }: { cargo: Cargo; today: string }) {
  const { t } = useTranslation('servicios')
  const { cuotas, cuotasFacturadas } = cargo
  return (
    <>
      {t(`charge.estado.${chargeState(cargo, today)}`)}
      {cuotas !== null && (
        <Text size="xs" c="dimmed">
          {t('charge.progress', { hechas: cuotasFacturadas, cuotas })}
        </Text>
      )}
    </>
  )
}

function ChargeMenu({ cargo, onOpen }: { cargo: Cargo; onOpen: (opened: Opened) => void }) {
  const { t } = useTranslation('servicios')
  const { today } = useDates()
  const state = chargeState(cargo, today())
  const ends = state === 'corre'
  const annuls = cargo.estado === 'vigente' && state !== 'terminado' && (!cargo.facturado || cargo.tipo === 'cuotas')
  if (!ends && !annuls) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={t('action.menuOf', { plan: cargo.descripcion })}
        >
          <IconDots size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ends && (
          <Menu.Item leftSection={<IconFlag size={16} aria-hidden />} onClick={() => onOpen({ tipo: 'end', cargo })}>
            {t('charge.end')}
          </Menu.Item>
        )}
        {annuls && (
          <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => onOpen({ tipo: 'annul', cargo })}>
            {t('charge.annul')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
