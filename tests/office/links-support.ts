import type { DispositivoInput } from '../../contract/index.ts'
import type { NetworkState, SimulatedRouter } from '../simulators/routeros/index.ts'
import { type Client, newRequestId, type TestOffice } from './harness.ts'
import { addDevice, openNetworkOffice } from './network-support.ts'

/** What a router of a small provider carries: two clients' accesses, one that is nobody's, a lease and a profile. */
export const ROUTER_STATE: NetworkState = {
  '/ppp/profile': [{ name: 'hogar-20', 'rate-limit': '5M/20M' }, { name: 'morosos' }],
  '/ppp/secret': [
    {
      name: 'mquiroga',
      profile: 'hogar-20',
      service: 'pppoe',
      comment: 'Marta Quiroga 24118905',
      'remote-address': '10.5.0.7',
    },
    { name: 'rbenitez', profile: 'hogar-20', service: 'pppoe' },
    { name: 'enlace-torre', profile: 'default', service: 'pppoe', comment: 'backhaul' },
  ],
}

export interface LinksWorld {
  office: TestOffice
  client: Client
  dispositivoId: string
  /** Services by the code of their client. */
  servicios: Record<'M-1' | 'R-2', string>
  planId: string
}

/** An office with two clients whose accesses are on the router. */
export async function openLinksWorld(
  router: SimulatedRouter,
  device: Partial<DispositivoInput> = {},
): Promise<LinksWorld> {
  const office = await openNetworkOffice()
  const client = await office.as('admin')
  const requestId = newRequestId
  const { id: planId } = await client.planes.create({
    requestId: requestId(),
    nombre: 'Hogar 20',
    velocidadBajadaMbps: 20,
    velocidadSubidaMbps: 5,
    precioMensual: 10_000,
    impuestos: [],
    politicaSuspension: 'cortar',
  })
  const connect = async (
    codigoCliente: string,
    nombreRazonSocial: string,
    documento: string,
    dispositivoRef: string,
  ) => {
    const empty = { telefono: '', email: '', direccion: '', notas: '' }
    const { id: clienteId } = await client.clientes.create({
      requestId: requestId(),
      codigoCliente,
      nombreRazonSocial,
      documento,
      ...empty,
    })
    const { id } = await client.servicios.create({
      requestId: requestId(),
      clienteId,
      planId,
      tecnologia: 'pppoe',
      dispositivoRef,
      fechaActivacion: '2026-01-10',
    })
    return id
  }
  const servicios = {
    'M-1': await connect('M-1', 'Marta Quiroga', '24.118.905', ''),
    'R-2': await connect('R-2', 'Raúl Benítez', '', 'rbenitez'),
  }
  const { id: dispositivoId } = await addDevice(office, router, device)
  return { office, client, dispositivoId, servicios, planId }
}

/** The device is read; its reading. */
export async function readDevice({ client, office, dispositivoId }: LinksWorld): Promise<string> {
  const { id } = await client.vinculos.read({ dispositivoId })
  const job = await office.ended(id)
  if (job.refId === null) throw new Error(`the device was not read: ${job.error}`)
  return job.refId
}
