// The office as an Electron utility process: ports arrive with `connect` and lead straight to a window.
import type { OfficeControl } from '../../contract/control.ts'
import { OfficeHost, type Port } from '../kernel/host.ts'

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void
  postMessage(message: unknown): void
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort
const host = new OfficeHost(
  (signal) => parent.postMessage(signal),
  // The answer must leave the process before it ends.
  (code) => setImmediate(() => process.exit(code)),
)
// One window's nonsense must not end the office of all the others.
process.on('unhandledRejection', (error) => host.unhandled(error))
parent.on('message', ({ data, ports }) => void host.receive(data as OfficeControl, ports))
