import { expect } from 'vitest'
import type { TipoMovimientoCaja } from '../../contract/enums.ts'
import type { Database as Sqlite } from 'better-sqlite3'

/** A session as a child would keep it with coins on a table. */
export interface ModelSesion {
  id: string
  seat: string
  person: string
  fecha: string
  bag: boolean
  fondo: number
  cash: number
  moves: number
  contado: number | null
  receipts: Set<string>
}

/** Drawers, bags and the safe, added up by hand. */
export class DrawerModel {
  readonly sesiones: ModelSesion[] = []
  readonly left = new Map<string, number>()
  safe = 0

  openAt(seat: string): ModelSesion | undefined {
    return this.sesiones.find((s) => s.seat === seat && !s.bag && s.contado === null)
  }

  ownAt(seat: string, person: string): ModelSesion | undefined {
    const open = this.openAt(seat)
    return open?.person === person ? open : undefined
  }

  expected({ fondo, cash, moves }: ModelSesion): number {
    return fondo + cash + moves
  }

  open(sesion: Pick<ModelSesion, 'id' | 'seat' | 'person' | 'fecha' | 'fondo' | 'bag'>, fromSafe = true): ModelSesion {
    const made = { ...sesion, cash: 0, moves: 0, contado: null, receipts: new Set<string>() }
    const left = this.left.get(sesion.seat)
    if (!sesion.bag && fromSafe && left !== undefined) this.safe -= Math.max(0, sesion.fondo - left)
    this.sesiones.push(made)
    return made
  }

  close(sesion: ModelSesion, contado: number, queda: number): void {
    sesion.contado = contado
    if (!sesion.bag) this.left.set(sesion.seat, queda)
    this.safe += contado - queda
  }

  move(sesion: ModelSesion, tipo: TipoMovimientoCaja, monto: number, lugar?: string): void {
    sesion.moves += monto
    if (lugar === 'caja_fuerte') this.safe -= monto
  }
}

interface Row {
  id: string
  usuarioId: string
  fecha: string
  esperado: number
  contado: number | null
  zEsperado: number | null
}

/** Whether the office says of every session, person and day what the model says, and each receipt lies in one place. */
export function compare(sqlite: Sqlite, model: DrawerModel): void {
  const rows = sqlite
    .prepare(
      `select s.id, s.usuario_id as usuarioId, s.fecha, c.contado, z.contenido_json ->> 'esperado' as zEsperado,
         s.fondo_inicial + coalesce((select sum(monto_total) from recibo where sesion_id = s.id and metodo = 'efectivo'), 0)
         + coalesce((select sum(monto) from movimiento_caja where sesion_id = s.id), 0) as esperado
       from sesion_caja s left join arqueo c on c.sesion_id = s.id and c.tipo = 'cierre'
       left join reporte_caja z on z.sesion_id = s.id and z.tipo = 'z' order by s.id`,
    )
    .all() as Row[]
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  const should = model.sesiones.map((s): Row => {
    const esperado = model.expected(s)
    const zEsperado = s.contado === null ? null : esperado
    return { id: s.id, usuarioId: s.person, fecha: s.fecha, contado: s.contado, zEsperado, esperado }
  })
  expect(rows).toEqual(should.sort(byId))
  expect(perPersonAndDay(rows)).toEqual(perPersonAndDay(should))
  const lying = sqlite
    .prepare(
      `select id, sesion_id as sesionId from recibo where metodo = 'efectivo' or sesion_id is not null order by id`,
    )
    .all() as { id: string; sesionId: string }[]
  const placed = model.sesiones.flatMap((s) => [...s.receipts].map((id) => ({ id, sesionId: s.id })))
  expect(lying).toEqual(placed.sort(byId))
  expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length)
}

function perPersonAndDay(rows: readonly Row[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { usuarioId, fecha, esperado } of rows) {
    const key = `${usuarioId} ${fecha}`
    sums[key] = (sums[key] ?? 0) + esperado
  }
  return sums
}
