import { parseBoolean } from '../../routeros/values.ts'
import type { Row } from '../../routeros/index.ts'
import { addressOf } from './address.ts'
import { previoOf } from './attributes.ts'
import { metodoOn } from './desired.ts'
import { findTag } from './names.ts'
import type { Condicion, Libro, Objeto, Orden, Plan, Previo, Visto } from './types.ts'

const MENU = '/ip/firewall/address-list'
const isOff = (row: Row): boolean => parseBoolean(row['disabled']) === true
const isDynamic = (row: Row): boolean => parseBoolean(row['dynamic']) === true

/** Whether the service is to be on its list, by its address. */
function isListed(libro: Libro, cond: Condicion): boolean {
  if (cond === 'cortado') return metodoOn(libro) === 'lista'
  // Where a queue is all there is, nothing else would keep out who left.
  return cond === 'baja' && libro.objetos.length > 0 && libro.objetos.every(({ tipo }) => tipo === 'simple_queue')
}

/** The service's address on the list of debtors: our own entry is put there and taken away, nobody else's is touched. */
export function planList(libro: Libro, cond: Condicion, visto: Visto, plan: Plan): void {
  const list = libro.plan.listaCorte
  const ours = visto.marcadas.get(libro.marca) ?? []
  const isKept = isListed(libro, cond)
  const address = isKept ? addressOf(libro, visto) : ''
  if (isKept && address === '') {
    plan.falla = { codigo: 'sin_direccion', detalle: list }
    return
  }
  // Who left is not kept out by what is somebody else's by now.
  const wanted = isKept && !(cond === 'baja' && visto.ocupadas.has(address))
  const right = ours.filter((row) => wanted && row['list'] === list && row['address'] === address)
  for (const row of ours) if (!right.includes(row)) plan.ordenes.push(removed(row, libro.marca))
  // Who has the address now has taken it away.
  if (cond === 'baja' && ours.length === 0 && libro.objetos.some(({ previo }) => previo?.terminada)) return
  if (wanted) return planListed(libro, cond, address, right, visto, plan)
  if (cond === 'activo' || cond === 'reducido') planForeign(libro, visto, plan)
}

/** Entries at the service's address that are not its own, on any list that was read. */
export const foreignEntries = (libro: Libro, visto: Visto): Row[] =>
  (visto.listas.get(addressOf(libro, visto)) ?? []).filter((row) => findTag(row['comment']) !== libro.marca)

/** What a service that ended left at an address is ours to take away; what somebody else put there is not. */
function planForeign(libro: Libro, visto: Visto, plan: Plan): void {
  const foreign = foreignEntries(libro, visto)
  const isLeft = (row: Row) => visto.terminadas.has(findTag(row['comment']) ?? '')
  for (const row of foreign.filter(isLeft)) plan.ordenes.push(removed(row, findTag(row['comment']) ?? ''))
  // Only a service that is cut by its list is kept cut by it; a dynamic entry goes with its session.
  const isOfCut = (row: Row) => row['list'] === libro.plan.listaCorte && !isDynamic(row) && !isOff(row)
  const other = foreign.find((row) => !isLeft(row) && isOfCut(row))
  if (other && metodoOn(libro) === 'lista')
    plan.falla = { codigo: 'lista_ajena', detalle: `${other['list'] ?? ''} ${other['address'] ?? ''}` }
}

function planListed(
  libro: Libro,
  cond: Condicion,
  address: string,
  right: readonly Row[],
  visto: Visto,
  plan: Plan,
): void {
  const list = libro.plan.listaCorte
  const busca = { list, address }
  const base = { menu: MENU, objeto: address, busca, tras: [] } as const
  const [own] = right
  if (own && isOff(own)) {
    const antes = { disabled: 'yes' }
    plan.ordenes.push({ ...base, verbo: 'set', id: own['.id'] ?? '', valores: { disabled: 'no' }, antes })
  }
  if (own && cond === 'baja') remember(libro, plan, ({ terminada }) => (terminada ? null : { terminada: true }))
  if (own) return
  if ((visto.listas.get(address) ?? []).some((row) => row['list'] === list && !isOff(row))) return
  // Lists are read by their names: the one that the entry goes on is kept with an object of the service.
  remember(libro, plan, ({ listas }) => (listas.includes(list) ? null : { listas: [...listas, list] }))
  const valores = { list, address, comment: libro.comentario }
  plan.ordenes.push({ ...base, verbo: 'add', id: null, valores, antes: {} })
}

/** Something is kept with an object of the service, unless one of them has it. */
function remember(libro: Libro, plan: Plan, changes: (previo: Previo) => Partial<Previo> | null): void {
  const [objeto] = libro.objetos
  if (!objeto) return
  const kept = (each: Objeto) => plan.previos.get(each.id) ?? previoOf(libro, each)
  if (libro.objetos.some((each) => changes(kept(each)) === null)) return
  const previo = kept(objeto)
  plan.previos.set(objeto.id, { ...previo, ...changes(previo) })
}

const removed = (row: Row, marca: string): Orden => ({
  menu: MENU,
  verbo: 'remove',
  id: row['.id'] ?? '',
  objeto: row['address'] ?? '',
  busca: { list: row['list'] ?? '', address: row['address'] ?? '', comment: marca },
  valores: {},
  antes: { list: row['list'] ?? '', address: row['address'] ?? '' },
  tras: [],
})
