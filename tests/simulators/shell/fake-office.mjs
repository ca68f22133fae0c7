// An office without a database: it keeps the protocol of contract/control.ts and misbehaves when told to. Runs as a
// plain Node child and as a utility process. What it does is written in `script.txt` of its data folder; nothing is the
// well-behaved office, which answers every message with `{ echo, pid }`.
import fs from 'node:fs'
import path from 'node:path'

/** @typedef {import('../../../contract/control.ts').OfficeControl} OfficeControl */
/** @typedef {import('../../../contract/control.ts').OfficeSignal} OfficeSignal */

const parent = process.parentPort
let behaviour = ''

/** @param {OfficeSignal} signal */
function signal(signal) {
  if (parent) parent.postMessage(signal)
  else process.send?.(signal)
}

/** @param {unknown} data */
const answer = (data) => ({ echo: data, pid: process.pid })

/** @param {OfficeControl & { kind: 'init' }} init */
function start(init) {
  const script = path.join(init.dataDir, 'script.txt')
  behaviour = fs.existsSync(script) ? fs.readFileSync(script, 'utf8').trim() : ''
  console.log(`fake office: ${behaviour || 'well-behaved'}`)
  if (behaviour === 'crash on init') process.exit(3)
  if (behaviour.startsWith('fail ')) return fail(/** @type {any} */ (behaviour.slice('fail '.length)))
  return signal({ kind: 'ready', pid: process.pid, sqlite: 'none', node: process.versions.node })
}

/** @param {import('../../../contract/control.ts').StartFailure} code */
function fail(code) {
  signal({ kind: 'failed', code, detail: 'told to fail' })
  process.exitCode = 1
  if (parent) setImmediate(() => process.exit(1))
  else process.disconnect()
}

function stop() {
  if (behaviour === 'ignore stop') return
  signal({ kind: 'stopped' })
  if (parent) setImmediate(() => process.exit(0))
  else process.disconnect()
}

/**
 * @param {OfficeControl} control
 * @param {Electron.MessagePortMain[]} ports
 */
function obey(control, ports) {
  if (control.kind === 'init') start(control)
  if (control.kind === 'connect') ports[0]?.on('message', (event) => ports[0]?.postMessage(answer(event.data)))
  if (control.kind === 'connect') ports[0]?.start()
  if (control.kind === 'data') signal({ kind: 'data', client: control.client, data: answer(control.data) })
  if (control.kind === 'disconnect') console.log(`client ${control.client} left`)
  if (control.kind === 'stop') stop()
}

if (parent) parent.on('message', (event) => obey(event.data, event.ports))
else process.on('message', (message) => obey(/** @type {OfficeControl} */ (message), []))
