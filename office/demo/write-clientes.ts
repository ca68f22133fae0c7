import { saldoFlags } from '../billing/balances.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { servicioKeys } from '../customers/keys.ts'
import { addKeys, type Clave } from '../customers/search-index.ts'
import { insertClientes, insertPlan } from '../customers/store.ts'
import { newId } from '../kernel/ids.ts'
import type { Tx } from '../kernel/writer.ts'
import { BulkInsert } from './bulk.ts'
import { PLANES, planFields } from './catalog.ts'
import type { DraftCliente, World } from './history.ts'
import type { Step, Written } from './written.ts'

const CHUNK = 500

/** Clients in the order they came, so that codes grow with time, with their plans and services. */
export async function writeClientes(
  tx: Tx,
  world: World,
  drafts: readonly DraftCliente[],
  step: Step,
): Promise<Written> {
  const { calendar, moneda } = world
  const planIds = PLANES.map((plan) => insertPlan(tx, planFields(plan, moneda)).id)
  const clienteIds: string[] = []
  for (let at = 0; at < drafts.length; at += CHUNK) {
    const chunk = drafts.slice(at, at + CHUNK)
    const since = calendar.at(chunk[0]?.activacion ?? calendar.today, 10)
    const inserted = insertClientes({ ...tx, now: since }, chunk, { audit: false })
    clienteIds.push(...inserted.map((c) => c.id))
    await step(chunk.length)
  }
  const servicioIds = writeServicios(tx, world, drafts, clienteIds, planIds)
  await step(0)
  const plansOf = drafts.map(({ servicios }) => servicios.map(({ plan }) => planIds[plan] as string))
  return { clienteIds, servicioIds, planIds: plansOf }
}

function writeServicios(
  tx: Tx,
  { calendar }: World,
  drafts: readonly DraftCliente[],
  clienteIds: readonly string[],
  planIds: readonly string[],
): string[][] {
  const { tenantId } = tx.actor
  const rows = new BulkInsert(tx.db, 'servicio')
  const events = new BulkInsert(tx.db, 'servicio_evento')
  const keys: Clave[] = []
  const ids = drafts.map((draft, at) => {
    const clienteId = clienteIds[at] as string
    return draft.servicios.map(({ plan, ...fields }) => {
      const id = newId()
      const creadoEn = calendar.at(fields.fechaActivacion, 10)
      const actualizadoEn = fields.fechaCorte ? calendar.at(fields.fechaCorte, 10) : creadoEn
      const tecnologia = PLANES[plan]?.tecnologia ?? 'pppoe'
      const planId = planIds[plan] as string
      const motivoSuspension = fields.estado === 'suspendido' ? 'deuda' : null
      rows.add({ id, tenantId, clienteId, planId, tecnologia, ...fields, motivoSuspension, creadoEn, actualizadoEn })
      if (fields.estado !== 'activo') {
        const fecha = fields.fechaCorte ?? fields.fechaActivacion
        const tipo = fields.estado === 'baja' ? 'baja' : 'suspension'
        events.add({ id: newId(), tenantId, servicioId: id, fecha, tipo, aplicado: 1, creadoEn: actualizadoEn })
      }
      keys.push(...servicioKeys(fields.dispositivoRef).map((key): Clave => [key, 'servicio', clienteId]))
      return id
    })
  })
  rows.flush()
  events.flush()
  addKeys(tx, keys)
  return ids
}

/** What each client owes and has after all that. */
export function writeSaldos(tx: Tx, drafts: readonly DraftCliente[], written: Written): void {
  const asOf = overdueAsOf(tx.db, tx.actor.tenantId)
  const update = tx.db.sqlite.prepare<[string]>(
    `update cliente_saldo set deuda = v.value ->> 1, vencido = v.value ->> 2, credito = v.value ->> 3,
       facturas_abiertas = v.value ->> 4, con_deuda = v.value ->> 5, con_vencido = v.value ->> 6,
       con_credito = v.value ->> 7
     from json_each(?) v where cliente_saldo.cliente_id = v.value ->> 0`,
  )
  const rows = drafts.flatMap(({ account }, at) => {
    const { deuda, credito, open } = account
    const vencido = open.filter((f) => f.fechaVencimiento < asOf).reduce((sum, f) => sum + f.saldo, 0)
    const { conDeuda, conVencido, conCredito } = saldoFlags({ deuda, vencido, credito })
    if (!conDeuda && !conCredito) return []
    return [[written.clienteIds[at], deuda, vencido, credito, open.length, conDeuda, conVencido, conCredito]]
  })
  for (let at = 0; at < rows.length; at += CHUNK) update.run(JSON.stringify(rows.slice(at, at + CHUNK)))
}
