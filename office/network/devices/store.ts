import type { ModoDispositivo } from '../../../contract/enums.ts'
import type { DispositivoInput } from '../../../contract/index.ts'
import type { WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { devicePurpose } from '../reach.ts'
import { findDevice, unknownSerial } from './rows.ts'
import { makeSealUsable } from './secrets.ts'

type Named = { requestId: string }
type Context = { office: Office; actor: Tx['actor'] }

/** What is written of a device's access, its secret sealed. */
type Fields = Omit<DispositivoInput, 'clave' | 'etiquetas' | 'tls'> & {
  id: string
  tenantId: string
  tls: number
  etiquetasJson: string
  secreto: string | null
  now: number
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  same: sqlite
    .prepare<[string, string, number, string], string>(
      `select d.nombre from dispositivo_red d cross join dispositivo_acceso a on a.dispositivo_id = d.id
       where d.tenant_id = ? and d.proveedor = 'mikrotik' and d.ip_gestion = ? and a.puerto = ? and d.id <> ? and a.activo = 1`,
    )
    .pluck(),
  site: sqlite.prepare<[string, string], { id: string }>(`select id from sitio where tenant_id = ? and id = ?`),
  insert: sqlite.prepare<[Fields & { externalId: string }]>(
    `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
     values (@id, @tenantId, 'mikrotik', @externalId, @nombre, @host, @now, @now)`,
  ),
  insertAccess: sqlite.prepare<[Fields]>(
    `insert into dispositivo_acceso (dispositivo_id, tenant_id, sitio_id, puerto, tls, usuario, secreto, huella_tls, modo,
       etiquetas_json, sondeo_segundos, respaldo, notas, actualizado_en)
     values (@id, @tenantId, @sitioId, @puerto, @tls, @usuario, @secreto, @huellaTls, @modo,
       @etiquetasJson, @sondeoSegundos, @respaldo, @notas, @now)`,
  ),
  update: sqlite.prepare<[Fields]>(
    `update dispositivo_red set nombre = @nombre, ip_gestion = @host, actualizado_en = @now where id = @id`,
  ),
  updateAccess: sqlite.prepare<[Fields]>(
    `update dispositivo_acceso set sitio_id = @sitioId, puerto = @puerto, tls = @tls, usuario = @usuario, secreto = @secreto,
       huella_tls = @huellaTls, modo = @modo, etiquetas_json = @etiquetasJson, sondeo_segundos = @sondeoSegundos,
       respaldo = @respaldo, notas = @notas, actualizado_en = @now where dispositivo_id = @id`,
  ),
  describe: sqlite.prepare(
    `update dispositivo_acceso set sitio_id = @sitioId, etiquetas_json = @etiquetasJson, notas = @notas,
       actualizado_en = @now where dispositivo_id = @id`,
  ),
  treat: sqlite.prepare(`update dispositivo_acceso set modo = @modo, actualizado_en = @now where dispositivo_id = @id`),
  archive: sqlite.prepare(
    `update dispositivo_acceso set activo = @activo, actualizado_en = @now where dispositivo_id = @id`,
  ),
  // Nobody will do them: what the device had of services is unlinked.
  dropJobs: sqlite.prepare(
    `update trabajo_red set estado = 'cancelado', actualizado_en = @now
     where tenant_id = @tenantId and dispositivo_id = @id and estado in ('pendiente', 'aplicado')`,
  ),
  forget: sqlite.prepare(`update dispositivo_red set estado = 'desconocido' where id = ?`),
  endAlerts: sqlite.prepare(`update alerta set hasta = max(?, desde) where dispositivo_id = ? and hasta is null`),
  mute: sqlite.prepare(
    `update dispositivo_acceso set silenciado_hasta = @hasta, actualizado_en = @now where dispositivo_id = @id`,
  ),
}))

/** Errors: not_found. */
function checkSite(tx: Tx, sitioId: string | null): void {
  if (sitioId !== null && !statements(tx.db).site.get(tx.actor.tenantId, sitioId))
    throw refuse('not_found', { entidad: 'sitio' })
}

/** Errors: dispositivo.duplicado. */
function checkAlone(tx: Tx, id: string, { host, puerto }: { host: string; puerto: number }): void {
  const nombre = statements(tx.db).same.get(tx.actor.tenantId, host, puerto, id)
  if (nombre !== undefined) throw refuse('dispositivo.duplicado', { nombre })
}

/** Errors: dispositivo.huella, dispositivo.duplicado, not_found. */
function checkInput(tx: Tx, id: string, { host, puerto, tls, huellaTls, sitioId }: DispositivoInput): void {
  if (tls && huellaTls === null) throw refuse('dispositivo.huella')
  checkAlone(tx, id, { host, puerto })
  checkSite(tx, sitioId)
}

const unique = (tags: readonly string[]): string => JSON.stringify([...new Set(tags)])

const toFields = (tx: Tx, id: string, input: DispositivoInput, secreto: string | null, now: number): Fields => {
  const { clave: _, etiquetas, tls, huellaTls, ...rest } = input
  const etiquetasJson = unique(etiquetas)
  return {
    ...rest,
    ...{ id, tenantId: tx.actor.tenantId, etiquetasJson, secreto, now },
    tls: tls ? 1 : 0,
    huellaTls: tls ? huellaTls : null,
  }
}

/** What the audit log keeps: everything but the secret. */
const toAudit = ({ secreto, now: _, tenantId: __, ...fields }: Fields) => ({ ...fields, conClave: secreto !== null })

/** Answers with its id. Errors: as `checkInput`, red.key_unavailable. */
export async function createDevice(
  { office, actor }: Context,
  { requestId, dispositivo }: Named & { dispositivo: DispositivoInput },
): Promise<string> {
  const { clave = '', ...input } = dispositivo
  const id = newId()
  // Sealed before the transaction, and kept out of what the request is recognised by. A router without a password needs no key.
  if (clave !== '') await makeSealUsable(office)
  const secreto = clave === '' ? null : office.seal.seal(clave, devicePurpose(id))
  return office.writer.run({ actor, requestId, procedure: 'dispositivos.create', input }, (tx) => {
    checkInput(tx, id, input)
    const fields = toFields(tx, id, input, secreto, tx.now)
    statements(tx.db).insert.run({ ...fields, externalId: unknownSerial(id) })
    statements(tx.db).insertAccess.run(fields)
    tx.audit({ accion: 'dispositivo.create', entidad: 'dispositivo_red', entidadId: id, despues: toAudit(fields) })
    return id
  })
}

interface UpdateInput extends Named {
  id: string
  expected: number
  dispositivo: DispositivoInput
}

/** Errors: as `checkInput`, conflict.changed, dispositivo.clave_otra_vez, dispositivo.sin_datos, red.key_unavailable. */
export async function updateDevice(
  { office, actor }: Context,
  { requestId, id, expected, dispositivo }: UpdateInput,
): Promise<void> {
  const { clave, ...input } = dispositivo
  if (clave !== undefined) await makeSealUsable(office)
  const sealed = clave === undefined ? null : office.seal.seal(clave, devicePurpose(id))
  const request = { actor, requestId, procedure: 'dispositivos.update', input: { id, expected, ...input } }
  await office.writer.run(request, (tx) => {
    const before = findDevice(tx.db, actor.tenantId, id)
    if (before.proveedor !== 'mikrotik') throw refuse('dispositivo.sin_datos')
    if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'dispositivo' })
    checkInput(tx, id, input)
    if (sealed === null && before.secreto !== null && !isSameDoor(before, input))
      throw refuse('dispositivo.clave_otra_vez')
    const fields = toFields(tx, id, input, sealed ?? before.secreto, Math.max(tx.now, expected + 1))
    statements(tx.db).update.run(fields)
    statements(tx.db).updateAccess.run(fields)
    const antes = { host: before.host, puerto: before.puerto, usuario: before.usuario, modo: before.modo }
    tx.audit({
      accion: 'dispositivo.update',
      entidad: 'dispositivo_red',
      entidadId: id,
      antes,
      despues: toAudit(fields),
    })
    return { ok: true }
  })
}

interface Door {
  host: string
  puerto: number
  tls: boolean | 0 | 1
  huellaTls: string | null
}

/** Whether a password that was given for one address may go to the other: the same address, or the same certificate behind both. */
export function isSameDoor(kept: Door, asked: Door): boolean {
  const tls = Boolean(kept.tls)
  if (tls !== Boolean(asked.tls)) return false
  if (tls) return kept.huellaTls !== null && kept.huellaTls === asked.huellaTls
  return kept.host === asked.host && kept.puerto === asked.puerto
}

interface DescribeInput {
  id: string
  expected: number
  sitioId: string | null
  etiquetas: string[]
  notas: string
}

/** Errors: not_found, conflict.changed. */
export function describeDevice(tx: Tx, { id, expected, sitioId, etiquetas, notas }: DescribeInput): { ok: true } {
  const before = findDevice(tx.db, tx.actor.tenantId, id)
  if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'dispositivo' })
  checkSite(tx, sitioId)
  const despues = { sitioId, etiquetasJson: unique(etiquetas), notas }
  statements(tx.db).describe.run({ id, ...despues, now: Math.max(tx.now, expected + 1) })
  const antes = { sitioId: before.sitioId, etiquetasJson: before.etiquetasJson, notas: before.notas }
  tx.audit({ accion: 'dispositivo.update', entidad: 'dispositivo_red', entidadId: id, antes, despues })
  return { ok: true }
}

/** Errors: not_found, dispositivo.con_servicios, dispositivo.duplicado (of one that comes back). */
export function archiveDevice(tx: Tx, { id, activo }: { id: string; activo: boolean }): { ok: true } {
  const before = findDevice(tx.db, tx.actor.tenantId, id)
  if (!activo && before.servicios > 0) throw refuse('dispositivo.con_servicios', { n: before.servicios })
  if (activo && before.proveedor === 'mikrotik') checkAlone(tx, id, before)
  const { archive, dropJobs, forget, endAlerts } = statements(tx.db)
  archive.run({ id, activo: activo ? 1 : 0, now: Math.max(tx.now, before.actualizadoEn + 1) })
  if (!activo) dropJobs.run({ tenantId: tx.actor.tenantId, id, now: tx.now })
  forget.run(id)
  endAlerts.run(tx.now, id)
  const antes = { activo: before.activo === 1 }
  tx.audit({ accion: 'dispositivo.archive', entidad: 'dispositivo_red', entidadId: id, antes, despues: { activo } })
  return { ok: true }
}

/** Errors: not_found. */
export function setMode(tx: Tx, { id, modo }: { id: string; modo: ModoDispositivo }): { ok: true } {
  const before = findDevice(tx.db, tx.actor.tenantId, id)
  statements(tx.db).treat.run({ id, modo, now: Math.max(tx.now, before.actualizadoEn + 1) })
  const antes = { modo: before.modo }
  tx.audit({ accion: 'dispositivo.mode', entidad: 'dispositivo_red', entidadId: id, antes, despues: { modo } })
  return { ok: true }
}

/** Errors: not_found. */
export function muteDevice(tx: Tx, { id, hasta }: { id: string; hasta: number | null }): { ok: true } {
  const before = findDevice(tx.db, tx.actor.tenantId, id)
  statements(tx.db).mute.run({ id, hasta, now: Math.max(tx.now, before.actualizadoEn + 1) })
  const antes = { hasta: before.silenciadoHasta }
  tx.audit({ accion: 'dispositivo.mute', entidad: 'dispositivo_red', entidadId: id, antes, despues: { hasta } })
  return { ok: true }
}
