import type { CaidaUisp, EstacionUisp, LeidoUisp, OnuUisp } from '../../../../contract/index.ts'
import type { ReadDb } from '../../../../db/open.ts'
import { refuse } from '../../../kernel/errors.ts'
import type { Actor, Office } from '../../../kernel/office.ts'
import { perConnection } from '../../../kernel/statements.ts'
import type { UispClient, UispOnu, UispOutage, UispStation } from '../../../uisp/index.ts'
import { openController } from '../../controller.ts'
import { findDevice } from '../rows.ts'
import { withController } from './failure.ts'
import { findController } from './store.ts'

export type Context = { office: Office; actor: Actor }

const number = (value: number | null | undefined): number | null => value ?? null

/** Asks a server, and closes the way to it. Errors: controlador.falla, dispositivo.sin_datos. */
export async function asking<T>(
  { office, actor }: Context,
  controladorId: string,
  work: (client: UispClient) => Promise<T>,
): Promise<T> {
  return withController(async () => {
    const client = openController(office, actor.tenantId, controladorId)
    if (!client) throw refuse('dispositivo.sin_datos')
    try {
      return await work(client)
    } finally {
      client.close()
    }
  })
}

/** A device of a UISP server, and that server. Errors: not_found, dispositivo.sin_datos. */
export function uispDevice({ office, actor }: Context, dispositivoId: string) {
  const { externalId, controladorId, proveedor } = findDevice(office.db.read, actor.tenantId, dispositivoId)
  if (proveedor !== 'uisp' || controladorId === null) throw refuse('dispositivo.sin_datos')
  return { externalId, controladorId }
}

const asRead = <Fila>(office: Office, filas: Fila[]): LeidoUisp<Fila> => ({
  filas,
  total: filas.length,
  leidoEn: office.now(),
})

/** Stations of an access point. */
export async function readStations(context: Context, dispositivoId: string): Promise<LeidoUisp<EstacionUisp>> {
  const { externalId, controladorId } = uispDevice(context, dispositivoId)
  const { items } = await asking(context, controladorId, (client) => client.stations(externalId))
  return asRead(context.office, items.map(toStation))
}

const toStation = (station: UispStation): EstacionUisp => ({
  mac: station.mac ?? '',
  nombre: station.deviceIdentification?.name ?? station.name ?? '',
  modelo: station.deviceIdentification?.model ?? '',
  ip: (station.ipAddress ?? '').split('/')[0] ?? '',
  senal: number(station.rxSignal),
  senalEstacion: number(station.txSignal),
  bajada: number(station.downlinkCapacity),
  subida: number(station.uplinkCapacity),
  uptime: number(station.connectionTime ?? station.uptime),
  conectada: station.connected ?? false,
})

/** ONUs of an OLT. */
export async function readOnus(context: Context, dispositivoId: string): Promise<LeidoUisp<OnuUisp>> {
  const { externalId, controladorId } = uispDevice(context, dispositivoId)
  const { items } = await asking(context, controladorId, (client) => client.onus(externalId))
  return asRead(context.office, items.map(toOnu))
}

const toOnu = ({ identification, overview, onu }: UispOnu): OnuUisp => ({
  id: identification.id,
  nombre: identification.name ?? '',
  serie: identification.serialNumber ?? identification.mac ?? '',
  modelo: identification.model ?? '',
  puerto: onu?.port == null ? '' : String(onu.port),
  potencia: number(onu?.receivePower ?? overview?.signal),
  distancia: number(onu?.distance),
  estado: overview?.status ?? '',
  uptime: number(overview?.uptime),
})

const byExternalId = perConnection((db: ReadDb) =>
  db.sqlite.prepare<[string, string], { id: string }>(
    `select id from dispositivo_red where tenant_id = ? and proveedor = 'uisp' and external_id = ?`,
  ),
)

/** Latest outages, newest first. */
export async function readOutages(context: Context, id: string, limit: number): Promise<LeidoUisp<CaidaUisp>> {
  const { office, actor } = context
  findController(office.db.read, actor.tenantId, id)
  const { items } = await asking(context, id, (client) => client.outages())
  const find = (externalId: string | null | undefined): string | null =>
    externalId ? (byExternalId(office.db.read).get(actor.tenantId, externalId)?.id ?? null) : null
  const filas = items.map((outage) => toOutage(outage, find(outage.device?.id)))
  filas.sort((a, b) => b.desde - a.desde)
  return { filas: filas.slice(0, limit), total: filas.length, leidoEn: office.now() }
}

const instant = (text: string | null | undefined): number | null => {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : at
}

const toOutage = (
  { id, device, site, startTimestamp, endTimestamp, inProgress }: UispOutage,
  dispositivoId: string | null,
): CaidaUisp => ({
  id,
  nombre: device?.name ?? '',
  dispositivoId,
  sitio: site?.name ?? '',
  desde: instant(startTimestamp) ?? 0,
  hasta: inProgress === true ? null : instant(endTimestamp),
})
