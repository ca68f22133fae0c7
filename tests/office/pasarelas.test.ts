import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GatewayDelivery } from '../../office/gateways/adapter.ts'
import { receiveGatewayEvent } from '../../office/gateways/receive.ts'
import {
  type Charge,
  hmac,
  mpEvent,
  type MpState,
  stripeCharge,
  stripeDispute,
  stripeEvent,
} from '../simulators/gateways/events.ts'
import { startReceiver } from '../simulators/gateways/receiver.ts'
import { accountsOf } from './accounts.ts'
import { configureGateways, MP, newCharge, STRIPE, stripeOf } from './gateways.ts'
import { type Client, newRequestId, openTestOffice, PIN, refusal, type TestOffice } from './harness.ts'
import { KEY } from './mail-office.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>

const configure = (changes: Parameters<typeof configureGateways>[1] = {}) => configureGateways(client, changes)

beforeEach(async () => {
  office = await openTestOffice({ key: KEY })
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
  await configure()
})
afterEach(() => office.close())

const take = (delivery: GatewayDelivery) => {
  office.clock.advance(1)
  return receiveGatewayEvent(office.office, delivery)
}
const now = () => office.clock.now
const stripeSent = () => ({ secret: STRIPE, at: now() })
const mpSent = () => ({ secret: MP, at: now() })
const succeeded = (charge: Charge) => stripeEvent('charge.succeeded', stripeCharge(charge), stripeSent())
const approved = (charge: Charge, state: Partial<MpState> = {}) =>
  mpEvent(charge, { status: 'approved', ...state }, mpSent())
const noDifferences = async () => expect((await accounts.check()).findings).toEqual([])
const everything = async () => {
  const { sqlite } = office.office.db.read
  const tables = [
    'evento_pasarela',
    'pago_pasarela',
    'recibo',
    'pago',
    'aplicacion',
    'reverso',
    'auditoria',
    'cliente_saldo',
  ]
  return JSON.stringify(tables.map((table) => sqlite.prepare(`select * from ${table} order by 1`).all()))
}

describe('a payment of a gateway', () => {
  it('becomes a receipt of the client that its metadata names: id, code or invoice', async () => {
    const { id, codigoCliente } = await accounts.newClient()
    const old = await accounts.invoice(id, 10_000, 5)
    const late = await accounts.invoice(id, 20_000, 15)
    expect(await take(succeeded(stripeOf(newCharge(2_000, { codigo_cliente: codigoCliente }))))).toMatchObject({
      resultado: 'cobrado',
    })
    expect(await take(succeeded(stripeOf(newCharge(1_000, { cliente_id: id }))))).toMatchObject({
      resultado: 'cobrado',
    })
    // The invoice that it was made for is paid first.
    expect(await take(approved({ ...newCharge(200), external_reference: late.numero }))).toMatchObject({
      resultado: 'cobrado',
    })
    expect((await client.facturas.get({ id: late.id })).saldo).toBe(0)
    expect((await client.facturas.get({ id: old.id })).saldo).toBe(7_000)
    const { items } = await client.recibos.list({ filter: { clienteId: id } })
    expect(items.map(({ metodo, montoTotal }) => [metodo, montoTotal])).toEqual([
      ['pasarela', 20_000],
      ['pasarela', 1_000],
      ['pasarela', 2_000],
    ])
    expect(
      office.office.db.read.sqlite.prepare('select count(*) from recibo where sesion_id is not null').pluck().get(),
    ).toBe(0)
    await noDifferences()
  })

  it('waits for a person when it names nobody, or two', async () => {
    const one = await accounts.newClient('Una')
    const two = await accounts.newClient('Otra')
    await accounts.invoice(two.id, 5_000)
    const charge = stripeOf(newCharge(5_000, { cliente_id: one.id, codigo_cliente: two.codigoCliente }))
    expect(await take(succeeded(charge))).toMatchObject({ resultado: 'por_asignar' })
    const { items } = await client.pasarelas.pagos({ vista: 'por_asignar' })
    expect(items).toEqual([expect.objectContaining({ externoId: charge.id, atencion: 'por_asignar', clienteId: null })])
    const [waiting] = items
    const assigned = await client.pasarelas.assign({
      requestId: newRequestId(),
      id: waiting?.id ?? '',
      clienteId: two.id,
    })
    expect(assigned).toMatchObject({ clienteNombre: 'Otra', atencion: null, reciboNumero: expect.any(String) })
    expect(await accounts.saldos(two.id)).toMatchObject({ deuda: 0 })
    expect((await client.pasarelas.pagos({ vista: 'por_asignar' })).items).toEqual([])
    const again = client.pasarelas.assign({ requestId: newRequestId(), id: waiting?.id ?? '', clienteId: one.id })
    expect(await refusal(again)).toMatchObject({ code: 'pasarela.assigned' })
    await noDifferences()
  })

  it('suggests who it may be by the document that the provider gives', async () => {
    const { id } = await accounts.newClient()
    const { cliente } = await client.clientes.get({ id })
    await client.clientes.update({
      ...cliente,
      requestId: newRequestId(),
      documento: '30.111.222',
      expected: cliente.actualizadoEn,
    })
    await take(approved(newCharge(10)))
    const { items } = await client.pasarelas.pagos({ vista: 'por_asignar' })
    const detail = await client.pasarelas.pago({ id: items[0]?.id ?? '' })
    expect(detail.sugeridos.map((one) => one.id)).toEqual([id])
    expect(detail.eventos).toHaveLength(1)
  })

  it('adopts the receipt that a cashier gave for it, and leaves one of another amount to a person', async () => {
    const { id } = await accounts.newClient()
    const charge = newCharge(100, { cliente_id: id })
    const typed = await client.cobros.record({
      requestId: newRequestId(),
      clienteId: id,
      metodo: 'pasarela',
      monto: 10_000,
      referencia: charge.id,
    })
    expect(await take(approved(charge))).toMatchObject({ resultado: 'sin_cambio' })
    expect((await client.pasarelas.pagos({})).items[0]).toMatchObject({ reciboId: typed.id, atencion: null })
    const wrong = newCharge(100, { cliente_id: id })
    await client.cobros.record({
      requestId: newRequestId(),
      clienteId: id,
      metodo: 'pasarela',
      monto: 9_000,
      referencia: wrong.id,
    })
    expect(await take(approved(wrong))).toMatchObject({ resultado: 'importe_distinto' })
    expect((await client.pasarelas.pagos({ vista: 'por_asignar' })).items).toHaveLength(1)
    const other = await accounts.newClient('Otra')
    const used = newCharge(100, { cliente_id: other.id })
    await client.cobros.record({
      requestId: newRequestId(),
      clienteId: id,
      metodo: 'pasarela',
      monto: 10_000,
      referencia: used.id,
    })
    expect(await take(approved(used))).toMatchObject({ resultado: 'referencia_usada' })
    await noDifferences()
  })

  it('that a person takes from the wrong client goes to the right one, and no event takes it back', async () => {
    const wrong = await accounts.newClient('Equivocada')
    const right = await accounts.newClient('Correcta')
    const charge = newCharge(100, { cliente_id: wrong.id })
    await take(approved(charge))
    const [receipt] = (await client.recibos.list({ filter: { clienteId: wrong.id } })).items
    const { usuarioId } = await office.actor('admin')
    office.clock.advance(1)
    await client.reversos.void({
      requestId: newRequestId(),
      reciboId: receipt?.id ?? '',
      motivo: 'Era de otra clienta',
      aprobacion: { usuarioId, pin: PIN },
    })
    expect(
      await take(approved(charge, { transaction_amount_refunded: 30, status_detail: 'partially_refunded' })),
    ).toMatchObject({
      resultado: 'por_asignar',
    })
    const [waiting] = (await client.pasarelas.pagos({ vista: 'por_asignar' })).items
    office.clock.advance(1)
    await client.pasarelas.assign({ requestId: newRequestId(), id: waiting?.id ?? '', clienteId: right.id })
    expect(await accounts.saldos(right.id)).toMatchObject({ credito: 7_000 })
    expect(await accounts.saldos(wrong.id)).toMatchObject({ credito: 0 })
    await noDifferences()
  })
})

describe('money that goes back', () => {
  it('is taken off the receipt, in parts and whole; a dispute that is won brings it again', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 6_000)
    const charge = stripeOf(newCharge(10_000, { cliente_id: id }))
    await take(succeeded(charge))
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 0, credito: 4_000 })
    expect(await take(stripeEvent('charge.refunded', stripeCharge(charge, 5_000), stripeSent()))).toMatchObject({
      resultado: 'reembolso',
    })
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 1_000, credito: 0 })
    const dispute = { id: 'dp_1', amount: 5_000 }
    const opened = stripeEvent(
      'charge.dispute.created',
      stripeDispute(charge, { ...dispute, status: 'needs_response' }),
      stripeSent(),
    )
    expect(await take(opened)).toMatchObject({ resultado: 'contracargo' })
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 6_000, credito: 0 })
    office.clock.advance(5_000)
    const won = stripeEvent('charge.dispute.closed', stripeDispute(charge, { ...dispute, status: 'won' }), stripeSent())
    expect(await take(won)).toMatchObject({ resultado: 'recuperado' })
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 1_000, credito: 0 })
    const { items } = await client.recibos.list({ filter: { clienteId: id } })
    expect(items.map(({ montoTotal, revertido, referencia }) => [montoTotal, revertido, referencia])).toEqual([
      [5_000, 0, `${charge.id.toUpperCase()}/2`],
      [10_000, 10_000, charge.id.toUpperCase()],
    ])
    const { items: reversals } = await client.reversos.list({ filter: { clienteId: id } })
    expect(reversals.map(({ tipo, monto, usuario, aprobadoPor }) => [tipo, monto, usuario, aprobadoPor])).toEqual([
      ['contracargo', 5_000, null, null],
      ['reembolso', 5_000, null, null],
    ])
    await noDifferences()
  })

  it('is looked at by the check', async () => {
    const { id } = await accounts.newClient()
    await take(approved(newCharge(100, { cliente_id: id })))
    await noDifferences()
    office.office.db.write.sqlite.exec('update pago_pasarela set devuelto = 1')
    expect((await accounts.check()).findings).toMatchObject([
      { check: 'pasarela.neto', expected: '9999', found: '10000' },
    ])
  })

  it('says what it could not take off, when the client was given it already', async () => {
    const { id } = await accounts.newClient()
    const charge = newCharge(100, { cliente_id: id })
    await take(approved(charge))
    await accounts.refund(id, 4_000)
    expect(await take(approved(charge, { status: 'refunded', transaction_amount_refunded: 100 }))).toMatchObject({
      resultado: 'sin_revertir',
    })
    expect((await client.pasarelas.pagos({ vista: 'con_problemas' })).items).toEqual([
      expect.objectContaining({ estado: 'devuelto', sinRevertir: 4_000, atencion: 'sin_revertir' }),
    ])
    await noDifferences()
  })
})

describe('what is not the provider’s own, or not ours', () => {
  const refused = async (delivery: GatewayDelivery, code: string) => {
    const before = await everything()
    expect((await refusal(receiveGatewayEvent(office.office, delivery))).code).toBe(code)
    expect(await everything()).toBe(before)
  }

  it('is refused and changes nothing', async () => {
    const { id } = await accounts.newClient()
    const charge = stripeOf(newCharge(100, { cliente_id: id }))
    const good = succeeded(charge)
    await refused({ ...good, headers: {} }, 'pasarela.signature')
    await refused({ ...good, body: good.body.replace('100', '900') }, 'pasarela.signature')
    await refused({ ...good, body: `${good.body} ` }, 'pasarela.signature')
    await refused(
      stripeEvent('charge.succeeded', stripeCharge(charge), { secret: 'whsec_other', at: now() }),
      'pasarela.signature',
    )
    await refused({ ...good, receivedAt: now() + 400_000 }, 'pasarela.old')
    await refused({ ...good, receivedAt: now() - 400_000 }, 'pasarela.old')
    await refused(
      stripeEvent('charge.succeeded', stripeCharge(charge), { ...stripeSent(), live: false }),
      'pasarela.account',
    )
    const foreign = { ...charge, metadata: { tenant_id: '01935f00-0000-7000-8000-00000000ffff' } }
    await refused(succeeded(foreign), 'pasarela.account')
    const payment = approved(newCharge(100, { cliente_id: id }))
    await refused({ ...payment, query: { 'data.id': '1' } }, 'pasarela.signature')
    await refused({ ...payment, headers: { ...payment.headers, 'x-request-id': 'otro' } }, 'pasarela.signature')
    // The signature is of the payment's id alone: another payment in its place is seen.
    await refused({ ...payment, resource: { ...(payment.resource as object), id: 1 } }, 'pasarela.payload')
    await refused({ ...payment, resource: undefined }, 'pasarela.payload')
    await configure({ proveedor: 'mercado_pago', cuenta: '77777' })
    await refused(approved(newCharge(100, { cliente_id: id })), 'pasarela.account')
    await configure({ proveedor: 'stripe', activa: false })
    await refused(good, 'pasarela.not_configured')
  })

  it('of another currency is kept and collects nothing', async () => {
    const { id } = await accounts.newClient()
    expect(await take(succeeded(stripeOf(newCharge(100, { cliente_id: id }, 'USD'))))).toMatchObject({
      resultado: 'moneda',
    })
    expect((await client.pasarelas.pagos({})).items).toEqual([])
    expect((await client.pasarelas.eventos({})).items).toEqual([expect.objectContaining({ resultado: 'moneda' })])
  })

  it('says of a pasted sample whether the kept secret signed it', async () => {
    const { headers, body } = succeeded(stripeOf(newCharge(100)))
    const sample = { proveedor: 'stripe' as const, firma: headers['stripe-signature'] ?? '', cuerpo: body }
    expect(await client.pasarelas.testSignature(sample)).toMatchObject({ firmada: true, enTermino: true })
    office.clock.advance(3_600_000)
    expect(await client.pasarelas.testSignature(sample)).toMatchObject({ firmada: true, enTermino: false })
    expect(await client.pasarelas.testSignature({ ...sample, cuerpo: `${body}x` })).toMatchObject({ firmada: false })
    const kept = office.office.db.read.sqlite
      .prepare(`select valor_json from ajuste where clave = 'pasarelas'`)
      .pluck()
      .get()
    expect(kept).not.toContain(STRIPE)
  })

  it('comes over HTTP as the tenant server will hand it over', async () => {
    const { id } = await accounts.newClient()
    const charge = newCharge(120.5, { cliente_id: id })
    const delivery = approved(charge)
    const receiver = await startReceiver(() => office.office, { now, resourceOf: () => delivery.resource })
    try {
      const post = (signature: string) =>
        fetch(`${receiver.url}/mercado_pago?data.id=${charge.id}&type=payment`, {
          method: 'POST',
          headers: { ...delivery.headers, 'x-signature': signature },
          body: delivery.body,
        })
      expect((await post(`ts=${now()},v1=${hmac('otra', 'x')}`)).status).toBe(400)
      const answer = await post(delivery.headers['x-signature'] ?? '')
      expect(await answer.json()).toMatchObject({ repeated: false, resultado: 'cobrado' })
      expect(await accounts.saldos(id)).toMatchObject({ credito: 12_050 })
    } finally {
      await receiver.close()
    }
  })
})
