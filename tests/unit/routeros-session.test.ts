import { afterEach, describe, expect, test } from 'vitest'
import {
  allOf,
  anyOf,
  Cp1252Text,
  equals,
  greaterThan,
  lacks,
  not,
  openSession,
  RouterosError,
  type RouterosSession,
  RouterosTrap,
  RouterosUnknownOutcome,
  type SessionOptions,
} from '../../office/routeros/index.ts'
import { challengeResponse } from '../../office/routeros/session.ts'
import {
  type DeviceSide,
  type Heard,
  loggedIn,
  type ScriptedRouter,
  scriptedRouter,
} from '../support/scripted-router.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

async function router(script: (command: Heard, device: DeviceSide) => void): Promise<ScriptedRouter> {
  const made = await scriptedRouter(script)
  open.push(made)
  return made
}

async function connect(port: number, options: Partial<SessionOptions> = {}): Promise<RouterosSession> {
  const session = await openSession({
    host: '127.0.0.1',
    port,
    tls: null,
    user: 'oficina',
    password: 'clave',
    ...options,
  })
  open.push(session)
  return session
}

/** A session with a device that is logged in to and does as told. */
async function session(script: (command: Heard, device: DeviceSide) => void, options: Partial<SessionOptions> = {}) {
  const made = await router(loggedIn(script))
  const opened = await connect(made.port, options)
  const device = made.devices[0]
  if (!device) throw new Error('no connection')
  return { session: opened, device, router: made }
}

/** The error of what must fail. */
async function failure(promise: Promise<unknown>): Promise<RouterosError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof RouterosError)) throw new Error(`not a RouterosError: ${String(error)}`)
  return error
}

const done = (command: Heard, device: DeviceSide) => device.say(['!done'], command.tag)
const silent = () => undefined

describe('logging in', () => {
  test('sends the password as it is from 6.43 on', async () => {
    const { device } = await session(done)
    expect(device.heard[0]).toMatchObject({ path: '/login', attributes: { name: 'oficina', password: 'clave' } })
  })

  test('answers the challenge of an older device', async () => {
    const challenge = 'ebddd18303a54111e2dea05a92ab46b4'
    const made = await router(({ attributes, tag }, device) =>
      device.say(attributes['response'] ? ['!done'] : ['!done', `=ret=${challenge}`], tag),
    )
    await connect(made.port)
    expect(made.devices[0]?.heard[1]?.attributes).toEqual({
      name: 'oficina',
      response: challengeResponse('clave', challenge),
    })
    // The example of the protocol's manual, whose password is empty.
    expect(challengeResponse('', '856780b7411eefd3abadee2058c149a3')).toBe('005062f7a5ef124d34675bf3e81f56c556')
  })

  test.each(['invalid user name or password (6)', 'cannot log in', 'something nobody heard of'])(
    '"%s" is a refusal of the credentials',
    async (message) => {
      const made = await router(({ tag }, device) => {
        device.say(['!trap', `=message=${message}`], tag)
        device.say(['!done'], tag)
      })
      const error = await failure(connect(made.port))
      expect(error).toMatchObject({ code: 'bad_credentials', outcome: 'not_sent', deviceMessage: message })
      expect(JSON.stringify(error)).not.toContain('clave')
    },
  )

  test('settles when the device accepts and closes, says nothing, resets, or speaks something else', async () => {
    const closing = await router((_, { socket }) => socket.end())
    expect(await failure(connect(closing.port))).toMatchObject({ code: 'closed', outcome: 'not_sent' })
    const mute = await router(silent)
    expect(await failure(connect(mute.port, { connectTimeoutMs: 50 }))).toMatchObject({ code: 'timeout' })
    const resetting = await router((_, { socket }) => socket.resetAndDestroy())
    expect(await failure(connect(resetting.port))).toMatchObject({ code: 'closed' })
    const other = await router((_, { socket }) => socket.write('\x07welcome\0'))
    expect(await failure(connect(other.port))).toMatchObject({ code: 'protocol' })
  })

  test('nobody there, and nothing listening, are told apart', async () => {
    const gone = await scriptedRouter(done)
    await gone.close()
    expect(await failure(connect(gone.port))).toMatchObject({ code: 'refused', outcome: 'not_sent' })
    expect(await failure(connect(1, { host: 'router.invalid' }))).toMatchObject({ code: 'unreachable' })
  })

  test('is given up by its signal', async () => {
    const made = await router(silent)
    const giveUp = new AbortController()
    const opening = failure(connect(made.port, { signal: giveUp.signal }))
    giveUp.abort()
    expect(await opening).toMatchObject({ code: 'aborted', outcome: 'not_sent' })
  })
})

describe('a command', () => {
  test('gives its rows and what was made', async () => {
    const { session: it, device } = await session((command, device) => {
      if (command.path === '/ppp/secret/add') return device.say(['!done', '=ret=*7'], command.tag)
      device.say(['!re', '=.id=*1', '=name=Ángela'], command.tag)
      device.say(['!re', '=.id=*2', Buffer.from('=name=\xd1ico', 'latin1')], command.tag)
      return done(command, device)
    })
    const { rows } = await it.call('/ppp/secret/print', { proplist: ['.id', 'name'] })
    expect(rows).toEqual([
      { '.id': '*1', name: 'Ángela' },
      { '.id': '*2', name: 'Ñico' },
    ])
    const attributes = { name: 'u', disabled: false, 'limit-bytes-in': 10, comment: undefined }
    expect(await it.call('/ppp/secret/add', { attributes })).toEqual({ rows: [], ret: '*7' })
    expect(device.heard[1]?.attributes).toEqual({ '.proplist': '.id,name' })
    expect(device.heard[2]?.attributes).toEqual({ name: 'u', disabled: 'no', 'limit-bytes-in': '10' })
  })

  test('finds nothing in the words of 7.18', async () => {
    const { session: it } = await session((command, device) => {
      device.say(['!empty'], command.tag)
      device.say(['!later', '=what=ever'], command.tag)
      done(command, device)
    })
    expect(await it.call('/ppp/active/print')).toEqual({ rows: [], ret: null })
  })

  test('asks with conditions, in the bytes the device has', async () => {
    const { session: it, device } = await session(done)
    const queries = [
      anyOf(
        equals('name', 'Ñico'),
        allOf(greaterThan('uptime', '1d'), lacks('comment')),
        not(equals('disabled', true)),
      ),
      equals('comment', new Cp1252Text('Ñ')),
    ]
    await it.call('/ppp/secret/print', { queries })
    expect(device.heard[1]?.queries).toEqual([
      ...['?name=Ñico', '?>uptime=1d', '?-comment', '?#&', '?#|', '?disabled=yes', '?#!', '?#|'],
      '?comment=Ñ',
    ])
  })

  test('that cannot be said is a mistake of the program', async () => {
    const { session: it, device } = await session(done)
    const mistakes = [
      it.call('ppp/secret/print'),
      it.call('/ppp/secret/print =x=y'),
      it.call('/ppp/secret/add', { attributes: { 'a=b': 'c' } }),
      it.call('/ppp/secret/add', { attributes: { a: '\ud800' } }),
      it.call('/ppp/secret/add', { attributes: { a: 0.5 } }),
    ]
    for (const mistake of mistakes) await expect(mistake).rejects.toBeInstanceOf(TypeError)
    expect(device.heard).toHaveLength(1)
  })

  test.each([
    ['failure: secret with the same name already exists', undefined, 'already_exists'],
    ['failure: already have such entry', undefined, 'already_exists'],
    ['no such item', undefined, 'no_such_item'],
    ['no such item (4)', '0', 'no_such_item'],
    ['no such command', undefined, 'no_such_command'],
    ['no such command prefix', '0', 'no_such_command'],
    ['no such command or directory (wifi)', undefined, 'no_such_command'],
    ['input does not match any value of profile', '1', 'bad_value'],
    ['invalid value for argument address', '1', 'bad_value'],
    ['value of mtu out of range (68..65535)', undefined, 'bad_value'],
    ['ungewohnt', '1', 'bad_value'],
    ['unknown parameter colour', undefined, 'unknown_parameter'],
    ['not enough permissions (9)', undefined, 'not_enough_permissions'],
    ['failure: can not remove dynamic item', '4', 'device_failure'],
    ['', undefined, 'device_failure'],
  ])('refused with "%s" (%s) is %s', async (message, category, code) => {
    const { session: it } = await session((command, device) => {
      const words = [message ? `=message=${message}` : '', category ? `=category=${category}` : '']
      device.say(['!trap', ...words.filter(Boolean)], command.tag)
      done(command, device)
    })
    const error = await failure(it.call('/ppp/secret/add'))
    expect(error).toBeInstanceOf(RouterosTrap)
    const expected = { deviceMessage: message, category: category === undefined ? null : Number(category) }
    expect(error).toMatchObject({ code, outcome: 'refused', path: '/ppp/secret/add', ...expected })
  })

  test('that timed out or was stopped inside the device is unknown', async () => {
    const { session: it } = await session((command, device) => {
      device.say(
        ['!trap', `=message=${command.path === '/a' ? 'action timed out - try again (13)' : 'interrupted'}`],
        command.tag,
      )
      done(command, device)
    })
    expect(await failure(it.call('/a'))).toMatchObject({ code: 'timeout', outcome: 'unknown' })
    expect(await failure(it.call('/b'))).toMatchObject({ code: 'interrupted', outcome: 'unknown' })
  })

  test('is one of hundreds, answered in any order', async () => {
    const waiting: Heard[] = []
    const { session: it, device } = await session((command, device) => {
      waiting.push(command)
      if (waiting.length < 500) return
      for (const { tag, attributes } of waiting.reverse()) device.say(['!done', `=ret=${attributes['n']}`], tag)
    })
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, n) => it.call('/queue/simple/set', { attributes: { n } })),
    )
    expect(answers.map(({ ret }) => ret)).toEqual(Array.from({ length: 500 }, (_, n) => String(n)))
    expect(new Set(device.heard.map(({ tag }) => tag)).size).toBe(501)
  })

  test('that has ended leaves no timer behind', async () => {
    const { session: it } = await session(done)
    const timers = () => process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length
    const before = timers()
    await Promise.all(Array.from({ length: 20 }, () => it.call('/x', {}, { timeoutMs: 600_000 })))
    expect(timers()).toBeLessThan(before + 20)
  })

  test('waits its turn when too many are unanswered', async () => {
    let most = 0
    let unanswered = 0
    const { session: it } = await session(
      (command, device) => {
        most = Math.max(most, ++unanswered)
        setImmediate(() => {
          unanswered--
          done(command, device)
        })
      },
      { maxInFlight: 7 },
    )
    await Promise.all(Array.from({ length: 100 }, () => it.call('/x')))
    expect(most).toBe(7)
  })

  test('given in great number begin to leave while the others are being given', async () => {
    const { session: it } = await session(() => undefined)
    const signal = new AbortController()
    const calls = Array.from({ length: 1000 }, () => failure(it.call('/x', {}, { signal: signal.signal })))
    signal.abort()
    const errors = await Promise.all(calls)
    expect(errors[0]).toMatchObject({ code: 'aborted', outcome: 'unknown' })
    expect(errors[999]).toMatchObject({ code: 'aborted', outcome: 'not_sent' })
  })

  test('with more rows than agreed is stopped', async () => {
    const { session: it } = await session(({ path, tag }, device) => {
      if (path === '/x') for (let i = 0; i < 10; i++) device.say(['!re', '=a=b'], tag)
      else device.say(['!done'], tag)
    })
    expect(await failure(it.call('/x', {}, { maxRows: 5 }))).toMatchObject({ code: 'overflow' })
    expect(await it.call('/y')).toEqual({ rows: [], ret: null })
  })
})

describe('a command that is not answered', () => {
  test('has an unknown outcome, and is cancelled on the device', async () => {
    const { session: it, device } = await session((command, device) => {
      if (command.path === '/cancel') done(command, device)
    })
    const error = await failure(it.call('/ppp/secret/set', {}, { timeoutMs: 30 }))
    expect(error).toBeInstanceOf(RouterosUnknownOutcome)
    expect(error).toMatchObject({ code: 'timeout', outcome: 'unknown' })
    const { tag } = device.heard[1] ?? {}
    await expect.poll(() => device.heard[2]).toMatchObject({ path: '/cancel', attributes: { tag } })
    await expect.poll(() => it.busy).toBe(0)
    expect(it.alive).toBe(true)
  })

  test('and whose cancel is not answered either, tells that the connection is dead', async () => {
    const { session: it } = await session(silent, { probeMs: 40 })
    const other = failure(it.call('/file/print', {}, { timeoutMs: 60_000 }))
    await failure(it.call('/ppp/secret/set', {}, { timeoutMs: 30 }))
    expect(await other).toMatchObject({ code: 'timeout', outcome: 'unknown' })
    expect((await it.closed).code).toBe('timeout')
  })

  test('or cancelled does not end a connection on which anything else is heard', async () => {
    const { session: it, device } = await session(silent, { probeMs: 40 })
    const stream = it.stream('/interface/monitor-traffic', {}, { overflow: 'drop' })
    await expect.poll(() => device.heard.length).toBe(2)
    const talk = setInterval(() => device.say(['!re', '=rx=1'], device.heard[1]?.tag), 5)
    await failure(it.call('/ppp/secret/set', {}, { timeoutMs: 30 }))
    expect(it.busy).toBe(2)
    await expect.poll(() => it.busy).toBe(1)
    clearInterval(talk)
    expect(it.alive).toBe(true)
    expect((await stream.next()).value).toEqual({ rx: '1' })
  })

  test('keeps the refusal that came before the connection broke', async () => {
    const { session: it } = await session(({ tag }, device) => {
      device.say(['!trap', '=message=no such item'], tag)
      device.socket.end()
    })
    expect(await failure(it.call('/x'))).toMatchObject({ code: 'no_such_item', outcome: 'refused' })
  })

  test('is given up by its signal', async () => {
    const { session: it } = await session((command, device) => {
      if (command.path === '/cancel') done(command, device)
    })
    const giveUp = new AbortController()
    const given = failure(it.call('/x', {}, { signal: giveUp.signal }))
    await new Promise(setImmediate)
    giveUp.abort()
    expect(await given).toMatchObject({ code: 'aborted', outcome: 'unknown' })
    expect(await failure(it.call('/x', {}, { signal: giveUp.signal }))).toMatchObject({
      code: 'aborted',
      outcome: 'not_sent',
    })
  })

  const endings: [string, (device: DeviceSide) => void, string][] = [
    ['FIN', ({ socket }) => socket.end(), 'closed'],
    ['RST', ({ socket }) => socket.resetAndDestroy(), 'closed'],
    ['!fatal', (device) => device.say(['!fatal', 'session terminated on request']), 'fatal'],
    ['garbage', ({ socket }) => socket.write(Buffer.from('\x04junk\0', 'latin1')), 'protocol'],
    ['a reserved byte', ({ socket }) => socket.write(Buffer.of(0xff)), 'protocol'],
    ['an answer to nobody', (device) => device.say(['!done']), 'protocol'],
    ['half a sentence and FIN', ({ socket }) => socket.end(Buffer.from('\x05!do')), 'closed'],
  ]
  test.each(endings)('settles on %s, as every other one', async (_, end, code) => {
    const { session: it } = await session(
      (command, device) => {
        if (command.path === '/last') end(device)
      },
      { maxInFlight: 3 },
    )
    const stream = it.stream('/interface/listen')
    const calls = ['/a', '/b', '/last', '/waiting'].map((path) => failure(it.call(path)))
    const [a, , last, waiting] = await Promise.all(calls)
    expect(a).toMatchObject({ code, outcome: 'unknown' })
    expect(last).toMatchObject({ code, outcome: 'unknown' })
    expect(waiting).toMatchObject({ code, outcome: 'not_sent' })
    expect(await failure(stream.next())).toMatchObject({ code })
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    expect((await it.closed).code).toBe(code)
    expect(await failure(it.call('/after'))).toMatchObject({ code, outcome: 'not_sent' })
    expect(await failure(it.stream('/after').next())).toMatchObject({ code, outcome: 'not_sent' })
    expect(it.busy).toBe(0)
  })

  test('settles when it is closed from here', async () => {
    const { session: it } = await session(silent)
    const call = failure(it.call('/x'))
    await new Promise(setImmediate)
    it.close()
    it.close()
    expect(await call).toMatchObject({ code: 'closed', outcome: 'unknown' })
  })

  test('is not sent while the device does not read', async () => {
    const { session: it, device } = await session(silent, { commandTimeoutMs: 60_000 })
    device.socket.pause()
    const big = 'x'.repeat(100_000)
    const calls = Array.from({ length: 200 }, () => failure(it.call('/x', { attributes: { big } }, { timeoutMs: 300 })))
    const outcomes = (await Promise.all(calls)).map(({ outcome }) => outcome)
    expect(outcomes[0]).toBe('unknown')
    expect(outcomes.at(-1)).toBe('not_sent')
  })
})
