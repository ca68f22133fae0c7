import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Client, newRequestId, openTestOffice, PASSWORD, refusal, TENANT, type TestOffice } from './harness.ts'

let t: TestOffice
beforeEach(async () => {
  t = await openTestOffice()
})
afterEach(() => t.close())

const firstRun = (requestId = newRequestId()) => ({
  requestId,
  tenant: TENANT,
  admin: { nombre: 'Ana Admin', email: 'ana@valle.example', password: PASSWORD },
  puesto: { nombre: 'Mostrador', prefijo: 'P1' },
})
const count = (table: string) => t.office.db.read.sqlite.prepare(`select count(*) from ${table}`).pluck().get()

describe('the first run', () => {
  it('finds a new office, which knows nobody', async () => {
    const nobody = t.anonymous()
    expect(await nobody.setup.status()).toEqual({ fase: 'new', demo: false, tenant: null })
    expect(await nobody.access.people()).toEqual([])
    expect(await nobody.access.me()).toBeNull()
    const login = nobody.access.login({ usuarioId: newRequestId(), kind: 'password', secret: PASSWORD })
    expect((await refusal(login)).code).toBe('access.unavailable')
  })

  it('creates tenant, admin, seat and series, and enters', async () => {
    const window = t.window()
    const { usuarioId } = await window.client.setup.create(firstRun())
    expect(await window.client.access.me()).toMatchObject({
      usuario: { id: usuarioId, rol: 'admin' },
      tenant: { nombre: 'Red del Valle', zonaHoraria: 'America/Argentina/Buenos_Aires', diasVencimiento: 10 },
      puesto: { nombre: 'Mostrador', prefijo: 'P1', recibo: { papel: '80mm', printer: null, auto: true } },
    })
    expect(await t.anonymous().setup.status()).toEqual({
      fase: 'ready',
      demo: false,
      tenant: { nombre: 'Red del Valle', logoUrl: null, colorPrimario: '#1c7ed6', idioma: 'es' },
    })
    expect(t.office.db.read.sqlite.prepare('select tipo, siguiente from serie order by tipo').raw().all()).toEqual([
      ['cliente', 1],
      ['devolucion', 1],
      ['factura', 1],
      ['movimiento_caja', 1],
      ['nota_credito', 1],
      ['recibo', 1],
      ['reporte_x', 1],
      ['reporte_z', 1],
      ['reverso', 1],
      ['ruta_cobro', 1],
    ])
    expect(
      t.office.db.read.sqlite.prepare('select accion, usuario_id from auditoria order by seq').raw().all(),
    ).toEqual([
      ['setup.create', usuarioId],
      ['usuarios.create', usuarioId],
    ])
  })

  it('happens once', async () => {
    await t.setUp()
    expect((await refusal(t.anonymous().setup.create(firstRun()))).code).toBe('setup.done')
    expect((await refusal((await t.as('admin')).setup.create(firstRun()))).code).toBe('setup.done')
    expect(count('tenant')).toBe(1)
  })

  it('answers the same request alike, and lets in who knows the password', async () => {
    const request = firstRun()
    const first = await t.anonymous().setup.create(request)
    await t.restart()
    const again = t.window()
    expect(await again.client.setup.create(request)).toEqual(first)
    expect((await again.client.access.me())?.usuario.id).toBe(first.usuarioId)
    const guess = t.window()
    const guessed = guess.client.setup.create({ ...request, admin: { ...request.admin, password: 'a wild guess' } })
    expect((await refusal(guessed)).code).toBe('access.wrong_secret')
    expect(guess.caller.actor).toBeNull()
    const other = guess.client.setup.create({ ...request, tenant: { ...TENANT, nombre: 'Otra red' } })
    expect((await refusal(other)).code).toBe('request.reused')
    expect([count('tenant'), count('usuario'), count('serie')]).toEqual([1, 1, 10])
  })

  it('is one even when two windows ask at once', async () => {
    const request = firstRun()
    const twice = await Promise.all([t.anonymous().setup.create(request), t.anonymous().setup.create(request)])
    expect(twice[0]).toEqual(twice[1])
    expect(count('tenant')).toBe(1)
  })

  it('is one when two different ones race', async () => {
    const outcomes = await Promise.allSettled([
      t.anonymous().setup.create(firstRun()),
      t.anonymous().setup.create(firstRun()),
    ])
    const refused = outcomes.filter((o) => o.status === 'rejected')
    expect(refused.map((o) => (o.reason as { code: string }).code)).toEqual(['setup.done'])
    expect(count('tenant')).toBe(1)
  })

  it('leaves nothing behind when its input is wrong', async () => {
    const request = { ...firstRun(), puesto: { nombre: 'Mostrador', prefijo: 'muy largo' } }
    expect((await refusal(t.anonymous().setup.create(request))).code).toBe('input.invalid')
    expect(await t.anonymous().setup.status()).toMatchObject({ fase: 'new' })
  })
})

describe('the tenant', () => {
  let admin: Client
  beforeEach(async () => {
    admin = await t.setUp()
  })
  const update = async (change: Partial<Parameters<Client['tenant']['update']>[0]>) => {
    const { actualizadoEn } = await admin.tenant.get()
    return admin.tenant.update({ requestId: newRequestId(), ...TENANT, expected: actualizadoEn, ...change })
  }

  it('changes, from the version that was seen only', async () => {
    const before = await admin.tenant.get()
    const logoUrl = 'data:image/png;base64,iVBORw0KGgo='
    const impuestos = [{ nombre: 'IVA', tasaBp: 2100, incluido: true }]
    const after = await update({ nombre: 'Red Nueva', logoUrl, impuestos, telefono: '+54 299 400 0000' })
    expect(after).toMatchObject({
      id: before.id,
      nombre: 'Red Nueva',
      logoUrl,
      impuestos,
      telefono: '+54 299 400 0000',
    })
    expect(await admin.tenant.get()).toEqual(after)
    expect(await refusal(update({ expected: before.actualizadoEn }))).toEqual({
      code: 'conflict.changed',
      data: { entidad: 'tenant' },
    })
  })

  it('is in the audit log without its logo', async () => {
    await update({ logoUrl: 'data:image/png;base64,iVBORw0KGgo=' })
    const row = t.office.db.read.sqlite
      .prepare(`select antes_json as antes, despues_json as despues from auditoria where accion = 'tenant.update'`)
      .get() as { antes: string; despues: string }
    expect(JSON.parse(row.antes)).toMatchObject({ logoUrl: null })
    expect(JSON.parse(row.despues)).toMatchObject({ logoUrl: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string })
  })

  it('changes its currency only until there are amounts', async () => {
    expect((await update({ moneda: 'CLP' })).moneda).toBe('CLP')
    await admin.planes.create({
      requestId: newRequestId(),
      nombre: 'Hogar 100',
      velocidadBajadaMbps: 100,
      velocidadSubidaMbps: 20,
      precioMensual: 17_000,
      impuestos: [],
      politicaSuspension: 'cortar',
    })
    expect(await refusal(update({ moneda: 'ARS' }))).toEqual({
      code: 'input.invalid',
      data: { issues: [{ path: 'moneda', code: 'fixed' }] },
    })
    expect((await update({ moneda: 'CLP', nombre: 'Red Nueva' })).nombre).toBe('Red Nueva')
  })
})

describe('the seat', () => {
  it('keeps its name and its printer', async () => {
    const admin = await t.setUp()
    const before = await admin.puestos.current()
    const recibo = { papel: '58mm' as const, printer: 'Térmica', auto: false }
    const request = { requestId: newRequestId(), nombre: 'Caja 2', recibo, expected: before.actualizadoEn }
    const after = await admin.puestos.update(request)
    expect(after).toMatchObject({ id: before.id, nombre: 'Caja 2', prefijo: 'P1', recibo })
    expect(await admin.puestos.update(request)).toEqual(after)
    await t.restart()
    expect(await (await t.as('admin')).puestos.current()).toEqual(after)
    const stale = (await t.as('admin')).puestos.update({ ...request, requestId: newRequestId() })
    expect((await refusal(stale)).code).toBe('conflict.changed')
  })
})

describe('the demo', () => {
  it('fills an empty office once, and says so', async () => {
    const admin = await t.setUp()
    const request = { requestId: newRequestId(), size: 'small' as const }
    const { trabajoId } = await admin.setup.fillDemo(request)
    expect((await refusal(admin.setup.fillDemo({ ...request, requestId: newRequestId() }))).code).toBe('setup.done')
    expect(await admin.setup.fillDemo(request)).toEqual({ trabajoId })
    expect(await t.ended(trabajoId)).toMatchObject({ tipo: 'demo', estado: 'done', error: null })
    expect(await t.anonymous().setup.status()).toMatchObject({ fase: 'ready', demo: true })
    expect(count('cliente')).toBeGreaterThan(0)
    expect((await refusal(admin.setup.fillDemo({ ...request, requestId: newRequestId() }))).code).toBe('setup.done')
  })
})
