// What Electron's own default_app does, for the fallback runtime, which comes without one:
// `electron [-r module] <folder>` opens the app in that folder.
import fs from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const required = []
let folder = null
const args = process.argv.slice(1)
while (args.length > 0 && folder === null) {
  const arg = args.shift()
  if (arg === '-r' || arg === '--require') required.push(args.shift())
  else if (arg.startsWith('--require=')) required.push(arg.slice('--require='.length))
  else if (arg === '--version' || arg === '-v') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  } else if (!arg.startsWith('-')) folder = path.resolve(arg)
}
if (folder === null) {
  console.error('usage: electron <folder>')
  process.exit(1)
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
for (const module of required) Module._load(path.resolve(module), null, false)

const manifestFile = path.join(folder, 'package.json')
const manifest = fs.existsSync(manifestFile) ? JSON.parse(fs.readFileSync(manifestFile, 'utf8')) : null
if (manifest?.version) app.setVersion(manifest.version)
if (manifest) app.setName(manifest.productName ?? manifest.name ?? 'electron')
if (manifest?.desktopName) app.setDesktopName(manifest.desktopName)

try {
  const main = Module._resolveFilename(folder, null, true)
  app.setAppPath(manifest ? folder : path.dirname(main))
  // Awaited: Electron holds 'ready' back until the entry module has finished loading.
  await import(pathToFileURL(main).href)
} catch (error) {
  console.error(`Cannot open the app in ${folder}\n${error?.stack ?? error}`)
  process.exit(1)
}
