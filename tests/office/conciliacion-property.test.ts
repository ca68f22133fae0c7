import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Parte } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

let office: TestOffice
let admin: Client
let cuentaId: string
let serial = 0

beforeAll(async () => {
  office = await openTestOffice()
  admin = await office.setUp()
  cuentaId = (await admin.conciliacion.saveCuenta({ requestId: newRequestId(), nombre: 'Banco' })).id
})
afterAll(() => office.close())

const request = () => ({ requestId: newRequestId() })
const sqlite = () => office.office.db.write.sqlite

async function cliente(deuda: number): Promise<string> {
  const fields = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: 'x', notas: '' }
  const { id } = await admin.clientes.create({ ...request(), ...fields, nombreRazonSocial: `Persona ${serial++}` })
  const dates = { periodo: '2026-03', fechaEmision: '2026-03-01', fechaVencimiento: '2026-03-20' }
  const lineas = [{ descripcion: 'x', cantidad: 1, precioUnitario: deuda, impuestos: [] }]
  await admin.facturas.create({ ...request(), clienteId: id, ...dates, lineas })
  return id
}

async function importRows(rows: readonly string[]): Promise<number> {
  const text = ['Fecha;Concepto;Nro. Operacion;Credito;Debito', ...rows].join('\n')
  const { preparadoId, destinos } = await admin.conciliacion.prepare({
    cuentaId,
    archivo: 'x.csv',
    file: new Blob([text]),
  })
  if (destinos.credito + destinos.repetida === 0) return 0
  const { trabajoId } = await admin.conciliacion.apply({ ...request(), preparadoId })
  expect((await office.ended(trabajoId)).error).toBeNull()
  return destinos.credito
}

const saldos = async (ids: readonly string[]) =>
  Promise.all(
    ids.map(async (clienteId) => {
      const { deuda, credito } = await admin.cobros.prepare({ clienteId })
      return [deuda, credito]
    }),
  )

/** Refusals are part of the game; anything else fails. */
async function tried<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    expect(String((error as { code?: unknown }).code)).toMatch(/^(conciliacion|pago)\./)
    return null
  }
}

const zStep = fc.record({
  does: fc.constantFrom('cobro' as const, 'recibo' as const, 'undo' as const, 'ignore' as const, 'again' as const),
  linea: fc.nat({ max: 3 }),
  who: fc.nat({ max: 1 }),
  monto: fc.integer({ min: 1, max: 1600 }),
  favor: fc.boolean(),
})

type Step = typeof zStep extends fc.Arbitrary<infer T> ? T : never

interface World {
  clientes: string[]
  recibos: string[]
  lineas: string[]
  rows: string[]
}

async function makeWorld(amounts: readonly number[]): Promise<World> {
  const clientes = [await cliente(5000), await cliente(3000)]
  const recibos: string[] = []
  for (const clienteId of clientes) {
    const transfer = { clienteId, metodo: 'transferencia' as const, monto: 2500, referencia: `T${serial++}` }
    recibos.push((await admin.cobros.record({ ...request(), ...transfer })).id)
  }
  // The third has the code of the second.
  const codes = amounts.map((_, at) => (at === 2 ? `C${serial - 1}` : `C${serial++}`))
  const rows = amounts.map((monto, at) =>
    `1${at}/03/2026;VARIOS ${codes[at]};${codes[at]};${monto / 100};`.replace('.', ','),
  )
  await importRows(rows)
  const lineas = sqlite()
    .prepare<[string], string>(
      'select id from extracto_linea where operacion in (select value from json_each(?)) order by id',
    )
    .pluck()
    .all(JSON.stringify(codes))
  return { clientes, recibos, lineas, rows }
}

async function play(world: World, { does, linea, who, monto, favor }: Step): Promise<void> {
  const lineaId = world.lineas[linea % world.lineas.length] ?? ''
  if (does === 'again') {
    expect(await importRows(world.rows)).toBe(0)
    return
  }
  if (does === 'ignore') {
    await tried(admin.conciliacion.ignore({ ...request(), lineaId, ignorar: favor }))
    return
  }
  if (does === 'undo') {
    const { conciliaciones } = await admin.conciliacion.linea({ id: lineaId })
    const match = conciliaciones.find(({ deshecha }) => deshecha === null)
    if (match) await tried(admin.conciliacion.undo({ ...request(), conciliacionId: match.id, motivo: 'x' }))
    return
  }
  const parte: Parte =
    does === 'recibo'
      ? { tipo: 'recibo', reciboId: world.recibos[who] ?? '', monto }
      : { tipo: 'cobro', clienteId: world.clientes[who] ?? '', monto, ...(favor ? { facturaIds: [] } : {}) }
  await tried(admin.conciliacion.match({ ...request(), lineaId, partes: [parte] }))
}

async function undoAll({ lineas }: World): Promise<void> {
  for (const id of lineas) {
    const { conciliaciones } = await admin.conciliacion.linea({ id })
    for (const { id: conciliacionId, deshecha } of conciliaciones)
      if (deshecha === null) await admin.conciliacion.undo({ ...request(), conciliacionId, motivo: 'x' })
  }
}

function checkLines({ lineas }: World): void {
  const twice = sqlite()
    .prepare('select operacion from extracto_linea where conciliado > 0 group by operacion having count(*) > 1')
    .all()
  expect(twice).toEqual([])
  for (const id of lineas) {
    const { monto, conciliado, sum } = sqlite()
      .prepare<[string, string], { monto: number; conciliado: number; sum: number }>(
        `select monto, conciliado, (select coalesce(sum(monto), 0) from conciliacion
           where linea_id = ? and deshecha_en is null) as sum from extracto_linea where id = ?`,
      )
      .get(id, id) ?? { monto: 0, conciliado: 1, sum: 0 }
    expect(conciliado).toBe(sum)
    expect(conciliado).toBeLessThanOrEqual(monto)
  }
}

describe('any order of matches, ignored lines, undoings and statements read again', () => {
  it('reconciles no more than there is, uses no code twice, and undone it leaves what was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1500, max: 9000 }), { minLength: 3, maxLength: 4 }),
        fc.array(zStep, { minLength: 6, maxLength: 14 }),
        async (amounts, steps) => {
          const world = await makeWorld(amounts)
          const before = await saldos(world.clientes)
          for (const step of steps) {
            await play(world, step)
            checkLines(world)
          }
          await undoAll(world)
          checkLines(world)
          expect(await saldos(world.clientes)).toEqual(before)
        },
      ),
      { numRuns: 8 },
    )
    expect((await admin.system.check()).findings).toEqual([])
  }, 120_000)
})

describe('the check', () => {
  const tampering: [check: string, statement: string][] = [
    ['extracto_linea.conciliado', 'update extracto_linea set conciliado = conciliado - 1 where conciliado > 0'],
    ['extracto_linea.estado', `update extracto_linea set estado = 'pendiente' where estado = 'parcial'`],
    ['pago.conciliacion', `update pago set estado_conciliacion = 'pendiente' where estado_conciliacion = 'conciliado'`],
    [
      'conciliacion.operacion',
      `drop trigger extracto_linea_no_update; update extracto_linea set operacion = 'SAME' where conciliado > 0`,
    ],
  ]
  it.each(tampering)('finds %s', async (check, statement) => {
    const world = await makeWorld([5000, 4000, 3000])
    const parte = (clienteId = '', monto = 0) => [{ tipo: 'cobro' as const, clienteId, monto }]
    const [a = '', b = ''] = world.lineas
    await admin.conciliacion.match({ ...request(), lineaId: a, partes: parte(world.clientes[0], 4000) })
    await admin.conciliacion.match({ ...request(), lineaId: b, partes: parte(world.clientes[1], 1000) })
    expect((await admin.system.check()).findings).toEqual([])
    sqlite().exec(`savepoint tamper; ${statement}`)
    const { tenantId } = await office.actor('admin')
    const { checks } = await checkOffice(office.office.db.write as unknown as ReadDb, tenantId)
    sqlite().exec('rollback to tamper; release tamper')
    expect(checks.filter(({ differences }) => differences > 0).map((each) => each.check)).toContain(check)
  })
})
