// npm start: builds what is stale, finds or obtains Electron, opens the window.
import { buildIfStale } from './lib/build.mjs'
import { runMain, say } from './lib/cli.mjs'
import { openApp, openDesktop } from './lib/desktop.mjs'

runMain(async () => {
  const desktop = await openDesktop({ say })
  await buildIfStale(say)
  await openApp(desktop, { say, args: process.argv.slice(2) })
})
