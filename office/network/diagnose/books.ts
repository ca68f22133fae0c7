import type { FechaCivil } from '../../../contract/dates.ts'
import type { EstadoTrabajoRed, ModoDispositivo, PoliticaSuspension, TipoObjetoRed } from '../../../contract/enums.ts'
import type { Servicio } from '../../../contract/index.ts'
import type { ReadDb } from '../../../db/open.ts'
import { readServicio } from '../../customers/servicios.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readRedConfig } from '../config.ts'
import { condicionOf } from '../state/desired.ts'
import type { Condicion } from '../state/types.ts'

export interface ObjetoDeServicio {
  tipo: TipoObjetoRed
  clave: string
  dispositivoId: string
}

interface PlanRow {
  politica: PoliticaSuspension
  bajada: number
  subida: number
  reducidaBajada: number
  reducidaSubida: number
  perfilCorte: string
  listaCorte: string
  ip: string
}

const statements = perConnection((db: ReadDb) => ({
  debt: db.sqlite.prepare<
    [string, string, string, FechaCivil],
    { vencido: number | null; venceDesde: FechaCivil | null }
  >(
    `select sum(saldo) as vencido, min(fecha_vencimiento) as venceDesde from factura
     where tenant_id = ? and cliente_id = ? and estado <> 'pagada' and (servicio_id = ? or servicio_id is null)
       and fecha_vencimiento < ?`,
  ),
  promise: db.sqlite
    .prepare<[string, string], FechaCivil>(
      `select fecha from promesa_pago where tenant_id = ? and cliente_id = ? and estado = 'abierta'`,
    )
    .pluck(),
  job: db.sqlite.prepare<[string, string], UltimoTrabajo>(
    `select t.estado, t.error, d.nombre as equipo, coalesce(a.modo, 'observar') as modo
     from trabajo_red t join dispositivo_red d on d.id = t.dispositivo_id
       left join dispositivo_acceso a on a.dispositivo_id = d.id
     where t.servicio_id = ? and +t.tenant_id = ? order by t.creado_en desc limit 1`,
  ),
  objects: db.sqlite.prepare<[string, string], ObjetoDeServicio>(
    `select tipo, clave, dispositivo_id as dispositivoId from objeto_red
     where servicio_id = ? and +tenant_id = ? and retirado_en is null order by tipo`,
  ),
  plan: db.sqlite.prepare<[string, string], PlanRow>(
    `select p.politica_suspension as politica, p.velocidad_bajada_mbps as bajada, p.velocidad_subida_mbps as subida,
       coalesce(r.reducida_bajada_mbps, 1) as reducidaBajada, coalesce(r.reducida_subida_mbps, 1) as reducidaSubida,
       coalesce(r.perfil_corte, 'morosos') as perfilCorte, coalesce(r.lista_corte, 'morosos') as listaCorte,
       coalesce(n.ip, '') as ip
     from servicio s join plan_servicio p on p.id = s.plan_id left join plan_red r on r.plan_id = p.id
       left join servicio_red n on n.servicio_id = s.id
     where s.id = ? and s.tenant_id = ?`,
  ),
}))

export interface UltimoTrabajo {
  estado: EstadoTrabajoRed
  error: string | null
  equipo: string
  modo: ModoDispositivo
}

/** What the books know of a service. */
export interface Books {
  servicio: Pick<Servicio, 'estado' | 'motivoSuspension' | 'planNombre' | 'fechaCorte' | 'fechaActivacion'>
  /** How devices should have it. */
  condicion: Condicion
  /** What it should have now, Mbps. */
  velocidad: { bajada: number; subida: number }
  /** Its fixed address; empty: none. */
  ip: string
  perfilCorte: string
  listaCorte: string
  objetos: ObjetoDeServicio[]
  /** Past due, minor units, and since when; the client's open promise; what the cuts let pass. */
  deuda: {
    vencido: number
    venceDesde: FechaCivil | null
    promesa: FechaCivil | null
    tolerancia: number
    diasGracia: number
  }
  /** What devices were told of it last. */
  trabajo: UltimoTrabajo | null
}

/** Whether nothing should pass. */
export const isKeptOut = ({ condicion }: Pick<Books, 'condicion'>): boolean =>
  condicion === 'cortado' || condicion === 'baja'

/** Errors: not_found. */
export function readBooks(db: ReadDb, tenantId: string, servicioId: string, today: FechaCivil): Books {
  const servicio = readServicio(db, tenantId, servicioId)
  const { estado, motivoSuspension, clienteId } = servicio
  const query = statements(db)
  const plan = query.plan.get(servicioId, tenantId) as PlanRow
  const condicion = condicionOf({ estado, motivo: motivoSuspension, plan })
  const { vencido, venceDesde } = query.debt.get(tenantId, clienteId, servicioId, today) ?? {}
  const { tolerancia, diasGracia } = readRedConfig(db, tenantId).config.cortes
  return {
    servicio,
    condicion,
    velocidad:
      condicion === 'reducido'
        ? { bajada: plan.reducidaBajada, subida: plan.reducidaSubida }
        : { bajada: plan.bajada, subida: plan.subida },
    ip: plan.ip,
    perfilCorte: plan.perfilCorte,
    listaCorte: plan.listaCorte,
    objetos: query.objects.all(servicioId, tenantId),
    deuda: {
      vencido: vencido ?? 0,
      venceDesde: venceDesde ?? null,
      promesa: query.promise.get(tenantId, clienteId) ?? null,
      tolerancia,
      diasGracia,
    },
    trabajo: query.job.get(servicioId, tenantId) ?? null,
  }
}
