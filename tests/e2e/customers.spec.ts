import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { asCashier, seedCounter } from './counter-office.ts'
import { expectAccessible, money, searchBox } from './counter-window.ts'
import {
  changeElsewhere,
  enterClientes,
  grid,
  minorOf,
  openProfile,
  plain,
  rowsOf,
  saveInto,
} from './customers-window.ts'
import { expect, test } from './fixture.ts'

const MARIA = { nombre: 'María Pérez', documento: '20.123.456', telefono: '11 5555-0101', direccion: 'Mitre 200' }
const OTHERS = [
  { nombre: 'Juan Debe', debts: [500_000] },
  { nombre: 'Rita Debe Mucho', debts: [1_000_000, 1_500_000] },
  { nombre: 'Ana Al Día' },
]

// The frame that shows a document runs no scripts; Playwright tries to.
test.beforeEach(({ problems }) => problems.expect(/Blocked script execution in 'paper:/))

test('a client is created: what is missing is said, a known document is warned of, nothing typed is lost to Esc', async ({
  dataDir,
  launch,
}) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const win = await (await launch()).firstWindow()
  await enterClientes(win)
  await win.keyboard.press('Control+n')
  const form = win.getByRole('dialog', { name: 'Nuevo cliente' })
  const name = form.getByLabel('Nombre o razón social')
  await expect(name).toBeFocused()
  await form.getByLabel('Correo').fill('no es')
  await win.keyboard.press('Control+Enter')
  await expect(form.getByText('Revisar 2 campos')).toBeVisible()
  await expect(form.getByText('No es un correo')).toBeVisible()
  await expect(name).toBeFocused()

  await win.keyboard.type('Carlos Nuevo')
  await form.getByLabel('Documento').fill('20123456')
  await expect(form.getByText('Ya tiene este documento:')).toBeVisible()
  const other = form.getByRole('link', { name: 'María Pérez (1)' })
  await expect(other).toBeVisible()

  // Neither Esc nor the way to the other client loses what was typed.
  await win.keyboard.press('Escape')
  await expect(form.getByText('¿Descartar lo escrito?')).toBeVisible()
  await win.keyboard.press('Enter')
  await other.click()
  await expect(form.getByText('¿Descartar lo escrito?')).toBeVisible()
  await form.getByRole('button', { name: 'Seguir editando' }).click()
  await expect(name).toHaveValue('Carlos Nuevo')

  // The document stays a warning.
  await form.getByLabel('Correo').fill('carlos@example.com')
  await win.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
  await expect(win.getByRole('heading', { name: 'Carlos Nuevo', level: 1 })).toBeVisible()
  await expect(win.getByText('Código 2')).toBeVisible()
})

test('a code that another client has is said beside it', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const win = await (await launch()).firstWindow()
  await enterClientes(win)
  await win.keyboard.press('Control+n')
  const form = win.getByRole('dialog', { name: 'Nuevo cliente' })
  await form.getByLabel('Nombre o razón social').fill('Otra Persona')
  await form.getByLabel('Código').fill('1')
  await win.keyboard.press('Control+Enter')
  await expect(form.getByText('Otro cliente ya tiene el código 1.')).toHaveCount(1)
  await form.getByLabel('Código').fill('A-7')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Código A-7')).toBeVisible()
})

test('somebody else saves the same client first: both changes are there in the end', async ({ dataDir, launch }) => {
  const [seeded] = await seedCounter(dataDir, { clients: [MARIA] })
  const win = await (await launch()).firstWindow()
  await enterClientes(win)
  await openProfile(win, 'perez', 'María Pérez')
  await win.keyboard.press('Control+e')
  const form = win.getByRole('dialog', { name: 'Editar a María Pérez' })
  await form.getByLabel('Teléfono').fill('11 5555-0202')
  await form.getByLabel('Notas').fill('Llamar de tarde')
  const theirs = { direccion: 'Belgrano 77', telefono: '11 5555-0303' }
  changeElsewhere(dataDir, seeded?.cliente.id ?? '', theirs)

  await win.keyboard.press('Control+Enter')
  const conflict = form.getByRole('alert').filter({ hasText: 'Alguien cambió este cliente mientras tanto' })
  await expect(conflict).toContainText('Dirección: Mitre 200 → Belgrano 77')
  await expect(conflict).toContainText('Teléfono: 11 5555-0101 → 11 5555-0303')
  await expect(form.getByLabel('Dirección')).toHaveValue('Belgrano 77')
  await expect(form.getByLabel('Teléfono')).toHaveValue('11 5555-0202')
  await expect(form.getByLabel('Notas')).toHaveValue('Llamar de tarde')
  await conflict.getByRole('button', { name: 'Usar ese valor' }).click()
  await expect(form.getByLabel('Teléfono')).toHaveValue('11 5555-0303')

  await form.getByLabel('Teléfono').fill('11 5555-0202')
  await win.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
  const facts = win.getByRole('region', { name: 'Datos del cliente' })
  await expect(facts).toContainText('Belgrano 77')
  await expect(facts).toContainText('11 5555-0202')
  await expect(facts).toContainText('Llamar de tarde')
})

test('filters, order and place in the list are kept, and leaving them is one press', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA, ...OTHERS] })
  const win = await (await launch()).firstWindow()
  const table = await enterClientes(win)
  await expect(rowsOf(table)).toHaveCount(4)
  await expect(win.getByText('4 clientes')).toBeVisible()

  await win.getByText('Vencidos', { exact: true }).click()
  await expect(rowsOf(table)).toHaveCount(2)
  await table.getByRole('button', { name: 'Deuda' }).click()
  await expect(rowsOf(table).first()).toContainText('Rita Debe Mucho')
  await expect(rowsOf(table).first()).toContainText('Vencido')
  await expect(rowsOf(table).first()).toContainText(money('$ 25.000,00'))
  await table.focus()
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('heading', { name: 'Juan Debe', level: 1 })).toBeVisible()

  await win.keyboard.press('Alt+ArrowLeft')
  await expect(table).toBeFocused()
  await expect(rowsOf(table)).toHaveCount(2)
  await win.keyboard.press('Enter')
  await expect(win.getByRole('heading', { name: 'Juan Debe', level: 1 })).toBeVisible()

  await win.keyboard.press('Control+1')
  await expect(searchBox(win)).toBeFocused()
  await win.keyboard.press('Control+3')
  await expect(rowsOf(table).first()).toContainText('Rita Debe Mucho')
  await expect(rowsOf(table)).toHaveCount(2)

  // What is typed anywhere narrows the list; a text that nobody has leads back out.
  await win.keyboard.type('nadie se llama asi')
  await expect(win.getByText('Ningún cliente coincide')).toBeVisible()
  await win.getByRole('button', { name: 'Quitar filtros' }).last().click()
  await expect(rowsOf(table)).toHaveCount(4)
  await expect(win.getByRole('textbox', { name: 'Filtrar clientes' })).toHaveValue('')
})

test('the statement’s balance runs from line to line, and is saved as a table', async ({ dataDir, launch }) => {
  const [seeded] = await seedCounter(dataDir, {
    clients: [{ nombre: 'Rita Cuenta', debts: [1_000_000, 500_050, 700_000] }],
  })
  const clienteId = seeded?.cliente.id ?? ''
  await asCashier(dataDir, async (rpc) => {
    const collect = (monto: number) =>
      rpc.cobros.record({ requestId: randomUUID(), clienteId, metodo: 'efectivo', monto })
    await collect(1_200_000)
    await collect(1_250_050)
  })
  const app = await launch()
  const win = await app.firstWindow()
  await enterClientes(win)
  await openProfile(win, 'rita', 'Rita Cuenta')
  await expect(win.getByRole('region', { name: 'Saldo' })).toContainText('No debe nada')
  await expect(win.getByRole('region', { name: 'Saldo' })).toContainText(money('$ 2.500,00'))

  await win.keyboard.press('Alt+4')
  const statement = grid(win, 'Estado de cuenta')
  await expect(statement).toBeFocused()
  await expect(rowsOf(statement)).toHaveCount(5)
  const lines = await rowsOf(statement).evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? '')),
  )
  let balance = 0
  for (const cells of lines) {
    const [debit, credit, shown] = cells.slice(-3).map((cell) => plain(cell)) as [string, string, string]
    balance += minorOf(debit) - minorOf(credit)
    expect(minorOf(shown), cells.join(' | ')).toBe(Math.abs(balance))
    expect(shown.startsWith('A favor')).toBe(balance < 0)
  }
  expect(balance).toBe(-250_000)

  const file = path.join(dataDir, 'cuenta.csv')
  await saveInto(app, file)
  await win.keyboard.press('Control+s')
  await expect(win.getByText('Guardado: cuenta.csv')).toBeVisible()
  const csv = fs.readFileSync(file, 'utf8').split('\r\n')
  expect(csv[0]).toBe('\uFEFFFecha;Movimiento;Número;Detalle;Debe;Haber;Saldo')
  expect(csv.at(-2)).toMatch(/;Pago;P1-R-00000002;;;12500,50;-2500,00$/)

  // Its lines lead to their documents.
  await win.keyboard.press('Home')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog', { name: /^Factura P1-F-00000001/ })).toBeVisible()
  await win.keyboard.press('Escape')
  await win.keyboard.press('End')
  await win.keyboard.press('Enter')
  await expect(win.getByRole('dialog', { name: 'Recibo P1-R-00000002' })).toBeVisible()
})

test('a service is added and changed where the client is', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [MARIA] })
  const win = await (await launch()).firstWindow()
  await enterClientes(win)
  await openProfile(win, 'perez', 'María Pérez')
  const services = win.getByRole('region', { name: /^Servicios/ })
  await expect(services.getByRole('article')).toHaveCount(1)
  await services.getByRole('button', { name: 'Agregar servicio' }).click()
  const form = win.getByRole('dialog', { name: 'Agregar servicio' })
  await form.getByRole('combobox', { name: 'Plan' }).fill('hogar')
  await win.keyboard.press('ArrowDown')
  await win.keyboard.press('Enter')
  await form.getByLabel('Usuario PPPoE').fill('maria.perez')
  await form.getByLabel('Activado el').fill('5/2/26')
  await win.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
  await expect(services.getByRole('article')).toHaveCount(2)
  await expect(services.getByRole('article').last()).toContainText('maria.perez')
  await expect(services.getByRole('article').last()).toContainText('05/02/2026')
})

test('an office without clients says how to get some', async ({ dataDir, launch }) => {
  await seedCounter(dataDir, { clients: [] })
  const win = await (await launch()).firstWindow()
  await expect(win.getByLabel(/PIN/).last()).toBeFocused()
  await win.keyboard.type('4821')
  await win.keyboard.press('Enter')
  await expect(searchBox(win)).toBeFocused()
  await win.keyboard.press('Control+3')
  await expect(win.getByText('Todavía no hay clientes')).toBeVisible()
  await expectAccessible(win, 'no clients')
  await win.getByRole('button', { name: 'Importar una planilla' }).click()
  await expect(win.getByRole('heading', { name: 'Importar clientes' })).toBeVisible()
})

test('the screens of clients keep the rules of accessibility', async ({ dataDir, launch }) => {
  test.slow()
  const long = `Cooperativa de Servicios ${'Públicos '.repeat(15)}`.slice(0, 160).trim()
  await seedCounter(dataDir, { clients: [{ ...MARIA, debts: [500_000, 700_000] }, ...OTHERS, { nombre: long }] })
  const win = await (await launch()).firstWindow()
  const table = await enterClientes(win)
  await expectAccessible(win, 'list')
  const widths = await rowsOf(table).evaluateAll((rows) => [...new Set(rows.map((row) => row.clientWidth))])
  expect(widths, 'a long name does not move the columns of its row').toHaveLength(1)
  await win.keyboard.press('Control+n')
  await win.getByLabel('Documento').fill('20123456')
  await expect(win.getByText('Ya tiene este documento:')).toBeVisible()
  await win.keyboard.press('Control+Enter')
  await expect(win.getByText('Falta completar')).toBeVisible()
  await expectAccessible(win, 'form')
  await win.keyboard.press('Escape')
  await win.getByRole('button', { name: 'Descartar' }).click()
  await openProfile(win, 'perez', 'María Pérez')
  await expectAccessible(win, 'summary')
  for (const [key, name] of [
    ['Alt+2', 'Facturas'],
    ['Alt+3', 'Pagos'],
    ['Alt+4', 'Estado de cuenta'],
  ] as const) {
    await win.keyboard.press(key)
    await expect(win.getByRole('tab', { name, selected: true })).toBeVisible()
    await expectAccessible(win, name)
  }
})

test('who answers the clients diagnoses from their page', async ({ dataDir, launch }) => {
  const SUPPORT = { nombre: 'Sonia Soporte', rol: 'soporte', pin: '5173' } as const
  const [maria] = await seedCounter(dataDir, { clients: [MARIA], people: [SUPPORT] })
  const win = await (await launch()).firstWindow()
  await expect(
    win
      .getByLabel(/PIN/)
      .or(win.getByRole('button', { name: SUPPORT.nombre }))
      .last(),
  ).toBeVisible()
  if ((await win.getByLabel(/PIN/).count()) > 0) await win.keyboard.press('Escape')
  await win.getByRole('button', { name: SUPPORT.nombre }).click()
  await expect(win.getByLabel(/PIN/).last()).toBeFocused()
  await win.keyboard.type(SUPPORT.pin)
  await win.keyboard.press('Enter')
  await expect(grid(win, 'Clientes')).toBeVisible()
  await win.keyboard.press('Enter')
  await expect(win.getByRole('heading', { name: maria?.cliente.nombreRazonSocial ?? '', level: 1 })).toBeVisible()
  await win.keyboard.press('Alt+d')
  await expect(win.getByRole('dialog', { name: 'Diagnóstico' })).toContainText('Contrato')
})
