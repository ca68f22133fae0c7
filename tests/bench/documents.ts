import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { issueFactura } from '../../office/billing/issue.ts'
import { insertClientes } from '../../office/customers/store.ts'
import { inventCliente } from '../../office/demo/people.ts'
import { Random } from '../../office/demo/random.ts'
import { launchApp } from '../e2e/fixture.ts'
import { memoryMb, newOffice, tempDir } from './offices.ts'
import type { BenchGroup, Measure } from './types.ts'

/** Invoices of two months: few, to see what any batch takes, and many, to see what their number adds. */
const FEW = { periodo: '2026-01', count: 500 }
const MANY = { periodo: '2026-02', count: 5_000 }
const PASSWORD = 'correct horse 9'
const BATCH_LIMIT_MS = 900_000
const SAMPLE_MS = 500
/**
 * What a batch may take above an office at rest: one hidden window with a page of 40 invoices (about 100 MB of Chromium's
 * own), that page as HTML and as PDF in three processes, the library that joins, and what their collectors leave for a
 * while. The number of documents is not in it.
 */
const MEMORY_BOUND_MB = 400
/** Pages with something on them, read, written and joined, against pages with nothing on them in one go. */
const PACE_GOAL = 0.4
/** Ten times the documents may not take much more: what grows is a place in the file for each object. */
const GROWTH_BOUND = 1.5

/** An office with both months. */
async function fill(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, 'office')
  fs.mkdirSync(folder, { recursive: true })
  const { office, actor, close } = await newOffice(folder)
  const random = new Random(7)
  const news = Array.from({ length: 100 }, (_, serial) => ({
    fields: inventCliente(random, serial + 1),
    estadoServicio: 'activo' as const,
  }))
  const request = { actor, requestId: randomUUID(), procedure: 'bench.fill', input: 0 }
  await office.writer.run(request, (tx) => {
    const clients = insertClientes(tx, news, { audit: false })
    const impuestos = [{ nombre: 'IVA', tasaBp: 2100, incluido: true }]
    for (const { periodo, count } of [FEW, MANY]) {
      for (let n = 0; n < count; n++) {
        issueFactura(tx, {
          clienteId: clients[n % clients.length]?.id ?? '',
          servicioId: null,
          periodo,
          fechaEmision: `${periodo}-01`,
          fechaVencimiento: `${periodo}-20`,
          origen: 'manual',
          notas: '',
          lineas: [
            { descripcion: 'Internet Fibra 300 Mbps', cantidad: 1, precioUnitario: 1_700_000 + n, impuestos },
            { descripcion: 'Alquiler de equipo', cantidad: 2, precioUnitario: 150_050, impuestos },
          ],
        })
      }
    }
    return clients.length
  })
  await close()
}

/** Process ids of the application: its main process and all below it. */
function processTree(root: number): number[] {
  const parents = fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry): [number, number][] => {
      try {
        const status = fs.readFileSync(`/proc/${entry}/status`, 'utf8')
        return [[Number(entry), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])]]
      } catch {
        // It ended meanwhile.
        return []
      }
    })
  const found = [root]
  for (const pid of found) found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child))
  return found
}

function treeMemoryMb(root: number): number {
  return processTree(root).reduce((sum, pid) => {
    try {
      return sum + memoryMb(pid)
    } catch {
      // It ended between being listed and being asked.
      return sum
    }
  }, 0)
}

interface BatchRun {
  seconds: number
  /** Above what the application took before, at its highest, MB. */
  extraMb: number
}

/** One month as one PDF, as a person does it. */
async function runBatch(app: ElectronApplication, win: Page, periodo: string, file: string): Promise<BatchRun> {
  await win.evaluate((to) => location.assign(to), `#/facturas?periodo=${periodo}`)
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await win.getByRole('button', { name: 'Imprimir o enviar' }).click()
  const dialog = win.getByRole('dialog', { name: 'Sacar facturas' })
  await dialog.getByRole('button', { name: 'Guardar PDF' }).waitFor()
  const pid = app.process().pid ?? 0
  const before = treeMemoryMb(pid)
  let highest = before
  const sampling = setInterval(() => {
    highest = Math.max(highest, treeMemoryMb(pid))
  }, SAMPLE_MS)
  const started = performance.now()
  await dialog.getByRole('button', { name: 'Guardar PDF' }).click()
  await dialog.getByText(/^Listo: /).waitFor({ timeout: BATCH_LIMIT_MS })
  const seconds = (performance.now() - started) / 1000
  clearInterval(sampling)
  await dialog.getByRole('button', { name: 'Cerrar' }).last().click()
  return { seconds, extraMb: highest - before }
}

/** Seconds that Chromium takes to draw so many pages with nothing on them, in one go. */
async function emptyPagesSeconds(app: ElectronApplication, pages: number): Promise<number> {
  return app.evaluate(async ({ BrowserWindow, session }, count) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { session: session.fromPartition('bench'), javascript: false },
    })
    const page = '<div style="height:1px;break-after:page"></div>'
    await window.loadURL(`data:text/html,${encodeURIComponent(page.repeat(count))}`)
    const started = performance.now()
    await window.webContents.printToPDF({ pageSize: 'A4' })
    const seconds = (performance.now() - started) / 1000
    window.destroy()
    return seconds
  }, pages)
}

async function enter(win: Page): Promise<void> {
  await win.getByLabel('Contraseña').last().fill(PASSWORD)
  await win.keyboard.press('Enter')
  await win.getByRole('combobox').first().waitFor()
}

async function* measure(dataDir: string): AsyncGenerator<Measure> {
  const app = await launchApp({ dataDir })
  try {
    const win = await app.firstWindow()
    await enter(win)
    const file = (name: string) => path.join(dataDir, `${name}.pdf`)
    const few = await runBatch(app, win, FEW.periodo, file('few'))
    const many = await runBatch(app, win, MANY.periodo, file('many'))
    const empty = await emptyPagesSeconds(app, MANY.count)
    const rate = MANY.count / many.seconds
    const pace = { of: 'ratio', atLeast: PACE_GOAL } as const
    yield { name: 'pdf_pages_ratio', value: rate, unit: 'pages/s', reference: MANY.count / empty, goal: pace }
    const extra = many.extraMb
    const goal = { of: 'value', atMost: MEMORY_BOUND_MB } as const
    yield { name: 'batch_memory_mb@5000', value: extra, unit: 'MB', goal }
    const growth = { of: 'ratio', atMost: GROWTH_BOUND } as const
    yield { name: 'batch_memory_growth@500-5000', value: extra, unit: 'MB', reference: few.extraMb, goal: growth }
    const size = fs.statSync(file('many')).size / 1024 / MANY.count
    yield { name: 'batch_file_kb_per_page@5000', value: size, unit: 'KB' }
  } finally {
    await app.close()
  }
}

const NAMES = ['pdf_pages_ratio', 'batch_memory_mb@5000', 'batch_memory_growth@500-5000', 'batch_file_kb_per_page@5000']

export const documents: BenchGroup = {
  group: 'billing',
  async *run(say, wants) {
    if (!NAMES.some(wants)) return
    const dir = tempDir()
    say(`drawing ${MANY.count.toLocaleString('en')} invoices`)
    await fill(dir.path)
    for await (const each of measure(dir.path)) if (wants(each.name)) yield each
    dir.remove()
  },
}
