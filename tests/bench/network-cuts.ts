import type { CutsTaken, CutsTold } from './network-cuts-office.ts'
import { inOwnProcess } from './own-process.ts'
import { type BenchGroup, median } from './types.ts'

/** From the commit that cuts all services to the last one read back from its router, held against what no office could beat. */
export const networkCuts: BenchGroup = {
  group: 'network',
  async *run(say, wants) {
    for (const count of [1, 20]) {
      const name = `cuts_rtt_ratio@${count}`
      if (!wants(name)) continue
      say(`cuts over ${count} routers`)
      const told: CutsTold = { count }
      const { office, bare } = await inOwnProcess<CutsTaken>('network-cuts-office.ts', told)
      say(`${office.map(Math.round).join(' ')} ms; bare ${bare.map(Math.round).join(' ')} ms`)
      const goal = { of: 'ratio', atMost: 1.5 } as const
      yield { name, value: median(office), unit: 'ms', reference: median(bare), goal }
    }
  },
}
