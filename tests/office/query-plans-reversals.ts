import { receiveGatewayEvent } from '../../office/gateways/receive.ts'
import { stripeCharge, stripeDispute, stripeEvent } from '../simulators/gateways/events.ts'
import { newRequestId, PIN, type TestOffice } from './harness.ts'

const SECRET = 'whsec_0123456789abcdef'

/** A receipt that paid, left credit and kept a promise, voided; payments of a gateway in every state; all that shows them. */
export async function reverseAndReceive(office: TestOffice): Promise<void> {
  const client = await office.as('admin')
  const request = () => ({ requestId: newRequestId() })
  const { usuarioId } = await office.actor('admin')
  const fields = { codigoCliente: '', documento: '77', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id: clienteId } = await client.clientes.create({ ...request(), ...fields, nombreRazonSocial: 'Rita' })
  const invoice = async (precioUnitario: number) => {
    const lineas = [{ descripcion: 'a', cantidad: 1, precioUnitario, impuestos: [] }]
    const dates = { periodo: '2026-02', fechaEmision: '2026-02-01', fechaVencimiento: '2026-02-20' }
    return client.facturas.create({ ...request(), clienteId, ...dates, lineas })
  }
  await invoice(1000)
  await client.promesas.grant({ ...request(), clienteId, monto: 500, fecha: '2026-03-11' })
  office.clock.advance(1)
  const recibo = await client.cobros.record({ ...request(), clienteId, metodo: 'efectivo', monto: 1500 })
  const { id: facturaId } = await invoice(100)
  await client.reversos.prepare({ reciboId: recibo.id })
  const aprobacion = { usuarioId, pin: PIN }
  const { id } = await client.reversos.void({ ...request(), reciboId: recibo.id, motivo: 'x', aprobacion })
  for (const filter of [
    {},
    { clienteId },
    { reciboId: recibo.id },
    { tipo: 'anulacion' as const },
    { desde: '2026-01-01' },
  ])
    await client.reversos.list({ filter, limit: 1 })
  await client.reversos.get({ id })
  await client.recibos.get({ id: recibo.id })
  await client.facturas.get({ id: facturaId })
  for (const papel of ['80mm', 'A4'] as const) await client.documentos.previewReverso({ id, papel })
  await client.documentos.issueReverso({ ...request(), id, papel: 'A4', output: 'pdf' })

  const { actualizadoEn: expected } = await client.pasarelas.config()
  const config = { proveedor: 'stripe', activa: true, cuenta: '', prueba: false, secreto: SECRET } as const
  await client.pasarelas.saveConfig({ ...request(), expected, ...config })
  const send = (type: string, object: Record<string, unknown>) =>
    receiveGatewayEvent(office.office, stripeEvent(type, object, { secret: SECRET, at: office.clock.now }))
  const mine = { id: 'pi_1', amount: 900, currency: 'ARS', metadata: { cliente_id: clienteId } }
  const nobodys = { id: 'pi_2', amount: 300, currency: 'ARS', metadata: { documento: '77', codigo_cliente: 'zz' } }
  for (const charge of [mine, nobodys]) await send('charge.succeeded', stripeCharge(charge))
  await send('charge.refunded', stripeCharge(mine, 100))
  const dispute = (status: string) => stripeDispute(mine, { id: 'dp_1', amount: 800, status })
  await send('charge.dispute.created', dispute('needs_response'))
  await send('charge.dispute.closed', dispute('won'))
  for (const vista of ['todos', 'por_asignar', 'con_problemas'] as const) {
    const { items } = await client.pasarelas.pagos({ vista, limit: 1 })
    for (const pago of items) await client.pasarelas.pago({ id: pago.id })
  }
  await client.pasarelas.eventos({ limit: 1 })
  const [waiting] = (await client.pasarelas.pagos({ vista: 'por_asignar' })).items
  await client.pasarelas.assign({ ...request(), id: waiting?.id ?? '', clienteId })
}
