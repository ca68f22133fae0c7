import type { FiltroDispositivos } from '../../contract/index.ts'

import { keepBackup, listBackups, openBackup } from '../../office/network/devices/backup/store.ts'
import { readOpenAlerts, writeResults } from '../../office/network/devices/poll-rows.ts'
import { thinHistory } from '../../office/network/devices/thin.ts'
import { writeAbsent, writeDevices } from '../../office/network/devices/uisp/sync.ts'
import { newRequestId, type TestOffice } from './harness.ts'

const HOUR = 3_600_000

/** Devices, their history, alerts and backups: all that is written and read of them without a router. */
export async function lookAfterDevices(office: TestOffice): Promise<void> {
  const client = await office.as('admin')
  const request = () => ({ requestId: newRequestId() })
  const { tenantId } = await office.actor('admin')
  const sitio = await client.sitios.create({ ...request(), sitio: { nombre: 'Cerro', direccion: '', notas: '' } })
  const access = { host: '192.0.2.9', puerto: 8728, tls: false, huellaTls: null, usuario: 'a', clave: 'b' }
  const rest = { modo: 'gestionar', etiquetas: ['x'], sondeoSegundos: 86_400, respaldo: 'diario', notas: '' } as const
  const dispositivo = { nombre: 'Torre', ...access, ...rest, etiquetas: ['x'], sitioId: sitio.id }
  const { id, actualizadoEn } = await client.dispositivos.create({ ...request(), dispositivo })
  const described = { sitioId: sitio.id, etiquetas: [], notas: '' }
  await client.dispositivos.describir({ ...request(), id, expected: actualizadoEn, ...described })
  await client.dispositivos.silenciar({ ...request(), id, hasta: null })
  await client.dispositivos.modo({ ...request(), id, modo: 'gestionar' })
  await seeDevice(office, tenantId, id)
  await thinHistory({ ...office.office, now: () => office.clock.now + 48 * HOUR })
  await keepBackups(office, tenantId, id)
  const filters: FiltroDispositivos[] = [
    {},
    { texto: 'torre' },
    { conAlerta: true },
    { sitioId: null },
    { etiqueta: 'x' },
  ]
  for (const filter of filters) await client.dispositivos.list({ filter, limit: 1 })
  await client.dispositivos.resumen()
  await client.sitios.list()
  await readAlerts(office, id)
  const desde = office.clock.now - 48 * HOUR
  await client.dispositivos.historia({ id, series: ['cpu'], desde, hasta: office.clock.now })
  const controlador = { nombre: 'U', activo: false, url: 'https://192.0.2.8', huellaTls: null }
  const { id: controladorId } = await client.controladores.create({ ...request(), controlador })
  await syncDevices(office, { tenantId, controladorId })
  await client.controladores.list()
  await client.dispositivos.archivar({ ...request(), id, activo: false })
}

async function seeDevice({ office, clock }: TestOffice, tenantId: string, id: string): Promise<void> {
  const metricas = { cpu: 4 }
  const t = clock.now
  const facts = { serie: 'S', modelo: 'M', version: '7' }
  const alerts = [
    { tipo: 'cpu' as const, abre: {}, t },
    { tipo: 'cpu' as const, abre: null, t },
    { tipo: 'caido' as const, abre: {}, t },
  ]
  const result = {
    tenantId,
    estado: 'caido' as const,
    ultimoSyncAt: t,
    metricas,
    facts,
    rows: [{ t, metricas }],
    alerts,
  }
  await office.writer.maintain((db) => writeResults(db, new Map([[id, result]])))
  readOpenAlerts(office.db.read, id)
}

async function keepBackups({ office }: TestOffice, tenantId: string, id: string): Promise<void> {
  const { respaldo } = await office.writer.maintain((db, now) => {
    const backup = { tenantId, dispositivoId: id, tipo: 'export' as const, usuarioId: null, now }
    return keepBackup(db, office.seal, { ...backup, content: Buffer.from('x') })
  })
  openBackup(office.db.read, office.seal, tenantId, respaldo.id)
  listBackups(office.db.read, tenantId, { id, limit: 1 })
}

async function readAlerts(office: TestOffice, dispositivoId: string): Promise<void> {
  const { alertas } = await office.as('admin')
  for (const filter of [{}, { abiertas: true }, { dispositivoId }]) await alertas.list({ filter, limit: 1 })
  const { items } = await alertas.list({ limit: 1 })
  await alertas.resumen()
  await alertas.marcarVistas({ requestId: newRequestId(), ids: items.map(({ id }) => id) })
}

async function syncDevices({ office }: TestOffice, target: Parameters<typeof writeDevices>[1]): Promise<void> {
  const seen = {
    nombre: 'a',
    ip: '',
    modelo: '',
    version: '',
    estado: 'en_linea',
    vistoEn: null,
    sitio: 'Torre',
    propio: true,
  } as const
  await office.writer.maintain((db, now) => {
    for (let n = 0; n < 2; n++)
      writeDevices(db, target, [{ ...seen, externalId: 'x', metricas: { uptime: 1 } }], new Map(), now)
    writeAbsent(db, target, new Set(), now)
  })
}
