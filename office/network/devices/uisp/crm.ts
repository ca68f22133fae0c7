import type { EstadoServicio } from '../../../../contract/enums.ts'
import type { ServicioUisp } from '../../../../contract/procedures/red-servicio.ts'
import type { ReadDb } from '../../../../db/open.ts'
import { words } from '../../../customers/fold.ts'
import { refuse } from '../../../kernel/errors.ts'
import { perConnection } from '../../../kernel/statements.ts'
import { CRM_STATUS, type CrmClient, type CrmService, type UispClient, UispError } from '../../../uisp/index.ts'
import { asking, type Context, uispDevice } from './live.ts'

interface Ours {
  codigo: string
  nombre: string
}

const ours = perConnection((db: ReadDb) =>
  db.sqlite.prepare<[string, string], Ours>(
    `select c.codigo_cliente as codigo, c.nombre_razon_social as nombre
     from servicio s join cliente c on c.id = s.cliente_id where s.id = ? and s.tenant_id = ?`,
  ),
)

/** See `red.uispServices`. */
export async function findUispServices(
  context: Context,
  { servicioId, dispositivoId, numero }: { servicioId: string; dispositivoId: string; numero: string },
): Promise<ServicioUisp[]> {
  const { office, actor } = context
  const { controladorId } = uispDevice(context, dispositivoId)
  const cliente = ours(office.db.read).get(servicioId, actor.tenantId)
  if (!cliente) throw refuse('not_found', { entidad: 'servicio' })
  return asking(context, controladorId, async (client) => {
    const found = numero === '' ? await ofCode(client, cliente.codigo) : await ofNumber(client, numero)
    return found.map(({ service, owner }) => toServicio(service, owner, cliente))
  })
}

interface Found {
  service: CrmService
  owner: CrmClient | null
}

async function ofCode(client: UispClient, codigo: string): Promise<Found[]> {
  if (codigo === '') return []
  const owners = await client.crmClientsByCode(codigo)
  const found = await Promise.all(
    owners.map(async (owner) => (await client.crmServices(owner.id)).map((service) => ({ service, owner }))),
  )
  return found.flat()
}

async function ofNumber(client: UispClient, numero: string): Promise<Found[]> {
  const service = await unlessMissing(client.service(numero))
  if (!service) return []
  return [{ service, owner: service.clientId ? await unlessMissing(client.crmClient(service.clientId)) : null }]
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof UispError && error.code === 'not_found') return null
    throw error
  }
}

const STATES: Record<number, EstadoServicio> = {
  [CRM_STATUS.active]: 'activo',
  [CRM_STATUS.ended]: 'baja',
  [CRM_STATUS.suspended]: 'suspendido',
}

const nameOf = (owner: CrmClient | null): string =>
  owner?.companyName || [owner?.firstName, owner?.lastName].filter(Boolean).join(' ')

const sameWords = (a: string, b: string): boolean =>
  a !== '' && words(a).toSorted().join() === words(b).toSorted().join()

function toServicio(service: CrmService, owner: CrmClient | null, cliente: Ours): ServicioUisp {
  const [nombre, codigo] = [nameOf(owner), owner?.userIdent ?? '']
  return {
    numero: service.id,
    nombre: service.name || service.servicePlanName || '',
    estado: STATES[service.status] ?? null,
    cliente: nombre,
    codigo,
    coincide: (codigo !== '' && codigo === cliente.codigo) || sameWords(nombre, cliente.nombre),
  }
}
