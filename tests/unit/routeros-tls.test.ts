import { afterEach, describe, expect, test } from 'vitest'
import { openSession, RouterosError, type RouterosSession, RouterosTlsMismatch } from '../../office/routeros/index.ts'
import { selfSigned } from '../simulators/certificate.ts'
import { loggedIn, scriptedRouter } from '../support/scripted-router.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

const certificate = selfSigned('router')
const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase()

async function secureRouter(options: Parameters<typeof scriptedRouter>[1]) {
  const router = await scriptedRouter(
    loggedIn((command, device) => device.say(['!done'], command.tag)),
    options,
  )
  open.push(router)
  return router
}

/** The unencrypted API. By itself it answers nothing: a handshake may look like a sentence. */
async function plainRouter() {
  const router = await scriptedRouter(() => undefined)
  open.push(router)
  return router
}

async function connect(port: number, tls: { pin: string | null } | null): Promise<RouterosSession> {
  const session = await openSession({ host: '127.0.0.1', port, tls, user: 'u', password: 'p', connectTimeoutMs: 5000 })
  open.push(session)
  return session
}

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (reason: unknown) => reason,
  )

describe('encrypted', () => {
  test('the first certificate seen is told, to be trusted from then on', async () => {
    const { port } = await secureRouter(certificate)
    const first = await connect(port, { pin: null })
    expect(first.fingerprint).toBe(fingerprint)
    await connect(port, { pin: certificate.fingerprint256 })
    const second = await connect(port, { pin: fingerprint })
    expect(await second.call('/system/identity/print')).toEqual({ rows: [], ret: null })
  })

  test('another certificate is told, and hears nothing', async () => {
    const { port, devices } = await secureRouter(selfSigned('router'))
    const error = await failure(connect(port, { pin: fingerprint }))
    expect(error).toBeInstanceOf(RouterosTlsMismatch)
    expect(error).toMatchObject({ code: 'tls_mismatch', outcome: 'not_sent' })
    expect((error as RouterosTlsMismatch).seen).toMatch(/^[0-9a-f]{64}$/)
    expect(devices.flatMap(({ heard }) => heard)).toEqual([])
  })

  test('a service without a certificate offers only anonymous Diffie-Hellman, which is told', async () => {
    const { port } = await secureRouter({ ciphers: 'ADH-AES128-SHA256:@SECLEVEL=0', maxVersion: 'TLSv1.2' })
    const error = await failure(connect(port, { pin: null }))
    expect(error).toMatchObject({ code: 'tls_unsupported', reason: 'no_shared_cipher', outcome: 'not_sent' })
  })

  test('less than TLS 1.2 is told', async () => {
    const old = { ...certificate, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const
    const { port } = await secureRouter(old)
    expect(await failure(connect(port, { pin: null }))).toMatchObject({
      code: 'tls_unsupported',
      reason: 'old_version',
    })
  })

  test('the unencrypted port is told', async () => {
    const { port, devices } = await plainRouter()
    const connecting = failure(connect(port, { pin: null }))
    await expect.poll(() => devices.length).toBe(1)
    // What a device answers to bytes that are no sentence.
    devices[0]?.say(['!fatal', 'not logged in'])
    expect(await connecting).toMatchObject({ code: 'tls_unsupported', reason: 'not_tls' })
  })

  test('a device that hangs up in the handshake settles', async () => {
    const { port, devices } = await plainRouter()
    const connecting = failure(connect(port, { pin: null }))
    await expect.poll(() => devices.length).toBe(1)
    devices[0]?.socket.end()
    const error = await connecting
    expect(error).toBeInstanceOf(RouterosError)
    expect(error).toMatchObject({ code: 'closed', outcome: 'not_sent' })
  })
})
