import fs from 'node:fs'
import path from 'node:path'
import { ensureDemoOffice } from '../../scripts/lib/demo-office.mjs'
import { measureDurable } from './durable.ts'
import { measureImport } from './import.ts'
import { fillClients, memoryMb, openBuilt, type Rpc, tempDir } from './offices.ts'
import { bareFtsP95, searchP95 } from './search.ts'
import { measureStart } from './start.ts'
import { type BenchGroup, type Measure, quantile } from './types.ts'

const DEMO_PASSWORD = 'mostrador'
const PAGES = 40
/** A page is felt as instant below this, ms. */
const PAGE_GOAL_MS = 50

type PageOf = (rpc: Rpc) => Promise<unknown>

const LISTS: Record<string, PageOf> = {
  clientes: (rpc) => rpc.clientes.list({}),
  'clientes:codigo': (rpc) => rpc.clientes.list({ sort: 'codigo' }),
  'clientes:deuda': (rpc) => rpc.clientes.list({ sort: 'deuda', descending: true }),
  'clientes:vencido': (rpc) => rpc.clientes.list({ filter: { cuenta: 'vencido' } }),
  'clientes:credito': (rpc) => rpc.clientes.list({ filter: { cuenta: 'credito' } }),
  'clientes:suspendido': (rpc) => rpc.clientes.list({ filter: { estadoServicio: 'suspendido' } }),
  facturas: (rpc) => rpc.facturas.list({}),
  'facturas:vencida': (rpc) => rpc.facturas.list({ filter: { estado: 'vencida' } }),
  recibos: (rpc) => rpc.recibos.list({}),
}

async function pageP95(rpc: Rpc, page: PageOf): Promise<number> {
  const samples: number[] = []
  for (let n = 0; n < PAGES; n++) {
    const started = performance.now()
    await page(rpc)
    samples.push(performance.now() - started)
  }
  return quantile(samples, 0.95)
}

/** Searches in an office of `clients` clients and nothing else. */
async function searchIn(clients: number): Promise<{ p95: number; bare: number }> {
  const dir = tempDir()
  await fillClients(dir.path, clients)
  const { running, rpc } = await openBuilt(dir.path)
  const p95 = await searchP95(rpc)
  const bare = await bareFtsP95(rpc, path.join(dir.path, 'office.db'))
  await running.stop()
  dir.remove()
  return { p95, bare }
}

async function* measureLarge(dataDir: string, p95At10k: number): AsyncGenerator<Measure> {
  const { running, rpc } = await openBuilt(dataDir, DEMO_PASSWORD)
  const p95 = await searchP95(rpc)
  const bare = await bareFtsP95(rpc, path.join(dataDir, 'office.db'))
  const goal = { of: 'value', atMost: 10 } as const
  yield { name: 'search_p95_ms@100k', value: p95, unit: 'ms', reference: bare, goal }
  yield {
    name: 'search_growth@10k-100k',
    value: p95,
    unit: 'ms',
    reference: p95At10k,
    goal: { of: 'ratio', atMost: 3 },
  }
  for (const [name, page] of Object.entries(LISTS)) {
    const value = await pageP95(rpc, page)
    yield { name: `first_page_ms@100k:${name}`, value, unit: 'ms', goal: { of: 'value', atMost: PAGE_GOAL_MS } }
  }
  const memory = memoryMb(running.child.pid ?? 0)
  yield { name: 'office_memory_mb@100k', value: memory, unit: 'MB', goal: { of: 'value', atMost: 200 } }
  await running.stop()
}

async function* measureOffices(say: (line: string) => void): AsyncGenerator<Measure> {
  say('searching in 1,000 and 10,000 clients')
  const small = await searchIn(1_000)
  yield { name: 'search_p95_ms@1k', value: small.p95, unit: 'ms', reference: small.bare }
  const medium = await searchIn(10_000)
  yield { name: 'search_p95_ms@10k', value: medium.p95, unit: 'ms', reference: medium.bare }

  const demo = await ensureDemoOffice({ size: 'large', say })
  const copy = tempDir()
  fs.cpSync(path.join(demo, 'office'), copy.path, { recursive: true })
  say('searching and listing 100,000 clients')
  yield* measureLarge(copy.path, medium.p95)
  copy.remove()
}

export const counter: BenchGroup = {
  group: 'counter',
  async *run(say, wants) {
    if (wants('offices')) yield* measureOffices(say)
    if (wants('pago_durable_ratio')) {
      say('one payment after another')
      yield await measureDurable()
    }
    if (wants('import_rows_per_s')) {
      say('importing 50,000 rows')
      yield await measureImport()
    }
    if (wants('start_ratio')) {
      say('starting the application')
      yield await measureStart(await ensureDemoOffice({ size: 'small', say }))
    }
  },
}
