import type { ReadDb, WriteDb } from '../../db/open.ts'
import { documentoKey } from '../customers/keys.ts'
import { listPlanes } from '../customers/planes.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Fila, OfficeCliente, OfficeServicio, OfficeView } from './decide/view.ts'
import type { NormalRow } from './normalise/row.ts'

interface FilaRow {
  clave: string
  clienteId: string
  servicioId: string | null
  valoresJson: string
}

const CLIENTE = `select c.id, c.codigo_cliente as codigoCliente, c.nombre_razon_social as nombreRazonSocial, c.documento,
  c.telefono, c.email, c.direccion, c.estado_servicio as estadoServicio, c.notas`

// Asked several times for each row of a large file: without the query builder's cost per row.
const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  any: sqlite.prepare<[string]>('select 1 from cliente where tenant_id = ? limit 1'),
  filas: sqlite.prepare<[string, string, string], FilaRow>(
    `select clave, cliente_id as clienteId, servicio_id as servicioId, valores_json as valoresJson
     from importacion_fila where tenant_id = ? and clave >= ? and clave < ? order by clave`,
  ),
  cliente: sqlite.prepare<[string, string], OfficeCliente>(
    `${CLIENTE} from cliente c where c.tenant_id = ? and c.id = ?`,
  ),
  porCodigo: sqlite.prepare<[string, string], OfficeCliente>(
    `${CLIENTE} from cliente c where c.tenant_id = ? and c.codigo_cliente = ?`,
  ),
  porDocumento: sqlite.prepare<[string, string], OfficeCliente>(
    // Cross join: from the few keys to their clients, never the other way round.
    `${CLIENTE} from cliente_clave k cross join cliente c on c.id = k.cliente_id
     where k.tenant_id = ? and k.clave = ? and k.tipo = 'documento' order by c.id`,
  ),
  servicios: sqlite.prepare<[string, string], OfficeServicio>(
    `select id, plan_id as planId, tecnologia, dispositivo_ref as dispositivoRef, fecha_activacion as fechaActivacion, estado
     from servicio where cliente_id = ? and +tenant_id = ? order by fecha_activacion, id`,
  ),
  cuenta: sqlite
    .prepare<[string, string, string, string, string, string], 0 | 1>(
      `select exists(select 1 from factura where tenant_id = ? and cliente_id = ?)
         or exists(select 1 from recibo where tenant_id = ? and cliente_id = ?)
         or exists(select 1 from nota_credito where tenant_id = ? and cliente_id = ?)`,
    )
    .pluck(),
}))

/** Sorts after every key that begins with a base and its part mark. */
const AFTER_PARTS = '\u0002'

const NOBODY: OfficeView = {
  planes: () => [],
  filasOf: () => [],
  cliente: () => null,
  clienteByCodigo: () => null,
  clientesByDocumento: () => [],
  serviciosOf: () => [],
  hasAccount: () => false,
}

/** What deciding asks of this office file, through a connection that reads or through the one that is writing. */
export function officeView(db: ReadDb | WriteDb, tenantId: string): OfficeView {
  const prepared = statements(db)
  // The first import of an office, the largest of all, has nothing to look up.
  if (prepared.any.get(tenantId) === undefined) return { ...NOBODY, planes: () => listPlanes(db, tenantId) }
  const filas = new Map<string, Fila[]>()
  const readFilas = (base: string): Fila[] =>
    prepared.filas.all(tenantId, base, base + AFTER_PARTS).map(({ valoresJson, ...fila }) => ({
      ...fila,
      valores: JSON.parse(valoresJson) as NormalRow,
    }))
  return {
    planes: () => listPlanes(db, tenantId),
    filasOf(base) {
      const known = filas.get(base) ?? readFilas(base)
      filas.set(base, known)
      return known
    },
    cliente: (id) => prepared.cliente.get(tenantId, id) ?? null,
    clienteByCodigo: (codigo) => prepared.porCodigo.get(tenantId, codigo) ?? null,
    clientesByDocumento(documento) {
      const key = documentoKey(documento)
      // The index also finds the personal document inside a tax id: that is another document.
      return prepared.porDocumento.all(tenantId, key).filter((c) => documentoKey(c.documento) === key)
    },
    serviciosOf: (clienteId) => prepared.servicios.all(clienteId, tenantId),
    hasAccount: (clienteId) => prepared.cuenta.get(tenantId, clienteId, tenantId, clienteId, tenantId, clienteId) === 1,
  }
}
