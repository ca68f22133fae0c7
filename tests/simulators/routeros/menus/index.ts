import type { Command } from '../call.ts'
import type { Menu } from '../menu.ts'
import { makeStatic } from './commands.ts'
import { backupSave, exportFile, fileRead, reboot } from './files.ts'
import { INTERFACES } from './interfaces.ts'
import { IP } from './ip.ts'
import { PPP } from './ppp.ts'
import { SYSTEM } from './system.ts'
import { monitorTraffic, ping, toolPing, torch, traceroute } from './tools.ts'

export { DEFAULT_USERS, defaultState as DEFAULT_STATE } from './system.ts'

const IP_POOLS = IP.filter(({ path }) => path === '/ip/pool')

/** All menus, those that are named before those that name them. */
export const MENUS: readonly Menu[] = [
  ...SYSTEM,
  ...INTERFACES.slice(0, 4),
  ...IP_POOLS,
  ...PPP,
  ...IP.filter((menu) => !IP_POOLS.includes(menu)),
  ...INTERFACES.slice(4),
]

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['/ip/dhcp-server/lease/make-static', makeStatic],
  ['/interface/monitor-traffic', monitorTraffic],
  ['/ping', ping],
  ['/tool/ping', toolPing],
  ['/tool/traceroute', traceroute],
  ['/tool/torch', torch],
  ['/system/reboot', reboot],
  ['/system/backup/save', backupSave],
  ['/export', exportFile],
  ['/file/read', fileRead],
])
