import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OfficeSignal } from '../../contract/control.ts'
import { OfficeHost } from '../../office/kernel/host.ts'
import { type Client, MIGRATIONS_DIR, newRequestId, PASSWORD, refusal, TENANT } from './harness.ts'

let dataDir: string
let host: OfficeHost
let signals: OfficeSignal[]
let ports: MessagePort[]
let clients = 0
beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-port-'))
  signals = []
  ports = []
  host = new OfficeHost(
    (signal) => signals.push(signal),
    () => undefined,
  )
  await host.receive({ kind: 'init', dataDir, migrationsDir: MIGRATIONS_DIR, version: '0.0.0' }, [])
})
afterEach(async () => {
  for (const port of ports) port.close()
  await host.receive({ kind: 'stop' }, [])
  fs.rmSync(dataDir, { recursive: true, force: true })
})

/** A window's line to the office, as Electron gives it. */
async function connect(): Promise<{ client: Client; port: MessagePort }> {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1)
  await host.receive({ kind: 'connect', client: ++clients }, [port2])
  port1.start()
  return { client: createORPCClient(new RPCLink({ port: port1 })), port: port1 }
}

const setUp = (client: Client) =>
  client.setup.create({
    requestId: newRequestId(),
    tenant: TENANT,
    admin: { nombre: 'Ana', email: 'ana@valle.example', password: PASSWORD },
    puesto: { nombre: 'Mostrador', prefijo: 'P1' },
  })

it('a session belongs to its port', async () => {
  expect(signals[0]).toMatchObject({ kind: 'ready', pid: process.pid })
  const first = await connect()
  const { usuarioId } = await setUp(first.client)
  expect((await first.client.access.me())?.usuario.id).toBe(usuarioId)
  const second = await connect()
  expect(await second.client.access.me()).toBeNull()
  expect((await refusal(second.client.usuarios.list())).code).toBe('access.required')
  await second.client.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
  await second.client.access.logout()
  expect((await first.client.access.me())?.usuario.id).toBe(usuarioId)
})

it('a session ends with its port, and a new port has none', async () => {
  const first = await connect()
  const { usuarioId } = await setUp(first.client)
  first.port.close()
  const second = await connect()
  expect(await second.client.access.me()).toBeNull()
  await second.client.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
  expect((await second.client.usuarios.list()).map((u) => u.id)).toEqual([usuarioId])
})

it('a refusal keeps its code and data over the port', async () => {
  const { client } = await connect()
  await setUp(client)
  expect(await refusal(client.access.login({ usuarioId: newRequestId(), kind: 'pin', secret: '1' }))).toEqual({
    code: 'access.unavailable',
    data: {},
  })
  const invalid = await refusal(client.puestos.update({ requestId: 'x' } as never))
  expect(invalid.code).toBe('input.invalid')
  expect(invalid.data['issues']).toContainEqual({ path: 'requestId', code: 'invalid_format' })
})
