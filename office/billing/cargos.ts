import { addDays, type FechaCivil } from '../../contract/dates.ts'
import type { TipoCargo } from '../../contract/enums.ts'
import type { Cargo, CargoInput } from '../../contract/procedures/cargos.ts'
import type { Impuesto, Minor } from '../../contract/money.ts'
import { zImpuestos } from '../customers/planes.ts'
import { todayOf, writtenAt } from '../customers/servicio-events.ts'
import { MAX_PAST_DAYS, nextVersion } from '../customers/changes.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { type Hand, handOf } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'

type AnyDb = ReadDb | WriteDb

interface CargoRow extends Omit<Cargo, 'impuestos' | 'facturado'> {
  impuestos: string
  facturado: 0 | 1
}

// A recurring charge is billed by the days of its service; the others say themselves how much of them is.
const SELECT = `select c.id, c.cliente_id as clienteId, c.servicio_id as servicioId, p.nombre as servicio, c.tipo,
    c.descripcion, c.monto, c.tasa_bp as tasaBp, c.impuestos, c.desde, c.hasta, c.cuotas,
    c.cuotas_facturadas as cuotasFacturadas, c.estado, f.numero as facturaNumero, u.nombre as usuario,
    c.creado_en as creadoEn, c.actualizado_en as actualizadoEn,
    c.estado = 'facturado' or c.cuotas_facturadas > 0 or (c.servicio_id is not null and exists (
      select 1 from cobertura k where k.servicio_id = c.servicio_id
        and (k.componente = 'cargo:' || c.id or k.componente >= 'cargo:' || c.id || '@' and k.componente < 'cargo:' || c.id || 'A')
    )) as facturado
  from cargo c left join servicio s on s.id = c.servicio_id left join plan_servicio p on p.id = s.plan_id
    left join factura f on f.id = c.factura_id left join usuario u on u.id = c.usuario_id`

const reads = perConnection((db: AnyDb) => ({
  ofCliente: db.sqlite.prepare<[string, string], CargoRow>(`${SELECT} where c.tenant_id = ? and c.cliente_id = ?`),
  one: db.sqlite.prepare<[string, string], CargoRow>(`${SELECT} where c.tenant_id = ? and c.id = ?`),
  cliente: db.sqlite.prepare<[string, string]>('select 1 from cliente where tenant_id = ? and id = ?'),
  servicio: db.sqlite.prepare<[string, string], { clienteId: string; estado: string }>(
    'select cliente_id as clienteId, estado from servicio where tenant_id = ? and id = ?',
  ),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  insert: sqlite.prepare(
    `insert into cargo (id, tenant_id, cliente_id, servicio_id, tipo, descripcion, monto, tasa_bp, impuestos, desde, hasta,
       cuotas, estado, factura_id, orden, usuario_id, creado_en, actualizado_en)
     values (@id, @tenantId, @clienteId, @servicioId, @tipo, @descripcion, @monto, @tasaBp, @impuestos, @desde, @hasta,
       @cuotas, 'vigente', @facturaId, @orden, @usuarioId, @now, @version)`,
  ),
  end: sqlite.prepare('update cargo set hasta = @hasta, actualizado_en = @version where id = @id'),
  annul: sqlite.prepare(`update cargo set estado = 'anulado', actualizado_en = @version where id = @id`),
}))

const toCargo = (row: CargoRow): Cargo => ({
  ...row,
  impuestos: zImpuestos.parse(JSON.parse(row.impuestos)),
  facturado: row.facturado === 1,
})

/** Charges of a client, or of one of their services: what holds first, then the rest, each newest first. */
export function listCargos(
  db: AnyDb,
  tenantId: string,
  { clienteId, servicioId }: { clienteId: string; servicioId?: string | undefined },
): Cargo[] {
  const rows = reads(db).ofCliente.all(tenantId, clienteId)
  const rank = (row: CargoRow) => (row.estado === 'vigente' ? 0 : 1)
  return rows
    .filter((row) => servicioId === undefined || row.servicioId === servicioId)
    .toSorted((a, b) => rank(a) - rank(b) || b.creadoEn - a.creadoEn || (a.id < b.id ? 1 : -1))
    .map(toCargo)
}

/** Errors: not_found. */
export function readCargo(db: AnyDb, tenantId: string, id: string): Cargo {
  const row = reads(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'cargo' })
  return toCargo(row)
}

export interface NewCargo {
  /** Given when it follows from what it is about; else a new one. */
  id?: string
  clienteId: string
  servicioId: string | null
  tipo: TipoCargo
  descripcion: string
  monto: Minor
  tasaBp?: number | null
  impuestos: readonly Impuesto[]
  desde: FechaCivil
  hasta?: FechaCivil | null
  cuotas?: number | null
  facturaId?: string | null
  orden?: number | null
}

const versionOf = (hand: Pick<Hand, 'db' | 'now'>, servicioId: string | null): number =>
  servicioId === null ? hand.now : writtenAt(hand, servicioId)

/** Writes a charge inside the caller's transaction; the caller writes the audit row. Returns its id. */
export function insertCargo(hand: Hand, cargo: NewCargo): string {
  const id = cargo.id ?? newId()
  writes(hand.db).insert.run({
    tasaBp: null,
    hasta: null,
    cuotas: null,
    facturaId: null,
    orden: null,
    ...cargo,
    id,
    impuestos: JSON.stringify(cargo.impuestos.map(({ nombre, tasaBp, incluido }) => ({ nombre, tasaBp, incluido }))),
    tenantId: hand.tenantId,
    usuarioId: hand.usuarioId,
    now: hand.now,
    version: versionOf(hand, cargo.servicioId),
  })
  return id
}

const recurs = (tipo: TipoCargo): boolean =>
  tipo === 'recurrente' || tipo === 'descuento_fijo' || tipo === 'descuento_porcentaje'

/** Errors: cargo.dates. */
function checkDates(tx: Tx, desde: FechaCivil, hasta: FechaCivil | null): void {
  const earliest = addDays(todayOf(tx), -MAX_PAST_DAYS)
  if (desde < earliest || (hasta !== null && hasta < desde)) throw refuse('cargo.dates', { desde: earliest })
}

/** Errors: not_found, cargo.foreign, cargo.ended_service. */
function checkOwner(tx: Tx, { clienteId, servicioId, tipo }: CargoInput): void {
  const { tenantId } = tx.actor
  if (!reads(tx.db).cliente.get(tenantId, clienteId)) throw refuse('not_found', { entidad: 'cliente' })
  if (servicioId === null) return
  const servicio = reads(tx.db).servicio.get(tenantId, servicioId)
  if (!servicio) throw refuse('not_found', { entidad: 'servicio' })
  if (servicio.clienteId !== clienteId) throw refuse('cargo.foreign')
  if (servicio.estado === 'baja' && recurs(tipo)) throw refuse('cargo.ended_service')
}

/**
 * A charge or discount that a person makes: it goes on the client's next invoices.
 * Errors: not_found, cargo.foreign, cargo.dates, cargo.instalments, cargo.ended_service.
 */
export function createCargo(tx: Tx, input: CargoInput): Cargo {
  checkOwner(tx, input)
  checkDates(tx, input.desde, 'hasta' in input ? input.hasta : null)
  if (input.tipo === 'cuotas' && input.monto < input.cuotas) throw refuse('cargo.instalments')
  const percent = input.tipo === 'descuento_porcentaje'
  const id = insertCargo(handOf(tx), {
    ...input,
    monto: percent ? 0 : input.monto,
    impuestos: percent ? [] : input.impuestos,
  })
  const cargo = readCargo(tx.db, tx.actor.tenantId, id)
  const { actualizadoEn: _, facturado: __, creadoEn: ___, ...despues } = cargo
  tx.audit({ accion: 'cargo.create', entidad: 'cargo', entidadId: id, despues })
  return cargo
}

function readForChange(tx: Tx, id: string, expected: number): Cargo {
  const cargo = readCargo(tx.db, tx.actor.tenantId, id)
  if (cargo.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'cargo' })
  return cargo
}

/** Lets what recurs end with a day, today or later. Errors: not_found, conflict.changed, cargo.closed, cargo.dates. */
export function endCargo(tx: Tx, id: string, hasta: FechaCivil, expected: number): Cargo {
  const before = readForChange(tx, id, expected)
  const today = todayOf(tx)
  if (!recurs(before.tipo) || before.estado !== 'vigente' || (before.hasta !== null && before.hasta < today))
    throw refuse('cargo.closed')
  const earliest = before.desde > today ? before.desde : today
  if (hasta < earliest) throw refuse('cargo.dates', { desde: earliest })
  writes(tx.db).end.run({ id, hasta, version: nextVersion(versionOf(tx, before.servicioId), before.actualizadoEn) })
  tx.audit({
    accion: 'cargo.end',
    entidad: 'cargo',
    entidadId: id,
    antes: { hasta: before.hasta },
    despues: { hasta },
  })
  return readCargo(tx.db, tx.actor.tenantId, id)
}

/**
 * Takes back what no document has yet: the whole charge, or the instalments that are left.
 * Errors: not_found, conflict.changed, cargo.closed, cargo.billed.
 */
export function annulCargo(tx: Tx, id: string, motivo: string, expected: number): Cargo {
  const before = readForChange(tx, id, expected)
  if (before.estado === 'facturado') throw refuse('cargo.billed')
  if (before.estado !== 'vigente') throw refuse('cargo.closed')
  if (before.facturado && before.tipo !== 'cuotas') throw refuse('cargo.billed')
  writes(tx.db).annul.run({ id, version: nextVersion(versionOf(tx, before.servicioId), before.actualizadoEn) })
  tx.audit({
    accion: 'cargo.annul',
    entidad: 'cargo',
    entidadId: id,
    antes: { estado: before.estado, cuotasFacturadas: before.cuotasFacturadas },
    despues: { estado: 'anulado', motivo },
  })
  return readCargo(tx.db, tx.actor.tenantId, id)
}
