import { IMPORT_DELIMITERS, type ImportDelimiter } from '../../../contract/procedures/imports.ts'

export interface DelimiterGuess {
  delimiter: ImportDelimiter
  certain: boolean
}

const SAMPLE_CHARS = 256 * 1024
const SAMPLE_RECORDS = 500

/**
 * Guesses the delimiter: the one that cuts most records into the same number of cells, quotation marks respected;
 * among equals the one whose first row has names that `isHeader` knows.
 */
export function detectDelimiter(text: string, isHeader: (cell: string) => boolean): DelimiterGuess {
  const sample = text.slice(0, SAMPLE_CHARS)
  const scored = IMPORT_DELIMITERS.map((delimiter) => ({ delimiter, score: score(sample, delimiter, isHeader) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return { delimiter: best.delimiter, certain: best.score > 0 }
}

function score(sample: string, delimiter: string, isHeader: (cell: string) => boolean): number {
  const { widths, header } = cut(sample, delimiter)
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [width, rows] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])
  if (width < 2) return 0
  const known = header.filter(isHeader).length / header.length
  return (rows / widths.length) * (1 + Math.log(width)) + known
}

/** Number of cells of each record of the sample, and the cells of the first. */
function cut(sample: string, delimiter: string): { widths: number[]; header: string[] } {
  const widths: number[] = []
  const header: string[] = []
  let cells = 1
  let start = 0
  let quoted = false
  let blank = true
  for (let at = 0; at < sample.length && widths.length < SAMPLE_RECORDS; at++) {
    const char = sample[at]
    if (char === '"') quoted = !quoted
    else if (!quoted && char === delimiter) {
      if (widths.length === 0) header.push(sample.slice(start, at))
      start = at + 1
      cells++
    } else if (!quoted && (char === '\n' || char === '\r')) {
      if (!blank) {
        if (widths.length === 0) header.push(sample.slice(start, at))
        widths.push(cells)
      }
      cells = 1
      blank = true
      start = at + 1
      continue
    }
    blank = false
  }
  // The last record counts only when nothing else is known: the sample may have cut it.
  if (widths.length === 0 && !blank) {
    widths.push(cells)
    header.push(sample.slice(start))
  }
  return { widths, header }
}
