import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../contract/index.ts'
import { OFFICE_PORT, type ShellApi } from '../../contract/shell.ts'
import { createConnection, type PortSource } from './connection.ts'

declare global {
  interface Window {
    /** What the shell offers; see contract/shell.ts. */
    mostrador: ShellApi
  }
}

const shellPorts: PortSource = {
  requestPort: () => window.mostrador.requestPort(),
  onPort(callback) {
    const listener = (event: MessageEvent<unknown>) => {
      const { data, ports, origin } = event
      const port = ports[0]
      if (origin !== window.location.origin || port === undefined) return
      if (typeof data === 'object' && data !== null && 'type' in data && data.type === OFFICE_PORT) callback(port)
    }
    window.addEventListener('message', listener)
    return () => window.removeEventListener('message', listener)
  },
  onState: (callback) => window.mostrador.onOfficeState(callback),
}

export const connection = createConnection(shellPorts)

/** Everything that may be asked of the office. Failures are `OfficeError`s. */
export const rpc: ContractRouterClient<Contract> = createORPCClient(connection)
