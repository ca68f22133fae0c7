// npm run demo [-- --size small|office|large] [--network]: opens an office that is filled with invented people, each size in a
// folder of its own, apart from the real one. `--network` gives it simulated routers that carry its services; `--fresh` throws
// away what was done in it before.
import { buildIfStale } from './lib/build.mjs'
import { runMain, say, takeFlag, takeOption } from './lib/cli.mjs'
import { DEMO_PASSWORD, DEMO_PIN, ensureDemoOffice, SIZES, startDemoNetwork } from './lib/demo-office.mjs'
import { openApp, openDesktop } from './lib/desktop.mjs'
import { Hint } from './lib/paths.mjs'

runMain(async () => {
  const args = process.argv.slice(2)
  const size = takeOption(args, 'size') ?? 'office'
  const fresh = takeFlag(args, 'fresh')
  const withNetwork = takeFlag(args, 'network')
  if (!SIZES.includes(size)) throw new Hint(`--size is one of ${SIZES.join(', ')}`)
  const desktop = await openDesktop({ say })
  await buildIfStale(say)
  const dataDir = await ensureDemoOffice({ size, fresh, say })
  say(`Everybody enters with the password «${DEMO_PASSWORD}» or the PIN ${DEMO_PIN}.`)
  const network = withNetwork ? await startDemoNetwork(dataDir) : null
  try {
    await openApp(desktop, {
      say,
      args,
      env: { MOSTRADOR_DATA_DIR: dataDir, MOSTRADOR_DEMO: size, MOSTRADOR_PLAIN_SECRETS: '1' },
    })
  } finally {
    network?.stop()
  }
})
