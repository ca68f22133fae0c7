import { Paper, Select, Table, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ImportPlan } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { Money } from '../../components/Money.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './imports.module.css'

const CREATE = 'create'

interface Props {
  planes: readonly ImportPlan[]
  busy: boolean
  /** By the plan's name in the file: an office plan, or null to create it. */
  onChoice: (choice: Record<string, string | null>) => void
}

/** The plans of the file: each is created, or one of the office is used instead. */
export function PlansPanel({ planes, busy, onChoice }: Props) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const office = useQuery(orpc.planes.list.queryOptions())
  const sorted = planes.toSorted((a, b) => Number(b.doubtful) - Number(a.doubtful) || b.rows - a.rows)
  const names = new Set((office.data ?? []).map(({ nombre }) => nombre.toLowerCase()))
  if (planes.length === 0) {
    return (
      <Text size="sm" c="dimmed" p="md">
        {t('plans.none')}
      </Text>
    )
  }
  return (
    <div className={styles['choices']}>
      <Text size="sm" c="dimmed">
        {t('plans.text')}
      </Text>
      <Paper className={styles['scroll']}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('plans.name')}</Table.Th>
              <Table.Th ta="right">{t('plans.rows')}</Table.Th>
              <Table.Th ta="right">{t('plans.speed')}</Table.Th>
              <Table.Th ta="right">{t('plans.price')}</Table.Th>
              <Table.Th>{t('plans.action')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.map((plan) => (
              <Table.Tr key={plan.nombre}>
                <Table.Td className={styles['planName'] ?? ''}>
                  <span className={styles['name']}>{plan.nombre}</span>
                  {plan.doubtful && (
                    <span className={styles['doubtful']}>
                      <IconAlertTriangle size={14} aria-hidden />
                      {t('plans.doubtful')}
                    </span>
                  )}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {number(plan.rows)}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {t('plans.mbps', { down: number(plan.velocidadBajadaMbps), up: number(plan.velocidadSubidaMbps) })}
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={plan.precioMensual} />
                </Table.Td>
                <Table.Td className={styles['choice'] ?? ''}>
                  <Select
                    aria-label={t('plans.actionOf', { plan: plan.nombre })}
                    size="xs"
                    searchable
                    disabled={busy}
                    data={[
                      // A plan whose name the office has already cannot be made twice.
                      ...(names.has(plan.nombre.toLowerCase()) ? [] : [{ value: CREATE, label: t('plans.create') }]),
                      ...(office.data ?? []).map(({ id, nombre }) => ({
                        value: id,
                        label: t('plans.use', { plan: nombre }),
                      })),
                    ]}
                    value={plan.planId ?? CREATE}
                    onChange={(value) => onChoice({ [plan.nombre]: value === CREATE ? null : value })}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </div>
  )
}
