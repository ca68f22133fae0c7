import { Button, Menu } from '@mantine/core'
import {
  IconArrowsExchange,
  IconChevronDown,
  IconCircleX,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { actionsFor, type ServiceAction } from './actions.ts'

const ICONS = {
  cambio_plan: IconArrowsExchange,
  pausa: IconPlayerPause,
  suspension: IconPlugConnectedX,
  reactivacion: IconPlayerPlay,
  baja: IconCircleX,
  editar: IconPencil,
} satisfies Record<ServiceAction, unknown>

interface Props {
  servicio: ServicioRow
  onAction: (action: ServiceAction) => void
  /** Left out of the menu: it has a button of its own. */
  without?: ServiceAction | null
  size?: 'xs' | 'sm'
}

/** What can be done with a service. */
export function ServiceMenu({ servicio, onAction, without = null, size = 'xs' }: Props) {
  const { t } = useTranslation('servicios')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size={size}
          aria-label={t('action.menuOf', { plan: servicio.planNombre })}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('action.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actionsFor(servicio)
          .filter((action) => action !== without)
          .map((action) => {
            const ActionIcon = ICONS[action]
            return (
              <Menu.Item
                key={action}
                leftSection={<ActionIcon size={16} aria-hidden />}
                onClick={() => onAction(action)}
              >
                {t(`action.${action}`)}
              </Menu.Item>
            )
          })}
      </Menu.Dropdown>
    </Menu>
  )
}
