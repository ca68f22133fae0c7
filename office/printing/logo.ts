import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'

/** Pixels of a picture, four bytes each. */
interface Picture {
  width: number
  height: number
  data: Uint8Array
}

const DATA_URL = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/=]+)$/
/** A small file can unpack into a very large picture: 16 MB of pixels are more than a logo needs. */
const MAX_PIXELS = 4_000_000
/** A logo takes at most this much of the paper's width, and this many dots down. */
const WIDTH_PART = 0.7
const MAX_DOTS_DOWN = 200

function readPng(file: Buffer): Picture | null {
  // Width and height stand at a fixed place (IHDR), and are looked at before anything is unpacked.
  if (file.length < 24 || file.readUInt32BE(16) * file.readUInt32BE(20) > MAX_PIXELS) return null
  return PNG.sync.read(file)
}

/** A logo's pixels; null when it is none, too large, or of a kind that is not read here (WebP). */
export function readLogo(url: string | null): Picture | null {
  const [, kind, base64] = DATA_URL.exec(url ?? '') ?? []
  if (kind === undefined || base64 === undefined) return null
  const file = Buffer.from(base64, 'base64')
  try {
    if (kind === 'png') return readPng(file)
    return jpeg.decode(file, { useTArray: true, maxResolutionInMP: MAX_PIXELS / 1e6, maxMemoryUsageInMB: 64 })
  } catch {
    // A damaged logo must not keep a receipt from its client.
    return null
  }
}

const DLE = 0x10
const REAL_TIME = new Set([0x04, 0x05, 0x14])
/** GS v 0 m xL xH yL yH. */
const RASTER_HEADER = 8

/**
 * Printers act on DLE EOT, DLE ENQ and DLE DC4 even in the middle of a picture: one of them opens the drawer. A dot more
 * makes such a row harmless.
 */
function defuse(bytes: Uint8Array): Uint8Array {
  for (let i = RASTER_HEADER; i + 1 < bytes.length; i++)
    if (bytes[i] === DLE && REAL_TIME.has(bytes[i + 1] ?? 0)) bytes[i] = 0x18
  return bytes
}

function toDots({ width, height, data }: Picture, maxWidth: number): Uint8Array {
  const scale = Math.min(1, (maxWidth * WIDTH_PART) / width, MAX_DOTS_DOWN / height)
  // Whole bytes of dots across, so that nothing is padded and the middle stays the middle.
  const across = Math.max(8, Math.floor((width * scale) / 8) * 8)
  const down = Math.max(8, Math.round((height * scale) / 8) * 8)
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'raster', feedAfterBlock: false })
  const image = { width, height, data: new Uint8ClampedArray(data) }
  const options = { width: across, height: down, algorithm: 'atkinson', mode: 'raster' } as const
  const bytes = encoder.image(image, options).encode()
  const start = bytes.findIndex((byte, at) => byte === 0x1d && bytes[at + 1] === 0x76)
  return defuse(bytes.slice(start, start + RASTER_HEADER + (across / 8) * down))
}

let kept: { key: string; dots: Uint8Array | null } | null = null

/** The commands that draw a logo, dithered for a head of `maxWidth` dots; null when there is nothing to draw. */
export function logoDots(url: string | null, maxWidth: number): Uint8Array | null {
  const key = `${maxWidth}|${url}`
  if (kept?.key !== key) {
    const picture = readLogo(url)
    kept = { key, dots: picture && toDots(picture, maxWidth) }
  }
  return kept.dots
}
