import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = path.resolve(import.meta.dirname, '../../scripts/office.ts')

let dir: string
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-office-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

function office(args: string[], lines: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    input: lines.join('\n'),
    encoding: 'utf8',
  })
  return {
    status,
    stderr,
    answers: stdout
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line)),
  }
}

describe('the office alone', { timeout: 30_000 }, () => {
  it('answers each line in its order and keeps its data', () => {
    const first = office(['--dir', dir], ['{"call":"setup.status"}', '{"call":"clientes.list","input":{}}', 'nonsense'])
    expect(first.answers).toMatchObject([
      { call: 'setup.status', output: {} },
      { call: 'clientes.list', error: { code: 'access.required' } },
      { error: { code: 'not_a_call', data: { line: 'nonsense' } } },
    ])
    expect(first.status).toBe(1)
    expect(fs.existsSync(path.join(dir, 'office.db'))).toBe(true)

    const again = office(['--dir', dir], ['{"call":"setup.status"}'])
    expect(again.answers).toEqual(first.answers.slice(0, 1))
    expect(again.status).toBe(0)
  })

  it('says why it cannot open its data', () => {
    fs.writeFileSync(path.join(dir, 'office.db'), 'this is no database, whatever it is called'.repeat(100))
    const { status, stderr } = office(['--dir', dir], ['{"call":"setup.status"}'])
    expect(stderr).toContain('db.corrupt')
    expect(status).toBe(1)
  })

  it('asks for the folder', () => {
    expect(office([], []).stderr).toContain('--dir FOLDER')
  })
})
