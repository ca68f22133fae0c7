import { addDays, type FechaCivil, startOfDay } from '../../contract/dates.ts'
import type { EstadoCorreo } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'

/** What reminders are decided by, read from the tables. */

type Db = ReadDb | WriteDb

/** An open invoice, or an open promise, with its client. */
export interface OpenDebt {
  documentoId: string
  /** Empty for a promise. */
  numero: string
  /** When it falls due. */
  fecha: FechaCivil
  /** What is left of it. */
  monto: Minor
  clienteId: string
  clienteNombre: string
  clienteCodigo: string
  email: string
}

export interface FacturaState {
  saldo: Minor
  montoTotal: Minor
  acreditado: Minor
  fechaVencimiento: FechaCivil
}
export interface PromesaState {
  estado: string
  monto: Minor
  pagado: Minor
  fecha: FechaCivil
}

const CLIENT = `k.id as clienteId, k.nombre_razon_social as clienteNombre, k.codigo_cliente as clienteCodigo, k.email`
const INVOICE = `f.id as documentoId, f.numero, f.fecha_vencimiento as fecha, f.saldo as monto, ${CLIENT}`
/** A reminder leaves while its rule holds: at most so many days after it was made (rules reach 60 days). */
const QUEUED_DAYS = 100

const statements = perConnection((db: Db) => ({
  upcoming: db.sqlite.prepare<[string, string, string], OpenDebt>(
    `select ${INVOICE} from factura f join cliente k on k.id = f.cliente_id
     where f.tenant_id = ? and f.estado = 'pendiente' and f.fecha_vencimiento between ? and ?`,
  ),
  // By the clients who are overdue: there is an index of them, and of each one's open invoices.
  overdue: db.sqlite.prepare<[string, string, string, string], OpenDebt>(
    `select ${INVOICE} from cliente_saldo s
       join factura f on f.tenant_id = ? and f.cliente_id = s.cliente_id and f.estado <> 'pagada'
         and f.fecha_vencimiento between ? and ?
       join cliente k on k.id = s.cliente_id
     where s.tenant_id = ? and s.con_vencido = 1 and f.estado = 'vencida'`,
  ),
  promises: db.sqlite.prepare<[string, string, string], OpenDebt>(
    `select p.id as documentoId, '' as numero, p.fecha, p.monto - p.pagado as monto, ${CLIENT}
     from promesa_pago p join cliente k on k.id = p.cliente_id
     where p.tenant_id = ? and p.estado = 'abierta' and p.fecha between ? and ? and p.pagado < p.monto`,
  ),
  openPromise: db.sqlite
    .prepare<[string, string, string], number>(
      `select 1 from promesa_pago where tenant_id = ? and cliente_id = ? and estado = 'abierta' and fecha >= ? limit 1`,
    )
    .pluck(),
  factura: db.sqlite.prepare<[string], FacturaState>(
    `select saldo, monto_total as montoTotal, acreditado, fecha_vencimiento as fechaVencimiento from factura where id = ?`,
  ),
  promesa: db.sqlite.prepare<[string], PromesaState>(
    'select estado, monto, pagado, fecha from promesa_pago where id = ?',
  ),
  deuda: db.sqlite
    .prepare<[string, string], Minor>('select deuda from cliente_saldo where tenant_id = ? and cliente_id = ?')
    .pluck(),
  reminded: db.sqlite
    .prepare<[string, string], EstadoCorreo>('select estado from correo where documento_id = ? and regla = ?')
    .pluck(),
  sentOn: db.sqlite
    .prepare<[string, string, number, number, number], number>(
      `select count(*) from correo where tenant_id = ? and cliente_id = ? and creado_en >= ?
         and tipo in ('recordatorio', 'promesa') and estado = 'enviado' and enviado_en >= ? and enviado_en < ?`,
    )
    .pluck(),
  waiting: db.sqlite
    .prepare<[string, string, number], number>(
      `select count(*) from correo where tenant_id = ? and cliente_id = ? and creado_en >= ?
         and tipo in ('recordatorio', 'promesa') and estado = 'pendiente'`,
    )
    .pluck(),
}))

/** Open invoices due within these days, both included. */
export const openInvoices = (db: Db, tenantId: string, from: FechaCivil, to: FechaCivil): OpenDebt[] => [
  ...statements(db).upcoming.all(tenantId, from, to),
  ...statements(db).overdue.all(tenantId, from, to, tenantId),
]

export const openPromises = (db: Db, tenantId: string, from: FechaCivil, to: FechaCivil): OpenDebt[] =>
  statements(db).promises.all(tenantId, from, to)

/** Whether the client has given their word for a day that has not passed. */
export const hasOpenPromise = (db: Db, tenantId: string, clienteId: string, today: FechaCivil): boolean =>
  statements(db).openPromise.get(tenantId, clienteId, today) !== undefined

export const facturaState = (db: Db, id: string): FacturaState | undefined => statements(db).factura.get(id)
export const promesaState = (db: Db, id: string): PromesaState | undefined => statements(db).promesa.get(id)
export const debtOf = (db: Db, tenantId: string, clienteId: string): Minor =>
  statements(db).deuda.get(tenantId, clienteId) ?? 0

/** What became of the reminder of a document by a rule; undefined when there is none. */
export const reminded = (db: Db, documentoId: string, regla: string): EstadoCorreo | undefined =>
  statements(db).reminded.get(documentoId, regla)

/** Reminders of a client that left on a day, and those that wait to. */
export function remindersOn(
  db: Db,
  tenantId: string,
  clienteId: string,
  today: FechaCivil,
  zonaHoraria: string,
): { sent: number; waiting: number } {
  const [start, end] = [startOfDay(today, zonaHoraria), startOfDay(addDays(today, 1), zonaHoraria)]
  const since = startOfDay(addDays(today, -QUEUED_DAYS), zonaHoraria)
  const { sentOn, waiting } = statements(db)
  return {
    sent: sentOn.get(tenantId, clienteId, since, start, end) ?? 0,
    waiting: waiting.get(tenantId, clienteId, since) ?? 0,
  }
}
