import type { Minor } from '../../../contract/money.ts'
import type { WriteDb } from '../../../db/open.ts'
import { takeDocumentNumbers } from '../../kernel/numbering.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { estadoOf, openCredit } from '../balances.ts'
import { fechaOf, type Month, periodoOf } from '../engine/days.ts'
import type { Grupo } from '../engine/group.ts'
import { type Priced, turned } from '../engine/priced.ts'
import type { Cliente, Extra, Servicio } from '../engine/types.ts'
import { overdueAsOf } from '../overdue.ts'
import { payWithCredit } from '../promises.ts'
import type { RunContext } from './context.ts'
import { lineId } from './ids.ts'

/** A group with the id that its document has; the id is not used when it comes to nothing. */
export interface Documento
  extends Pick<Grupo, 'clave' | 'tipo' | 'servicioId' | 'servicios' | 'asientos' | 'extras' | 'lineas' | 'total'> {
  id: string
  cliente: Cliente
}

export interface Target {
  /** Period that the documents and their coverage are of. */
  month: Month
  corridaId: string | null
}

const LINEA = `id, tenant_id, factura_id, orden, descripcion, cantidad, precio_unitario, neto, impuestos_json, total,
  explicacion, componente, servicio_id`
const NOTA = 'id, tenant_id, cliente_id, numero, monto, motivo, fecha, detalle, usuario_id, creado_en'
const NOTA_LINEA = `id, tenant_id, nota_credito_id, orden, descripcion, cantidad, precio_unitario, neto, impuestos_json, total,
  explicacion`
const COBERTURA = `servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, factura_id,
  nota_credito_id, creado_en`

const insertInto = (table: string, columns: string): string =>
  `insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`

const statements = perConnection(({ sqlite }: WriteDb) => ({
  // Many in one statement, what they have in common bound once: one that fires triggers keeps a journal of its own, which
  // costs more than a row does. The others go faster one by one.
  facturas: sqlite.prepare<Record<string, unknown>>(
    `insert into factura (id, cliente_id, servicio_id, monto_total, saldo, numero, tenant_id, periodo, fecha_emision,
       fecha_vencimiento, estado, origen, usuario_id, creado_en, corrida_id)
     select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 3, value ->> 4, @tenantId, @periodo, @fechaEmision,
       @fechaVencimiento, @estado, 'ciclo', @usuarioId, @creadoEn, @corridaId from json_each(@rows)`,
  ),
  linea: sqlite.prepare<unknown[]>(insertInto('factura_linea', LINEA)),
  nota: sqlite.prepare<unknown[]>(insertInto('nota_credito', NOTA)),
  notaLinea: sqlite.prepare<unknown[]>(insertInto('nota_credito_linea', NOTA_LINEA)),
  cobertura: sqlite.prepare<unknown[]>(insertInto('cobertura', COBERTURA)),
  cargos: sqlite.prepare<[number, string]>(
    `update cargo set estado = d.value ->> 1, cuotas_facturadas = d.value ->> 2, actualizado_en = ?
     from json_each(?) d where cargo.id = d.value ->> 0`,
  ),
  saldos: sqlite.prepare<[string]>(
    `update cliente_saldo set deuda = deuda + (d.value ->> 1), vencido = vencido + (d.value ->> 2),
       credito = credito + (d.value ->> 3), facturas_abiertas = facturas_abiertas + (d.value ->> 4)
     from json_each(?) d where cliente_saldo.cliente_id = d.value ->> 0`,
  ),
  // Apart, and only where one flips: naming a flag rewrites every index that is by it.
  flags: sqlite.prepare<[string]>(
    `update cliente_saldo set con_deuda = deuda > 0, con_vencido = vencido > 0, con_credito = credito > 0
     from json_each(?) d where cliente_saldo.cliente_id = d.value ->> 0
       and (con_deuda <> (deuda > 0) or con_vencido <> (vencido > 0) or con_credito <> (credito > 0))`,
  ),
}))

const runEach = (statement: { run(...row: unknown[]): unknown }, rows: readonly unknown[][]): void => {
  for (const row of rows) statement.run(...row)
}

/**
 * Writes documents with their lines, the days they settle, the charges they use up and the balances they move; then lets
 * what clients have in favour pay. Numbers are given in the order of the list. The caller writes the audit row. Returns the
 * number of each document, null for one that comes to nothing.
 */
export function writeDocumentos(
  tx: Tx,
  context: RunContext,
  target: Target,
  documentos: readonly Documento[],
): (string | null)[] {
  const writing = new Writing(tx, context, target)
  const numbers = writing.numbers(documentos)
  documentos.forEach((documento, at) => {
    writing.add(documento, numbers[at] ?? null)
  })
  writing.flush(documentos)
  return numbers
}

class Writing {
  readonly #tx: Tx
  readonly #context: RunContext
  readonly #target: Target
  readonly #periodo: string
  readonly #estado: ReturnType<typeof estadoOf>
  readonly #facturas: unknown[][] = []
  readonly #lineas: unknown[][] = []
  readonly #notas: unknown[][] = []
  readonly #notaLineas: unknown[][] = []
  readonly #cobertura: unknown[][] = []
  readonly #cargos: unknown[][] = []
  readonly #credits: { clienteId: string; origenId: string; resto: Minor }[] = []
  readonly #moves = new Map<string, { owed: Minor; credit: Minor; invoices: number }>()

  constructor(tx: Tx, context: RunContext, target: Target) {
    this.#tx = tx
    this.#context = context
    this.#target = target
    this.#periodo = periodoOf(target.month)
    this.#estado = estadoOf(1, context.fechaVencimiento, overdueAsOf(tx.db, tx.actor.tenantId))
  }

  numbers(documentos: readonly Documento[]): (string | null)[] {
    const take = (tipo: 'factura' | 'nota_credito') =>
      takeDocumentNumbers(this.#tx, tipo, documentos.filter((documento) => documento.tipo === tipo).length).values()
    const series = { factura: take('factura'), nota_credito: take('nota_credito') }
    return documentos.map(({ tipo }) => (tipo === 'sin_cargo' ? null : (series[tipo].next().value?.numero ?? null)))
  }

  add(documento: Documento, numero: string | null): void {
    const { id, tipo, cliente, total } = documento
    // Beyond this a number is no longer exact to the minor unit: rather no invoice than a wrong one.
    if (!Number.isSafeInteger(total)) throw new RangeError(`document of client ${cliente.id} is out of range`)
    const move = this.#moves.get(cliente.id) ?? { owed: 0, credit: 0, invoices: 0 }
    if (tipo === 'factura') {
      this.#addFactura(documento, numero)
      move.owed += total
      move.invoices += 1
    }
    if (tipo === 'nota_credito') {
      this.#addNota(documento, numero)
      this.#credits.push({ clienteId: cliente.id, origenId: id, resto: -total })
      move.credit -= total
    }
    if (tipo !== 'sin_cargo') this.#moves.set(cliente.id, move)
    this.#addCobertura(documento)
    for (const extra of documento.extras) this.#cargos.push(billed(extra))
  }

  #addFactura({ id, cliente, servicioId, total, lineas }: Documento, numero: string | null): void {
    this.#facturas.push([id, cliente.id, servicioId, total, numero])
    lineas.forEach((line, orden) => {
      this.#lineas.push([...this.#line(id, line, orden), line.componente, line.servicioId])
    })
  }

  #addNota({ id, cliente, total, lineas }: Documento, numero: string | null): void {
    const { tenantId, usuarioId } = this.#tx.actor
    const { fechaEmision } = this.#context
    this.#notas.push([
      ...[id, tenantId, cliente.id, numero, -total, 'prorrateo', fechaEmision],
      ...[this.#context.words.creditNote(this.#target.month), usuarioId, this.#tx.now],
    ])
    lineas.forEach((line, orden) => {
      // Said of the line as it was, written as money in favour.
      this.#notaLineas.push(this.#line(id, line, orden, turned(line)))
    })
  }

  #line(document: string, line: Priced, orden: number, amounts: Priced = line): unknown[] {
    const { descripcion, explicacion } = this.#context.words.of(line)
    const { precioUnitario, neto, lista, impuestos, total } = amounts
    const taxes = JSON.stringify(lista.map((impuesto, at) => ({ ...impuesto, monto: impuestos[at] ?? 0 })))
    const id = lineId(document, orden)
    return [
      ...[id, this.#tx.actor.tenantId, document, orden, descripcion, 1, precioUnitario, neto],
      ...[taxes, total, explicacion],
    ]
  }

  #addCobertura({ id, tipo, servicios, asientos }: Documento): void {
    const { tenantId } = this.#tx.actor
    const facturaId = tipo === 'factura' ? id : null
    const notaId = tipo === 'nota_credito' ? id : null
    const creadoEn = writtenAfter(this.#tx.now, servicios)
    const next = new Map(
      servicios.map(({ id: servicioId, cobertura }) => {
        const last = cobertura.reduce(
          (max, row) => (row.periodo === this.#periodo ? Math.max(max, row.orden) : max),
          -1,
        )
        return [servicioId, last + 1]
      }),
    )
    for (const { servicioId, componente, desde, hasta, signo, precio, baseDias } of asientos) {
      const orden = next.get(servicioId) ?? 0
      next.set(servicioId, orden + 1)
      const days = [componente, fechaOf(desde), fechaOf(hasta), signo, precio, baseDias]
      // What was looked at and is free is of no document.
      const document = signo === 0 ? [null, null] : [facturaId, notaId]
      this.#cobertura.push([servicioId, this.#periodo, orden, tenantId, ...days, ...document, creadoEn])
    }
  }

  #writeFacturas(): void {
    if (this.#facturas.length === 0) return
    const { tenantId, usuarioId } = this.#tx.actor
    const { fechaEmision, fechaVencimiento } = this.#context
    statements(this.#tx.db).facturas.run({
      ...{ rows: JSON.stringify(this.#facturas), tenantId, usuarioId, fechaEmision, fechaVencimiento },
      ...{ periodo: this.#periodo, estado: this.#estado, creadoEn: this.#tx.now, corridaId: this.#target.corridaId },
    })
  }

  flush(documentos: readonly Documento[]): void {
    const prepared = statements(this.#tx.db)
    this.#writeFacturas()
    runEach(prepared.linea, this.#lineas)
    runEach(prepared.nota, this.#notas)
    runEach(prepared.notaLinea, this.#notaLineas)
    runEach(prepared.cobertura, this.#cobertura)
    if (this.#cargos.length > 0) prepared.cargos.run(this.#tx.now, JSON.stringify(this.#cargos))
    const late = this.#estado === 'vencida'
    const moves = [...this.#moves].map(([clienteId, { owed, credit, invoices }]) => [
      ...[clienteId, owed, late ? owed : 0, credit, invoices],
    ])
    const moved = JSON.stringify(moves)
    prepared.saldos.run(moved)
    prepared.flags.run(moved)
    for (const { clienteId, ...credit } of this.#credits)
      openCredit(this.#tx, clienteId, { ...credit, tipo: 'nota_credito' })
    const withCredit = new Set(this.#credits.map(({ clienteId }) => clienteId))
    for (const { cliente, tipo } of documentos)
      if (tipo === 'factura' && cliente.credito > 0) withCredit.add(cliente.id)
    for (const clienteId of withCredit) payWithCredit(this.#tx, clienteId)
  }
}

/** Now, or after what is there already when the clock had run ahead: coverage is read in the order it was written. */
const writtenAfter = (now: number, servicios: readonly Servicio[]): number =>
  servicios.reduce((at, { cobertura }) => cobertura.reduce((max, row) => Math.max(max, row.creadoEn + 1), at), now)

/** A charge after this: used up, or one instalment further. */
function billed({ cargo, cuota }: Extra): unknown[] {
  if (cuota === null) return [cargo.id, 'facturado', cargo.cuotasFacturadas]
  return [cargo.id, cuota >= (cargo.cuotas ?? cuota) ? 'facturado' : 'vigente', cuota]
}
