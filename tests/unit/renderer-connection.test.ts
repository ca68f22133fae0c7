import { MessageChannel as NodeChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contract } from '../../contract/index.ts'
import type { OfficeState } from '../../contract/shell.ts'
import { type Connection, createConnection, LIMITS, type Limits, type Phase } from '../../renderer/rpc/connection.ts'
import { OfficeError } from '../../renderer/rpc/errors.ts'

/** An office of a few procedures behind real message ports, and the shell that hands them out. */
class FakeShell {
  requests = 0
  /** requestIds of payments, as often as they arrived. */
  readonly payments: string[] = []
  /** Resolves the payments that wait. */
  answerPayments = true
  sessionIsAlive = true
  #deliver: ((port: MessagePort) => void) | null = null
  #state: ((state: OfficeState) => void) | null = null
  readonly #open: MessagePort[] = []

  readonly source = {
    requestPort: () => {
      this.requests += 1
    },
    onPort: (callback: (port: MessagePort) => void) => {
      this.#deliver = callback
      return () => undefined
    },
    onState: (callback: (state: OfficeState) => void) => {
      this.#state = callback
      return () => undefined
    },
  }

  say(estado: 'starting' | 'ready' | 'restarting') {
    this.#state?.({ estado })
  }

  /** Hands a port out, whose other end the office serves. */
  connect() {
    const { port1, port2 } = new NodeChannel() as unknown as { port1: MessagePort; port2: MessagePort }
    new RPCHandler(this.#router()).upgrade(port2)
    port2.start()
    this.#open.push(port2)
    this.#deliver?.(port1)
  }

  /** The office goes: its ends of the ports close. */
  disconnect() {
    for (const port of this.#open.splice(0)) port.close()
  }

  #router() {
    return {
      access: {
        login: os.handler(({ input }) => {
          this.sessionIsAlive = true
          return { usuario: { id: (input as { usuarioId: string }).usuarioId } }
        }),
        logout: os.handler(() => ({ ok: true })),
        people: os.handler(() => []),
      },
      planes: {
        list: os.handler(() => {
          if (!this.sessionIsAlive) throw new ORPCError('access.required', { status: 400 })
          return [{ nombre: 'Hogar' }]
        }),
      },
      puestos: { current: os.handler(() => new Promise(() => undefined)) },
      tenant: {
        get: os.handler(() => {
          throw new ORPCError('BAD_REQUEST', { data: { issues: [] } })
        }),
        update: os.handler(() => {
          throw new Error('what nobody expected')
        }),
      },
      cobros: {
        record: os.handler(({ input }) => {
          const { requestId } = input as { requestId: string }
          this.payments.push(requestId)
          return this.answerPayments ? { numero: 'P1-R-00000001' } : new Promise(() => undefined)
        }),
      },
      system: {
        trabajos: os.handler(async function* () {
          yield []
          await new Promise(() => undefined)
        }),
      },
    }
  }
}

const ANA = '01912345-0000-7000-8000-000000000001'
const LUIS = '01912345-0000-7000-8000-000000000002'
const PAYMENT = {
  requestId: '01912345-0000-7000-8000-00000000000a',
  clienteId: ANA,
  metodo: 'efectivo',
  monto: 100,
} as const

let shell: FakeShell
let connection: Connection
let rpc: ContractRouterClient<Contract>

function start(limits: Limits) {
  connection = createConnection(shell.source, limits)
  rpc = createORPCClient(connection)
}

beforeEach(() => {
  shell = new FakeShell()
  start({ ...LIMITS, read: 5_000, write: 5_000, port: 20 })
})
afterEach(() => {
  connection.forget()
  shell.disconnect()
})

const reach = (wanted: Phase) =>
  new Promise<void>((resolve) => {
    if (connection.phase() === wanted) return resolve()
    const stop = connection.onPhase((phase) => {
      if (phase !== wanted) return
      stop()
      resolve()
    })
  })
const enter = (usuarioId: string) => rpc.access.login({ usuarioId, kind: 'pin', secret: '1234' })
const failure = async (promise: Promise<unknown>): Promise<OfficeError> => {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof OfficeError)) throw error
  return error
}
/** The office has the payment and will not answer it. */
const paymentArrived = async (times: number) => {
  while (shell.payments.length < times) await new Promise((resolve) => setImmediate(resolve))
}

describe('every promise settles', () => {
  it('with the answer', async () => {
    shell.connect()
    await expect(rpc.planes.list()).resolves.toEqual([{ nombre: 'Hogar' }])
  })
  it('with office.timeout at its deadline', async () => {
    start({ ...LIMITS, read: 30 })
    shell.connect()
    expect((await failure(rpc.puestos.current())).code).toBe('office.timeout')
  })
  it('with office.gone when no port comes', async () => {
    start({ ...LIMITS, read: 30 })
    expect((await failure(rpc.planes.list())).code).toBe('office.gone')
  })
  it('with office.gone when the port closes', async () => {
    shell.connect()
    const waiting = failure(rpc.puestos.current())
    await rpc.access.people()
    shell.disconnect()
    expect((await waiting).code).toBe('office.gone')
  })
  it('with office.gone when the office restarts, though the port says nothing', async () => {
    shell.connect()
    const waiting = failure(rpc.puestos.current())
    await rpc.access.people()
    shell.say('restarting')
    expect((await waiting).code).toBe('office.gone')
  })
  it('an event stream ends when the port closes', async () => {
    shell.connect()
    const events = await rpc.system.trabajos()
    await expect(events.next()).resolves.toEqual({ done: false, value: [] })
    const next = failure(events.next())
    shell.disconnect()
    expect((await next).code).toBe('office.gone')
  })
})

describe('errors', () => {
  beforeEach(() => shell.connect())
  it('of the schema are input.invalid', async () => {
    expect((await failure(rpc.tenant.get())).code).toBe('input.invalid')
  })
  it('without a code of ours are office.internal', async () => {
    const update = rpc.tenant.update as (input: unknown) => Promise<unknown>
    expect((await failure(update({ requestId: PAYMENT.requestId }))).code).toBe('office.internal')
  })
})

describe('after a restart', () => {
  beforeEach(async () => {
    shell.connect()
    await enter(ANA)
    shell.answerPayments = false
  })
  const restart = async () => {
    shell.disconnect()
    await reach('closed')
    shell.answerPayments = true
    shell.connect()
  }

  it('a write is repeated once with its requestId when the same person is back', async () => {
    const payment = rpc.cobros.record(PAYMENT)
    await paymentArrived(1)
    await restart()
    expect(connection.phase()).toBe('open')
    expect(shell.payments).toHaveLength(1)
    await enter(ANA)
    await expect(payment).resolves.toMatchObject({ numero: 'P1-R-00000001' })
    expect(shell.payments).toEqual([PAYMENT.requestId, PAYMENT.requestId])
  })
  it('a write of one person is not repeated by another', async () => {
    const payment = failure(rpc.cobros.record(PAYMENT))
    await paymentArrived(1)
    await restart()
    await enter(LUIS)
    expect((await payment).code).toBe('office.gone')
    expect(shell.payments).toHaveLength(1)
  })
  it('a write is not repeated when the person leaves', async () => {
    const payment = failure(rpc.cobros.record(PAYMENT))
    await paymentArrived(1)
    await restart()
    connection.forget()
    expect((await payment).code).toBe('office.gone')
    expect(shell.payments).toHaveLength(1)
  })
  it('what needs a session waits for the person', async () => {
    await restart()
    const plans = rpc.planes.list()
    await enter(ANA)
    await expect(plans).resolves.toHaveLength(1)
  })
})

describe('ports', () => {
  it('are asked for at once, and again while none comes', async () => {
    expect(shell.requests).toBe(1)
    shell.say('ready')
    await expect.poll(() => shell.requests).toBeGreaterThan(1)
  })
  it('the newest is the one that lives', async () => {
    shell.connect()
    shell.connect()
    await expect(rpc.planes.list()).resolves.toHaveLength(1)
  })
})

describe('sessions', () => {
  it('begin with login and end with logout', async () => {
    shell.connect()
    expect(connection.phase()).toBe('open')
    await enter(ANA)
    expect(connection.phase()).toBe('entered')
    await rpc.access.logout()
    expect(connection.phase()).toBe('open')
  })
  it('end when the office says so', async () => {
    shell.connect()
    await enter(ANA)
    shell.sessionIsAlive = false
    expect((await failure(rpc.planes.list())).code).toBe('access.required')
    expect(connection.phase()).toBe('open')
  })
})
