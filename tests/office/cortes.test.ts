import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { type CutWorld, openCutWorld } from './cortes-world.ts'
import { newRequestId, refusal } from './harness.ts'

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
const events = (servicioId: string) =>
  world
    .sql<{ tipo: string }>(
      'select tipo from servicio_evento where servicio_id = ? and anulado_en is null order by fecha, creado_en, id',
      servicioId,
    )
    .map(({ tipo }) => tipo)
const clean = async () => expect((await checkOffice(world.office.office.db.read, world.tenantId)).findings).toEqual([])

describe('the simulation', () => {
  it('lists who owes past due, the largest debt first, and why the others are not cut', async () => {
    const small = await world.debtor(5000)
    const large = await world.debtor(90_000)
    const protectedOne = await world.debtor(70_000, 20, world.planes.noCortar)
    const recent = await world.debtor(10_000, 2)
    const noDevice = await world.connect({ dispositivoId: null })
    await world.owe(noDevice.clienteId, 8000, 30)
    const observed = await world.connect({ dispositivoId: await world.addRouter('Vieja', 'observar') })
    await world.owe(observed.clienteId, 7000, 30)
    await world.debtor(10_000, -3)

    const resumen = await world.client.cortes.simulate({ fecha: world.today() })
    expect(resumen).toMatchObject({ total: 6, seCortan: 2, clientes: 2, montoVencido: 95_000, activos: true })
    const { items, total } = await world.client.cortes.simulationRows({ simulacionId: resumen.simulacionId })
    expect(total).toBe(6)
    expect(items.map(({ servicioId, motivos }) => [servicioId, motivos.map(({ motivo }) => motivo)])).toEqual([
      [large.servicioId, []],
      [small.servicioId, []],
      [protectedOne.servicioId, ['plan']],
      [recent.servicioId, ['en_gracia']],
      [noDevice.servicioId, ['sin_equipo']],
      [observed.servicioId, ['sin_gestion']],
    ])
  })

  it('is filtered and paged', async () => {
    for (const monto of [3000, 1000, 2000]) await world.debtor(monto)
    await world.debtor(9000, 20, world.planes.noCortar)
    const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
    const page = (cursor?: string) =>
      world.client.cortes.simulationRows({
        simulacionId,
        filter: { seCorta: true },
        limit: 2,
        ...(cursor ? { cursor } : {}),
      })
    const first = await page()
    const second = await page(first.nextCursor as string)
    expect([...first.items, ...second.items].map(({ vencido }) => vencido)).toEqual([3000, 2000, 1000])
    expect(second.nextCursor).toBeNull()
    const byReason = await world.client.cortes.simulationRows({ simulacionId, filter: { motivo: 'plan' } })
    expect(byReason.items.map(({ vencido }) => vencido)).toEqual([9000])
    const byName = await world.client.cortes.simulationRows({ simulacionId, filter: { texto: 'CLIENTE 2' } })
    expect(byName.items.map(({ clienteNombre }) => clienteNombre)).toEqual(['Cliente 2'])
  })

  it('is a file for a spreadsheet, with why each is not cut', async () => {
    await world.debtor(5000)
    await world.debtor(10_000, 2)
    const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
    const input = { simulacionId, formato: 'csv', idioma: 'es' } as const
    const { fileName, file, filas } = await world.client.cortes.simulationExport(input)
    expect([fileName, filas]).toEqual([`cortes-${world.today()}.csv`, 2])
    const [titles, cut, kept] = (await file.text()).split('\r\n')
    expect(titles).toContain('Código;Cliente;Teléfono;Plan;Acceso;Equipo;Vencido;Facturas vencidas;Vencido desde;')
    expect(cut).toMatch(/;Hogar 50;.*;50,00;1;.*;Se corta;$/)
    expect(kept).toMatch(/;100,00;1;.*;No se corta;En gracia hasta el /)
  })

  it('of tomorrow knows what falls due today', async () => {
    await world.configure({ diasGracia: 0 })
    await world.debtor(10_000, 0)
    const count = async (days: number) =>
      (await world.client.cortes.simulate({ fecha: addDays(world.today(), days) })).seCortan
    expect(await count(0)).toBe(0)
    expect(await count(1)).toBe(1)
  })

  it('is made by other rules before they are saved, and then begins nothing', async () => {
    await world.debtor(5000, 2)
    const simulate = (reglas?: { diasGracia: number }) => {
      const { cortes } = RED_CONFIG_INICIAL
      const fecha = world.today()
      return world.client.cortes.simulate({
        fecha,
        ...(reglas && { reglas: { ...cortes, diasExcluidos: [], ...reglas } }),
      })
    }
    expect((await simulate()).seCortan).toBe(0)
    const { simulacionId, seCortan } = await simulate({ diasGracia: 1 })
    expect(seCortan).toBe(1)
    const start = world.client.cortes.start({ requestId: newRequestId(), simulacionId })
    expect((await refusal(start)).code).toBe('corte.simulacion_gone')
    expect((await simulate()).seCortan).toBe(0)
  })

  it('counts what is of the service and what is of no single one, and leaves out what is of another', async () => {
    const { clienteId, servicioId } = await world.connect()
    const other = await world.connect({ clienteId })
    await world.owe(clienteId, 1000, 20)
    await world.owe(clienteId, 300, 20, other.servicioId)
    const { simulacionId, montoVencido } = await world.client.cortes.simulate({ fecha: world.today() })
    const { items } = await world.client.cortes.simulationRows({ simulacionId })
    expect(new Map(items.map((row) => [row.servicioId, row.vencido]))).toEqual(
      new Map([
        [other.servicioId, 1300],
        [servicioId, 1000],
      ]),
    )
    expect(montoVencido).toBe(1300)
  })

  it('of the next day of cuts can be looked at where today and tomorrow are none', async () => {
    // The office stands on a Tuesday.
    const nextDay = async () => (await world.client.cortes.estado()).siguiente
    expect(await nextDay()).toBeNull()
    await world.configure({ diasExcluidos: [2] })
    expect(await nextDay()).toBeNull()
    await world.configure({
      diasExcluidos: [2, 3],
      feriados: [{ fecha: addDays(world.today(), 2), nombre: 'Feriado' }],
    })
    const fecha = addDays(world.today(), 3)
    expect(await nextDay()).toBe(fecha)
    const { servicioId } = await world.debtor()
    const resumen = await world.client.cortes.simulate({ fecha })
    expect(resumen).toMatchObject({ seCortan: 1, dia: { fecha, excluido: null, proxima: fecha } })
    const { items } = await world.client.cortes.simulationRows({ simulacionId: resumen.simulacionId })
    expect(items).toMatchObject([{ servicioId, seCorta: true }])
    await world.configure({ diasExcluidos: [1, 2, 3, 4, 5, 6, 7] })
    expect(await nextDay()).toBeNull()
  })

  it('is of today or the month ahead', async () => {
    const { code } = await refusal(world.client.cortes.simulate({ fecha: addDays(world.today(), -1) }))
    expect(code).toBe('corte.fecha')
  })
})

describe('a run', () => {
  it('is news for who watches, though it leaves everybody out and asks no device for anything', async () => {
    const { clienteId } = await world.debtor(5000)
    const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
    await world.pay(clienteId, 5000)
    const { jobs } = await world.office.office.network()
    const news = jobs.news.watch(world.tenantId, undefined)
    await news.next()
    const { id: corridaId } = await world.client.cortes.start({ requestId: newRequestId(), simulacionId })
    const isOver = async () => (await world.client.cortes.get({ corridaId })).estado === 'terminada'
    while (!(await isOver())) await news.next()
    expect(world.sql('select 1 from trabajo_red where corrida_id = ?', corridaId)).toEqual([])
    await news.return()
  })

  it('cuts who is on the list, asks their devices, and says what became of each', async () => {
    const a = await world.debtor()
    const b = await world.debtor()
    const left = await world.debtor()
    const { corridaId } = await world.cutToday([left.servicioId])
    for (const { servicioId } of [a, b]) {
      expect(await world.estado(servicioId)).toEqual({ estado: 'suspendido', motivo: 'deuda' })
      expect(jobs(servicioId)).toEqual([{ tipo: 'corte', estado: 'pendiente', revision: 1, reciboId: null, corridaId }])
    }
    expect(await world.estado(left.servicioId)).toEqual({ estado: 'activo', motivo: null })
    const run = await world.client.cortes.get({ corridaId })
    expect(run).toMatchObject({
      estado: 'terminada',
      total: 3,
      cortados: 2,
      resultados: { dejado: 1 },
      usuario: 'Ana Admin',
    })
    const { items } = await world.client.cortes.filas({ corridaId, filter: { resultado: 'dejado' } })
    expect(items).toMatchObject([{ servicioId: left.servicioId, motivo: 'excluido_a_mano' }])
    await clean()
  })

  it('leaves out a service that cannot be cut, and cuts the others', async () => {
    const broken = await world.debtor()
    const other = await world.debtor()
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.exec(`create trigger broken before insert on servicio_evento when new.servicio_id = '${broken.servicioId}'
        begin select raise(abort, 'broken'); end`),
    )
    const { corridaId } = await world.cutToday()
    expect(await world.estado(other.servicioId)).toEqual({ estado: 'suspendido', motivo: 'deuda' })
    expect(await world.estado(broken.servicioId)).toEqual({ estado: 'activo', motivo: null })
    expect(await world.client.cortes.get({ corridaId })).toMatchObject({
      estado: 'terminada',
      cortados: 1,
      resultados: { dejado: 1 },
    })
    const { items } = await world.client.cortes.filas({ corridaId, filter: { resultado: 'dejado' } })
    expect(items).toMatchObject([{ servicioId: broken.servicioId, motivo: 'error' }])
  })

  it('never cuts a client who paid, promised or was paused after the list was made', async () => {
    const paid = await world.debtor()
    const promised = await world.debtor()
    const paused = await world.debtor()
    const cut = await world.debtor()
    const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
    await world.pay(paid.clienteId, 10_000)
    await world.client.promesas.grant({
      requestId: newRequestId(),
      clienteId: promised.clienteId,
      monto: 10_000,
      fecha: addDays(world.today(), 1),
    })
    const { servicio } = await world.client.servicios.get({ id: paused.servicioId })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: paused.servicioId,
      cambio: { tipo: 'pausa', vuelve: null },
      fecha: world.today(),
      expected: servicio.actualizadoEn,
    })
    const { id: corridaId } = await world.client.cortes.start({ requestId: newRequestId(), simulacionId })
    await world.settled()
    const { items } = await world.client.cortes.filas({ corridaId })
    expect(new Map(items.map((row) => [row.servicioId, row.motivo]))).toEqual(
      new Map([
        [paid.servicioId, 'sin_deuda'],
        [promised.servicioId, 'promesa'],
        [paused.servicioId, 'pausado'],
        [cut.servicioId, null],
      ]),
    )
  })

  it('is refused while cuts are off, on an excluded day, with nobody to cut, and while another goes on', async () => {
    const start = async () => {
      const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
      return world.client.cortes.start({ requestId: newRequestId(), simulacionId })
    }
    expect((await refusal(start())).code).toBe('corte.empty')
    await world.debtor()
    await world.configure({ activos: false })
    expect((await refusal(start())).code).toBe('corte.off')
    await world.configure({ diasExcluidos: [2] })
    expect((await refusal(start())).code).toBe('corte.dia_excluido')
    await world.configure({ feriados: [{ fecha: world.today(), nombre: 'Fiesta' }] })
    expect((await refusal(start())).code).toBe('corte.dia_excluido')
    await world.configure({})
    const { id: corridaId } = await start()
    await world.client.cortes.pause({ requestId: newRequestId(), corridaId })
    expect((await refusal(start())).code).toBe('corte.running')
  })

  it('waits when it is paused, goes on when it is resumed, and leaves the rest when it is stopped', async () => {
    for (let n = 0; n < 60; n++) await world.debtor()
    const act = (what: 'pause' | 'resume' | 'stop', corridaId: string) =>
      world.client.cortes[what]({ requestId: newRequestId(), corridaId })
    const begin = async () => {
      const { simulacionId } = await world.client.cortes.simulate({ fecha: world.today() })
      return (await world.client.cortes.start({ requestId: newRequestId(), simulacionId })).id
    }
    // The pause has its turn after the first services, and before the others.
    const first = await begin()
    await act('pause', first)
    await world.settled()
    expect(await world.client.cortes.get({ corridaId: first })).toMatchObject({ estado: 'pausada', cortados: 50 })
    await act('stop', first)
    expect(await world.client.cortes.get({ corridaId: first })).toMatchObject({ estado: 'detenida', cortados: 50 })
    expect((await refusal(act('resume', first))).code).toBe('corte.closed')

    await world.client.cortes.undo({ requestId: newRequestId(), corridaId: first, motivo: 'Prueba' })
    const second = await begin()
    await act('pause', second)
    await world.settled()
    await act('resume', second)
    await world.settled()
    expect(await world.client.cortes.get({ corridaId: second })).toMatchObject({ estado: 'terminada', cortados: 60 })
  })

  it('is taken back whole, without a fee, but for who came back by themselves', async () => {
    const { actualizadoEn: expected, ...config } = await world.client.facturacion.config()
    const reconexion = { monto: 2000, impuestos: [] }
    await world.client.facturacion.updateConfig({
      requestId: newRequestId(),
      expected,
      config: { ...config, reconexion },
    })
    const paid = await world.debtor()
    const owes = await world.debtor()
    const { corridaId } = await world.cutToday()
    world.office.clock.advance(60_000)
    await world.pay(paid.clienteId, 10_000)
    world.office.clock.advance(60_000)
    const undone = await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'Feriado local' })
    expect(undone).toMatchObject({ levantados: 1, corrida: { cortados: 2, vigentes: 0 } })
    expect(await world.estado(owes.servicioId)).toEqual({ estado: 'activo', motivo: null })
    expect(events(owes.servicioId)).toEqual(['suspension', 'reactivacion'])
    expect(jobs(owes.servicioId)).toMatchObject([
      { tipo: 'corte', estado: 'cancelado', corridaId },
      { tipo: 'reactivacion', revision: 2 },
    ])
    const fees = world.sql<{ servicio_id: string }>(`select servicio_id from cargo where tipo = 'reconexion'`)
    expect(fees.map((row) => row.servicio_id)).toEqual([paid.servicioId])
    expect(await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'Otra vez' })).toMatchObject({
      levantados: 0,
    })
    await clean()
  })

  it('that is taken back leaves alone who was ended since, though the run does not know of it', async () => {
    const { servicioId } = await world.debtor()
    const { corridaId } = await world.cutToday()
    world.office.clock.advance(60_000)
    const { servicio } = await world.client.servicios.get({ id: servicioId })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio: { tipo: 'baja' },
      fecha: world.today(),
      expected: servicio.actualizadoEn,
    })
    // As runs from before the history were.
    await world.office.office.writer.maintain(({ sqlite }) =>
      sqlite.prepare('update corrida_corte_fila set levantada_en = null, levantada_por = null').run(),
    )
    expect(await world.client.cortes.get({ corridaId })).toMatchObject({ cortados: 1, vigentes: 0 })
    expect(await world.client.cortes.undo({ requestId: newRequestId(), corridaId, motivo: 'x' })).toMatchObject({
      levantados: 0,
    })
    expect(await world.estado(servicioId)).toEqual({ estado: 'baja', motivo: null })
    await clean()
  })

  it('of a pause planned for later makes a cut that a payment lifts', async () => {
    const { clienteId, servicioId } = await world.debtor()
    const { servicio } = await world.client.servicios.get({ id: servicioId })
    await world.client.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio: { tipo: 'pausa', vuelve: addDays(world.today(), 9) },
      fecha: addDays(world.today(), 2),
      expected: servicio.actualizadoEn,
    })
    await world.cutToday()
    expect(events(servicioId)).toEqual(['suspension'])
    await world.pay(clienteId, 10_000)
    expect(await world.estado(servicioId)).toEqual({ estado: 'activo', motivo: null })
  })
})
