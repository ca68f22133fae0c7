import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, instantAt } from '../../contract/dates.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { cutSome, keepCutting } from '../../office/network/cuts/turn.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { type CutWorld, openCutWorld } from './cortes-world.ts'
import { newRequestId, refusal, TENANT } from './harness.ts'

let world: CutWorld
beforeEach(async () => {
  world = await openCutWorld()
})
afterEach(() => world.office.close())

/** The wall clock of the office. */
const at = (hora: string, days = 0) =>
  world.office.clock.set(instantAt(addDays('2026-03-10', days), hora, TENANT.zonaHoraria))
const runs = () =>
  world.sql<{ id: string; origen: string; estado: string; fecha: string; total: number }>(
    'select id, origen, estado, fecha, total from corrida_corte order by creado_en, id',
  )
const suspended = () =>
  world.sql<{ id: string }>(`select id from servicio where motivo_suspension = 'deuda' order by id`).map(({ id }) => id)
/** Cuts by themselves at 15:00; the office has looked at the time that it is. */
const automatic = async (more: Parameters<CutWorld['configure']>[0] = {}) => {
  await world.configure({ automaticos: true, hora: '15:00', ...more })
  await world.look()
}

describe('at its hour', () => {
  it('the office cuts by itself, once', async () => {
    const { servicioId } = await world.debtor()
    at('14:59')
    await automatic()
    await world.look()
    expect(runs()).toEqual([])
    at('15:00')
    await world.look()
    await world.look()
    expect(runs()).toMatchObject([{ origen: 'automatica', estado: 'terminada', fecha: world.today(), total: 1 }])
    expect(suspended()).toEqual([servicioId])
  })

  it('nothing happens on a day when nobody is cut, nor while cuts are off or only by hand', async () => {
    await world.debtor()
    for (const config of [{ diasExcluidos: [2] }, { activos: false }, { automaticos: false }]) {
      at('14:59')
      await automatic(config)
      at('15:00')
      await world.look()
    }
    expect(runs()).toEqual([])
  })

  it('more cuts than the cap wait for a person', async () => {
    await world.debtor()
    await world.debtor()
    at('14:59')
    await automatic({ tope: 1 })
    at('15:00')
    await world.look()
    expect(runs()).toMatchObject([{ origen: 'automatica', estado: 'por_confirmar', total: 2 }])
    const corridaId = runs()[0]?.id ?? ''
    await world.client.cortes.confirm({ requestId: newRequestId(), corridaId })
    await world.settled()
    expect(runs()).toMatchObject([{ estado: 'terminada' }])
    expect(suspended()).toHaveLength(2)
  })

  it('turned on after the hour, it begins tomorrow', async () => {
    await world.debtor()
    at('15:01')
    await automatic()
    await world.look()
    expect(runs()).toEqual([])
  })
})

describe('an hour that passed while the office was closed', () => {
  it('is written down for a person, and looked at again when they confirm it', async () => {
    const paid = await world.debtor()
    const owes = await world.debtor()
    at('14:00')
    await automatic()
    at('16:00')
    await world.office.restart()
    await world.settled()
    expect(runs()).toMatchObject([{ origen: 'atrasada', estado: 'por_confirmar', total: 2 }])
    expect(suspended()).toEqual([])
    const client = await world.office.as('admin')
    await client.cobros.record({
      requestId: newRequestId(),
      clienteId: paid.clienteId,
      metodo: 'efectivo',
      monto: 10_000,
    })
    const corridaId = runs()[0]?.id ?? ''
    expect(await client.cortes.estado()).toMatchObject({ abierta: { id: corridaId, origen: 'atrasada', total: 2 } })
    await client.cortes.confirm({ requestId: newRequestId(), corridaId })
    await world.settled()
    expect(suspended()).toEqual([owes.servicioId])
  })

  it('of several days is one list, the last one, and gives way to the next hour', async () => {
    await world.debtor()
    at('14:00')
    await automatic()
    at('09:00', 3)
    await world.office.restart()
    expect(runs()).toMatchObject([{ origen: 'atrasada', estado: 'por_confirmar', fecha: '2026-03-12' }])
    at('14:59', 3)
    await world.look()
    at('15:00', 3)
    await world.look()
    expect(runs()).toMatchObject([{ estado: 'descartada' }, { origen: 'automatica', estado: 'terminada' }])
  })

  it('or the computer slept, waits for a person too', async () => {
    await world.debtor()
    at('12:00')
    await automatic()
    at('15:30')
    await world.look()
    expect(runs()).toMatchObject([{ origen: 'atrasada', estado: 'por_confirmar' }])
  })

  it('by a clock that ran ahead and came back is not cut twice', async () => {
    await world.debtor()
    at('14:59')
    await automatic()
    at('15:00')
    await world.look()
    at('15:00', 5)
    await world.look()
    at('15:01')
    await world.look()
    at('15:02')
    await world.look()
    expect(runs()).toHaveLength(1)
  })
})

describe('no day is answered for twice', () => {
  /** Cut at its hour; then the run was taken back, so that whoever owes would be on another list. */
  const cutAndUndone = async () => {
    const debtor = await world.debtor()
    at('14:59')
    await automatic()
    at('15:00')
    await world.look()
    const corridaId = runs()[0]?.id ?? ''
    await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'x' })
    expect(runs()).toMatchObject([{ estado: 'terminada' }])
    return debtor
  }

  it('by a computer that began in another year and was set right', async () => {
    await cutAndUndone()
    world.office.clock.set(Date.UTC(2020, 0, 1))
    await world.office.restart()
    await world.settled()
    at('16:00')
    await world.look()
    await world.look()
    expect(runs()).toHaveLength(1)
    // The next day is cut as always.
    at('14:59', 1)
    await world.look()
    at('15:00', 1)
    await world.look()
    expect(runs()).toMatchObject([{ estado: 'terminada' }, { origen: 'automatica', fecha: '2026-03-11' }])
  })

  it('by another hour: a later one is of tomorrow, an earlier one was not missed', async () => {
    await cutAndUndone()
    at('15:10')
    await world.configure({ automaticos: true, hora: '18:00' })
    await world.look()
    at('18:00')
    await world.look()
    expect(runs()).toHaveLength(1)
    at('08:00', 1)
    await world.office.restart()
    at('12:00', 1)
    await world.configure({ automaticos: true, hora: '09:00' })
    await world.look()
    await world.look()
    expect(runs()).toHaveLength(1)
  })

  it('by a day that was excluded at its hour and is not any more', async () => {
    await world.debtor()
    at('14:59')
    await automatic({ diasExcluidos: [2] })
    at('15:00')
    await world.look()
    at('15:30')
    await world.configure({ automaticos: true, hora: '15:00' })
    await world.look()
    expect(runs()).toEqual([])
  })

  it('and who was left out of its cuts by a person is left out at its hour too', async () => {
    const left = await world.debtor()
    await world.debtor()
    at('09:00')
    await automatic()
    await world.cutToday([left.servicioId])
    await world.debtor()
    at('14:59')
    await world.look()
    at('15:00')
    await world.look()
    expect(runs()).toMatchObject([{ origen: 'manual' }, { origen: 'automatica', estado: 'terminada', total: 2 }])
    expect(await world.estado(left.servicioId)).toMatchObject({ estado: 'activo' })
    expect(suspended()).toHaveLength(2)
    // Tomorrow is another day.
    at('14:59', 1)
    await world.look()
    at('15:00', 1)
    await world.look()
    expect(suspended()).toHaveLength(3)
  })
})

describe('an office that was closed', () => {
  it('over a holiday and a weekend has one list, of the last day of cuts, which a person cannot let begin on a day without cuts', async () => {
    const { servicioId } = await world.debtor()
    // From Wednesday to Sunday; Thursday was a day like others, Friday a holiday.
    at('16:00', 1)
    await automatic({ diasExcluidos: [6, 7], feriados: [{ fecha: '2026-03-13', nombre: 'Feriado' }] })
    at('11:00', 5)
    await world.office.restart()
    await world.settled()
    expect(runs()).toMatchObject([{ origen: 'atrasada', estado: 'por_confirmar', fecha: '2026-03-12' }])
    const corridaId = runs()[0]?.id ?? ''
    const client = await world.office.as('admin')
    const confirm = () => client.cortes.confirm({ requestId: newRequestId(), corridaId })
    expect((await refusal(confirm())).code).toBe('corte.dia_excluido')
    at('09:00', 6)
    await confirm()
    await world.settled()
    expect(await world.estado(servicioId)).toMatchObject({ estado: 'suspendido' })
    expect(runs()).toMatchObject([{ estado: 'terminada', fecha: '2026-03-16' }])
  })

  it('cuts nobody for what was paid, promised or credited since, nor who fell due since and is in grace', async () => {
    const [paid, promised, owes] = [await world.debtor(), await world.debtor(), await world.debtor()]
    at('16:00')
    await automatic()
    at('09:00', 3)
    await world.office.restart()
    await world.settled()
    expect(runs()).toMatchObject([{ total: 3 }])
    const client = await world.office.as('admin')
    const { clienteId } = paid
    await client.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto: 10_000 })
    const fecha = addDays(world.today(), 2)
    await client.promesas.grant({ requestId: newRequestId(), clienteId: promised.clienteId, monto: 1, fecha })
    await client.cortes.confirm({ requestId: newRequestId(), corridaId: runs()[0]?.id ?? '' })
    await world.settled()
    expect(suspended()).toEqual([owes.servicioId])
  })

  it('over the night when the clock is set forward begins at its hour all the same', async () => {
    const debtor = await world.debtor()
    // On 6 September 2026 Chile goes from 00:00 to 01:00.
    const zone = 'America/Santiago'
    await world.office.office.writer.maintain(({ sqlite }) => {
      sqlite
        .prepare(`update tenant set configuracion_json = json_set(configuracion_json, '$.zonaHoraria', ?)`)
        .run(zone)
    })
    const clock = (fecha: string, hora: string) => world.office.clock.set(instantAt(fecha, hora, zone))
    clock('2026-09-05', '12:00')
    await world.configure({ automaticos: true, hora: '01:00' })
    await world.look()
    clock('2026-09-05', '23:59')
    await world.look()
    clock('2026-09-06', '01:00')
    await world.look()
    expect(runs()).toMatchObject([{ origen: 'automatica', estado: 'terminada', fecha: '2026-09-06' }])
    expect(suspended()).toEqual([debtor.servicioId])
  })

  it('in the middle of a run, over its next hour, waits with both; once the run is over that hour is proposed', async () => {
    for (let n = 0; n < 55; n++) await world.debtor()
    // In grace on the first day, and not on the second one.
    const late = await world.debtor(10_000, RED_CONFIG_INICIAL.cortes.diasGracia)
    at('14:59')
    await automatic()
    const { writer } = world.office.office
    at('15:00')
    await world.look()
    const id = runs()[0]?.id ?? ''
    await writer.maintain(({ sqlite }) => {
      sqlite.prepare(`update corrida_corte set estado = 'en_curso', terminada_en = null where id = ?`).run(id)
      sqlite.prepare(`update corrida_corte_fila set estado = 'pendiente' where corrida_id = ? and orden = 55`).run(id)
    })
    at('16:00', 1)
    await world.office.restart()
    await world.look()
    await world.look()
    expect(runs()).toMatchObject([{ estado: 'pausada', fecha: '2026-03-10' }])
    const client = await world.office.as('admin')
    await client.cortes.resume({ requestId: newRequestId(), corridaId: id })
    await world.settled()
    await world.look()
    expect(runs()).toMatchObject([
      { estado: 'terminada', fecha: '2026-03-11' },
      { origen: 'atrasada', estado: 'por_confirmar', fecha: '2026-03-11', total: 1 },
    ])
    expect(await world.estado(late.servicioId)).toMatchObject({ estado: 'activo' })
  })
})

describe('a run that was interrupted', () => {
  /** A run of more services than one transaction takes, after its first transaction. */
  const interrupted = async () => {
    const debtors = []
    for (let n = 0; n < 60; n++) debtors.push(await world.debtor())
    const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
    const { id } = await world.client.cortes.start({ requestId: newRequestId(), simulacionId })
    await world.client.cortes.pause({ requestId: newRequestId(), corridaId: id })
    await world.settled()
    // As a crash leaves it: begun, some done, nobody at work.
    await world.office.office.writer.maintain(({ sqlite }) => {
      sqlite.prepare(`update corrida_corte set estado = 'en_curso', terminada_en = null where id = ?`).run(id)
    })
    await world.office.office.writer.maintain((db, now) => cutSome(db, world.tenantId, now, () => undefined))
    return { id, debtors }
  }

  it('goes on when the office is opened again on its day, and writes nothing twice', async () => {
    const { debtors } = await interrupted()
    expect(suspended().length).toBeGreaterThan(0)
    await world.office.restart()
    await keepCutting(world.office.office, world.tenantId)
    expect(runs()).toMatchObject([{ estado: 'terminada', total: 60 }])
    expect(suspended()).toHaveLength(debtors.length)
    const [twice] = world.sql<{ n: number }>(
      `select count(*) as n from (select servicio_id from servicio_evento where tipo = 'suspension' group by 1 having count(*) > 1)`,
    )
    expect(twice?.n).toBe(0)
    expect((await checkOffice(world.office.office.db.read, world.tenantId)).findings).toEqual([])
  })

  it('waits for a person when its day is over', async () => {
    const { id } = await interrupted()
    const cut = suspended().length
    at('09:00', 1)
    await world.office.restart()
    await keepCutting(world.office.office, world.tenantId)
    expect(runs()).toMatchObject([{ estado: 'pausada' }])
    expect(suspended()).toHaveLength(cut)
    const client = await world.office.as('admin')
    await client.cortes.resume({ requestId: newRequestId(), corridaId: id })
    await keepCutting(world.office.office, world.tenantId)
    expect(suspended()).toHaveLength(60)
  })
})
