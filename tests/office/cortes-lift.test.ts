import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { updateServicio } from '../../office/customers/servicios.ts'
import { receiveGatewayEvent } from '../../office/gateways/receive.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { stripeCharge, stripeEvent } from '../simulators/gateways/events.ts'
import { type CutWorld, openCutWorld } from './cortes-world.ts'
import { newRequestId, PIN } from './harness.ts'

let world: CutWorld
beforeEach(async () => {
  world = await openCutWorld()
})
afterEach(() => world.office.close())

const jobs = (servicioId: string) =>
  world.sql<{ tipo: string; estado: string; revision: number; reciboId: string | null; corridaId: string | null }>(
    `select tipo, estado, revision, recibo_id as reciboId, corrida_id as corridaId from trabajo_red where servicio_id = ?`,
    servicioId,
  )
const clean = async () => expect((await checkOffice(world.office.office.db.read, world.tenantId)).findings).toEqual([])

describe('a cut is lifted', () => {
  const cut = async () => {
    const made = await world.debtor()
    await world.cutToday()
    world.office.clock.advance(60_000)
    return made
  }
  const isBack = async (servicioId: string) =>
    expect(await world.estado(servicioId)).toEqual({ estado: 'activo', motivo: null })

  it('by the payment that settles it, in whose name the devices are asked', async () => {
    const { clienteId, servicioId } = await cut()
    await world.pay(clienteId, 4000)
    expect(await world.estado(servicioId)).toEqual({ estado: 'suspendido', motivo: 'deuda' })
    const recibo = await world.pay(clienteId, 6000)
    await isBack(servicioId)
    expect(jobs(servicioId)).toMatchObject([
      { tipo: 'corte', reciboId: null },
      { tipo: 'reactivacion', reciboId: recibo.id, revision: 2, corridaId: null },
    ])
    const lifted = await world.client.cortes.ofRecibo({ reciboId: recibo.id })
    expect(lifted).toMatchObject([{ servicioId, verificadoEn: null, trabajos: [{ dispositivoNombre: 'Torre Norte' }] }])
    await clean()
  })

  it('by a payment, which says of what no device carries that nobody told one', async () => {
    const { clienteId, servicioId } = await world.connect({ dispositivoId: null })
    await world.owe(clienteId, 10_000, 20)
    const other = await world.connect({ clienteId })
    // No run cuts what no device carries: a person does.
    const { servicio } = await world.client.servicios.get({ id: servicioId })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio: { tipo: 'suspension' },
      fecha: world.today(),
      expected: servicio.actualizadoEn,
    })
    await world.cutToday()
    world.office.clock.advance(60_000)
    const recibo = await world.pay(clienteId, 10_000)
    await isBack(servicioId)
    const lifted = async () =>
      (await world.client.cortes.ofRecibo({ reciboId: recibo.id })).map((of) => [of.servicioId, of.trabajos.length])
    expect(await lifted()).toEqual([
      [other.servicioId, 1],
      [servicioId, 0],
    ])
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.prepare(`update dispositivo_acceso set modo = 'observar'`).run(),
    )
    expect(await lifted()).toEqual([[other.servicioId, 1]])
  })

  it('by a payment that leaves no more than is let pass', async () => {
    const { clienteId, servicioId } = await cut()
    await world.configure({ tolerancia: 500 })
    await world.pay(clienteId, 9500)
    await isBack(servicioId)
  })

  it('by a promise, and the next run cuts again once it was broken', async () => {
    const { clienteId, servicioId } = await cut()
    const fecha = addDays(world.today(), 2)
    await world.client.promesas.grant({ requestId: newRequestId(), clienteId, monto: 10_000, fecha })
    await isBack(servicioId)
    const { seCortan } = await world.client.cortes.simulate({ fecha: addDays(fecha, 1) })
    expect(seCortan).toBe(1)
  })

  it('by a credit note of the invoice, and by credit that pays it', async () => {
    const a = await world.connect()
    const facturaId = await world.owe(a.clienteId, 10_000, 20)
    const b = await world.debtor()
    await world.cutToday()
    const parte = { tipo: 'total', refacturar: false } as const
    const { factura } = await world.client.notas.preview({ facturaId, parte })
    const esperado = { saldo: factura.saldo, acreditado: factura.acreditado }
    await world.client.notas.create({ requestId: newRequestId(), facturaId, parte, detalle: 'Error', esperado })
    await isBack(a.servicioId)
    const gift = { clienteId: b.clienteId, monto: 10_000, detalle: 'Regalo' }
    await world.client.notas.credit({ requestId: newRequestId(), ...gift })
    await isBack(b.servicioId)
  })

  it('by what a collector brings in, and by what a gateway says', async () => {
    const a = await world.debtor()
    const b = await world.debtor()
    await world.cutToday()
    const { usuarioId: cobradorId } = await world.office.actor('cobranza')
    const ruta = await world.client.rutas.create({
      requestId: newRequestId(),
      nombre: 'Barrio',
      cobradorId,
      clienteIds: [a.clienteId],
      fondo: 0,
    })
    await world.client.rutas.settle({
      requestId: newRequestId(),
      rutaId: ruta.id,
      visitas: [{ visitaId: ruta.paradas[0]?.id ?? '', estado: 'cobrada', monto: 10_000 }],
      conteo: [{ valor: 1_000, cantidad: 10 }],
    })
    await isBack(a.servicioId)

    const secreto = 'whsec_0123456789abcdef'
    const { actualizadoEn: expected } = await world.client.pasarelas.config()
    const config = { proveedor: 'stripe', activa: true, cuenta: '', prueba: false, secreto } as const
    await world.client.pasarelas.saveConfig({ requestId: newRequestId(), expected, ...config })
    const charge = { id: 'pi_1', amount: 10_000, currency: 'ARS', metadata: { cliente_id: b.clienteId } }
    const signed = { secret: secreto, at: world.office.clock.now }
    await receiveGatewayEvent(world.office.office, stripeEvent('charge.succeeded', stripeCharge(charge), signed))
    await isBack(b.servicioId)
  })

  it('never of a service that is paused', async () => {
    const { clienteId, servicioId } = await world.debtor()
    const { servicio } = await world.client.servicios.get({ id: servicioId })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio: { tipo: 'pausa', vuelve: null },
      fecha: world.today(),
      expected: servicio.actualizadoEn,
    })
    await world.pay(clienteId, 10_000)
    expect(await world.estado(servicioId)).toEqual({ estado: 'suspendido', motivo: 'pausa' })
  })

  it('and a payment that is taken back makes it one for the next run, not for now', async () => {
    const { clienteId, servicioId } = await cut()
    const recibo = await world.pay(clienteId, 10_000)
    const { usuarioId } = await world.office.actor('admin')
    await world.client.reversos.void({
      requestId: newRequestId(),
      reciboId: recibo.id,
      motivo: 'Billete falso',
      aprobacion: { usuarioId, pin: PIN },
    })
    await isBack(servicioId)
    const { seCortan } = await world.client.cortes.simulate({ fecha: world.today() })
    expect(seCortan).toBe(1)
  })

  it('of the service that was paid, when the other one owes by itself', async () => {
    const { clienteId, servicioId } = await world.connect()
    const other = await world.connect({ clienteId })
    const own = await world.owe(clienteId, 1000, 20, servicioId)
    await world.owe(clienteId, 3000, 20, other.servicioId)
    await world.cutToday()
    await world.client.cobros.record({
      requestId: newRequestId(),
      clienteId,
      metodo: 'efectivo',
      monto: 1000,
      facturaIds: [own],
    })
    await isBack(servicioId)
    expect(await world.estado(other.servicioId)).toEqual({ estado: 'suspendido', motivo: 'deuda' })
  })
})

describe('a receipt', () => {
  it('says that the service is back once its devices do, and not before', async () => {
    const { clienteId, servicioId } = await world.debtor()
    await world.cutToday()
    world.office.clock.advance(60_000)
    const recibo = await world.pay(clienteId, 10_000)
    const paper = async () => (await world.client.documentos.previewRecibo({ id: recibo.id, papel: '80mm' })).html
    expect(await paper()).not.toContain('Servicio reactivado')
    world.office.clock.advance(3 * 60_000)
    await world.office.office.writer.maintain(({ sqlite }, now) => {
      sqlite
        .prepare(
          `update trabajo_red set estado = 'verificado', aplicado_en = ?, verificado_en = ? where servicio_id = ?`,
        )
        .run(now, now, servicioId)
    })
    expect(await paper()).toContain('Servicio reactivado, verificado 12:04')
  })

  it('says nothing of a cut that came before any device had said that the service is back', async () => {
    const { clienteId, servicioId } = await world.debtor()
    await world.cutToday()
    world.office.clock.advance(60_000)
    const recibo = await world.pay(clienteId, 10_000)
    await world.owe(clienteId, 10_000, 20)
    await world.cutToday()
    await world.office.office.writer.maintain(({ sqlite }, now) => {
      sqlite
        .prepare(
          `update trabajo_red set estado = 'verificado', aplicado_en = ?, verificado_en = ?
           where servicio_id = ? and estado = 'pendiente'`,
        )
        .run(now, now, servicioId)
    })
    expect(jobs(servicioId).at(-1)).toMatchObject({ tipo: 'corte', estado: 'verificado' })
    expect(await world.client.cortes.ofRecibo({ reciboId: recibo.id })).toMatchObject([{ verificadoEn: null }])
  })
})

describe('what an import brings back', () => {
  it('is lifted in the run that cut it, which lifts no pause of it when it is taken back', async () => {
    const { servicioId } = await world.debtor()
    const { corridaId } = await world.cutToday()
    world.office.clock.advance(60_000)
    const request = { actor: await world.office.actor('admin'), requestId: newRequestId(), procedure: 'x', input: null }
    const fields = { tecnologia: 'pppoe', dispositivoRef: '', fechaActivacion: addDays(world.today(), -80) } as const
    const { actualizadoEn: expected } = await world.office.office.writer.run(request, (tx) =>
      updateServicio(tx, servicioId, { ...fields, estado: 'activo' }),
    )
    const filas = await world.client.cortes.filas({ corridaId })
    expect(filas.items).toMatchObject([{ servicioId, levantadaPor: 'persona' }])
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio: { tipo: 'pausa', vuelve: null },
      fecha: world.today(),
      expected,
    })
    await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'x' })
    expect(await world.estado(servicioId)).toEqual({ estado: 'suspendido', motivo: 'pausa' })
  })
})
