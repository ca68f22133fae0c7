import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

/** The fill itself, at the test's command. */
const fill = vi.hoisted(() => ({ run: () => Promise.resolve() }))
vi.mock('../../office/demo/fill.ts', () => ({ fillDemo: () => fill.run() }))

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
  let finish = () => {}
  fill.run = () =>
    new Promise((resolve) => {
      finish = resolve
    })
  const requestId = newRequestId()
  const { trabajoId } = await start(requestId)
  expect(await isDemo()).toBe(true)
  expect((await refusal(start())).code).toBe('setup.done')
  expect(await start(requestId)).toEqual({ trabajoId })
  expect(t.office.jobs.list()).toHaveLength(1)
  finish()
  expect(await t.ended(trabajoId)).toMatchObject({ tipo: 'demo', titulo: 'small', estado: 'done' })
  expect(await isDemo()).toBe(true)
})

it('a fill that fails leaves a new office, which can be filled', async () => {
  fill.run = () => Promise.reject(new Error('the disk broke'))
  const { trabajoId } = await start()
  expect(await t.ended(trabajoId)).toMatchObject({ estado: 'failed', error: 'office.internal' })
  expect(await isDemo()).toBe(false)
  fill.run = () => Promise.resolve()
  expect(await t.ended((await start()).trabajoId)).toMatchObject({ estado: 'done' })
  expect(await isDemo()).toBe(true)
})
