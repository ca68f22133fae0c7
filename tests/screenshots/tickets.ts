import fs from 'node:fs'
import path from 'node:path'
import { paperContext } from '../../office/documents/context.ts'
import { NO_PRINTER } from '../../office/kernel/tenancy.ts'
import { type Block, encodeTicket } from '../../office/printing/layout.ts'
import { reporteTicket } from '../../office/printing/ticket-caja.ts'
import { reciboTicket } from '../../office/printing/ticket-recibo.ts'
import { EscPos } from '../simulators/printer/escpos.ts'
import { type PrintedTicket, ticketPng } from '../simulators/printer/index.ts'
import { puesto, recibo, tenant } from '../unit/paper-samples.ts'
import { cierreZ } from '../unit/ticket-samples.ts'

/** Tickets as the simulated printer draws what it is sent. */
export function takeTickets(folder: string): void {
  const context = paperContext(tenant, 'es')
  const tickets: Record<string, [ancho: 80 | 58, blocks: Block[]]> = {
    'ticket-recibo': [80, reciboTicket(context, { recibo: recibo(), puesto, anulado: false }, false)],
    'ticket-z': [58, reporteTicket(context, cierreZ, false)],
  }
  for (const [name, [ancho, blocks]] of Object.entries(tickets)) {
    const printed: PrintedTicket['printed'] = []
    const none = () => {}
    const reader = new EscPos({ print: (each) => printed.push(each), cut: none, kick: none, beep: none, done: none })
    for (const byte of encodeTicket({ ...NO_PRINTER, ancho }, { blocks, logoUrl: null }, false)) reader.feed(byte)
    fs.writeFileSync(path.join(folder, `${name}.png`), ticketPng({ printed }, ancho === 80 ? 576 : 384))
    console.error(name)
  }
}
