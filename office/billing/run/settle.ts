import { type FechaCivil } from '../../../contract/dates.ts'
import type { TipoEventoServicio } from '../../../contract/enums.ts'
import type { CambioLinea, CambioPrevisto } from '../../../contract/procedures/corridas.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { perConnection } from '../../kernel/statements.ts'
import { officeToday } from '../../kernel/today.ts'
import type { Tx } from '../../kernel/writer.ts'
import { dayOf, monthOfDay, periodoOf } from '../engine/days.ts'
import { lastSeen } from '../engine/history.ts'
import { isRecurring } from '../engine/price.ts'
import { type Priced, priceAsiento } from '../engine/priced.ts'
import { type Settlement, settle } from '../engine/settle.ts'
import type { Cliente, Evento, Servicio } from '../engine/types.ts'
import { type RunContext, runContext } from './context.ts'
import { apartId } from './ids.ts'
import { Loader } from './load.ts'
import { type Documento, writeDocumentos } from './write.ts'

type Db = ReadDb | WriteDb

const statements = perConnection(({ sqlite }: Db) => ({
  cliente: sqlite
    .prepare<[string, string], string>('select cliente_id from servicio where id = ? and tenant_id = ?')
    .pluck(),
  taken: sqlite
    .prepare<[string, string], number>(
      'select exists (select 1 from factura where id = ?) or exists (select 1 from nota_credito where id = ?)',
    )
    .pluck(),
}))

/** A change that is not written yet, as an event of the service. `fecha`: first day that it holds. */
export interface Change {
  fecha: FechaCivil
  tipo: TipoEventoServicio
  planAnteriorId?: string | null
  planId?: string | null
}

export interface ApartOptions {
  /** Also bills the days from the service's first one to the end of its current period: an activation, say. */
  primera?: boolean
}

interface Apart {
  context: RunContext
  cliente: Cliente
  servicio: Servicio
  settlement: Settlement
  lineas: Priced[]
  total: number
}

/** Looks at the days of a service that were billed already, with `changes` as if they had been written. */
function lookApart(
  db: Db,
  tenantId: string,
  servicioId: string,
  now: number,
  changes: Change[],
  primera: boolean,
): Apart {
  const clienteId = statements(db).cliente.get(servicioId, tenantId)
  if (clienteId === undefined) throw refuse('not_found', { entidad: 'servicio' })
  const hoy = officeToday(db, now)
  const context = runContext(db, { periodo: hoy.slice(0, 7), dia: null, fechaEmision: hoy })
  const [cliente] = new Loader(db, context).load([clienteId], { whole: true })
  const found = cliente?.servicios.find(({ id }) => id === servicioId)
  if (!cliente || !found) throw refuse('not_found', { entidad: 'servicio' })
  const eventos = [...found.eventos, ...changes.map((change) => eventoOf(change, found, now))]
  const servicio = { ...found, eventos: eventos.sort((a, b) => a.fecha - b.fecha) }
  const cargos = cliente.cargos.filter((cargo) => cargo.servicioId === servicioId && isRecurring(cargo))
  const month = primera ? monthOfDay(Math.max(dayOf(hoy), servicio.desde), servicio.dia) : null
  const options = { planes: context.rules.planes, exento: cliente.exento }
  const settlement = settle(servicio, cargos, month, options)
  const lineas = settlement.asientos.filter(({ signo }) => signo !== 0).map(priceAsiento)
  return { context, cliente, servicio, settlement, lineas, total: lineas.reduce((sum, line) => sum + line.total, 0) }
}

const eventoOf = (
  { fecha, tipo, planId, planAnteriorId }: Change,
  { planId: current }: Servicio,
  now: number,
): Evento => ({
  fecha: dayOf(fecha),
  tipo,
  planId: planId ?? null,
  planAnteriorId: planAnteriorId ?? (tipo === 'cambio_plan' ? current : null),
  creadoEn: now,
  anuladoEn: null,
})

/**
 * What changes of a service would charge or give back for days that are billed already; writes nothing. Total above zero is
 * to be paid, below zero is in favour; without lines, nothing that was billed changes. Errors: not_found.
 */
export function previewSettle(
  db: Db,
  tenantId: string,
  servicioId: string,
  now: number,
  changes: Change[],
  options: ApartOptions = {},
): CambioPrevisto {
  const { context, lineas, total } = lookApart(db, tenantId, servicioId, now, changes, options.primera ?? false)
  const lines = lineas.map(
    (line): CambioLinea => ({
      ...context.words.of(line),
      neto: line.neto,
      impuestos: line.lista.map((impuesto, at) => ({ ...impuesto, monto: line.impuestos[at] ?? 0 })),
      total: line.total,
    }),
  )
  return { lineas: lines, total }
}

/**
 * Bills what changed in days of a service that are billed already, at once instead of with the next invoice: an invoice, or
 * a credit note when it is in favour of the client. Call it in the transaction that wrote the change, after it. The next
 * run does not bill it again. Null when it comes to nothing. The caller writes the audit row of the change; this writes its
 * own for the document. Errors: not_found.
 */
export function settleApart(
  tx: Tx,
  servicioId: string,
  options: ApartOptions = {},
): { tipo: 'factura' | 'nota_credito'; id: string; numero: string; total: number } | null {
  const { tenantId } = tx.actor
  const { context, cliente, servicio, settlement, lineas, total } = lookApart(
    tx.db,
    tenantId,
    servicioId,
    tx.now,
    [],
    options.primera ?? false,
  )
  const seen = lastSeen(servicio.cobertura)
  const { asientos } = settlement
  if (asientos.length === 0) return null
  const last = asientos.reduce((max, asiento) => Math.max(max, asiento.month), 0)
  const month = seen === null ? last : Math.max(last, monthOfDay(seen, servicio.dia))
  const tipo = total > 0 ? 'factura' : total < 0 ? 'nota_credito' : 'sin_cargo'
  const id = freeId(tx.db, (nth) => apartId(servicioId, month, nth))
  const documento: Documento = {
    ...{ id, clave: servicioId, tipo, cliente, servicioId, servicios: [servicio], asientos, extras: [], lineas, total },
  }
  const [numero] = writeDocumentos(tx, context, { month, corridaId: null }, [documento])
  if (tipo === 'sin_cargo' || !numero) return null
  tx.audit({
    accion: tipo === 'factura' ? 'factura.issue' : 'nota_credito.issue',
    entidad: tipo,
    entidadId: id,
    despues: { numero, clienteId: cliente.id, montoTotal: Math.abs(total), periodo: periodoOf(month) },
  })
  return { tipo, id, numero, total }
}

/** The first of a series of ids that no document has. */
export function freeId(db: Db, idOf: (nth: number) => string): string {
  for (let nth = 0; ; nth++) {
    const id = idOf(nth)
    if (statements(db).taken.get(id, id) === 0) return id
  }
}
