import { runUpkeep } from '../../office/upkeep.ts'
import { newRequestId, type TestOffice } from './harness.ts'

/** Documents on every paper, many at once, by mail, and reminders. */
export async function sendMail(
  office: TestOffice,
  clienteId: string,
  facturaId: string,
  reciboId: string,
): Promise<void> {
  const client = await office.as('admin')
  const request = () => ({ requestId: newRequestId() })
  const days = { desde: '2026-01-01', hasta: '2026-03-31' }
  await client.documentos.previewEstadoCuenta({ id: clienteId, ...days })
  const nota = (await client.notas.list({ limit: 1 })).items[0]
  if (nota) await client.documentos.issueNotaCredito({ ...request(), id: nota.id, output: 'pdf' })
  const refund = (await client.devoluciones.list({ limit: 1 })).items[0]
  if (refund) await client.documentos.issueDevolucion({ ...request(), id: refund.id, output: 'pdf' })
  const config = { host: 'x', remitenteCorreo: 'a@b.example' }
  const { actualizadoEn: expected } = await client.correos.updateConfig({ ...request(), expected: 0, config })
  await client.correos.updateConfig({ ...request(), expected, config, clave: 'x' })
  const para = 'c@d.example'
  const documentos = [
    { tipo: 'factura' as const, id: facturaId },
    { tipo: 'recibo' as const, id: reciboId },
    { tipo: 'estado_cuenta' as const, id: clienteId, ...days },
    ...(nota ? [{ tipo: 'nota_credito' as const, id: nota.id }] : []),
  ]
  for (const documento of documentos) await client.correos.send({ ...request(), documento, para })
  for (const filter of [{}, { periodo: '2026-02' }, { estado: 'vencida' as const }, { clienteId }]) {
    const fuente = { tipo: 'filtro' as const, filter }
    await client.documentos.countBatch({ fuente })
    await client.correos.previewBatch({ fuente })
  }
  await client.documentos.countBatch({ fuente: { tipo: 'corrida', corridaId: newRequestId() } })
  const fuente = { tipo: 'seleccion' as const, ids: [facturaId] }
  await client.correos.sendBatch({ ...request(), fuente })
  await client.recordatorios.simulate({})
  await client.recordatorios.updateConfig({ ...request(), expected: 0, config: { activos: true, diasExcluidos: [] } })
  await runUpkeep(office.office)
  await office.office.mail.run()
  for (const filter of [{}, { estado: 'enviado' as const }, { clienteId }]) {
    const page = await client.correos.list({ filter, limit: 1 })
    if (page.nextCursor) await client.correos.list({ filter, limit: 1, cursor: page.nextCursor })
  }
  await client.correos.summary()
}
