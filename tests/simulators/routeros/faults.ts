import type { Fault, FaultRule } from './types.ts'
import { type Bytes, toText } from './wire.ts'

export type FaultMatch = (command: Bytes, args: ReadonlyMap<Bytes, Bytes>) => Fault | null

/** The rules by which commands meet faults, the oldest first. */
export class Faults {
  #rules: { rule: FaultRule; skip: number; left: number }[] = []
  #held: (() => void)[] = []
  /** How many commands met one. */
  met = 0

  add(rule: FaultRule): void {
    this.#rules.push({ rule, skip: rule.skip ?? 0, left: rule.times === null ? Infinity : (rule.times ?? 1) })
  }

  clear(): void {
    this.#rules = []
    for (const goOn of this.#held.splice(0)) goOn()
  }

  /** Until the faults are cleared. */
  readonly hold = (goOn: () => void): void => {
    this.#held.push(goOn)
  }

  readonly match: FaultMatch = (command, args) => {
    for (const entry of this.#rules) {
      if (!fits(entry.rule, command, args)) continue
      if (entry.skip > 0) {
        entry.skip -= 1
        continue
      }
      entry.left -= 1
      this.#rules = this.#rules.filter(({ left }) => left > 0)
      this.met += 1
      return entry.rule.fault
    }
    return null
  }
}

function fits({ path, where = {} }: FaultRule, command: Bytes, args: ReadonlyMap<Bytes, Bytes>): boolean {
  const here = path === undefined ? command !== '/login' : command === path || command.startsWith(`${path}/`)
  return here && Object.entries(where).every(([name, value]) => toText(args.get(name) ?? '') === value)
}
