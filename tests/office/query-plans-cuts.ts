import { addDays, civilDate } from '../../contract/dates.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { newId } from '../../office/kernel/ids.ts'
import { writeSetting } from '../../office/kernel/settings.ts'
import { keepCutting } from '../../office/network/cuts/turn.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { newRequestId, TENANT, type TestOffice } from './harness.ts'

/** Every service of the office hangs on one device; some are cut, come back by a payment and a promise; all that shows it. */
export async function cutAndLift(office: TestOffice): Promise<void> {
  const client = await office.as('admin')
  const { tenantId } = await office.actor('admin')
  const request = () => ({ requestId: newRequestId() })
  const fecha = civilDate(office.clock.now, TENANT.zonaHoraria)
  const configure = (automaticos: boolean) =>
    office.office.writer.maintain((db, now) => {
      const cortes = { ...RED_CONFIG_INICIAL.cortes, activos: true, automaticos, diasExcluidos: [], hora: '00:00' }
      writeSetting(db, tenantId, 'red', { ...RED_CONFIG_INICIAL, cortes }, now)
    })
  await configure(true)
  await office.office.writer.maintain(({ sqlite }, now) => {
    const device = newId()
    sqlite
      .prepare(
        `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
         values (?, ?, 'mikrotik', 'cuts', 'cuts', '127.0.0.1', ?, ?)`,
      )
      .run(device, tenantId, now, now)
    // Nobody listens at port 1.
    sqlite
      .prepare(
        `insert into dispositivo_acceso (dispositivo_id, tenant_id, puerto, modo, actualizado_en) values (?, ?, 1, 'gestionar', ?)`,
      )
      .run(device, tenantId, now)
    sqlite
      .prepare(
        `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
         select 'objeto ' || id, tenant_id, id, ?, 'ppp_secret', id, 'vinculado', ?, ? from servicio where estado = 'activo'`,
      )
      .run(device, now, now)
  })
  // The hour that is missed is answered for; then it is begun by a person.
  await runUpkeep(office.office)
  await configure(false)
  const { simulacionId } = await client.cortes.simulate({ fecha: addDays(fecha, 1) })
  await client.cortes.simulationRows({ simulacionId, limit: 2 })
  const today = await client.cortes.simulate({ fecha })
  const { items } = await client.cortes.simulationRows({
    simulacionId: today.simulacionId,
    filter: { seCorta: true },
    limit: 3,
  })
  const [paid, promised] = items
  if (!paid || !promised) throw new Error('the demo office has nobody to cut')
  const { id: corridaId } = await client.cortes.start({ ...request(), simulacionId: today.simulacionId })
  await client.cortes.pause({ ...request(), corridaId }).catch(() => undefined)
  await client.cortes.resume({ ...request(), corridaId }).catch(() => undefined)
  await keepCutting(office.office, tenantId)
  await client.cortes.estado()
  await client.cortes.list({ limit: 1 })
  await client.cortes.get({ corridaId })
  for (const filter of [{}, { resultado: 'por_verificar' as const }]) {
    const page = await client.cortes.filas({ corridaId, filter, limit: 1 })
    if (page.nextCursor) await client.cortes.filas({ corridaId, filter, limit: 1, cursor: page.nextCursor })
  }
  await client.cortes.filasExport({ corridaId, formato: 'csv', idioma: 'es' })
  office.clock.advance(1)
  const { clienteId } = paid
  const { deuda } = await client.cobros.prepare({ clienteId })
  const recibo = await client.cobros.record({ ...request(), clienteId, metodo: 'efectivo', monto: deuda })
  await client.cortes.ofRecibo({ reciboId: recibo.id })
  await client.cortes.ofCliente({ clienteId })
  await client.documentos.previewRecibo({ id: recibo.id, papel: '80mm' })
  const promise = { clienteId: promised.clienteId, monto: 1, fecha: addDays(fecha, 1) }
  await client.promesas.grant({ ...request(), ...promise })
  await client.cortes.undo({ ...request(), corridaId, motivo: 'x' })
}
