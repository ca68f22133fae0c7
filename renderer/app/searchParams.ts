/** Reading what an address says after its `?`, where anything may stand. */

export type RawSearch = Record<string, unknown>

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

export const flagOf = (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined)

/** The value when it is one of a closed list. */
export const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((known) => known === value)

/** Some of what an address says, to be changed; undefined takes it out. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined }

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The same without what is undefined, so that it does not show in the address. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
