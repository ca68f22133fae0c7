// npm run setup: brings what the tests need (Debian packages, an Electron) without running anything.
import { runMain, say } from './lib/cli.mjs'
import { resolveElectron } from './lib/electron-runtime.mjs'
import { hasDisplay } from './lib/display.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'

runMain(async () => {
  ensureSystemPackages({ virtualDisplay: !hasDisplay(), pdfReader: true, say })
  const runtime = await resolveElectron({ say })
  say(`Electron ${runtime.version} (${runtime.kind})`)
})
