import { addDays, civilDate, startOfDay } from '../../contract/dates.ts'
import type { CajaSupervision, SesionCaja } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { summarizeCobros } from '../reports/collected.ts'
import { figuresOf } from './figures.ts'
import { pendingArqueos, readSesion } from './rows.ts'
import { inDrawers, inSafe } from './safe.ts'

type Db = ReadDb | WriteDb

interface Day {
  tenantId: string
  fecha: string
  /** First instant of the day, and of the next one. */
  start: number
  end: number
}

type Anulacion = Omit<CajaSupervision['anulaciones'][number], 'ajuste'> & { ajuste: number }

const statements = perConnection((db: Db) => ({
  // Begun that day, ended that day, or (of today) still open.
  sesiones: db.sqlite
    .prepare<Day & { abiertas: number }, string>(
      `select id from sesion_caja where tenant_id = @tenantId and fecha = @fecha
       union select sesion_id from arqueo where tenant_id = @tenantId and tipo = 'cierre' and fecha >= @start and fecha < @end
       union select id from sesion_caja where @abiertas and tenant_id = @tenantId and estado = 'abierta' and tipo = 'mostrador'
       union select id from sesion_caja where @abiertas and tenant_id = @tenantId and estado = 'abierta' and tipo = 'cobrador'`,
    )
    .pluck(),
  porCajero: db.sqlite.prepare<Day, CajaSupervision['porCajero'][number]>(
    `with cobrado as (
       select usuario_id, metodo, recibos, monto, 0 as anulado from resumen_cobro where tenant_id = @tenantId and fecha = @fecha
       union all
       select r.usuario_id, r.metodo, 0, 0, v.monto from reverso v join recibo r on r.id = v.recibo_id
       where v.tenant_id = @tenantId and v.fecha >= @start and v.fecha < @end)
     select c.usuario_id as usuarioId, u.nombre, c.metodo, sum(c.recibos) as recibos, sum(c.monto) as monto, sum(c.anulado) as anulado
     from cobrado c join usuario u on u.id = c.usuario_id group by c.usuario_id, c.metodo order by u.nombre, c.usuario_id, c.metodo`,
  ),
  anulaciones: db.sqlite.prepare<Day, Anulacion>(
    `select v.id, v.numero, r.numero as recibo, c.nombre_razon_social as clienteNombre, v.monto, v.motivo,
       coalesce(u.nombre, '') as usuario, coalesce(a.nombre, '') as aprobadoPor, v.fecha, v.ajuste
     from reverso v join recibo r on r.id = v.recibo_id join cliente c on c.id = v.cliente_id
     left join usuario u on u.id = v.usuario_id left join usuario a on a.id = v.aprobado_por
     where v.tenant_id = @tenantId and v.fecha >= @start and v.fecha < @end order by v.fecha desc, v.id desc`,
  ),
  aprobaciones: db.sqlite.prepare<Day, CajaSupervision['aprobaciones'][number]>(
    `select 'diferencia' as tipo, a.id, coalesce(z.numero || ' · ', '') || o.nombre as detalle, a.diferencia as monto,
       u.nombre as aprobadoPor, a.aprobado_en as fecha
     from arqueo a join usuario u on u.id = a.aprobado_por join sesion_caja s on s.id = a.sesion_id
     join usuario o on o.id = s.usuario_id left join reporte_caja z on z.sesion_id = s.id and z.tipo = 'z'
     where a.tenant_id = @tenantId and a.aprobado_en >= @start and a.aprobado_en < @end
     union all
     select 'movimiento', m.id, trim(m.numero || ' · ' || m.descripcion, ' ·'), m.monto, u.nombre, m.fecha
     from movimiento_caja m join usuario u on u.id = m.aprobado_por
     where m.tenant_id = @tenantId and m.fecha >= @start and m.fecha < @end
     union all
     select 'anulacion', v.id, v.numero || ' · ' || r.numero, v.monto, u.nombre, v.fecha
     from reverso v join usuario u on u.id = v.aprobado_por join recibo r on r.id = v.recibo_id
     where v.tenant_id = @tenantId and v.fecha >= @start and v.fecha < @end
     order by 6 desc, 2`,
  ),
  transfers: db.sqlite.prepare<{ tenantId: string }, CajaSupervision['transferenciasPendientes']>(
    `select count(*) as cantidad, coalesce(sum(monto), 0) as monto, min(fecha_pago) as desde from pago
     where tenant_id = @tenantId and metodo = 'transferencia' and estado_conciliacion = 'pendiente'`,
  ),
}))

const byOpening = (a: SesionCaja, b: SesionCaja): number =>
  a.puesto.localeCompare(b.puesto) || a.abiertaEn - b.abiertaEn || (a.id < b.id ? -1 : 1)

/** All seats of a day, as the books say now. `fecha`: today when it is left out. */
export async function readSupervision(
  { office, actor }: HandlerContext,
  fecha: string | undefined,
): Promise<CajaSupervision> {
  await summarizeCobros(office)
  const db = office.db.read
  const { tenantId } = actor
  const { zonaHoraria } = readTenant(db)
  const today = civilDate(office.now(), zonaHoraria)
  const day = fecha ?? today
  const start = startOfDay(day, zonaHoraria)
  const wanted: Day = { tenantId, fecha: day, start, end: startOfDay(addDays(day, 1), zonaHoraria) }
  const prepared = statements(db)
  const sesiones = prepared.sesiones.all({ ...wanted, abiertas: day === today ? 1 : 0 })
  return {
    fecha: day,
    sesiones: sesiones.map((id) => ({ ...readSesion(db, tenantId, id), figures: figuresOf(db, id) })).sort(byOpening),
    porCajero: prepared.porCajero.all(wanted),
    diferenciasPorAprobar: pendingArqueos(db, tenantId),
    anulaciones: prepared.anulaciones.all(wanted).map((row) => ({ ...row, ajuste: row.ajuste === 1 })),
    aprobaciones: prepared.aprobaciones.all(wanted),
    enCajaFuerte: inSafe(db, tenantId),
    enCajones: inDrawers(db, tenantId),
    transferenciasPendientes: prepared.transfers.get({ tenantId }) ?? { cantidad: 0, monto: 0, desde: null },
  }
}
