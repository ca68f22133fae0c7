// npm run bench -- [--only GROUP] [--name PART] [--json FILE]: measures on this machine, each figure beside a reference of the same run.
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { billing } from './billing.ts'
import { cash } from './cash.ts'
import { counter } from './counter.ts'
import { documents } from './documents.ts'
import { matching } from './match.ts'
import { networkClient } from './network-client.ts'
import { networkCuts } from './network-cuts.ts'
import { networkPoll } from './network-poll.ts'
import { networkScenarios } from './network-scenarios.ts'
import { type BenchGroup, type BenchRow, toRow } from './types.ts'

const GROUPS: readonly BenchGroup[] = [
  counter,
  billing,
  documents,
  cash,
  matching,
  networkClient,
  networkCuts,
  networkPoll,
  networkScenarios,
]

const { values } = parseArgs({
  options: { only: { type: 'string' }, name: { type: 'string' }, json: { type: 'string' } },
})
const chosen = GROUPS.filter((group) => !values.only || group.group === values.only)
if (chosen.length === 0) {
  console.error(`No group ${values.only}; there are ${GROUPS.map((g) => g.group).join(', ')}.`)
  process.exit(2)
}

const figure = (n: number | null) => (n === null ? '—' : n.toLocaleString('en', { maximumSignificantDigits: 4 }))
const print = (row: BenchRow) =>
  console.log(
    [
      row.group.padEnd(9),
      row.name.padEnd(34),
      figure(row.value).padStart(10),
      row.unit.padEnd(7),
      figure(row.reference).padStart(10),
      figure(row.ratio).padStart(8),
      (row.goal ?? '').padEnd(16),
      row.ok ? 'ok' : 'MISSED',
    ].join(' '),
  )

const say = (line: string) => console.error(`… ${line}`)
const wants = (name: string) => values.name === undefined || values.name === name

const rows: BenchRow[] = []
console.log(
  `${'group'.padEnd(9)} ${'name'.padEnd(34)} ${'value'.padStart(10)} ${'unit'.padEnd(7)} ${'reference'.padStart(10)} ${'ratio'.padStart(8)} goal`,
)
for (const group of chosen)
  for await (const measure of group.run(say, wants)) {
    const row = toRow(group.group, measure)
    rows.push(row)
    print(row)
  }
if (rows.length === 0) {
  console.error(`No part ${values.name} to measure alone.`)
  process.exit(2)
}
if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
if (rows.some((row) => !row.ok)) process.exitCode = 1
