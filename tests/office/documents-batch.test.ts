import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ParentQuestion } from '../../contract/control.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

type Page = Extract<ParentQuestion, { what: 'lote.add' }>

let office: TestOffice
let admin: Client
let clienteId: string
let numeros: string[]
/** What the parent was asked, and how it answers a page. */
let asked: ParentQuestion[]
let answer: (page: Page) => unknown

beforeEach(async () => {
  asked = []
  answer = () => ({})
  office = await openTestOffice({
    ask: async (question) => {
      asked.push(question)
      return question.what === 'lote.add' ? answer(question) : null
    },
  })
  admin = await office.setUp()
  const client = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  clienteId = (await admin.clientes.create({ requestId: newRequestId(), ...client, nombreRazonSocial: 'Ana' })).id
  numeros = []
})
afterEach(() => office.close())

async function addInvoices(count: number, lines = 1): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const { id, numero } = await admin.facturas.create({
      requestId: newRequestId(),
      clienteId,
      periodo: '2026-03',
      fechaEmision: '2026-03-01',
      fechaVencimiento: '2026-03-20',
      lineas: Array.from({ length: lines }, () => ({
        descripcion: 'Abono',
        cantidad: 1,
        precioUnitario: 1_000,
        impuestos: [],
      })),
    })
    numeros.push(numero)
    ids.push(id)
  }
  return ids
}

const MONTH = { tipo: 'filtro' as const, filter: { periodo: '2026-03' } }
const start = (changes: Partial<Parameters<Client['documentos']['startBatch']>[0]> = {}) =>
  admin.documentos.startBatch({
    requestId: newRequestId(),
    fuente: MONTH,
    papel: 'A4',
    destino: 'archivo',
    lote: 'l1',
    ...changes,
  })
const pages = () => asked.filter((question): question is Page => question.what === 'lote.add')
/** The numbers on a page, in their order. */
const numbersOf = ({ html }: Page) => [...html.matchAll(/class="number">([^<]+)</g)].map(([, numero]) => numero)
const outputs = () =>
  office.office.db.read.sqlite.prepare('select salida, copia, count(*) as n from impresion group by 1, 2').all()

describe('a batch', () => {
  it('is drawn a few at a time, each once and in order, and recorded', async () => {
    await addInvoices(45)
    const job = await office.ended((await start()).id)
    expect(job).toMatchObject({ estado: 'done', done: 45, total: 45 })
    expect(pages().map(({ documents }) => documents)).toEqual([40, 5])
    expect(pages().flatMap(numbersOf)).toEqual(numeros)
    expect(asked.at(-1)).toEqual({ what: 'lote.finish', lote: 'l1' })
    expect(outputs()).toEqual([{ salida: 'pdf', copia: 0, n: 45 }])
  })

  it('finds by itself who runs over a sheet', async () => {
    await addInvoices(7)
    answer = (page) => (page.exact && numbersOf(page).includes(numeros[4]) ? null : {})
    await office.ended((await start()).id)
    const added = pages().filter((page) => answer(page) !== null)
    expect(added.flatMap(numbersOf)).toEqual(numeros)
    const alone = added.find((page) => numbersOf(page).includes(numeros[4]))
    expect(alone).toMatchObject({ documents: 1, exact: false })
    expect(alone?.html).toContain('counter(page)')
  })

  it('draws alone what has too many lines, in its place', async () => {
    await addInvoices(2)
    await addInvoices(1, 20)
    await addInvoices(2)
    await office.ended((await start()).id)
    expect(pages().map(({ documents, exact }) => [documents, exact])).toEqual([
      [2, true],
      [1, false],
      [2, true],
    ])
    expect(pages().flatMap(numbersOf)).toEqual(numeros)
  })

  it('of a PDF each hands them over one by one, under their names', async () => {
    await addInvoices(3)
    await office.ended((await start({ destino: 'carpeta', papel: 'media_carta' })).id)
    expect(pages().map(({ fileName, papel }) => [fileName, papel])).toEqual(
      numeros.map((numero) => [`factura-${numero}`, 'media_carta']),
    )
  })

  it('that failed and is begun again under its requestId still gives originals; another one copies', async () => {
    await addInvoices(3)
    const requestId = newRequestId()
    answer = () => {
      throw new Error('the disk is full')
    }
    expect(await office.ended((await start({ requestId })).id)).toMatchObject({ estado: 'failed' })
    expect(asked.at(-1)).toEqual({ what: 'lote.abort', lote: 'l1' })
    answer = () => ({})
    asked = []
    await office.ended((await start({ requestId, lote: 'l2' })).id)
    expect(pages()[0]?.html).not.toContain('COPIA')
    await office.ended((await start({ lote: 'l3' })).id)
    expect(pages()[1]?.html.match(/COPIA/g)).toHaveLength(3)
  })

  it('pressed twice is one', async () => {
    await addInvoices(2)
    const requestId = newRequestId()
    const [first, second] = await Promise.all([start({ requestId }), start({ requestId })])
    await office.ended(first.id)
    expect(second.id).toBe(first.id)
    expect(pages()).toHaveLength(1)
  })

  it('can be cancelled between its pages', async () => {
    await addInvoices(45)
    let release: () => void = () => undefined
    const first = new Promise<void>((resolve) => {
      answer = () => {
        resolve()
        return new Promise((go) => {
          release = () => go({})
        })
      }
    })
    const { id } = await start()
    await first
    await admin.documentos.cancelBatch({ trabajoId: id })
    release()
    expect(await office.ended(id)).toMatchObject({ estado: 'failed', error: 'lote.cancelled' })
    expect(pages()).toHaveLength(1)
    expect(asked.at(-1)).toEqual({ what: 'lote.abort', lote: 'l1' })
  })

  it('leaves out what was annulled, unless it was picked', async () => {
    const [annulled = ''] = await addInvoices(2)
    const { saldo, acreditado } = (
      await admin.notas.preview({ facturaId: annulled, parte: { tipo: 'total', refacturar: false } })
    ).factura
    await admin.notas.create({
      requestId: newRequestId(),
      facturaId: annulled,
      parte: { tipo: 'total', refacturar: false },
      detalle: 'x',
      esperado: { saldo, acreditado },
    })
    expect(await admin.documentos.countBatch({ fuente: MONTH })).toEqual({
      total: 1,
      primera: numeros[1],
      ultima: numeros[1],
    })
    await office.ended((await start({ fuente: { tipo: 'seleccion', ids: [annulled] } })).id)
    expect(pages()[0]?.html).toContain('ANULADA')
  })

  it('of nothing is refused', async () => {
    expect((await refusal(start())).code).toBe('lote.empty')
  })
})

describe('where nobody draws', () => {
  it('a batch is refused', async () => {
    const plain = await openTestOffice()
    const someone = await plain.setUp()
    const request = { requestId: newRequestId(), fuente: MONTH, papel: 'A4' as const, destino: 'archivo' as const }
    expect((await refusal(someone.documentos.startBatch({ ...request, lote: 'x' }))).code).toBe('lote.unavailable')
    await plain.close()
  })
})

describe('a statement', () => {
  const text = async (desde: string, hasta: string) =>
    (await admin.documentos.previewEstadoCuenta({ id: clienteId, desde, hasta })).html
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')

  it('begins with what was owed before, and ends with what is owed', async () => {
    await addInvoices(2)
    await admin.cobros.record({
      requestId: newRequestId(),
      clienteId,
      metodo: 'efectivo',
      monto: 500,
      efectivoRecibido: 500,
    })
    const march = await text('2026-03-01', '2026-03-31')
    expect(march).toContain('Saldo anterior al 01/03/2026 $ 0,00')
    expect(march).toContain('Saldo al 31/03/2026 $ 15,00')
    const later = await text('2026-03-05', '2026-03-31')
    expect(later).toContain('Saldo anterior al 05/03/2026 $ 20,00')
    expect(later).toContain('Recibo P1-R-00000001')
    expect(later).not.toContain('Factura P1-F-00000001')
    expect(await text('2026-03-05', '2026-03-09')).toContain('Saldo al 09/03/2026 $ 20,00')
  })

  it('agrees with the account on the screen', async () => {
    await addInvoices(3)
    await admin.cobros.record({
      requestId: newRequestId(),
      clienteId,
      metodo: 'efectivo',
      monto: 5_000,
      efectivoRecibido: 5_000,
    })
    await admin.devoluciones.record({
      requestId: newRequestId(),
      clienteId,
      monto: 700,
      metodo: 'efectivo',
      motivo: 'Baja',
    })
    const { items } = await admin.clientes.statement({ id: clienteId })
    const saldo = items.at(-1)?.saldo ?? 0
    expect(saldo).toBe(3_000 - 5_000 + 700)
    expect(await text('2026-03-01', '2026-03-31')).toContain('Saldo a favor $ 13,00')
  })

  it('that ends before it begins is refused', async () => {
    const wrong = admin.documentos.previewEstadoCuenta({ id: clienteId, desde: '2026-03-02', hasta: '2026-03-01' })
    expect((await refusal(wrong)).code).toBe('input.invalid')
  })

  it('is a document of its own each time: none is a copy', async () => {
    const issue = () =>
      admin.documentos.issueEstadoCuenta({
        requestId: newRequestId(),
        output: 'pdf',
        id: clienteId,
        desde: '2026-03-01',
        hasta: '2026-03-31',
      })
    expect((await issue()).copia).toBe(false)
    expect((await issue()).copia).toBe(false)
    expect(outputs()).toEqual([{ salida: 'pdf', copia: 0, n: 2 }])
  })
})
