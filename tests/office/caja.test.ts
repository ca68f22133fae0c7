import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROLE_PERMISSIONS } from '../../contract/permissions.ts'
import { accountsOf, DAY } from './accounts.ts'
import { cashier, loose, payCash, payTransfer, type Person } from './caja-support.ts'
import { type Client, newRequestId, openTestOffice, PIN, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let admin: Client
let ana: Person
let bea: Person
let accounts: ReturnType<typeof accountsOf>
let adminId: string

const request = () => ({ requestId: newRequestId() })
const open = ({ client }: Person, fondo: number, explicacion = '') =>
  client.caja.open({ ...request(), conteo: loose(fondo), explicacion })
const close = ({ client }: Person, contado: number, extra: { queda?: number; explicacion?: string } = {}) =>
  client.caja.close({ ...request(), conteo: loose(contado), ...extra })
const approval = (pin = PIN) => ({ usuarioId: adminId, pin })
const figures = async (sesionId: string) => (await admin.caja.sesion({ id: sesionId })).figures
const safe = async () => (await admin.caja.supervision({})).enCajaFuerte

beforeEach(async () => {
  office = await openTestOffice({ drawer: false })
  admin = await office.setUp()
  adminId = (await office.actor('admin')).usuarioId
  ana = await cashier(office, 'Ana Cajera')
  bea = await cashier(office, 'Bea Cajera')
  accounts = accountsOf(office, () => admin)
})
afterEach(async () => {
  expect((await accounts.check()).findings).toEqual([])
  await office.close()
})

describe('a drawer', () => {
  it('is needed for cash, and it is the own one', async () => {
    const { id } = await accounts.newClient()
    expect(await refusal(payCash(ana.client, id, 100))).toMatchObject({ code: 'caja.closed' })
    await open(ana, 0)
    expect(await refusal(payCash(bea.client, id, 100))).toEqual({ code: 'caja.other', data: { nombre: 'Ana Cajera' } })
    expect((await refusal(open(bea, 0))).code).toBe('caja.other')
    expect((await refusal(open(ana, 0))).code).toBe('caja.open')
    await payCash(ana.client, id, 100)
    // A transfer needs no drawer: it names the own one when it is open.
    const [mine, foreign] = [await payTransfer(ana.client, id, 50), await payTransfer(bea.client, id, 60)]
    const sesionOf = office.office.db.read.sqlite.prepare('select sesion_id from recibo where id = ?').pluck()
    expect(sesionOf.get(foreign.id)).toBeNull()
    expect(sesionOf.get(mine.id)).toBe((await ana.client.caja.status()).sesion?.id)
    expect((await bea.client.caja.status()).otra?.usuario).toBe('Ana Cajera')
  })

  it('adds up: float, receipts, entries, withdrawals, expenses, refunds', async () => {
    const { id } = await accounts.newClient()
    const sesion = await open(ana, 10_000)
    await payCash(ana.client, id, 7_000)
    await payTransfer(ana.client, id, 500)
    const move = (movimiento: Parameters<Client['caja']['move']>[0]['movimiento']) =>
      ana.client.caja.move({ ...request(), movimiento })
    await move({ tipo: 'entrada', lugar: 'caja_fuerte', monto: 1_000, descripcion: 'Cambio' })
    const out = await move({ tipo: 'retiro', lugar: 'banco', monto: 3_000, descripcion: '' })
    expect(out).toMatchObject({ numero: 'P1-M-00000002', monto: -3_000, lugar: 'banco', adjuntos: [] })
    const gasto = { tipo: 'gasto', categoria: 'Combustible', monto: 400, descripcion: 'Nafta' } as const
    const png = 'iVBORw0KGgoAAAANSUhEUg=='
    const slip = await move({ ...gasto, adjunto: { nombre: 'ticket.png', mime: 'image/png', base64: png } })
    expect(slip.adjuntos).toMatchObject([{ nombre: 'ticket.png', mime: 'image/png' }])
    const file = await ana.client.caja.adjunto({ id: slip.adjuntos[0]?.id ?? '' })
    expect(Buffer.from(await file.file.arrayBuffer()).toString('base64')).toBe(png)
    expect((await refusal(bea.client.caja.adjunto({ id: slip.adjuntos[0]?.id ?? '' }))).code).toBe('access.denied')
    const lie = { nombre: 'x.pdf', mime: 'application/pdf', base64: png } as const
    expect((await refusal(move({ ...gasto, adjunto: lie }))).code).toBe('input.invalid')
    expect((await refusal(move({ ...gasto, categoria: 'Otra' }))).code).toBe('input.invalid')
    expect(await figures(sesion.id)).toMatchObject({
      fondoInicial: 10_000,
      cobradoEfectivo: 7_000,
      entradas: 1_000,
      retiros: 3_000,
      gastos: 400,
      esperado: 14_600,
      gastosPorCategoria: [{ categoria: 'Combustible', monto: 400 }],
      porMetodo: [
        { metodo: 'efectivo', recibos: 1, monto: 7_000 },
        { metodo: 'transferencia', recibos: 1, monto: 500 },
      ],
      primerRecibo: 'P1-R-00000001',
      ultimoRecibo: 'P1-R-00000002',
    })
    const { reporte, arqueo } = await close(ana, 14_600, { queda: 4_600 })
    expect(arqueo).toMatchObject({ esperado: 14_600, diferencia: 0, queda: 4_600, aprobacion: 'no_requiere' })
    expect(reporte).toMatchObject({ numero: 'P1-Z-00000001', tipo: 'z', figures: { esperado: 14_600 } })
    expect(await safe()).toBe(14_600 - 4_600 - 1_000)
  })

  it('gives out no more than it should hold to who may know how much that is', async () => {
    await admin.caja.saveConfig({ ...request(), config: { ...(await admin.caja.config()), cierreCiego: false } })
    await open(ana, 500)
    const retiro = { tipo: 'retiro', lugar: 'caja_fuerte', monto: 501, descripcion: '' } as const
    expect(await refusal(ana.client.caja.move({ ...request(), movimiento: retiro }))).toEqual({
      code: 'caja.short',
      data: { maximo: 500 },
    })
  })

  it('answers a blind cashier the same whatever it should hold, and supervision sees what they took', async () => {
    const { id } = await accounts.newClient()
    const { id: sesionId } = await open(ana, 500)
    const { id: reciboId } = await payCash(ana.client, id, 700)
    const retiro = { tipo: 'retiro', lugar: 'caja_fuerte', monto: 1_000, descripcion: '' } as const
    const gasto = { tipo: 'gasto', categoria: 'Otros', monto: 300, descripcion: 'x' } as const
    for (const movimiento of [retiro, gasto])
      expect(await ana.client.caja.move({ ...request(), movimiento })).toMatchObject({ monto: -movimiento.monto })
    expect(await ana.client.reversos.prepare({ reciboId })).toMatchObject({
      impedimento: null,
      caja: { ajuste: false },
    })
    await ana.client.reversos.void({ ...request(), reciboId, motivo: 'x', aprobacion: approval() })
    await ana.client.rutas.create({ ...request(), nombre: 'x', cobradorId: ana.id, clienteIds: [id], fondo: 50 })
    const { sesiones } = await admin.caja.supervision({})
    expect(sesiones.find((sesion) => sesion.id === sesionId)?.figures.esperado).toBe(500 - 1_000 - 300 - 50)
    // The books say less than nothing, so a close says that something is left over, and why.
    expect((await refusal(close(ana, 0))).code).toBe('caja.explanation')
    const { arqueo } = await close(ana, 0, { explicacion: 'Saqué de más' })
    expect(arqueo).toMatchObject({ esperado: -850, contado: 0, diferencia: 850 })
    expect((await admin.system.check()).findings).toEqual([])
  })

  it('lists what was collected in it by any method, newest first, a page at a time', async () => {
    const { id } = await accounts.newClient()
    const { id: sesionId } = await open(ana, 0)
    const given = [
      await payCash(ana.client, id, 100),
      await payTransfer(ana.client, id, 200),
      await payCash(ana.client, id, 300),
    ]
    await payTransfer(bea.client, id, 400)
    await close(ana, 400)
    await open(ana, 400)
    await payCash(ana.client, id, 500)
    const { items, nextCursor } = await ana.client.recibos.list({ filter: { sesionId }, limit: 2 })
    const rest = await ana.client.recibos.list({ filter: { sesionId }, limit: 2, cursor: nextCursor ?? '' })
    expect([...items, ...rest.items].map(({ numero }) => numero)).toEqual(
      given.toReversed().map(({ numero }) => numero),
    )
    expect(rest.nextCursor).toBeNull()
  })

  it('is asked for the last receipts of its seat: the one given last is first, however many there are', async () => {
    const { id } = await accounts.newClient()
    await open(ana, 0)
    const given = [
      await payCash(ana.client, id, 100),
      await payCash(ana.client, id, 200),
      await payCash(ana.client, id, 300),
    ]
    const ofSeat = (cursor?: string) => ana.client.recibos.list({ filter: { numero: 'P1-' }, limit: 2, cursor })
    const { items, nextCursor } = await ofSeat()
    const rest = await ofSeat(nextCursor ?? '')
    expect([...items, ...rest.items].map(({ numero }) => numero)).toEqual(
      given.toReversed().map(({ numero }) => numero),
    )
  })

  it('gives cash back to a client out of itself', async () => {
    const { id } = await accounts.newClient()
    await payTransfer(admin, id, 900)
    const refund = { clienteId: id, monto: 600, metodo: 'efectivo', referencia: '', motivo: 'Pagó de más' } as const
    expect((await refusal(admin.devoluciones.record({ ...request(), ...refund }))).code).toBe('caja.closed')
    const sesion = await admin.caja.open({ ...request(), conteo: loose(500) })
    expect((await refusal(admin.devoluciones.record({ ...request(), ...refund }))).code).toBe('caja.short')
    await admin.devoluciones.record({ ...request(), ...refund, monto: 400 })
    expect(await figures(sesion.id)).toMatchObject({ devoluciones: 400, esperado: 100 })
  })
})

describe('a count', () => {
  it('is blind: what is expected is said after the close', async () => {
    const { id } = await accounts.newClient()
    const sesion = await open(ana, 1_000)
    await payCash(ana.client, id, 500)
    expect((await ana.client.caja.sesion({ id: sesion.id })).figures).toBeNull()
    const control = await ana.client.caja.count({ ...request(), conteo: loose(1_400) })
    expect(control).toMatchObject({ tipo: 'control', contado: 1_400, esperado: null, diferencia: null })
    expect((await refusal(ana.client.caja.drawX(request()))).code).toBe('caja.approval')
    const x = await ana.client.caja.drawX({ ...request(), aprobacion: approval() })
    expect(x).toMatchObject({ numero: 'P1-X-00000001', figures: { esperado: 1_500 }, cierre: null })
    expect((await admin.caja.sesion({ id: sesion.id })).arqueos.map(({ diferencia }) => diferencia)).toEqual([0, -100])
    await close(ana, 1_500)
    const after = await ana.client.caja.sesion({ id: sesion.id })
    expect(after.figures?.esperado).toBe(1_500)
    expect(after.arqueos.map(({ tipo, diferencia }) => [tipo, diferencia])).toEqual([
      ['apertura', 0],
      ['control', -100],
      ['cierre', 0],
    ])
  })

  it('that differs needs its explanation, and each try stays on record', async () => {
    const sesion = await open(ana, 1_000)
    expect((await refusal(close(ana, 900))).code).toBe('caja.explanation')
    expect((await refusal(close(ana, 950))).code).toBe('caja.explanation')
    const { arqueo } = await close(ana, 950, { explicacion: 'Vuelto mal dado' })
    expect(arqueo).toMatchObject({ diferencia: -50, explicacion: 'Vuelto mal dado', aprobacion: 'no_requiere' })
    const { arqueos } = await ana.client.caja.sesion({ id: sesion.id })
    expect(arqueos.map(({ tipo, contado }) => [tipo, contado])).toEqual([
      ['apertura', 1_000],
      ['control', 900],
      ['control', 950],
      ['cierre', 950],
    ])
  })

  it('is made of notes and coins of the currency, each once', async () => {
    for (const conteo of [
      [{ valor: 3_000, cantidad: 1 }],
      [
        { valor: 1_000, cantidad: 1 },
        { valor: 1_000, cantidad: 2 },
      ],
    ])
      expect((await refusal(ana.client.caja.open({ ...request(), conteo }))).code).toBe('caja.count')
    const detalle = [{ valor: 1_000_000, cantidad: 2 }]
    const sesion = await ana.client.caja.open({ ...request(), conteo: [...detalle, { valor: 50_000, cantidad: 0 }] })
    expect(sesion.fondoInicial).toBe(2_000_000)
    expect((await ana.client.caja.sesion({ id: sesion.id })).arqueos[0]?.detalle).toEqual(detalle)
  })
})

describe('an approval', () => {
  const big = 150_000

  it('is needed above the limit: on the spot, or later, once', async () => {
    await open(ana, 0)
    const first = await close(ana, big, { explicacion: 'Sobra' })
    expect(first.arqueo).toMatchObject({ diferencia: big, aprobacion: 'pendiente', aprobadoPor: null })
    await open(bea, 0)
    const done = await bea.client.caja.close({
      ...request(),
      conteo: loose(big),
      explicacion: 'Sobra',
      aprobacion: approval(),
    })
    expect(done.arqueo).toMatchObject({ aprobacion: 'aprobada', aprobadoPor: 'Ana Admin' })
    const { diferenciasPorAprobar } = await admin.caja.supervision({})
    expect(diferenciasPorAprobar.map(({ id, sesion }) => [id, sesion.usuario])).toEqual([
      [first.arqueo.id, 'Ana Cajera'],
    ])
    const approve = { arqueoId: first.arqueo.id, pin: PIN, explicacion: 'Visto' }
    expect((await refusal(admin.caja.approve({ ...request(), ...approve, pin: '0000' }))).code).toBe(
      'access.wrong_secret',
    )
    const again = { ...request(), ...approve }
    const approved = await admin.caja.approve(again)
    expect(approved).toMatchObject({ aprobacion: 'aprobada', diferencia: big, explicacion: 'Sobra' })
    expect(await admin.caja.approve(again)).toEqual(approved)
    expect((await refusal(admin.caja.approve({ ...request(), ...approve }))).code).toBe('caja.done')
    const { aprobaciones } = await admin.caja.supervision({})
    expect(aprobaciones.map(({ tipo, monto }) => [tipo, monto])).toEqual([
      ['diferencia', big],
      ['diferencia', big],
    ])
  })

  it('takes the PIN of who may, typed each time, and never of whose money it is', async () => {
    await admin.caja.saveConfig({ ...request(), config: { ...(await admin.caja.config()), limiteMovimiento: 1_000 } })
    await open(ana, 5_000)
    const movimiento = { tipo: 'retiro', lugar: 'caja_fuerte', monto: 1_001, descripcion: '' } as const
    const move = (aprobacion?: { usuarioId: string; pin: string }) =>
      ana.client.caja.move({ ...request(), movimiento, ...(aprobacion ? { aprobacion } : {}) })
    expect((await refusal(move())).code).toBe('caja.approval')
    expect((await refusal(move({ usuarioId: bea.id, pin: PIN }))).code).toBe('caja.approval')
    expect((await refusal(move(approval('1111')))).code).toBe('access.wrong_secret')
    const made = { ...request(), movimiento, aprobacion: approval() }
    expect(await ana.client.caja.move(made)).toMatchObject({ aprobadoPor: 'Ana Admin', monto: -1_001 })
    expect((await refusal(move())).code).toBe('caja.approval')
    // Nothing of a PIN is in the file.
    const rows = office.office.db.read.sqlite.prepare('select huella, respuesta_json from solicitud').all()
    expect(JSON.stringify(rows)).not.toContain(PIN)
    expect((await admin.caja.approvers()).map(({ nombre }) => nombre)).toEqual(['Ana Admin'])
    // The only one who supervises approves their own; with another one they do not.
    await close(ana, 3_999)
    await admin.caja.open({ ...request(), conteo: loose(3_999) })
    await admin.caja.move({ ...request(), movimiento, aprobacion: approval() })
    const other = {
      nombre: 'Otra Admin',
      email: 'otra@valle.example',
      rol: 'admin',
      password: 'clave de otra 1',
    } as const
    await admin.usuarios.create({ ...request(), ...other, pin: PIN })
    const own = admin.caja.move({ ...request(), movimiento, aprobacion: approval() })
    expect((await refusal(own)).code).toBe('caja.approval')
  })
})

describe('a handover', () => {
  it('ends one session with a blind count and begins the next with it', async () => {
    const { id } = await accounts.newClient()
    const first = await open(ana, 1_000)
    await payCash(ana.client, id, 500)
    const hand = (recibe: { usuarioId: string; pin: string }) => ({
      ...request(),
      conteo: loose(1_480),
      explicacion: 'Faltan 20',
      recibe,
    })
    expect((await refusal(ana.client.caja.handover(hand({ usuarioId: ana.id, pin: PIN })))).code).toBe(
      'access.unavailable',
    )
    expect((await refusal(ana.client.caja.handover(hand({ usuarioId: bea.id, pin: '9999' })))).code).toBe(
      'access.wrong_secret',
    )
    const asked = hand({ usuarioId: bea.id, pin: PIN })
    const done = await ana.client.caja.handover(asked)
    expect(await ana.client.caja.handover(asked)).toEqual(done)
    expect(done.arqueo).toMatchObject({ contado: 1_480, diferencia: -20, queda: 1_480 })
    expect(done.siguiente).toMatchObject({ usuario: 'Bea Cajera', fondoInicial: 1_480, estado: 'abierta' })
    await payCash(bea.client, id, 300)
    expect((await refusal(payCash(ana.client, id, 1))).code).toBe('caja.other')
    expect(await figures(first.id)).toMatchObject({ cobradoEfectivo: 500, esperado: 1_500 })
    expect(await figures(done.siguiente?.id ?? '')).toMatchObject({ cobradoEfectivo: 300, esperado: 1_780 })
    await close(bea, 1_780, { queda: 1_000 })
    expect(await safe()).toBe(780)
    expect((await ana.client.caja.status()).fondoSugerido).toBe(1_000)
  })
})

describe('the days', () => {
  it('a session left open goes on, is late, and its Z says its dates', async () => {
    const { id } = await accounts.newClient()
    const sesion = await open(ana, 100)
    office.clock.advance(DAY)
    const status = await ana.client.caja.status()
    expect(status).toMatchObject({ atrasada: true, sesion: { id: sesion.id, fecha: '2026-03-10' } })
    await payCash(ana.client, id, 50)
    expect((await admin.caja.supervision({})).sesiones.map((s) => s.id)).toEqual([sesion.id])
    const { reporte } = await close(ana, 150)
    expect((reporte.sesion.cerradaEn ?? 0) - reporte.sesion.abiertaEn).toBe(DAY)
    expect((await admin.caja.supervision({ fecha: '2026-03-10' })).sesiones).toHaveLength(1)
    expect((await admin.caja.supervision({ fecha: '2026-03-11' })).sesiones).toHaveLength(1)
    expect((await admin.caja.supervision({ fecha: '2026-03-12' })).sesiones).toHaveLength(0)
  })

  it('a float above what was left comes from the safe; less than it has to be explained', async () => {
    await open(ana, 1_000)
    await close(ana, 1_000, { queda: 400 })
    expect(await safe()).toBe(600)
    await open(ana, 900)
    expect(await safe()).toBe(100)
    await close(ana, 900, { queda: 900 })
    expect((await refusal(open(bea, 800))).code).toBe('caja.explanation')
    const { id } = await open(bea, 800, 'Faltaba al abrir')
    expect((await admin.caja.sesion({ id })).arqueos[0]).toMatchObject({ diferencia: -100, esperado: 900 })
    expect(await safe()).toBe(100)
    expect((await refusal(close(bea, 800, { queda: 801 }))).code).toBe('caja.short')
  })
})

describe('who sees what', () => {
  it('a cashier sees their own; who supervises sees and closes all', async () => {
    const mine = await open(ana, 100)
    expect((await refusal(bea.client.caja.sesion({ id: mine.id }))).code).toBe('access.denied')
    expect((await refusal(bea.client.caja.close({ ...request(), sesionId: mine.id, conteo: [] }))).code).toBe(
      'access.denied',
    )
    const done = await admin.caja.close({ ...request(), sesionId: mine.id, conteo: loose(100) })
    expect(done.sesion.estado).toBe('cerrada')
    expect((await refusal(bea.client.caja.reporte({ id: done.reporte.id }))).code).toBe('access.denied')
    expect((await ana.client.caja.reporte({ id: done.reporte.id })).numero).toBe('P1-Z-00000001')
    await open(bea, 0, 'Lo llevó otra persona')
    const seen = (client: Client) =>
      client.caja.sesiones({ filter: {} }).then(({ items }) => items.map((s) => s.usuario))
    expect(await seen(ana.client)).toEqual(['Ana Cajera'])
    expect(await seen(admin)).toEqual(['Bea Cajera', 'Ana Cajera'])
    const first = await admin.caja.sesiones({ filter: {}, limit: 1 })
    const rest = await admin.caja.sesiones({ filter: {}, limit: 1, cursor: first.nextCursor ?? '' })
    expect(rest.items.map((s) => s.usuario)).toEqual(['Ana Cajera'])
    expect((await admin.caja.sesiones({ filter: { usuarioId: bea.id } })).items).toHaveLength(1)
    expect((await admin.caja.sesiones({ filter: { hasta: '2026-03-09' } })).items).toHaveLength(0)
    expect(ROLE_PERMISSIONS.cobranza).not.toContain('caja.supervise')
    expect((await refusal(ana.client.caja.supervision({}))).code).toBe('access.denied')
  })

  it('repeating a request changes nothing', async () => {
    const asked = { ...request(), conteo: loose(100) }
    expect(await ana.client.caja.open(asked)).toEqual(await ana.client.caja.open(asked))
    const entrada = { tipo: 'entrada', lugar: 'otro', monto: 5, descripcion: 'Cambio' } as const
    const move = { ...request(), movimiento: entrada }
    expect(await ana.client.caja.move(move)).toEqual(await ana.client.caja.move(move))
    const end = { ...request(), conteo: loose(105) }
    expect(await ana.client.caja.close(end)).toEqual(await ana.client.caja.close(end))
    expect((await refusal(ana.client.caja.close({ ...end, conteo: loose(1) }))).code).toBe('request.reused')
  })
})
