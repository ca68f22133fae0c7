import type { Database as Sqlite } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '../../office/customers/list-order.ts'
import { fillDemo } from '../../office/demo/fill.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { type Client, newRequestId, openTestOffice, START, type TestOffice } from './harness.ts'
import { ask, KEY } from './mail-office.ts'
import { printTickets, runDrawers } from './query-plans-cash.ts'
import { cutAndLift } from './query-plans-cuts.ts'
import { lookAfterDevices } from './query-plans-devices.ts'
import { sendMail } from './query-plans-mail.ts'
import { askOfNetwork } from './query-plans-network.ts'
import { reconcile } from './query-plans-reconciliation.ts'
import { reverseAndReceive } from './query-plans-reversals.ts'
import { ALLOWED, faultsOf, hasPlan } from './query-plans-rules.ts'

let office: TestOffice
let client: Client
const plans = () => office.office.db.write.sqlite
const statements = new Set<string>()

/** Notes every statement that a connection prepares from now on. */
function listen(sqlite: Sqlite): void {
  const prepare = sqlite.prepare.bind(sqlite)
  sqlite.prepare = (text: string) => {
    statements.add(text)
    return prepare(text)
  }
}

beforeAll(async () => {
  // Mail leaves, and goes nowhere.
  const carrier = { deliver: () => Promise.resolve(), rest: () => undefined }
  office = await openTestOffice({ key: KEY, ask, carrier })
  client = await office.setUp()
  await fillDemo(office.office, await office.actor('admin'), 'small', { report: () => undefined })
  await office.restart()
  client = await office.as('admin')
  listen(office.office.db.read.sqlite)
  listen(office.office.db.write.sqlite)
})
afterAll(() => office.close())

/** Everything a screen reads: each line is a screen or a part of it. */
async function readEveryScreen(): Promise<void> {
  const { items } = await client.clientes.list({ limit: 5 })
  const [cliente] = items
  const plan = (await client.planes.list())[0]
  const factura = (await client.facturas.list({ limit: 1 })).items[0]
  const recibo = (await client.recibos.list({ limit: 1 })).items[0]
  if (!cliente || !plan || !factura || !recibo) throw new Error('the demo office is empty')

  await readLists(plan.id)
  for (const texto of [
    'ana',
    'maria gonz',
    'san martin 1',
    '12',
    '96000',
    '200 5',
    factura.numero,
    'gonzalxz',
    'gomez 200',
  ])
    await client.clientes.search({ texto })
  const [servicio] = (await client.clientes.get({ id: cliente.id })).servicios
  if (servicio) await client.servicios.get({ id: servicio.id })
  await client.cargos.list({ clienteId: cliente.id })
  await client.planes.overview()
  await client.planes.prices({ planId: plan.id })
  const vigenteDesde = '2026-06-01'
  await client.planes.previewPrices({ planIds: [plan.id], cambio: { tipo: 'monto', monto: 1 }, vigenteDesde })
  await client.clientes.sameDocumento({ documento: cliente.documento || '1' })
  const statement = await client.clientes.statement({ id: cliente.id, limit: 1 })
  if (statement.nextCursor) await client.clientes.statement({ id: cliente.id, cursor: statement.nextCursor })

  for (const filter of [
    {},
    { estado: 'vencida' as const },
    { periodo: '2026-02' },
    { clienteId: cliente.id },
    { numero: 'P1-F' },
  ]) {
    const page = await client.facturas.list({ filter, limit: 1 })
    if (page.nextCursor) await client.facturas.list({ filter, limit: 1, cursor: page.nextCursor })
  }
  await client.facturas.list({ filter: { estado: 'pagada', periodo: '2026-02' } })
  await client.facturas.get({ id: factura.id })
  await client.cobros.prepare({ clienteId: factura.clienteId })
  const sesionId = (await client.caja.sesiones({ limit: 1 })).items[0]?.id ?? ''
  for (const filter of [{}, { clienteId: cliente.id }, { numero: 'P1-R' }, { sesionId }]) {
    const page = await client.recibos.list({ filter, limit: 1 })
    if (page.nextCursor) await client.recibos.list({ filter, limit: 1, cursor: page.nextCursor })
  }
  await client.recibos.get({ id: recibo.id })
  await client.documentos.previewRecibo({ id: recibo.id, papel: '80mm' })
  await client.documentos.previewFactura({ id: factura.id })
  await client.system.audit({})
  await client.system.audit({ before: 5 })
  await client.system.info()
  await client.setup.status()
  await client.tenant.get()
  await client.puestos.current()
  await client.usuarios.list()
  await client.access.people()
}

/** Credit notes, refunds, promises and reports. */
async function readAccounts(clienteId: string, facturaId: string): Promise<void> {
  const periodo = '2026-02'
  const filters = [{}, { clienteId }, { facturaId }, { motivo: 'ajuste' as const }, { periodo }, { numero: 'P1-NC' }]
  for (const filter of filters) {
    const page = await client.notas.list({ filter, limit: 1 })
    if (page.nextCursor) await client.notas.list({ filter, limit: 1, cursor: page.nextCursor })
    const [nota] = page.items
    if (nota) await client.notas.get({ id: nota.id })
  }
  await client.notas.preview({ facturaId, parte: { tipo: 'monto', monto: 1 } })
  for (const filter of [{}, { clienteId }]) {
    const page = await client.devoluciones.list({ filter, limit: 1 })
    if (page.nextCursor) await client.devoluciones.list({ filter, limit: 1, cursor: page.nextCursor })
    const [refund] = page.items
    if (refund) await client.devoluciones.get({ id: refund.id })
  }
  await client.devoluciones.prepare({ clienteId })
  for (const vista of ['abiertas', 'hoy', 'rotas'] as const) {
    const page = await client.promesas.list({ vista, limit: 1 })
    if (page.nextCursor) await client.promesas.list({ vista, limit: 1, cursor: page.nextCursor })
  }
  await client.promesas.counts()
  await client.promesas.ofCliente({ clienteId })
  await client.promesas.prepare({ clienteId })
  await client.reportes.mes({ periodo })
  await client.reportes.meses({ hasta: periodo, meses: 2 })
  for (const orden of ['deuda', 'nombre'] as const)
    for (const filter of [{}, { desdeDias: 31 as const }]) {
      const page = await client.reportes.antiguedad({ orden, filter, limit: 1 })
      if (page.nextCursor) await client.reportes.antiguedad({ orden, filter, limit: 1, cursor: page.nextCursor })
    }
  await client.reportes.antiguedadTotales()
}

/** An invoice taken back in part and then whole, money given back, a promise made and taken back. */
async function writeAccounts(clienteId: string): Promise<void> {
  const request = () => ({ requestId: newRequestId() })
  const lineas = [{ descripcion: 'a', cantidad: 1, precioUnitario: 1000, impuestos: [] }]
  const dates = { periodo: '2026-02', fechaEmision: '2026-02-01', fechaVencimiento: '2026-02-20' }
  const { id: facturaId } = await client.facturas.create({ ...request(), clienteId, ...dates, lineas })
  const promise = { clienteId, monto: 1, fecha: '2026-03-11' }
  const { id } = await client.promesas.grant({ ...request(), ...promise })
  await client.promesas.cancel({ ...request(), id })
  await client.promesas.grant({ ...request(), ...promise })
  await client.cobros.record({ ...request(), clienteId, metodo: 'efectivo', monto: 900 })
  for (const parte of [
    { tipo: 'monto' as const, monto: 100 },
    { tipo: 'total' as const, refacturar: false },
  ]) {
    const { saldo, acreditado } = (await client.notas.preview({ facturaId, parte })).factura
    const esperado = { saldo, acreditado }
    await client.notas.create({ ...request(), facturaId, parte, detalle: 'x', esperado })
  }
  await client.notas.credit({ ...request(), clienteId, monto: 5, detalle: 'x' })
  const refund = { clienteId, monto: 1, metodo: 'efectivo' as const, motivo: 'x' }
  for (let n = 0; n < 2; n++) await client.devoluciones.record({ ...request(), ...refund })
  const much = [{ descripcion: 'a', cantidad: 1, precioUnitario: 90_000, impuestos: [] }]
  const open = await client.facturas.create({ ...request(), clienteId, ...dates, lineas: much })
  await client.cobros.record({ ...request(), clienteId, metodo: 'efectivo', monto: 100 })
  await client.promesas.grant({ ...request(), ...promise })
  await readAccounts(clienteId, open.id)
}

async function readLists(planId: string): Promise<void> {
  const filters: Filter[] = [
    {},
    { planId },
    { texto: 'maria' },
    ...(['activo', 'suspendido', 'baja'] as const).map((estadoServicio) => ({ estadoServicio })),
    ...(['deuda', 'vencido', 'al_dia', 'credito'] as const).flatMap((cuenta) => [
      { cuenta },
      { cuenta, estadoServicio: 'activo' as const },
      { cuenta, estadoServicio: 'baja' as const, planId },
    ]),
  ]
  for (const filter of filters)
    for (const sort of ['nombre', 'codigo', 'deuda'] as const)
      for (const descending of [false, true]) {
        const page = await client.clientes.list({ filter, sort, descending, limit: 1 })
        if (page.nextCursor) await client.clientes.list({ filter, sort, descending, limit: 1, cursor: page.nextCursor })
      }
}

/** Everything a person does at the counter, and what the office does by itself at midnight. */
async function writeEverything(): Promise<void> {
  const request = () => ({ requestId: newRequestId() })
  const plan = (await client.planes.list())[0]
  if (!plan) throw new Error('the demo office is empty')
  const { nombre: _, id: planId, servicios: __, actualizadoEn: expected, ...planFields } = plan
  await client.planes.update({ ...request(), id: planId, ...planFields, nombre: 'Otro', expected })

  const fields = { codigoCliente: '', documento: '1', telefono: '1', email: '' as const, direccion: 'a', notas: '' }
  const made = await client.clientes.create({ ...request(), ...fields, nombreRazonSocial: 'Ana' })
  const changed = { ...fields, codigoCliente: 'z', documento: '2', telefono: '3', nombreRazonSocial: 'Eva' }
  const change = { ...request(), id: made.id, expected: made.actualizadoEn, estadoServicio: 'suspendido' as const }
  await client.clientes.update({ ...change, ...changed })
  const servicio = { planId, tecnologia: 'pppoe' as const, fechaActivacion: '2026-01-01', dispositivoRef: 'a' }
  const connected = await client.servicios.create({ ...request(), clienteId: made.id, ...servicio, estado: 'activo' })
  const { planId: ___, ...kept } = servicio
  const edit = { ...request(), id: connected.id, expected: connected.actualizadoEn }
  const edited = await client.servicios.update({ ...edit, ...kept, dispositivoRef: 'b' })
  await changeServices(made.id, edited)
  await askOfNetwork(office, client, edited)

  await client.cobros.record({ ...request(), clienteId: made.id, metodo: 'efectivo', monto: 50 })
  const lineas = [{ descripcion: 'a', cantidad: 1, precioUnitario: 100, impuestos: [] }]
  const dates = { periodo: '2026-03', fechaEmision: '2026-03-01', fechaVencimiento: '2026-03-20' }
  const factura = await client.facturas.create({ ...request(), clienteId: made.id, ...dates, lineas })
  const reference = { metodo: 'transferencia' as const, referencia: 'r', facturaIds: [factura.id] }
  const recibo = await client.cobros.record({ ...request(), clienteId: made.id, monto: 50, ...reference })
  await client.documentos.issueRecibo({ ...request(), id: recibo.id, papel: '80mm', output: 'pdf' })
  await client.documentos.issueFactura({ ...request(), id: factura.id, output: 'pdf' })
  await writeAccounts(made.id)
  await reverseAndReceive(office)
  await reconcile(office)
  await cutAndLift(office)
  await runDrawers(office, made.id)
  await sendMail(office, made.id, factura.id, recibo.id)
  await printTickets(office, recibo.id)
  await billMonth()
  await lookAfterDevices(office)
  office.clock.set(START + 40 * 86_400_000)
  await runUpkeep(office.office)
}

/** A billing run from its preview to its result, and the office's own. */
async function billMonth(): Promise<void> {
  const request = () => ({ requestId: newRequestId() })
  const { vistaId } = await client.corridas.preview({ periodo: '2026-04', fechaEmision: '2026-04-20' })
  const page = await client.corridas.previewRows({ vistaId, limit: 1 })
  if (page.nextCursor) await client.corridas.previewRows({ vistaId, limit: 1, cursor: page.nextCursor })
  const { corridaId, trabajoId } = await client.corridas.confirm({ ...request(), vistaId })
  await office.ended(trabajoId)
  for (const filter of [{}, { estado: 'emitida' as const }]) {
    const filas = await client.corridas.filas({ corridaId, filter, limit: 1 })
    if (filas.nextCursor) await client.corridas.filas({ corridaId, filter, limit: 1, cursor: filas.nextCursor })
  }
  await client.corridas.get({ id: corridaId })
  for (const filter of [{}, { estado: 'terminada' as const }]) {
    const runs = await client.corridas.list({ filter, limit: 1 })
    if (runs.nextCursor) await client.corridas.list({ filter, limit: 1, cursor: runs.nextCursor })
  }
  const { actualizadoEn: expected, ...config } = await client.facturacion.config()
  const programada = { activa: true, confirmarTrasDias: 5 }
  await client.facturacion.updateConfig({ ...request(), expected, config: { ...config, programada } })
  await runUpkeep(office.office)
  await client.corridas.pendientes()
}

/** The life of a service and its charges; what is planned takes effect with the clock below. */
async function changeServices(clienteId: string, servicio: { id: string; actualizadoEn: number }): Promise<void> {
  const request = () => ({ requestId: newRequestId() })
  const cut = { ...request(), id: servicio.id, fecha: '2026-03-10', cambio: { tipo: 'suspension' as const } }
  const { actualizadoEn: expected } = await client.servicios.change({ ...cut, expected: servicio.actualizadoEn })
  const back = { ...request(), id: servicio.id, fecha: '2026-03-20', cambio: { tipo: 'reactivacion' as const } }
  await client.servicios.previewChange(back)
  await client.servicios.change({ ...back, expected })
  const [event] = await client.servicios.events({ id: servicio.id })
  if (event) await client.servicios.cancelEvent({ ...request(), eventoId: event.id })
  await client.servicios.change({ ...back, ...request(), expected })

  const cargo = { clienteId, descripcion: 'a', desde: '2026-03-10', monto: 5, impuestos: [] }
  const once = await client.cargos.create({ ...request(), cargo: { ...cargo, tipo: 'unico' } })
  await client.cargos.annul({ ...request(), id: once.id, motivo: 'a', expected: once.actualizadoEn })
  const monthly = { ...cargo, tipo: 'recurrente' as const, servicioId: servicio.id }
  const recurring = await client.cargos.create({ ...request(), cargo: monthly })
  const end = { ...request(), id: recurring.id, hasta: '2026-04-10', expected: recurring.actualizadoEn }
  await client.cargos.end(end)
  const { actualizadoEn: version, ...config } = await client.facturacion.config()
  const mora = { ...config.mora, tipo: 'fija' as const, monto: 5 }
  await client.facturacion.updateConfig({ ...request(), expected: version, config: { ...config, mora } })
  await runUpkeep(office.office)
}

describe('the screens and the counter', () => {
  it('go through no growing table from end to end, and order no large set', async () => {
    await readEveryScreen()
    await writeEverything()
    const noted = [...statements].filter(hasPlan)
    expect(noted.length).toBeGreaterThan(80)
    const wrong = noted.flatMap((text) =>
      faultsOf(plans(), text).forbidden.map((fault) => `${fault}\n    ${text.replace(/\s+/g, ' ')}`),
    )
    expect(wrong).toEqual([])
  })

  it('would be caught', () => {
    expect(faultsOf(plans(), 'select f.id from factura f where f.saldo = 3').forbidden).toEqual(['SCAN f'])
    expect(faultsOf(plans(), 'select id from factura where tenant_id = ? order by notas').forbidden).toContain(
      'USE TEMP B-TREE FOR ORDER BY',
    )
    expect(faultsOf(plans(), 'select count(*) from "recibo"').forbidden).toHaveLength(1)
    expect(faultsOf(plans(), 'select saldo from factura where tenant_id = ? and notas = ?').forbidden).toHaveLength(1)
  })

  it('have no more exceptions than they need', () => {
    const faulty = [...statements].filter((text) => hasPlan(text) && faultsOf(plans(), text).all.length > 0)
    for (const { part, step } of ALLOWED)
      expect(
        faulty.some((text) => text.includes(part) && faultsOf(plans(), text).all.some((fault) => step.test(fault))),
        part,
      ).toBe(true)
  })
})
