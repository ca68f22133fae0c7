import { z } from 'zod'
import type { EstadoServicio, MetodoCorte, MotivoSuspension, PoliticaSuspension } from '../../../contract/enums.ts'
import type { RedConfig } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { type Seal, SealBroken } from '../../kernel/seal.ts'
import { perConnection } from '../../kernel/statements.ts'
import { groupBy } from '../group.ts'
import { fillTemplate, tagOf } from '../state/names.ts'
import type { Libro, Objeto, PlanLibro, Previo } from '../state/types.ts'

type AnyDb = ReadDb | WriteDb

/** What a service's PPPoE password is sealed for. */
export const servicioPurpose = (servicioId: string): string => `servicio_red:${servicioId}`

const zPrevio = z.object({
  planId: z.string(),
  valores: z.record(z.string(), z.string()),
  listas: z.array(z.string()).default([]),
  sesion: z.string().optional().catch(undefined),
  clave: z.boolean().optional(),
  terminada: z.boolean().optional(),
})

/** What cannot be read counts as not known: it keeps nobody cut, and stops no other service of the device. */
export function parsePrevio(json: string | null): Previo | null {
  if (json === null) return null
  try {
    return zPrevio.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

interface LibroRow {
  servicioId: string
  estado: EstadoServicio
  motivo: MotivoSuspension | null
  codigo: string
  cliente: string
  planId: string
  planNombre: string
  bajada: number
  subida: number
  politica: PoliticaSuspension
  perfil: string | null
  pool: string | null
  metodo: MetodoCorte | null
  perfilCorte: string | null
  listaCorte: string | null
  reducidaBajada: number | null
  reducidaSubida: number | null
  usuario: string | null
  clave: string | null
  ip: string | null
  mac: string | null
  tieneUisp: 0 | 1
}

interface ObjetoRow extends Omit<Objeto, 'previo' | 'sesionDebida'> {
  servicioId: string
  sesionDebida: 0 | 1
  previoJson: string | null
}

const statements = perConnection((db: AnyDb) => ({
  libros: db.sqlite.prepare<[string, string], LibroRow>(
    `select s.id as servicioId, s.estado, s.motivo_suspension as motivo, c.codigo_cliente as codigo,
       c.nombre_razon_social as cliente, p.id as planId, p.nombre as planNombre, p.velocidad_bajada_mbps as bajada,
       p.velocidad_subida_mbps as subida, p.politica_suspension as politica, r.perfil, r.pool,
       coalesce(x.metodo_corte, r.metodo_corte) as metodo, r.perfil_corte as perfilCorte, r.lista_corte as listaCorte,
       r.reducida_bajada_mbps as reducidaBajada, r.reducida_subida_mbps as reducidaSubida, x.usuario, x.clave, x.ip, x.mac,
       exists (select 1 from objeto_red o where o.servicio_id = s.id and o.tipo = 'uisp_servicio'
         and o.retirado_en is null) as tieneUisp
     from json_each(?) j cross join servicio s on s.id = j.value join cliente c on c.id = s.cliente_id
       join plan_servicio p on p.id = s.plan_id left join plan_red r on r.plan_id = p.id
       left join servicio_red x on x.servicio_id = s.id
     where +s.tenant_id = ?`,
  ),
  // The plus: into the few objects of each service, never through all of the device's for each.
  objetos: db.sqlite.prepare<[string, string], ObjetoRow>(
    `select o.id, o.servicio_id as servicioId, o.tipo, o.clave, o.origen, o.previo_json as previoJson,
       exists (select 1 from trabajo_red t where t.id = o.previo_json ->> '$.sesion' and t.estado <> 'verificado') as sesionDebida
     from json_each(?) j cross join objeto_red o on o.servicio_id = j.value
     where +o.dispositivo_id = ? and o.retirado_en is null order by o.id`,
  ),
  taken: db.sqlite
    .prepare<[string, string], string>(
      `select r.ip from json_each(?) j cross join servicio_red r on r.tenant_id = ? and r.ip = j.value and r.ip <> ''
         join servicio s on s.id = r.servicio_id
       where s.estado <> 'baja'`,
    )
    .pluck(),
  lists: db.sqlite.prepare<[string], string>('select distinct lista_corte from plan_red where tenant_id = ?').pluck(),
  profiles: db.sqlite.prepare<[string], { id: string; nombre: string; bajadaMbps: number; subidaMbps: number }>(
    `select p.id, p.nombre, p.velocidad_bajada_mbps as bajadaMbps, p.velocidad_subida_mbps as subidaMbps
     from plan_servicio p left join plan_red r on r.plan_id = p.id
     where p.tenant_id = ? and coalesce(r.perfil, '') = ''`,
  ),
  ended: db.sqlite
    .prepare<[string, string], string>(
      `select o.servicio_id from objeto_red o join servicio s on s.id = o.servicio_id
       where o.dispositivo_id = ? and o.retirado_en is null and s.estado = 'baja' and +o.tenant_id = ?`,
    )
    .pluck(),
}))

/** PPP profile of a plan by the office's template. */
export const perfilPropio = (
  plantilla: string,
  plan: { nombre: string; bajadaMbps: number; subidaMbps: number },
): string =>
  fillTemplate(plantilla, {
    plan: plan.nombre,
    bajada: String(plan.bajadaMbps),
    subida: String(plan.subidaMbps),
  }).slice(0, 60) || plan.nombre.slice(0, 60)

/** Which plan has each of the office's own profiles: of two whose profiles would have one name, the older. */
function profileOwners(db: AnyDb, tenantId: string, config: RedConfig): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const { id, ...plan } of statements(db).profiles.all(tenantId)) {
    const nombre = perfilPropio(config.nombres.perfil, plan)
    const older = owners.get(nombre)
    if (older === undefined || id < older) owners.set(nombre, id)
  }
  return owners
}

function planOf(row: LibroRow, config: RedConfig, owners: ReadonlyMap<string, string>): PlanLibro {
  const plan = { nombre: row.planNombre, bajadaMbps: row.bajada, subidaMbps: row.subida }
  const propio = perfilPropio(config.nombres.perfil, plan)
  return {
    ...plan,
    id: row.planId,
    politica: row.politica,
    perfil: row.perfil ?? '',
    perfilPropio: propio,
    perfilAjeno: owners.has(propio) && owners.get(propio) !== row.planId,
    pool: row.pool ?? '',
    perfilCorte: row.perfilCorte ?? 'morosos',
    listaCorte: row.listaCorte ?? 'morosos',
    reducidaBajadaMbps: row.reducidaBajada ?? 1,
    reducidaSubidaMbps: row.reducidaSubida ?? 1,
  }
}

const objetoOf = ({ servicioId: _, previoJson, sesionDebida, ...row }: ObjetoRow): Objeto => ({
  ...row,
  sesionDebida: sesionDebida === 1,
  previo: parsePrevio(previoJson),
})

export interface BooksOf {
  db: AnyDb
  tenantId: string
  dispositivoId: string
  config: RedConfig
  /** Opens passwords; null leaves them out (nothing is written then). */
  seal: Seal | null
}

/** One that was sealed with a key that is gone is not known any more; all else of the service goes on without it. */
function openKept(seal: Seal, { servicioId, clave }: LibroRow): string | null {
  if (clave === null) return null
  try {
    return seal.open(clave, servicioPurpose(servicioId))
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}

/** What the books say of services on a device, by service. Those without an object there are left out. */
export function readLibros(of: BooksOf, servicioIds: readonly string[]): Map<string, Libro> {
  const { db, tenantId, dispositivoId, config, seal } = of
  const ids = JSON.stringify(servicioIds)
  const objetos = groupBy(statements(db).objetos.all(ids, dispositivoId), ({ servicioId }) => servicioId)
  const libros = new Map<string, Libro>()
  // Of a thousand services as a rule a handful.
  const planes = new Map<string, PlanLibro>()
  const owners = profileOwners(db, tenantId, config)
  for (const row of statements(db).libros.all(ids, tenantId)) {
    const own = objetos.get(row.servicioId)
    if (!own) continue
    const marca = tagOf(row.servicioId)
    const plan = planes.get(row.planId) ?? planOf(row, config, owners)
    planes.set(plan.id, plan)
    const said = fillTemplate(config.nombres.comentario, { codigo: row.codigo, nombre: row.cliente })
    libros.set(row.servicioId, {
      servicioId: row.servicioId,
      marca,
      comentario: `${said} ${marca}`.trim(),
      estado: row.estado,
      motivo: row.motivo,
      plan,
      metodo: row.metodo ?? 'perfil',
      usuario: row.usuario ?? '',
      clave: seal && openKept(seal, row),
      ip: row.ip ?? '',
      mac: row.mac ?? '',
      objetos: own.map(objetoOf),
      tieneUisp: row.tieneUisp === 1,
    })
  }
  return libros
}

/** What the books say of a device beside its services: asked for as it is needed. */
export interface DeviceBooks {
  /** Lists that plans cut with: what a service left behind may be on the list of another plan. */
  lists(): string[]
  /** Tags of services there that ended. */
  endedTags(): ReadonlySet<string>
  /** Those of the addresses that services in force have. */
  taken(addresses: readonly string[]): ReadonlySet<string>
}

export const deviceBooks = (db: AnyDb, tenantId: string, dispositivoId: string): DeviceBooks => ({
  lists: () => statements(db).lists.all(tenantId),
  endedTags: () => new Set(statements(db).ended.all(dispositivoId, tenantId).map(tagOf)),
  taken: (addresses) => new Set(statements(db).taken.all(JSON.stringify(addresses), tenantId)),
})
