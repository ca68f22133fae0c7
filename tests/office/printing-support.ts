import type { ImpresoraConfig, TrabajoTicket } from '../../contract/index.ts'
import type { PrinterTimes } from '../../office/printing/line.ts'
import { NO_PRINTER } from '../../office/kernel/tenancy.ts'
import { type PrinterSimulator, startPrinter } from '../simulators/printer/index.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

/** Short enough for tests of what does not answer, long enough for a slow machine. */
export const QUICK: PrinterTimes = { connect: 1_000, status: 400, write: 2_000, done: 3_000 }

export interface PrintingOffice {
  office: TestOffice
  printer: PrinterSimulator
  /** The admin, entered again after a restart. */
  client: Client
  /** A printer that is well, with its first settings, and nothing waiting; what came out so far is forgotten. */
  reset(): Promise<void>
  clienteId: string
  /** Other settings of the printer. */
  configure(change: Partial<ImpresoraConfig>): Promise<void>
  /** Collects in cash; the receipt's id. */
  collect(monto?: number): Promise<string>
  /** Lets the printer rest and tries again, until nothing more can be done for now. */
  settle(): Promise<void>
  ticketsOf(documentoId: string): Promise<TrabajoTicket[]>
  close(): Promise<void>
}

/** An office with a ticket printer on this machine that prints by itself. */
export async function openPrintingOffice(change: Partial<ImpresoraConfig> = {}): Promise<PrintingOffice> {
  const printer = await startPrinter()
  const office = await openTestOffice({ printer: QUICK, drawer: true })
  await office.setUp()
  const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const admin = await office.as('admin')
  const nombreRazonSocial = 'José Ñáñez & Hijos'
  const { id: clienteId } = await admin.clientes.create({ requestId: newRequestId(), nombreRazonSocial, ...text })
  const first: ImpresoraConfig = {
    ...NO_PRINTER,
    conexion: { tipo: 'red', host: '127.0.0.1', puerto: printer.port },
    cajon: 'pin2',
    ...change,
  }
  const opened: PrintingOffice = {
    office,
    printer,
    clienteId,
    client: admin,
    async reset() {
      opened.client = await office.as('admin')
      await printer.behave({})
      await opened.configure(first)
      await opened.settle()
      for (const heard of [printer.tickets, printer.kicks, printer.errors]) heard.length = 0
    },
    async configure(next) {
      const client = await office.as('admin')
      const puesto = await client.puestos.current()
      const config = { ...puesto.impresora, ...next }
      await client.impresoras.saveConfig({ requestId: newRequestId(), config, expected: puesto.actualizadoEn })
    },
    async collect(monto = 1_000) {
      const client = await office.as('admin')
      const pago = { clienteId, metodo: 'efectivo' as const, monto }
      return (await client.cobros.record({ requestId: newRequestId(), ...pago })).id
    },
    async settle() {
      office.clock.advance(60_000)
      await office.office.printing.run()
      await printer.sync()
    },
    ticketsOf: async (documentoId) => (await office.as('admin')).impresoras.ofDocument({ documentoId }),
    async close() {
      await office.close()
      printer.stop()
    },
  }
  await opened.configure(first)
  return opened
}
