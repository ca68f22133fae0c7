import type { ImpresoraConfig } from '../../contract/index.ts'
import { PrinterFailure, type PrinterLine, type PrinterTimes } from './line.ts'
import { openSystem } from './system.ts'
import { openTcp } from './tcp.ts'

/** Connects to the printer of a seat. Throws PrinterFailure. */
export function openPrinter(config: ImpresoraConfig, times: PrinterTimes): Promise<PrinterLine> {
  const { conexion, responde } = config
  switch (conexion.tipo) {
    case 'ninguna':
      return Promise.reject(new PrinterFailure('sin_configurar'))
    case 'red':
      return openTcp(conexion, responde, times)
    case 'sistema':
      return openSystem(conexion.cola, times)
  }
}
