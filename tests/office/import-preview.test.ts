import { describe, expect, it } from 'vitest'
import { newRequestId, refusal } from './harness.ts'
import { ANA, CLIENTES, csv, EVA, HEADER, inImportWorld } from './import-world.ts'

const world = inImportWorld()
const { prepare, apply, importFile, rowsOf, value } = world

describe('what is refused', () => {
  it('an import that others overtook, which is then decided anew', async () => {
    const { analysis } = await prepare(csv(ANA, EVA))
    await world.admin.clientes.create({
      requestId: newRequestId(),
      codigoCliente: '2',
      nombreRazonSocial: 'Otra Persona',
      documento: '',
      telefono: '',
      email: '',
      direccion: '',
      notas: '',
    })
    expect(await apply(analysis.importId)).toMatchObject({ estado: 'failed', error: 'importacion.stale' })
    expect(value('select count(*) from cliente')).toBe(1)
    const { rows } = await world.admin.imports.rows({ importId: analysis.importId, issue: 'codigo.taken' })
    expect(rows.map((row) => row.codigoCliente)).toEqual(['2-B'])
    expect(await apply(analysis.importId)).toMatchObject({ estado: 'done' })
    expect(value('select count(*) from cliente')).toBe(3)
  })

  it('changes of others that do not matter do not', async () => {
    const { analysis } = await prepare(csv(ANA))
    await world.admin.clientes.create({
      requestId: newRequestId(),
      codigoCliente: '77',
      nombreRazonSocial: 'Otra Persona',
      documento: '',
      telefono: '',
      email: '',
      direccion: '',
      notas: '',
    })
    expect(await apply(analysis.importId)).toMatchObject({ estado: 'done' })
  })

  it('two imports at once', async () => {
    const { analysis } = await prepare(new Blob([CLIENTES]))
    const running = await world.admin.imports.apply({ requestId: newRequestId(), importId: analysis.importId })
    const second = world.admin.imports.apply({ requestId: newRequestId(), importId: analysis.importId })
    expect((await refusal(second)).code).toBe('importacion.running')
    expect((await refusal(world.admin.imports.analyze({ fileName: 'x.csv', file: csv(ANA) }))).code).toBe(
      'importacion.running',
    )
    await world.office.ended(running.trabajoId)
  }, 60_000)

  it('what is no table, and one without a name column', async () => {
    const unreadable = world.admin.imports.analyze({
      fileName: 'x.xls',
      file: new Blob([Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)]),
    })
    expect(await refusal(unreadable)).toEqual({ code: 'importacion.unreadable', data: { reason: 'old_xls' } })
    const { importId } = await world.admin.imports.analyze({ fileName: 'x.csv', file: csv(ANA) })
    const preview = world.admin.imports.preview({ importId, mapping: { documento: 2 } })
    expect(await refusal(preview)).toEqual({ code: 'importacion.mapping', data: { campo: 'nombreRazonSocial' } })
  })

  it('a file that is forgotten, or is in the office already', async () => {
    const { analysis } = await prepare(csv(ANA))
    await apply(analysis.importId)
    expect(
      (await refusal(world.admin.imports.apply({ requestId: newRequestId(), importId: analysis.importId }))).code,
    ).toBe('importacion.gone')
    await world.admin.imports.discard({ importId: analysis.importId })
    expect((await refusal(world.admin.imports.rows({ importId: analysis.importId }))).code).toBe('importacion.gone')
  })

  it('who may not import', async () => {
    const cashier = await world.office.as('cobranza')
    expect((await refusal(cashier.imports.analyze({ fileName: 'x.csv', file: csv(ANA) }))).code).toBe('access.denied')
  })
})

describe('the report of rejected rows', () => {
  it('has each row as it stood with its reason, and no formula that runs', async () => {
    const bad = '3;;=1+1;;"a;b";"Calle ""B""";@x;Hogar 50;50M/10M;1,00;Activo;-5,00;'
    const { analysis } = await prepare(csv(ANA, bad, '4;Sol'))
    const asked = {
      importId: analysis.importId,
      reasons: { 'nombre.missing': 'Falta el nombre en «{{column}}»', 'row.truncated': 'Fila cortada: {{detail}}' },
      titles: ['Fila', 'Línea', 'Motivo'] as [string, string, string],
    }
    const { csv: text, rows } = await world.admin.imports.rejected(asked)
    expect(rows).toBe(2)
    const lines = text.split('\r\n')
    expect(lines[0]).toBe(`\ufeffFila;Línea;Motivo;${HEADER}`)
    expect(lines[1]).toContain(`3;3;Falta el nombre en «Nombre»`)
    expect(lines[1]).toContain(`;'=1+1;;"a;b";"Calle ""B""";'@x;Hogar 50;50M/10M;1,00;Activo;-5,00;`)
    expect(lines[2]).toBe('4;4;Fila cortada: 2 / 13;4;Sol')
    await apply(analysis.importId)
    expect(await world.admin.imports.rejected(asked)).toMatchObject({ rows: 2, csv: text })
  })

  it('can be mended and imported', async () => {
    const bad = '3;;=1+1;;;Calle 3;sol3;Hogar 50;50M/10M;1,00;Activo;-5,00;'
    const { analysis } = await prepare(csv(ANA, bad))
    const { csv: text } = await world.admin.imports.rejected({
      importId: analysis.importId,
      reasons: {},
      titles: ['Fila', 'Línea', 'Motivo'],
    })
    const mended = text.replace(';3;;', ';3;Sol Oro;')
    const preview = await importFile(new Blob([mended]))
    expect(preview.fates.create).toBe(1)
    expect(rowsOf('select nombre_razon_social, documento from cliente')).toEqual([['Sol Oro', '=1+1']])
  })
})

describe('the rows of a preview', () => {
  it('come by fate and by issue, a page at a time, in the order of the file', async () => {
    const { analysis } = await prepare(new Blob([CLIENTES]))
    const { importId } = analysis
    const page = await world.admin.imports.rows({ importId, fate: 'error', offset: 20, limit: 100 })
    expect(page.total).toBe(27)
    expect(page.rows).toHaveLength(7)
    const issue = await world.admin.imports.rows({ importId, issue: 'ip.invalid', limit: 3 })
    expect(issue.total).toBe(8)
    expect(issue.rows.map((row) => [row.row, row.line])).toEqual([
      [383, 425],
      [535, 596],
      [1036, 1163],
    ])
    expect((await world.admin.imports.rows({ importId, offset: 2999 })).rows[0]?.row).toBe(3001)
  })

  it('are read in another way when the person says so', async () => {
    const file = new Blob(['Codigo;Nombre;Saldo\n1;Ana;1.234\n'])
    const { importId, reading, detected } = await world.admin.imports.analyze({ fileName: 'x.csv', file })
    expect([reading.decimal, detected.decimal]).toEqual([',', false])
    const reread = await world.admin.imports.reread({ importId, reading: { decimal: '.' } })
    expect(reread.reading.decimal).toBe('.')
    await world.admin.imports.preview({ importId, mapping: reread.mapping })
    expect((await world.admin.imports.rows({ importId })).rows[0]).toMatchObject({
      fate: 'error',
      issues: [{ code: 'saldo.invalid' }],
    })
  })
})
