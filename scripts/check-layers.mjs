// npm run layers [-- folder]: fails when a folder imports what its layer may not know. Types count as imports.
import path from 'node:path'
import { runMain, say } from './lib/cli.mjs'
import { findViolations, LAYERS } from './lib/layers.mjs'
import { ROOT } from './lib/paths.mjs'

runMain(async () => {
  const root = path.resolve(ROOT, process.argv[2] ?? '.')
  const { violations, files } = findViolations(root)
  for (const { file, specifier, reason } of violations) say(`${file}: ${specifier}\n    ${reason}`)
  if (violations.length > 0) throw new Error(`${violations.length} imports cross the layers`)
  if (files === 0) throw new Error('no source files found')
  say(`${files} files in ${Object.keys(LAYERS).length} layers import only what they may`)
})
