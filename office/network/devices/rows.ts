import type {
  EstadoDispositivo,
  FrecuenciaRespaldo,
  ModoDispositivo,
  ProveedorRed,
  TipoAlerta,
} from '../../../contract/enums.ts'
import type {
  DispositivoDetail,
  DispositivoRow,
  FiltroDispositivos,
  Metricas,
  ResumenDispositivos,
} from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { fold } from '../../customers/fold.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { refuse } from '../../kernel/errors.ts'
import type { Seal } from '../../kernel/seal.ts'
import { perConnection } from '../../kernel/statements.ts'
import { devicePurpose } from '../reach.ts'
import type { Poller } from './poller.ts'

type Db = ReadDb | WriteDb

interface Stored {
  id: string
  proveedor: ProveedorRed
  nombre: string
  host: string
  externalId: string
  estado: EstadoDispositivo
  metricasJson: string
  ultimoSyncAt: number | null
  puerto: number
  tls: 0 | 1
  modelo: string
  version: string
  sitioId: string | null
  sitio: string | null
  controladorId: string | null
  controlador: string | null
  etiquetasJson: string
  modo: ModoDispositivo
  silenciadoHasta: number | null
  activo: 0 | 1
  alertas: string | null
}

interface StoredDetail extends Stored {
  usuario: string
  secreto: string | null
  huellaTls: string | null
  sondeoSegundos: number
  respaldo: FrecuenciaRespaldo
  notas: string
  servicios: number
  actualizadoEn: number
}

const COLUMNS = `d.id, d.proveedor, d.nombre, d.ip_gestion as host, d.external_id as externalId, d.estado,
  d.metricas_json as metricasJson, d.ultimo_sync_at as ultimoSyncAt, a.puerto, a.tls, a.modelo, a.version,
  a.sitio_id as sitioId, s.nombre as sitio, a.controlador_id as controladorId, c.nombre as controlador,
  a.etiquetas_json as etiquetasJson, a.modo, a.silenciado_hasta as silenciadoHasta, a.activo,
  (select group_concat(tipo) from alerta where dispositivo_id = d.id and hasta is null) as alertas`

const FROM = `dispositivo_red d
  cross join dispositivo_acceso a on a.dispositivo_id = d.id
  left join sitio s on s.id = a.sitio_id
  left join controlador_uisp c on c.id = a.controlador_id`

/** Every filter is a condition that holds when it is not set. Devices are few: they are walked by name until a page is full. */
const FILTER = `(@estado is null or d.estado = @estado)
  and (@proveedor is null or d.proveedor = @proveedor)
  and (@modo is null or a.modo = @modo)
  and (@sinSitio = 0 or a.sitio_id is null)
  and (@sitioId is null or a.sitio_id = @sitioId)
  and (@controladorId is null or a.controlador_id = @controladorId)
  and (@etiqueta is null or exists (select 1 from json_each(a.etiquetas_json) e where e.value = @etiqueta))
  and (@conAlerta = 0 or exists (select 1 from alerta where dispositivo_id = d.id and hasta is null))`

const statements = perConnection((db: Db) => ({
  page: db.sqlite.prepare<[Record<string, string | number | null>], Stored>(
    `select ${COLUMNS} from ${FROM} where d.tenant_id = @tenantId and a.activo = @activo and ${FILTER}
       and (d.nombre collate nocase, d.id) > (@nombre, @id)
     order by d.nombre collate nocase, d.id limit @limit`,
  ),
  some: db.sqlite.prepare<[string, string], Stored>(
    `select ${COLUMNS} from json_each(?) j cross join ${FROM.replace('dispositivo_red d', 'dispositivo_red d on d.id = j.value')}
     where d.tenant_id = ?`,
  ),
  one: db.sqlite.prepare<[string, string], StoredDetail>(
    `select ${COLUMNS}, a.usuario, a.secreto, a.huella_tls as huellaTls, a.sondeo_segundos as sondeoSegundos, a.respaldo,
       a.notas, a.actualizado_en as actualizadoEn,
       (select count(distinct servicio_id) from objeto_red where dispositivo_id = d.id and retirado_en is null) as servicios
     from ${FROM} where d.tenant_id = ? and d.id = ?`,
  ),
  counts: db.sqlite.prepare<[string], { activo: 0 | 1; estado: EstadoDispositivo; n: number }>(
    `select a.activo, d.estado, count(*) as n from dispositivo_red d
     cross join dispositivo_acceso a on a.dispositivo_id = d.id where d.tenant_id = ? group by a.activo, d.estado`,
  ),
  tags: db.sqlite.prepare<[string], { etiqueta: string; n: number }>(
    `select e.value as etiqueta, count(*) as n from dispositivo_acceso a cross join json_each(a.etiquetas_json) e
     where a.tenant_id = ? and a.activo = 1 group by e.value order by e.value`,
  ),
}))

/** What the books say of a device, and over it what was seen since the last time it was written down. */
function toRow(row: Stored, poller: Poller | null): DispositivoRow {
  const view = poller?.view(row.id) ?? null
  const stored = row.alertas === null ? [] : (row.alertas.split(',') as TipoAlerta[])
  return {
    id: row.id,
    proveedor: row.proveedor,
    nombre: row.nombre,
    host: row.host,
    puerto: row.puerto,
    tls: row.tls === 1,
    modelo: row.modelo,
    version: row.version,
    serie: isUnknownSerial(row.externalId) ? '' : row.externalId,
    sitio: named(row.sitioId, row.sitio),
    controlador: named(row.controladorId, row.controlador),
    etiquetas: JSON.parse(row.etiquetasJson) as string[],
    modo: row.modo,
    estado: view?.estado ?? row.estado,
    falla: view?.falla ?? null,
    ultimoSyncAt: view?.ultimoSyncAt ?? row.ultimoSyncAt,
    vistoEn: view?.vistoEn ?? null,
    reiniciandoDesde: view?.reiniciandoDesde ?? null,
    metricas: view?.metricas ?? (JSON.parse(row.metricasJson) as Metricas),
    alertas: poller?.openAlerts(row.id) ?? stored,
    silenciadoHasta: row.silenciadoHasta,
    activo: row.activo === 1,
  }
}

const named = (id: string | null, nombre: string | null) => (id === null ? null : { id, nombre: nombre ?? '' })

const UNKNOWN_SERIAL = 'sin-serie:'
/** What stands for the number of a device that never told it: unlike that of any other. */
export const unknownSerial = (dispositivoId: string): string => `${UNKNOWN_SERIAL}${dispositivoId}`
const isUnknownSerial = (externalId: string): boolean => externalId.startsWith(UNKNOWN_SERIAL)

interface ListInput {
  filter: FiltroDispositivos
  cursor?: string | undefined
  limit: number
}

const wordsOf = ({ nombre, host, externalId, modelo, etiquetasJson, sitio }: Stored): string =>
  [nombre, host, externalId, modelo, etiquetasJson, sitio ?? ''].join(' ')

/** A page by name. */
export function listDevices(
  db: Db,
  tenantId: string,
  poller: Poller,
  { filter, cursor, limit }: ListInput,
): Page<DispositivoRow> {
  const [nombre = '', id = ''] = cursor === undefined ? [] : decodeCursor(cursor, ['string', 'string'])
  const { texto = '', sitioId, archivados = false, conAlerta = false } = filter
  const walked = statements(db).page.all({
    tenantId,
    activo: archivados ? 0 : 1,
    estado: filter.estado ?? null,
    proveedor: filter.proveedor ?? null,
    modo: filter.modo ?? null,
    sinSitio: sitioId === null ? 1 : 0,
    sitioId: sitioId ?? null,
    controladorId: filter.controladorId ?? null,
    etiqueta: filter.etiqueta ?? null,
    conAlerta: conAlerta ? 1 : 0,
    nombre,
    id,
    // A text is looked for without accents, which SQLite does not know: every device is looked at.
    limit: texto === '' ? limit + 1 : -1,
  })
  const wanted = fold(texto)
  const rows = texto === '' ? walked : walked.filter((row) => fold(wordsOf(row)).includes(wanted))
  const items = rows.slice(0, limit).map((row) => toRow(row, poller))
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? encodeCursor([last.nombre, last.id]) : null, total: null }
}

/** Rows of these devices, in no order. */
export const someDevices = (db: Db, tenantId: string, poller: Poller, ids: Iterable<string>): DispositivoRow[] =>
  statements(db)
    .some.all(JSON.stringify([...ids]), tenantId)
    .map((row) => toRow(row, poller))

export function summarizeDevices(db: Db, tenantId: string): ResumenDispositivos {
  const estados: ResumenDispositivos['estados'] = { desconocido: 0, en_linea: 0, caido: 0 }
  let archivados = 0
  for (const { activo, estado, n } of statements(db).counts.all(tenantId)) {
    if (activo === 1) estados[estado] += n
    else archivados += n
  }
  const total = estados.desconocido + estados.en_linea + estados.caido
  return { total, estados, etiquetas: statements(db).tags.all(tenantId), archivados }
}

/** Errors: not_found. */
export function findDevice(db: Db, tenantId: string, id: string): StoredDetail {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'dispositivo' })
  return row
}

/** Errors: not_found. */
export function getDevice(db: Db, tenantId: string, seal: Seal, poller: Poller, id: string): DispositivoDetail {
  const row = findDevice(db, tenantId, id)
  const { usuario, huellaTls, sondeoSegundos, respaldo, notas, servicios, actualizadoEn } = row
  const clave = sealedState(seal, row.secreto, devicePurpose(id))
  return {
    ...toRow(row, poller),
    ...{ usuario, clave, huellaTls, sondeoSegundos, respaldo, notas, servicios, actualizadoEn },
  }
}

/** Whether a secret is kept, and can be opened here. */
export function sealedState(seal: Seal, sealed: string | null, purpose: string): DispositivoDetail['clave'] {
  if (sealed === null) return 'ninguna'
  try {
    seal.open(sealed, purpose)
    return 'guardada'
  } catch {
    return 'ilegible'
  }
}
