// The items of one menu of one router: kept in order, found by id and by what is indexed, heard of by who listens.
import type { Menu } from './menu.ts'
import type { Bytes } from './wire.ts'

/** An item as it is kept; `.id` is one of its values. */
export type Item = Readonly<Record<string, Bytes>>
export type Heard = (before: Item | null, after: Item | null) => void

export class Table {
  readonly menu: Menu
  readonly listeners = new Set<Heard>()
  #items = new Map<Bytes, Item>()
  readonly #indexes: ReadonlyMap<string, Map<Bytes, Set<Bytes>>>
  #nextId: number

  constructor(menu: Menu) {
    this.menu = menu
    this.#nextId = menu.firstId ?? 1
    this.#indexes = new Map((menu.indexes ?? ['name']).map((property) => [property, new Map()]))
  }

  get size(): number {
    return this.#items.size
  }

  /** A copy: what comes or goes meanwhile does not disturb who goes through it. */
  all(): Item[] {
    return [...this.#items.values()]
  }

  get(id: Bytes): Item | undefined {
    return this.#items.get(id)
  }

  /** The first item with such a value. */
  find(property: string, value: Bytes): Item | undefined {
    return this.where(property, value)[0]
  }

  /** All items with such a value, through the index where there is one. */
  where(property: string, value: Bytes): Item[] {
    if (property === '.id') return [this.#items.get(value)].filter((item) => item !== undefined)
    const index = this.#indexes.get(property)
    if (!index) return this.all().filter((item) => item[property] === value)
    return Array.from(index.get(value) ?? [], (id) => this.#items.get(id)).filter((item) => item !== undefined)
  }

  indexed(property: string): boolean {
    return property === '.id' || this.#indexes.has(property)
  }

  /** Takes an item in, under an id that none had before it. */
  insert(values: Item, before?: Bytes): Item {
    const item = { '.id': `*${(this.#nextId++).toString(16).toUpperCase()}`, ...values }
    this.#items.set(item['.id'], item)
    if (before !== undefined) this.move(item['.id'], before)
    this.#index(item, true)
    this.#tell(null, item)
    return item
  }

  /** Puts other values in the place of an item's. */
  update(id: Bytes, values: Item): Item | undefined {
    const before = this.#items.get(id)
    if (!before) return undefined
    const item = { ...values, '.id': id }
    this.#items.set(id, item)
    this.#index(before, false)
    this.#index(item, true)
    this.#tell(before, item)
    return item
  }

  /** Some values of an item, without what follows from a change by hand. */
  patch(id: Bytes, values: Item): Item | undefined {
    const item = this.#items.get(id)
    return item && this.update(id, { ...item, ...values })
  }

  delete(id: Bytes): void {
    const item = this.#items.get(id)
    if (!item) return
    this.#items.delete(id)
    this.#index(item, false)
    this.#tell(item, null)
  }

  /** Puts an item before another one; null: at the end. */
  move(id: Bytes, before: Bytes | null): void {
    const moving = this.#items.get(id)
    if (!moving) return
    const order = this.all().filter((item) => item['.id'] !== id)
    const at = order.findIndex((item) => item['.id'] === before)
    order.splice(at < 0 ? order.length : at, 0, moving)
    this.#items = new Map(order.map((item) => [item['.id'] ?? '', item]))
  }

  #index(item: Item, present: boolean): void {
    for (const [property, index] of this.#indexes) {
      const value = item[property]
      const id = item['.id'] ?? ''
      if (value === undefined) continue
      const ids = index.get(value)
      if (present && !ids) index.set(value, new Set([id]))
      else if (present) ids?.add(id)
      else if (ids?.delete(id) && ids.size === 0) index.delete(value)
    }
  }

  #tell(before: Item | null, after: Item | null): void {
    for (const listener of this.listeners) listener(before, after)
  }
}
