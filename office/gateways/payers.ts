import type { PagoPasarelaDetail } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { codigoKeys, documentoKeys } from '../customers/keys.ts'
import { perConnection } from '../kernel/statements.ts'
import type { ChargeFacts } from './facts.ts'

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  byId: db.sqlite.prepare<[string, string], string>('select id from cliente where tenant_id = ? and id = ?').pluck(),
  byCodigo: db.sqlite
    .prepare<[string, string], string>('select id from cliente where tenant_id = ? and codigo_cliente = ?')
    .pluck(),
  byFactura: db.sqlite
    .prepare<[string, string], string>('select cliente_id from factura where tenant_id = ? and numero = ?')
    .pluck(),
  byClave: db.sqlite
    .prepare<[string, string, 'documento' | 'codigo'], string>(
      'select cliente_id from cliente_clave where tenant_id = ? and clave = ? and tipo = ? limit 5',
    )
    .pluck(),
  suggested: db.sqlite.prepare<[string, string], PagoPasarelaDetail['sugeridos'][number]>(
    `select c.id, c.nombre_razon_social as nombre, c.codigo_cliente as codigo, c.documento, s.deuda
     from cliente c join cliente_saldo s on s.cliente_id = c.id where c.tenant_id = ? and c.id = ?`,
  ),
}))

/** Whoever a reference names: an invoice's number, a client's id or their code. */
function named(db: Db, tenantId: string, reference: string): string | undefined {
  const { byFactura, byId, byCodigo } = statements(db)
  return (
    byFactura.get(tenantId, reference.toUpperCase()) ??
    byId.get(tenantId, reference.toLowerCase()) ??
    byCodigo.get(tenantId, reference)
  )
}

/**
 * The client that a charge was made for, by what whoever made its link wrote into it: their id, their code, or the number of
 * their invoice. Null when that names nobody, or more than one: then a person decides. A name, a document or a mail address
 * decide nothing, since anybody may pay for a neighbour.
 */
export function clienteOf(db: Db, tenantId: string, { pagador = {} }: ChargeFacts): string | null {
  const references = [pagador.clienteId, pagador.codigo, pagador.factura].flatMap((said) => (said ? [said.valor] : []))
  const found = new Set(references.flatMap((reference) => named(db, tenantId, reference) ?? []))
  const [only] = found
  return found.size === 1 && only !== undefined ? only : null
}

/** The client's invoice that the charge was made for. */
export function facturaOf(db: Db, tenantId: string, { pagador = {} }: ChargeFacts): string | undefined {
  if (!pagador.factura) return undefined
  return db.sqlite
    .prepare<[string, string], string>('select id from factura where tenant_id = ? and numero = ?')
    .pluck()
    .get(tenantId, pagador.factura.valor.toUpperCase())
}

/** Who it may be, for a person to say: by document, by code. */
export function suggestedFor(db: Db, tenantId: string, { pagador = {} }: ChargeFacts): PagoPasarelaDetail['sugeridos'] {
  const { byClave, suggested } = statements(db)
  // «DNI 12345678»: the number alone, too.
  const documents = (pagador.documento?.valor ?? '').split(' ').flatMap((part) => documentoKeys(part))
  const codes = codigoKeys(pagador.codigo?.valor ?? '')
  const ids = new Set([
    ...documents.flatMap((key) => byClave.all(tenantId, key, 'documento')),
    ...codes.flatMap((key) => byClave.all(tenantId, key, 'codigo')),
  ])
  return [...ids].slice(0, 5).flatMap((id) => suggested.get(tenantId, id) ?? [])
}
