import type { CajaFigures } from '../../contract/index.ts'
import type { MetodoPago, TipoMovimientoCaja } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'

type Db = ReadDb | WriteDb

interface Collected {
  metodo: MetodoPago
  recibos: number
  monto: Minor
}

const statements = perConnection((db: Db) => ({
  expected: db.sqlite
    .prepare<{ id: string }, Minor>(
      `select s.fondo_inicial
         + coalesce((select sum(monto_total) from recibo where sesion_id = s.id and metodo = 'efectivo'), 0)
         + coalesce((select sum(monto) from movimiento_caja where sesion_id = s.id), 0)
       from sesion_caja s where s.id = @id`,
    )
    .pluck(),
  float: db.sqlite.prepare<[string], Minor>('select fondo_inicial from sesion_caja where id = ?').pluck(),
  methods: db.sqlite.prepare<[string], Collected>(
    `select metodo, count(*) as recibos, sum(monto_total) as monto from recibo where sesion_id = ? group by metodo`,
  ),
  ends: db.sqlite.prepare<[string], { primero: string | null; ultimo: string | null }>(
    'select min(numero) as primero, max(numero) as ultimo from recibo where sesion_id = ?',
  ),
  moves: db.sqlite.prepare<[string], { tipo: TipoMovimientoCaja; monto: Minor }>(
    'select tipo, abs(sum(monto)) as monto from movimiento_caja where sesion_id = ? group by tipo',
  ),
  expenses: db.sqlite.prepare<[string], { categoria: string; monto: Minor }>(
    `select categoria, -sum(monto) as monto from movimiento_caja where sesion_id = ? and tipo = 'gasto'
     group by categoria order by categoria`,
  ),
  reversals: db.sqlite.prepare<[string], CajaFigures['anulaciones']>(
    `select count(*) as cantidad, coalesce(sum(monto), 0) as monto, coalesce(sum(ajuste), 0) as ajustes
     from reverso where sesion_id = ?`,
  ),
}))

/** What a session should hold now, minor units: its float, its cash receipts and its movements with their sign. */
export const expectedOf = (db: Db, sesionId: string): Minor => statements(db).expected.get({ id: sesionId }) ?? 0

/** Everything a session answers for, from the facts. Its equation is that of `CajaFigures`. */
export function figuresOf(db: Db, sesionId: string): CajaFigures {
  const prepared = statements(db)
  const porMetodo = prepared.methods.all(sesionId)
  const moved = new Map(prepared.moves.all(sesionId).map(({ tipo, monto }) => [tipo, monto]))
  const of = (tipo: TipoMovimientoCaja): Minor => moved.get(tipo) ?? 0
  const ends = prepared.ends.get(sesionId)
  return {
    fondoInicial: prepared.float.get(sesionId) ?? 0,
    cobradoEfectivo: porMetodo.find(({ metodo }) => metodo === 'efectivo')?.monto ?? 0,
    entradas: of('entrada'),
    retiros: of('retiro'),
    gastos: of('gasto'),
    devoluciones: of('devolucion'),
    reversos: of('reverso'),
    recepciones: of('recepcion'),
    entregas: of('entrega'),
    esperado: expectedOf(db, sesionId),
    porMetodo,
    gastosPorCategoria: prepared.expenses.all(sesionId),
    anulaciones: prepared.reversals.get(sesionId) ?? { cantidad: 0, monto: 0, ajustes: 0 },
    primerRecibo: ends?.primero ?? null,
    ultimoRecibo: ends?.ultimo ?? null,
  }
}
