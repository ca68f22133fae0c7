import { newRequestId, PIN, type TestOffice } from './harness.ts'

/** A statement read in, its lines matched in every way and back, and all that shows them. */
export async function reconcile(office: TestOffice): Promise<void> {
  const client = await office.as('admin')
  const request = () => ({ requestId: newRequestId() })
  const fields = {
    codigoCliente: '',
    documento: '88.000.111',
    telefono: '',
    email: '' as const,
    direccion: '',
    notas: '',
  }
  const { id: clienteId } = await client.clientes.create({ ...request(), ...fields, nombreRazonSocial: 'Berta' })
  const lineas = [{ descripcion: 'a', cantidad: 1, precioUnitario: 77_777, impuestos: [] }]
  const dates = { periodo: '2026-02', fechaEmision: '2026-02-01', fechaVencimiento: '2026-02-20' }
  await client.facturas.create({ ...request(), clienteId, ...dates, lineas })
  const transfer = { clienteId, metodo: 'transferencia' as const, monto: 100 }
  const [kept, gone] = [
    await client.cobros.record({ ...request(), ...transfer, referencia: 'QP-1' }),
    await client.cobros.record({ ...request(), ...transfer, referencia: 'QP-2' }),
  ]
  const { id: cuentaId } = await client.conciliacion.saveCuenta({ ...request(), nombre: 'Banco' })
  await client.conciliacion.saveCuenta({ ...request(), id: cuentaId, nombre: 'Banco' })
  const rows = [88_000_111, 2, 3, 4].map(
    (n) => `10/03/2026;TRANSF ${n};QP${n};${n === 88_000_111 ? '775,77' : '1,00'};`,
  )
  const file = new Blob([['Fecha;Concepto;Nro. Operacion;Credito;Debito', ...rows, rows[0]].join('\n')])
  const { preparadoId } = await client.conciliacion.prepare({ cuentaId, archivo: 'x.csv', file })
  await office.ended((await client.conciliacion.apply({ ...request(), preparadoId })).trabajoId)
  await client.conciliacion.prepare({ cuentaId, archivo: 'x.csv', file })
  await readAll(office)
  const { items } = await client.conciliacion.lineas({})
  const proposed = items.find(({ propuesta }) => propuesta?.clienteId === clienteId && propuesta.puntaje > 900)
  const propuestaId = proposed?.propuesta?.id ?? ''
  const accepted = await client.conciliacion.accept({ ...request(), lineaId: proposed?.id ?? '', propuestaId })
  const [a = '', b = ''] = items.filter(({ id }) => id !== proposed?.id).map(({ id }) => id)
  const parte = { tipo: 'recibo' as const, reciboId: kept?.id ?? '', monto: 100 }
  const matched = await client.conciliacion.match({ ...request(), lineaId: a, partes: [parte] })
  await client.conciliacion.ignore({ ...request(), lineaId: b, ignorar: true })
  for (const { conciliaciones } of [accepted, matched])
    await client.conciliacion.undo({ ...request(), conciliacionId: conciliaciones[0]?.id ?? '', motivo: 'x' })
  const { usuarioId } = await office.actor('admin')
  const rejected = { reciboId: gone?.id ?? '', motivo: 'x', aprobacion: { usuarioId, pin: PIN } }
  await client.conciliacion.reject({ ...request(), ...rejected })
  await client.conciliacion.transferencias({ filter: { clienteId } })
  await readAll(office)
}

async function readAll(office: TestOffice): Promise<void> {
  const { conciliacion } = await office.as('admin')
  await conciliacion.cuentas()
  await conciliacion.resumen()
  for (const vista of ['abierta', 'pendiente', 'conciliada', 'ignorada', 'salida'] as const) {
    const page = await conciliacion.lineas({ filter: { vista }, limit: 1 })
    if (page.nextCursor) await conciliacion.lineas({ filter: { vista }, limit: 1, cursor: page.nextCursor })
    const [linea] = page.items
    if (linea) await conciliacion.linea({ id: linea.id })
  }
  const transfers = await conciliacion.transferencias({ limit: 1 })
  if (transfers.nextCursor) await conciliacion.transferencias({ limit: 1, cursor: transfers.nextCursor })
  await conciliacion.extractos({ limit: 1 })
}
