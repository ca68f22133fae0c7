import { changeOrders, type Deseado, differing, kept, ownRow, savedOf, toSave } from './attributes.ts'
import { metodoOn } from './desired.ts'
import { rateOf } from './names.ts'
import type { Condicion, Libro, Objeto, Orden, Plan, Visto } from './types.ts'
import { parseBoolean } from '../../routeros/values.ts'
import type { Row } from '../../routeros/index.ts'

const planRate = ({ plan }: Libro): string => rateOf(plan.bajadaMbps, plan.subidaMbps)
const lowRate = ({ plan }: Libro): string => rateOf(plan.reducidaBajadaMbps, plan.reducidaSubidaMbps)
const hasQueue = ({ objetos }: Libro): boolean => objetos.some(({ tipo }) => tipo === 'simple_queue')

/** A static lease: whether its client is let in, and its speed where no queue has it. */
export function deseadoLease(libro: Libro, objeto: Objeto, cond: Condicion, row: Row | null): Deseado {
  const saved = savedOf(libro, objeto, ['rate-limit'])
  const creado = objeto.origen === 'creado'
  const limited = (objeto.previo?.valores['rate-limit'] ?? '') !== ''
  // The speed of a linked lease without one is made somewhere else.
  const limits = !hasQueue(libro) && (creado || (row?.['rate-limit'] ?? '') !== '' || limited)
  const rate = (limits ? planRate(libro) : '') || saved['rate-limit']
  const active: Deseado = {
    'block-access': 'no',
    ...(creado ? { disabled: 'no' } : {}),
    ...(creado && libro.ip !== '' ? { address: libro.ip } : {}),
    ...(rate === undefined ? {} : { 'rate-limit': rate }),
  }
  const base = kept(cond, objeto, active)
  if (cond === 'activo') return base
  if (cond === 'baja') return { ...base, 'block-access': 'yes' }
  if (cond === 'reducido') return hasQueue(libro) ? base : { ...base, 'rate-limit': lowRate(libro) }
  return metodoOn(libro) === 'bloqueo_dhcp' ? { ...base, 'block-access': 'yes' } : base
}

/** A simple queue: the speed. What it has otherwise stays. */
export function deseadoQueue(libro: Libro, objeto: Objeto, cond: Condicion): Deseado {
  const saved = savedOf(libro, objeto, ['max-limit'])
  const rate = planRate(libro) || saved['max-limit']
  const active: Deseado = {
    ...(rate === undefined ? {} : { 'max-limit': rate }),
    disabled: 'no',
    ...(objeto.origen === 'creado' && libro.ip !== '' ? { target: `${libro.ip}/32` } : {}),
  }
  const base = kept(cond, objeto, active)
  if (cond === 'reducido') return { ...base, 'max-limit': lowRate(libro) }
  return cond === 'baja' ? { ...base, disabled: 'yes' } : base
}

interface Kind {
  menu: '/ip/dhcp-server/lease' | '/queue/simple'
  rows: readonly Row[]
  busca: Record<string, string>
  cutting: readonly string[]
  deseado(cond: Condicion, objeto: Objeto, row: Row | null): Deseado
  /** Of one that is made; null: not enough is known. */
  nuevo(): Record<string, string> | null
}

function kindOf(libro: Libro, objeto: Objeto, visto: Visto): Kind {
  if (objeto.tipo === 'simple_queue')
    return {
      menu: '/queue/simple',
      rows: visto.queues.get(objeto.clave) ?? [],
      busca: { name: objeto.clave },
      cutting: ['max-limit', 'disabled'],
      deseado: (cond, of) => deseadoQueue(libro, of, cond),
      nuevo: () => (libro.ip === '' ? null : { name: objeto.clave, target: `${libro.ip}/32` }),
    }
  const byMac = objeto.clave.includes(':')
  return {
    menu: '/ip/dhcp-server/lease',
    rows: leaseRows(visto.leases.get(objeto.clave) ?? []),
    busca: byMac ? { 'mac-address': objeto.clave } : { address: objeto.clave },
    cutting: ['block-access', 'rate-limit'],
    deseado: (cond, of, row) => deseadoLease(libro, of, cond, row),
    nuevo: () => (libro.ip === '' || !byMac ? null : { 'mac-address': objeto.clave, address: libro.ip }),
  }
}

/** Where a client has a static lease, a dynamic one beside it is only passing. */
function leaseRows(rows: readonly Row[]): readonly Row[] {
  const fixed = rows.filter((row) => parseBoolean(row['dynamic']) !== true)
  return fixed.length > 0 ? fixed : rows
}

function planMissing(libro: Libro, objeto: Objeto, cond: Condicion, kind: Kind, plan: Plan): void {
  if (cond === 'baja') return
  if (objeto.origen === 'vinculado') {
    plan.falla = { codigo: 'objeto_ausente', detalle: objeto.clave }
    return
  }
  const nuevo = kind.nuevo()
  if (!nuevo) {
    plan.falla = { codigo: 'sin_direccion', detalle: objeto.clave }
    return
  }
  const fresh: Objeto = { ...objeto, previo: null }
  const deseado = { ...kind.deseado('activo', fresh, null), ...kind.deseado(cond, fresh, null) }
  const given = Object.entries(deseado).filter(([, value]) => value !== '')
  const valores = { ...nuevo, ...Object.fromEntries(given), comment: libro.comentario }
  const { menu, busca } = kind
  plan.ordenes.push({ menu, verbo: 'add', id: null, objeto: objeto.clave, busca, valores, antes: {}, tras: [] })
}

/** A static lease or a simple queue. */
export function planAddressed(libro: Libro, objeto: Objeto, cond: Condicion, visto: Visto, plan: Plan): void {
  const kind = kindOf(libro, objeto, visto)
  const dynamic = kind.rows.some((row) => parseBoolean(row['dynamic']) === true)
  // What the device made by itself is not the one that the office is to make.
  const rows = dynamic && objeto.origen === 'creado' ? [] : kind.rows
  const { row, falla } = ownRow(libro, objeto, rows)
  if (falla) plan.falla = falla
  if (falla) return
  if (!row) return planMissing(libro, objeto, cond, kind, plan)
  const deseado = kind.deseado(cond, objeto, row)
  const changes = differing(row, deseado)
  const { menu, busca } = kind
  if (dynamic && Object.keys(changes).length > 0) {
    // Only a static lease can be told anything; the next look finds it so.
    plan.ordenes.push(makeStatic(objeto, row, busca))
    return
  }
  plan.ordenes.push(...changeOrders({ menu, row, objeto: objeto.clave, busca }, changes))
  const previo = cond === 'activo' ? null : toSave(libro, objeto, row, changes, kind.cutting)
  if (previo) plan.previos.set(objeto.id, previo)
  if (cond === 'activo' && objeto.previo) plan.restaurados.push(objeto.id)
}

const makeStatic = (objeto: Objeto, row: Row, busca: Record<string, string>): Orden => ({
  menu: '/ip/dhcp-server/lease',
  verbo: 'make-static',
  id: row['.id'] ?? '',
  objeto: objeto.clave,
  busca,
  valores: {},
  antes: { dynamic: 'yes' },
  tras: [],
})

/** The address by which a service without an access of its own is put on a list; empty when none is known. */
export function addressOf(libro: Libro, visto: Visto): string {
  if (libro.ip !== '') return libro.ip
  for (const { tipo, clave } of libro.objetos) {
    if (tipo === 'dhcp_lease') {
      const address = leaseRows(visto.leases.get(clave) ?? [])[0]?.['address']
      if (address) return address
    }
    if (tipo === 'simple_queue') {
      const target = /^(\d+\.\d+\.\d+\.\d+)(\/32)?$/.exec(visto.queues.get(clave)?.[0]?.['target'] ?? '')?.[1]
      if (target) return target
    }
  }
  return ''
}
