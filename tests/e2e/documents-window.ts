/** An office with invoices to be drawn many at a time, and what stands around the window that draws them. */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { ElectronApplication, Page } from '@playwright/test'
import { asCashier, seedCounter } from './counter-office.ts'
import { expect } from './fixture.ts'

/** Answers the next questions for a folder with `folder`. */
export async function folderIs(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, folder)
}

export interface ReadPdf {
  pages: number
  widthMm: number
  heightMm: number
  text: string
}

/** A PDF as a reader sees it; throws when it is damaged. */
export function readPdf(file: string): ReadPdf {
  const run = (tool: string, args: string[]) => execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe' })
  const info = run('pdfinfo', [file])
  const [width = 0, height = 0] = [...(/Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [])].slice(1).map(Number)
  const mm = (points: number) => (points * 25.4) / 72
  return {
    pages: Number(/Pages:\s+(\d+)/.exec(info)?.[1]),
    widthMm: mm(width),
    heightMm: mm(height),
    text: run('pdftotext', ['-layout', file, '-']).replace(/[\u00a0\u202f]/g, ' '),
  }
}

export const PERIODO = '2026-03'

export interface SeededInvoices {
  clienteId: string
  numeros: string[]
}

/**
 * A client with an e-mail address and `count` invoices of one period; `long` is the place of one whose lines take more
 * than a sheet.
 */
export async function seedInvoices(dataDir: string, count: number, long?: number): Promise<SeededInvoices> {
  await seedCounter(dataDir, { clients: [{ nombre: 'María Pérez', direccion: 'Mitre 200' }] })
  return asCashier(dataDir, async (rpc) => {
    const { items } = await rpc.clientes.list({})
    const id = items[0]?.id ?? ''
    const { cliente } = await rpc.clientes.get({ id })
    const { codigoCliente, nombreRazonSocial, documento, telefono, direccion, notas, estadoServicio } = cliente
    await rpc.clientes.update({
      ...{ codigoCliente, nombreRazonSocial, documento, telefono, direccion, notas, estadoServicio },
      requestId: randomUUID(),
      id,
      email: 'maria@cliente.example',
      expected: cliente.actualizadoEn,
    })
    const numeros: string[] = []
    for (let n = 0; n < count; n++) {
      const { numero } = await rpc.facturas.create({
        requestId: randomUUID(),
        clienteId: id,
        periodo: PERIODO,
        fechaEmision: '2026-03-01',
        fechaVencimiento: '2026-03-20',
        lineas: Array.from({ length: n === long ? 45 : 1 }, (_, line) => ({
          descripcion: `Abono mensual ${line + 1}`,
          cantidad: 1,
          precioUnitario: 100_000 + n,
          impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true }],
        })),
      })
      numeros.push(numero)
    }
    return { clienteId: id, numeros }
  })
}

/** The dialog in which many invoices are printed, kept or sent. */
export async function openBatch(win: Page) {
  await win.getByRole('button', { name: 'Imprimir o enviar' }).click()
  const dialog = win.getByRole('dialog', { name: 'Sacar facturas' })
  await expect(dialog).toBeVisible()
  return dialog
}
