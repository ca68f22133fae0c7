import { describe, expect, test, vi } from 'vitest'
import type { ErrorCode } from '../../contract/errors.ts'
import { retryDelay, settle, wait } from '../../renderer/features/counter/collect/settle.ts'
import { OfficeError } from '../../renderer/rpc/errors.ts'

const fail = (code: ErrorCode) => Promise.reject(new OfficeError(code))

function answers<T>(...list: (() => Promise<T>)[]) {
  const record = vi.fn(() => (list[record.mock.calls.length - 1] ?? (() => Promise.reject(new Error('too many'))))())
  return record
}
const quiet = () => ({ onDoubt: vi.fn(), pause: vi.fn(() => Promise.resolve()) })

describe('a collection whose answer is lost', () => {
  test('is asked again until the office says what it did', async () => {
    const record = answers(
      () => fail('office.timeout'),
      () => fail('office.gone'),
      () => Promise.resolve('P1-R-1'),
    )
    const hooks = quiet()
    expect(await settle(record, hooks)).toEqual({ estado: 'recorded', result: 'P1-R-1', doubted: true })
    expect(record).toHaveBeenCalledTimes(3)
    expect(hooks.onDoubt).toHaveBeenCalledTimes(2)
    expect(hooks.pause.mock.calls).toEqual([[1], [2]])
  })

  test('and may turn out not to have been recorded', async () => {
    const record = answers(
      () => fail('office.gone'),
      () => fail('access.required'),
      () => fail('office.disk_full'),
    )
    const outcome = await settle(record, quiet())
    expect(outcome).toMatchObject({ estado: 'refused', doubted: true, error: { code: 'office.disk_full' } })
  })

  test('an error of the program is asked about once more before it is believed', async () => {
    const recorded = answers(
      () => fail('office.internal'),
      () => Promise.resolve('P1-R-1'),
    )
    expect(await settle(recorded, quiet())).toEqual({ estado: 'recorded', result: 'P1-R-1', doubted: true })
    const refused = answers(
      () => fail('office.internal'),
      () => fail('office.internal'),
    )
    expect(await settle(refused, quiet())).toMatchObject({ estado: 'refused', error: { code: 'office.internal' } })
  })

  test('gives up only when it is left', async () => {
    const left = new AbortController()
    const pause = () => wait(60_000, new EventTarget(), left.signal)
    const outcome = settle(
      answers(() => fail('office.gone')),
      { onDoubt: () => left.abort(), pause },
    )
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('an answer at once', () => {
  test.each(['pago.reference_used', 'access.required', 'office.disk_full'] as const)('%s is final', async (code) => {
    const hooks = quiet()
    const outcome = await settle(
      answers(() => fail(code)),
      hooks,
    )
    expect(outcome).toMatchObject({ estado: 'refused', doubted: false, error: { code } })
    expect(hooks.pause).not.toHaveBeenCalled()
  })
})

test('waiting ends at once when the cashier asks', async () => {
  const sooner = new EventTarget()
  const waiting = wait(60_000, sooner, new AbortController().signal)
  sooner.dispatchEvent(new Event('now'))
  await expect(waiting).resolves.toBeUndefined()
})

test('tries are spaced out, but never far', () => {
  expect([1, 2, 3, 4, 9].map(retryDelay)).toEqual([1_000, 2_000, 4_000, 8_000, 8_000])
})
