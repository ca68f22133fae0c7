// npm run faults -- [--only GROUP] [--json FILE] [--seed N]: what the office survives, longer than `npm test` has time for.
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { crashWhileBilling } from './billing.ts'
import { crashWhilePrinting } from './cash.ts'
import { crashWhilePaying } from './crash.ts'
import { crashInMassCut } from './mass-cut.ts'
import { crashWhileCutting } from './network-crash.ts'
import { modelNetwork } from './network.ts'
import { fuzzCodec, fuzzSession } from './routeros-fuzz.ts'

export interface FaultRow {
  group: string
  name: string
  tried: number
  survived: number
  seed: number
}

interface Fault {
  group: string
  name: string
  run(seed: number): Promise<{ tried: number; survived: number; detail: string }>
}

const FAULTS: readonly Fault[] = [
  {
    group: 'counter',
    name: 'sigkill_while_paying',
    async run(seed) {
      const outcome = await crashWhilePaying({ kills: 300, seed })
      const lost = outcome.wrong.length + outcome.findings.length
      const detail = `${outcome.kills} kills, ${outcome.repeated} repeated; ${[...outcome.wrong, ...outcome.findings.map((f) => JSON.stringify(f))].slice(0, 5).join('; ')}`
      return { tried: outcome.acknowledged, survived: outcome.acknowledged - lost, detail }
    },
  },
  {
    group: 'billing',
    name: 'sigkill_while_issuing',
    async run(seed) {
      const outcome = await crashWhileBilling({ services: 5000, kills: 60, seed })
      const lost = outcome.wrong.length + outcome.findings.length
      const tried = outcome.runs * outcome.services
      const what = [...outcome.wrong, ...outcome.findings.map((f) => JSON.stringify(f))].slice(0, 5).join('; ')
      const detail = `${outcome.kills} kills, ${outcome.midway} midway; ${what}`
      return { tried, survived: tried - lost, detail }
    },
  },
  {
    group: 'cash',
    name: 'sigkill_while_printing',
    async run(seed) {
      const outcome = await crashWhilePrinting({ rounds: 8, seed })
      const lost = outcome.wrong.length + outcome.findings.length
      const what = [...outcome.wrong, ...outcome.findings.map((f) => JSON.stringify(f))].slice(0, 5).join('; ')
      const detail = `${outcome.printed} printed, ${outcome.uncertain} uncertain; ${what}`
      return { tried: outcome.collections, survived: outcome.collections - lost, detail }
    },
  },
  {
    group: 'network',
    name: 'routeros_random_bytes',
    run: (seed) => fuzzCodec({ durationMs: 120_000, seed }),
  },
  {
    group: 'network',
    name: 'routeros_mad_devices',
    run: (seed) => fuzzSession({ durationMs: 120_000, seed }),
  },
  {
    group: 'network',
    name: 'sigkill_while_cutting',
    async run(seed) {
      const outcome = await crashWhileCutting({ kills: 60, seed })
      const lost = outcome.wrong.length + outcome.findings.length
      const what = [...outcome.wrong, ...outcome.findings.map((f) => JSON.stringify(f))].slice(0, 5).join('; ')
      const detail = `${outcome.midway} with routers still to be told, ${outcome.writes} writes; ${what}`
      return { tried: outcome.kills, survived: Math.max(0, outcome.kills - lost), detail }
    },
  },
  {
    group: 'network',
    name: 'sigkill_in_mass_cut',
    async run(seed) {
      const outcome = await crashInMassCut({ clients: 600, kills: 8, seed })
      const lost = outcome.wrong.length + outcome.findings.length
      const what = [...outcome.wrong, ...outcome.findings.map((f) => JSON.stringify(f))].slice(0, 5).join('; ')
      const detail = `${outcome.midway} of ${outcome.kills} kills in the run, ${outcome.paid} paid meanwhile; ${what}`
      return { tried: outcome.clients, survived: Math.max(0, outcome.clients - lost), detail }
    },
  },
  {
    group: 'network',
    name: 'books_and_routers_agree',
    async run(seed) {
      const { runs, wrong } = await modelNetwork({ runs: 120, seed })
      return { tried: runs, survived: runs - wrong.length, detail: wrong.slice(0, 2).join(' | ') }
    },
  },
]

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, seed: { type: 'string' } },
})
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const chosen = FAULTS.filter((fault) => !values.only || fault.group === values.only)
if (chosen.length === 0 || !Number.isSafeInteger(seed)) {
  console.error(
    `Nothing to run: groups are ${[...new Set(FAULTS.map((f) => f.group))].join(', ')}; the seed is an integer.`,
  )
  process.exit(2)
}

const rows: FaultRow[] = []
console.log('group      name                          tried  survived        seed')
for (const { group, name, run } of chosen) {
  const { tried, survived, detail } = await run(seed)
  rows.push({ group, name, tried, survived, seed })
  console.log(
    `${group.padEnd(10)} ${name.padEnd(26)} ${String(tried).padStart(8)} ${String(survived).padStart(9)} ${String(seed).padStart(11)}  ${detail}`,
  )
}
if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
if (rows.some((row) => row.survived < row.tried)) process.exitCode = 1
