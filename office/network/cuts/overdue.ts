import type { FechaCivil } from '../../../contract/dates.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'

/** Clients read at once. */
const CHUNK = 300

interface Client {
  clienteId: string
  nombreOrden: string
  codigoOrden: string
}

const CLIENT = 's.cliente_id as clienteId, s.nombre_orden as nombreOrden, s.codigo_orden as codigoOrden'

const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  overdue: sqlite.prepare<[string, string, string], Client>(
    `select ${CLIENT} from cliente_saldo s
     where s.tenant_id = ? and s.con_vencido = 1 and (s.nombre_orden, s.cliente_id) > (?, ?)
     order by s.nombre_orden, s.cliente_id limit ${CHUNK}`,
  ),
  // Not overdue yet, but by that day; their due dates are an index.
  falling: sqlite.prepare<[string, FechaCivil], Client>(
    `select distinct ${CLIENT} from factura f join cliente_saldo s on s.cliente_id = f.cliente_id
     where f.tenant_id = ? and f.estado = 'pendiente' and f.fecha_vencimiento < ? and s.con_vencido = 0`,
  ),
}))

/** The clients who owe past due on a day, in pieces. */
export function* overdueClients(db: ReadDb | WriteDb, tenantId: string, fecha: FechaCivil): Generator<Client[]> {
  const { overdue, falling } = statements(db)
  for (let place: Client | undefined = { clienteId: '', nombreOrden: '', codigoOrden: '' }; place; ) {
    const rows = overdue.all(tenantId, place.nombreOrden, place.clienteId)
    if (rows.length > 0) yield rows
    place = rows.length === CHUNK ? rows.at(-1) : undefined
  }
  const rest = falling.all(tenantId, fecha)
  for (let at = 0; at < rest.length; at += CHUNK) yield rest.slice(at, at + CHUNK)
}
