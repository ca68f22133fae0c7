import { randomUUID } from 'node:crypto'
import net from 'node:net'
import path from 'node:path'
import Database from 'better-sqlite3'
import { startPrinter, type PrinterSimulator } from '../simulators/printer/index.ts'
import { newOffice, openBuilt, type Rpc, tempDir } from './offices.ts'
import { type BenchGroup, type Measure, quantile } from './types.ts'

const COLLECTIONS = 150
const WARM_UP = 15

/** Milliseconds of each collection since it was asked for. */
interface Times {
  committed: number[]
  /** The printer has read the last byte of its ticket. */
  printed: number[]
}

const epoch = (): number => performance.timeOrigin + performance.now()

/** An office with a client who owes, an open drawer, and a printer that prints by itself. */
async function fill(dataDir: string, printer: PrinterSimulator): Promise<string> {
  const { rpc, close } = await newOffice(dataDir)
  const puesto = await rpc.puestos.current()
  const conexion = { tipo: 'red' as const, host: '127.0.0.1', puerto: printer.port }
  const config = { ...puesto.impresora, conexion, cajon: 'pin2' as const }
  await rpc.impresoras.saveConfig({ requestId: randomUUID(), config, expected: puesto.actualizadoEn })
  // Whoever made the office may have opened its drawer already.
  if ((await rpc.caja.status()).sesion === null) await rpc.caja.open({ requestId: randomUUID(), conteo: [] })
  const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id } = await rpc.clientes.create({ requestId: randomUUID(), nombreRazonSocial: 'José Ñáñez', ...text })
  const lineas = [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 900_000_00, impuestos: [] }]
  const dates = { periodo: '2026-01', fechaEmision: '2026-01-01', fechaVencimiento: '2026-01-10' }
  await rpc.facturas.create({ requestId: randomUUID(), clienteId: id, ...dates, lineas })
  await close()
  return id
}

async function collect(rpc: Rpc, clienteId: string, printer: PrinterSimulator): Promise<Times> {
  const times: Times = { committed: [], printed: [] }
  for (let n = 0; n < COLLECTIONS + WARM_UP; n++) {
    const started = epoch()
    await rpc.cobros.record({ requestId: randomUUID(), clienteId, metodo: 'efectivo', monto: 100_00 })
    const committed = epoch() - started
    await printer.until(n + 1)
    const printed = (printer.tickets[n]?.at ?? Number.NaN) - started
    if (n < WARM_UP) continue
    times.committed.push(committed)
    times.printed.push(printed)
  }
  return times
}

/** One bare durable insert in a file with the office's settings, on the same disk. */
function bareInserts(file: string): number[] {
  const bare = new Database(file)
  bare.pragma('journal_mode = WAL')
  bare.pragma('synchronous = FULL')
  bare.exec('create table fact (id text primary key, body text not null) strict')
  const insert = bare.prepare('insert into fact values (?, ?)')
  const samples = Array.from({ length: COLLECTIONS }, () => {
    const started = performance.now()
    insert.run(randomUUID(), 'x'.repeat(400))
    return performance.now() - started
  })
  bare.close()
  return samples
}

/** GS r 1. */
const ASK = Uint8Array.of(0x1d, 0x72, 0x01)

/** As many bytes as a ticket to the same printer and its answer, with nothing in between. */
function bareSend(port: number, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const socket = net.connect({ host: '127.0.0.1', port }, () => {
      socket.write(Buffer.concat([Buffer.alloc(bytes, 0x0a), ASK]))
    })
    socket.once('error', reject)
    socket.once('data', () => {
      const taken = performance.now() - started
      socket.destroy()
      resolve(taken)
    })
  })
}

/** About what a receipt of one invoice takes. */
const TICKET_BYTES = 1_200

async function* measureCollecting(): AsyncGenerator<Measure> {
  const dir = tempDir()
  const printer = await startPrinter()
  try {
    const office = path.join(dir.path, 'office')
    const clienteId = await fill(office, printer)
    const { running, rpc } = await openBuilt(office)
    const { committed, printed } = await collect(rpc, clienteId, printer)
    await running.stop()
    const sends: number[] = []
    for (let n = 0; n < COLLECTIONS; n++) sends.push(await bareSend(printer.port, TICKET_BYTES))
    const inserts = bareInserts(path.join(dir.path, 'bare.db'))
    const p95 = (samples: readonly number[]) => quantile(samples, 0.95)
    yield { name: 'collect_ms_p95:committed', value: p95(committed), unit: 'ms', reference: p95(inserts) }
    yield { name: 'collect_ms_p95:printed', value: p95(printed), unit: 'ms', reference: p95(inserts) + p95(sends) }
  } finally {
    printer.stop()
    dir.remove()
  }
}

/** The cash desk: from Enter to money on the disk and a ticket at the printer. */
export const cash: BenchGroup = {
  group: 'cash',
  async *run(say, wants) {
    if (wants('collect_ms_p95')) {
      say('collecting with a ticket each')
      yield* measureCollecting()
    }
  },
}
