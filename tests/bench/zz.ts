import { networkCuts } from './network-cuts.ts'
for await (const m of networkCuts.run((l) => console.log(l), (n) => process.argv.includes(n))) console.log(JSON.stringify(m), m.value / (m.reference ?? 1))
process.exit(0)
