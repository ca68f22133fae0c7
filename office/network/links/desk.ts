import type { VinculoFila } from '../../../contract/procedures/vinculos.ts'
import { compact, fold } from '../../customers/fold.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import type { HandlerContext } from '../../kernel/procedures.ts'
import { dropAjeno, keepAjeno } from '../ajenos.ts'
import { withDevice } from '../devices/failure.ts'
import { readReach } from '../reach.ts'
import { type LinkWrite, wanted, writeLinks } from './apply.ts'
import { foreseeLinks } from './foresee.ts'
import { readDevice } from './read.ts'
import { findLectura, lecturaView, makeLectura, openRow, say, unsay } from './readings.ts'
import { saidBy } from './rows.ts'

/** What the import wizard does; loaded when somebody opens it. */

export function startReading({ office, actor }: HandlerContext, dispositivoId: string) {
  const { tenantId } = actor
  const { nombre } = readReach(office.db.read, tenantId, dispositivoId)
  return office.jobs.start({ tipo: 'vinculos', titulo: nombre, total: 1 }, async ({ report }) => {
    const { lines } = await office.network()
    const content = await withDevice(() => readDevice(lines.link(tenantId, dispositivoId)))
    const { id } = await makeLectura(office, { tenantId, dispositivoId, nombre }, content, report)
    return { refId: id }
  })
}

/** Whether a person who types this means this row. */
function matches(fila: VinculoFila, texto: string): boolean {
  const { clave, comentario, perfil, ip, mac, candidatos } = fila
  const people = candidatos.map(({ codigoCliente, nombreRazonSocial }) => `${codigoCliente} ${nombreRazonSocial}`)
  const text = [clave, comentario, perfil, ip, mac, ...people].join(' ')
  const asked = compact(texto)
  return fold(text).includes(fold(texto)) || (asked !== '' && compact(text).includes(asked))
}

export const readView = ({ office, actor }: HandlerContext, id: string) => lecturaView(findLectura(office, actor, id))

interface RowsAsked {
  id: string
  suertes?: readonly VinculoFila['suerte'][] | undefined
  texto?: string | undefined
  cursor?: string | undefined
  limit: number
}

export function readRows({ office, actor }: HandlerContext, { id, suertes, texto = '', cursor, limit }: RowsAsked) {
  const from = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0])
  const found = findLectura(office, actor, id).filas.filter(
    (fila) => (suertes === undefined || suertes.includes(fila.suerte)) && (texto === '' || matches(fila, texto)),
  )
  const items = found.filter(({ n }) => n >= from).slice(0, limit + 1)
  const next = items.length > limit ? items.pop() : undefined
  return { items, nextCursor: next ? encodeCursor([next.n]) : null, total: found.length }
}

interface Word {
  requestId: string
  id: string
  n: number
}

/** A service is only chosen; that it is no client's goes into the books, and out of them when a service is chosen after all. */
export async function chooseServicio(
  { office, actor }: HandlerContext,
  { requestId, ...input }: Word & { servicioId: string | null },
): Promise<VinculoFila> {
  const lectura = findLectura(office, actor, input.id)
  const { tipo, clave, suerte } = openRow(lectura, input.n)
  const { servicioId } = input
  const objeto = { dispositivoId: lectura.dispositivoId, tipo, clave }
  const request = { actor, requestId, procedure: 'vinculos.choose', input }
  if (servicioId === null) {
    const kept = await office.writer.run(request, (tx) => keepAjeno(tx, objeto))
    return say(lectura, input.n, { suerte: 'descartado', servicioId, dicho: kept && saidBy(kept) })
  }
  if (suerte === 'descartado') await office.writer.run(request, (tx) => dropAjeno(tx, objeto))
  return say(lectura, input.n, { suerte: 'elegido', servicioId, dicho: null })
}

export async function reconsider(
  { office, actor }: HandlerContext,
  { requestId, ...input }: Word,
): Promise<VinculoFila> {
  const lectura = findLectura(office, actor, input.id)
  const { tipo, clave } = openRow(lectura, input.n)
  const request = { actor, requestId, procedure: 'vinculos.reconsider', input }
  await office.writer.run(request, (tx) => dropAjeno(tx, { dispositivoId: lectura.dispositivoId, tipo, clave }))
  return unsay(lectura, input.n)
}

export function previewLinks({ office, actor }: HandlerContext, { id, ...input }: LinkWrite & { id: string }) {
  return foreseeLinks(office.db.read, findLectura(office, actor, id), input)
}

export async function applyLinks(
  { office, actor }: HandlerContext,
  { requestId, ...input }: LinkWrite & { requestId: string; id: string },
) {
  const lectura = findLectura(office, actor, input.id)
  const request = { actor, requestId, procedure: 'vinculos.apply', input }
  const written = await office.writer.run(request, (tx) => writeLinks(tx, lectura, input))
  const left = new Set(written.omitidos.map(({ n }) => n))
  lectura.filas = lectura.filas.map((fila) =>
    wanted(fila, input.hasta) && !left.has(fila.n) ? { ...fila, suerte: 'vinculado' } : fila,
  )
  return written
}
