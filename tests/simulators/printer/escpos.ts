import { decodeByte } from './codepages.ts'
import type { Align, Cell, Printed } from './paper.ts'

/**
 * Reads ESC/POS as the command reference describes it (Epson, "ESC/POS Command Reference"), a byte at a time, so that a
 * printer can stop in the middle of anything. Commands that move nothing on paper are read and passed over; bytes that
 * are no command throw, so that a wrong length is noticed where it is.
 */

export interface Effects {
  print(printed: Printed): void
  cut(kind: 'partial' | 'full'): void
  kick(pin: 2 | 5): void
  beep(): void
  /** GS r: all before it is on paper. */
  done(): void
}

const ESC = 0x1b
const GS = 0x1d
const FS = 0x1c
const DLE = 0x10
const ALIGN: readonly Align[] = ['left', 'center', 'right']
const DEFAULT_SPACING = 30

const style = () => ({ bold: false, inverted: false, underlined: false, wide: 1, high: 1, dots: 12 })

/** How many bytes follow a command's name, for those of a fixed length. */
const ESC_ARGS: Readonly<Record<number, number>> = {
  0x40: 0, // @ initialise
  0x21: 1, // ! print modes
  0x2d: 1, // - underline
  0x32: 0, // 2 default spacing
  0x33: 1, // 3 spacing
  0x42: 2, // B beep
  0x45: 1, // E bold
  0x47: 1, // G double strike
  0x4a: 1, // J feed dots
  0x4d: 1, // M font
  0x52: 1, // R international set
  0x61: 1, // a alignment
  0x64: 1, // d feed lines
  0x70: 3, // p pulse
  0x74: 1, // t code page
  0x7b: 1, // { upside down
}
const GS_ARGS: Readonly<Record<number, number>> = {
  0x21: 1, // ! size
  0x42: 1, // B invert
  0x48: 1, // H text of bars
  0x4c: 2, // L margin
  0x57: 2, // W width
  0x61: 1, // a automatic status
  0x66: 1, // f font of bars
  0x68: 1, // h height of bars
  0x72: 1, // r status
  0x77: 1, // w module of bars
}

export class EscPos {
  readonly #effects: Effects
  readonly #read: Generator<undefined, never, number>
  #style = style()
  #page = 0
  #align: Align = 'left'
  #spacing = DEFAULT_SPACING
  #cells: Cell[] = []
  #bars = { height: 162, module: 3 }
  #qr = { text: '', module: 3, level: 'L' }

  constructor(effects: Effects) {
    this.#effects = effects
    this.#read = this.#commands()
    this.#read.next()
  }

  feed(byte: number): void {
    this.#read.next(byte)
  }

  *#commands(): Generator<undefined, never, number> {
    for (;;) {
      const byte = yield
      if (byte === ESC) yield* this.#esc()
      else if (byte === GS) yield* this.#gs()
      else if (byte === FS) yield* this.#fs()
      else if (byte === DLE) yield* this.#dle()
      else if (byte === 0x0a) this.#newLine()
      else if (byte >= 0x20) this.#cells.push({ ...this.#style, char: decodeByte(byte, this.#page) })
      else if (byte !== 0x0d) throw new Error(`byte ${byte.toString(16)} is no command`)
    }
  }

  *#take(count: number): Generator<undefined, number[], number> {
    const bytes: number[] = []
    while (bytes.length < count) bytes.push(yield)
    return bytes
  }

  *#esc(): Generator<undefined, void, number> {
    const name = yield
    if (name === 0x2a) return yield* this.#column()
    const count = ESC_ARGS[name]
    if (count === undefined) throw new Error(`ESC ${name.toString(16)} is unknown`)
    const [n = 0] = yield* this.#take(count)
    this.#doEsc(name, n)
  }

  #doEsc(name: number, n: number): void {
    const now = this.#style
    switch (name) {
      case 0x40:
        this.#style = style()
        this.#page = 0
        this.#align = 'left'
        this.#spacing = DEFAULT_SPACING
        return
      case 0x21:
        Object.assign(now, {
          bold: (n & 8) !== 0,
          high: n & 16 ? 2 : 1,
          wide: n & 32 ? 2 : 1,
          underlined: (n & 128) !== 0,
        })
        return
      case 0x2d:
        now.underlined = n % 48 > 0
        return
      case 0x32:
        this.#spacing = DEFAULT_SPACING
        return
      case 0x33:
        this.#spacing = n
        return
      case 0x42:
        return this.#effects.beep()
      case 0x45:
        now.bold = (n & 1) === 1
        return
      case 0x4d:
        now.dots = n % 48 === 1 ? 9 : 12
        return
      case 0x61:
        this.#align = ALIGN[n % 48] ?? 'left'
        return
      case 0x64:
        if (this.#cells.length > 0) this.#newLine()
        for (let i = 0; i < n; i++) this.#newLine()
        return
      case 0x70:
        return this.#effects.kick(n % 48 === 1 ? 5 : 2)
      case 0x74:
        this.#page = n
    }
  }

  *#gs(): Generator<undefined, void, number> {
    const name = yield
    if (name === 0x56) return yield* this.#knife()
    if (name === 0x76) return yield* this.#raster()
    if (name === 0x28) return yield* this.#twoDimensional()
    if (name === 0x6b) return yield* this.#barcode()
    const count = GS_ARGS[name]
    if (count === undefined) throw new Error(`GS ${name.toString(16)} is unknown`)
    const [n = 0] = yield* this.#take(count)
    if (name === 0x21) Object.assign(this.#style, { wide: ((n >> 4) & 7) + 1, high: (n & 7) + 1 })
    if (name === 0x42) this.#style.inverted = (n & 1) === 1
    if (name === 0x68) this.#bars.height = n
    if (name === 0x77) this.#bars.module = n
    if (name === 0x72) this.#effects.done()
  }

  *#fs(): Generator<undefined, void, number> {
    const name = yield
    // FS . leaves the mode of Chinese characters.
    if (name !== 0x2e && name !== 0x26) throw new Error(`FS ${name.toString(16)} is unknown`)
  }

  /** Answered as they arrive, by the printer's line; here they only take their place. */
  *#dle(): Generator<undefined, void, number> {
    const name = yield
    if (name === 0x04 || name === 0x05) yield* this.#take(1)
    else if (name === 0x14) yield* this.#take(3)
    else throw new Error(`DLE ${name.toString(16)} is unknown`)
  }

  *#knife(): Generator<undefined, void, number> {
    const mode = yield
    if (mode === 65 || mode === 66) yield* this.#take(1)
    this.#effects.cut(mode === 0 || mode === 48 || mode === 65 ? 'full' : 'partial')
  }

  *#raster(): Generator<undefined, void, number> {
    const [zero, , xl = 0, xh = 0, yl = 0, yh = 0] = yield* this.#take(6)
    if (zero !== 0x30) throw new Error('GS v is followed by 0')
    const width = (xl + 256 * xh) * 8
    const height = yl + 256 * yh
    const rows = Uint8Array.from(yield* this.#take((width / 8) * height))
    this.#effects.print({ kind: 'picture', width, height, rows, align: this.#align })
  }

  /** A strip of 8 or 24 dots high, printed like a line of text. */
  *#column(): Generator<undefined, void, number> {
    const [mode = 0, low = 0, high = 0] = yield* this.#take(3)
    yield* this.#take((low + 256 * high) * (mode >= 32 ? 3 : 1))
  }

  *#twoDimensional(): Generator<undefined, void, number> {
    const [, low = 0, high = 0] = yield* this.#take(3)
    const [kind, fn, ...rest] = yield* this.#take(low + 256 * high)
    if (kind !== 49) throw new Error('only QR codes are drawn')
    if (fn === 67) this.#qr.module = rest[0] ?? 3
    if (fn === 69) this.#qr.level = 'LMQH'[(rest[0] ?? 48) - 48] ?? 'L'
    if (fn === 80) this.#qr.text = Buffer.from(rest.slice(1)).toString('latin1')
    if (fn === 81) this.#effects.print({ kind: 'qr', ...this.#qr, align: this.#align })
  }

  *#barcode(): Generator<undefined, void, number> {
    const kind = yield
    if (kind !== 73) throw new Error('only Code 128 is drawn')
    const length = yield
    const data = yield* this.#take(length)
    this.#effects.print({ kind: 'bars', ...this.#bars, text: readCode128(data), align: this.#align })
  }

  #newLine(): void {
    const line = { kind: 'line', cells: this.#cells, align: this.#align, spacing: this.#spacing } as const
    this.#cells = []
    this.#effects.print(line)
  }
}

/** GS k 73: `{B` and `{C` choose the set; in C a byte is two digits. */
function readCode128(data: readonly number[]): string {
  let text = ''
  let set = ''
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? 0
    const next = data[at + 1] ?? 0
    if (byte === 0x7b && (next === 0x42 || next === 0x43)) {
      set = String.fromCharCode(next)
      at += 1
    } else if (set === 'C') text += String(byte).padStart(2, '0')
    else text += String.fromCharCode(byte)
  }
  return text
}
