import { addDays, civilDate, type FechaCivil, startOfDay } from '../../contract/dates.ts'
import type { EstadoPromesa } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'

type Db = ReadDb | WriteDb

interface Promised {
  id: string
  monto: Minor
  fecha: FechaCivil
  pagado: Minor
  estado: EstadoPromesa
  creadoEn: number
  cerradaEn: number | null
}
interface Came {
  id: string
  fecha: number
  /** What is left of the receipt. */
  monto: Minor
}

const statements = perConnection((db: Db) => ({
  // Those that were open when the receipt came: as `settlePromesa` counted it.
  counted: db.sqlite.prepare<[string, string, number, string, number], Promised>(
    `select id, monto, fecha, pagado, estado, creado_en as creadoEn, cerrada_en as cerradaEn from promesa_pago
     where tenant_id = ? and cliente_id = ? and creado_en <= ? and id < ? and (cerrada_en is null or cerrada_en >= ?)
     order by creado_en, id`,
  ),
  came: db.sqlite.prepare<[string, string, number, string], Came>(
    `select id, fecha, monto_total - revertido as monto from recibo
     where tenant_id = ? and cliente_id = ? and fecha >= ? and id > ? order by fecha, id`,
  ),
  later: db.sqlite.prepare<[string, string, number, string]>(
    `select 1 from promesa_pago where tenant_id = ? and cliente_id = ? and creado_en >= ? and id > ? and estado <> 'cancelada'`,
  ),
}))

/** Where a promise stands once money that counted towards it is gone. */
export interface PromiseAfter {
  promesa: Promised
  pagado: Minor
  estado: EstadoPromesa
  cerradaEn: number | null
}

interface Standing {
  today: FechaCivil
  zonaHoraria: string
  now: number
  /** What the client owes, and of it overdue, once the money is gone. */
  deuda: Minor
  vencido: Minor
  /** The client gave another one since. */
  replaced: boolean
}

const paidUntil = (came: readonly Came[], until: number): Minor =>
  came.reduce((sum, { fecha, monto }) => (fecha <= until ? sum + monto : sum), 0)

/** When enough had come in; null: never, up to that instant. */
function keptAt(came: readonly Came[], monto: Minor, until: number): number | null {
  let sum = 0
  for (const one of came) {
    if (one.fecha > until) return null
    sum += one.monto
    if (sum >= monto) return one.fecha
  }
  return null
}

/**
 * A promise that was kept stays so if other money was enough, if nothing is owed, or if it was kept because nothing was
 * overdue any more and that still holds. Otherwise it is as if the money had never come: open until its day has passed,
 * then broken; taken back if the client gave another one since, because only one stands.
 */
export function promiseAfter(promesa: Promised, came: readonly Came[], on: Standing): PromiseAfter {
  const { monto, estado } = promesa
  const within = Math.min(monto, paidUntil(came, promesa.cerradaEn ?? on.now))
  const isCleared = on.deuda === 0 || (on.vencido === 0 && promesa.pagado < monto)
  if (estado !== 'cumplida' || within === monto || isCleared)
    return { promesa, pagado: within, estado, cerradaEn: promesa.cerradaEn }
  const deadline = startOfDay(addDays(promesa.fecha, 1), on.zonaHoraria)
  const isOver = promesa.fecha < on.today
  const until = Math.max(isOver ? deadline : on.now, promesa.cerradaEn ?? 0)
  const kept = keptAt(came, monto, until)
  if (kept !== null) return { promesa, pagado: monto, estado, cerradaEn: kept }
  const pagado = paidUntil(came, until)
  if (isOver) return { promesa, pagado, estado: 'rota', cerradaEn: until }
  if (on.replaced) return { promesa, pagado, estado: 'cancelada', cerradaEn: on.now }
  return { promesa, pagado, estado: 'abierta', cerradaEn: null }
}

interface ReciboOfPromise {
  id: string
  clienteId: string
  fecha: number
}

/**
 * What becomes of the promises that counted on a receipt. `less`: what is about to be taken off it and is not written yet.
 */
export function promisesAfter(
  db: Db,
  tenantId: string,
  recibo: ReciboOfPromise,
  on: { now: number; deuda: Minor; vencido: Minor; less: Minor },
): PromiseAfter[] {
  const { counted, came, later } = statements(db)
  const { zonaHoraria } = readTenant(db)
  const today = civilDate(on.now, zonaHoraria)
  const { id, clienteId, fecha } = recibo
  return counted.all(tenantId, clienteId, fecha, id, fecha).map((promesa) => {
    const receipts = came
      .all(tenantId, clienteId, promesa.creadoEn, promesa.id)
      .map((one) => (one.id === id ? { ...one, monto: one.monto - on.less } : one))
    const replaced = later.get(tenantId, clienteId, promesa.creadoEn, promesa.id) !== undefined
    return promiseAfter(promesa, receipts, { ...on, today, zonaHoraria, replaced })
  })
}

/** Takes a receipt's money off the promises it counted towards. The receipt says already what is left of it. */
export function takeBackFromPromesas(tx: Tx, recibo: ReciboOfPromise, debt: { deuda: Minor; vencido: Minor }): void {
  const update = tx.db.sqlite.prepare<[Minor, EstadoPromesa, number | null, string]>(
    'update promesa_pago set pagado = ?, estado = ?, cerrada_en = ? where id = ?',
  )
  for (const after of promisesAfter(tx.db, tx.actor.tenantId, recibo, { now: tx.now, ...debt, less: 0 })) {
    const { promesa, pagado, estado, cerradaEn } = after
    if (pagado === promesa.pagado && estado === promesa.estado && cerradaEn === promesa.cerradaEn) continue
    update.run(pagado, estado, cerradaEn, promesa.id)
    tx.audit({
      accion: 'promesa.take_back',
      entidad: 'promesa',
      entidadId: promesa.id,
      antes: { estado: promesa.estado, pagado: promesa.pagado },
      despues: { clienteId: recibo.clienteId, estado, pagado },
    })
  }
}
