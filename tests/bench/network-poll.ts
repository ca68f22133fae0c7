import { startRouters } from '../simulators/routeros/index.ts'
import { inOwnProcess } from './own-process.ts'
import type { PollCost, PollTold } from './network-poll-office.ts'
import type { BenchGroup } from './types.ts'

/** The usual pace of looks, s; and one at which few looks last no minute. */
const USUAL = 60
const FAST = 10
const FEW = 30
const MANY = 300

const NAMES = ['poll_cpu_percent@300', 'poll_memory_mb@300', 'poll_cost_per_device@30-300'] as const

/** What it costs an office to look at every device of a provider: the office and the routers each in a process of their own. */
export const networkPoll: BenchGroup = {
  group: 'network',
  async *run(say, wants) {
    if (!NAMES.some(wants)) return
    say(`${MANY} routers`)
    const farm = await startRouters({
      routers: MANY,
      tls: false,
      state: {
        '/ip/route': [{ 'dst-address': '0.0.0.0/0', gateway: '10.0.0.1', 'immediate-gw': '10.0.0.1%ether1' }],
      },
    })
    const routers = farm.routers.map(({ identity, host, port, user, password }) => ({
      ...{ identity, host, port, user, password },
    }))
    try {
      if (wants(NAMES[0]) || wants(NAMES[1])) {
        say(`each looked at once in ${USUAL} s, for two minutes`)
        const usual = await polling({ routers, seconds: USUAL, rounds: 1 })
        if (wants(NAMES[0]))
          yield { name: NAMES[0], value: usual.cpuPercent, unit: '%', goal: { of: 'value', atMost: 5 } }
        if (wants(NAMES[1]))
          yield { name: NAMES[1], value: usual.memoryMb, unit: 'MB', goal: { of: 'value', atMost: 80 } }
      }
      if (wants(NAMES[2])) {
        say(`${FEW} and ${MANY} looked at once in ${FAST} s, for half a minute each`)
        const few = await polling({ routers: routers.slice(0, FEW), seconds: FAST, rounds: 2 })
        const many = await polling({ routers, seconds: FAST, rounds: 2 })
        const goal = { of: 'ratio', atMost: 1 } as const
        yield { name: NAMES[2], value: many.msPerLook, unit: 'ms CPU', reference: few.msPerLook, goal }
      }
    } finally {
      await farm.stop()
    }
  },
}

const polling = (told: PollTold) => inOwnProcess<PollCost>('network-poll-office.ts', told)
