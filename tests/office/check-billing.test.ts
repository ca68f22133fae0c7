import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

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

/** An account with everything in it: invoices, a credit note of one, a refund, a promise that was kept and one that stands. */
async function liveALittle() {
  const { id } = await accounts.newClient()
  const factura = await accounts.invoice(id, 1000, -3)
  await promise(id, 400)
  office.clock.advance(1)
  await accounts.pay(id, 400)
  office.clock.advance(1)
  await accounts.credit(factura.id, { tipo: 'monto', monto: 700 })
  await accounts.refund(id, 50)
  await accounts.invoice(id, 500, -2)
  await promise(id, 100)
  await accounts.pay((await accounts.newClient('Otra')).id, 90)
  await runUpkeep(office.office)
  return { id, factura }
}
const promise = (clienteId: string, monto: number) =>
  client.promesas.grant({ requestId: newRequestId(), clienteId, monto, fecha: addDays(accounts.today(), 2) })

/** Puts rows where the office never would: of a service, what billing knows of it. */
function serviceWithDays(clienteId: string) {
  const tenantId = sqlite().prepare('select id from tenant').pluck().get() as string
  const insert = (sql: string, ...values: unknown[]) =>
    sqlite()
      .prepare(sql)
      .run(...values)
  insert(
    `insert into plan_servicio (id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, politica_suspension, creado_en, actualizado_en)
     values ('pl', ?, 'Hogar', 50, 10, 100, 'cortar', 1, 1)`,
    tenantId,
  )
  insert(
    `insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, estado, creado_en, actualizado_en)
     values ('s', ?, ?, 'pl', 'pppoe', '2026-01-01', 'activo', 1, 1)`,
    tenantId,
    clienteId,
  )
  const cover = (orden: number, desde: string, hasta: string, signo: number) =>
    insert(
      `insert into cobertura (servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en)
       values ('s', '2026-01', ?, ?, ?, ?, ?, ?, 100, 31, 1)`,
      orden,
      tenantId,
      signo === 0 ? '' : 'plan:pl',
      desde,
      hasta,
      signo,
    )
  return { cover, insert, tenantId }
}

describe('the check', () => {
  it('finds nothing in an account where everything happened', async () => {
    await liveALittle()
    expect(await found()).toEqual([])
  })

  const tampering: [check: string, statement: string][] = [
    ['factura.acreditado', 'update factura set acreditado = acreditado + 1 where acreditado > 0'],
    ['credito.abierto', 'update credito_abierto set resto = resto + 1'],
    ['cliente.saldo', 'update cliente_saldo set credito = credito + 50'],
    ['nota.total', 'drop trigger nota_credito_no_update; update nota_credito set monto = monto - 1'],
    ['nota.numero', `drop trigger nota_credito_no_update; update nota_credito set numero = 'P1-NC-00000009'`],
    ['devolucion.total', 'drop trigger devolucion_no_update; update devolucion set monto = monto + 1'],
    ['devolucion.numero', `drop trigger devolucion_no_update; update devolucion set numero = 'P1-D-00000002'`],
    [
      'factura.numero',
      `drop trigger factura_no_update; update factura set numero = 'P1-F-00000007' where numero = 'P1-F-00000001'`,
    ],
    ['promesa.pagado', `update promesa_pago set pagado = 7 where estado = 'abierta'`],
    ['promesa.estado', `update promesa_pago set estado = 'rota' where estado = 'cumplida'`],
    ['conteo', `update conteo set n = n + 1 where entidad = 'promesa_pago'`],
    ['resumen.periodo', 'update resumen_periodo set monto_notas = monto_notas + 1'],
    ['resumen.periodo', 'update resumen_periodo set aplicado_notas = aplicado_notas - 1'],
    ['resumen.periodo', 'delete from resumen_periodo'],
    ['resumen.plan', 'update resumen_plan set lineas = lineas + 1'],
    ['resumen.cobro', 'update resumen_cobro set monto = monto + 1'],
    ['resumen.cobro', 'delete from resumen_cobro'],
  ]
  it.each(tampering)('%s: %s', async (check, statement) => {
    await liveALittle()
    sqlite().exec(statement)
    expect(await found()).toContain(check)
  })

  it('cobertura.dias: a day settled twice, or given back without having been settled', async () => {
    const { id } = await accounts.newClient()
    const { cover } = serviceWithDays(id)
    cover(0, '2026-01-01', '2026-01-31', 1)
    cover(1, '2026-01-20', '2026-01-31', -1)
    cover(2, '2026-01-25', '2026-01-31', 1)
    cover(3, '2026-01-01', '2026-01-31', 0)
    expect(await found()).toEqual([])
    cover(4, '2026-01-19', '2026-01-20', 1)
    const { findings } = await accounts.check()
    expect(findings).toMatchObject([{ check: 'cobertura.dias', id: 's plan:pl 2026-01-19', found: '2' }])
    cover(5, '2026-01-19', '2026-01-20', -1)
    cover(6, '2026-01-22', '2026-01-23', -1)
    expect((await accounts.check()).findings).toMatchObject([{ check: 'cobertura.dias', found: '-1' }])
  })

  it('servicio.estado: a state or plan that nothing made it', async () => {
    const { id } = await accounts.newClient()
    const { insert, tenantId } = serviceWithDays(id)
    const happen = (eventId: string, fecha: string, tipo: string, aplicado = 1) =>
      insert(
        `insert into servicio_evento (id, tenant_id, servicio_id, fecha, tipo, aplicado, creado_en) values (?, ?, 's', ?, ?, ?, 1)`,
        eventId,
        tenantId,
        fecha,
        tipo,
        aplicado,
      )
    happen('e1', '2026-01-05', 'suspension')
    expect(await found()).toEqual(['servicio.estado'])
    sqlite().exec(`update servicio set estado = 'suspendido', motivo_suspension = 'deuda'`)
    expect(await found()).toEqual(['cliente.estado'])
    sqlite().exec(`update cliente set estado_servicio = 'suspendido'`)
    expect(await found()).toEqual([])
    happen('e2', '2026-01-05', 'reactivacion')
    happen('e3', '2026-09-01', 'baja', 0)
    expect(await found()).toEqual(['servicio.estado'])
    sqlite().exec(`update servicio set estado = 'activo', motivo_suspension = null`)
    sqlite().exec(`update cliente set estado_servicio = 'activo'`)
    expect(await found()).toEqual([])
  })

  it('cargo.facturado: a charge that says more, or less, than the invoices do', async () => {
    const { id, factura } = await liveALittle()
    const { insert, tenantId } = serviceWithDays(id)
    insert(
      `insert into cargo (id, tenant_id, cliente_id, tipo, descripcion, monto, desde, cuotas, cuotas_facturadas, estado, creado_en, actualizado_en)
       values ('k', ?, ?, 'cuotas', 'Router', 300, '2026-01-01', 3, 0, 'vigente', 1, 1)`,
      tenantId,
      id,
    )
    expect(await found()).toEqual([])
    sqlite().exec(`update cargo set cuotas_facturadas = 1`)
    expect(await found()).toEqual(['cargo.facturado'])
    insert(
      `insert into factura_linea (id, tenant_id, factura_id, orden, descripcion, cantidad, precio_unitario, neto, impuestos_json, total, componente)
       values ('l', ?, ?, 9, 'Cuota', 1, 0, 0, '[]', 0, 'cargo:k')`,
      tenantId,
      factura.id,
    )
    expect(await found()).toEqual([])
    sqlite().exec(`update cargo set estado = 'facturado'`)
    expect(await found()).toEqual(['cargo.facturado'])
  })
})
