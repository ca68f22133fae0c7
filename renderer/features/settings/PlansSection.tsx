import { Table } from '@mantine/core'
import { IconWifi } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../../../contract/index.ts'
import type { Impuesto } from '../../../contract/money.ts'
import { useCan, useNumber } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { Money } from '../../components/Money.tsx'
import { RowButton } from '../../components/RowButton.tsx'
import { orpc } from '../../rpc/query.ts'
import { ListState } from './ListState.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { SectionPage } from './SectionPage.tsx'

/** What the office sells. */
export function PlansSection() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const number = useNumber()
  const writes = useCan('plan.write')
  const planes = useQuery(orpc.planes.list.queryOptions())
  const [editing, setEditing] = useState<Plan | 'new' | null>(null)
  const rate = ({ nombre, tasaBp, incluido }: Impuesto) =>
    t(incluido ? 'planes.taxIncluded' : 'planes.taxAdded', { nombre, rate: number(tasaBp / 100) })
  return (
    <SectionPage
      title={t('section.planes')}
      subtitle={t('planes.subtitle')}
      primary={
        writes && (
          <KeyButton hotkey="F2" onClick={() => setEditing('new')}>
            {t('planes.new')}
          </KeyButton>
        )
      }
    >
      <ListState
        query={planes}
        empty={<EmptyState icon={<IconWifi />} title={t('planes.none')} text={t('planes.noneText')} />}
        render={(rows) => (
          <Table highlightOnHover stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('planes.nombre')}</Table.Th>
                <Table.Th ta="right">{t('planes.speed')}</Table.Th>
                <Table.Th ta="right">{t('planes.precio')}</Table.Th>
                <Table.Th>{t('planes.impuestos')}</Table.Th>
                <Table.Th>{t('planes.politica')}</Table.Th>
                <Table.Th ta="right">{t('planes.servicios')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((plan) => (
                <Table.Tr key={plan.id}>
                  <Table.Td>
                    <RowButton disabled={!writes} onClick={() => setEditing(plan)}>
                      {plan.nombre}
                    </RowButton>
                  </Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {t('planes.mbps', { down: number(plan.velocidadBajadaMbps), up: number(plan.velocidadSubidaMbps) })}
                  </Table.Td>
                  <Table.Td ta="right">
                    <Money amount={plan.precioMensual} />
                  </Table.Td>
                  <Table.Td>{plan.impuestos.map(rate).join(', ') || '—'}</Table.Td>
                  <Table.Td>{common(`enums.politicaSuspension.${plan.politicaSuspension}`)}</Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {number(plan.servicios)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      />
      {editing !== null && <PlanDialog plan={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </SectionPage>
  )
}
