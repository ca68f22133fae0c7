import { crc32, deflateSync } from 'node:zlib'

type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

const SIDE = 256
/** Each pixel is looked at in so many by so many places, which makes edges smooth. */
const SAMPLES = 4

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A square picture of 8-bit RGBA as PNG. */
function png(side: number, pixel: (x: number, y: number) => Rgba): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(side * (1 + side * 4))
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) rows.set(pixel(x, y), y * (1 + side * 4) + 1 + x * 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const end = Buffer.alloc(0)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', end),
  ])
}

/** Whether a point (both from 0 to 1) is ink: a sun on the horizon, and signals that spread from it. */
function isInk(x: number, y: number): boolean {
  const horizon = 0.66
  if (y > horizon)
    return y > 0.72 && y < 0.76 ? Math.abs(x - 0.5) < 0.42 : y > 0.82 && y < 0.86 && Math.abs(x - 0.5) < 0.26
  const distance = Math.hypot(x - 0.5, y - horizon)
  return distance < 0.13 || [0.23, 0.35, 0.47].some((radius) => Math.abs(distance - radius) < 0.028)
}

/** The logo of the invented provider in one colour (`#rrggbb`) on nothing, as a data URL. */
export function demoLogo(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  const picture = png(SIDE, (px, py) => {
    let inked = 0
    for (let sy = 0; sy < SAMPLES; sy++)
      for (let sx = 0; sx < SAMPLES; sx++)
        if (isInk((px + (sx + 0.5) / SAMPLES) / SIDE, (py + (sy + 0.5) / SAMPLES) / SIDE)) inked++
    return [red, green, blue, Math.round((inked / SAMPLES ** 2) * 255)]
  })
  return `data:image/png;base64,${picture.toString('base64')}`
}
