import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let admin: Client
let reciboId: string
let facturaId: string

beforeEach(async () => {
  office = await openTestOffice()
  admin = await office.setUp()
  const { id: clienteId } = await admin.clientes.create({
    requestId: newRequestId(),
    codigoCliente: '',
    nombreRazonSocial: 'Pérez & Hijos <S.A.>',
    documento: '',
    telefono: '',
    email: '',
    direccion: '',
    notas: '',
  })
  const factura = await admin.facturas.create({
    requestId: newRequestId(),
    clienteId,
    periodo: '2026-03',
    fechaEmision: '2026-03-10',
    fechaVencimiento: '2026-03-20',
    lineas: [{ descripcion: 'Abono mensual', cantidad: 1, precioUnitario: 1_700_000, impuestos: [] }],
  })
  facturaId = factura.id
  const recibo = await admin.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto: 700_000 })
  reciboId = recibo.id
})
afterEach(() => office.close())

const issueRecibo = (client: Client, requestId = newRequestId(), changes = {}) =>
  client.documentos.issueRecibo({ requestId, id: reciboId, papel: '80mm', output: 'impresora', ...changes })

const issued = () =>
  office.office.db.read.sqlite
    .prepare('select documento_tipo as tipo, salida, copia from impresion order by documento_tipo, copia')
    .all() as { tipo: string; salida: string; copia: number }[]

describe('a receipt', () => {
  it('is previewed without leaving a trace', async () => {
    const paper = await admin.documentos.previewRecibo({ id: reciboId, papel: '58mm' })
    expect(paper).toMatchObject({ papel: '58mm', fileName: 'recibo-P1-R-00000001', copia: false })
    expect(paper.html).toContain('Pérez &amp; Hijos &lt;S.A.&gt;')
    expect(paper.html).toContain('10.000,00')
    expect(issued()).toEqual([])
  })

  it('is an original once, and a copy ever after', async () => {
    const first = await issueRecibo(admin)
    expect(first.copia).toBe(false)
    expect(first.html).not.toContain('COPIA')
    const preview = await admin.documentos.previewRecibo({ id: reciboId, papel: '80mm' })
    const second = await issueRecibo(admin, newRequestId(), { output: 'pdf' })
    for (const copy of [preview, second]) {
      expect(copy.copia).toBe(true)
      expect(copy.html).toContain('COPIA')
    }
    expect(issued()).toEqual([
      { tipo: 'recibo', salida: 'impresora', copia: 0 },
      { tipo: 'recibo', salida: 'pdf', copia: 1 },
    ])
    expect((await admin.recibos.get({ id: reciboId })).impresiones).toBe(2)
  })

  it('asked for again under one requestId is the same receipt, recorded once', async () => {
    const requestId = newRequestId()
    const first = await issueRecibo(admin, requestId)
    expect(await issueRecibo(admin, requestId)).toEqual(first)
    expect(issued()).toHaveLength(1)
  })

  it('whose printer failed comes out on other paper as the original', async () => {
    const requestId = newRequestId()
    await issueRecibo(admin, requestId)
    const file = await issueRecibo(admin, requestId, { papel: 'A4', output: 'pdf' })
    expect(file).toMatchObject({ papel: 'A4', copia: false })
    expect(issued()).toHaveLength(1)
  })

  it('is handed over in the audit log', async () => {
    await issueRecibo(admin)
    const [last] = await admin.system.audit({ limit: 1 })
    expect(last).toMatchObject({
      accion: 'recibo.print',
      entidadId: reciboId,
      despues: { copia: false, output: 'impresora' },
    })
  })

  it('names the seat that gave it', async () => {
    expect((await admin.documentos.previewRecibo({ id: reciboId, papel: '80mm' })).html).toContain('Mostrador')
  })

  it('that does not exist is refused and not recorded', async () => {
    expect(await refusal(issueRecibo(admin, newRequestId(), { id: newRequestId() }))).toMatchObject({
      code: 'not_found',
      data: { entidad: 'recibo' },
    })
    expect(issued()).toEqual([])
  })
})

describe('an invoice', () => {
  const issueFactura = (client: Client, requestId = newRequestId()) =>
    client.documentos.issueFactura({ requestId, id: facturaId, output: 'pdf' })

  it('is previewed with what is left of it', async () => {
    const paper = await admin.documentos.previewFactura({ id: facturaId })
    expect(paper).toMatchObject({ papel: 'A4', fileName: 'factura-P1-F-00000001', copia: false })
    expect(paper.html).toContain('10.000,00')
    expect(issued()).toEqual([])
  })

  it('is an original once, and a copy ever after; the receipt has its own count', async () => {
    expect((await issueFactura(admin)).copia).toBe(false)
    expect((await issueFactura(admin)).copia).toBe(true)
    expect((await issueRecibo(admin)).copia).toBe(false)
    expect(issued().map(({ tipo, copia }) => [tipo, copia])).toEqual([
      ['factura', 0],
      ['factura', 1],
      ['recibo', 0],
    ])
  })

  it('a requestId of a receipt is no requestId of an invoice', async () => {
    const requestId = newRequestId()
    await issueRecibo(admin, requestId)
    expect((await refusal(issueFactura(admin, requestId))).code).toBe('request.reused')
  })
})
