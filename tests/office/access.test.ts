import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPinOpen, pauseAfter } from '../../office/access/tries.ts'
import { newRequestId, openTestOffice, PASSWORD, PIN, refusal, type TestOffice } from './harness.ts'

let t: TestOffice
let adminId: string
beforeEach(async () => {
  t = await openTestOffice()
  await t.setUp()
  adminId = (await t.actor('admin')).usuarioId
})
afterEach(() => t.close())

const login = (kind: 'password' | 'pin', secret: string, usuarioId = adminId, client = t.anonymous()) =>
  client.access.login({ usuarioId, kind, secret })
const wrong = async (kind: 'password' | 'pin', times: number) => {
  const answers = []
  for (let n = 0; n < times; n++) answers.push(await refusal(login(kind, kind === 'pin' ? '0000' : 'not the password')))
  return answers
}

describe('the door', () => {
  it('shows active people and nothing that helps to guess', async () => {
    expect(await t.anonymous().access.people()).toEqual([
      { id: adminId, nombre: 'Ana Admin', rol: 'admin', hasPin: true },
    ])
  })

  it.each([
    ['password', PASSWORD],
    ['pin', PIN],
  ] as const)('opens with a %s', async (kind, secret) => {
    const { client } = t.window()
    expect(await client.access.me()).toBeNull()
    const session = await login(kind, secret, adminId, client)
    expect(session).toMatchObject({
      usuario: { id: adminId, nombre: 'Ana Admin', email: 'ana@valle.example', rol: 'admin' },
      tenant: { nombre: 'Red del Valle', moneda: 'ARS', locale: 'es-AR' },
      puesto: { prefijo: 'P1' },
    })
    expect(await client.access.me()).toEqual(session)
  })

  it('takes a password in any form that Unicode gives it', async () => {
    const admin = await t.as('admin')
    const fields = { nombre: 'Íñigo', email: 'i@valle.example', rol: 'soporte' as const }
    const { id } = await admin.usuarios.create({
      requestId: newRequestId(),
      ...fields,
      password: 'contraseña'.normalize('NFD'),
    })
    expect((await login('password', 'contraseña'.normalize('NFC'), id)).usuario.id).toBe(id)
  })

  it('lets out', async () => {
    const { client, caller } = t.window()
    await login('password', PASSWORD, adminId, client)
    await client.access.logout()
    expect(caller.actor).toBeNull()
    expect(await client.access.me()).toBeNull()
    expect((await refusal(client.usuarios.list())).code).toBe('access.required')
  })

  it('opens for one window only', async () => {
    const first = t.window()
    await login('password', PASSWORD, adminId, first.client)
    expect(await t.anonymous().access.me()).toBeNull()
    expect((await refusal(t.anonymous().usuarios.list())).code).toBe('access.required')
  })

  it('does not open for a window that closed meanwhile', async () => {
    const { client, caller } = t.window()
    const entering = login('password', PASSWORD, adminId, client)
    t.office.sessions.close(caller)
    await entering
    expect(caller.actor).toBeNull()
  })

  it('says the same of who is unknown, inactive, without a PIN', async () => {
    const admin = await t.as('admin')
    const fields = { nombre: 'Beto', email: 'beto@valle.example', rol: 'operador' as const }
    const beto = await admin.usuarios.create({ requestId: newRequestId(), ...fields, password: PASSWORD })
    expect(await refusal(login('pin', PIN, beto.id))).toEqual({ code: 'access.unavailable', data: {} })
    await admin.usuarios.update({
      requestId: newRequestId(),
      id: beto.id,
      ...fields,
      estado: 'inactivo',
      expected: beto.actualizadoEn,
    })
    expect(await refusal(login('password', PASSWORD, beto.id))).toEqual({ code: 'access.unavailable', data: {} })
    expect(await refusal(login('password', PASSWORD, newRequestId()))).toEqual({ code: 'access.unavailable', data: {} })
  })
})

describe('wrong passwords', () => {
  it('pause after five, longer each time, up to a quarter of an hour', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 60].map((n) => pauseAfter(n) / 1000)).toEqual([
      0, 0, 30, 60, 120, 240, 480, 900, 900,
    ])
  })

  it('are counted down, then nothing is looked at, then the right one is forgiven', async () => {
    expect(await wrong('password', 5)).toEqual([
      ...[4, 3, 2, 1].map((remaining) => ({ code: 'access.wrong_secret', data: { remaining } })),
      { code: 'access.paused', data: { seconds: 30 } },
    ])
    expect(await refusal(login('password', PASSWORD))).toEqual({ code: 'access.paused', data: { seconds: 30 } })
    t.clock.advance(29_500)
    expect(await refusal(login('password', PASSWORD))).toEqual({ code: 'access.paused', data: { seconds: 1 } })
    t.clock.advance(500)
    expect(await wrong('password', 1)).toEqual([{ code: 'access.paused', data: { seconds: 60 } }])
    t.clock.advance(60_000)
    await login('password', PASSWORD)
    expect(await wrong('password', 1)).toEqual([{ code: 'access.wrong_secret', data: { remaining: 4 } }])
  })

  it('survive a restart', async () => {
    await wrong('password', 3)
    await t.restart()
    expect(await wrong('password', 2)).toEqual([
      { code: 'access.wrong_secret', data: { remaining: 1 } },
      { code: 'access.paused', data: { seconds: 30 } },
    ])
    await t.restart()
    expect((await refusal(login('password', PASSWORD))).code).toBe('access.paused')
  })

  it('get no more tries by coming all at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () => (await refusal(login('password', 'no'))).code),
    )
    expect(codes.filter((code) => code === 'access.wrong_secret')).toHaveLength(4)
    expect((await refusal(login('password', PASSWORD))).code).toBe('access.paused')
  })

  it('count when changing a secret too', async () => {
    const admin = await t.as('admin')
    const change = { currentPassword: 'guess', password: 'another password' }
    expect(await refusal(admin.access.changeOwnSecret({ requestId: newRequestId(), ...change }))).toEqual({
      code: 'access.wrong_secret',
      data: { remaining: 4 },
    })
    expect(await wrong('password', 1)).toEqual([{ code: 'access.wrong_secret', data: { remaining: 3 } }])
  })

  it('are written down as nobody’s, without what was typed', async () => {
    await wrong('password', 1)
    await login('password', PASSWORD)
    const rows = t.office.db.read.sqlite
      .prepare(
        `select usuario_id as who, despues_json as what from auditoria where accion like 'access.secret%' order by seq`,
      )
      .all()
    expect(rows).toEqual([
      { who: null, what: '{"kind":"password","wrong":1}' },
      { who: adminId, what: '{"kind":"password"}' },
    ])
  })
})

describe('wrong PINs', () => {
  it('close the PIN after three until the password comes', async () => {
    expect([0, 2, 3, 4].map(isPinOpen)).toEqual([true, true, false, false])
    expect(await wrong('pin', 4)).toEqual([
      { code: 'access.wrong_secret', data: { remaining: 2 } },
      { code: 'access.wrong_secret', data: { remaining: 1 } },
      { code: 'access.wrong_secret', data: { remaining: 0 } },
      { code: 'access.unavailable', data: {} },
    ])
    expect((await refusal(login('pin', PIN))).code).toBe('access.unavailable')
    t.clock.advance(24 * 3_600_000)
    await t.restart()
    expect((await refusal(login('pin', PIN))).code).toBe('access.unavailable')
    expect(await t.anonymous().access.people()).toMatchObject([{ id: adminId, hasPin: false }])
    await login('password', PASSWORD)
    await login('pin', PIN)
    expect(await t.anonymous().access.people()).toMatchObject([{ id: adminId, hasPin: true }])
  })

  it('are forgiven by a right PIN', async () => {
    await wrong('pin', 2)
    await login('pin', PIN)
    expect(await wrong('pin', 1)).toEqual([{ code: 'access.wrong_secret', data: { remaining: 2 } }])
  })
})

describe('changing one’s own secrets', () => {
  it('replaces password and PIN, ends other windows, and answers the same request alike', async () => {
    const here = t.window()
    const there = t.window()
    await login('password', PASSWORD, adminId, here.client)
    await login('password', PASSWORD, adminId, there.client)
    const request = {
      requestId: newRequestId(),
      currentPassword: PASSWORD,
      password: 'a new password',
      pin: '11223344',
    }
    expect(await here.client.access.changeOwnSecret(request)).toEqual({ ok: true })
    expect(here.caller.actor).not.toBeNull()
    expect(there.caller.actor).toBeNull()
    expect(await here.client.access.changeOwnSecret(request)).toEqual({ ok: true })
    expect((await refusal(login('password', PASSWORD))).code).toBe('access.wrong_secret')
    await login('password', 'a new password')
    await login('pin', '11223344')
  })

  it('removes a PIN and keeps what is not named', async () => {
    const admin = await t.as('admin')
    await admin.access.changeOwnSecret({ requestId: newRequestId(), currentPassword: PASSWORD, pin: null })
    expect(await t.anonymous().access.people()).toMatchObject([{ hasPin: false }])
    await login('password', PASSWORD)
  })

  it('needs the current password', async () => {
    const admin = await t.as('admin')
    const change = { requestId: newRequestId(), currentPassword: PIN, pin: null }
    expect((await refusal(admin.access.changeOwnSecret(change))).code).toBe('access.wrong_secret')
    await login('pin', PIN)
  })
})
