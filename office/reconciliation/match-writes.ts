import type { EstadoExtractoLinea, OrigenConciliacion, TipoExtractoLinea } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { Motivo, Parte, Propuesta } from '../../contract/procedures/conciliacion.ts'
import type { WriteDb } from '../../db/open.ts'
import { recordPago } from '../cash/collect.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'

/** A line as it stands inside of the transaction. */
export interface LineaNow {
  id: string
  cuentaId: string
  fecha: string
  concepto: string
  operacion: string
  monto: Minor
  conciliado: Minor
  tipo: TipoExtractoLinea
  estado: EstadoExtractoLinea
}

interface ReciboNow {
  id: string
  numero: string
  clienteId: string
  metodo: string
  resta: Minor
}

/** Who said so: the office with its score, or a person. */
export interface How {
  origen: OrigenConciliacion
  puntaje: number | null
  motivos: readonly Motivo[]
}

const CONFIRMED =
  'coalesce((select sum(c.monto) from conciliacion c where c.recibo_id = r.id and c.deshecha_en is null), 0)'

const statements = perConnection((db: WriteDb) => ({
  linea: db.sqlite.prepare<[string, string], LineaNow>(
    `select id, cuenta_id as cuentaId, fecha, concepto, operacion, monto, conciliado, tipo, estado
     from extracto_linea where id = ? and tenant_id = ?`,
  ),
  recibo: db.sqlite.prepare<[string, string], ReciboNow>(
    `select r.id, r.numero, r.cliente_id as clienteId, r.metodo, r.monto_total - r.revertido - ${CONFIRMED} as resta
     from recibo r where r.id = ? and r.tenant_id = ?`,
  ),
  /** A transfer that has this reference and is not void. */
  referencia: db.sqlite.prepare<[string, string], { id: string; numero: string }>(
    `select id, numero from recibo where tenant_id = ? and metodo = 'transferencia' and referencia = ?
     and referencia <> '' and revertido < monto_total`,
  ),
  /** The receipt of another line of the account with this code. */
  codigo: db.sqlite.prepare<[string, string, string, string], { numero: string }>(
    `select r.numero from extracto_linea l join conciliacion c on c.linea_id = l.id and c.deshecha_en is null
     join recibo r on r.id = c.recibo_id
     where l.operacion = ? and l.operacion <> '' and l.tenant_id = ? and l.cuenta_id = ? and l.id <> ? limit 1`,
  ),
  made: db.sqlite.prepare<[string], { reciboId: string; creo: number }>(
    'select recibo_id as reciboId, creo_recibo as creo from conciliacion where linea_id = ? and deshecha_en is null',
  ),
  saldo: db.sqlite.prepare<[string, string, string], { saldo: Minor }>(
    'select saldo from factura where id = ? and cliente_id = ? and tenant_id = ?',
  ),
  insert: db.sqlite.prepare<
    [string, string, string, string, Minor, OrigenConciliacion, number | null, string, number, string, number]
  >(
    `insert into conciliacion (id, tenant_id, linea_id, recibo_id, monto, origen, puntaje, motivos_json, creo_recibo,
       usuario_id, fecha) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  move: db.sqlite.prepare<[Minor, Minor, Minor, string]>(
    `update extracto_linea set conciliado = conciliado + ?, estado = case when conciliado + ? = monto then 'conciliada'
       when conciliado + ? > 0 then 'parcial' else 'pendiente' end where id = ?`,
  ),
  confirm: db.sqlite.prepare<[string]>(
    `update pago set estado_conciliacion = 'conciliado' where recibo_id = ? and estado_conciliacion = 'pendiente'`,
  ),
  wait: db.sqlite.prepare<[string]>(
    `update pago set estado_conciliacion = 'pendiente' where recibo_id = ? and estado_conciliacion = 'conciliado'`,
  ),
}))

/** Errors: not_found. */
export function lineaNow(tx: Tx, id: string): LineaNow {
  const linea = statements(tx.db).linea.get(id, tx.actor.tenantId)
  if (!linea) throw refuse('not_found', { entidad: 'linea' })
  return linea
}

/** A credit with something left. Errors: not_found, conciliacion.tipo. */
export function openLinea(tx: Tx, id: string): LineaNow {
  const linea = lineaNow(tx, id)
  const open = linea.estado === 'pendiente' || linea.estado === 'parcial'
  if (linea.tipo !== 'credito' || !open) throw refuse('conciliacion.tipo')
  return linea
}

/** Errors: not_found. */
export function reciboNow(tx: Tx, id: string): ReciboNow {
  const recibo = statements(tx.db).recibo.get(id, tx.actor.tenantId)
  if (!recibo) throw refuse('not_found', { entidad: 'recibo' })
  return recibo
}

/** Adds to, or takes from, what of a line has its receipt; its state follows. */
export const moveLinea = (tx: Tx, id: string, monto: Minor): void =>
  void statements(tx.db).move.run(monto, monto, monto, id)

/** The state of a receipt's payments follows what lines confirm of it. */
export function settlePagos(tx: Tx, reciboId: string): void {
  const { confirm, wait } = statements(tx.db)
  if (reciboNow(tx, reciboId).resta === 0) confirm.run(reciboId)
  else wait.run(reciboId)
}

/** Does what a proposal says. Errors: conciliacion.changed and those of `matchParte`. */
export function acceptPropuesta(tx: Tx, lineaId: string, propuesta: Propuesta, origen: OrigenConciliacion): void {
  const linea = openLinea(tx, lineaId)
  const { puntaje, motivos, clienteId, recibos, facturas } = propuesta
  const how = { origen, puntaje, motivos }
  if (propuesta.tipo === 'recibo') {
    for (const { id, monto } of recibos) {
      if (reciboNow(tx, id).resta < monto) throw refuse('conciliacion.changed')
      matchParte(tx, linea, { tipo: 'recibo', reciboId: id, monto }, how)
    }
  } else {
    for (const { id, saldo } of facturas)
      if (statements(tx.db).saldo.get(id, clienteId, tx.actor.tenantId)?.saldo !== saldo)
        throw refuse('conciliacion.changed')
    const facturaIds = facturas.map(({ id }) => id)
    matchParte(tx, linea, { tipo: 'cobro', clienteId, monto: linea.monto - linea.conciliado, facturaIds }, how)
  }
  auditMatch(tx, linea, how)
}

/** A line by hand. Errors: conciliacion.amount and those of `matchParte`. */
export function matchByHand(tx: Tx, lineaId: string, partes: readonly Parte[]): void {
  const linea = openLinea(tx, lineaId)
  const maximo = linea.monto - linea.conciliado
  if (partes.reduce((sum, { monto }) => sum + monto, 0) > maximo) throw refuse('conciliacion.amount', { maximo })
  const how: How = { origen: 'manual', puntaje: null, motivos: [] }
  for (const parte of partes) matchParte(tx, linea, parte, how)
  auditMatch(tx, linea, how)
}

function auditMatch(tx: Tx, antes: LineaNow, { origen, puntaje }: How): void {
  const { conciliado, estado } = lineaNow(tx, antes.id)
  const recibos = statements(tx.db).made.all(antes.id)
  tx.audit({
    accion: 'conciliacion.match',
    entidad: 'extracto_linea',
    entidadId: antes.id,
    antes: { conciliado: antes.conciliado, estado: antes.estado },
    despues: {
      ...{ conciliado, estado, origen, puntaje, fecha: antes.fecha, operacion: antes.operacion },
      recibos: recibos.map(({ reciboId }) => reciboId),
    },
  })
}

/**
 * So much of a line is a receipt that exists, or becomes one. Errors: not_found, conciliacion.operacion (its code was used),
 * conciliacion.recibo (a receipt that takes less, or is no transfer), pago.*.
 */
function matchParte(tx: Tx, linea: LineaNow, parte: Parte, how: How): void {
  const { reciboId, creo } = parte.tipo === 'recibo' ? confirmRecibo(tx, linea, parte) : collect(tx, linea, parte)
  const { tenantId, usuarioId } = tx.actor
  const motivos = JSON.stringify(how.motivos)
  const row = [linea.id, reciboId, parte.monto, how.origen, how.puntaje, motivos, creo, usuarioId, tx.now] as const
  statements(tx.db).insert.run(newId(), tenantId, ...row)
  moveLinea(tx, linea.id, parte.monto)
  settlePagos(tx, reciboId)
}

function confirmRecibo(tx: Tx, linea: LineaNow, { reciboId, monto }: Extract<Parte, { tipo: 'recibo' }>) {
  const recibo = reciboNow(tx, reciboId)
  const { numero, resta } = recibo
  const matched = statements(tx.db).made.all(linea.id)
  const maximo = recibo.metodo === 'transferencia' && !matched.some((each) => each.reciboId === reciboId) ? resta : 0
  if (monto > maximo) throw refuse('conciliacion.recibo', { numero, maximo })
  refuseUsedCode(tx, linea, [reciboId, ...matched.map((each) => each.reciboId)])
  return { reciboId, creo: 0 }
}

function collect(tx: Tx, linea: LineaNow, { clienteId, monto, facturaIds }: Extract<Parte, { tipo: 'cobro' }>) {
  const matched = statements(tx.db).made.all(linea.id)
  refuseUsedCode(
    tx,
    linea,
    matched.map(({ reciboId }) => reciboId),
  )
  const referencia = freeReference(tx, linea, matched.length)
  // It went into no drawer: the bank had it.
  const { id } = recordPago(tx, { clienteId, metodo: 'transferencia', monto, facturaIds, referencia, sesionId: null })
  return { reciboId: id, creo: 1 }
}

/** An operation code stands for one transfer: neither another receipt nor another line may have used it. */
function refuseUsedCode(tx: Tx, { id, operacion, cuentaId }: LineaNow, own: readonly string[]): void {
  if (operacion === '') return
  const { tenantId } = tx.actor
  const recibo = statements(tx.db).referencia.get(tenantId, operacion)
  if (recibo && !own.includes(recibo.id)) throw refuse('conciliacion.operacion', { recibo: recibo.numero })
  const other = statements(tx.db).codigo.get(operacion, tenantId, cuentaId, id)
  if (other) throw refuse('conciliacion.operacion', { recibo: other.numero })
}

/** The bank's code, or one that follows from the line where it gives none; `/2`, `/3` for further receipts of the line. */
function freeReference(tx: Tx, { id, fecha, operacion }: LineaNow, matched: number): string {
  const base = operacion || `EXT-${fecha.replaceAll('-', '')}-${id.slice(-12).toUpperCase()}`
  const isFree = (each: string) => !statements(tx.db).referencia.get(tx.actor.tenantId, each)
  if (matched === 0 && isFree(base)) return base
  for (let n = 2; ; n++) if (isFree(`${base}/${n}`)) return `${base}/${n}`
}
