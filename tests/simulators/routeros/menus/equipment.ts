// What stands at the clients' homes: it dials in when it may, takes leases, and comes back when its session was ended.
import type { Router } from '../router.ts'
import { bind, dialLeases } from './leases.ts'
import { dialIn, endSession, pppUsers } from './sessions.ts'
import type { Bytes } from '../wire.ts'

/** Everything that is switched on comes, at once or within some time. */
export function dialAll(router: Router, withinMs: number): void {
  for (const user of pppUsers(router)) {
    if (withinMs === 0) dialIn(router, user)
    else router.later(router.random() * withinMs, () => dialIn(router, user))
  }
  dialLeases(router)
}

/** Switches the equipment of a secret (by user) or of a lease (by MAC) on or off. */
export function switchEquipment(router: Router, client: Bytes, on: boolean): void {
  if (on) router.offline.delete(client)
  else router.offline.add(client)
  for (const lease of router.table('/ip/dhcp-server/lease').where('mac-address', client)) bind(router, lease)
  if (on) dialIn(router, client)
  else endSession(router, client, 'peer-request')
}
