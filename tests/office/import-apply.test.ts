import { describe, expect, it } from 'vitest'
import { newRequestId } from './harness.ts'
import { ANA, CLIENTES, csv, EVA, inImportWorld } from './import-world.ts'

const world = inImportWorld()
const { prepare, importFile, rowsOf, value, contents, counts, expectSound } = world

describe('clientes.csv', () => {
  it('imports every good row, in numbers that add up, and changes nothing the second time', async () => {
    const preview = await importFile(new Blob([CLIENTES]))
    expect(preview.fates).toEqual({ create: 2973, update: 0, skip: 0, error: 27 })
    expect(value('select count(*) from cliente')).toBe(2973)
    expect(value('select count(*) from servicio')).toBe(2973)
    expect(value('select sum(monto_total) from factura')).toBe(preview.openingInvoices.total)
    expect(value('select sum(monto) from nota_credito')).toBe(preview.openingCredits.total)
    expect(value('select sum(deuda) from cliente_saldo')).toBe(preview.openingInvoices.total)
    expect(value('select sum(credito) from cliente_saldo')).toBe(preview.openingCredits.total)
    await expectSound()
    const before = { contents: contents(), counts: counts() }

    const again = await importFile(new Blob([CLIENTES]))
    expect(again.fates).toEqual({ create: 0, update: 0, skip: 2973, error: 27 })
    expect(again.openingInvoices.count + again.openingCredits.count).toBe(0)
    expect(again.planes.filter((plan) => plan.doubtful || plan.action === 'create')).toEqual([])
    expect(again.issues).toContainEqual({ code: 'ip.repeated', rows: 264 })
    expect({ contents: contents(), counts: counts() }).toEqual(before)
  }, 60_000)

  it('lets reads go on while it is written', async () => {
    const { analysis } = await prepare(new Blob([CLIENTES]))
    const { trabajoId } = await world.admin.imports.apply({ requestId: newRequestId(), importId: analysis.importId })
    const seen: (number | null)[] = []
    let running = true
    while (running) {
      seen.push((await world.admin.clientes.list({ filter: {}, limit: 1 })).items.length)
      const job = world.office.office.jobs.list().find(({ id }) => id === trabajoId)
      running = job?.estado === 'running'
      await new Promise((resolve) => setImmediate(resolve))
    }
    await world.office.ended(trabajoId)
    expect(seen.length).toBeGreaterThan(3)
    expect(seen[0]).toBe(0)
    expect((await world.admin.clientes.list({ filter: {}, limit: 1 })).items).toHaveLength(1)
  }, 60_000)
})

describe('an import', () => {
  it('writes clients, services, plans and opening balances with their links', async () => {
    await importFile(csv(ANA, EVA))
    expect(contents()).toEqual({
      clientes: [
        ['Ana Paz', '20.111.222', '3854111222', 'ana@x.example', 'Calle 1', 'activo', '', 150000, 0, 0, 1],
        ['Eva Sol', '20.333.444', '', '', 'Calle 2', 'suspendido', 'perro', 0, 0, 25050, 0],
      ],
      servicios: [
        ['Ana Paz', '20.111.222', 'Hogar 50', 'pppoe', 'ana1', '2026-03-10', 'activo'],
        ['Eva Sol', '20.333.444', 'Hogar 50', 'pppoe', 'eva2', '2026-03-10', 'suspendido'],
      ],
      planes: [['Hogar 50', 50, 10, 1699900]],
      facturas: [['Ana Paz', '20.111.222', 150000, 150000, 'saldo_inicial', 'pendiente']],
      notas: [['Eva Sol', '20.333.444', 25050, 'saldo_inicial']],
    })
    expect(
      rowsOf(
        'select numero, descripcion, fecha_vencimiento, f.servicio_id is not null from factura f join factura_linea l on l.factura_id = f.id',
      ),
    ).toEqual([['P1-F-00000001', 'Saldo inicial', '2026-03-20', 1]])
    const found = await world.admin.clientes.search({ texto: 'eva2' })
    expect(found.map((hit) => hit.codigoCliente)).toEqual(['2'])
    await expectSound()
  })

  it('settles the debt of one service with the credit of another of the same client', async () => {
    const second = ANA.replace('ana1', 'ana1b').replace('1.500,00', '-2.000,00')
    await importFile(csv(ANA, second))
    expect(rowsOf('select deuda, credito, facturas_abiertas from cliente_saldo')).toEqual([[0, 50000, 0]])
    expect(value('select count(*) from servicio')).toBe(2)
    await expectSound()
  })

  it('is remembered with who, what and how much, and audited once', async () => {
    const before = value('select count(*) from auditoria')
    await importFile(csv(ANA, EVA, '3;;;;;;;;;;Activo;0;'))
    expect(await world.admin.imports.history()).toMatchObject([
      {
        fileName: 'lista.csv',
        usuario: 'Ana Admin',
        fates: { create: 2, error: 1 },
        planesCreated: 1,
        openingInvoices: { count: 1, total: 150000 },
        openingCredits: { count: 1, total: 25050 },
      },
    ])
    expect(rowsOf(`select accion from auditoria where seq > ${Number(before)} order by seq`)).toEqual([
      ['plan.create'],
      ['imports.apply'],
    ])
  })

  it('uses the plan that the person points at', async () => {
    const impuestos = [{ nombre: 'IVA', tasaBp: 2100, incluido: true }]
    const plan = await world.admin.planes.create({
      requestId: newRequestId(),
      nombre: 'Fibra 100',
      velocidadBajadaMbps: 100,
      velocidadSubidaMbps: 100,
      precioMensual: 2000000,
      impuestos,
      politicaSuspension: 'cortar',
    })
    const preview = await importFile(csv(ANA), { planes: { 'Hogar 50': plan.id } })
    expect(preview.planes).toMatchObject([{ nombre: 'Hogar 50', planId: plan.id, action: 'match' }])
    expect(rowsOf('select nombre from plan_servicio')).toEqual([['Fibra 100']])
    expect(value('select plan_id from servicio')).toBe(plan.id)
  })

  it('remembers the mapping of these headers', async () => {
    const { analysis } = await prepare(csv(ANA))
    const { documento: _, ...mapping } = analysis.mapping
    await prepare(csv(ANA), { mapping })
    const again = await world.admin.imports.analyze({ fileName: 'otra.csv', file: csv(EVA) })
    expect(again).toMatchObject({ mapping, mappingSaved: true })
    expect(again.mapping.documento).toBeUndefined()
  })

  it('repeated with the same request is the same job', async () => {
    const { analysis } = await prepare(csv(ANA))
    const request = { requestId: newRequestId(), importId: analysis.importId }
    const [first, second] = await Promise.all([world.admin.imports.apply(request), world.admin.imports.apply(request)])
    expect(second).toEqual(first)
    await world.office.ended(first.trabajoId)
    expect(await world.admin.imports.apply(request)).toEqual(first)
    await world.restart()
    const after = await world.office.ended((await world.admin.imports.apply(request)).trabajoId)
    expect(after).toMatchObject({ estado: 'done', refId: analysis.importId })
    expect(value('select count(*) from cliente')).toBe(1)
  })
})

describe('the same file with changes', () => {
  const cliente = async () => {
    const [hit] = await world.admin.clientes.search({ texto: 'ana1' })
    const { cliente, servicios } = await world.admin.clientes.get({ id: hit?.id ?? '' })
    return { cliente, servicio: servicios[0] }
  }

  it('brings over what changed in the file, and leaves alone what was changed by hand', async () => {
    await importFile(csv(ANA, EVA))
    const { cliente: before } = await cliente()
    await world.admin.clientes.update({
      requestId: newRequestId(),
      id: before.id,
      codigoCliente: before.codigoCliente,
      nombreRazonSocial: 'Ana María Paz',
      documento: before.documento,
      telefono: '3854 555555',
      email: before.email,
      direccion: before.direccion,
      notas: 'llamar de tarde',
      estadoServicio: 'activo',
      expected: before.actualizadoEn,
    })
    const changed = ANA.replace('Calle 1', 'Calle 100').replace(
      'Hogar 50;50M/10M;16.999,00;Activo',
      'Fibra 200;200M/100M;25.990,00;Suspendido',
    )
    const preview = await importFile(csv(`${changed}debe el router`, EVA))
    expect(preview.fates).toEqual({ create: 0, update: 1, skip: 1, error: 0 })
    const after = await cliente()
    expect(after.cliente).toMatchObject({
      nombreRazonSocial: 'Ana María Paz',
      telefono: '3854 555555',
      direccion: 'Calle 100',
      estadoServicio: 'suspendido',
      notas: 'llamar de tarde\ndebe el router',
    })
    expect(after.servicio).toMatchObject({ planNombre: 'Fibra 200', estado: 'suspendido' })
    const audit = rowsOf(
      "select accion, antes_json from auditoria where accion like '%update' order by seq desc limit 2",
    )
    expect(audit).toHaveLength(2)
    expect((await prepare(csv(`${changed}debe el router`, EVA))).preview.fates.skip).toBe(2)
    await expectSound()
  })

  it('says no state of a client whose services say it', async () => {
    await importFile(csv(ANA))
    // Without a plan there is no service in the row: what it had of one is a note.
    const unplanned = csv(ANA.replace('Hogar 50;50M/10M;16.999,00;Activo', ';;;Suspendido'))
    const { analysis } = await prepare(unplanned)
    const { rows } = await world.admin.imports.rows({ importId: analysis.importId })
    expect(rows[0]?.changes).toEqual(['notas'])
    await importFile(unplanned)
    const after = await cliente()
    expect(after.cliente.estadoServicio).toBe('activo')
    expect(after.servicio?.estado).toBe('activo')
    expect(
      value("select group_concat(despues_json ->> 'estadoServicio') from auditoria where accion = 'cliente.update'"),
    ).toBeNull()
    await expectSound()
  })

  it('never writes an opening balance twice, nor empties a field', async () => {
    await importFile(csv(ANA))
    const { preview, analysis } = await prepare(csv(ANA.replace('1.500,00', '9.999,00').replace('ana@x.example', '')))
    expect(preview.fates.skip).toBe(1)
    const { rows } = await world.admin.imports.rows({ importId: analysis.importId })
    expect(rows[0]?.issues.map(({ code, column }) => [code, column])).toEqual([
      ['saldo.kept', 'Saldo'],
      ['value.emptied', 'Email'],
    ])
  })

  it('knows its client when name and document change together, and a plan under its new name', async () => {
    await importFile(csv(ANA, EVA))
    const [plan] = await world.admin.planes.list()
    if (!plan) throw new Error('the import made a plan')
    const { id, servicios: _, actualizadoEn, ...fields } = plan
    await world.admin.planes.update({
      requestId: newRequestId(),
      id,
      ...fields,
      nombre: 'Hogar Max',
      expected: actualizadoEn,
    })
    const sold = ANA.replace('Ana Paz', 'Luz Mar').replace('20.111.222', '33.999.888')
    const preview = await importFile(csv(sold, EVA))
    expect(preview.fates).toMatchObject({ update: 1, skip: 1 })
    expect(preview.planes).toMatchObject([{ nombre: 'Hogar 50', planId: id, action: 'match' }])
    expect(value('select count(*) from cliente')).toBe(2)
    expect(rowsOf('select nombre from plan_servicio')).toEqual([['Hogar Max']])
  })

  it('in another order is still the same, also where a code is repeated', async () => {
    const other = ANA.replace('Ana Paz', 'Luz Mar').replace('20.111.222', '33.999.888').replace('ana1', 'luz')
    const second = ANA.replace('ana1', 'ana1b').replace('1.500,00', '0')
    await importFile(csv(ANA, other, second, EVA))
    expect(rowsOf('select codigo_cliente from cliente order by codigo_orden')).toEqual([['1'], ['1-B'], ['2']])
    const { preview } = await prepare(csv(EVA, second, other, ANA))
    expect(preview.fates).toEqual({ create: 0, update: 0, skip: 4, error: 0 })
  })
})

it('begins billing imported services with the next period: up to there they were billed elsewhere', async () => {
  const rows = ['1;Ana Paz;Hogar 50;16.999,00;activo', '2;Eva Sol;Hogar 50;16.999,00;suspendido']
  await importFile(new Blob([['Codigo;Nombre;Plan;Precio;Estado', ...rows].join('\n')]))
  expect(rowsOf('select facturar_desde, motivo_suspension from servicio order by 2')).toEqual([
    ['2026-04-01', null],
    ['2026-04-01', 'deuda'],
  ])
  expect(rowsOf('select fecha, tipo, aplicado from servicio_evento')).toEqual([['2026-03-10', 'suspension', 1]])
})
