import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import type { ServiceAction } from './actions.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { ServicioDialog } from './ServicioDialog.tsx'

interface Props {
  servicio: ServicioRow
  /** What was chosen; null: nothing is open. */
  action: ServiceAction | null
  onClose: () => void
}

/** The dialog of what was chosen for a service. */
export function ServiceDialogs({ servicio, action, onClose }: Props) {
  if (action === null) return null
  if (action === 'editar')
    return <ServicioDialog clienteId={servicio.clienteId} servicio={servicio} onClose={onClose} />
  return <ChangeDialog servicio={servicio} kind={action} onClose={onClose} />
}
