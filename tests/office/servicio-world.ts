import { addDays, civilDate } from '../../contract/dates.ts'
import type { FacturacionConfig } from '../../contract/index.ts'
import { type Client, newRequestId, openTestOffice, TENANT, type TestOffice } from './harness.ts'

export const DAY = 86_400_000

/** A small office with two plans and one client, and short ways to what a person does to services. */
export interface World {
  office: TestOffice
  client: Client
  planes: { hogar: string; fibra: string }
  clienteId: string
  today(): string
  /** A service of the client, active since two months ago. */
  connect(more?: Partial<Parameters<Client['servicios']['create']>[0]>): Promise<{ id: string; actualizadoEn: number }>
  change(
    id: string,
    cambio: Parameters<Client['servicios']['change']>[0]['cambio'],
    fecha?: string,
    more?: { motivo?: string; aparte?: boolean },
  ): ReturnType<Client['servicios']['change']>
  configure(part: Partial<FacturacionConfig>): Promise<void>
  /** An invoice of one line that was issued `issuedAgo` days ago and falls due `dueIn` days from today. */
  invoice(total: number, dueIn: number, issuedAgo?: number): Promise<{ id: string; numero: string }>
}

export async function openWorld(options: { now?: number } = {}): Promise<World> {
  const office = await openTestOffice(options)
  const client = await office.setUp()
  const requestId = newRequestId
  const plan = (nombre: string, precioMensual: number) =>
    client.planes.create({
      requestId: requestId(),
      nombre,
      velocidadBajadaMbps: 50,
      velocidadSubidaMbps: 10,
      precioMensual,
      impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true }],
      politicaSuspension: 'cortar',
    })
  const planes = { hogar: (await plan('Hogar 50', 10_000)).id, fibra: (await plan('Fibra 200', 20_000)).id }
  const { id: clienteId } = await client.clientes.create({
    requestId: requestId(),
    codigoCliente: '',
    nombreRazonSocial: 'Ana Gómez',
    documento: '',
    telefono: '',
    email: '',
    direccion: '',
    notas: '',
  })
  const today = () => civilDate(office.clock.now, TENANT.zonaHoraria)
  return {
    office,
    client,
    planes,
    clienteId,
    today,
    connect: (more = {}) =>
      client.servicios.create({
        requestId: requestId(),
        clienteId,
        planId: planes.hogar,
        tecnologia: 'pppoe',
        dispositivoRef: '',
        fechaActivacion: addDays(today(), -60),
        ...more,
      }),
    change: async (id, cambio, fecha = today(), more = {}) => {
      const { actualizadoEn: expected } = (await client.servicios.get({ id })).servicio
      return client.servicios.change({ requestId: requestId(), id, cambio, fecha, expected, ...more })
    },
    configure: async (part) => {
      const { actualizadoEn: expected, ...config } = await client.facturacion.config()
      await client.facturacion.updateConfig({ requestId: requestId(), expected, config: { ...config, ...part } })
    },
    invoice: (total, dueIn, issuedAgo = 0) =>
      client.facturas.create({
        requestId: requestId(),
        clienteId,
        periodo: today().slice(0, 7),
        fechaEmision: addDays(today(), -issuedAgo),
        fechaVencimiento: addDays(today(), dueIn),
        lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: total, impuestos: [] }],
      }),
  }
}
