import { parseBoolean } from '../../routeros/values.ts'
import type { Row } from '../../routeros/index.ts'
import { addressOf } from './address.ts'
import { previoOf } from './attributes.ts'
import { metodoOn } from './desired.ts'
import type { Condicion, Libro, Orden, Plan, Visto } from './types.ts'

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
  const wanted = isListed(libro, cond)
  const address = wanted ? addressOf(libro, visto) : ''
  if (wanted && address === '') {
    plan.falla = { codigo: 'sin_direccion', detalle: list }
    return
  }
  const right = ours.filter((row) => wanted && row['list'] === list && row['address'] === address)
  for (const row of ours) if (!right.includes(row)) plan.ordenes.push(removed(row, libro))
  if (wanted) return planListed(libro, address, right, visto, plan)
  if (cond !== 'activo' && cond !== 'reducido') return
  const known = addressOf(libro, visto)
  const foreign = (visto.listas.get(`${list} ${known}`) ?? []).filter((row) => !ours.includes(row))
  // Only a service that is cut by its list is kept cut by it; a dynamic entry goes with its session.
  if (known !== '' && metodoOn(libro) === 'lista' && foreign.some((row) => !isDynamic(row) && !isOff(row)))
    plan.falla = { codigo: 'lista_ajena', detalle: `${list} ${known}` }
}

function planListed(libro: Libro, address: string, right: readonly Row[], visto: Visto, plan: Plan): void {
  const list = libro.plan.listaCorte
  const busca = { list, address }
  const base = { menu: MENU, objeto: address, busca, tras: [] } as const
  const [own] = right
  if (own && isOff(own)) {
    const antes = { disabled: 'yes' }
    plan.ordenes.push({ ...base, verbo: 'set', id: own['.id'] ?? '', valores: { disabled: 'no' }, antes })
  }
  if (own) return
  if ((visto.listas.get(`${list} ${address}`) ?? []).some((row) => !isOff(row))) return
  rememberList(libro, list, plan)
  const valores = { list, address, comment: libro.comentario }
  plan.ordenes.push({ ...base, verbo: 'add', id: null, valores, antes: {} })
}

/** Lists are read by their names: the one that the entry goes on is kept with an object of the service. */
function rememberList(libro: Libro, list: string, plan: Plan): void {
  const { objetos } = libro
  const [objeto] = objetos
  if (!objeto || objetos.some(({ previo }) => previo?.listas.includes(list))) return
  const previo = plan.previos.get(objeto.id) ?? previoOf(libro, objeto)
  plan.previos.set(objeto.id, { ...previo, listas: [...previo.listas, list] })
}

const removed = (row: Row, libro: Libro): Orden => ({
  menu: MENU,
  verbo: 'remove',
  id: row['.id'] ?? '',
  objeto: row['address'] ?? '',
  busca: { list: row['list'] ?? '', address: row['address'] ?? '', comment: libro.marca },
  valores: {},
  antes: { list: row['list'] ?? '', address: row['address'] ?? '' },
  tras: [],
})
