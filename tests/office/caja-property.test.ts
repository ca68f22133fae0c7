import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SERIES } from '../../db/schema/index.ts'
import { accountsOf } from './accounts.ts'
import { action } from './caja-actions.ts'
import { Play } from './caja-play.ts'
import { cashier } from './caja-support.ts'
import { newRequestId, openTestOffice, type TestOffice } from './harness.ts'

/** Any order of what people do at several seats keeps the drawer's equation: against a model that adds up by hand. */

const SEATS = ['Uno', 'Dos']
let template: TestOffice
let people: string[] = []
let clients: string[] = []
let puestos: string[] = []

beforeAll(async () => {
  template = await openTestOffice({ drawer: false })
  const admin = await template.setUp()
  const first = await template.actor('admin')
  people = [first.usuarioId, (await cashier(template, 'Ana Cajera')).id, (await cashier(template, 'Bea Cajera')).id]
  const { sqlite } = template.office.db.write
  puestos = [first.puestoId, ...SEATS.slice(1).map(() => newRequestId())]
  for (const [at, id] of puestos.entries()) {
    if (at === 0) continue
    sqlite
      .prepare(
        `insert into puesto select ?, tenant_id, ?, ?, configuracion_json, creado_en + ?, actualizado_en from puesto where id = ?`,
      )
      .run(id, SEATS[at], `P${at + 1}`, at, first.puestoId)
    for (const tipo of SERIES) sqlite.prepare('insert into serie values (?, ?, ?, 1)').run(first.tenantId, id, tipo)
  }
  const accounts = accountsOf(template, () => admin)
  for (const nombre of ['Uno', 'Dos', 'Tres']) {
    const { id } = await accounts.newClient(nombre)
    if (nombre !== 'Uno') await accounts.invoice(id, 4_000)
    clients.push(id)
  }
  await template.restart()
})
afterAll(() => template.close())

/** How often each thing was done, and not refused, in all runs. */
const done = new Map<string, number>()

describe('any order of opens, payments, refunds, voids, movements, handovers, counts, closes and rounds', () => {
  it('keeps the equation of every drawer, per person and day; all cash lies in one session; repeating changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 60 }), async (actions) => {
        const office = await openTestOffice({ from: template.dataDir })
        try {
          const play = new Play(office, { people, puestos, clients }, done)
          for (const step of actions) await play.step(step)
          await play.verify()
        } finally {
          await office.close()
        }
      }),
      { numRuns: 25 },
    )
    // Else the model agreed with refusals only.
    const kinds = ['open', 'cash', 'transferencia', 'pasarela', 'entrada', 'retiro', 'gasto', 'count', 'x', 'close']
    for (const kind of [...kinds, 'handover', 'refund', 'void', 'round', 'settle', 'cancel'])
      expect(done.get(kind) ?? 0, kind).toBeGreaterThan(0)
  }, 240_000)
})
