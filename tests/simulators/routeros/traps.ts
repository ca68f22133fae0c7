// What a router says no with. The wording is that of RouterOS; the category is often absent there too.
import { atLeast } from './formats.ts'

export class Trap extends Error {
  readonly category: number | undefined

  constructor(message: string, category?: number) {
    super(message)
    this.category = category
  }
}

const [MISSING, ARGUMENT, INTERRUPTED] = [0, 1, 2]

export const noSuchItem = () => new Trap('no such item', MISSING)
export const noSuchCommand = () => new Trap('no such command', MISSING)
export const noSuchMenu = () => new Trap('no such command prefix', MISSING)
export const interrupted = () => new Trap('interrupted', INTERRUPTED)
export const failure = (what: string) => new Trap(`failure: ${what}`)
export const notPermitted = () => new Trap('not enough permissions (9)')
export const noMatch = (field: string) => new Trap(`input does not match any value of ${field}`, ARGUMENT)
export const invalidValue = (field: string) => new Trap(`invalid value for argument ${field}`, ARGUMENT)
export const missingValue = (field: string) => new Trap(`missing value(s) of argument(s) ${field}`, ARGUMENT)
/** Version 6 does not say which. */
export const unknownParameter = (version: string, field: string) =>
  new Trap(atLeast(version, '7.0') ? `unknown parameter ${field}` : 'unknown parameter', ARGUMENT)
