import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMoney, useNumber } from '../../app/session.tsx'
import { orpc } from '../../rpc/query.ts'

interface Props {
  label: string
  value: string
  onChange: (planId: string) => void
  /** A plan that is no choice: the one it has. */
  except?: string
  error?: ReactNode
}

/** A plan that is offered, with what it costs and gives. */
export function PlanSelect({ label, value, onChange, except, error }: Props) {
  const { t } = useTranslation('customers')
  const { format } = useMoney()
  const number = useNumber()
  const planes = useQuery(orpc.planes.list.queryOptions())
  const offered = (planes.data ?? []).filter(({ id, activo }) => activo && id !== except)
  const byId = new Map(offered.map((plan) => [plan.id, plan]))
  return (
    <Select
      label={label}
      required
      searchable
      data-autofocus
      data={offered.map(({ id, nombre }) => ({ value: id, label: nombre }))}
      value={value === '' ? null : value}
      onChange={(planId) => planId !== null && onChange(planId)}
      nothingFoundMessage={t(
        byId.size > 0 ? 'service.noSuchPlan' : except === undefined ? 'service.noPlans' : 'service.noOtherPlan',
      )}
      renderOption={({ option }) => {
        const plan = byId.get(option.value)
        return (
          <div>
            <Text size="sm" fw={550}>
              {option.label}
            </Text>
            {plan && (
              <Text size="xs" c="dimmed">
                {format(plan.precioMensual)} ·{' '}
                {t('service.mbps', {
                  bajada: number(plan.velocidadBajadaMbps),
                  subida: number(plan.velocidadSubidaMbps),
                })}
              </Text>
            )}
          </div>
        )
      }}
      error={error}
    />
  )
}
