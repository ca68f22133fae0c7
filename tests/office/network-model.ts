import fc from 'fast-check'
import { CLIENTS } from './network-model-clients.ts'
import { ModelWorld } from './network-model-world.ts'

/** Whatever happens to the books, the office and its routers: once these answer, they say what the books say. */
type Step = (model: ModelWorld) => Promise<unknown>

const client = fc.nat({ max: CLIENTS - 1 })
/** The second has less to do. */
const router = () => fc.constantFrom(0, 0, 1)
const FAULTS = ['drop', 'reset', 'apply-drop', 'apply-reset', 'cut'] as const
const TRAPS = ['not enough permissions (9)', 'failure: already have such entry'] as const
const REFUSED = [
  undefined,
  '/ppp/secret/set',
  '/ppp/profile/add',
  '/ppp/active/remove',
  '/ip/firewall/address-list/add',
  '/queue/simple/set',
  '/ip/dhcp-server/lease/set',
] as const
const AT_UISP = [
  { status: 500 },
  { status: 429, retryAfter: 1 },
  { status: 403 },
  { reset: true },
  { applyThenReset: true },
]
const PATHS = [undefined, '/ppp/secret/set', '/ppp/active/remove', '/ppp/secret/unset', '/ppp/secret/print'] as const

function faultStep(stalls: boolean): fc.Arbitrary<[string, Step]> {
  const kinds = stalls ? [...FAULTS, 'stall', 'apply-stall'] : [...FAULTS]
  return fc
    .record({
      router: router(),
      kind: fc.constantFrom(...kinds),
      path: fc.constantFrom(...PATHS),
      skip: fc.nat({ max: 4 }),
    })
    .map(({ router: at, kind, path, skip }) => [
      `fault ${kind} ${path ?? 'any'} ${skip} of router ${at}`,
      async ({ world }) => {
        const end = kind.split('-')[1] as 'drop' | 'reset' | 'stall' | undefined
        const fault = end
          ? { kind: 'apply-then' as const, end }
          : kind === 'cut'
            ? { kind: 'cut' as const, after: 3, end: 'reset' as const }
            : { kind: kind as 'drop' | 'reset' | 'stall' }
        await world.farm.routers[at]?.fault({
          fault,
          ...(path === undefined ? { skip: skip * 4 } : { path, skip: skip % 2 }),
        })
      },
    ])
}

/** A router says no, to one command or several. */
const trapStep: fc.Arbitrary<[string, Step]> = fc
  .record({
    at: router(),
    message: fc.constantFrom(...TRAPS),
    path: fc.constantFrom(...REFUSED),
    skip: fc.nat({ max: 3 }),
    times: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ at, message, path, skip, times }) => [
    `trap ${message} ${path ?? 'any'} ${skip} ${times} of router ${at}`,
    async ({ world }) => {
      const rule = { fault: { kind: 'trap' as const, message }, times }
      await world.farm.routers[at]?.fault(path === undefined ? { ...rule, skip: skip * 4 } : { ...rule, path, skip })
    },
  ])

const uispStep: fc.Arbitrary<[string, Step]> = fc
  .tuple(fc.constantFrom(...AT_UISP), fc.integer({ min: 1, max: 3 }))
  .map(([behaviour, times]) => [
    `UISP ${JSON.stringify(behaviour)} ${times}`,
    ({ uisp }) => uisp.behave({ path: '/crm', ...behaviour, times }),
  ])

/** Steps in words and as what they do. */
export const steps = ({ stalls = false, most = 14 } = {}): fc.Arbitrary<[string, Step][]> => {
  const of = (name: string, act: (model: ModelWorld, n: number) => Promise<unknown>): fc.Arbitrary<[string, Step]> =>
    client.map((n) => [`${name} ${n}`, (model) => act(model, n)])
  const onRouter = (
    name: string,
    act: (model: ModelWorld, at: number) => Promise<unknown>,
  ): fc.Arbitrary<[string, Step]> => router().map((at) => [`${name} ${at}`, (model) => act(model, at)])
  const waver = fc
    .tuple(client, fc.nat({ max: 70 }))
    .map(([n, ms]): [string, Step] => [`waver ${n} ${ms}`, (model) => model.waver(n, ms)])
  const plain = (name: string, act: Step): fc.Arbitrary<[string, Step]> => fc.constant([name, act])
  const step = fc.oneof(
    { weight: 5, arbitrary: of('cut', (model, n) => model.cut(n)) },
    { weight: 4, arbitrary: of('pay', (model, n) => model.pay(n)) },
    { weight: 2, arbitrary: of('promise', (model, n) => model.promise(n)) },
    { weight: 1, arbitrary: plain('break', (model) => model.break()) },
    { weight: 2, arbitrary: of('lift', (model, n) => model.lift(n)) },
    { weight: 2, arbitrary: of('plan', (model, n) => model.changePlan(n)) },
    { weight: 5, arbitrary: waver },
    { weight: 1, arbitrary: of('late', (model, n) => model.late(n)) },
    { weight: 5, arbitrary: faultStep(stalls) },
    { weight: 3, arbitrary: trapStep },
    { weight: 1, arbitrary: uispStep },
    { weight: 3, arbitrary: plain('push', (model) => model.push()) },
    { weight: 6, arbitrary: plain('wait', ({ world }) => world.quiet()) },
    { weight: 1, arbitrary: onRouter('refuse', (model, at) => model.refuse(at, true)) },
    { weight: 1, arbitrary: onRouter('answer', (model, at) => model.refuse(at, false)) },
    {
      weight: 1,
      arbitrary: onRouter('disconnect', async ({ world }, at) => world.farm.routers[at]?.disconnect('reset')),
    },
    { weight: 1, arbitrary: onRouter('reboot', (model, at) => model.reboot(at)) },
    { weight: 1, arbitrary: plain('restart', (model) => model.restart()) },
  )
  return fc.array(step, { minLength: 3, maxLength: most })
}

/** Does the steps, lets the dust settle, and says what is wrong then. */
export async function runModel(chosen: readonly [string, Step][]): Promise<string[]> {
  const model = await ModelWorld.open()
  try {
    for (const [, step] of chosen) await step(model)
    // What the last steps asked for meets the faults that are left.
    await model.push()
    await model.world.quiet()
    const wrong = await model.settle()
    for (const { n, owes } of model.clients) await (owes ? model.pay(n) : model.lift(n))
    return [...wrong, ...(await model.settle())]
  } finally {
    await model.close()
  }
}
