import { randomUUID } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Trabajo } from '../../contract/index.ts'
import { inventCliente } from '../../office/demo/people.ts'
import { Random } from '../../office/demo/random.ts'
import { newOffice, tempDir } from './offices.ts'
import type { Measure } from './types.ts'

const ROWS = 50_000

/** A spreadsheet as an old program exports it: service, plan, price, state, balance. */
function spreadsheet(): string {
  const random = new Random(3)
  const plans = [
    ['Hogar 50', '50M/10M', '16.999,00'],
    ['Fibra 200', '200M/100M', '25.990,00'],
    ['Pyme 100', '100M/50M', '34.500,50'],
  ] as const
  const lines = [
    'Id;Nombre;Documento;Telefono;Email;Direccion;Usuario PPPoE;Plan;Velocidad;Precio;Estado;Saldo;Fecha instalacion',
  ]
  for (let n = 1; n <= ROWS; n++) {
    const c = inventCliente(random, n)
    const [plan, speed, price] = random.pick(plans)
    const saldo = random.pick(['0,00', price, '-1.200,50'])
    const cells = [
      n,
      c.nombreRazonSocial,
      c.documento,
      c.telefono,
      c.email,
      c.direccion,
      `user${n}`,
      plan,
      speed,
      price,
      'Activo',
      saldo,
      '24/07/2025',
    ]
    lines.push(
      cells.map((cell) => (/[;"\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(';'),
    )
  }
  return lines.join('\r\n')
}

/** Rows per second of bare inserts of the same text in one transaction: as fast as this disk and SQLite take rows. */
function bareRowsPerS(dir: string, text: string): number {
  const sqlite = new Database(path.join(dir, 'bare.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.exec('create table fila (id text primary key, body text not null) strict')
  const insert = sqlite.prepare('insert into fila values (?, ?)')
  const lines = text.split('\r\n')
  const started = performance.now()
  sqlite.transaction(() => lines.forEach((line) => insert.run(randomUUID(), line)))()
  const rate = lines.length / ((performance.now() - started) / 1000)
  sqlite.close()
  return rate
}

/** From the press of the button to the commit: 50,000 rows become clients, services, invoices and credits. */
export async function measureImport(): Promise<Measure> {
  const dir = tempDir()
  const text = spreadsheet()
  const { office, rpc, close } = await newOffice(path.join(dir.path, 'office'))
  const analysis = await rpc.imports.analyze({ fileName: 'clientes.csv', file: new Blob([text]) })
  await rpc.imports.preview({ importId: analysis.importId, mapping: analysis.mapping })
  const started = performance.now()
  const { trabajoId } = await rpc.imports.apply({ requestId: randomUUID(), importId: analysis.importId })
  const ended = async (): Promise<Trabajo> => {
    for await (const jobs of office.jobs.watch(undefined)) {
      const job = jobs.find((j) => j.id === trabajoId)
      if (job && job.estado !== 'running') return job
    }
    throw new Error('the job vanished')
  }
  const job = await ended()
  const seconds = (performance.now() - started) / 1000
  if (job.estado !== 'done') throw new Error(`the import failed: ${job.error}`)
  await close()
  const reference = bareRowsPerS(dir.path, text)
  dir.remove()
  return { name: 'import_rows_per_s', value: ROWS / seconds, unit: 'rows/s', reference }
}
