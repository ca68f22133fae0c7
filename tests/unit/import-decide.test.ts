import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ImportIssueCode } from '../../contract/procedures/imports.ts'
import type { Entry } from '../../office/imports/decide/entry.ts'
import { type DecideContext, type Decision, decide } from '../../office/imports/decide/index.ts'
import type { OfficeCliente, OfficeView } from '../../office/imports/decide/view.ts'
import { guessMapping } from '../../office/imports/mapping.ts'
import { readFile } from '../../office/imports/read/index.ts'
import { emptyOffice } from './import-view.ts'

async function decideFile(bytes: Uint8Array, view: OfficeView = emptyOffice, choices: Partial<DecideContext> = {}) {
  const { table, reading } = await readFile(bytes, {}, { decimal: '.', dateFormat: 'dmy' })
  const mapping = guessMapping(table)
  const context = { mapping, reading, moneda: 'ARS', today: '2026-12-31', estados: {}, planes: {}, ...choices }
  return decide(table.rows, { headers: table.headers, ...context }, view)
}

const HEADER = 'Codigo;Nombre;Documento;Telefono;Usuario PPPoE;Plan;Velocidad;Precio;Estado;Saldo'
const decideRows = (rows: string[], view?: OfficeView, choices?: Partial<DecideContext>) =>
  decideFile(Buffer.from([HEADER, ...rows].join('\n')), view, choices)

const codesOf = (entry: Entry | undefined) => entry?.issues.map((issue) => issue.code) ?? []
const codigos = (decision: Decision) => decision.people.map((person) => person.codigo)

describe('clientes.csv in an empty office', () => {
  let decision: Decision
  beforeAll(async () => {
    decision = await decideFile(fs.readFileSync(path.join(import.meta.dirname, '../data/clientes.csv')))
  })

  /** Every defect of the file: how many rows have it, and the spreadsheet row, line, and cell where it is first seen. */
  const defects: [ImportIssueCode, number, number, number, string, string][] = [
    ['row.truncated', 14, 98, 110, '10.11.39.72', '9 / 18'],
    ['nombre.missing', 13, 243, 272, '', ''],
    ['codigo.other_person', 19, 63, 71, '15', '16 · Raúl Agustín Quiñones Peña → 15-B'],
    ['documento.repeated', 29, 203, 226, '15.000.983', '204 · Carlos Lucía Aguirre Aguirre'],
    ['telefono.several', 507, 2, 2, '3854066907/3855066907', '2'],
    ['email.invalid', 750, 3, 3, 'alberto2@example', 'alberto2@example'],
    ['email.several', 759, 6, 6, 'noe5@example.com; otro@example.org', 'noe5@example.com'],
    ['ip.invalid', 8, 383, 425, '10.10.300.7', ''],
    ['ip.repeated', 264, 11, 13, '10.10.15.94', '1960 · Ramón Luis Ramírez Álvarez'],
    ['fecha.invalid', 14, 288, 320, '31/02/2024', ''],
    ['fecha.two_digits', 318, 7, 7, '11-06-24', '2024-06-11'],
    ['dia.invalid', 10, 6, 6, '31', ''],
    ['estado.read_as', 519, 30, 35, 'Cancelado', 'baja'],
    ['plan.unknown', 9, 43, 49, 'Plan que no existe', 'Plan que no existe'],
    ['precio.invalid', 11, 252, 282, 'consultar', ''],
    ['precio.differs', 152, 46, 52, '$ 33.500,50', '34500.50'],
    ['velocidad.differs', 6, 807, 904, '100M/50M', '50/10'],
    ['text.formula', 425, 5, 5, '=HYPERLINK("x")', ''],
    ['text.blank', 417, 2, 2, '  ', ''],
    ['text.spaces', 77, 199, 222, 'suspendido ', ''],
  ]

  it('names every kind of defect that the file has, and no other', () => {
    expect(decision.issues).toEqual(defects.map(([code, rows]) => ({ code, rows })))
  })

  it.each(defects)('%s is in %i rows, first in row %i (line %i)', (code, _rows, row, line, value, detail) => {
    const first = decision.entries.find((entry) => codesOf(entry).includes(code))
    expect(first?.text).toMatchObject({ row, line })
    expect(first?.issues.find((issue) => issue.code === code)).toMatchObject({ value, detail })
  })

  it('loses no good row: only truncated ones and those without a name are refused', () => {
    expect(decision.fates).toEqual({ create: 2973, update: 0, skip: 0, error: 27 })
    const refused = decision.entries.filter((entry) => entry.fate === 'error')
    expect(new Set(refused.map((entry) => entry.issues[0]?.code))).toEqual(new Set(['row.truncated', 'nombre.missing']))
  })

  it('gives every client a code of its own', () => {
    expect(decision.people).toHaveLength(2973)
    expect(new Set(codigos(decision)).size).toBe(2973)
  })

  it('finds the plans and says which one to look at', () => {
    const plans = decision.plans.map(({ nombre, rows, precioMensual, doubtful }) => [
      nombre,
      rows,
      precioMensual,
      doubtful,
    ])
    expect(plans.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['Fibra 200', 482, 2599000, false],
      ['Hogar 10', 493, 850000, false],
      ['Hogar 20', 493, 1150000, false],
      ['Hogar 50', 519, 1699900, false],
      ['Jubilado 6', 478, 499999, false],
      ['Plan que no existe', 9, 1699900, true],
      ['Pyme 100', 499, 3450050, false],
    ])
  })

  it('counts the words of the state column', () => {
    expect(decision.estados.map(({ clave, rows, estado }) => [clave, rows, estado])).toEqual([
      ['activo', 2125, 'activo'],
      ['suspendido', 480, 'suspendido'],
      ['cancelado', 231, 'baja'],
      ['baja', 150, 'baja'],
    ])
  })
})

describe('one code in several rows', () => {
  const ana = '15;Ana Paz;20.111.222;;ana15;Hogar 50;50M/10M;16.999,00;Activo;100,00'

  it('an exact copy is skipped', async () => {
    const decision = await decideRows([ana, ana])
    expect(decision.fates).toMatchObject({ create: 1, skip: 1 })
    expect(codesOf(decision.entries[1])).toEqual(['codigo.repeated_same'])
    expect(decision.openingInvoices).toEqual({ count: 1, total: 10000 })
  })

  it('another service of the same person joins the client', async () => {
    const second = '15;Ana  Paz;20111222;;ana15b;Pyme 100;100M/50M;34.500,00;Activo;50,00'
    const decision = await decideRows([ana, second])
    expect(decision.people).toHaveLength(1)
    expect(decision.fates.create).toBe(2)
    expect(codesOf(decision.entries[1])).toContain('codigo.second_service')
    expect(decision.openingInvoices).toEqual({ count: 2, total: 15000 })
  })

  it('the same service with other data is refused: nobody knows which is right', async () => {
    const decision = await decideRows([ana, ana.replace('100,00', '200,00')])
    expect(decision.fates).toMatchObject({ create: 1, error: 1 })
    expect(decision.entries[1]?.issues[0]).toMatchObject({ code: 'codigo.repeated', detail: '2 · Ana Paz' })
  })

  it('another person becomes another client with a letter at the code', async () => {
    const eva = '15;Eva Sol;20.999.888;;eva62;Hogar 50;50M/10M;16.999,00;Activo;0'
    const luz = '15;Luz Mar;20.777.888;;luz63;Hogar 50;50M/10M;16.999,00;Activo;0'
    const decision = await decideRows([ana, eva, luz, '15-B;Sol Oro;1234567;;sol;Hogar 50;50M/10M;16.999,00;Activo;0'])
    expect(codigos(decision)).toEqual(['15', '15-C', '15-D', '15-B'])
    expect(decision.entries[1]?.issues[0]).toMatchObject({ code: 'codigo.other_person', detail: '2 · Ana Paz → 15-C' })
  })

  it('without a code the document and the name tell people apart', async () => {
    const row = (nombre: string, documento: string, telefono: string, usuario: string) =>
      `;${nombre};${documento};${telefono};${usuario};Hogar 50;50M/10M;16.999,00;Activo;0`
    const decision = await decideRows([
      row('Ana Paz', '20.111.222', '', 'a1'),
      row('ANA PAZ', '20111222', '', 'a2'),
      row('Juan Gil', '', '3854111222', 'j1'),
      row('Juan Gil', '', '3854999888', 'j2'),
    ])
    expect(decision.people.map((person) => person.entries.length)).toEqual([2, 1, 1])
    expect(codigos(decision)).toEqual(['', '', ''])
  })
})

describe('an office that has clients', () => {
  const known: OfficeCliente = {
    id: 'c1',
    codigoCliente: '15',
    nombreRazonSocial: 'Ana Paz',
    documento: '20.111.222',
    telefono: '3854 111222',
    email: '',
    direccion: '',
    estadoServicio: 'activo',
    notas: '',
  }
  const view: OfficeView = {
    ...emptyOffice,
    cliente: (id) => (id === known.id ? known : null),
    clienteByCodigo: (codigo) => (codigo === known.codigoCliente ? known : null),
    clientesByDocumento: (documento) => (documento.replaceAll('.', '') === '20111222' ? [known] : []),
  }

  it('is brought up to date by code, and keeps what the file does not have', async () => {
    const decision = await decideRows(['15;Ana Paz;20.111.222;;ana15;Hogar 50;50M/10M;16.999,00;Activo;0'], view)
    expect(decision.entries[0]).toMatchObject({ fate: 'update', changes: ['plan'] })
  })

  it('is found by document and name under another code', async () => {
    const decision = await decideRows(['99;Ana Paz;20111222;3854 111222;;;;;Activo;0'], view)
    expect(codesOf(decision.entries[0])).toContain('client.found')
    expect(codigos(decision)).toEqual(['15'])
  })

  it('does not give its client away to another person with the same code', async () => {
    const decision = await decideRows(['15;Eva Sol;20.999.888;;eva;Hogar 50;50M/10M;16.999,00;Activo;0'], view)
    expect(decision.entries[0]).toMatchObject({ fate: 'create' })
    expect(decision.entries[0]?.issues[0]).toMatchObject({ code: 'codigo.taken', detail: '15 · Ana Paz → 15-B' })
  })

  it('keeps the account that it keeps already', async () => {
    const row = ['15;Ana Paz;20.111.222;3854 111222;;;;;Activo;500,00']
    const without = await decideRows(row, view)
    expect(without.entries[0]).toMatchObject({ fate: 'update', changes: ['saldo'] })
    const having = await decideRows(row, { ...view, hasAccount: () => true })
    expect(having.entries[0]).toMatchObject({ fate: 'skip' })
    expect(codesOf(having.entries[0])).toContain('saldo.kept')
  })
})

describe('plans', () => {
  const plan = {
    id: 'p1',
    nombre: 'HOGAR 50',
    velocidadBajadaMbps: 50,
    velocidadSubidaMbps: 10,
    precioMensual: 2000000,
  }
  const rows = ['1;Ana;20111222;;a;Hogar 50;50M/10M;16.999,00;Activo;0', '2;Eva;20333444;;e;Raro;1M/1M;9,00;Activo;0']
  const view = { ...emptyOffice, planes: () => [plan] }

  it('match the office by name, and what will be charged is said', async () => {
    const decision = await decideRows(rows, view)
    expect(decision.plans.map(({ nombre, planId, action }) => [nombre, planId, action])).toEqual([
      ['Hogar 50', 'p1', 'match'],
      ['Raro', null, 'create'],
    ])
    expect(decision.entries[0]?.issues).toMatchObject([{ code: 'precio.differs', detail: '20000.00' }])
  })

  it('are what the person says', async () => {
    const decision = await decideRows(rows, view, { planes: { Raro: 'p1', 'Hogar 50': null } })
    expect(decision.plans.map((found) => found.planId)).toEqual(['p1', 'p1'])
  })

  it('a row that pays another price than its plan keeps it in the notes', async () => {
    const cheap = '3;Luz;20555666;;l;Hogar 50;50M/10M;15.999,00;Activo;0'
    const again = rows[0]?.replace('1;Ana;20111222;;a', '4;Sol;20777888;;s') ?? ''
    const decision = await decideRows([rows[0] ?? '', again, cheap])
    expect(decision.entries[2]?.normal.notas).toBe('Precio: 15.999,00')
    expect(codesOf(decision.entries[2])).toEqual(['precio.differs'])
    expect(decision.entries[0]?.normal.notas).toBe('')
  })
})

describe('documents', () => {
  it('of two people are named on both, of one person with two services on neither', async () => {
    const row = (codigo: string, nombre: string, usuario: string) =>
      `${codigo};${nombre};20.111.222;;${usuario};Hogar 50;50M/10M;16.999,00;Activo;0`
    const two = await decideRows([row('1', 'Ana', 'a'), row('2', 'Eva', 'e')])
    expect(two.entries.map(codesOf)).toEqual([['documento.repeated'], ['documento.repeated']])
    const one = await decideRows([row('1', 'Ana', 'a'), row('1', 'Ana', 'e')])
    expect(one.entries.map(codesOf)).toEqual([[], ['codigo.second_service']])
  })
})

describe('balances', () => {
  it('that two services of one person repeat to the cent are both opened, and pointed at', async () => {
    const row = (usuario: string, saldo: string) =>
      `1;Ana;20.111.222;;${usuario};Hogar 50;50M/10M;16.999,00;Activo;${saldo}`
    const equal = await decideRows([row('a', '1.500,00'), row('e', '1.500,00')])
    expect(equal.entries.map(codesOf)).toEqual([[], ['codigo.second_service', 'saldo.repeated']])
    for (const [first, second] of [
      ['1.500,00', '1.500,01'],
      ['0', '0'],
    ] as const) {
      const other = await decideRows([row('a', first), row('e', second)])
      expect(other.entries.map(codesOf)).toEqual([[], ['codigo.second_service']])
    }
  })
})
