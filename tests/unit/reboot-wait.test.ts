import { expect, it } from 'vitest'
import type { Failure } from '../../office/network/devices/failure.ts'
import { stillRebooting } from '../../office/network/devices/reboot-wait.ts'

const SINCE = Date.UTC(2026, 2, 12, 15, 0, 0)
const SECOND = 1000
const silent: Failure = { falla: 'sin_respuesta', detalle: '' }

it.each([
  ['does not answer', 20, silent, undefined, true],
  ['does not answer for five minutes', 301, silent, undefined, false],
  ['still answers, with an uptime from before', 3, null, 9000, true],
  ['answers for a minute, and did not go', 61, null, 9000, false],
  ['answers, and has been up for less than since it was told', 20, null, 15, false],
  ['answers, without an uptime', 20, null, undefined, false],
  ['was told by a clock that was set back since', -5, silent, undefined, false],
])('a device that was told to reboot and %s', (_, seconds, failure, uptime, waits) => {
  const metricas = uptime === undefined ? {} : { uptime }
  expect(stillRebooting(SINCE, failure, metricas, SINCE + seconds * SECOND)).toBe(waits ? SINCE : null)
})

it('a device that was not told to is not rebooting', () => {
  expect(stillRebooting(null, silent, {}, SINCE)).toBeNull()
})
