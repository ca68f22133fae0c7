// The commands that every menu has: print and what changes items.
import type { Call, Command } from './call.ts'
import type { Field, Menu } from './menu.ts'
import { flag, text } from './menu.ts'
import { compileQuery, type Query } from './query.ts'
import type { Router } from './router.ts'
import type { Item, Table } from './table.ts'
import { failure, invalidValue, missingValue, noSuchCommand, noSuchItem, unknownParameter } from './traps.ts'
import type { Bytes } from './wire.ts'

const PRINT_ARGUMENTS = new Set([
  '.proplist',
  'count-only',
  'follow',
  'follow-only',
  'interval',
  'stats',
  'detail',
  'terse',
  'brief',
  'bytes',
  'packets',
  'without-paging',
  'from',
  'show-sensitive',
  'show-ids',
  'file',
])
const CHUNK = 500
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))

const inMenu = (menu: Menu, item: Item) =>
  Object.entries(menu.of?.only ?? {}).every(([name, value]) => item[name] === value)

/** The items that a query can match, through an index where it asks for equal values. */
function candidates(menu: Menu, table: Table, query: Query): Item[] {
  const lists = query.fixed.filter(([name]) => table.indexed(name)).map(([name, value]) => table.where(name, value))
  const fewest = lists.sort((a, b) => a.length - b.length)[0] ?? table.all()
  return menu.of ? fewest.filter((item) => inMenu(menu, item)) : fewest
}

function shownAs(call: Call, menu: Menu, item: Item): Item {
  const view = menu.view?.(item, call.router) ?? item
  if (view['password'] === undefined) return view
  if (call.mayReadSecrets) return view
  const { password: _, ...rest } = view
  return call.router.hidesPasswords ? rest : { ...view, password: '*****' }
}

function print(call: Call, menu: Menu, table: Table): Bytes | undefined | Promise<Bytes | undefined> {
  for (const name of call.args.keys()) if (!PRINT_ARGUMENTS.has(name)) throw unknownParameter(call.router.version, name)
  if (call.args.has('follow') || call.args.has('follow-only')) return listen(call, menu, table)
  const query = compileQuery(call.queries)
  const proplist = call.args.get('.proplist')?.split(',')
  const counts = call.args.has('count-only')
  const from = call.args.get('from')?.split(',')
  const items = from ? from.map((id) => resolve(menu, table, id)) : candidates(menu, table, query)
  let count = 0
  const goOn = (at: number): Bytes | undefined | Promise<Bytes | undefined> => {
    for (const item of items.slice(at, at + CHUNK)) {
      const view = shownAs(call, menu, item)
      if (!query.matches(view)) continue
      count += 1
      if (!counts) call.re(view, proplist)
    }
    // Other commands of the connection are answered meanwhile.
    if (at + CHUNK < items.length && !call.ended) return breath().then(() => goOn(at + CHUNK))
    return counts ? String(count) : undefined
  }
  return goOn(0)
}

/** Says every change from now on; ends when it is cancelled. */
function listen(call: Call, menu: Menu, table: Table): undefined {
  const query = compileQuery(call.queries)
  const proplist = call.args.get('.proplist')?.split(',')
  if (call.args.has('follow')) {
    for (const item of table.all())
      if (query.matches(shownAs(call, menu, item))) call.re(shownAs(call, menu, item), proplist)
  }
  const heard = (before: Item | null, after: Item | null) => {
    const item = after ?? before
    if (!item || !inMenu(menu, item)) return
    if (!after) return call.re({ '.id': item['.id'] ?? '', '.dead': 'true' })
    const view = shownAs(call, menu, after)
    if (query.matches(view)) call.re(view, proplist)
  }
  table.listeners.add(heard)
  call.stream(() => table.listeners.delete(heard))
}

const canBeDisabled = (menu: Menu) => !menu.single && (menu.verbs === undefined || menu.verbs.includes('enable'))
const COMMON: Readonly<Record<string, Field>> = { comment: text, disabled: flag() }
/** What a value of an item may be; undefined if it has no such value. */
export const fieldOf = (menu: Menu, name: string): Field | undefined =>
  menu.fields[name] ?? (menu.single ? undefined : COMMON[name])

/** The item that an id or a name stands for. */
function resolve(menu: Menu, table: Table, id: Bytes): Item {
  const item = table.get(id) ?? (id.startsWith('*') ? undefined : table.find('name', id))
  if (!item || !inMenu(menu, item)) throw noSuchItem()
  return item
}

function targets(call: Call, menu: Menu, table: Table): Item[] {
  if (menu.single) return table.all().slice(0, 1)
  const ids = call.args.get('.id') ?? call.args.get('numbers')
  if (ids === undefined) throw missingValue('numbers')
  if (ids === '') throw noSuchItem()
  return ids.split(',').map((id) => resolve(menu, table, id))
}

/** The item with what the arguments give it. */
function changed(call: Call, menu: Menu, item: Item): Item {
  const values: Record<string, Bytes> = { ...item }
  for (const [word, value] of call.args) {
    if (word === '.id' || word === 'numbers' || word === 'place-before' || word === 'copy-from') continue
    const unset = word.startsWith('!')
    const name = unset ? word.slice(1) : word
    const field = fieldOf(menu, name)
    if (!field) throw unknownParameter(call.router.version, name)
    if (unset || (name === 'comment' && value === '')) delete values[name]
    else values[name] = field.parse(value, call.router, name)
  }
  return values
}

/** Writes an item, in the journal too, and lets follow what follows from it. @returns its id */
export function write(
  router: Router,
  menu: Menu,
  table: Table,
  change: { before: Item | null; after: Item | null; call?: Call; placed?: Bytes },
): Bytes {
  const { before, call } = change
  let { after } = change
  if (call && before?.['dynamic'] === 'true' && !(after ? menu.dynamic?.set : menu.dynamic?.remove)) {
    throw failure(after ? `can not change dynamic${menu.dynamic?.noun ?? ''}` : 'can not remove dynamic')
  }
  if (after) menu.check?.(after, before, router, table)
  if (!after) table.delete(before?.['.id'] ?? '')
  else if (before) after = table.update(before['.id'] ?? '', after) ?? null
  else after = table.insert(after, change.placed)
  if (call) router.record(call, menu, before, after)
  menu.follow?.(before, after, router)
  return (after ?? before)?.['.id'] ?? ''
}

/** What an item has that was given nothing: the defaults of the menu. */
export function fresh(menu: Menu): Item {
  const values: Record<string, Bytes> = {}
  for (const [name, field] of Object.entries(menu.fields)) if (field.default !== undefined) values[name] = field.default
  return { ...values, ...menu.of?.only, ...(canBeDisabled(menu) ? { disabled: 'false' } : {}) }
}

function add(call: Call, menu: Menu, table: Table): Bytes {
  const copied = call.args.get('copy-from')
  const { '.id': _, ...model } = copied === undefined ? fresh(menu) : resolve(menu, table, copied)
  const after = changed(call, menu, model)
  for (const name of menu.required ?? []) if (after[name] === undefined) throw missingValue(name)
  const place = call.args.get('place-before')
  if (place !== undefined && !menu.ordered) throw unknownParameter(call.router.version, 'place-before')
  const placed = place === undefined ? {} : { placed: resolve(menu, table, place)['.id'] ?? '' }
  return write(call.router, menu, table, { before: null, after, call, ...placed })
}

/** One after the other; the first that may not be so ends it, with those before it done. */
function setAll(call: Call, menu: Menu, table: Table, change: (item: Item) => Item): void {
  const pairs = targets(call, menu, table).map((before) => ({ before, after: change(before) }))
  for (const pair of pairs) write(call.router, menu, table, { ...pair, call })
}

function unset(call: Call, menu: Menu, table: Table): void {
  const name = call.args.get('value-name')
  if (name === undefined) throw missingValue('value-name')
  if (!fieldOf(menu, name)) throw invalidValue('value-name')
  setAll(call, menu, table, (item) => Object.fromEntries(Object.entries(item).filter(([each]) => each !== name)))
}

function move(call: Call, menu: Menu, table: Table): void {
  const destination = call.args.get('destination')
  const before = destination === undefined ? null : (resolve(menu, table, destination)['.id'] ?? null)
  for (const item of targets(call, menu, table)) {
    table.move(item['.id'] ?? '', before)
    call.router.record(call, menu, item, item)
  }
}

type Run = (call: Call, menu: Menu, table: Table) => ReturnType<Command['run']>

const VERBS: Readonly<Record<string, { needs: 'read' | 'write'; run: Run }>> = {
  print: { needs: 'read', run: print },
  getall: { needs: 'read', run: print },
  listen: { needs: 'read', run: listen },
  add: { needs: 'write', run: add },
  set: { needs: 'write', run: (call, menu, table) => setAll(call, menu, table, (item) => changed(call, menu, item)) },
  enable: {
    needs: 'write',
    run: (call, menu, table) => setAll(call, menu, table, (item) => ({ ...item, disabled: 'false' })),
  },
  disable: {
    needs: 'write',
    run: (call, menu, table) => setAll(call, menu, table, (item) => ({ ...item, disabled: 'true' })),
  },
  comment: {
    needs: 'write',
    run: (call, menu, table) => setAll(call, menu, table, (item) => changed(call, menu, item)),
  },
  unset: { needs: 'write', run: unset },
  remove: {
    needs: 'write',
    run: (call, menu, table) => {
      for (const before of targets(call, menu, table)) write(call.router, menu, table, { before, after: null, call })
    },
  },
  move: { needs: 'write', run: move },
  'reset-counters': { needs: 'write', run: (call, menu, table) => void targets(call, menu, table) },
}

/** How a menu carries a verb out. @throws {Trap} if it does not know it */
export function verbOf(menu: Menu, verb: string): { needs: 'read' | 'write'; run: Run } {
  const known = VERBS[verb]
  const family = verb === 'getall' || verb === 'listen' ? 'print' : verb
  const able = menu.verbs === undefined || menu.verbs.some((each) => each === family)
  const fits = menu.single ? ['print', 'getall', 'listen', 'set'].includes(verb) : verb !== 'move' || menu.ordered
  if (!known || !able || !fits) throw noSuchCommand()
  return known
}
