// Backups, exports and the files in which they end up.
import type { Call, Command } from '../call.ts'
import type { Router } from '../router.ts'
import { failure, missingValue, noSuchItem, unknownParameter } from '../traps.ts'
import type { Bytes } from '../wire.ts'

const FILES = '/file'
const MOST = 32_768

function only(call: Call, names: readonly string[]): void {
  for (const name of call.args.keys()) if (!names.includes(name)) throw unknownParameter(call.router.version, name)
}

/** Writes a file in the place of the one that had its name. */
function keep(call: Call, name: Bytes, type: Bytes, contents: Bytes): void {
  const { router } = call
  const table = router.table(FILES)
  const old = table.find('name', name)
  if (old) table.delete(old['.id'] ?? '')
  const at = router.is('7.9') ? 'last-modified' : 'creation-time'
  const after = table.insert({ name, type, [at]: router.dateTime(), contents })
  router.record(call, table.menu, old ?? null, after)
}

export const backupSave: Command = {
  needs: 'write',
  run(call) {
    only(call, ['name', 'password', 'dont-encrypt', 'encryption'])
    const { router } = call
    const name = call.args.get('name') ?? `${router.identity}-${router.dateTime().replaceAll(/[ :/-]/g, '')}`
    // Encrypted: different bytes every time.
    const noise = Array.from({ length: 2048 }, () => String.fromCharCode(Math.floor(router.random() * 256))).join('')
    keep(call, name.endsWith('.backup') ? name : `${name}.backup`, 'backup', `\x88\xac\xa1\xb1${noise}`)
    router.log('system,info', 'backup file created')
  },
}

const SECRET = new Set(['password'])
const quoted = (value: Bytes) =>
  /^[\w.:/,<>-]+$/.test(value) ? value : `"${value.replaceAll(/["\\$]/g, String.raw`\$&`)}"`

/** The configuration as commands that make it again: what is dynamic or not configured is not in it. */
export function exportText(router: Router, sensitive: boolean): Bytes {
  const lines = [`# ${router.dateTime()} by RouterOS ${router.version}`, '# software id = ABCD-1234', '#']
  for (const menu of router.menus()) {
    if (menu.single || menu.path === FILES || menu.path.startsWith('/user')) continue
    if (!(menu.verbs === undefined || menu.verbs.includes('add'))) continue
    const items = router
      .table(menu.path)
      .all()
      .filter((item) => item['dynamic'] !== 'true' && item['default'] !== 'true')
    if (items.length === 0) continue
    lines.push(menu.path.slice(0, 1) + menu.path.slice(1).replaceAll('/', ' '))
    for (const item of items) {
      const values = Object.entries(item).filter(([name, value]) => {
        const known = menu.fields[name] ?? (name === 'comment' || name === 'disabled' ? {} : undefined)
        const plain = known && ('default' in known ? known.default : name === 'disabled' ? 'false' : undefined)
        return known && value !== plain && (sensitive || !SECRET.has(name))
      })
      lines.push(
        `add ${values.map(([name, value]) => `${name}=${quoted(name === 'disabled' ? 'yes' : value)}`).join(' ')}`,
      )
    }
  }
  lines.push('/system identity', `set name=${quoted(router.identity)}`, '')
  return lines.join('\r\n')
}

export const exportFile: Command = {
  needs: 'read',
  run(call) {
    only(call, ['file', 'compact', 'terse', 'verbose', 'hide-sensitive', 'show-sensitive'])
    const { router } = call
    const sensitive = router.is('7.0') ? call.args.has('show-sensitive') : !call.args.has('hide-sensitive')
    const file = call.args.get('file')
    // Without a file the text is for a terminal: over the API nothing comes.
    if (file !== undefined)
      keep(call, file.endsWith('.rsc') ? file : `${file}.rsc`, 'script', exportText(router, sensitive))
  },
}

export const fileRead: Command = {
  needs: 'read',
  on: (router) => router.is('7.13'),
  run(call) {
    only(call, ['file', 'offset', 'chunk-size', '.proplist'])
    const name = call.args.get('file')
    if (name === undefined) throw missingValue('file')
    const file = call.router.table(FILES).find('name', name)
    if (!file) throw noSuchItem()
    const size = Number(call.args.get('chunk-size') ?? MOST)
    if (!(size > 0 && size <= MOST)) throw failure(`chunk-size must be from 1 to ${MOST}`)
    const from = Number(call.args.get('offset') ?? 0)
    call.re({ data: (file['contents'] ?? '').slice(from, from + size) })
  },
}

export const reboot: Command = {
  needs: 'reboot',
  run(call) {
    call.router.log('system,info', 'router is rebooting')
    call.router.onReboot()
  },
}
