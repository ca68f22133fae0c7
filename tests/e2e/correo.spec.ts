import fs from 'node:fs'
import path from 'node:path'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/index.ts'
import { enter, expectAccessible } from './counter-window.ts'
import { enterFacturas, rowsOf } from './customers-window.ts'
import { readPdf, seedInvoices } from './documents-window.ts'
import { expect, test } from './fixture.ts'

let smtp: SmtpSimulator
test.beforeEach(async ({ problems }) => {
  problems.expect(/Blocked script execution in 'paper:/)
  smtp = await startSmtp()
})
test.afterEach(() => smtp.stop())

test('mail is set up, tried, and an invoice reaches its client as a PDF', async ({ dataDir, launch }) => {
  test.slow()
  const { numeros } = await seedInvoices(dataDir, 2)
  await smtp.behave({ auth: { user: 'valle', pass: 'secreta 1' } })
  const win = await (await launch()).firstWindow()
  await enter(win)
  await win.keyboard.press('Control+,')
  await win.getByRole('link', { name: 'Correo', exact: true }).click()
  await win.getByLabel('Servidor SMTP').fill('127.0.0.1')
  await win.getByText('Ninguna', { exact: true }).click()
  await win.getByLabel('Puerto').fill(String(smtp.port))
  await win.getByLabel('Usuario').fill('valle')
  await win.getByLabel('Clave', { exact: true }).fill('equivocada')
  await win.getByLabel('Dirección').fill('cobranzas@valle.example')
  await win.keyboard.press('Control+Enter')
  await win.getByRole('button', { name: 'Probar' }).click()
  await expect(win.getByText('El servidor no aceptó el usuario o la clave.')).toBeVisible()
  await expectAccessible(win, 'mail settings')
  await win.getByLabel('Clave', { exact: true }).fill('secreta 1')
  await win.keyboard.press('Control+Enter')
  await win.getByRole('button', { name: 'Probar' }).click()
  await expect(win.getByText('Llegó a manos del servidor: revisar carla@valle.example.')).toBeVisible()
  expect(smtp.received[0]).toMatchObject({ to: ['carla@valle.example'] })

  await win.keyboard.press('Control+4')
  const table = win.getByRole('grid', { name: 'Facturas' })
  await rowsOf(table).first().click()
  await win
    .getByRole('dialog')
    .getByRole('button', { name: /Imprimir/ })
    .click()
  await win.getByRole('button', { name: 'Enviar por correo' }).click()
  const send = win.getByRole('dialog', { name: 'Enviar por correo' })
  await expect(send.getByLabel('Dirección')).toHaveValue('maria@cliente.example')
  await win.keyboard.press('Control+Enter')
  await smtp.until(2)
  const received = smtp.received[1]
  const numero = numeros.find((each) => received?.subject.includes(each)) ?? 'none'
  expect(received).toMatchObject({ to: ['maria@cliente.example'], from: '"Red del Valle" <cobranzas@valle.example>' })
  const [paper] = received?.attachments ?? []
  expect(paper).toMatchObject({ filename: `factura-${numero}.pdf`, contentType: 'application/pdf' })
  const file = path.join(dataDir, 'recibido.pdf')
  fs.writeFileSync(file, paper?.content ?? '')
  const { text, pages } = readPdf(file)
  expect(pages).toBe(1)
  expect(text).toContain(numero)
  expect(text).toMatch(/1\.000,0[01]/)

  await win.keyboard.press('Escape')
  await win.keyboard.press('Control+7')
  const queue = win.getByRole('grid', { name: 'Correos' })
  await expect(rowsOf(queue)).toHaveCount(1)
  await expect(rowsOf(queue).first()).toContainText('Enviado')
  await expectAccessible(win, 'queue')
  await win.keyboard.press('Alt+2')
  await expect(win.getByText('Los recordatorios están apagados: esto es lo que saldría.')).toBeVisible()
  await expectAccessible(win, 'reminders of today')
})

test('what the server refuses is told in words, and can be tried again', async ({ dataDir, launch }) => {
  await seedInvoices(dataDir, 1)
  const app = await launch()
  const win = await app.firstWindow()
  await enterFacturas(win)
  await win.keyboard.press('Control+,')
  await win.getByRole('link', { name: 'Correo', exact: true }).click()
  await win.getByLabel('Servidor SMTP').fill('127.0.0.1')
  await win.getByText('Ninguna', { exact: true }).click()
  await win.getByLabel('Puerto').fill(String(smtp.port))
  await win.getByLabel('Dirección').fill('cobranzas@valle.example')
  await win.keyboard.press('Control+Enter')
  await expect(win.getByRole('button', { name: 'Probar' })).toBeEnabled()
  await smtp.behave({ unknown: ['maria@cliente.example'] })

  await win.keyboard.press('Control+4')
  await win.getByRole('button', { name: 'Imprimir o enviar' }).click()
  const dialog = win.getByRole('dialog', { name: 'Sacar facturas' })
  await dialog.getByText('Correo', { exact: true }).click()
  await expect(dialog.getByText('1 se envía')).toBeVisible()
  await win.keyboard.press('Control+Enter')
  await expect(dialog.getByText('1 correo en camino')).toBeVisible()
  await dialog.getByRole('button', { name: 'Ver la cola' }).click()
  const queue = win.getByRole('grid', { name: 'Correos' })
  await expect(rowsOf(queue).first()).toContainText('La dirección no existe o no recibe correo.', { timeout: 15_000 })
  await smtp.behave({})
  await rowsOf(queue).first().click()
  const detail = win.getByRole('dialog', { name: /^Factura / })
  await expect(detail).toContainText('Mailbox unknown')
  await detail.getByRole('button', { name: 'Reintentar' }).click()
  await smtp.until(1)
  await expect(rowsOf(queue).first()).toContainText('Enviado', { timeout: 15_000 })
})
