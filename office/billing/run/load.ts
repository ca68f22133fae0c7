import type { Agrupacion, EstadoCargo, Modalidad, TipoCargo, TipoEventoServicio } from '../../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import { dayOf, endOf, fechaOf, type Month, periodoOf, startOf } from '../engine/days.ts'
import { changedSince, lastSeen } from '../engine/history.ts'
import { isRecurring } from '../engine/price.ts'
import type { Cargo, Cliente, Cobertura, Evento, Servicio } from '../engine/types.ts'
import { CHARGED_TAXES } from './charged-taxes.ts'
import { type RunContext, taxesOf } from './context.ts'

type Db = ReadDb | WriteDb

type ClienteRow = [string, string, string, string, string, number, Agrupacion | null, number]
type ServicioRow = [
  id: string,
  clienteId: string,
  planId: string,
  dispositivoRef: string,
  fechaActivacion: string,
  facturarDesde: string | null,
  precioAcordado: number | null,
  diaFacturacion: number | null,
  modalidad: Modalidad | null,
]
type EventoRow = [string, string, TipoEventoServicio, string | null, string | null, number, number | null]
type CoberturaRow = [string, string, number, string, string, string, -1 | 0 | 1, number, number, number, string | null]
type CargoRow = {
  id: string
  cliente_id: string
  servicio_id: string | null
  tipo: TipoCargo
  descripcion: string
  monto: number
  tasa_bp: number | null
  impuestos: string
  desde: string
  hasta: string | null
  cuotas: number | null
  cuotas_facturadas: number
  estado: EstadoCargo
  actualizado_en: number
}

// Each reads by an index for the ids of one piece of work: `cross join` keeps SQLite from turning it round.
const statements = perConnection(({ sqlite }: Db) => ({
  clientes: sqlite
    .prepare<[string, string], ClienteRow>(
      `select c.id, c.nombre_razon_social, c.codigo_cliente, c.nombre_orden, c.documento, c.exento_impuestos,
         c.agrupacion, s.credito
       from json_each(?) j cross join cliente c on c.id = j.value join cliente_saldo s on s.cliente_id = c.id
       where c.tenant_id = ?`,
    )
    .raw(),
  servicios: sqlite
    .prepare<[string], ServicioRow>(
      `select s.id, s.cliente_id, s.plan_id, s.dispositivo_ref, s.fecha_activacion, s.facturar_desde, s.precio_acordado,
         s.dia_facturacion, s.modalidad
       from json_each(?) j cross join servicio s on s.cliente_id = j.value`,
    )
    .raw(),
  eventos: sqlite
    .prepare<[string], EventoRow>(
      `select e.servicio_id, e.fecha, e.tipo, e.plan_anterior_id, e.plan_id, e.creado_en, e.anulado_en
       from json_each(?) j cross join servicio_evento e on e.servicio_id = j.value
       order by e.servicio_id, e.fecha, e.creado_en, e.id`,
    )
    .raw(),
  cobertura: sqlite
    .prepare<[string, string], CoberturaRow>(
      `select c.servicio_id, c.periodo, c.orden, c.componente, c.desde, c.hasta, c.signo, c.precio, c.base_dias, c.creado_en,
         c.nota_credito_id
       from json_each(?) j cross join cobertura c on c.servicio_id = j.value and c.periodo >= ?`,
    )
    .raw(),
  /** With the taxes that were charged, and whether an annulment wrote it. */
  history: sqlite
    .prepare<[string], [...CoberturaRow, string | null, number]>(
      `select c.servicio_id, c.periodo, c.orden, c.componente, c.desde, c.hasta, c.signo, c.precio, c.base_dias, c.creado_en,
         c.nota_credito_id,
         ${CHARGED_TAXES},
         coalesce(n.refacturar, 0)
       from json_each(?) j cross join cobertura c on c.servicio_id = j.value
         left join nota_credito n on n.id = c.nota_credito_id`,
    )
    .raw(),
  // The plus keeps the index of one client's charges from being used for all of the tenant's.
  cargos: sqlite.prepare<[string, string], CargoRow>(
    `select g.* from json_each(?) j cross join cargo g on g.tenant_id = ? and g.cliente_id = j.value
     where g.estado = 'vigente' or g.tipo in ('recurrente', 'descuento_fijo', 'descuento_porcentaje')`,
  ),
  /** Clients with an invoice that was annulled, since a day, to be billed again. */
  annulled: sqlite
    .prepare<[string, string], string>(
      `select distinct cliente_id from nota_credito where tenant_id = ? and motivo = 'anulacion' and fecha >= ? and refacturar = 1`,
    )
    .pluck(),
  /** An instalment of the client as a whole that the period has billed and that is not to be billed again. */
  instalment: sqlite
    .prepare<[string, string, string], number>(
      `select 1 from factura f join factura_linea l on l.factura_id = f.id join cargo g on g.id = substr(l.componente, 7)
       where f.tenant_id = ? and f.cliente_id = ? and f.periodo = ? and l.componente like 'cargo:%'
         and g.servicio_id is null and g.tipo = 'cuotas'
         and not exists (select 1 from nota_credito n where n.factura_id = f.id and n.refacturar = 1) limit 1`,
    )
    .pluck(),
}))

function groupBy<T extends [string, ...unknown[]]>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const of = groups.get(row[0])
    if (of) of.push(row)
    else groups.set(row[0], [row])
  }
  return groups
}

const toEvento = ([, fecha, tipo, planAnteriorId, planId, creadoEn, anuladoEn]: EventoRow): Evento => ({
  fecha: dayOf(fecha),
  tipo,
  planAnteriorId,
  planId,
  creadoEn,
  anuladoEn,
})

const toCobertura = (
  [, periodo, orden, componente, desde, hasta, signo, precio, baseDias, creadoEn]: CoberturaRow,
  impuestos: string | null = null,
  reabre = false,
): Cobertura => ({
  periodo,
  orden,
  componente,
  desde: dayOf(desde),
  hasta: dayOf(hasta),
  signo,
  precio,
  baseDias,
  creadoEn,
  reabre,
  impuestos:
    impuestos === null
      ? null
      : taxesOf(impuestos).map(({ nombre, tasaBp, incluido }) => ({ nombre, tasaBp, incluido })),
})

const NONE: readonly never[] = []

/** Reads clients with all that a run of a period has to know of them. */
export class Loader {
  readonly #db: Db
  readonly #context: RunContext
  readonly #annulled: ReadonlySet<string>
  /** Coverage of older periods is read only where it matters. */
  readonly #recent: string

  constructor(db: Db, context: RunContext) {
    this.#db = db
    this.#context = context
    const { tenant, run } = context
    this.#recent = periodoOf(run.month - 1)
    // Annulments of the months that corrections look back to, and what was issued ahead of its date.
    const since = fechaOf(startOf(run.month - 14, 1))
    this.#annulled = new Set(statements(db).annulled.all(tenant.id, since))
  }

  /** `whole`: with all coverage, whatever the run needs. */
  load(clienteIds: readonly string[], { whole = false } = {}): Cliente[] {
    const { tenant, config } = this.#context
    const ids = JSON.stringify(clienteIds)
    const read = statements(this.#db)
    const cargos = this.#cargos(ids)
    const servicios = this.#servicios(ids, cargos, whole)
    return read.clientes
      .all(ids, tenant.id)
      .map(([id, nombre, codigo, nombreOrden, documento, exento, agrupacion, credito]) => {
        const ofClient = cargos.get(id) ?? NONE
        return {
          id,
          nombre,
          codigo,
          nombreOrden,
          documento,
          exento: exento === 1,
          agrupacion: agrupacion ?? config.agrupacion,
          credito,
          cuotaEmitida: ofClient.some((cargo) => cargo.servicioId === null && cargo.tipo === 'cuotas')
            ? this.#hasInstalment(id)
            : false,
          servicios: servicios.get(id) ?? NONE,
          cargos: ofClient,
        }
      })
  }

  #cargos(clienteIds: string): Map<string, Cargo[]> {
    const { tenant } = this.#context
    const cargos = new Map<string, Cargo[]>()
    for (const row of statements(this.#db).cargos.all(clienteIds, tenant.id)) {
      const of = cargos.get(row.cliente_id) ?? []
      cargos.set(row.cliente_id, of)
      const desde = dayOf(row.desde)
      const hasta = row.hasta === null ? null : dayOf(row.hasta)
      of.push({
        id: row.id,
        servicioId: row.servicio_id,
        tipo: row.tipo,
        descripcion: row.descripcion,
        monto: row.monto,
        tasaBp: row.tasa_bp,
        impuestos: taxesOf(row.impuestos),
        desde,
        // What was billed cannot be taken back, so one that was never held.
        hasta: row.estado === 'anulado' ? desde - 1 : hasta,
        cuotas: row.cuotas,
        cuotasFacturadas: row.cuotas_facturadas,
        estado: row.estado,
        actualizadoEn: row.actualizado_en,
      })
    }
    return cargos
  }

  #servicios(
    clienteIds: string,
    cargos: ReadonlyMap<string, readonly Cargo[]>,
    whole: boolean,
  ): Map<string, Servicio[]> {
    const { config, run } = this.#context
    const read = statements(this.#db)
    const rows = read.servicios.all(clienteIds)
    const ids = JSON.stringify(rows.map(([id]) => id))
    const eventos = groupBy(read.eventos.all(ids))
    const recent = groupBy(read.cobertura.all(ids, this.#recent))
    const servicios = rows.map(
      ([id, clienteId, planId, dispositivoRef, activacion, facturarDesde, precioAcordado, dia, modalidad]) => {
        const servicio: Servicio = {
          id,
          planId,
          dispositivoRef,
          desde: dayOf(facturarDesde ?? activacion),
          precioAcordado,
          dia: dia ?? config.diaFacturacion,
          modalidad: modalidad ?? config.modalidad,
          eventos: eventos.get(id)?.map(toEvento) ?? NONE,
          cobertura: inOrder(recent.get(id)?.map((row) => toCobertura(row)) ?? []),
        }
        return { clienteId, servicio }
      },
    )
    const deep = servicios.filter(
      ({ clienteId, servicio }) =>
        whole || this.#needsHistory(clienteId, servicio, cargos.get(clienteId) ?? NONE, run.month),
    )
    this.#readHistory(deep.map(({ servicio }) => servicio))
    const byClient = new Map<string, Servicio[]>()
    for (const { clienteId, servicio } of servicios) {
      const of = byClient.get(clienteId)
      if (of) of.push(servicio)
      else byClient.set(clienteId, [servicio])
    }
    return byClient
  }

  /** Unless the service was billed through the day before the period, and nothing has happened to it since. */
  #needsHistory(clienteId: string, servicio: Servicio, cargos: readonly Cargo[], month: Month): boolean {
    if (this.#annulled.has(clienteId)) return true
    const seen = lastSeen(servicio.cobertura)
    if (seen === null || seen < endOf(month - 1, servicio.dia)) return true
    const own = cargos.filter((cargo) => isRecurring(cargo) && (cargo.servicioId ?? servicio.id) === servicio.id)
    return changedSince(servicio, own) !== Number.POSITIVE_INFINITY
  }

  #readHistory(servicios: readonly Servicio[]): void {
    if (servicios.length === 0) return
    const rows = groupBy(statements(this.#db).history.all(JSON.stringify(servicios.map(({ id }) => id))))
    for (const servicio of servicios) {
      const history = rows.get(servicio.id) ?? []
      const cobertura = inOrder(
        history.map((row) => toCobertura(row.slice(0, 11) as CoberturaRow, row[11], row[12] === 1)),
      )
      Object.assign(servicio, { cobertura })
    }
  }

  #hasInstalment(clienteId: string): boolean {
    const { tenant, periodo } = this.#context
    return statements(this.#db).instalment.get(tenant.id, clienteId, periodo) !== undefined
  }
}

/** In the order they were written. */
const inOrder = (rows: Cobertura[]): Cobertura[] =>
  rows.sort(
    (a, b) =>
      a.creadoEn - b.creadoEn || (a.periodo < b.periodo ? -1 : Number(a.periodo > b.periodo)) || a.orden - b.orden,
  )
