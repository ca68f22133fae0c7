import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

let t: TestOffice
let admin: Client
beforeEach(async () => {
  t = await openTestOffice()
  admin = await t.setUp()
})
afterEach(() => t.close())

const start = (requestId = newRequestId()) => admin.setup.fillDemo({ requestId, size: 'small' })
const isDemo = async () => (await t.anonymous().setup.status()).demo

it('one fill at a time, marked from its beginning', async () => {
  const requestId = newRequestId()
  // The second asks while the first has not begun to fill.
  const [first, second] = [start(requestId), refusal(start())]
  const { trabajoId } = await first
  expect((await second).code).toBe('setup.done')
  expect(await isDemo()).toBe(true)
  expect(await start(requestId)).toEqual({ trabajoId })
  expect(t.office.jobs.list()).toHaveLength(1)
  expect(await t.ended(trabajoId)).toMatchObject({ tipo: 'demo', titulo: 'small', estado: 'done' })
  expect(await isDemo()).toBe(true)
})

it('a fill that fails leaves a new office, which can be filled', async () => {
  const { sqlite } = t.office.db.write
  sqlite.exec("create trigger broken before insert on cliente begin select raise(abort, 'the disk broke'); end")
  const { trabajoId } = await start()
  expect(await t.ended(trabajoId)).toMatchObject({ estado: 'failed', error: 'office.internal' })
  expect(await isDemo()).toBe(false)
  sqlite.exec('drop trigger broken')
  expect(await t.ended((await start()).trabajoId)).toMatchObject({ estado: 'done' })
  expect(await isDemo()).toBe(true)
})
