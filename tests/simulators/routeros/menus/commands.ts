// Commands beside those that every menu has.
import type { Call, Command } from '../call.ts'
import type { Item } from '../table.ts'
import { missingValue, noSuchItem } from '../traps.ts'

export function itemsOf(call: Call, menu: string): Item[] {
  const table = call.router.table(menu)
  const ids = call.args.get('.id') ?? call.args.get('numbers')
  if (ids === undefined) throw missingValue('numbers')
  return ids.split(',').map((id) => {
    const item = table.get(id) ?? table.find('name', id)
    if (!item) throw noSuchItem()
    return item
  })
}

const LEASES = '/ip/dhcp-server/lease'

export const makeStatic: Command = {
  needs: 'write',
  run(call) {
    const table = call.router.table(LEASES)
    for (const before of itemsOf(call, LEASES)) {
      const after = table.patch(before['.id'] ?? '', { dynamic: 'false' })
      call.router.record(call, table.menu, before, after ?? null)
    }
  },
}
