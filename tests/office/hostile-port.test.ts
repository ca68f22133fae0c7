import { fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { OfficeControl, OfficeSignal } from '../../contract/control.ts'
import { MIGRATIONS_DIR } from './harness.ts'

const ENTRY = path.resolve(import.meta.dirname, '../../office/entry/node.ts')

it('an office answers on after messages that make no sense', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-nonsense-'))
  const child = fork(ENTRY, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  const exit = once(child, 'exit')
  const ended = exit.then(([code]) => {
    throw new Error(`the office ended with ${String(code)}`)
  })
  ended.catch(() => undefined)
  const send = (message: OfficeControl) => child.send(message)
  const heard = (kind: OfficeSignal['kind']) =>
    Promise.race([
      ended,
      new Promise<OfficeSignal>((resolve) => {
        const listen = (signal: OfficeSignal) => {
          if (signal.kind !== kind) return
          child.off('message', listen)
          resolve(signal)
        }
        child.on('message', listen)
      }),
    ])
  try {
    const ready = heard('ready')
    send({ kind: 'init', dataDir, migrationsDir: MIGRATIONS_DIR, version: '0.0.0' })
    await ready
    send({ kind: 'connect', client: 1 })
    for (const data of ['nonsense', '{}', 'null', null, 5, {}, '{"i":"1","p":{}}', '{"i":"2","p":{"u":"%%%"}}'])
      send({ kind: 'data', client: 1, data })
    const answer = heard('data')
    send({ kind: 'data', client: 1, data: '{"i":"3","p":{"u":"/setup/status"}}' })
    expect(await answer).toMatchObject({ client: 1, data: expect.stringContaining('"fase":"new"') })
    send({ kind: 'stop' })
    expect(await exit).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
})
