import { and, eq, ne, sql } from 'drizzle-orm'
import type { ClienteProfile } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, clienteClave, clienteSaldo } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { documentoKey } from './keys.ts'
import { withBilling } from './servicio-detail.ts'
import { serviciosOfCliente } from './servicios.ts'
import { toCliente } from './store.ts'

type AnyDb = ReadDb | WriteDb

const statements = perConnection((db: AnyDb) => ({
  cliente: db.orm
    .select({ cliente, saldo: clienteSaldo })
    .from(cliente)
    .innerJoin(clienteSaldo, eq(clienteSaldo.clienteId, cliente.id))
    .where(and(eq(cliente.tenantId, sql.placeholder('tenantId')), eq(cliente.id, sql.placeholder('id'))))
    .prepare(),
  venceDesde: db.sqlite
    .prepare<[string, string], string>(
      `select fecha_vencimiento from factura where tenant_id = ? and cliente_id = ? and estado <> 'pagada'
       order by fecha_vencimiento limit 1`,
    )
    .pluck(),
  ultimoPago: db.sqlite.prepare<[string, string], NonNullable<ClienteProfile['ultimoPago']>>(
    `select fecha, monto_total - revertido as monto, id as reciboId, numero from recibo
     where tenant_id = ? and cliente_id = ? and revertido < monto_total order by fecha desc, id desc limit 1`,
  ),
}))

/** Everything about a client that its page shows at once. Errors: not_found. */
export function readProfile(db: AnyDb, tenantId: string, id: string): ClienteProfile {
  const { cliente: one, venceDesde, ultimoPago } = statements(db)
  const found = one.get({ tenantId, id })
  if (!found) throw refuse('not_found', { entidad: 'cliente' })
  const { deuda, vencido, credito, facturasAbiertas } = found.saldo
  return {
    cliente: toCliente(found.cliente),
    saldos: { deuda, vencido, credito, facturasAbiertas },
    servicios: serviciosOfCliente(db, tenantId, id).map((servicio) => withBilling(db, tenantId, servicio)),
    venceDesde: venceDesde.get(tenantId, id) ?? null,
    ultimoPago: ultimoPago.get(tenantId, id) ?? null,
    creadoEn: found.cliente.creadoEn,
  }
}

const MOST_TWINS = 10

/** Clients with this document, compared by digits and letters alone; at most 10. An empty document is nobody's. */
export function sameDocumento(db: AnyDb, tenantId: string, documento: string, exceptId: string | undefined) {
  const clave = documentoKey(documento)
  if (clave === '') return []
  return db.orm
    .select({
      id: cliente.id,
      codigoCliente: cliente.codigoCliente,
      nombreRazonSocial: cliente.nombreRazonSocial,
      documento: cliente.documento,
    })
    .from(clienteClave)
    .innerJoin(cliente, eq(cliente.id, clienteClave.clienteId))
    .where(
      and(
        eq(clienteClave.tenantId, tenantId),
        eq(clienteClave.clave, clave),
        eq(clienteClave.tipo, 'documento'),
        exceptId ? ne(clienteClave.clienteId, exceptId) : undefined,
      ),
    )
    .limit(MOST_TWINS)
    .all()
    .filter((row) => documentoKey(row.documento) === clave)
    .map(({ id, codigoCliente, nombreRazonSocial }) => ({ id, codigoCliente, nombreRazonSocial }))
}
