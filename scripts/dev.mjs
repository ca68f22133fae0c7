// npm run dev: the app with hot reload; main, preload and office start again when they change.
import { runMain, say } from './lib/cli.mjs'
import { openDesktop } from './lib/desktop.mjs'
import { tool } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'

runMain(async () => {
  const desktop = await openDesktop({ say })
  // electron-vite adds --no-sandbox itself when NO_SANDBOX=1.
  const args = desktop.args.filter((arg) => arg !== '--no-sandbox')
  const electronVite = tool('electron-vite', 'bin/electron-vite.js')
  try {
    await runNode([electronVite, 'dev', '--watch', '--', ...args, ...process.argv.slice(2)], desktop.env)
  } finally {
    desktop.display.stop()
  }
})
