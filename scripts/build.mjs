// npm run build
import { build } from './lib/build.mjs'
import { runMain } from './lib/cli.mjs'

runMain(build)
