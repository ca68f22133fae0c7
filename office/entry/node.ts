// The office as a plain Node child: every message of every window is relayed by the parent.
import type { OfficeControl } from '../../contract/control.ts'
import { OfficeHost } from '../kernel/host.ts'

if (!process.send) {
  process.stderr.write(
    'The office is started by the application, a script or a test: run `npm run office -- --help`.\n',
  )
  process.exit(2)
}

const host = new OfficeHost(
  (signal) => {
    // The callback takes the error of a parent that died meanwhile: 'disconnect' tells.
    if (process.connected) process.send?.(signal, undefined, undefined, () => undefined)
  },
  (code) => setImmediate(() => process.exit(code)),
)
// One window's nonsense must not end the office of all the others.
process.on('unhandledRejection', (error) => host.unhandled(error))
process.on('message', (message) => void host.receive(message as OfficeControl, []))
// The parent is gone: nobody can be answered any more. Whatever is not committed was not acknowledged.
process.on('disconnect', () => process.exit(0))
