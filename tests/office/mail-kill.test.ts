import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { buildIfStale } from '../../scripts/lib/build.mjs'
import { OFFICE_BUILT, startOfficeChild } from '../../scripts/lib/office-client.ts'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/index.ts'
import { PASSWORD, TENANT } from './harness.ts'

let smtp: SmtpSimulator
let dataDir: string
beforeAll(() => buildIfStale(() => undefined), 120_000)
beforeEach(async () => {
  smtp = await startSmtp()
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-mail-'))
})
afterEach(() => {
  smtp.stop()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

/** An office in its own process, with its admin at a line. */
async function open() {
  const running = await startOfficeChild(dataDir, '0.0.0', OFFICE_BUILT)
  const { rpc } = running.connect()
  return { ...running, rpc }
}

it('killed while the server has a mail in its hands, the office sends it again under the same id, and the rest once', async () => {
  const first = await open()
  const { rpc } = first
  const { usuarioId } = await rpc.setup.create({
    requestId: randomUUID(),
    tenant: TENANT,
    admin: { nombre: 'Ana', email: 'ana@valle.example', password: PASSWORD },
    puesto: { nombre: 'Mostrador', prefijo: 'P1' },
  })
  await rpc.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
  const client = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id: clienteId } = await rpc.clientes.create({ requestId: randomUUID(), ...client, nombreRazonSocial: 'Ana' })
  const config = {
    host: '127.0.0.1',
    puerto: smtp.port,
    seguridad: 'ninguna' as const,
    remitenteCorreo: 'cobranzas@valle.example',
  }
  await rpc.correos.updateConfig({ requestId: randomUUID(), expected: 0, config })
  // Heard by the test before the office hears that it was taken: that is when it dies.
  await smtp.behave({ slowMs: 60_000 })
  const dias = { desde: '2026-01-01', hasta: '2026-12-31' }
  const documento = { tipo: 'estado_cuenta' as const, id: clienteId, ...dias }
  const ids: string[] = []
  for (const para of ['uno@cliente.example', 'dos@cliente.example', 'tres@cliente.example'])
    ids.push((await rpc.correos.send({ requestId: randomUUID(), documento, para })).id)
  await smtp.until(1)
  const gone = new Promise((resolve) => first.child.once('exit', resolve))
  first.child.kill('SIGKILL')
  await gone

  await smtp.behave({})
  const second = await open()
  await smtp.until(4)
  await second.rpc.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
  await expect.poll(async () => (await second.rpc.correos.summary()).cuenta).toMatchObject({ enviado: 3, pendiente: 0 })
  const count = new Map<string, number>()
  for (const { messageId } of smtp.received) count.set(messageId, (count.get(messageId) ?? 0) + 1)
  expect([...count]).toEqual(ids.map((id, at) => [`<${id}@valle.example>`, at === 0 ? 2 : 1]))
  await second.stop()
}, 60_000)
