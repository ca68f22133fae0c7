import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import bwipjs from 'bwip-js/node'
import { PNG } from 'pngjs'
import type { Align, Printed, PrintedTicket } from './paper.ts'

/** A ticket as a picture: black dots on white, as wide as the paper. */

const MARGIN = 16
const CELL_HIGH = 24
const { FontLib } = bwipjs
const FONT_FILE = path.join(
  path.dirname(createRequire(import.meta.url).resolve('bwip-js/node')),
  '../fonts/Inconsolata.otf',
)
let font: number | null = null

function fontId(): number {
  if (font === null) {
    bwipjs.loadFont('ticket', fs.readFileSync(FONT_FILE))
    font = FontLib.lookup('ticket')
  }
  return font
}

class Sheet {
  readonly width: number
  readonly rows: Uint8Array[] = []

  constructor(width: number) {
    this.width = width
  }

  grow(height: number): void {
    while (this.rows.length < height) this.rows.push(new Uint8Array(this.width))
  }

  dot(x: number, y: number, black = 1): void {
    const row = this.rows[y]
    if (row && x >= 0 && x < this.width) row[x] = black
  }

  box(x: number, y: number, width: number, height: number): void {
    this.grow(y + height)
    for (let dy = 0; dy < height; dy++) for (let dx = 0; dx < width; dx++) this.dot(x + dx, y + dy)
  }
}

const startOf = (sheet: Sheet, width: number, align: Align): number =>
  align === 'left' ? 0 : Math.floor((sheet.width - width) / (align === 'center' ? 2 : 1))

type Cell = Extract<Printed, { kind: 'line' }>['cells'][number]

function drawCell(sheet: Sheet, cell: Cell, x: number, top: number): void {
  const { char, wide, high, bold, inverted, underlined, dots } = cell
  const [width, height] = [dots * wide, CELL_HIGH * high]
  if (inverted) sheet.box(x, top, width, height)
  if (underlined) sheet.box(x, top + height - 2, width, 2)
  if (char === ' ') return
  const glyph = FontLib.getglyph(fontId(), char.codePointAt(0) ?? 32, 23 * wide * (dots / 12), 23 * high)
  const base = top + Math.round(18 * high)
  for (let gy = 0; gy < glyph.height; gy++)
    for (let gx = 0; gx < glyph.width; gx++)
      if ((glyph.pixels[glyph.offset + gy * glyph.width + gx] ?? 0) > 110)
        for (let b = 0; b <= Number(bold); b++)
          sheet.dot(x + glyph.left + gx + b, base - glyph.top + gy, inverted ? 0 : 1)
}

function drawLine(sheet: Sheet, line: Extract<Printed, { kind: 'line' }>, top: number): number {
  const high = Math.max(1, ...line.cells.map((cell) => cell.high))
  const height = Math.max(line.spacing, CELL_HIGH * high)
  sheet.grow(top + height)
  let x = startOf(
    sheet,
    line.cells.reduce((sum, { dots, wide }) => sum + dots * wide, 0),
    line.align,
  )
  for (const cell of line.cells) {
    // Characters of different heights stand on one base line.
    drawCell(sheet, cell, x, top + (high - cell.high) * CELL_HIGH)
    x += cell.dots * cell.wide
  }
  return height
}

/** Modules of a code: rows of 0 and 1. */
function modulesOf(options: { bcid: string; text: string; eclevel?: string }): number[][] {
  const [code] = bwipjs.raw(
    options.bcid,
    options.text,
    options.eclevel === undefined ? '' : `eclevel=${options.eclevel}`,
  )
  if (code === undefined) throw new Error('no code')
  if ('pixs' in code) {
    const { pixs, pixx } = code
    return Array.from({ length: pixs.length / pixx }, (_, y) => [...pixs].slice(y * pixx, (y + 1) * pixx))
  }
  return [[...code.sbs].flatMap((count, at) => Array<number>(count).fill(at % 2 === 0 ? 1 : 0))]
}

function drawCode(
  sheet: Sheet,
  rows: number[][],
  top: number,
  size: { module: number; high: number; align: Align },
): number {
  const { module, high, align } = size
  const left = startOf(sheet, (rows[0]?.length ?? 0) * module, align)
  sheet.grow(top + rows.length * high)
  for (const [y, row] of rows.entries())
    for (const [x, black] of row.entries()) if (black === 1) sheet.box(left + x * module, top + y * high, module, high)
  return rows.length * high
}

function drawPicture(sheet: Sheet, picture: Extract<Printed, { kind: 'picture' }>, top: number): number {
  const { width, height, rows, align } = picture
  const left = startOf(sheet, width, align)
  sheet.grow(top + height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (((rows[(y * width) / 8 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) sheet.dot(left + x, top + y)
  return height
}

function draw(sheet: Sheet, each: Printed, top: number): number {
  switch (each.kind) {
    case 'line':
      return drawLine(sheet, each, top)
    case 'picture':
      return drawPicture(sheet, each, top)
    case 'qr':
      return drawCode(sheet, modulesOf({ bcid: 'qrcode', text: each.text, eclevel: each.level }), top, {
        module: each.module,
        high: each.module,
        align: each.align,
      })
    case 'bars':
      return drawCode(sheet, modulesOf({ bcid: 'code128', text: each.text }), top, {
        module: each.module,
        high: each.height,
        align: each.align,
      })
  }
}

/** Pixels of a ticket, four bytes each. `width`: dots across of the head (576 or 384). */
export function drawTicket({ printed }: Pick<PrintedTicket, 'printed'>, width: number): PNG {
  const sheet = new Sheet(width)
  let top = 0
  for (const each of printed) top += draw(sheet, each, top)
  const png = new PNG({ width: width + 2 * MARGIN, height: Math.max(1, top) + 2 * MARGIN })
  png.data.fill(0xff)
  for (const [y, row] of sheet.rows.entries())
    for (const [x, black] of row.entries()) {
      const at = ((y + MARGIN) * png.width + x + MARGIN) * 4
      if (black === 1) png.data.fill(0, at, at + 3)
    }
  return png
}

export const ticketPng = (ticket: Pick<PrintedTicket, 'printed'>, width: number): Buffer =>
  PNG.sync.write(drawTicket(ticket, width))
