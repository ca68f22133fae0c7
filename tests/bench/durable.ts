import { randomUUID } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import { newOffice, tempDir } from './offices.ts'
import { type Measure, median } from './types.ts'

const PAYMENTS = 400
const WARM_UP = 40

/**
 * One durable payment (receipt, payment, allocation, balances, audit, its answer: all on the disk) against one bare
 * durable insert in a file with the same settings on the same disk; taken in turns, medians.
 */
export async function measureDurable(): Promise<Measure> {
  const dir = tempDir()
  const { rpc, close } = await newOffice(path.join(dir.path, 'office'))
  const bare = new Database(path.join(dir.path, 'bare.db'))
  bare.pragma('journal_mode = WAL')
  bare.pragma('synchronous = FULL')
  bare.exec('create table fact (id text primary key, body text not null) strict')
  const insert = bare.prepare('insert into fact values (?, ?)')
  const body = 'x'.repeat(400)

  const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id } = await rpc.clientes.create({ requestId: randomUUID(), nombreRazonSocial: 'Cliente', ...text })
  const lineas = [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 900_000_00, impuestos: [] }]
  const dates = { periodo: '2026-01', fechaEmision: '2026-01-01', fechaVencimiento: '2026-01-10' }
  await rpc.facturas.create({ requestId: randomUUID(), clienteId: id, ...dates, lineas })

  await rpc.caja.open({ requestId: randomUUID(), conteo: [] })

  const payments: number[] = []
  const inserts: number[] = []
  for (let n = 0; n < PAYMENTS + WARM_UP; n++) {
    const payment = { requestId: randomUUID(), clienteId: id, metodo: 'efectivo' as const, monto: 100_00 }
    let started = performance.now()
    await rpc.cobros.record(payment)
    payments.push(performance.now() - started)
    started = performance.now()
    insert.run(payment.requestId, body)
    inserts.push(performance.now() - started)
  }
  bare.close()
  await close()
  dir.remove()
  return {
    name: 'pago_durable_ratio',
    value: median(payments.slice(WARM_UP)),
    unit: 'ms',
    reference: median(inserts.slice(WARM_UP)),
    goal: { of: 'ratio', atMost: 3 },
  }
}
