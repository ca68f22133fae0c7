import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { CLAVES } from '../../db/schema/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { compact, onlyDigits } from './fold.ts'
import { endingKey, nationalNumber, phoneEndings } from './phone.ts'

type AnyDb = ReadDb | WriteDb

/** How good a match of a key is. */
export type KeyQuality = 'whole' | 'likely' | 'part'

export interface KeyRow {
  clienteId: string
  tipo: (typeof CLAVES)[number]
  clave: string
  estadoServicio: EstadoServicioCliente
  codigoOrden: string
}
export interface KeyHit extends KeyRow {
  quality: KeyQuality
}

const SOME = 40
const MANY = 300

const COLUMNS = `k.cliente_id as clienteId, k.tipo, k.clave, c.estado_servicio as estadoServicio,
  c.codigo_orden as codigoOrden`

const statements = perConnection((db: AnyDb) => {
  const between = (limit: number) =>
    db.sqlite.prepare<[string, string, string], KeyRow>(
      `select ${COLUMNS} from cliente_clave k join cliente c on c.id = k.cliente_id
       where k.tenant_id = ? and k.clave >= ? and k.clave < ? order by k.clave limit ${limit}`,
    )
  return {
    equal: db.sqlite.prepare<[string, string], KeyRow>(
      `select ${COLUMNS} from cliente_clave k join cliente c on c.id = k.cliente_id
       where k.tenant_id = ? and k.clave = ? limit ${SOME}`,
    ),
    between: between(SOME),
    betweenMany: between(MANY),
    codigoStart: db.sqlite.prepare<[string, string, string], KeyRow>(
      `select id as clienteId, 'codigo' as tipo, codigo_cliente as clave, estado_servicio as estadoServicio,
         codigo_orden as codigoOrden
       from cliente where tenant_id = ? and codigo_cliente >= ? and codigo_cliente < ?
       order by codigo_cliente limit ${SOME / 2}`,
    ),
    ofCliente: db.sqlite.prepare<[string], Pick<KeyRow, 'clave' | 'tipo'>>(
      'select clave, tipo from cliente_clave where cliente_id = ?',
    ),
  }
})

const HIGHEST = '\u{10ffff}'

const graded = (rows: readonly KeyRow[], quality: KeyQuality): KeyHit[] => rows.map((row) => ({ ...row, quality }))

const SHORTEST_ENDING = 3

/** Clients whose phone ends so: as dialled from anywhere when there are enough digits, else just those digits. */
function byPhone(db: AnyDb, tenantId: string, texto: string): KeyHit[] {
  const { between } = statements(db)
  const endings = phoneEndings(texto)
  for (const ending of endings) {
    const key = endingKey(ending)
    const rows = between.all(tenantId, key, key + HIGHEST)
    if (rows.length > 0) return graded(rows, ending === endings[0] ? 'whole' : 'likely')
  }
  const digits = onlyDigits(texto)
  const national = nationalNumber(texto)
  const starting =
    national === digits || national.length < SHORTEST_ENDING ? [] : between.all(tenantId, national, national + HIGHEST)
  if (endings.length > 0 || digits.length < SHORTEST_ENDING) return graded(starting, 'part')
  const key = endingKey(digits)
  return graded([...starting, ...between.all(tenantId, key, key + HIGHEST)], 'part')
}

/** Clients found by code, document, phone or reference of a service: the whole text is taken as one of them. */
export function byKey(db: AnyDb, tenantId: string, texto: string): KeyHit[] {
  const whole = compact(texto)
  if (whole === '') return []
  const prepared = statements(db)
  const isNumber = /^\d+$/.test(whole)
  const hits = graded(prepared.equal.all(tenantId, whole), 'whole')
  const number = whole.replace(/^0+(?=\d)/, '')
  if (isNumber && number !== whole)
    hits.push(...graded(prepared.equal.all(tenantId, number), 'whole').filter((hit) => hit.tipo === 'codigo'))
  if (/\d/.test(whole) || !/\s/.test(texto.trim())) {
    const typed = texto.trim()
    hits.push(...graded(prepared.codigoStart.all(tenantId, typed, typed + HIGHEST), 'part'))
    if (whole.length > 1) hits.push(...graded(prepared.between.all(tenantId, whole, whole + HIGHEST), 'part'))
  }
  if (isNumber) hits.push(...byPhone(db, tenantId, texto))
  return hits
}

/** Clients with a key that begins or ends with these digits, and whether there may be more. At most 600. */
export function byDigits(db: AnyDb, tenantId: string, digits: string): { rows: KeyRow[]; more: boolean } {
  const { betweenMany } = statements(db)
  const starts = betweenMany.all(tenantId, digits, digits + HIGHEST)
  const ends = betweenMany.all(tenantId, endingKey(digits), endingKey(digits) + HIGHEST)
  return { rows: [...starts, ...ends], more: starts.length === MANY || ends.length === MANY }
}

/** What of a client begins or ends with these digits. */
export function tipoWithDigits(db: AnyDb, clienteId: string, digits: string): KeyRow['tipo'] | undefined {
  const ending = endingKey(digits)
  const keys = statements(db).ofCliente.all(clienteId)
  return keys.find(({ clave }) => clave.startsWith(digits) || clave.startsWith(ending))?.tipo
}
