import { afterEach, beforeEach, expect, it } from 'vitest'
import { fillDemo } from '../../office/demo/fill.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

let test: TestOffice
let admin: Client

beforeEach(async () => {
  test = await openTestOffice({ now: Date.UTC(2026, 2, 25, 15) })
  admin = await test.setUp()
  await fillDemo(test.office, await test.actor('admin'), 'small', { report: () => {} })
})
afterEach(() => test.close())

it('an invented office closes its next month at once: nothing twice, nothing back, the books add up', async () => {
  const again = await admin.corridas.preview({ periodo: '2026-03', fechaEmision: '2026-03-25' })
  // Only who came after the last billing is new.
  expect(again.facturas.cantidad).toBeLessThan(4)
  const vista = await admin.corridas.preview({ periodo: '2026-04', fechaEmision: '2026-04-20' })
  expect(vista.facturas.cantidad).toBeGreaterThan(50)
  expect(vista.notasCredito.cantidad).toBe(0)
  expect(vista.avisos.find(({ aviso }) => aviso === 'precio_distinto')).toBeUndefined()
  expect(vista.avisos.find(({ aviso }) => aviso === 'ajuste_anterior')).toBeUndefined()
  const { trabajoId, corridaId } = await admin.corridas.confirm({ requestId: newRequestId(), vistaId: vista.vistaId })
  await test.ended(trabajoId)
  const corrida = await admin.corridas.get({ id: corridaId })
  expect(corrida).toMatchObject({
    estado: 'terminada',
    emitidas: vista.facturas.cantidad,
    montoEmitido: vista.facturas.monto,
  })
  expect((await admin.system.check()).findings).toEqual([])
})
