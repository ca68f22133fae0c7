/** What came out of the simulated printer. */

export interface Cell {
  char: string
  bold: boolean
  inverted: boolean
  underlined: boolean
  /** Times as wide and as high as usual. */
  wide: number
  high: number
  /** Dots across of one character before it is widened. */
  dots: number
}

export type Align = 'left' | 'center' | 'right'

export type Printed =
  | { kind: 'line'; cells: Cell[]; align: Align; spacing: number }
  | { kind: 'picture'; width: number; height: number; rows: Uint8Array; align: Align }
  | { kind: 'qr'; text: string; module: number; level: string; align: Align }
  | { kind: 'bars'; text: string; module: number; height: number; align: Align }

export interface PrintedTicket {
  printed: Printed[]
  /** The knife came down; otherwise the line ended, or the printer was switched off, in the middle. */
  cut: 'partial' | 'full' | null
  beeps: number
  /** When its last byte was read, ms since the epoch with fractions. */
  at: number
}

/** The ticket as a person would read it aloud: a line of text for each that was printed. */
export const textOf = ({ printed }: Pick<PrintedTicket, 'printed'>): string =>
  printed
    .map((each) => {
      if (each.kind === 'line')
        return each.cells
          .map(({ char }) => char)
          .join('')
          .trimEnd()
      if (each.kind === 'qr') return `[QR ${each.text.replaceAll('\n', ' / ')}]`
      return each.kind === 'bars' ? `[BARS ${each.text}]` : `[PICTURE ${each.width}x${each.height}]`
    })
    .join('\n')
