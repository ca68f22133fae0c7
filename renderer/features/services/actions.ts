import type { ServicioRow } from '../../../contract/procedures/servicios.ts'
import { orpc, queryClient } from '../../rpc/query.ts'

export type ChangeKind = 'cambio_plan' | 'pausa' | 'suspension' | 'reactivacion' | 'baja'
export type ServiceAction = ChangeKind | 'editar'

/** What can be done with a service as it stands, the likeliest first. */
export function actionsFor({ estado }: Pick<ServicioRow, 'estado'>): readonly ServiceAction[] {
  switch (estado) {
    case 'activo':
      return ['cambio_plan', 'pausa', 'suspension', 'baja', 'editar']
    case 'suspendido':
      return ['reactivacion', 'cambio_plan', 'baja', 'editar']
    case 'baja':
      return ['reactivacion', 'editar']
  }
}

/** Every screen that shows a service, what it costs or what it owes. */
export const refreshServices = (): Promise<unknown> =>
  Promise.all(
    [orpc.clientes, orpc.servicios, orpc.planes, orpc.cargos, orpc.facturas].map((part) =>
      queryClient.invalidateQueries({ queryKey: part.key() }),
    ),
  )
