import { addDays, type FechaCivil } from '../../../contract/dates.ts'
import {
  type EstadoTrabajoRed,
  isTrabajoAbierto,
  type ModoDispositivo,
  type TipoObjetoRed,
} from '../../../contract/enums.ts'
import type { Servicio } from '../../../contract/index.ts'
import type { ReadDb } from '../../../db/open.ts'
import { readServicio } from '../../customers/servicios.ts'
import { perConnection } from '../../kernel/statements.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { asFalla } from '../jobs/rows.ts'
import { step, type Step } from './step.ts'

interface DebtRow {
  vencido: number | null
  venceDesde: FechaCivil | null
}

export interface ObjetoDeServicio {
  tipo: TipoObjetoRed
  clave: string
  dispositivoId: string
}

const statements = perConnection((db: ReadDb) => ({
  debt: db.sqlite.prepare<[string, string, string, FechaCivil], DebtRow>(
    `select sum(saldo) as vencido, min(fecha_vencimiento) as venceDesde from factura
     where tenant_id = ? and cliente_id = ? and estado <> 'pagada' and (servicio_id = ? or servicio_id is null)
       and fecha_vencimiento < ?`,
  ),
  promise: db.sqlite
    .prepare<[string, string], FechaCivil>(
      `select fecha from promesa_pago where tenant_id = ? and cliente_id = ? and estado = 'abierta'`,
    )
    .pluck(),
  job: db.sqlite.prepare<
    [string, string],
    { estado: EstadoTrabajoRed; error: string | null; equipo: string; modo: ModoDispositivo }
  >(
    `select t.estado, t.error, d.nombre as equipo, coalesce(a.modo, 'observar') as modo
     from trabajo_red t join dispositivo_red d on d.id = t.dispositivo_id
       left join dispositivo_acceso a on a.dispositivo_id = d.id
     where t.servicio_id = ? and +t.tenant_id = ? order by t.creado_en desc limit 1`,
  ),
  objects: db.sqlite.prepare<[string, string], ObjetoDeServicio>(
    `select tipo, clave, dispositivo_id as dispositivoId from objeto_red
     where servicio_id = ? and +tenant_id = ? and retirado_en is null order by tipo`,
  ),
  cut: db.sqlite.prepare<[string], { perfilCorte: string; listaCorte: string; politica: string }>(
    `select coalesce(r.perfil_corte, 'morosos') as perfilCorte, coalesce(r.lista_corte, 'morosos') as listaCorte,
       p.politica_suspension as politica
     from plan_servicio p left join plan_red r on r.plan_id = p.id where p.id = ?`,
  ),
}))

/** What the books know of a service, for the steps that ask a device. */
export interface Books {
  servicio: Servicio
  /** Its client owes, and it is cut or reduced for it. */
  cortado: boolean
  perfilCorte: string
  listaCorte: string
  objetos: ObjetoDeServicio[]
}

/** Errors: not_found. */
export function readBooks(db: ReadDb, tenantId: string, servicioId: string): Books {
  const servicio = readServicio(db, tenantId, servicioId)
  const cut = statements(db).cut.get(servicio.planId)
  const suspended = servicio.estado === 'suspendido'
  return {
    servicio,
    cortado: suspended && cut?.politica !== 'reducir',
    perfilCorte: cut?.perfilCorte ?? 'morosos',
    listaCorte: cut?.listaCorte ?? 'morosos',
    objetos: statements(db).objects.all(servicioId, tenantId),
  }
}

function contractStep({ servicio }: Books, today: FechaCivil): Step {
  const { estado, motivoSuspension, planNombre, fechaCorte, fechaActivacion } = servicio
  const datos = { plan: planNombre, desde: fechaCorte ?? '', activacion: fechaActivacion }
  if (estado === 'baja') return step('mal', { paso: 'contrato', codigo: 'baja' }, datos)
  if (estado === 'suspendido' && motivoSuspension === 'pausa')
    return step('mal', { paso: 'contrato', codigo: 'pausa' }, datos)
  if (estado === 'suspendido') return step('mal', { paso: 'contrato', codigo: 'cortado' }, datos)
  if (fechaActivacion > today) return step('mal', { paso: 'contrato', codigo: 'futuro' }, datos)
  return step('bien', { paso: 'contrato', codigo: 'activo' }, datos)
}

function debtStep(db: ReadDb, tenantId: string, { servicio }: Books, today: FechaCivil): Step {
  const debt = statements(db).debt.get(tenantId, servicio.clienteId, servicio.id, today)
  const { vencido, venceDesde } = { vencido: debt?.vencido ?? 0, venceDesde: debt?.venceDesde ?? null }
  const { cortes } = readRedConfig(db, tenantId).config
  if (vencido <= cortes.tolerancia || venceDesde === null) return step('bien', { paso: 'deuda', codigo: 'al_dia' })
  const hasta = statements(db).promise.get(tenantId, servicio.clienteId)
  const datos = { monto: vencido, desde: venceDesde }
  if (hasta !== undefined && hasta >= today)
    return step('atencion', { paso: 'deuda', codigo: 'promesa' }, { ...datos, hasta })
  const grace = addDays(venceDesde, cortes.diasGracia)
  if (grace >= today) return step('atencion', { paso: 'deuda', codigo: 'en_gracia' }, { ...datos, hasta: grace })
  return step('atencion', { paso: 'deuda', codigo: 'vencida' }, datos)
}

/** Whether the devices were told what the books say. */
function jobStep(db: ReadDb, tenantId: string, { servicio }: Books): Step {
  const job = statements(db).job.get(servicio.id, tenantId)
  if (!job) return step('bien', { paso: 'corte', codigo: 'sin_trabajos' })
  const datos = { equipo: job.equipo, falla: asFalla(job.error) ?? '' }
  if (job.estado === 'fallido') return step('mal', { paso: 'corte', codigo: 'fallido' }, datos)
  if (isTrabajoAbierto(job.estado)) {
    if (job.modo === 'observar') return step('mal', { paso: 'corte', codigo: 'observado' }, datos)
    return step('mal', { paso: 'corte', codigo: job.error === null ? 'pendiente' : 'en_espera' }, datos)
  }
  return step('bien', { paso: 'corte', codigo: 'conforme' }, datos)
}

/** The steps that need no device: contract, debt, and what devices were told of them. */
export function bookSteps(db: ReadDb, tenantId: string, books: Books, now: number): Step[] {
  const today = officeToday(db, now)
  return [contractStep(books, today), debtStep(db, tenantId, books, today), jobStep(db, tenantId, books)]
}
