// npm start: builds what is stale, finds or obtains Electron, opens the window.
import { buildIfStale } from './lib/build.mjs'
import { runMain, say } from './lib/cli.mjs'
import { openApp } from './lib/desktop.mjs'

runMain(async () => {
  await buildIfStale(say)
  await openApp({ say, args: process.argv.slice(2) })
})
