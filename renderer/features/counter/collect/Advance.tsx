import { Button, Group } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Servicio } from '../../../../contract/index.ts'
import type { Minor } from '../../../../contract/money.ts'
import { useMoney } from '../../../app/session.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'

const MONTHS = [1, 2, 3, 6]

/** A client without debt pays in advance: all of it becomes credit. Proposes whole months of the services in force. */
export function Advance(props: { servicios: readonly Servicio[]; onMonto: (monto: Minor) => void }) {
  const { servicios, onMonto } = props
  const { t } = useTranslation('counter')
  const { format } = useMoney()
  const monthly = servicios.reduce((sum, { estado, precioMensual }) => sum + (estado === 'baja' ? 0 : precioMensual), 0)
  return (
    <EmptyState
      icon={<IconCalendarPlus size={24} />}
      title={t('card.clear')}
      text={t('collect.advance')}
      action={
        monthly > 0 && (
          <Group gap="xs" justify="center">
            {MONTHS.map((count) => (
              <Button key={count} variant="default" onClick={() => onMonto(count * monthly)}>
                {t('collect.months', { count })} · {format(count * monthly)}
              </Button>
            ))}
          </Group>
        )
      }
    />
  )
}
