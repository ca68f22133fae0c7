import { z } from 'zod'
import type { EstadoTrabajoRed } from '../../../contract/enums.ts'
import {
  type CambioRed,
  FALLAS_RED,
  type FallaRed,
  type TrabajoRed,
  type TrabajosRedResumen,
} from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb } from '../../../db/open.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { perConnection } from '../../kernel/statements.ts'
import { STILL_FAILED } from './failed.ts'
import { countJobs } from './news.ts'

const FIELDS = `select t.id, t.tipo, t.estado, t.servicio_id as servicioId, s.cliente_id as clienteId,
  c.codigo_cliente as codigoCliente, c.nombre_razon_social as cliente, p.nombre as planNombre, s.estado as servicioEstado,
  s.motivo_suspension as motivoSuspension, t.dispositivo_id as dispositivoId, d.nombre as dispositivo,
  coalesce(a.modo, 'observar') as modo, t.error, t.detalle, t.cambios_json as cambiosJson, t.intentos, t.recibo_id as reciboId,
  t.corrida_id as corridaId, coalesce(u.nombre, '') as usuario, t.creado_en as creadoEn, t.proximo_en as proximoEn,
  t.aplicado_en as aplicadoEn, t.verificado_en as verificadoEn
  from trabajo_red t join servicio s on s.id = t.servicio_id join cliente c on c.id = s.cliente_id
    join plan_servicio p on p.id = s.plan_id join dispositivo_red d on d.id = t.dispositivo_id
    left join dispositivo_acceso a on a.dispositivo_id = d.id left join usuario u on u.id = t.usuario_id`

type Row = Omit<TrabajoRed, 'falla' | 'cambios'> & { error: string | null; cambiosJson: string }

const zCambios = z.array(
  z.object({
    comando: z.string(),
    objeto: z.string(),
    antes: z.record(z.string(), z.string()),
    despues: z.record(z.string(), z.string()),
  }),
)

/** Why a job waits or failed, from what is written of it. */
export const asFalla = (code: string | null): FallaRed | null => {
  if (code === null) return null
  return FALLAS_RED.find((falla) => falla === code) ?? 'interno'
}

function shown({ error, cambiosJson, ...row }: Row): TrabajoRed {
  const cambios: CambioRed[] = zCambios.parse(JSON.parse(cambiosJson))
  return { ...row, falla: asFalla(error), cambios }
}

export interface JobListInput {
  estado?: EstadoTrabajoRed | undefined
  dispositivoId?: string | undefined
  servicioId?: string | undefined
  reciboId?: string | undefined
  corridaId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Each filter that names one thing has an index of its own; the plus keeps SQLite on the one that leaves the fewest. */
function conditions(input: JobListInput, tenantId: string): { wanted: string[]; values: (string | number)[] } {
  const by = [
    ['t.recibo_id', input.reciboId],
    ['t.corrida_id', input.corridaId],
    ['t.servicio_id', input.servicioId],
    ['t.dispositivo_id', input.dispositivoId],
    ['t.estado', input.estado],
  ] as const
  const given = by.flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]))
  const narrow = given[0] !== undefined && given[0][0] !== 't.estado'
  const wanted = [`${narrow ? '+' : ''}t.tenant_id = ?`]
  given.forEach(([column], at) => wanted.push(`${at > 0 ? '+' : ''}${column} = ?`))
  const values: (string | number)[] = [tenantId, ...given.map(([, value]) => value)]
  if (input.cursor) {
    wanted.push('(t.creado_en, t.id) < (?, ?)')
    values.push(...decodeCursor(input.cursor, ['number', 'string']))
  }
  return { wanted, values }
}

/** Jobs, newest first. */
export function listJobs(db: ReadDb, tenantId: string, input: JobListInput): Page<TrabajoRed> {
  const { wanted, values } = conditions(input, tenantId)
  const rows = db.sqlite
    .prepare<(string | number)[], Row>(
      `${FIELDS} where ${wanted.join(' and ')} order by t.creado_en desc, t.id desc limit ?`,
    )
    .all(...values, input.limit + 1)
  const items = rows.slice(0, input.limit).map(shown)
  const last = items.at(-1)
  const more = rows.length > input.limit && last !== undefined
  const alone = !input.dispositivoId && !input.servicioId && !input.reciboId && !input.corridaId
  const counts = alone ? countJobs(db, tenantId) : null
  const total = counts && (input.estado ? counts[input.estado] : Object.values(counts).reduce((a, b) => a + b, 0))
  return { items, nextCursor: more ? encodeCursor([last.creadoEn, last.id]) : null, total }
}

const statements = perConnection((db: ReadDb) => ({
  observed: db.sqlite.prepare<[string], TrabajosRedResumen['observados'][number]>(
    `select dispositivoId, dispositivo, trabajos from (
       select d.id as dispositivoId, d.nombre as dispositivo,
         (select count(*) from trabajo_red t where t.tenant_id = a.tenant_id and t.dispositivo_id = d.id
            and t.estado in ('pendiente', 'aplicado')) as trabajos
       from dispositivo_acceso a join dispositivo_red d on d.id = a.dispositivo_id
       where a.tenant_id = ? and a.activo = 1 and a.modo = 'observar')
     where trabajos > 0`,
  ),
  failed: db.sqlite.prepare<[{ tenantId: string }], number>(`select count(*) ${STILL_FAILED}`).pluck(),
  name: db.sqlite
    .prepare<[string, string], string>('select nombre from dispositivo_red where id = ? and tenant_id = ?')
    .pluck(),
}))

type Pauses = ReadonlyMap<string, { fault: { codigo: FallaRed; detalle: string }; until: number }>

export function summarizeJobs(db: ReadDb, tenantId: string, pauses: Pauses): TrabajosRedResumen {
  const { observed, failed, name } = statements(db)
  return {
    conteos: countJobs(db, tenantId),
    porReintentar: failed.get({ tenantId }) ?? 0,
    pausas: [...pauses].map(([dispositivoId, { fault, until }]) => ({
      dispositivoId,
      dispositivo: name.get(dispositivoId, tenantId) ?? '',
      falla: fault.codigo,
      detalle: fault.detalle,
      hasta: until,
    })),
    observados: observed.all(tenantId),
  }
}
