import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsOf } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, PIN, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
})
afterEach(() => office.close())

const sqlite = () => office.office.db.write.sqlite
const found = async () =>
  (await accounts.check()).checks.filter(({ differences }) => differences > 0).map(({ check }) => check)

/** A transfer and a cash receipt of clients with invoices, taken back; one more of each that stays. */
async function liveALittle() {
  const { usuarioId } = await office.actor('admin')
  const { id } = await accounts.newClient()
  await accounts.invoice(id, 1000)
  const collect = (metodo: 'efectivo' | 'transferencia', monto: number, referencia = '') => {
    office.clock.advance(1)
    return client.cobros.record({ requestId: newRequestId(), clienteId: id, metodo, monto, referencia })
  }
  const receipts = [
    await collect('transferencia', 700, 'T-1'),
    await collect('efectivo', 500),
    await collect('transferencia', 90, 'T-2'),
    await collect('efectivo', 60),
  ]
  for (const { id: reciboId } of receipts.slice(0, 2)) {
    office.clock.advance(1)
    const aprobacion = { usuarioId, pin: PIN }
    await client.reversos.void({ requestId: newRequestId(), reciboId, motivo: 'Error', aprobacion })
  }
}

describe('the check of receipts taken back', () => {
  it('finds nothing where all is well', async () => {
    await liveALittle()
    expect(await found()).toEqual([])
  })

  const tampering: [check: string, statement: string][] = [
    ['recibo.revertido', 'update recibo set revertido = 0 where revertido > 0'],
    ['factura.saldo', 'update factura set saldo = saldo - 1'],
    ['factura.saldo', 'drop trigger reverso_aplicacion_no_delete; delete from reverso_aplicacion'],
    ['pago.aplicado', 'drop trigger reverso_aplicacion_no_delete; delete from reverso_aplicacion'],
    ['credito.abierto', 'drop trigger reverso_pago_no_delete; delete from reverso_pago'],
    ['reverso.total', 'drop trigger reverso_pago_no_delete; delete from reverso_pago'],
    ['reverso.total', 'drop trigger reverso_no_update; update reverso set monto = monto - 1'],
    ['cliente.saldo', 'drop trigger reverso_no_update; update reverso set monto = monto - 1'],
    [
      'reverso.numero',
      `drop trigger reverso_no_update; update reverso set numero = 'P1-AN-00000007' where numero = 'P1-AN-00000002'`,
    ],
    [
      'reverso.caja',
      `drop trigger movimiento_caja_no_update; update movimiento_caja set monto = -1 where tipo = 'reverso'`,
    ],
    ['reverso.caja', `drop trigger movimiento_caja_no_delete; delete from movimiento_caja where tipo = 'reverso'`],
    ['reverso.caja', `drop trigger reverso_no_update; update reverso set ajuste = 1 where sesion_id is not null`],
    ['pago.rechazado', `update pago set estado_conciliacion = 'pendiente' where estado_conciliacion = 'rechazado'`],
    ['pago.rechazado', `update pago set estado_conciliacion = 'rechazado' where metodo = 'transferencia'`],
  ]
  it.each(tampering)('%s: %s', async (check, statement) => {
    await liveALittle()
    sqlite().exec(statement)
    expect(await found()).toContain(check)
  })
})
