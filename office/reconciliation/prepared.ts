import { createHash } from 'node:crypto'
import type { FormatoExtracto } from '../../contract/enums.ts'
import { decimalSeparator } from '../../contract/money.ts'
import {
  AVISOS_LINEA,
  DESTINOS_LINEA,
  EXTRACTO_MAX_BYTES,
  type ExtractoPreview,
  type MapeoExtracto,
} from '../../contract/procedures/conciliacion.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { findCuenta, keptMapeo, sameTitulos } from './accounts.ts'
import { knownLines, wasRead } from './known.ts'
import { findHeadings, guessColumnas, guessFormats } from './read/columns.ts'
import { type DecidedLine, decideFates } from './read/fates.ts'
import { type RawLine, toLines } from './read/lines.ts'
import { readOfx } from './read/ofx.ts'
import { type Reading, readSheet, type Sheet, StatementError, toSheetRows } from './read/sheet.ts'

/** A statement on its way into the office: in memory from the first look until it is written or forgotten. */
export interface Prepared {
  id: string
  tenantId: string
  cuentaId: string
  archivo: string
  bytes: Uint8Array
  /** SHA-256 of the bytes. */
  huella: string
  formato: FormatoExtracto
  mapeo: MapeoExtracto | null
  mapeoGuardado: boolean
  hojas: string[]
  titulos: string[]
  muestra: string[][]
  lineas: DecidedLine[]
}

const KEPT = 2
const SAMPLE_ROWS = 12

const stores = new WeakMap<Office, Map<string, Prepared>>()

function storeOf(office: Office): Map<string, Prepared> {
  const store = stores.get(office) ?? new Map<string, Prepared>()
  stores.set(office, store)
  return store
}

/** Errors: extracto.gone. */
export function findPrepared(office: Office, actor: Actor, id: string): Prepared {
  const found = storeOf(office).get(id)
  if (!found || found.tenantId !== actor.tenantId) throw refuse('extracto.gone')
  return found
}

export function forgetPrepared(office: Office, id: string): void {
  storeOf(office).delete(id)
}

/** Reads a file and decides what becomes of every row. Errors: not_found, extracto.too_large, extracto.unreadable. */
export async function prepare(
  office: Office,
  actor: Actor,
  { cuentaId, archivo, file }: { cuentaId: string; archivo: string; file: Blob },
): Promise<Prepared> {
  findCuenta(office.db.read, actor.tenantId, cuentaId)
  if (file.size > EXTRACTO_MAX_BYTES) throw refuse('extracto.too_large', { maxMb: EXTRACTO_MAX_BYTES / 1024 / 1024 })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const huella = createHash('sha256').update(bytes).digest('hex')
  const head = { id: newId(), tenantId: actor.tenantId, cuentaId, archivo, bytes, huella }
  const kept = keptMapeo(office.db.read, cuentaId)
  const fitting = kept ? await understand(office, head, kept.mapeo, kept.titulos) : null
  const read = fitting ?? (await understand(office, head, null, null))
  if (!read) throw refuse('extracto.unreadable', { reason: 'empty' })
  const prepared: Prepared = { ...head, ...read }
  const store = storeOf(office)
  store.set(prepared.id, prepared)
  for (const id of [...store.keys()].slice(0, -KEPT)) store.delete(id)
  return prepared
}

/** Reads the same file with another mapping. Errors: extracto.mapping, extracto.unreadable. */
export async function remap(office: Office, prepared: Prepared, mapeo: MapeoExtracto): Promise<void> {
  if (prepared.formato === 'ofx') return
  const { fecha, credito, debito, monto } = mapeo.columnas
  if (fecha === null) throw refuse('extracto.mapping', { campo: 'fecha' })
  if (credito === null && debito === null && monto === null) throw refuse('extracto.mapping', { campo: 'monto' })
  const read = await understand(office, prepared, mapeo, null)
  if (read) Object.assign(prepared, read)
}

/** Decides again what the office has by now. */
export async function decideAgain(office: Office, prepared: Prepared): Promise<void> {
  const read = await understand(office, prepared, prepared.mapeo, null)
  if (read) Object.assign(prepared, read, { mapeoGuardado: prepared.mapeoGuardado })
}

type Head = Pick<Prepared, 'tenantId' | 'cuentaId' | 'bytes'>
type Understood = Omit<Prepared, keyof Head | 'id' | 'archivo' | 'huella'>

/**
 * A file as lines. `wanted` is obeyed; without it the file is guessed. With `titulos`, null when the file has other
 * headings: then the mapping is not for it.
 */
async function understand(
  office: Office,
  { tenantId, cuentaId, bytes }: Head,
  wanted: MapeoExtracto | null,
  titulos: readonly string[] | null,
): Promise<Understood | null> {
  const { locale, pais, moneda } = readTenant(office.db.read)
  const sheet = await openSheet(bytes, wanted ?? {})
  const known = knownLines(office.db.read, tenantId, cuentaId)
  if (sheet.formato === 'ofx') {
    const lineas = await decideFates(readOfx(sheet.text, moneda), known)
    if (lineas.length === 0) throw refuse('extracto.unreadable', { reason: 'ofx' })
    return { formato: 'ofx', mapeo: null, mapeoGuardado: false, hojas: [], titulos: [], muestra: [], lineas }
  }
  const fallback = {
    decimal: decimalSeparator(locale),
    dateFormat: pais === 'US' ? ('mdy' as const) : ('dmy' as const),
  }
  const rows = toSheetRows(sheet.rows, wanted?.decimal ?? fallback.decimal)
  const head = findHeadings(rows)
  const found = head < 0 ? [] : (rows[head]?.cells ?? []).map((cell) => cell.trim())
  if (titulos !== null && !sameTitulos(titulos, found)) return null
  const body = rows.slice(head + 1)
  const columnas = wanted?.columnas ?? guessColumnas(found)
  const formats = wanted ?? guessFormats(body, columnas, fallback)
  const { decimal, dateFormat } = formats
  const mapeo = { ...sheet.reading, columnas, decimal, dateFormat, invertido: wanted?.invertido ?? false }
  const above = rows.slice(0, head + 1).map(({ fila, cells }) => leftOut(fila, cells))
  const lineas = await decideFates([...above, ...toLines(body, mapeo, found, moneda)], known)
  return {
    formato: sheet.formato,
    mapeo,
    mapeoGuardado: titulos !== null,
    hojas: sheet.hojas,
    titulos: found.length > 0 ? found : (rows[0]?.cells ?? []).map(() => ''),
    muestra: body.slice(0, SAMPLE_ROWS).map(({ cells }) => cells),
    lineas,
  }
}

async function openSheet(bytes: Uint8Array, choice: Partial<Reading>): Promise<Sheet> {
  try {
    return await readSheet(bytes, choice)
  } catch (error) {
    throw error instanceof StatementError ? refuse('extracto.unreadable', { reason: error.reason }) : error
  }
}

/** What stands above the lines. */
const leftOut = (fila: number, cells: readonly string[]): RawLine => ({
  fila,
  fecha: null,
  concepto: '',
  operacion: '',
  monto: null,
  comision: false,
  avisos: [],
  texto: cells.filter((cell) => cell.trim() !== '').join(' · '),
  omitida: true,
})

/** What a person is shown before anything is written. */
export function toPreview(office: Office, prepared: Prepared): ExtractoPreview {
  const { lineas, tenantId, cuentaId, huella } = prepared
  const destinos = Object.fromEntries(DESTINOS_LINEA.map((destino) => [destino, 0])) as ExtractoPreview['destinos']
  const avisos = new Map<string, number>()
  let creditos = 0
  let debitos = 0
  const fechas: string[] = []
  for (const { destino, monto, fecha, avisos: said } of lineas) {
    destinos[destino]++
    for (const { codigo } of said) avisos.set(codigo, (avisos.get(codigo) ?? 0) + 1)
    if (destino === 'credito') creditos += monto ?? 0
    if (destino === 'debito' || destino === 'comision') debitos -= monto ?? 0
    if (fecha !== null && destino !== 'omitida' && destino !== 'error') fechas.push(fecha)
  }
  fechas.sort()
  const { archivo, formato, mapeo, mapeoGuardado, hojas, titulos, muestra } = prepared
  return {
    preparadoId: prepared.id,
    ...{ archivo, formato, cuentaId, mapeo, mapeoGuardado, hojas, titulos, muestra },
    ...{ destinos, creditos, debitos },
    avisos: AVISOS_LINEA.filter((codigo) => avisos.has(codigo)).map((codigo) => ({
      codigo,
      filas: avisos.get(codigo) ?? 0,
    })),
    desde: fechas[0] ?? null,
    hasta: fechas.at(-1) ?? null,
    yaLeido: wasRead(office.db.read, { tenantId, cuentaId, huella }),
  }
}
