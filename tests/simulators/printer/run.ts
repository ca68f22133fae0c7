// npm run printer -- [--port 9100] [--width 80|58] [--out FOLDER]: a ticket printer without paper. What it is sent is shown as
// text and kept as PNG; lines typed at it say how it misbehaves: `paper out`, `cover open`, `slow`, `ok`…
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { type Behaviour, Device } from './device.ts'
import { ticketPng } from './draw.ts'
import { textOf } from './paper.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    width: { type: 'string', default: '80' },
    out: { type: 'string', default: 'tickets' },
  },
})
const MOODS: Readonly<Record<string, Behaviour>> = {
  ok: {},
  'paper out': { paperOut: true },
  'paper low': { paperLow: true },
  'runs out': { linesLeft: 8 },
  'cover open': { coverOpen: true },
  offline: { offline: true },
  unplugged: { unplugged: true },
  slow: { bytesPerTick: 4 },
  reset: { resetAfter: 300 },
  'half close': { halfCloseAfter: 40 },
  mute: { mute: true },
  garbage: { garbage: 0xff },
}

fs.mkdirSync(values.out, { recursive: true })
let count = 0
const device = new Device((heard) => {
  if (heard.kind === 'kick') return console.log(`── the drawer opens (pin ${heard.pin})`)
  if (heard.kind === 'error') return console.log(`── not ESC/POS: ${heard.message}`)
  count += 1
  const file = path.join(values.out, `ticket-${count}.png`)
  fs.writeFileSync(file, ticketPng(heard.ticket, values.width === '58' ? 384 : 576))
  console.log(`${textOf(heard.ticket)}\n── ${heard.ticket.cut === null ? 'torn off' : 'cut'}: ${file}`)
})
console.log(
  `Listening on 127.0.0.1:${await device.listen(Number(values.port))}. Type one of: ${Object.keys(MOODS).join(', ')}.`,
)
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const mood = MOODS[line.trim()]
  if (mood === undefined) return console.log(`One of: ${Object.keys(MOODS).join(', ')}.`)
  void device.behave(mood).then(() => console.log(`── ${line.trim()}`))
})
