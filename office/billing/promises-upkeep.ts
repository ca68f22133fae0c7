import { civilDate, type FechaCivil } from '../../contract/dates.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { appendAudit } from '../kernel/audit.ts'
import type { Office } from '../kernel/office.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'

interface Row {
  id: string
  clienteId: string
}

const over = (db: ReadDb | WriteDb, tenantId: string, today: FechaCivil): Row[] =>
  db.sqlite
    .prepare<[string, string], Row>(
      `select id, cliente_id as clienteId from promesa_pago where tenant_id = ? and estado = 'abierta' and fecha < ?`,
    )
    .all(tenantId, today)

/** Broken although their day has not passed: the clock of this computer had run ahead. */
const tooEarly = (db: ReadDb | WriteDb, tenantId: string, today: FechaCivil): Row[] =>
  db.sqlite
    .prepare<[string, string], Row>(
      `select p.id, p.cliente_id as clienteId from promesa_pago p where p.tenant_id = ? and p.estado = 'rota' and p.fecha >= ?
         and not exists (select 1 from promesa_pago o where o.tenant_id = p.tenant_id and o.cliente_id = p.cliente_id and o.estado = 'abierta')`,
    )
    .all(tenantId, today)
    // A client's last one: only one can be open.
    .filter(({ id, clienteId }, _, rows) => rows.every((row) => row.clienteId !== clienteId || row.id <= id))

/** The day after its date, a promise that was not kept is broken. Does nothing the second time. */
export async function breakPromesas(office: Office): Promise<void> {
  if (!isSetUp(office.db.read)) return
  const { id: tenantId, zonaHoraria } = readTenant(office.db.read)
  const today = civilDate(office.now(), zonaHoraria)
  const { read } = office.db
  if (over(read, tenantId, today).length + tooEarly(read, tenantId, today).length === 0) return
  await office.writer.maintain((db, now) => {
    for (const row of over(db, tenantId, today)) breakOne(db, tenantId, row, now)
    for (const row of tooEarly(db, tenantId, today)) reopen(db, tenantId, row, now)
  })
}

function breakOne(db: WriteDb, tenantId: string, { id, clienteId }: Row, now: number): void {
  db.sqlite.prepare(`update promesa_pago set estado = 'rota', cerrada_en = ? where id = ?`).run(now, id)
  note(db, tenantId, { accion: 'promesa.break', id, clienteId, now })
}

/** As it would be had it never been broken: with what was paid since, which may be enough. */
function reopen(db: WriteDb, tenantId: string, { id, clienteId }: Row, now: number): void {
  db.sqlite
    .prepare(
      `update promesa_pago set estado = 'abierta', cerrada_en = null, pagado = min(monto, coalesce((
         select sum(r.monto_total - r.revertido) from recibo r where r.tenant_id = promesa_pago.tenant_id
           and r.cliente_id = promesa_pago.cliente_id and r.fecha >= promesa_pago.creado_en and r.id > promesa_pago.id), 0))
       where id = ?`,
    )
    .run(id)
  db.sqlite
    .prepare(`update promesa_pago set estado = 'cumplida', cerrada_en = ? where id = ? and pagado = monto`)
    .run(now, id)
  note(db, tenantId, { accion: 'promesa.reopen', id, clienteId, now })
}

function note(
  db: WriteDb,
  tenantId: string,
  { accion, id, clienteId, now }: { accion: string; id: string; clienteId: string; now: number },
): void {
  const office = { tenantId, usuarioId: null, puestoId: null }
  appendAudit(db, office, now, { accion, entidad: 'promesa', entidadId: id, despues: { clienteId } })
}
