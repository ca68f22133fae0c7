// node scripts/with-electron.mjs [--build] [--pdf] <script> [args]: runs a script with Node 24, with an Electron in its
// environment and a display; --build builds the app first if it is stale, --pdf asks for the tools that read PDFs.
import { buildIfStale } from './lib/build.mjs'
import { runMain, say, takeFlag } from './lib/cli.mjs'
import { openDesktop } from './lib/desktop.mjs'
import { Hint } from './lib/paths.mjs'
import { runNode } from './lib/process.mjs'

runMain(async () => {
  const command = process.argv.slice(2)
  const script = command.findIndex((arg) => !arg.startsWith('--'))
  const own = command.splice(0, script < 0 ? command.length : script)
  if (command.length === 0) throw new Hint('which script?')
  if (takeFlag(own, 'build')) await buildIfStale(say)
  const desktop = await openDesktop({ say, pdfReader: takeFlag(own, 'pdf') })
  try {
    await runNode(command, desktop.env)
  } finally {
    desktop.display.stop()
  }
})
