import { words } from '../customers/fold.ts'

export { compact } from '../customers/fold.ts'

/** Lower case without accents or punctuation, words separated by one space: how headers, names and words are compared. */
export const folded = (text: string): string => words(text).join(' ')

const SHOWN = 80

/** A cell as a message quotes it: one line, at most 80 characters. */
export function shortened(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ⏎ ')
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line
}

/** A list written as text: one entry per comma, over as many lines as it takes. */
export const wordList = (text: string): string[] => text.split(',').map((entry) => entry.trim())
