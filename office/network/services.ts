import { randomInt } from 'node:crypto'
import Database from 'better-sqlite3'
import type { MetodoCorte, ModoDispositivo, ProveedorRed, Tecnologia, TipoObjetoRed } from '../../contract/enums.ts'
import type { ComandosDispositivo, ServicioRed, ServicioRedDetail } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { changedFields, nextVersion } from '../customers/changes.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { type Seal, SealBroken } from '../kernel/seal.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { askDevices } from './ask.ts'
import { readRedConfig } from './config.ts'
import { servicioPurpose } from './jobs/books.ts'
import { listJobs } from './jobs/rows.ts'
import { objetosOf } from './objects.ts'
import { readPlanRed } from './plans.ts'
import { simulate } from './simulate.ts'
import { asUsuario, fillTemplate } from './state/names.ts'

type AnyDb = ReadDb | WriteDb

type NetRow = Omit<ServicioRed, 'tieneClave'> & { clave: string | null }

interface Known {
  planId: string
  tecnologia: Tecnologia
  codigo: string
  documento: string
  nombre: string
  telefono: string
}

const statements = perConnection((db: AnyDb) => ({
  net: db.sqlite.prepare<[string, string], NetRow>(
    `select servicio_id as servicioId, usuario, clave, ip, mac, metodo_corte as metodoCorte,
       uisp_servicio_id as uispServicioId, actualizado_en as actualizadoEn
     from servicio_red where servicio_id = ? and tenant_id = ?`,
  ),
  known: db.sqlite.prepare<[string, string], Known>(
    `select s.plan_id as planId, s.tecnologia, c.codigo_cliente as codigo, c.documento, c.nombre_razon_social as nombre, c.telefono
     from servicio s join cliente c on c.id = s.cliente_id where s.id = ? and s.tenant_id = ?`,
  ),
  usuario: db.sqlite
    .prepare<[string, string], string>(
      `select servicio_id from servicio_red where tenant_id = ? and usuario = ? and usuario <> ''`,
    )
    .pluck(),
  named: db.sqlite
    .prepare<[string, string], string>(
      `select servicio_id from objeto_red
       where dispositivo_id = ? and tipo = 'ppp_secret' and clave = ? and retirado_en is null`,
    )
    .pluck(),
  made: db.sqlite.prepare<[string], { tipo: TipoObjetoRed; clave: string; dispositivoId: string }>(
    `select tipo, clave, dispositivo_id as dispositivoId from objeto_red
     where servicio_id = ? and origen = 'creado' and tipo in ('ppp_secret', 'dhcp_lease') and retirado_en is null`,
  ),
  devices: db.sqlite.prepare<
    [string, string],
    { dispositivoId: string; dispositivo: string; proveedor: ProveedorRed; modo: ModoDispositivo }
  >(
    `select d.id as dispositivoId, d.nombre as dispositivo, d.proveedor, coalesce(a.modo, 'observar') as modo
     from servicio_dispositivo x join dispositivo_red d on d.id = x.dispositivo_id
       left join dispositivo_acceso a on a.dispositivo_id = d.id
     where x.servicio_id = ? and +x.tenant_id = ?`,
  ),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  save: sqlite.prepare(
    `insert into servicio_red (servicio_id, tenant_id, usuario, clave, ip, mac, metodo_corte, actualizado_en)
     values (@servicioId, @tenantId, @usuario, @clave, @ip, @mac, @metodoCorte, @version)
     on conflict (servicio_id) do update set usuario = excluded.usuario, clave = excluded.clave, ip = excluded.ip,
       mac = excluded.mac, metodo_corte = excluded.metodo_corte, actualizado_en = excluded.actualizado_en`,
  ),
  inUisp: sqlite.prepare<[{ servicioId: string; tenantId: string; numero: string; now: number }]>(
    `insert into servicio_red (servicio_id, tenant_id, uisp_servicio_id, actualizado_en)
     values (@servicioId, @tenantId, @numero, @now)
     on conflict (servicio_id) do update set uisp_servicio_id = excluded.uisp_servicio_id,
       actualizado_en = max(actualizado_en + 1, excluded.actualizado_en)`,
  ),
  freed: sqlite
    .prepare<[{ tenantId: string; ip: string; servicioId: string; now: number }], string>(
      `update servicio_red set ip = '', actualizado_en = max(actualizado_en + 1, @now)
       where tenant_id = @tenantId and ip = @ip and ip <> '' and servicio_id <> @servicioId
         and (select s.estado from servicio s where s.id = servicio_id) = 'baja'
       returning servicio_id`,
    )
    .pluck(),
  // Where a device hides passwords, this is all that says which one it has.
  newClave: sqlite.prepare(
    `update objeto_red set actualizado_en = @now, previo_json = json_set(
       coalesce(previo_json, (select json_object('planId', s.plan_id, 'valores', json('{}')) from servicio s where s.id = servicio_id)),
       '$.clave', json('true'))
     where servicio_id = @servicioId and tipo = 'ppp_secret' and retirado_en is null`,
  ),
}))

const EMPTY = { usuario: '', ip: '', mac: '', metodoCorte: null, uispServicioId: '', actualizadoEn: 0 }

function known(db: AnyDb, tenantId: string, servicioId: string): Known {
  const row = statements(db).known.get(servicioId, tenantId)
  if (!row) throw refuse('not_found', { entidad: 'servicio' })
  return row
}

/** What a service is on the network; empty before anybody said. Errors: not_found. */
export function readServicioRed(db: AnyDb, tenantId: string, servicioId: string): ServicioRed {
  known(db, tenantId, servicioId)
  const row = statements(db).net.get(servicioId, tenantId)
  if (!row) return { servicioId, tieneClave: false, ...EMPTY }
  const { clave, ...fields } = row
  return { ...fields, tieneClave: clave !== null }
}

/** PPPoE name by the office's template; a number behind it until no other service has it. */
export function suggestUsuario(db: AnyDb, tenantId: string, servicioId: string): string {
  const { codigo, documento, nombre, telefono } = known(db, tenantId, servicioId)
  const { usuario: template } = readRedConfig(db, tenantId).config.nombres
  const words = nombre.split(/[\s,]+/)
  const fields = { codigo, documento, nombre: words[0] ?? '', apellido: words.at(-1) ?? '', telefono }
  const isFree = (usuario: string) => {
    const owner = statements(db).usuario.get(tenantId, usuario)
    return owner === undefined || owner === servicioId
  }
  const numbered = template.includes('{n}')
  for (let n = 1; ; n++) {
    const said = asUsuario(fillTemplate(template, { ...fields, n: String(n) })) || 'cliente'
    const usuario = n === 1 || (numbered && n < 100) ? said : `${said}.${n}`
    if (isFree(usuario)) return usuario
  }
}

/** All that the page of a service shows of the network. Errors: not_found. */
export function readServicioRedDetail(db: ReadDb, tenantId: string, servicioId: string): ServicioRedDetail {
  const { planId, tecnologia } = known(db, tenantId, servicioId)
  const simulacion: ComandosDispositivo[] = simulate(db, tenantId, [servicioId], 'cortado').get(servicioId) ?? []
  return {
    ...readServicioRed(db, tenantId, servicioId),
    tecnologia,
    plan: readPlanRed(db, tenantId, planId),
    usuarioSugerido: suggestUsuario(db, tenantId, servicioId),
    objetos: objetosOf(db, tenantId, servicioId),
    dispositivos: statements(db).devices.all(servicioId, tenantId),
    trabajos: listJobs(db, tenantId, { servicioId, limit: 20 }).items,
    simulacion,
  }
}

/** Letters and digits that nobody takes for one another on the phone. */
const SPOKEN = 'abcdefghjkmnpqrstuvwxyz23456789'
const newPassword = (): string => Array.from({ length: 10 }, () => SPOKEN[randomInt(SPOKEN.length)]).join('')

export interface ServicioRedFields {
  servicioId: string
  usuario: string
  clave: { tipo: 'igual' } | { tipo: 'generar' } | { tipo: 'poner'; valor: string }
  ip: string
  mac: string
  metodoCorte: MetodoCorte | null
}

function sealed(seal: Seal, { servicioId, clave }: ServicioRedFields, kept: string | null): string | null {
  if (clave.tipo === 'igual') return kept
  if (!seal.usable) throw refuse('red.key_unavailable')
  return seal.seal(clave.tipo === 'generar' ? newPassword() : clave.valor, servicioPurpose(servicioId))
}

function refusingTaken(write: () => void, { usuario, ip }: ServicioRedFields): void {
  try {
    write()
  } catch (error) {
    if (error instanceof Database.SqliteError && error.message.includes('servicio_red.usuario'))
      throw refuse('red.usuario_taken', { usuario })
    if (error instanceof Database.SqliteError && error.message.includes('servicio_red.ip'))
      throw refuse('red.ip_taken', { ip })
    throw error
  }
}

/**
 * An access that the office made is called otherwise once its device is told; one whose name would go, and a lease with another MAC, would be
 * made a second time.
 */
function refuseRenamed(db: AnyDb, before: ServicioRed, { usuario, mac }: ServicioRedFields): void {
  const { made, named } = statements(db)
  for (const { tipo, clave, dispositivoId } of made.all(before.servicioId)) {
    if (tipo === 'dhcp_lease' && mac !== before.mac && mac !== clave) throw refuse('red.made', { clave })
    if (tipo !== 'ppp_secret' || usuario === before.usuario) continue
    if (usuario === '') throw refuse('red.made', { clave })
    const other = named.get(dispositivoId, usuario)
    if (other !== undefined && other !== before.servicioId) throw refuse('red.objeto_taken', { clave: usuario })
  }
}

/** A service that ended leaves its address to whoever gets it next. */
function freeAddress(tx: Tx, { servicioId, ip }: ServicioRedFields): void {
  const { tenantId } = tx.actor
  for (const entidadId of writes(tx.db).freed.all({ tenantId, ip, servicioId, now: tx.now })) {
    tx.audit({ accion: 'servicio_red.free', entidad: 'servicio', entidadId, antes: { ip }, despues: { ip: '' } })
    askDevices(handOf(tx), entidadId, { tipo: 'cambio' })
  }
}

/**
 * Its devices are told. Errors: not_found, conflict.changed, red.usuario_taken, red.ip_taken, red.key_unavailable, red.made (the
 * MAC of a lease that the office made, or no name for its access), red.objeto_taken (the name, on a device where its access is).
 */
export function saveServicioRed(tx: Tx, seal: Seal, fields: ServicioRedFields, expected: number): ServicioRed {
  const { tenantId } = tx.actor
  const { servicioId, usuario, ip, mac, metodoCorte } = fields
  const before = readServicioRed(tx.db, tenantId, servicioId)
  if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'servicio' })
  refuseRenamed(tx.db, before, fields)
  const clave = sealed(seal, fields, statements(tx.db).net.get(servicioId, tenantId)?.clave ?? null)
  const version = nextVersion(tx.now, expected)
  const row = { servicioId, tenantId, usuario, clave, ip, mac, metodoCorte, version }
  freeAddress(tx, fields)
  refusingTaken(() => writes(tx.db).save.run(row), fields)
  const after = readServicioRed(tx.db, tenantId, servicioId)
  const claveNueva = fields.clave.tipo !== 'igual'
  if (claveNueva) writes(tx.db).newClave.run({ servicioId, now: tx.now })
  const changes = changedFields({ ...before, actualizadoEn: 0 }, { ...after, actualizadoEn: 0 })
  askDevices(handOf(tx), servicioId, { tipo: 'cambio' })
  tx.audit({
    accion: 'servicio_red.update',
    entidad: 'servicio',
    entidadId: servicioId,
    antes: changes?.antes,
    despues: { ...changes?.despues, ...(claveNueva ? { claveNueva } : {}) },
  })
  return after
}

/** Which service of a UISP's CRM it is. */
export function saveInUisp(tx: Tx, servicioId: string, numero: string): void {
  writes(tx.db).inUisp.run({ servicioId, tenantId: tx.actor.tenantId, numero, now: tx.now })
}

/** Somebody is shown the PPPoE password: written down, without it. Errors: not_found. */
export function recordReveal(tx: Tx, servicioId: string): void {
  known(tx.db, tx.actor.tenantId, servicioId)
  tx.audit({ accion: 'servicio_red.reveal', entidad: 'servicio', entidadId: servicioId })
}

/** The PPPoE password; null: the office does not know it. Errors: red.key_unavailable. */
export function openClave(db: ReadDb, seal: Seal, tenantId: string, servicioId: string): string | null {
  const clave = statements(db).net.get(servicioId, tenantId)?.clave ?? null
  try {
    return clave === null ? null : seal.open(clave, servicioPurpose(servicioId))
  } catch (error) {
    throw error instanceof SealBroken ? refuse('red.key_unavailable') : error
  }
}
