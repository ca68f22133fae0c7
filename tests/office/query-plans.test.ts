import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '../../office/customers/list-order.ts'
import { fillDemo } from '../../office/demo/fill.ts'
import { type Client, openTestOffice, type TestOffice } from './harness.ts'

/** Tables that grow with the office: no read of a screen may go through one from end to end. */
const GROWING = [
  'cliente',
  'cliente_saldo',
  'cliente_busqueda',
  'cliente_clave',
  'servicio',
  'factura',
  'factura_linea',
  'recibo',
  'pago',
  'aplicacion',
  'nota_credito',
  'credito_abierto',
  'impresion',
  'auditoria',
  'solicitud',
  'importacion_fila',
  'servicio_dispositivo',
]

/** Exceptions: a part of the statement, what its plan may say, and why that is little whatever the size of the office. */
const ALLOWED: readonly { part: string; step: RegExp; why: string }[] = [
  {
    part: 'from json_each(?)',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the rows of one page, in its order',
  },
  {
    part: 'order by "auditoria"."seq" desc limit ?',
    step: /^SCAN auditoria$/,
    why: 'goes back from the end in its own order, as far as LIMIT',
  },
  {
    part: 'where +"recibo"."tenant_id" = ? order by "recibo"."id" desc limit ?',
    step: /^SCAN recibo\b/,
    why: 'goes back from the end in its own order, as far as LIMIT',
  },
  {
    part: '"recibo"."cliente_id" = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'receipts of one client',
  },
  {
    part: '"servicio"."cliente_id" = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'services of one client',
  },
  {
    part: '"aplicacion"."factura_id" = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'what paid one invoice',
  },
  {
    part: 'from "usuario" left join "credencial"',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the people of the office',
  },
]

let office: TestOffice
let client: Client
const statements = new Set<string>()

beforeAll(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  await fillDemo(office.office, await office.actor('admin'), 'small', { report: () => undefined })
  const { sqlite } = office.office.db.read
  const prepare = sqlite.prepare.bind(sqlite)
  sqlite.prepare = (text: string) => {
    statements.add(text)
    return prepare(text)
  }
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
  await client.clientes.get({ id: cliente.id })
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
  await client.cobros.prepare({ clienteId: cliente.id })
  for (const filter of [{}, { clienteId: cliente.id }, { numero: 'P1-R' }]) {
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

interface Step {
  detail: string
}

function planOf(text: string): string[] {
  const parameters = Array<null>((text.match(/\?/g) ?? []).length).fill(null)
  return office.office.db.read.sqlite
    .prepare<null[], Step>(`explain query plan ${text}`)
    .all(...parameters)
    .map((step) => step.detail)
}

/** Names by which a statement calls the tables that grow: their own, and aliases. */
function growingNames(text: string): string[] {
  return GROWING.flatMap((table) => {
    const named = new RegExp(`\\b${table}"?(?:\\s+(?:as\\s+)?"?(\\w+)"?)?`, 'g')
    return [table, ...[...text.matchAll(named)].flatMap((match) => (match[1] ? [match[1]] : []))]
  })
}

const isReading = (text: string): boolean => /^\s*(select|with)\b/i.test(text)

/** What is wrong with the plan of a statement, and of that, what nothing allows. */
function faultsOf(text: string): { all: string[]; forbidden: string[] } {
  const names = growingNames(text)
  const all = planOf(text).filter((step) => {
    const scanned = step.includes('VIRTUAL TABLE') ? undefined : /^SCAN (\w+)/.exec(step)?.[1]
    return (scanned !== undefined && names.includes(scanned)) || /USE TEMP B-TREE FOR (ORDER|GROUP) BY/.test(step)
  })
  const allowed = ALLOWED.filter(({ part }) => text.includes(part))
  return { all, forbidden: all.filter((fault) => !allowed.some(({ step }) => step.test(fault))) }
}

describe('the screens', () => {
  it('read no growing table from end to end, and order no large set', async () => {
    await readEveryScreen()
    const reading = [...statements].filter(isReading)
    expect(reading.length).toBeGreaterThan(40)
    const wrong = reading.flatMap((text) =>
      faultsOf(text).forbidden.map((fault) => `${fault}\n    ${text.replace(/\s+/g, ' ')}`),
    )
    expect(wrong).toEqual([])
  })

  it('would be caught', () => {
    expect(faultsOf('select f.id from factura f where f.saldo = 3').forbidden).toEqual(['SCAN f'])
    expect(faultsOf('select id from factura where tenant_id = ? order by notas').forbidden).toEqual([
      'USE TEMP B-TREE FOR ORDER BY',
    ])
    expect(faultsOf('select count(*) from "recibo"').forbidden).toHaveLength(1)
  })

  it('have no more exceptions than they need', () => {
    const faulty = [...statements].filter((text) => isReading(text) && faultsOf(text).all.length > 0)
    for (const { part, step } of ALLOWED)
      expect(
        faulty.some((text) => text.includes(part) && faultsOf(text).all.some((fault) => step.test(fault))),
        part,
      ).toBe(true)
  })
})
