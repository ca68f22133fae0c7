// npm test [-- --only a,b] [-- arguments for the one tool]: every check and suite in order, a table at the end.
import { describe, runMain, say, takeOption } from './lib/cli.mjs'
import { Hint } from './lib/paths.mjs'
import { CommandFailed } from './lib/process.mjs'
import { allSuites } from './lib/suites.mjs'

runMain(async () => {
  const args = process.argv.slice(2)
  const only = takeOption(args, 'only')?.split(',')
  const suites = allSuites()
  const unknown = only?.filter((name) => !suites.some((suite) => suite.name === name)) ?? []
  if (unknown.length > 0) {
    throw new Hint(`no suite ${unknown.join(', ')}; there are ${suites.map((suite) => suite.name).join(', ')}`)
  }
  const chosen = only ? suites.filter((suite) => only.includes(suite.name)) : suites
  if (args.length > 0 && chosen.length !== 1) throw new Hint(`${args.join(' ')}: for which suite? Add --only`)

  const rows = []
  for (const suite of chosen) {
    say(`\n── ${suite.name} ${'─'.repeat(Math.max(0, 60 - suite.name.length))}`)
    const started = performance.now()
    const counts = await suite.run(args).catch((error) => {
      if (error instanceof CommandFailed && error.interrupted) throw error
      say(describe(error))
      return { passed: 0, failed: 1, skipped: 0 }
    })
    rows.push({ name: suite.name, seconds: (performance.now() - started) / 1000, ...counts })
  }
  print(rows)
  if (rows.some((row) => row.failed > 0)) process.exitCode = 1
})

/** @param {({ name: string, seconds: number } & import('./lib/suites.mjs').Counts)[]} rows */
function print(rows) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  console.log(`\n${'suite'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}      time`)
  for (const row of rows) {
    const counts = [String(row.passed).padStart(8), String(row.failed).padStart(8), String(row.skipped).padStart(9)]
    const mark = row.failed > 0 ? '  FAILED' : ''
    console.log(`${row.name.padEnd(14)}${counts.join('')}${`${row.seconds.toFixed(1)} s`.padStart(10)}${mark}`)
    total.passed += row.passed
    total.failed += row.failed
    total.skipped += row.skipped
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
}
