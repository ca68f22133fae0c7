import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { ContractRouterClient } from '@orpc/contract'
import type { OfficeKey } from '../../contract/control.ts'
import type { Contract } from '../../contract/index.ts'
import { OFFICE_BUILT, type RunningOffice, startOfficeChild } from '../../scripts/lib/office-client.ts'
import { ROOT } from '../../scripts/lib/paths.mjs'
import { insertClientes } from '../../office/customers/store.ts'
import { inventCliente } from '../../office/demo/people.ts'
import { Random } from '../../office/demo/random.ts'
import { silentLog } from '../../office/kernel/log.ts'
import type { Actor, Caller, Office } from '../../office/kernel/office.ts'
import { closeOffice, startOffice } from '../../office/lifecycle.ts'
import { router } from '../../office/router.ts'

export type Rpc = ContractRouterClient<Contract>

const PASSWORD = 'correct horse 9'

/** A temporary folder, and how to remove it. */
export function tempDir(): { path: string; remove(): void } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-bench-'))
  return { path: dir, remove: () => fs.rmSync(dir, { recursive: true, force: true }) }
}

export interface OwnOffice {
  office: Office
  actor: Actor
  rpc: Rpc
  close(): Promise<void>
}

/** A new office in this process, with its tenant and an admin who has entered. `key` seals the passwords of devices. */
export async function newOffice(dataDir: string, key: OfficeKey | null = null): Promise<OwnOffice> {
  const migrationsDir = path.join(ROOT, 'db/migrations')
  const office = await startOffice({ dataDir, migrationsDir, version: '0.0.0', log: silentLog, key })
  const caller: Caller = { actor: null }
  const rpc: Rpc = createRouterClient(router, { context: { office, caller } })
  await rpc.setup.create({
    requestId: randomUUID(),
    tenant: {
      nombre: 'Red del Valle',
      logoUrl: null,
      colorPrimario: '#1c7ed6',
      moneda: 'ARS',
      zonaHoraria: 'America/Argentina/Buenos_Aires',
      pais: 'AR',
      idioma: 'es',
    },
    admin: { nombre: 'Ana', email: 'ana@valle.example', password: PASSWORD },
    puesto: { nombre: 'Mostrador', prefijo: 'P1' },
  })
  if (!caller.actor) throw new Error('nobody entered')
  return { office, actor: caller.actor, rpc, close: () => closeOffice(office) }
}

/** Fills a folder with an office of that many invented clients. */
export async function fillClients(dataDir: string, clients: number): Promise<void> {
  const { office, actor, close } = await newOffice(dataDir)
  const random = new Random(7)
  const news = Array.from({ length: clients }, (_, serial) => ({
    fields: inventCliente(random, serial + 1),
    estadoServicio: 'activo' as const,
  }))
  const request = { actor, requestId: randomUUID(), procedure: 'bench.fill', input: clients }
  await office.writer.run(request, (tx) => insertClientes(tx, news, { audit: false }).length)
  await close()
}

/** The office as it is built, in its own process, with its admin at one line. */
export async function openBuilt(dataDir: string, password = PASSWORD): Promise<{ running: RunningOffice; rpc: Rpc }> {
  const running = await startOfficeChild(dataDir, '0.0.0', OFFICE_BUILT)
  const { rpc } = running.connect()
  const admin = (await rpc.access.people()).find((person) => person.rol === 'admin')
  if (!admin) throw new Error('the office has no admin')
  await rpc.access.login({ usuarioId: admin.id, kind: 'password', secret: password })
  return { running, rpc }
}

/** Memory of a process that is its own share (proportional set size), MB. */
export function memoryMb(pid: number): number {
  const rollup = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1024
}
