import { afterEach, beforeEach } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import { refreshOverdue } from '../../office/billing/overdue.ts'
import { insertClientes, type NewCliente } from '../../office/customers/store.ts'
import { type Client, newRequestId, openTestOffice, TENANT, type TestOffice } from './harness.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const FIELDS = {
  codigoCliente: '',
  nombreRazonSocial: 'Ana Gómez',
  documento: '',
  telefono: '',
  email: '' as const,
  direccion: '',
  notas: '',
}

export const PLAN = {
  nombre: 'Hogar 50',
  velocidadBajadaMbps: 50,
  velocidadSubidaMbps: 10,
  precioMensual: 1_700_000,
  impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true }],
  politicaSuspension: 'cortar' as const,
}

export const SERVICIO = {
  tecnologia: 'pppoe' as const,
  dispositivoRef: '',
  fechaActivacion: '2025-01-10',
  estado: 'activo' as const,
}

export const many = (count: number, make: (at: number) => Partial<typeof FIELDS>): NewCliente[] =>
  Array.from({ length: count }, (_, at) => ({ fields: { ...FIELDS, ...make(at) }, estadoServicio: 'activo' }))

/** Each test of the file begins with an empty office. What it returns belongs to the office of the test that runs. */
export function inCustomersOffice() {
  let office: TestOffice
  let client: Client
  beforeEach(async () => {
    office = await openTestOffice()
    client = await office.setUp()
    await refreshOverdue(office.office)
  })
  afterEach(() => office.close())
  const today = () => civilDate(office.clock.now, TENANT.zonaHoraria)
  return {
    get office() {
      return office
    },
    get client() {
      return client
    },
    today,
    create: (fields: Partial<typeof FIELDS> = {}) =>
      client.clientes.create({ requestId: newRequestId(), ...FIELDS, ...fields }),
    createPlan: (nombre = PLAN.nombre) => client.planes.create({ requestId: newRequestId(), ...PLAN, nombre }),
    createServicio: (clienteId: string, planId: string, more: { dispositivoRef?: string } = {}) =>
      client.servicios.create({ requestId: newRequestId(), clienteId, planId, ...SERVICIO, ...more }),
    invoice: (clienteId: string, total: number, issuedDaysAgo = 0, dueInDays = 10) =>
      client.facturas.create({
        requestId: newRequestId(),
        clienteId,
        periodo: today().slice(0, 7),
        fechaEmision: addDays(today(), -issuedDaysAgo),
        fechaVencimiento: addDays(today(), dueInDays - issuedDaysAgo),
        lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: total, impuestos: [] }],
      }),
    pay: (clienteId: string, monto: number) =>
      client.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto }),
    audited: async (accion: string) => (await client.system.audit({})).filter((row) => row.accion === accion),
    async insertMany(news: NewCliente[]) {
      const actor = await office.actor('admin')
      const request = { actor, requestId: newRequestId(), procedure: 'test', input: null }
      return office.office.writer.run(request, (tx) => insertClientes(tx, news))
    },
  }
}
