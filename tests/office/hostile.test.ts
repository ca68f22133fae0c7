import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import { MAX_MINOR } from '../../contract/money.ts'
import { type Client, newRequestId, openTestOffice, PASSWORD, refusal, TENANT, type TestOffice } from './harness.ts'

let t: TestOffice
let admin: Client
beforeEach(async () => {
  t = await openTestOffice()
  admin = await t.setUp()
})
afterEach(() => t.close())

const today = () => civilDate(t.clock.now, TENANT.zonaHoraria)

async function newClient(nombreRazonSocial = 'Cliente de Prueba'): Promise<string> {
  const fields = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  return (await admin.clientes.create({ requestId: newRequestId(), nombreRazonSocial, ...fields })).id
}

const invoice = (clienteId: string, total: number, servicioId: string | null = null, dueInDays = 10) =>
  admin.facturas.create({
    requestId: newRequestId(),
    clienteId,
    servicioId,
    periodo: today().slice(0, 7),
    fechaEmision: addDays(today(), Math.min(dueInDays, 0)),
    fechaVencimiento: addDays(today(), dueInDays),
    lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: total, impuestos: [] }],
  })

async function newServicio(clienteId: string): Promise<string> {
  const plan = await admin.planes.create({
    requestId: newRequestId(),
    nombre: 'Hogar',
    velocidadBajadaMbps: 50,
    velocidadSubidaMbps: 10,
    precioMensual: 1000,
    impuestos: [],
    politicaSuspension: 'cortar',
  })
  const servicio = await admin.servicios.create({
    requestId: newRequestId(),
    clienteId,
    planId: plan.id,
    tecnologia: 'fiber',
    dispositivoRef: '',
    fechaActivacion: today(),
    estado: 'activo',
  })
  return servicio.id
}

describe('money', () => {
  const collect = (clienteId: string, metodo: 'efectivo' | 'transferencia', referencia: string) =>
    admin.cobros.record({ requestId: newRequestId(), clienteId, metodo, monto: 10, referencia })

  it('a reference given with cash is refused like any other when it was used', async () => {
    const id = await newClient()
    const { numero } = await collect(id, 'efectivo', 'A-1')
    expect(await refusal(collect(id, 'efectivo', 'A-1'))).toEqual({
      code: 'pago.reference_used',
      data: { recibo: numero },
    })
  })

  it.each([
    ['two spaces', 'OP  1'],
    ['a no-break space', 'OP\u00a01'],
    ['an invisible character', 'OP 1\u200b'],
    ['a line break', 'OP\n1'],
    ['small letters', 'op 1'],
  ])('a transfer is not collected twice because its reference has %s', async (_, referencia) => {
    const id = await newClient()
    const { numero } = await collect(id, 'transferencia', 'OP 1')
    expect(await refusal(collect(id, 'transferencia', referencia))).toEqual({
      code: 'pago.reference_used',
      data: { recibo: numero },
    })
  })

  it("an invoice does not name another client's service, nor one that does not exist", async () => {
    const [one, other] = [await newClient('Uno'), await newClient('Otro')]
    const ajeno = await newServicio(other)
    const expected = { code: 'not_found', data: { entidad: 'servicio' } }
    expect(await refusal(invoice(one, 100, ajeno))).toEqual(expected)
    expect(await refusal(invoice(one, 100, newRequestId()))).toEqual(expected)
    expect((await invoice(other, 100, ajeno)).servicioId).toBe(ajeno)
  })

  it('is overdue when it fell due yesterday, even in an office of a minute ago', async () => {
    const id = await newClient()
    expect((await invoice(id, 100, null, -1)).estado).toBe('vencida')
    expect((await admin.clientes.get({ id })).saldos).toMatchObject({ deuda: 100, vencido: 100 })
  })

  it('a debt that could no longer be counted to the cent is refused, and the books still add up', async () => {
    const id = await newClient()
    const many = Math.floor(Number.MAX_SAFE_INTEGER / MAX_MINOR)
    for (let i = 0; i < many; i++) await invoice(id, MAX_MINOR)
    expect((await refusal(invoice(id, MAX_MINOR))).code).toBe('office.internal')
    expect((await admin.clientes.get({ id })).saldos).toMatchObject({ deuda: many * MAX_MINOR, facturasAbiertas: many })
    expect((await admin.system.check()).findings).toEqual([])
  })
})

describe('an import', () => {
  const moneda = async (code: string) => {
    const { id: _, locale: __, actualizadoEn: expected, ...fields } = await admin.tenant.get()
    return admin.tenant.update({ requestId: newRequestId(), ...fields, moneda: code, expected })
  }

  async function prepare(...rows: string[]): Promise<string> {
    const file = new Blob([['Codigo;Nombre;Estado;Saldo', ...rows].join('\n')])
    const { importId, mapping } = await admin.imports.analyze({ fileName: 'lista.csv', file })
    await admin.imports.preview({ importId, mapping })
    return importId
  }

  const apply = async (importId: string) =>
    t.ended((await admin.imports.apply({ requestId: newRequestId(), importId })).trabajoId)

  it('reads its amounts in the currency that the office has when it is written', async () => {
    const importId = await prepare('1;Ana Paz;Activo;1.500')
    await moneda('CLP')
    expect(await apply(importId)).toMatchObject({ estado: 'failed', error: 'importacion.stale' })
    const preview = await admin.imports.rows({ importId })
    expect(preview.rows[0]?.saldo).toBe(1500)
    expect(await apply(importId)).toMatchObject({ estado: 'done' })
    const [ana] = (await admin.clientes.list({})).items
    expect(ana?.deuda).toBe(1500)
  })

  it('dates its invoices on the day that it is written', async () => {
    const importId = await prepare('1;Ana Paz;Activo;1.500')
    t.clock.advance(3 * 86_400_000)
    expect(await apply(importId)).toMatchObject({ estado: 'done' })
    expect((await admin.facturas.list({})).items[0]).toMatchObject({ fechaEmision: today() })
  })

  it('fixes the currency when it brings nothing but credit', async () => {
    await apply(await prepare('1;Ana Paz;Activo;-1.500'))
    expect(await refusal(moneda('CLP'))).toEqual({
      code: 'input.invalid',
      data: { issues: [{ path: 'moneda', code: 'fixed' }] },
    })
  })

  it.each(['constructor', 'valueOf', '__proto__'])('does not know the state %s', async (estado) => {
    const importId = await prepare(`1;Ana Paz;${estado};0`, '2;Eva Sol;Activo;0')
    const { rows } = await admin.imports.rows({ importId, fate: 'error' })
    expect(rows.map((row) => row.issues[0]?.code)).toEqual(['estado.unknown'])
    expect(await apply(importId)).toMatchObject({ estado: 'done' })
  })
})

describe('a window', () => {
  it.each([
    ['no date', ['x', '', 0]],
    ['a date beyond time', ['+999999-01-01', '', 0]],
    ['a balance that is no amount', ['2026-01-01', '', 0.5]],
  ])('is told that a statement has no place with %s', async (_, keys) => {
    const id = await newClient()
    const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url')
    expect((await refusal(admin.clientes.statement({ id, cursor }))).code).toBe('input.invalid')
  })

  it('hears nothing more of the jobs once its person has left', async () => {
    const { client } = t.window()
    const [person] = await client.access.people()
    await client.access.login({ usuarioId: person?.id ?? '', kind: 'password', secret: PASSWORD })
    const jobs = (await client.system.trabajos())[Symbol.asyncIterator]()
    expect((await jobs.next()).value).toEqual([])
    await client.access.logout()
    const next = jobs.next()
    t.office.jobs.start({ tipo: 'importacion', titulo: 'deudores.csv', total: 0 }, async () => ({ refId: null }))
    expect(await next).toEqual({ done: true, value: undefined })
  })

  it('makes nobody an admin whose own admin was shut out while the secrets were hashed', async () => {
    const fields = { nombre: 'Otra', email: 'otra@valle.example', rol: 'admin' as const }
    const other = await admin.usuarios.create({ requestId: newRequestId(), ...fields, password: PASSWORD })
    const { client } = t.window()
    await client.access.login({ usuarioId: other.id, kind: 'password', secret: PASSWORD })
    const slow = client.usuarios.create({
      requestId: newRequestId(),
      nombre: 'Tercera',
      email: 'tercera@valle.example',
      rol: 'admin',
      password: PASSWORD,
      pin: '4821',
    })
    const { id, actualizadoEn: expected } = other
    const refused = refusal(slow)
    await admin.usuarios.update({ requestId: newRequestId(), id, ...fields, estado: 'inactivo', expected })
    expect(await refused).toEqual({ code: 'access.denied', data: { permission: 'usuario.write' } })
    expect((await admin.usuarios.list()).map((person) => person.nombre)).not.toContain('Tercera')
  })
})
