import type { EstadoCorridaFila } from '../../../contract/enums.ts'
import type { MotivoFila } from '../../../contract/index.ts'
import type { Minor } from '../../../contract/money.ts'
import type { WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { documentsOf, evaluate, type Grupo } from '../engine/group.ts'
import type { Cliente } from '../engine/types.ts'
import { runContext } from './context.ts'
import { documentId } from './ids.ts'
import { Loader } from './load.ts'
import { freeId } from './settle.ts'
import { type Documento, writeDocumentos } from './write.ts'

/** Rows of one transaction: some tens of milliseconds, between which a payment at the counter goes first. */
export const BATCH = 500

interface CorridaRow {
  id: string
  periodo: string
  dia: number | null
  estado: string
  fecha_emision: string
  ultima_clave: string
  total: number
  hechas: number
  emitidas: number
  monto_emitido: number
}
interface FilaRow {
  clave: string
  cliente_id: string
  total_previsto: number
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  corrida: sqlite.prepare<[string, string], CorridaRow>(
    `select id, periodo, dia, estado, fecha_emision, ultima_clave, total, hechas, emitidas, monto_emitido from corrida
     where id = ? and tenant_id = ?`,
  ),
  next: sqlite.prepare<[string, string, number], FilaRow>(
    `select clave, cliente_id, total_previsto from corrida_fila
     where corrida_id = ? and clave > ? and estado = 'pendiente' order by clave limit ?`,
  ),
  taken: sqlite
    .prepare<[string, string], string>(
      `select f.id from json_each(?) j cross join factura f on f.id = j.value
       union all select n.id from json_each(?) j cross join nota_credito n on n.id = j.value`,
    )
    .pluck(),
  settle: sqlite.prepare<[string, string | null, string | null, string, string]>(
    'update corrida_fila set estado = ?, documento_id = ?, motivo = ? where corrida_id = ? and clave = ?',
  ),
  advance: sqlite.prepare<[string, number, number, number, string]>(
    `update corrida set ultima_clave = ?, hechas = hechas + ?, emitidas = emitidas + ?, monto_emitido = monto_emitido + ?
     where id = ?`,
  ),
  finish: sqlite.prepare<[number, string]>(`update corrida set estado = 'terminada', terminada_en = ? where id = ?`),
}))

export interface BatchOutcome {
  /** Nothing is left, or it was paused. */
  ended: boolean
  hechas: number
  total: number
}

interface Fate {
  fila: FilaRow
  estado: EstadoCorridaFila
  motivo: MotivoFila | null
  /** None when it is left alone; the first is the one that the row names. */
  documentos: Documento[]
}

/**
 * Issues the next rows of a run in the order of their `clave`, inside one transaction, and remembers the place. A row that
 * does not come to what was previewed any more is left alone. Repeating it after a crash changes nothing that was done.
 */
export function issueBatch(tx: Tx, corridaId: string): BatchOutcome {
  const prepared = statements(tx.db)
  const corrida = prepared.corrida.get(corridaId, tx.actor.tenantId)
  if (!corrida || corrida.estado !== 'emitiendo')
    return { ended: true, hechas: corrida?.hechas ?? 0, total: corrida?.total ?? 0 }
  const filas = prepared.next.all(corridaId, corrida.ultima_clave, BATCH)
  const { hechas, total } = corrida
  const last = filas.at(-1)
  if (!last) {
    finish(tx, corrida)
    return { ended: true, hechas, total }
  }
  const { emitidas, monto } = issue(tx, corrida, filas)
  prepared.advance.run(last.clave, filas.length, emitidas, monto, corridaId)
  return { ended: false, hechas: hechas + filas.length, total }
}

function finish(tx: Tx, corrida: CorridaRow): void {
  statements(tx.db).finish.run(tx.now, corrida.id)
  const { periodo, total, emitidas, monto_emitido: monto } = corrida
  const despues = { periodo, total, emitidas, monto }
  tx.audit({ accion: 'corrida.finish', entidad: 'corrida', entidadId: corrida.id, despues })
}

function issue(tx: Tx, corrida: CorridaRow, filas: readonly FilaRow[]): { emitidas: number; monto: Minor } {
  const context = runContext(tx.db, {
    ...{ periodo: corrida.periodo, dia: corrida.dia, fechaEmision: corrida.fecha_emision },
  })
  const clientes = new Loader(tx.db, context).load([...new Set(filas.map((fila) => fila.cliente_id))])
  const grupos = new Map<string, { cliente: Cliente; grupo: Grupo }>()
  for (const cliente of clientes)
    for (const grupo of evaluate(cliente, context.run, context.rules).grupos)
      grupos.set(grupo.clave, { cliente, grupo })
  const fates = filas.map((fila) => fateOf(fila, grupos.get(fila.clave), context.run.month))
  const documentos = fates.flatMap((fate) => fate.documentos)
  nameAnew(tx.db, documentos, context.run.month)
  writeDocumentos(tx, context, { month: context.run.month, corridaId: corrida.id }, documentos)
  for (const { fila, estado, motivo, documentos: made } of fates) {
    const id = estado === 'emitida' || estado === 'acreditada' ? (made[0]?.id ?? null) : null
    statements(tx.db).settle.run(estado, id, motivo, corrida.id, fila.clave)
  }
  const issued = documentos.filter(({ tipo }) => tipo === 'factura')
  return { emitidas: issued.length, monto: issued.reduce((sum, { total }) => sum + total, 0) }
}

const ESTADO = { factura: 'emitida', nota_credito: 'acreditada', sin_cargo: 'sin_cargo' } as const

function fateOf(fila: FilaRow, found: { cliente: Cliente; grupo: Grupo } | undefined, month: number): Fate {
  const left = { fila, estado: 'cambio' as const, documentos: [] }
  if (!found) return { ...left, motivo: 'ya_facturado' }
  const { cliente, grupo } = found
  if (grupo.total !== fila.total_previsto) return { ...left, motivo: 'total_distinto' }
  const { servicioId, servicios } = grupo
  const documentos = documentsOf(grupo).map((of, at): Documento => {
    const clave = at === 0 ? fila.clave : `${fila.clave}|cargos`
    return { ...of, clave, cliente, servicioId, servicios, id: documentId(clave, month, 0) }
  })
  return { fila, estado: ESTADO[grupo.tipo], motivo: null, documentos }
}

/** A group that has had a document in the period gets the id of the next one. */
function nameAnew(db: WriteDb, documentos: readonly Documento[], month: number): void {
  const ids = JSON.stringify(documentos.map(({ id }) => id))
  const taken = new Set(statements(db).taken.all(ids, ids))
  for (const documento of documentos)
    if (taken.has(documento.id)) {
      const clave = documento.clave
      documento.id = freeId(db, (revision) => documentId(clave, month, revision))
    }
}
