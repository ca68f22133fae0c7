import { addDays, civilDate } from '../../contract/dates.ts'
import type { NotaParte } from '../../contract/index.ts'
import type { Impuesto } from '../../contract/money.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { type Client, newRequestId, TENANT, type TestOffice } from './harness.ts'

export const DAY = 86_400_000

export interface InvoiceLine {
  precio: number
  impuestos?: Impuesto[]
}

/** What tests of accounts do again and again, in one office. */
export function accountsOf(office: TestOffice, client: () => Client) {
  const today = () => civilDate(office.clock.now, TENANT.zonaHoraria)
  return {
    today,
    newClient: (nombre = 'Cliente de Prueba') =>
      client().clientes.create({
        requestId: newRequestId(),
        nombreRazonSocial: nombre,
        codigoCliente: '',
        documento: '',
        telefono: '',
        email: '',
        direccion: '',
        notas: '',
      }),
    /** Due in so many days; issued today, or on the due day when that is past. */
    invoice: (clienteId: string, lines: InvoiceLine[] | number, dueInDays = 10) =>
      client().facturas.create({
        requestId: newRequestId(),
        clienteId,
        periodo: today().slice(0, 7),
        fechaEmision: dueInDays < 0 ? addDays(today(), dueInDays) : today(),
        fechaVencimiento: addDays(today(), dueInDays),
        lineas: (typeof lines === 'number' ? [{ precio: lines }] : lines).map(({ precio, impuestos = [] }, at) => ({
          descripcion: `Línea ${at}`,
          cantidad: 1,
          precioUnitario: precio,
          impuestos,
        })),
      }),
    pay: (clienteId: string, monto: number) =>
      client().cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto }),
    async credit(facturaId: string, parte: NotaParte, detalle = 'Motivo') {
      const { factura } = await client().notas.preview({ facturaId, parte })
      const esperado = { saldo: factura.saldo, acreditado: factura.acreditado }
      return client().notas.create({ requestId: newRequestId(), facturaId, parte, detalle, esperado })
    },
    refund: (clienteId: string, monto: number) =>
      client().devoluciones.record({
        requestId: newRequestId(),
        clienteId,
        monto,
        metodo: 'efectivo',
        motivo: 'Se va del barrio',
      }),
    saldos: async (id: string) => (await client().clientes.get({ id })).saldos,
    check: async () => {
      const tenantId = office.office.db.read.sqlite.prepare('select id from tenant').pluck().get() as string
      return checkOffice(office.office.db.read, tenantId)
    },
  }
}
