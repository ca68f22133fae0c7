import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { ClienteHit } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { VIGENTES } from './cliente-estado.ts'
import { fold, words } from './fold.ts'
import { byDigits, byKey, type KeyHit, type KeyRow, tipoWithDigits } from './search-keys.ts'
import {
  nameStartingWith,
  startsWord,
  type TextRow,
  withCorrectedWords,
  withWholeWords,
  withWords,
} from './search-words.ts'

type AnyDb = ReadDb | WriteDb

/** Best first: what a person at the counter most probably meant. */
const RANKS = [
  'factura',
  'wholeCodigo',
  'wholeDocumento',
  'wholeTelefono',
  'wholeServicio',
  'wholeNombre',
  'nombreStart',
  'nombreWords',
  'likelyTelefono',
  'nombreBeginnings',
  'mixed',
  'partCodigo',
  'partDocumento',
  'partTelefono',
  'partServicio',
  'direccion',
  'typo',
] as const
type Rank = (typeof RANKS)[number]

interface Candidate {
  clienteId: string
  matched: ClienteHit['matched']
  rank: Rank
  estadoServicio: EstadoServicioCliente
  /** Decides between equals; compared as text. */
  order: string
  facturaId?: string
}

const ESTADO_ORDER: Record<EstadoServicioCliente, number> = { activo: 0, suspendido: 1, baja: 2 }
const MOST_WORDS = 8
const LONGEST_WORD = 40
/** With fewer hits than this, less likely meanings are looked for too. */
const FEW = 5

// Straight to the driver: a search at each key pressed asks for dozens of rows.
const statements = perConnection((db: AnyDb) => ({
  hits: db.sqlite.prepare<[string, string], Omit<ClienteHit, 'matched' | 'facturaId'>>(
    `select c.id, c.codigo_cliente as codigoCliente, c.nombre_razon_social as nombreRazonSocial, c.documento, c.telefono,
       c.direccion, c.estado_servicio as estadoServicio, s.deuda, s.vencido, s.credito,
       s.facturas_abiertas as facturasAbiertas, ${VIGENTES}
     from json_each(?) j
     cross join cliente c on c.id = j.value
     cross join cliente_saldo s on s.cliente_id = c.id
     where c.tenant_id = ?`,
  ),
  text: db.sqlite.prepare<[string], { nombre: string; direccion: string }>(
    'select nombre, direccion from cliente_busqueda where cliente_id = ?',
  ),
  factura: db.sqlite.prepare<
    [string, string],
    { id: string; clienteId: string; estadoServicio: EstadoServicioCliente }
  >(
    `select f.id, f.cliente_id as clienteId, c.estado_servicio as estadoServicio
     from factura f cross join cliente c on c.id = f.cliente_id where f.tenant_id = ? and f.numero = ?`,
  ),
}))

/** An invoice number as typed or scanned; a scanner on another keyboard layout sends something else for its dashes. */
function facturaNumeros(texto: string): string[] {
  const typed = texto.trim().toUpperCase()
  const parts = /^([A-Z0-9]{1,4})[^A-Z0-9]F[^A-Z0-9](\d{1,8})$/.exec(typed)
  if (!parts) return typed === '' ? [] : [typed]
  return [`${parts[1]}-F-${(parts[2] ?? '').padStart(8, '0')}`]
}

function byFactura(db: AnyDb, tenantId: string, texto: string): Candidate[] {
  return facturaNumeros(texto).flatMap((numero) => {
    const found = statements(db).factura.get(tenantId, numero)
    if (!found) return []
    const { id, clienteId, estadoServicio } = found
    return [{ clienteId, estadoServicio, facturaId: id, matched: 'factura', rank: 'factura', order: '' } as const]
  })
}

const KEY_RANKS: Record<KeyRow['tipo'], Record<KeyHit['quality'], Rank>> = {
  codigo: { whole: 'wholeCodigo', likely: 'wholeCodigo', part: 'partCodigo' },
  documento: { whole: 'wholeDocumento', likely: 'wholeDocumento', part: 'partDocumento' },
  telefono: { whole: 'wholeTelefono', likely: 'likelyTelefono', part: 'partTelefono' },
  servicio: { whole: 'wholeServicio', likely: 'wholeServicio', part: 'partServicio' },
}

const keyCandidate = (hit: KeyHit): Candidate => ({
  clienteId: hit.clienteId,
  matched: hit.tipo,
  rank: KEY_RANKS[hit.tipo][hit.quality],
  estadoServicio: hit.estadoServicio,
  // Shorter codes first: `42` before `C-0042` when 42 was typed.
  order: `${String(hit.codigoOrden.length).padStart(3, '0')}${hit.codigoOrden}`,
})

function textRank(row: TextRow, typed: readonly string[], folded: string): Rank {
  if (row.nombreOrden === folded) return 'wholeNombre'
  const own = new Set(row.nombre.split(' '))
  if (typed.every((word) => own.has(word))) return row.nombreOrden.startsWith(folded) ? 'nombreStart' : 'nombreWords'
  if (row.nombreOrden.startsWith(folded)) return 'nombreStart'
  return typed.every((word) => startsWord(row.nombre, word)) ? 'nombreBeginnings' : 'direccion'
}

function textCandidate(row: TextRow, typed: readonly string[], folded: string): Candidate {
  const rank = textRank(row, typed, folded)
  return {
    clienteId: row.clienteId,
    matched: rank === 'direccion' ? 'direccion' : 'nombre',
    rank,
    estadoServicio: row.estadoServicio,
    // The fewer words besides those typed, the better; then by name.
    order: `${String(row.nombre.split(' ').length).padStart(3, '0')} ${row.nombreOrden}`,
  }
}

const mixedCandidate = (row: Omit<KeyRow, 'clave'>): Candidate => ({
  clienteId: row.clienteId,
  matched: row.tipo,
  rank: 'mixed',
  estadoServicio: row.estadoServicio,
  order: row.codigoOrden,
})

const SHORTEST_MIXED = 3

/** Words beside digits of a code, document or phone: `gómez 4158`. */
function mixed(db: AnyDb, tenantId: string, typed: readonly string[]): Candidate[] {
  const digits = typed.filter((word) => /^\d+$/.test(word)).join('')
  const letters = typed.filter((word) => !/^\d+$/.test(word))
  if (digits.length < SHORTEST_MIXED || letters.length === 0) return []
  const { rows, more } = byDigits(db, tenantId, digits)
  const { text } = statements(db)
  const found = rows.filter(({ clienteId }) => {
    const own = text.get(clienteId)
    return own && letters.every((word) => startsWord(own.nombre, word) || startsWord(own.direccion, word))
  })
  if (!more) return found.map(mixedCandidate)
  // Digits that too many have: from the side of the words.
  const others = withWholeWords(db, tenantId, letters).flatMap((row) => {
    const tipo = tipoWithDigits(db, row.clienteId, digits)
    const { clienteId, estadoServicio, nombreOrden } = row
    return tipo ? [mixedCandidate({ clienteId, estadoServicio, tipo, codigoOrden: nombreOrden })] : []
  })
  return [...found.map(mixedCandidate), ...others]
}

function byText(db: AnyDb, tenantId: string, texto: string, typed: readonly string[]): Candidate[] {
  const folded = fold(texto)
  const starting = /\p{L}/u.test(folded) ? nameStartingWith(db, tenantId, folded) : []
  const isOneLetter = typed.length === 1 && typed[0]?.length === 1
  const rows = isOneLetter ? starting : [...starting, ...withWords(db, tenantId, typed)]
  return rows.map((row) => textCandidate(row, typed, folded))
}

function corrected(db: AnyDb, tenantId: string, typed: readonly string[]): Candidate[] {
  return withCorrectedWords(db, tenantId, typed).map(({ row, distance }) => ({
    clienteId: row.clienteId,
    matched: 'typo',
    rank: 'typo',
    estadoServicio: row.estadoServicio,
    order: `${distance} ${row.nombreOrden}`,
  }))
}

const compare = (a: Candidate, b: Candidate): number =>
  RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
  ESTADO_ORDER[a.estadoServicio] - ESTADO_ORDER[b.estadoServicio] ||
  (a.order < b.order ? -1 : Number(a.order > b.order))

/** One candidate per client, its best, best first. */
function bestOfEach(candidates: Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>()
  for (const candidate of candidates.sort(compare))
    if (!best.has(candidate.clienteId)) best.set(candidate.clienteId, candidate)
  return [...best.values()]
}

/**
 * Clients that a text may mean, best first, at most `limit`: by invoice number, code, document, phone in any form,
 * service reference, words of name and address in any order, and words with slips. The work is bounded whatever the
 * size of the office: every source looks at some candidates only. Takes any text and never throws for one.
 */
export function searchClientes(db: AnyDb, tenantId: string, texto: string, limit: number): ClienteHit[] {
  const typed = words(texto)
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD))
  if (typed.length === 0) return []
  const candidates: Candidate[] = [
    ...byFactura(db, tenantId, texto),
    ...byKey(db, tenantId, texto).map(keyCandidate),
    ...byText(db, tenantId, texto, typed),
  ]
  if (candidates.length < FEW && typed.length > 1) candidates.push(...mixed(db, tenantId, typed))
  if (candidates.length === 0 || (candidates.length < FEW && typed.length === 1))
    candidates.push(...corrected(db, tenantId, typed))
  return asHits(db, tenantId, bestOfEach(candidates).slice(0, limit))
}

function asHits(db: AnyDb, tenantId: string, candidates: readonly Candidate[]): ClienteHit[] {
  const ids = JSON.stringify(candidates.map(({ clienteId }) => clienteId))
  const rows = new Map(
    statements(db)
      .hits.all(ids, tenantId)
      .map((row) => [row.id, row]),
  )
  return candidates.flatMap(({ clienteId, matched, facturaId }) => {
    const row = rows.get(clienteId)
    return row ? [{ ...row, matched, facturaId: facturaId ?? null }] : []
  })
}
