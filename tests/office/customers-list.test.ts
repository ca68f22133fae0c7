import { describe, expect, it } from 'vitest'
import type { ClienteRow } from '../../contract/index.ts'
import { FEW_CLIENTES } from '../../office/customers/list-collect.ts'
import { many, inCustomersOffice } from './customers-world.ts'
import { type Client, newRequestId, refusal } from './harness.ts'

const world = inCustomersOffice()
const { create, createPlan, createServicio, invoice, pay, insertMany, today } = world

describe('the list', () => {
  /** All pages, and how many there were. */
  const pages = async (input: Parameters<Client['clientes']['list']>[0], limit = 7) => {
    const items: ClienteRow[] = []
    let cursor: string | undefined
    do {
      const page = await world.client.clientes.list({ ...input, limit, ...(cursor ? { cursor } : {}) })
      items.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return items
  }

  async function populate() {
    const [hogar, fibra] = [await createPlan(), await createPlan('Fibra 200')]
    const made = await insertMany(
      many(40, (at) => ({ nombreRazonSocial: `${['Ñandú', 'Ábaco', 'zeta', 'Mora'][at % 4]} ${at % 5}` })).map(
        (c, at) => ({
          ...c,
          estadoServicio: at % 10 === 0 ? 'baja' : at % 7 === 0 ? 'suspendido' : 'activo',
        }),
      ),
    )
    for (const [at, c] of made.entries()) {
      if (at % 3 > 0) await createServicio(c.id, at % 3 === 1 ? hogar.id : fibra.id)
      if (at % 4 === 1) await invoice(c.id, 1000 + (at % 8) * 100)
      if (at % 8 === 5) await invoice(c.id, 500, 20, 5)
      if (at % 8 === 2) await pay(c.id, 300)
    }
    return { hogar, fibra }
  }

  it('has everybody once, in order, in both directions, for every filter and order', async () => {
    const { hogar } = await populate()
    const everybody = await pages({}, 100)
    expect(everybody).toHaveLength(40)
    const key = {
      nombre: (r: ClienteRow) => r.nombreRazonSocial.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
      codigo: (r: ClienteRow) => r.codigoCliente.padStart(12, '0'),
      deuda: (r: ClienteRow) => String(r.deuda).padStart(12, '0'),
    }
    const cuentas = {
      deuda: (r: ClienteRow) => r.deuda > 0,
      vencido: (r: ClienteRow) => r.vencido > 0,
      al_dia: (r: ClienteRow) => r.deuda === 0,
      credito: (r: ClienteRow) => r.credito > 0,
    }
    for (const sort of ['nombre', 'codigo', 'deuda'] as const)
      for (const descending of [false, true])
        for (const cuenta of [undefined, 'deuda', 'vencido', 'al_dia', 'credito'] as const)
          for (const estadoServicio of [undefined, 'activo', 'baja'] as const)
            for (const planId of [undefined, hogar.id]) {
              const filter = { cuenta, estadoServicio, planId }
              const order = (r: ClienteRow) => `${key[sort](r)} ${r.id}`
              const expected = everybody
                .filter((r) => !cuenta || cuentas[cuenta](r))
                .filter((r) => !estadoServicio || r.estadoServicio === estadoServicio)
                .filter((r) => !planId || r.planes === 'Hogar 50')
                .sort((a, b) => (order(a) < order(b) ? -1 : 1))
              const found = await pages({ filter, sort, descending })
              expect(found.map(order), JSON.stringify({ sort, descending, filter })).toEqual(
                (descending ? expected.reverse() : expected).map(order),
              )
            }
    expect(everybody.filter((r) => r.vencido > 0).length).toBeGreaterThan(0)
    expect(everybody.filter((r) => r.credito > 0).length).toBeGreaterThan(0)
  })

  it('knows how many there are when nothing has to be counted', async () => {
    await populate()
    expect((await world.client.clientes.list({ limit: 1 })).total).toBe(40)
    // Of the four that were said to be gone, two have services.
    expect((await world.client.clientes.list({ filter: { estadoServicio: 'baja' }, limit: 1 })).total).toBe(2)
    expect((await world.client.clientes.list({ filter: { cuenta: 'deuda' }, limit: 1 })).total).toBeNull()
  })

  it('names the plans in force of each client', async () => {
    const [hogar, fibra] = [await createPlan(), await createPlan('Fibra 200')]
    const c = await create()
    await createServicio(c.id, hogar.id)
    await createServicio(c.id, hogar.id)
    const gone = await createServicio(c.id, fibra.id)
    expect((await world.client.clientes.list({})).items).toMatchObject([{ planes: 'Fibra 200 · Hogar 50' }])
    const request = { requestId: newRequestId(), id: gone.id, expected: gone.actualizadoEn }
    await world.client.servicios.change({ ...request, cambio: { tipo: 'baja' }, fecha: today() })
    expect((await world.client.clientes.list({})).items).toMatchObject([{ planes: 'Hogar 50' }])
    expect((await world.client.clientes.list({ filter: { planId: fibra.id } })).items).toEqual([])
  })

  it('narrows a search by the other filters', async () => {
    await populate()
    const { items } = await world.client.clientes.list({ filter: { texto: 'nandu', estadoServicio: 'baja' } })
    expect(items.length).toBeGreaterThan(0)
    for (const row of items) expect(row).toMatchObject({ estadoServicio: 'baja', nombreRazonSocial: /Ñandú/ })
  })

  it('refuses a cursor that it did not make', async () => {
    expect((await refusal(world.client.clientes.list({ cursor: 'bm8' }))).code).toBe('input.invalid')
  })

  it('walks on where few of many match', async () => {
    const count = FEW_CLIENTES + 100
    const rare = await createPlan('Rara')
    const common = await createPlan('Común')
    const made = await insertMany(many(count, (at) => ({ nombreRazonSocial: `N${String(at).padStart(5, '0')}` })))
    const actor = await world.office.actor('admin')
    await world.office.office.writer.run({ actor, requestId: newRequestId(), procedure: 'test', input: null }, (tx) => {
      const add = tx.db.sqlite.prepare(
        `insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, estado, creado_en, actualizado_en)
         values (?, ?, ?, ?, 'pppoe', '2025-01-01', 'activo', 0, 0)`,
      )
      for (const c of made) add.run(newRequestId(), actor.tenantId, c.id, common.id)
      add.run(newRequestId(), actor.tenantId, (made[count - 1] as { id: string }).id, rare.id)
    })
    await invoice((made[count - 50] as { id: string }).id, 900)
    expect((await pages({ filter: { planId: rare.id } })).map((r) => r.id)).toEqual([made[count - 1]?.id])
    const owing = await pages({ filter: { planId: common.id, cuenta: 'deuda' } })
    expect(owing.map((r) => r.id)).toEqual([made[count - 50]?.id])
    // No filter leaves few here: an index is walked, and the rest is looked at row by row.
    const filter = { planId: common.id, estadoServicio: 'activo' as const, cuenta: 'al_dia' as const }
    const others = made.filter((_, at) => at !== count - 50)
    expect((await pages({ filter }, 200)).map((r) => r.id)).toEqual(others.map((c) => c.id))
  })
})
