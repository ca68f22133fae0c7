import type { Word } from './codec.ts'
import { Cp1252Text } from './text.ts'

/** A value to send. Booleans go as yes/no. Text read from a device goes back as it came with `asSent`. */
export type Sendable = string | number | boolean | Cp1252Text

/** What goes with a command. `proplist` names the properties wanted of each row (`.id` among them, if wanted). */
export interface CommandInput {
  /** Those that are undefined are left out. */
  attributes?: Readonly<Record<string, Sendable | undefined>>
  /** Conditions that must all hold. */
  queries?: readonly Query[]
  proplist?: readonly string[]
}

/** A condition on rows, in the stack language of the API. */
export interface Query {
  readonly words: readonly Word[]
}

export const equals = (name: string, value: Sendable): Query => ({ words: [valueWord('?', name, value)] })
export const greaterThan = (name: string, value: Sendable): Query => ({ words: [valueWord('?>', name, value)] })
export const lessThan = (name: string, value: Sendable): Query => ({ words: [valueWord('?<', name, value)] })
export const has = (name: string): Query => ({ words: [`?${checkedName(name)}`] })
export const lacks = (name: string): Query => ({ words: [`?-${checkedName(name)}`] })
export const not = (query: Query): Query => ({ words: [...query.words, '?#!'] })
export const allOf = (...queries: Query[]): Query => joined(queries, '?#&')
export const anyOf = (...queries: Query[]): Query => joined(queries, '?#|')

function joined(queries: readonly Query[], operator: string): Query {
  if (queries.length === 0) throw new TypeError('conditions of nothing')
  return { words: queries.flatMap((query, i) => (i === 0 ? query.words : [...query.words, operator])) }
}

/** The words of a command, without its tag. @throws TypeError for what cannot be said in the protocol: a mistake of the program. */
export function commandWords(path: string, input: CommandInput): Word[] {
  if (!/^(\/[a-z0-9-]+)+$/i.test(path)) throw new TypeError(`not a command path: ${JSON.stringify(path)}`)
  const words: Word[] = [path]
  if (input.proplist) words.push(`=.proplist=${input.proplist.join(',')}`)
  for (const [name, value] of Object.entries(input.attributes ?? {}))
    if (value !== undefined) words.push(valueWord('=', name, value))
  for (const query of input.queries ?? []) words.push(...query.words)
  return words
}

function valueWord(prefix: string, name: string, value: Sendable): Word {
  const head = `${prefix}${checkedName(name)}=`
  if (value instanceof Cp1252Text) return Buffer.concat([Buffer.from(head), value.bytes()])
  if (typeof value === 'string') return head + checkedText(value)
  if (typeof value === 'boolean') return head + (value ? 'yes' : 'no')
  if (!Number.isSafeInteger(value)) throw new TypeError(`${name} is not a whole number`)
  return head + String(value)
}

function checkedName(name: string): string {
  if (!/^[\w.-]+$/.test(name)) throw new TypeError(`not a property name: ${JSON.stringify(name)}`)
  return name
}

/** Half a surrogate pair has no UTF-8; it would reach the device as another character. */
function checkedText(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('text with half a character')
  return text
}
