import { Badge, Button, Switch, Table, Text } from '@mantine/core'
import { IconWifi } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanOverview } from '../../../contract/index.ts'
import { useCan, useDates, useMoney, useNumber } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { Money } from '../../components/Money.tsx'
import { RowButton } from '../../components/RowButton.tsx'
import { orpc } from '../../rpc/query.ts'
import { ListState } from './ListState.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { PlanDrawer } from './PlanDrawer.tsx'
import { PlanPricesDialog } from './PlanPricesDialog.tsx'
import { usePlanTax } from './PlanWords.ts'
import { SectionPage } from './SectionPage.tsx'

type Opened = { tipo: 'new' | 'prices' } | { tipo: 'plan'; id: string }

/** What the office sells, what it brings in, and what it will cost. */
export function PlansSection() {
  const { t } = useTranslation(['settings', 'servicios'])
  const writes = useCan('plan.write')
  const planes = useQuery(orpc.planes.overview.queryOptions())
  const [opened, setOpened] = useState<Opened | null>(null)
  const [archived, setArchived] = useState(false)
  const close = () => setOpened(null)
  const all = planes.data ?? []
  const plan = opened?.tipo === 'plan' ? all.find(({ id }) => id === opened.id) : undefined
  return (
    <SectionPage
      title={t('section.planes')}
      subtitle={<Subtitle planes={all} />}
      actions={
        <>
          {all.some(({ activo }) => !activo) && (
            <Switch
              size="sm"
              label={t('servicios:plans.showArchived')}
              checked={archived}
              onChange={(event) => setArchived(event.currentTarget.checked)}
            />
          )}
          {writes && all.some(({ activo }) => activo) && (
            <Button variant="default" onClick={() => setOpened({ tipo: 'prices' })}>
              {t('servicios:plans.change')}
            </Button>
          )}
        </>
      }
      primary={
        writes && (
          <KeyButton hotkey="F2" onClick={() => setOpened({ tipo: 'new' })}>
            {t('planes.new')}
          </KeyButton>
        )
      }
    >
      <ListState
        query={planes}
        empty={<EmptyState icon={<IconWifi />} title={t('planes.none')} text={t('planes.noneText')} />}
        render={(rows) => (
          <PlanTable
            planes={rows.filter(({ activo }) => activo || archived)}
            onOpen={(id) => setOpened({ tipo: 'plan', id })}
          />
        )}
      />
      {opened?.tipo === 'new' && <PlanDialog plan={null} onClose={close} />}
      {opened?.tipo === 'prices' && <PlanPricesDialog planes={all.filter(({ activo }) => activo)} onClose={close} />}
      {plan && <PlanDrawer key={plan.id} plan={plan} onClose={close} />}
    </SectionPage>
  )
}

function Subtitle({ planes }: { planes: readonly PlanOverview[] }) {
  const { t } = useTranslation(['settings', 'servicios'])
  const { format } = useMoney()
  const number = useNumber()
  if (planes.length === 0) return t('planes.subtitle')
  const servicios = planes.reduce((sum, { activos }) => sum + activos, 0)
  const monto = planes.reduce((sum, { ingresoMensual }) => sum + ingresoMensual, 0)
  return t('servicios:plans.total', { count: servicios, servicios: number(servicios), monto: format(monto) })
}

interface TableProps {
  planes: readonly PlanOverview[]
  onOpen: (id: string) => void
}

function PlanTable({ planes, onOpen }: TableProps) {
  const { t } = useTranslation(['settings', 'servicios', 'common'])
  const { date } = useDates()
  const { format } = useMoney()
  const number = useNumber()
  const tax = usePlanTax()
  return (
    <Table highlightOnHover stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('planes.nombre')}</Table.Th>
          <Table.Th ta="right">{t('planes.speed')}</Table.Th>
          <Table.Th ta="right">{t('planes.precio')}</Table.Th>
          <Table.Th>{t('planes.impuestos')}</Table.Th>
          <Table.Th>{t('planes.politica')}</Table.Th>
          <Table.Th ta="right">{t('planes.servicios')}</Table.Th>
          <Table.Th ta="right">{t('servicios:plans.revenue')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {planes.map((plan) => (
          <Table.Tr key={plan.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <RowButton onClick={() => onOpen(plan.id)}>{plan.nombre}</RowButton>{' '}
              {!plan.activo && <Badge color="gray">{t('servicios:plans.archived')}</Badge>}
            </Table.Td>
            <Table.Td ta="right" className="tabular" style={{ whiteSpace: 'nowrap' }}>
              {t('planes.mbps', { down: number(plan.velocidadBajadaMbps), up: number(plan.velocidadSubidaMbps) })}
            </Table.Td>
            <Table.Td ta="right">
              <Money amount={plan.precioMensual} />
              {plan.proximoPrecio && (
                <Text size="xs" c="dimmed">
                  {t('servicios:plans.future', {
                    precio: format(plan.proximoPrecio.precioMensual),
                    fecha: date(plan.proximoPrecio.vigenteDesde),
                  })}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{plan.impuestos.map(tax).join(', ') || '—'}</Table.Td>
            <Table.Td>{t(`common:enums.politicaSuspension.${plan.politicaSuspension}`)}</Table.Td>
            <Table.Td ta="right" className="tabular">
              {number(plan.servicios)}
            </Table.Td>
            <Table.Td ta="right">
              <Money amount={plan.ingresoMensual} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
