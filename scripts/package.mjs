// npm run package:dir, or `node scripts/package.mjs [electron-builder's arguments]` for installers.
import { buildIfStale } from './lib/build.mjs'
import { runMain, say } from './lib/cli.mjs'
import { tool } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'

runMain(async () => {
  await buildIfStale(say)
  const config = ['--config', 'electron-builder.config.mjs', '--publish', 'never']
  await runNode([tool('electron-builder', 'cli.js'), ...config, ...process.argv.slice(2)])
})
