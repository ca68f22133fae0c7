import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RedConfig } from '../../contract/index.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { officeHand } from '../../office/kernel/hand.ts'
import { beginLift } from '../../office/network/cuts/lift-queue.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { type CutWorld, openCutWorld } from './cortes-world.ts'
import { newRequestId } from './harness.ts'
import { eventually } from './network-support.ts'

let world: CutWorld
beforeEach(async () => {
  world = await openCutWorld()
  await world.configure({})
})
afterEach(() => world.office.close())

const CUT = { estado: 'suspendido', motivo: 'deuda' }
const BACK = { estado: 'activo', motivo: null }

async function saveRules(part: Partial<RedConfig['cortes']>) {
  const { config, actualizadoEn: expected } = await world.client.red.config.get()
  const cortes = { ...config.cortes, ...part }
  return world.client.red.config.save({ requestId: newRequestId(), config: { ...config, cortes }, expected })
}

async function savePolicy(planId: string, politicaSuspension: 'cortar' | 'no_cortar', nombre?: string): Promise<void> {
  const plan = (await world.client.planes.list()).find(({ id }) => id === planId)
  if (!plan) throw new Error('no plan')
  await world.client.planes.update({
    requestId: newRequestId(),
    ...plan,
    ...(nombre === undefined ? {} : { nombre }),
    politicaSuspension,
    expected: plan.actualizadoEn,
  })
}

async function suspendByHand() {
  const { servicioId } = await world.connect()
  const { servicio } = await world.client.servicios.get({ id: servicioId })
  await world.client.servicios.change({
    requestId: newRequestId(),
    id: servicioId,
    cambio: { tipo: 'suspension' },
    fecha: world.today(),
    expected: servicio.actualizadoEn,
  })
  return servicioId
}

const charges = () => world.sql('select 1 from cargo')

describe('a change of the rules lifts the cuts that it leaves without a reason, and no other one', () => {
  it('a higher tolerance, in the same transaction, without a fee', async () => {
    const [small, large] = [await world.debtor(400), await world.debtor(9000)]
    await world.cutToday()
    const byHand = await suspendByHand()
    world.office.clock.advance(60_000)
    expect(await saveRules({ tolerancia: 500 })).toMatchObject({ levantados: 1 })
    expect(await world.estado(small.servicioId)).toEqual(BACK)
    expect(await world.estado(large.servicioId)).toEqual(CUT)
    // Nobody suspended it for a debt above the tolerance: whoever did knows why.
    expect(await world.estado(byHand)).toEqual(CUT)
    expect(charges()).toEqual([])
    const [job] = await world.client.red.jobs.list({ servicioId: small.servicioId }).then(({ items }) => items)
    expect(job).toMatchObject({ tipo: 'reactivacion' })
    expect((await world.client.system.check()).findings).toEqual([])
  })

  it('more days of grace, and stricter rules cut nobody by themselves', async () => {
    const { servicioId } = await world.debtor(9000, 12)
    await world.cutToday()
    world.office.clock.advance(60_000)
    expect(await saveRules({ diasGracia: 20 })).toMatchObject({ levantados: 1 })
    expect(await world.estado(servicioId)).toEqual(BACK)
    expect(await saveRules({ diasGracia: 0 })).toMatchObject({ levantados: 0 })
    expect(await world.estado(servicioId)).toEqual(BACK)
  })
})

describe('a plan that is not cut any more', () => {
  it('lets the services come back that were cut for debt', async () => {
    const [ours, other] = [await world.debtor(), await world.debtor(9000, 30, world.planes.reducir)]
    await world.cutToday()
    const byHand = await suspendByHand()
    world.office.clock.advance(60_000)
    await savePolicy(world.planes.cortar, 'no_cortar')
    expect(await world.estado(ours.servicioId)).toEqual(BACK)
    expect(await world.estado(other.servicioId)).toEqual(CUT)
    expect(await world.estado(byHand)).toEqual(CUT)
    expect(charges()).toEqual([])
  })

  it('lifts nothing when it is saved with something else', async () => {
    const { servicioId } = await world.debtor()
    await world.cutToday()
    await world.office.office.writer.maintain(({ sqlite }) => {
      sqlite.prepare(`update plan_servicio set politica_suspension = 'no_cortar' where id = ?`).run(world.planes.cortar)
    })
    world.office.clock.advance(60_000)
    await savePolicy(world.planes.cortar, 'no_cortar', 'Otro nombre')
    expect(await world.estado(servicioId)).toEqual(CUT)
  })

  it('is one that a cut service is changed to', async () => {
    const { servicioId } = await world.debtor()
    await world.cutToday()
    world.office.clock.advance(60_000)
    const { servicio } = await world.client.servicios.get({ id: servicioId })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio: { tipo: 'cambio_plan', planId: world.planes.noCortar },
      fecha: world.today(),
      expected: servicio.actualizadoEn,
    })
    expect(await world.estado(servicioId)).toEqual(BACK)
  })
})

describe('more cuts than one portion', () => {
  const MANY = 70
  const cutMany = async (planId = world.planes.cortar) => {
    const debtors = []
    for (let n = 0; n < MANY; n++) debtors.push(await world.debtor(400, 30, planId))
    const { corridaId } = await world.cutToday()
    world.office.clock.advance(60_000)
    return { debtors, corridaId }
  }
  const standing = () =>
    world.sql<{ n: number }>(`select count(*) as n from servicio where motivo_suspension = 'deuda'`)[0]?.n
  /** Nobody came back twice. */
  const once = async () => {
    const events = world.sql<{ n: number }>(
      `select count(*) as n from servicio_evento where tipo = 'reactivacion' group by servicio_id`,
    )
    expect(events).toEqual(Array.from({ length: MANY }, () => ({ n: 1 })))
    expect((await checkOffice(world.office.office.db.read, world.tenantId)).findings).toEqual([])
  }

  it('are lifted by other rules in several transactions, between which others write; what was begun goes on after a crash', async () => {
    const { debtors } = await cutMany()
    await world.configure({ tolerancia: 500 })
    // As a crash leaves it right after the rules were saved: nobody goes on with it.
    const antes = { diasGracia: RED_CONFIG_INICIAL.cortes.diasGracia, tolerancia: 0 }
    const begun = await world.office.office.writer.maintain((db, now) =>
      beginLift(officeHand(db, world.tenantId, now), { tipo: 'reglas', antes }),
    )
    expect(begun).toEqual({ levantados: 50, siguen: true })
    expect(standing()).toBe(MANY - 50)
    const waits = await Promise.all(
      debtors.map(async (debtor) => ({ ...debtor, ...(await world.estado(debtor.servicioId)) })),
    )
    const { clienteId = '' } = waits.find(({ motivo }) => motivo === 'deuda') ?? {}
    await world.pay(clienteId, 400)
    expect(standing()).toBe(MANY - 51)
    await world.office.restart()
    await runUpkeep(world.office.office)
    await eventually(() => expect(standing()).toBe(0))
    await once()
  })

  it('are told to be on their way', async () => {
    await cutMany()
    expect(await saveRules({ tolerancia: 500 })).toMatchObject({ levantados: 50, siguen: true })
    await world.settled()
    expect(standing()).toBe(0)
    await once()
  })

  it('are lifted of a plan that is not cut any more', async () => {
    await cutMany()
    await savePolicy(world.planes.cortar, 'no_cortar')
    await world.settled()
    expect(standing()).toBe(0)
    await once()
  })

  it('leave one out that cannot be written, and say so where people read what was done', async () => {
    const { corridaId } = await cutMany()
    const last = world.sql<{ id: string }>(
      'select servicio_id as id from corrida_corte_fila order by orden desc limit 1',
    )
    const broken = last[0]?.id ?? ''
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.exec(`create trigger broken before insert on servicio_evento when new.servicio_id = '${broken}'
        begin select raise(abort, 'broken'); end`),
    )
    await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'x' })
    await world.settled()
    expect(standing()).toBe(1)
    expect(await world.estado(broken)).toEqual(CUT)
    expect((await world.client.cortes.get({ corridaId })).vigentes).toBe(1)
    const said = world.sql(`select entidad, entidad_id as id, usuario_id is not null as porAlguien,
      despues_json ->> 'causa' as causa from auditoria where accion = 'corte.lift_failed'`)
    expect(said).toEqual([{ entidad: 'servicio', id: broken, porAlguien: 1, causa: 'corrida' }])
  })

  it('are lifted of a run that is taken back', async () => {
    const { corridaId } = await cutMany()
    const { levantados } = await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'x' })
    expect(levantados).toBe(MANY)
    await world.settled()
    expect(standing()).toBe(0)
    expect((await world.client.cortes.get({ corridaId })).vigentes).toBe(0)
    await once()
  })
})
