import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { ImpresoraConfig } from '../../contract/index.ts'
import { foldTo } from './chars.ts'
import { logoDots } from './logo.ts'

/** What a ticket is made of, from the top down. */
export type Block =
  | { is: 'logo' }
  /** The office's name, or what kind of paper it is. */
  | { is: 'title'; text: string }
  | { is: 'center'; text: string; bold?: boolean }
  /** COPIA, ANULADO: white on black. */
  | { is: 'stamp'; text: string }
  | { is: 'line'; text: string; bold?: boolean }
  /** A name on the left and its value on the right edge. */
  | { is: 'pair'; left: string; right: string; bold?: boolean }
  /** An amount that is read from a distance. */
  | { is: 'big'; text: string }
  | { is: 'rule' }
  | { is: 'space' }
  | { is: 'qr'; text: string }
  | { is: 'bars'; text: string }
  /** Room to sign, with what stands under it. */
  | { is: 'sign'; text: string }

export interface Ticket {
  blocks: Block[]
  logoUrl: string | null
}

/** Dots across of a 203 dpi head, 12 of them to a character of font A. */
const HEADS = { 80: { dots: 576, columns: 48 }, 58: { dots: 384, columns: 32 } } as const

const BARS_HEIGHT = 64
/** Code 128: modules of start, check and stop, and those of each character. */
const BARS_EXTRA = 11 + 11 + 13
const BARS_QUIET = 20
const QR_DOTS = { 80: 6, 58: 5 } as const

/** Feed before the cut: the knife stands above the head by about this many lines. */
const KNIFE_LINES = 4
const TEAR_LINES = 3

type Encoder = ReceiptPrinterEncoder

/** A document number in Code 128 (set B, pairs of digits in set C) and its width in modules. */
export function code128(text: string): { value: string; modules: number } {
  const [, head = '', digits = ''] = /^(.*?)((?:\d\d)*)$/.exec(text) ?? []
  if (digits.length < 4) return { value: `{B${text}`, modules: text.length * 11 + BARS_EXTRA }
  const pairs = digits.match(/\d\d/g)?.map((pair) => String.fromCharCode(Number(pair))) ?? []
  const change = head === '' ? 0 : 1
  const value = head === '' ? `{C${pairs.join('')}` : `{B${head}{C${pairs.join('')}`
  return { value, modules: (head.length + change + pairs.length) * 11 + BARS_EXTRA }
}

class Page {
  #encoder: Encoder
  /** What was encoded before; a picture stands between two encoders, which would count its bytes as text. */
  readonly #before: Uint8Array[] = []
  readonly #config: ImpresoraConfig
  readonly #logoUrl: string | null
  readonly #head: (typeof HEADS)[80 | 58]

  constructor(config: ImpresoraConfig, logoUrl: string | null) {
    this.#config = config
    this.#logoUrl = logoUrl
    this.#head = HEADS[config.ancho]
    this.#encoder = this.#newEncoder().initialize()
    this.#encoder.codepage(config.codigos)
  }

  #newEncoder(): Encoder {
    return new ReceiptPrinterEncoder({
      language: 'esc-pos',
      columns: this.#head.columns,
      imageMode: 'raster',
      codepageMapping: 'epson',
      newline: '\n',
      errors: 'relaxed',
    })
  }

  #fold(text: string): string {
    return foldTo(text, this.#config.codigos)
  }

  draw(block: Block): void {
    const out = this.#encoder
    switch (block.is) {
      case 'logo':
        return this.#logo()
      case 'title':
        return this.#centered(block.text, (text) => out.bold(true).height(2).line(text).height(1).bold(false))
      case 'center':
        return this.#centered(block.text, (text) =>
          out
            .bold(block.bold ?? false)
            .line(text)
            .bold(false),
        )
      case 'stamp':
        return this.#centered(block.text, (text) =>
          out.invert(true).size(2, 2).line(` ${text} `).size(1, 1).invert(false),
        )
      case 'line':
        out
          .bold(block.bold ?? false)
          .line(this.#fold(block.text))
          .bold(false)
        return
      case 'pair':
        return this.#pair(this.#fold(block.left), this.#fold(block.right), block.bold ?? false)
      case 'big':
        return this.#big(this.#fold(block.text))
      case 'rule':
        out.line('-'.repeat(this.#head.columns))
        return
      case 'space':
        out.newline()
        return
      case 'qr':
        return this.#qr(block.text)
      case 'bars':
        return this.#bars(block.text)
      case 'sign':
        out.newline(4).line('_'.repeat(this.#head.columns)).line(this.#fold(block.text))
    }
  }

  #centered(text: string, write: (text: string) => void): void {
    this.#encoder.align('center')
    write(this.#fold(text))
    this.#encoder.align('left')
  }

  #logo(): void {
    const dots = this.#config.logo ? logoDots(this.#logoUrl, this.#head.dots) : null
    if (dots === null) return
    this.#before.push(this.#encoder.encode(), Uint8Array.of(0x1b, 0x61, 0x01, ...dots, 0x0a, 0x1b, 0x61, 0x00))
    this.#encoder = this.#newEncoder().codepage(this.#config.codigos)
  }

  /** Side by side while both have room; else the value goes under its name, on the right edge. */
  #pair(left: string, right: string, bold: boolean): void {
    const { columns } = this.#head
    const out = this.#encoder.bold(bold)
    if (right.length > columns / 2 && left.length + right.length + 1 > columns) {
      if (left !== '') out.line(left)
      out.align('right').line(right).align('left').bold(false)
      return
    }
    const rightWidth = Math.max(right.length, 1)
    out
      .table(
        [
          { width: columns - rightWidth - 1, align: 'left', marginRight: 1 },
          { width: rightWidth, align: 'right' },
        ],
        [[left, right]],
      )
      .bold(false)
  }

  #big(text: string): void {
    const wide = text.length * 2 <= this.#head.columns
    this.#centered(text, (folded) =>
      this.#encoder
        .bold(true)
        .size(wide ? 2 : 1, 2)
        .line(folded)
        .size(1, 1)
        .bold(false),
    )
  }

  /** ASCII: readers guess the characters of a code that a printer makes, and guess accents wrong. */
  #qr(text: string): void {
    const lines = text.split('\n').map((line) => foldTo(line.normalize('NFD').replace(/\p{M}/gu, ''), 'cp437'))
    const plain = lines.join('\n').replace(/[^\n\x20-\x7e]/g, '')
    this.#encoder
      .align('center')
      .qrcode(plain, { model: 2, size: QR_DOTS[this.#config.ancho], errorlevel: 'm' })
      .align('left')
  }

  /** Left out where it would not fit: a code that is cut reads as nothing. */
  #bars(text: string): void {
    const { value, modules } = code128(text)
    const width = [3, 2].find((dots) => (modules + BARS_QUIET) * dots <= this.#head.dots)
    if (width !== undefined)
      // The library counts widths from 1 for two dots.
      this.#encoder
        .align('center')
        .barcode(value, 'code128', { height: BARS_HEIGHT, width: width - 1, text: false })
        .align('left')
    this.draw({ is: 'center', text })
  }

  /** What was drawn, with the knife and the beep after it. */
  end(): Uint8Array {
    const { corte, pitido } = this.#config
    this.#encoder.newline(corte === 'no' ? TEAR_LINES : KNIFE_LINES)
    const parts = [...this.#before, this.#encoder.encode()]
    if (corte !== 'no') parts.push(bare(this.#newEncoder().cut(corte === 'total' ? 'full' : 'partial')))
    if (pitido) parts.push(BEEP)
    return Buffer.concat(parts)
  }
}

/** ESC B: twice, 100 ms each. */
const BEEP = Uint8Array.of(0x1b, 0x42, 0x02, 0x02)

/** Commands that move no paper: the encoder ends every line with a feed, also one without text. */
function bare(encoder: Encoder): Uint8Array {
  const bytes = encoder.encode()
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0x0a) + 1)
}

/** Opens the drawer and prints nothing. */
export function encodeKick({ cajon }: ImpresoraConfig): Uint8Array {
  if (cajon === 'no') return new Uint8Array()
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos' })
  return bare(encoder.pulse(cajon === 'pin5' ? 1 : 0, 100, 500))
}

/** A ticket as the printer takes it. `kick`: the drawer opens first, so that the change can be taken meanwhile. Pure. */
export function encodeTicket(config: ImpresoraConfig, { blocks, logoUrl }: Ticket, kick: boolean): Uint8Array {
  const page = new Page(config, logoUrl)
  for (const block of blocks) page.draw(block)
  const bytes = page.end()
  return kick ? Buffer.concat([encodeKick(config), bytes]) : bytes
}
