import type { ConexionImpresora } from '../../contract/index.ts'
import { newRequestId, PIN, type TestOffice } from './harness.ts'

/** A drawer's whole life, rounds, and what is read of them. */
export async function runDrawers(office: TestOffice, clienteId: string): Promise<void> {
  const client = await office.as('admin')
  const request = () => ({ requestId: newRequestId() })
  const conteo = [{ valor: 1_000, cantidad: 5 }]
  const aprobacion = { usuarioId: (await office.actor('admin')).usuarioId, pin: PIN }
  const cashier = (await office.actor('cobranza')).usuarioId
  const gasto = { tipo: 'gasto', categoria: 'Limpieza', monto: 5, descripcion: 'x' } as const
  const adjunto = { nombre: 'a.pdf', mime: 'application/pdf', base64: 'JVBERi0xLjQK' } as const
  const { id: movimientoId, adjuntos } = await client.caja.move({ ...request(), movimiento: { ...gasto, adjunto } })
  for (const { id } of adjuntos) await client.caja.adjunto({ id })
  await client.caja.count({ ...request(), conteo })
  const round = { nombre: 'x', cobradorId: cashier, clienteIds: [clienteId], fondo: 10 }
  const ruta = await client.rutas.create({ ...request(), ...round })
  const visitas = [{ visitaId: ruta.paradas[0]?.id ?? '', estado: 'cobrada', monto: 990 } as const]
  await client.rutas.settle({ ...request(), rutaId: ruta.id, visitas, conteo: [{ valor: 1_000, cantidad: 1 }] })
  await client.rutas.cancel({ ...request(), rutaId: (await client.rutas.create({ ...request(), ...round })).id })
  const { id: reporteId } = await client.caja.drawX(request())
  for (const papel of ['80mm', 'A4'] as const) {
    await client.documentos.previewReporteCaja({ id: reporteId, papel })
    await client.documentos.previewMovimientoCaja({ id: movimientoId, papel })
  }
  await client.documentos.previewRutaCobro({ id: ruta.id })
  await client.documentos.issueReporteCaja({ ...request(), id: reporteId, papel: '80mm', output: 'pdf' })
  const recibe = { usuarioId: cashier, pin: PIN }
  const handed = await client.caja.handover({ ...request(), conteo, explicacion: 'x', recibe })
  await client.caja.approve({ ...request(), arqueoId: handed.arqueo.id, pin: PIN })
  await client.caja.close({ ...request(), sesionId: handed.siguiente?.id ?? '', conteo, aprobacion })
  await client.caja.open({ ...request(), conteo: [{ valor: 2_000_000, cantidad: 9 }] })
  await client.caja.status()
  await client.caja.sesion({ id: handed.sesion.id })
  await client.caja.reporte({ id: handed.reporte.id })
  for (const filter of [{}, { usuarioId: cashier }, { desde: '2026-03-01' }]) {
    const page = await client.caja.sesiones({ filter, limit: 1 })
    if (page.nextCursor) await client.caja.sesiones({ filter, limit: 1, cursor: page.nextCursor })
  }
  const rounds = await client.rutas.list({ filter: { estado: 'rendida' }, limit: 1 })
  if (rounds.nextCursor) await client.rutas.list({ limit: 1, cursor: rounds.nextCursor })
  for (const fecha of ['2026-03-09', '2026-03-10']) await client.caja.supervision({ fecha })
  await client.caja.approvers()
  await client.caja.saveConfig({ ...request(), config: await client.caja.config() })
}

/** Tickets for a printer that is not there, and everything a person does to them. */
export async function printTickets(office: TestOffice, documentoId: string): Promise<void> {
  const client = await office.as('admin')
  const request = () => ({ requestId: newRequestId() })
  const save = async (conexion: ConexionImpresora) => {
    const { impresora, actualizadoEn } = await client.puestos.current()
    const config = { ...impresora, conexion, cajon: 'pin2' } as const
    await client.impresoras.saveConfig({ ...request(), config, expected: actualizadoEn })
  }
  // Nobody listens at port 1.
  await save({ tipo: 'red', host: '127.0.0.1', puerto: 1 })
  const { id } = await client.impresoras.print({ ...request(), tipo: 'recibo', documentoId })
  await office.office.printing.run()
  await client.impresoras.retry({ ...request(), id })
  await client.impresoras.queue()
  await client.impresoras.ofDocument({ documentoId })
  await client.impresoras.test(request())
  await client.impresoras.openDrawer(request())
  await client.impresoras.cancel({ ...request(), ids: [id] })
  await office.office.printing.recover()
  await save({ tipo: 'ninguna' })
}
