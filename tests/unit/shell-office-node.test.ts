import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OfficeSignal } from '../../contract/control.ts'
import { startNodeOffice } from '../../electron/main/office-node.ts'
import type { OfficeProcess, RelayPort } from '../../electron/main/office-process.ts'

const FAKE_OFFICE = path.resolve(import.meta.dirname, '../simulators/shell/fake-office.mjs')

let dataDir: string
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-office-'))
})
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }))

/** Node's own port in the clothes of Electron's. */
function dressed(port: MessagePort): RelayPort {
  return {
    postMessage: (data) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
    on: (event: string, listener: (event: { data: unknown }) => void) =>
      event === 'message'
        ? port.on('message', (data: unknown) => listener({ data }))
        : port.on('close', () => listener({ data: undefined })),
  }
}

/** Starts the fake office; its signals, its end and its output are promises to wait for. */
function start(entry = FAKE_OFFICE, execPath = process.execPath) {
  const signals: OfficeSignal['kind'][] = []
  const heard = new EventTarget()
  const tell = (name: string) => heard.dispatchEvent(new Event(name))
  let how = ''
  let output = ''
  const office: OfficeProcess<MessagePort> = startNodeOffice<MessagePort>({
    execPath,
    entry,
    codeCache: path.join(os.tmpdir(), 'mostrador-code'),
    createChannel: () => {
      const { port1, port2 } = new MessageChannel()
      return { near: dressed(port1), far: port2 }
    },
  })({
    onSignal: (signal) => {
      signals.push(signal.kind)
      tell(signal.kind)
    },
    onExit: (reason) => {
      how = reason
      tell('exit')
    },
    onOutput: (chunk) => {
      output += Buffer.from(chunk).toString()
      tell('output')
    },
  })
  office.send({ kind: 'init', dataDir, migrationsDir: '', version: '0' })
  return { office, signals, heard: (name: string) => once(heard, name), how: () => how, output: () => output }
}

async function ask(port: MessagePort, question: unknown): Promise<unknown> {
  port.postMessage(question)
  const [answer] = await once(port, 'message')
  return answer
}

describe('the office as a plain Node child', () => {
  it('relays questions and answers as structured clones', async () => {
    const { office, heard } = start()
    await heard('ready')
    const { port } = office.connect()
    const question = { when: new Date(0), bytes: new Uint8Array([1, 2]), map: new Map([['a', 1]]) }
    expect(await ask(port, question)).toEqual({ echo: question, pid: office.pid })
    office.kill()
    await heard('exit')
  })

  it('keeps the lines of two windows apart', async () => {
    const { office, heard } = start()
    await heard('ready')
    const [one, two] = [office.connect().port, office.connect().port]
    expect(await Promise.all([ask(one, 'one'), ask(two, 'two')])).toMatchObject([{ echo: 'one' }, { echo: 'two' }])
    office.kill()
    await heard('exit')
  })

  it("closes every window's port when it is killed", async () => {
    const { office, heard, how } = start()
    await heard('ready')
    const { port } = office.connect()
    const closed = once(port, 'close')
    const exited = heard('exit')
    office.kill()
    await Promise.all([closed, exited])
    expect(how()).toBe('SIGKILL')
  })

  it('tells the office that a window left', async () => {
    const { office, heard, output } = start()
    await heard('ready')
    office.connect().port.close()
    while (!output().includes('client 1 left')) await heard('output')
    office.kill()
    await heard('exit')
  })

  it('ends with 0 when it is asked to stop', async () => {
    const { office, heard, signals, how } = start()
    await heard('ready')
    office.send({ kind: 'stop' })
    await heard('exit')
    expect(signals).toEqual(['ready', 'stopped'])
    expect(how()).toBe('exit 0')
  })

  it('passes the code of an office that refuses to start', async () => {
    fs.writeFileSync(path.join(dataDir, 'script.txt'), 'fail db.from_the_future')
    const { heard, signals, how } = start()
    await heard('exit')
    expect(signals).toEqual(['failed'])
    expect(how()).toBe('exit 1')
  })

  it('reports a script that does not exist as an end', async () => {
    const { heard, how } = start(path.join(dataDir, 'missing.mjs'))
    await heard('exit')
    expect(how()).toBe('exit 1')
  })

  it('reports a Node that does not exist as an end', async () => {
    const { heard, how } = start(FAKE_OFFICE, path.join(dataDir, 'no-node'))
    await heard('exit')
    expect(how()).toContain('ENOENT')
  })

  it('takes messages after its end, and closes a line that comes too late', async () => {
    const { office, heard } = start()
    await heard('ready')
    office.kill()
    await heard('exit')
    office.send({ kind: 'stop' })
    office.kill()
    const { port } = office.connect()
    expect(await once(port, 'close')).toHaveLength(1)
  })
})
