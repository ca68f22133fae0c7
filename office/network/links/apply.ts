import type { TipoObjetoRed } from '../../../contract/enums.ts'
import type { VinculoFila, VinculoOmitido } from '../../../contract/procedures/vinculos.ts'
import type { WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { takeObjeto } from '../objects.ts'
import type { Lectura } from './readings.ts'

export interface LinkWrite {
  hasta: 'elegidos' | 'seguros' | 'probables'
  perfiles: readonly { nombre: string; planId: string }[]
}

export interface LinksWritten {
  vinculados: number
  planes: number
  omitidos: VinculoOmitido[]
}

interface ServiceNow {
  estado: string
  usuario: string | null
  ip: string | null
  mac: string | null
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  service: sqlite.prepare<[string, string], ServiceNow>(
    `select s.estado, r.usuario, r.ip, r.mac from servicio s left join servicio_red r on r.servicio_id = s.id
     where s.id = ? and s.tenant_id = ?`,
  ),
  owner: sqlite
    .prepare<[string, TipoObjetoRed, string], string>(
      `select servicio_id from objeto_red where dispositivo_id = ? and tipo = ? and clave = ? and retirado_en is null`,
    )
    .pluck(),
  usuarioTaken: sqlite
    .prepare<[string, string, string], 1>(
      `select 1 from servicio_red where tenant_id = ? and usuario = ? and usuario <> '' and servicio_id <> ?`,
    )
    .pluck(),
  ipTaken: sqlite
    .prepare<[string, string, string], 1>(
      `select 1 from servicio_red where tenant_id = ? and ip = ? and ip <> '' and servicio_id <> ?`,
    )
    .pluck(),
  link: sqlite.prepare(
    `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
     values (@id, @tenantId, @servicioId, @dispositivoId, @tipo, @clave, 'vinculado', @now, @now)`,
  ),
  pair: sqlite.prepare(
    `insert into servicio_dispositivo (tenant_id, servicio_id, dispositivo_id) values (@tenantId, @servicioId, @dispositivoId)
     on conflict do nothing`,
  ),
  network: sqlite.prepare(
    `insert into servicio_red (servicio_id, tenant_id, usuario, ip, mac, actualizado_en)
     values (@servicioId, @tenantId, @usuario, @ip, @mac, @now)
     on conflict (servicio_id) do update set usuario = iif(usuario = '', excluded.usuario, usuario),
       ip = iif(ip = '', excluded.ip, ip), mac = iif(mac = '', excluded.mac, mac), actualizado_en = excluded.actualizado_en`,
  ),
  profile: sqlite.prepare(
    `insert into plan_red (plan_id, tenant_id, perfil, actualizado_en) select id, tenant_id, @nombre, @now from plan_servicio
     where id = @planId and tenant_id = @tenantId
     on conflict (plan_id) do update set perfil = excluded.perfil, actualizado_en = excluded.actualizado_en
       where perfil <> excluded.perfil`,
  ),
}))

/** What is linked, by how far a person lets it go. */
const TAKEN: Record<LinkWrite['hasta'], readonly VinculoFila['suerte'][]> = {
  elegidos: ['elegido'],
  seguros: ['elegido', 'seguro'],
  probables: ['elegido', 'seguro', 'probable'],
}

/** Rows that are to be linked. */
export const wanted = (fila: VinculoFila, hasta: LinkWrite['hasta']): fila is VinculoFila & { servicioId: string } =>
  fila.servicioId !== null && TAKEN[hasta].includes(fila.suerte)

/**
 * Writes down which objects are whose, looked at again: what changed since the reading is left out and said. The device is not
 * touched, and no job is asked for: the difference, if there is one, is a difference to be seen first. Errors: not_found (plan).
 */
export function writeLinks(tx: Tx, lectura: Lectura, { hasta, perfiles }: LinkWrite): LinksWritten {
  const omitidos: VinculoOmitido[] = []
  const claimed = new Set<string>()
  let vinculados = 0
  for (const fila of lectura.filas) {
    if (!wanted(fila, hasta)) continue
    const why = obstacle(tx, lectura, fila, fila.servicioId, claimed)
    if (why) omitidos.push({ n: fila.n, clave: fila.clave, motivo: why })
    else {
      link(tx, lectura, fila, fila.servicioId)
      claimed.add(`${fila.tipo} ${fila.servicioId}`)
      vinculados += 1
    }
  }
  const planes = perfiles.reduce((count, perfil) => count + writeProfile(tx, perfil), 0)
  tx.audit({
    accion: 'red.link',
    entidad: 'dispositivo',
    entidadId: lectura.dispositivoId,
    despues: { hasta, vinculados, omitidos: omitidos.length, perfiles },
  })
  return { vinculados, planes, omitidos }
}

function obstacle(
  tx: Tx,
  { dispositivoId }: Lectura,
  { tipo, clave }: VinculoFila,
  servicioId: string,
  claimed: ReadonlySet<string>,
): VinculoOmitido['motivo'] | null {
  const { service, owner } = statements(tx.db)
  const now = service.get(servicioId, tx.actor.tenantId)
  if (!now) return 'sin_servicio'
  if (now.estado === 'baja') return 'servicio_cambio'
  const held = owner.get(dispositivoId, tipo, clave) !== undefined
  return held || claimed.has(`${tipo} ${servicioId}`) ? 'objeto_tomado' : null
}

/** What the office did not know of the service's network side it learns from the object; what it knows it keeps. */
function link(tx: Tx, { dispositivoId }: Lectura, fila: VinculoFila, servicioId: string): void {
  const { usuarioTaken, ipTaken, link: insert, pair, network } = statements(tx.db)
  const { tenantId } = tx.actor
  const named = { tenantId, servicioId, dispositivoId, now: tx.now }
  const objeto = { ...named, id: newId(), tipo: fila.tipo, clave: fila.clave }
  insert.run(objeto)
  takeObjeto(tx.db, tenantId, objeto)
  pair.run({ tenantId, servicioId, dispositivoId })
  const usuario = fila.tipo === 'ppp_secret' ? fila.clave : ''
  network.run({
    tenantId,
    servicioId,
    now: tx.now,
    usuario: usuarioTaken.get(tenantId, usuario, servicioId) ? '' : usuario,
    ip: ipTaken.get(tenantId, fila.ip, servicioId) ? '' : fila.ip,
    mac: fila.mac,
  })
}

function writeProfile(tx: Tx, { nombre, planId }: { nombre: string; planId: string }): number {
  const { tenantId } = tx.actor
  const exists = tx.db.sqlite
    .prepare('select 1 from plan_servicio where id = ? and tenant_id = ?')
    .get(planId, tenantId)
  if (!exists) throw refuse('not_found', { entidad: 'plan' })
  return statements(tx.db).profile.run({ nombre, planId, tenantId, now: tx.now }).changes
}
