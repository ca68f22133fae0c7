import { addDays, addMonths, type FechaCivil, type Periodo, periodOf, startOfDay } from '../../contract/dates.ts'
import type { MetodoPago } from '../../contract/enums.ts'
import type { Mes, MesDetalle } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb } from '../../db/open.ts'
import type { Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { dayFinder, summarizeCobros } from './collected.ts'
import { breathe } from './breathe.ts'

interface PeriodSums {
  periodo: Periodo
  facturas: number
  facturado: Minor
  acreditado: Minor
  aplicadoNotas: Minor
  notas: number
  montoNotas: Minor
}

const NOTHING = { facturas: 0, facturado: 0, acreditado: 0, aplicadoNotas: 0, notas: 0, montoNotas: 0 }

const firstDay = (periodo: Periodo): FechaCivil => `${periodo}-01`
const nextPeriod = (periodo: Periodo): Periodo => periodOf(addMonths(firstDay(periodo), 1))

const readPeriod = (db: ReadDb, tenantId: string, periodo: Periodo): PeriodSums => ({
  ...NOTHING,
  periodo,
  ...db.sqlite
    .prepare<[string, string], PeriodSums>(
      `select facturas, facturado, acreditado, aplicado_notas as aplicadoNotas, notas, monto_notas as montoNotas
       from resumen_periodo where tenant_id = ? and periodo = ?`,
    )
    .get(tenantId, periodo),
})

const CHUNK = 5000

/**
 * What the invoices of a period still owe, out of those alone that do; a few thousand at a time, so that others are served
 * meanwhile. Not a sum that is kept: every payment would have to write it.
 */
async function openOf(db: ReadDb, tenantId: string, periodo: Periodo): Promise<Minor> {
  const page = db.sqlite.prepare<
    [string, string, string, string, string, number],
    { fecha: string; id: string; saldo: Minor }
  >(
    `select fecha_emision as fecha, id, saldo from factura where tenant_id = ? and periodo = ? and estado = ?
       and (fecha_emision, id) > (?, ?) order by fecha_emision, id limit ?`,
  )
  let sum = 0
  for (const estado of ['pendiente', 'vencida']) {
    let place = { fecha: '', id: '' }
    for (;;) {
      const rows = page.all(tenantId, periodo, estado, place.fecha, place.id, CHUNK)
      for (const row of rows) sum += row.saldo
      const last = rows.at(-1)
      if (rows.length < CHUNK || !last) break
      place = last
      await breathe()
    }
  }
  return sum
}

interface DaySum {
  fecha: FechaCivil
  metodo: MetodoPago
  usuarioId: string
  nombre: string
  recibos: number
  monto: Minor
}

/** Receipts taken back in a month: few, and found by their date. */
function revertedIn(db: ReadDb, tenantId: string, periodo: Periodo, zonaHoraria: string): DaySum[] {
  const dayOf = dayFinder(zonaHoraria)
  return db.sqlite
    .prepare<[string, number, number], Omit<DaySum, 'fecha' | 'recibos'> & { fecha: number }>(
      `select v.fecha, r.metodo, r.usuario_id as usuarioId, u.nombre, -v.monto as monto from reverso v
       join recibo r on r.id = v.recibo_id join usuario u on u.id = r.usuario_id
       where v.tenant_id = ? and v.fecha >= ? and v.fecha < ? order by v.fecha`,
    )
    .all(tenantId, startOfDay(firstDay(periodo), zonaHoraria), startOfDay(firstDay(nextPeriod(periodo)), zonaHoraria))
    .map((row) => ({ ...row, fecha: dayOf(row.fecha), recibos: 0 }))
}

const collectedIn = (db: ReadDb, tenantId: string, periodo: Periodo): DaySum[] =>
  db.sqlite
    .prepare<[string, string, string], DaySum>(
      `select c.fecha, c.metodo, c.usuario_id as usuarioId, u.nombre, c.recibos, c.monto from resumen_cobro c
       join usuario u on u.id = c.usuario_id where c.tenant_id = ? and c.fecha >= ? and c.fecha < ?`,
    )
    .all(tenantId, firstDay(periodo), firstDay(nextPeriod(periodo)))

const refundedIn = (db: ReadDb, tenantId: string, periodo: Periodo, zonaHoraria: string): Minor =>
  db.sqlite
    .prepare<[string, number, number], Minor>(
      'select coalesce(sum(monto), 0) from devolucion where tenant_id = ? and fecha >= ? and fecha < ?',
    )
    .pluck()
    .get(
      tenantId,
      startOfDay(firstDay(periodo), zonaHoraria),
      startOfDay(firstDay(nextPeriod(periodo)), zonaHoraria),
    ) ?? 0

const total = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((sum, row) => sum + of(row), 0)

async function readMes(db: ReadDb, tenantId: string, periodo: Periodo): Promise<Mes> {
  const { facturas, facturado, acreditado, aplicadoNotas } = readPeriod(db, tenantId, periodo)
  const abierto = await openOf(db, tenantId, periodo)
  const { zonaHoraria } = readTenant(db)
  const days = collectedIn(db, tenantId, periodo)
  const revertido = total(revertedIn(db, tenantId, periodo, zonaHoraria), (day) => -day.monto)
  return {
    periodo,
    facturas,
    facturado,
    acreditado,
    abierto,
    // What is neither owed nor paid by a credit note was paid with money.
    cobradoDelMes: facturado - abierto - aplicadoNotas,
    recibos: total(days, (day) => day.recibos),
    cobrado: total(days, (day) => day.monto) - revertido,
    revertido,
    devuelto: refundedIn(db, tenantId, periodo, zonaHoraria),
  }
}

/** The months up to `hasta`, oldest first. */
export async function listMeses(
  office: Office,
  tenantId: string,
  { hasta, meses }: { hasta: Periodo; meses: number },
): Promise<Mes[]> {
  await summarizeCobros(office)
  const list: Mes[] = []
  for (let back = meses - 1; back >= 0; back--) {
    const periodo = periodOf(addMonths(firstDay(hasta), -back))
    list.push(await readMes(office.db.read, tenantId, periodo))
  }
  return list
}

/** One month in detail. */
export async function getMes(office: Office, tenantId: string, periodo: Periodo): Promise<MesDetalle> {
  await summarizeCobros(office)
  const db = office.db.read
  const mes = await readMes(db, tenantId, periodo)
  const reverted = revertedIn(db, tenantId, periodo, readTenant(db).zonaHoraria)
  const days = [...collectedIn(db, tenantId, periodo), ...reverted]
  const { notas, montoNotas } = readPeriod(db, tenantId, periodo)
  return { ...mes, notas, montoNotas, ...spreadDays(periodo, days), porPlan: plansOf(db, tenantId, periodo) }
}

function groupBy<K extends string>(days: readonly DaySum[], keyOf: (day: DaySum) => K) {
  const groups = new Map<K, { recibos: number; monto: Minor; first: DaySum }>()
  for (const day of days) {
    const group = groups.get(keyOf(day)) ?? { recibos: 0, monto: 0, first: day }
    groups.set(keyOf(day), {
      recibos: group.recibos + day.recibos,
      monto: group.monto + day.monto,
      first: group.first,
    })
  }
  return [...groups].map(([key, group]) => ({ key, ...group })).toSorted((a, b) => b.monto - a.monto)
}

function spreadDays(periodo: Periodo, days: readonly DaySum[]) {
  const byDay = new Map(groupBy(days, ({ fecha }) => fecha).map((group) => [group.key, group]))
  const porDia: MesDetalle['porDia'] = []
  for (let fecha = firstDay(periodo); periodOf(fecha) === periodo; fecha = addDays(fecha, 1)) {
    const group = byDay.get(fecha)
    porDia.push({ fecha, recibos: group?.recibos ?? 0, monto: group?.monto ?? 0 })
  }
  return {
    porDia,
    porMetodo: groupBy(days, ({ metodo }) => metodo).map(({ key: metodo, recibos, monto }) => ({
      metodo,
      recibos,
      monto,
    })),
    porUsuario: groupBy(days, ({ usuarioId }) => usuarioId).map(({ key: usuarioId, recibos, monto, first }) => ({
      usuarioId,
      nombre: first.nombre,
      recibos,
      monto,
    })),
  }
}

const plansOf = (db: ReadDb, tenantId: string, periodo: Periodo): MesDetalle['porPlan'] =>
  db.sqlite
    .prepare<[string, string], MesDetalle['porPlan'][number]>(
      `select nullif(r.plan_id, '') as planId, coalesce(p.nombre, '') as nombre, r.lineas, r.monto, coalesce(n.n, 0) as servicios
       from resumen_plan r left join plan_servicio p on p.id = r.plan_id
       left join conteo n on n.tenant_id = r.tenant_id and n.entidad = 'plan' and n.clave = r.plan_id
       where r.tenant_id = ? and r.periodo = ?`,
    )
    .all(tenantId, periodo)
    .toSorted((a, b) => b.monto - a.monto)
