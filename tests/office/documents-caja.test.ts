import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PAPELES } from '../../contract/shell.ts'
import { readText } from '../unit/paper-samples.ts'
import { accountsOf } from './accounts.ts'
import { cashier, payCash, payTransfer, type Person } from './caja-support.ts'
import { type Client, newRequestId, openTestOffice, PIN, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let admin: Client
let ana: Person
let bea: Person
let made: { x: string; z: string; gasto: string; entrega: string; ruta: string }

const request = () => ({ requestId: newRequestId() })
const plain = (html: string) => readText(html).replaceAll('\u00a0', ' ')
/** Where a person can look at what was drawn, when asked for. */
const LOOK = process.env['MOSTRADOR_PAPER_LOOK']
const keep = (name: string, html: string) => LOOK && fs.writeFileSync(path.join(LOOK, `${name}.html`), html)

beforeAll(async () => {
  office = await openTestOffice({ drawer: false })
  admin = await office.setUp()
  ana = await cashier(office, 'Ana Cajera')
  bea = await cashier(office, 'Bea Cajera')
  const accounts = accountsOf(office, () => admin)
  const { id } = await accounts.newClient('Clara Deudora con un nombre bastante más largo que los demás')
  const dos = await accounts.newClient('Dos <b>')
  await accounts.invoice(id, 1_850_000)
  await accounts.invoice(dos.id, 900_000)
  const { client } = ana
  const aprobacion = { usuarioId: (await office.actor('admin')).usuarioId, pin: PIN }
  await client.caja.open({ ...request(), conteo: [{ valor: 100_000, cantidad: 10 }] })
  await payCash(client, id, 850_000)
  await payTransfer(client, dos.id, 900_000)
  const movimiento = { tipo: 'gasto', categoria: 'Limpieza', monto: 50_000, descripcion: 'Lavandina y trapos' } as const
  const gasto = (await client.caja.move({ ...request(), movimiento })).id
  const route = { nombre: 'Barrio Norte', cobradorId: bea.id, clienteIds: [id, dos.id], fondo: 100_000 }
  const ruta = (await client.rutas.create({ ...request(), ...route })).id
  const { sesion } = await client.caja.status()
  const { movimientos } = await client.caja.sesion({ id: sesion?.id ?? '' })
  const entrega = movimientos.find(({ tipo }) => tipo === 'entrega')?.id ?? ''
  const x = (await client.caja.drawX({ ...request(), aprobacion })).id
  const conteo = [
    { valor: 1_000_000, cantidad: 1 },
    { valor: 100_000, cantidad: 5 },
  ]
  const closed = await client.caja.close({ ...request(), conteo, queda: 500_000, explicacion: 'Falta un vuelto' })
  made = { x, z: closed.reporte.id, gasto, entrega, ruta }
})
afterAll(() => office.close())

describe.each(PAPELES)('on %s', (papel) => {
  it('a Z says the equation, the methods, the count and the difference', async () => {
    const { html, fileName } = await ana.client.documentos.previewReporteCaja({ id: made.z, papel })
    keep(`z-${papel}`, html)
    const text = plain(html)
    expect(fileName).toBe('reporte-caja-P1-Z-00000001')
    for (const words of [
      'Cierre Z',
      'P1-Z-00000001',
      'Ana Cajera',
      'Fondo inicial $ 10.000,00',
      'Cobrado en efectivo $ 8.500,00',
      'Gastos -$ 500,00',
      'Entregado a otra caja -$ 1.000,00',
      'Esperado $ 17.000,00',
      'Efectivo (1) $ 8.500,00',
      'Transferencia (1) $ 9.000,00',
      'Limpieza $ 500,00',
      '5 × $ 1.000,00 $ 5.000,00',
      'Contado $ 15.000,00',
      'Diferencia -$ 2.000,00',
      'Por aprobar',
      'Falta un vuelto',
      'Queda en la caja $ 5.000,00',
    ])
      expect(text, words).toContain(words)
    keep(`x-${papel}`, (await ana.client.documentos.previewReporteCaja({ id: made.x, papel })).html)
  })

  it('a movement is a slip to sign', async () => {
    const gasto = await ana.client.documentos.previewMovimientoCaja({ id: made.gasto, papel })
    keep(`gasto-${papel}`, gasto.html)
    for (const words of ['Gasto de caja', '$ 500,00', 'Limpieza', 'Lavandina y trapos', 'Firma'])
      expect(plain(gasto.html)).toContain(words)
    const entrega = await ana.client.documentos.previewMovimientoCaja({ id: made.entrega, papel })
    expect(plain(entrega.html)).toContain('Bea Cajera')
  })
})

describe('going out', () => {
  it.each([
    [
      'reporte_caja',
      (client: Client, ask: object) => client.documentos.issueReporteCaja({ ...issue(ask), id: made.z }),
    ],
    [
      'movimiento_caja',
      (client: Client, ask: object) => client.documentos.issueMovimientoCaja({ ...issue(ask), id: made.gasto }),
    ],
  ])('%s: the first is the original, the rest say COPIA and are counted', async (_, out) => {
    const again = request()
    expect((await out(ana.client, again)).copia).toBe(false)
    expect((await out(ana.client, again)).copia).toBe(false)
    const copy = await out(ana.client, request())
    expect(copy.copia).toBe(true)
    expect(plain(copy.html)).toContain('COPIA')
    expect((await refusal(out(bea.client, request()))).code).toBe('access.denied')
    await out(admin, request())
  })

  it('a Z says how often it went out', async () => {
    expect((await ana.client.caja.reporte({ id: made.z })).impresiones).toBe(3)
    expect((await refusal(bea.client.documentos.previewReporteCaja({ id: made.z, papel: '80mm' }))).code).toBe(
      'access.denied',
    )
  })

  it.each(['A4', 'media_carta'] as const)('a round is a list with debts and boxes (%s)', async (papel) => {
    const { html } = await bea.client.documentos.previewRutaCobro({ id: made.ruta, papel })
    keep(`ruta-${papel}`, html)
    for (const words of ['P1-RC-00000001', 'Barrio Norte', 'Bea Cajera', 'Dos <b>', '$ 10.000,00', '2 visitas'])
      expect(plain(html)).toContain(words)
    const asked = { ...request(), id: made.ruta, papel, output: 'pdf' } as const
    expect((await bea.client.documentos.issueRutaCobro(asked)).copia).toBe(papel === 'media_carta')
  })
})

const issue = (ask: object) => ({ ...(ask as { requestId: string }), papel: '80mm', output: 'pdf' }) as const
