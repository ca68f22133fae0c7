import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsOf } from './accounts.ts'
import { cashier, loose, payCash, payTransfer, type Person } from './caja-support.ts'
import { type Client, newRequestId, openTestOffice, PIN, type TestOffice } from './harness.ts'

let office: TestOffice
let admin: Client
let ana: Person
let accounts: ReturnType<typeof accountsOf>

const request = () => ({ requestId: newRequestId() })
const sqlite = () => office.office.db.write.sqlite
const found = async () =>
  (await accounts.check()).checks.filter(({ differences }) => differences > 0).map(({ check }) => check)

/** Two sessions with a handover between them, a round out and one settled, refunds, a difference, an X. */
async function aDay() {
  const clients = [await accounts.newClient('Uno'), await accounts.newClient('Dos'), await accounts.newClient('Tres')]
  const [uno = '', dos = '', tres = ''] = clients.map(({ id }) => id)
  for (const id of [uno, dos, tres]) await accounts.invoice(id, 5_000)
  const { client } = ana
  await client.caja.open({ ...request(), conteo: loose(10_000) })
  office.clock.advance(1_000)
  await payCash(client, uno, 5_000)
  await payTransfer(client, dos, 1_000)
  const gasto = { tipo: 'gasto', categoria: 'Limpieza', monto: 300, descripcion: 'Lavandina' } as const
  await client.caja.move({ ...request(), movimiento: gasto })
  const bag = { nombre: 'Norte', cobradorId: ana.id, clienteIds: [dos, tres], fondo: 700 }
  const ruta = await client.rutas.create({ ...request(), ...bag })
  office.clock.advance(1_000)
  const [first] = ruta.paradas
  const visitas = [{ visitaId: first?.id ?? '', estado: 'cobrada', monto: 4_000 } as const]
  await client.rutas.settle({ ...request(), rutaId: ruta.id, visitas, conteo: loose(4_700) })
  await payTransfer(client, tres, 9_000)
  await client.caja.drawX({ ...request(), aprobacion: await approval() })
  await client.caja.handover({
    ...request(),
    conteo: loose(18_900),
    explicacion: 'Faltan 100',
    recibe: await approval(),
  })
  office.clock.advance(1_000)
  const back = { clienteId: tres, monto: 4_000, metodo: 'efectivo', referencia: '', motivo: 'Pagó de más' } as const
  await admin.devoluciones.record({ ...request(), ...back })
  await admin.rutas.create({ ...request(), nombre: 'Sur', cobradorId: ana.id, clienteIds: [uno], fondo: 50 })
  await admin.caja.close({ ...request(), conteo: loose(14_850), queda: 10_000 })
}
const approval = async () => ({ usuarioId: (await office.actor('admin')).usuarioId, pin: PIN })

beforeEach(async () => {
  office = await openTestOffice({ drawer: false })
  admin = await office.setUp()
  ana = await cashier(office, 'Ana Cajera')
  accounts = accountsOf(office, () => admin)
})
afterEach(() => office.close())

const tampering: [check: string, statement: string][] = [
  ['caja.recibo', `update recibo set sesion_id = null where metodo = 'efectivo'`],
  ['caja.recibo', `update recibo set sesion_id = 'nowhere' where metodo = 'efectivo'`],
  ['caja.recibo', `update sesion_caja set cerrada_en = cerrada_en - 100000 where estado = 'cerrada'`],
  ['caja.arqueo', `update arqueo set detalle_json = '[]' where tipo = 'cierre' and contado > 0`],
  ['caja.arqueo', `update arqueo set esperado = esperado + 1, diferencia = diferencia - 1 where tipo = 'cierre'`],
  ['caja.arqueo', `update sesion_caja set fondo_inicial = fondo_inicial + 1`],
  ['caja.sesion', `delete from reporte_caja where tipo = 'z'`],
  ['caja.sesion', `update sesion_caja set estado = 'abierta', cerrada_en = null where previa_id is not null`],
  ['caja.reporte', `update reporte_caja set contenido_json = json_set(contenido_json, '$.gastos', 1)`],
  ['caja.z', `update movimiento_caja set tipo = 'retiro', lugar = 'banco', categoria = '' where tipo = 'gasto'`],
  ['caja.z', `update recibo set monto_total = monto_total + 1 where metodo = 'transferencia'`],
  ['caja.traspaso', `update sesion_caja set fondo_inicial = fondo_inicial + 1 where previa_id is not null`],
  ['caja.traspaso', `update movimiento_caja set monto = monto + 1 where tipo = 'recepcion'`],
  ['caja.traspaso', `update movimiento_caja set monto = monto - 1 where tipo = 'entrega'`],
  ['caja.devolucion', `delete from movimiento_caja where tipo = 'devolucion'`],
  ['caja.numero', `delete from movimiento_caja where tipo = 'gasto'`],
  ['caja.numero', `delete from reporte_caja where tipo = 'x'`],
  ['caja.numero', `update ruta_cobro set numero = 'P1-RC-00000009' where nombre = 'Sur'`],
]

/** The rules of the tables off, the statement done. */
function tamper(statement: string): void {
  const triggers = sqlite().prepare(`select name from sqlite_master where type = 'trigger'`).pluck().all() as string[]
  for (const name of triggers) sqlite().exec(`drop trigger ${name}`)
  sqlite().pragma('ignore_check_constraints = on')
  sqlite().pragma('foreign_keys = off')
  expect(sqlite().prepare(statement).run().changes, statement).toBeGreaterThan(0)
}

describe('the check of drawers', () => {
  it('finds nothing in a day where everything happened, and each thing that was tampered with', async () => {
    await aDay()
    expect(await found()).toEqual([])
    const whole = office
    await whole.restart()
    try {
      for (const [check, statement] of tampering) {
        office = await openTestOffice({ from: whole.dataDir })
        const copy = office
        accounts = accountsOf(copy, () => admin)
        tamper(statement)
        expect(await found(), statement).toContain(check)
        await office.close()
      }
    } finally {
      office = whole
    }
  }, 60_000)
})
