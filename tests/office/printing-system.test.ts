import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NO_PRINTER } from '../../office/kernel/tenancy.ts'
import { EscPos } from '../simulators/printer/escpos.ts'
import { type PrintedTicket, textOf } from '../simulators/printer/index.ts'
import { newRequestId, refusal } from './harness.ts'
import { openPrintingOffice, type PrintingOffice } from './printing-support.ts'

/** `lp` and `lpstat` of a system that is not there: they keep what they are given, and say what a file tells them to. */
const LP = `#!/bin/sh
printf '%s\\n' "$@" > "$FAKE_CUPS/args"
[ -f "$FAKE_CUPS/refuses" ] && exit 1
cat > "$FAKE_CUPS/received"
`
const LPSTAT = `#!/bin/sh
[ -f "$FAKE_CUPS/unknown" ] && exit 1
[ -f "$FAKE_CUPS/disabled" ] && echo "printer $2 disabled since Sun 22 Nov 2026 -" && exit 0
echo "printer $2 is idle.  enabled since Sun 22 Nov 2026"
`

let at: PrintingOffice
let dir: string
const before = process.env['PATH']

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-cups-'))
  fs.writeFileSync(path.join(dir, 'lp'), LP, { mode: 0o755 })
  fs.writeFileSync(path.join(dir, 'lpstat'), LPSTAT, { mode: 0o755 })
  process.env['PATH'] = `${dir}:${before}`
  process.env['FAKE_CUPS'] = dir
  at = await openPrintingOffice({ ...NO_PRINTER, conexion: { tipo: 'sistema', cola: 'Caja_1' } })
})
afterAll(async () => {
  process.env['PATH'] = before
  await at.close()
  fs.rmSync(dir, { recursive: true })
})
const tell = (what: string) => fs.writeFileSync(path.join(dir, what), '')
beforeEach(() => {
  for (const what of ['refuses', 'unknown', 'disabled', 'received', 'args'])
    fs.rmSync(path.join(dir, what), { force: true })
})

const stateOf = async (id: string) => {
  const [ticket] = await at.ticketsOf(id)
  return [ticket?.estado, ticket?.falla]
}

function received(): string {
  const printed: PrintedTicket['printed'] = []
  const none = () => {}
  const reader = new EscPos({ print: (each) => printed.push(each), cut: none, kick: none, beep: none, done: none })
  for (const byte of fs.readFileSync(path.join(dir, 'received'))) reader.feed(byte)
  return textOf({ printed })
}

describe.skipIf(process.platform === 'win32')('a printer of the system', () => {
  it('gets the ticket raw, under its name', async () => {
    const id = await at.collect()
    await at.settle()
    expect(await stateOf(id)).toEqual(['impreso', null])
    expect(received()).toContain('José Ñáñez & Hijos')
    const args = fs.readFileSync(path.join(dir, 'args'), 'utf8').trim().split('\n')
    expect(args).toEqual(['-d', 'Caja_1', '-o', 'raw', '-t', 'ticket', '-'])
  })

  it.each([
    ['unknown', 'no_existe'],
    ['disabled', 'detenida'],
    ['refuses', 'detenida'],
  ])('that is %s keeps the ticket waiting, and prints it once it is not', async (what, falla) => {
    tell(what)
    const id = await at.collect()
    await at.settle()
    expect(await stateOf(id)).toEqual(['pendiente', falla])
    fs.rmSync(path.join(dir, what))
    await at.settle()
    expect(await stateOf(id)).toEqual(['impreso', null])
    expect(received()).not.toContain('COPIA')
  })
})

const request = () => ({ requestId: newRequestId() })

describe('the settings of a printer', () => {
  it.each([
    ['red', { tipo: 'red', host: 'printer;rm -rf', puerto: 9100 }],
    ['red', { tipo: 'red', host: '-o', puerto: 9100 }],
    ['red', { tipo: 'red', host: '10.0.0.9', puerto: 0 }],
    ['sistema', { tipo: 'sistema', cola: '-d other' }],
    ['sistema', { tipo: 'sistema', cola: '../x' }],
  ] as const)('refuses an address that is none (%s)', async (_, conexion) => {
    const puesto = await at.client.puestos.current()
    const config = { ...puesto.impresora, conexion }
    const save = at.client.impresoras.saveConfig({ ...request(), config, expected: puesto.actualizadoEn })
    expect((await refusal(save)).code).toBe('input.invalid')
  })

  it('keeps the printer when the seat is renamed', async () => {
    const puesto = await at.client.puestos.current()
    const { nombre, ...renamed } = { ...puesto, nombre: 'Caja 2' }
    await at.client.puestos.update({ ...request(), nombre, recibo: renamed.recibo, expected: puesto.actualizadoEn })
    expect((await at.client.puestos.current()).impresora).toEqual(puesto.impresora)
  })
})
