// Query words (`?…`) of print: a stack of truths, below which there is nothing but true; an item that leaves a false on it
// is not shown.
import type { Bytes } from './wire.ts'

type Item = Readonly<Record<string, Bytes | undefined>>
type Step = (stack: boolean[], item: Item) => boolean[]

const pop = (stack: boolean[]): boolean => stack.pop() ?? true
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}/

/** A number by which values of a kind are ordered; null where they are but text. */
function weight(value: Bytes): number | null {
  if (ADDRESS.test(value))
    return value.split(/[./]/).reduce((sum, part, at) => (at < 4 ? sum * 256 + Number(part) : sum), 0)
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  return null
}

export function compare(a: Bytes, b: Bytes): number {
  const [left, right] = [weight(a), weight(b)]
  if (left !== null && right !== null) return left - right
  return a < b ? -1 : a > b ? 1 : 0
}

const nameAndValue = (text: Bytes): [Bytes, Bytes] => {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}

/** `?#…`: digits and an operator character by character. */
function operate(operations: Bytes): Step {
  return (before) => {
    let stack = [...before]
    const at = (index: number) => stack[stack.length - 1 - index] ?? true
    let digits = ''
    for (const char of operations) {
      if (char >= '0' && char <= '9') {
        digits += char
        continue
      }
      // An index pushes a copy of that value; the dot after it only ends it.
      if (digits !== '') stack.push(at(Number(digits)))
      else if (char === '.') stack.push(at(0))
      digits = ''
      if (char === '!') stack.push(!pop(stack))
      if (char === '&' || char === '|') {
        const [a, b] = [pop(stack), pop(stack)]
        stack.push(char === '&' ? a && b : a || b)
      }
    }
    // An index at the end leaves only that value.
    if (digits !== '') stack = [at(Number(digits))]
    return stack
  }
}

function step(word: Bytes): Step {
  const body = word.slice(1)
  const push =
    (test: (item: Item) => boolean): Step =>
    (stack, item) => [...stack, test(item)]
  if (body.startsWith('#')) return operate(body.slice(1))
  if (body.startsWith('-')) {
    const name = body.slice(1)
    return push((item) => item[name] === undefined)
  }
  if (body.startsWith('<') || body.startsWith('>')) {
    const [name, value] = nameAndValue(body.slice(1))
    const sign = body.startsWith('<') ? -1 : 1
    return push((item) => item[name] !== undefined && Math.sign(compare(item[name], value)) === sign)
  }
  const plain = body.startsWith('=') ? body.slice(1) : body
  if (!plain.includes('=')) return push((item) => item[plain] !== undefined)
  const [name, value] = nameAndValue(plain)
  return push((item) => item[name] === value)
}

export interface Query {
  matches(item: Item): boolean
  /** Values that every item it matches has, where that can be said (no operators). */
  fixed: [name: Bytes, value: Bytes][]
}

/** @param words those of a sentence that begin with `?` */
export function compileQuery(words: readonly Bytes[]): Query {
  const steps = words.map(step)
  const equal = words
    .map((word) => word.slice(word.startsWith('?=') ? 2 : 1))
    .filter((body) => /^[^#<>=-][^=]*=/.test(body))
  return {
    matches: (item) => steps.reduce<boolean[]>((stack, next) => next(stack, item), []).every(Boolean),
    fixed: words.some((word) => word.startsWith('?#')) ? [] : equal.map(nameAndValue),
  }
}
