import type { AvisoVista, MotivoVista, TipoVista } from '../../../contract/procedures/corridas.ts'
import type { Minor } from '../../../contract/money.ts'
import { type Day, endOf, type Month, monthOfDay, startOf } from './days.ts'
import { extrasOf } from './extras.ts'
import { comeback, isGone, lifeOf, stageOn } from './life.ts'
import { exemptPrice, isRecurring, planPrice } from './price.ts'
import { type Priced, priceAsiento, priceExtra } from './priced.ts'
import { type Settlement, settle } from './settle.ts'
import type { Asiento, Cargo, Cliente, Extra, Rules, Servicio } from './types.ts'

/** Which services of which period, issued on which day. */
export interface Run {
  month: Month
  /** Only services of that billing day; null is all. */
  dia: number | null
  fechaEmision: Day
}

/** One document to be: an invoice, a credit note, or nothing but the note that these days were looked at. */
export interface Grupo {
  /** Names it within its run and period: the service, or the client and billing day. Rows are issued in its order. */
  clave: string
  tipo: Exclude<TipoVista, 'excluido'>
  motivo: MotivoVista | null
  /** Null when it is of the client, not of one service. */
  servicioId: string | null
  servicios: Servicio[]
  asientos: Asiento[]
  extras: Extra[]
  lineas: Priced[]
  total: Minor
  avisos: AvisoVista[]
  anterior: Minor | null
  mesesSinFacturar: number
}

export interface Excluido {
  servicio: Servicio
  motivo: MotivoVista
}

export interface Evaluation {
  grupos: Grupo[]
  excluidos: Excluido[]
}

const pad = (dia: number): string => String(dia).padStart(2, '0')

/** Of a client's documents that are not of one service. */
export const clientClave = (cliente: Pick<Cliente, 'id'>, dia: number): string => `${cliente.id}|${pad(dia)}`

const claveOf = (cliente: Cliente, servicio: Servicio): string =>
  cliente.agrupacion === 'cliente' ? clientClave(cliente, servicio.dia) : servicio.id

/**
 * The service whose invoice takes what is charged to the client as a whole: the first that is in force in the period.
 * It does not depend on what a run leaves out, so that two seats agree. Null when none is.
 */
function carrierOf(cliente: Cliente, month: Month): Servicio | null {
  const inForce = cliente.servicios.filter(
    (servicio) =>
      servicio.desde <= endOf(month, servicio.dia) &&
      !isGone(lifeOf(servicio), startOf(month, servicio.dia), endOf(month, servicio.dia)),
  )
  return inForce.reduce<Servicio | null>((first, servicio) => {
    if (!first) return servicio
    const [a, b] = [claveOf(cliente, servicio), claveOf(cliente, first)]
    return a < b || (a === b && servicio.id < first.id) ? servicio : first
  }, null)
}

const totalOf = (lineas: readonly Priced[]): Minor => lineas.reduce((sum, line) => sum + line.total, 0)

/**
 * The documents that a group becomes: one, unless days given back outweigh what is charged beside them. A credit note has
 * no charges on it, so these go on an invoice that the credit pays.
 */
export function documentsOf(grupo: Grupo): Pick<Grupo, 'tipo' | 'asientos' | 'extras' | 'lineas' | 'total'>[] {
  const { tipo, asientos, extras, lineas, total } = grupo
  if (tipo !== 'nota_credito' || extras.length === 0) return [{ tipo, asientos, extras, lineas, total }]
  const days = lineas.filter(({ de }) => 'asiento' in de)
  const charges = lineas.filter(({ de }) => 'extra' in de)
  return [
    { tipo, asientos, extras: [], lineas: days, total: totalOf(days) },
    { tipo: 'factura', asientos: [], extras, lineas: charges, total: totalOf(charges) },
  ]
}

/** Why a service is not looked at, before any day of it is; null when it may be. */
function tooEarly(servicio: Pick<Servicio, 'dia' | 'modalidad' | 'desde'>, run: Run, rules: Rules): MotivoVista | null {
  const end = endOf(run.month, servicio.dia)
  if (servicio.desde > end) return 'aun_no_comienza'
  if (servicio.modalidad === 'vencido') return run.fechaEmision <= end ? 'periodo_no_terminado' : null
  return run.fechaEmision < startOf(run.month, servicio.dia) - rules.diasAnticipacion ? 'aun_no_corresponde' : null
}

/** One service of a client, looked at. */
interface Part {
  servicio: Servicio
  settlement: Settlement
  extras: Extra[]
}

/** All that a run makes of one client. Pure: the same input gives the same documents on every seat. */
export function evaluate(cliente: Cliente, run: Run, rules: Rules): Evaluation {
  const parts: Part[] = []
  const excluidos: Excluido[] = []
  const carrier = cliente.cargos.some((cargo) => cargo.servicioId === null) ? carrierOf(cliente, run.month) : null
  for (const servicio of cliente.servicios) {
    if (run.dia !== null && servicio.dia !== run.dia) continue
    const part = lookAt(cliente, servicio, run, rules, cargosOf(cliente, servicio, carrier))
    if (typeof part === 'string') excluidos.push({ servicio, motivo: part })
    else parts.push(part)
  }
  const grupos = new Map<string, Part[]>()
  for (const part of parts) {
    const clave = claveOf(cliente, part.servicio)
    grupos.set(clave, [...(grupos.get(clave) ?? []), part])
  }
  const own = carrier ? [] : ownExtras(cliente, run, rules)
  const ownClave = clientClave(cliente, rules.dia)
  if (own.length > 0 && !grupos.has(ownClave)) grupos.set(ownClave, [])
  const made = [...grupos].map(([clave, of]) => toGrupo(cliente, clave, of, clave === ownClave ? own : [], run, rules))
  return { grupos: made.sort((a, b) => (a.clave < b.clave ? -1 : 1)), excluidos }
}

/** An instalment of the client as a whole whose period has had its one. */
const isPaidIn = ({ cuotaEmitida }: Cliente, { tipo }: Cargo): boolean => tipo === 'cuotas' && cuotaEmitida

const cargosOf = (cliente: Cliente, servicio: Servicio, carrier: Servicio | null): readonly Cargo[] =>
  cliente.cargos.length === 0
    ? cliente.cargos
    : cliente.cargos.filter(
        (cargo) =>
          cargo.servicioId === servicio.id ||
          (cargo.servicioId === null && servicio === carrier && !isPaidIn(cliente, cargo)),
      )

function lookAt(
  cliente: Cliente,
  servicio: Servicio,
  run: Run,
  { planes, ...rules }: Rules,
  cargos: readonly Cargo[],
): Part | MotivoVista {
  const early = tooEarly(servicio, run, { planes, ...rules })
  if (early === 'aun_no_comienza') return early
  const recurring = cargos.length === 0 ? cargos : cargos.filter(isRecurring)
  const settlement = settle(servicio, recurring, run.month, { planes, exento: cliente.exento })
  if (!settlement.opens) return 'ya_facturado'
  if (early) return early
  const end = endOf(run.month, servicio.dia)
  const extras = extrasOf(cargos, end)
  const gone = isGone(settlement.stages, startOf(run.month, servicio.dia), end)
  if (gone && extras.length === 0 && settlement.asientos.every(({ signo }) => signo === 0)) return 'baja'
  return { servicio, settlement, extras }
}

/** What a client without any service in force is charged: it waits for the tenant's billing day. */
function ownExtras(cliente: Cliente, run: Run, rules: Rules): Extra[] {
  if (run.dia !== null && run.dia !== rules.dia) return []
  if (tooEarly({ dia: rules.dia, modalidad: rules.modalidad, desde: 0 }, run, rules)) return []
  const ofClient = cliente.cargos.filter((cargo) => cargo.servicioId === null && !isPaidIn(cliente, cargo))
  return extrasOf(ofClient, endOf(run.month, rules.dia))
}

function toGrupo(cliente: Cliente, clave: string, parts: Part[], own: Extra[], run: Run, rules: Rules): Grupo {
  const asientos = parts.flatMap(({ settlement }) => settlement.asientos)
  const extras = [...parts.flatMap((part) => part.extras), ...own]
  const lineas = [
    ...asientos.filter(({ signo }) => signo !== 0).map(priceAsiento),
    ...extras.map((extra) => priceExtra(extra, cliente.exento)),
  ]
  const total = totalOf(lineas)
  const returned = lineas.some((line) => 'asiento' in line.de && line.total < 0)
  const tipo = total > 0 ? 'factura' : returned && (total < 0 || extras.length > 0) ? 'nota_credito' : 'sin_cargo'
  const [only] = parts
  const anteriores = parts.map((part) => lastPrice(cliente, part, run, rules))
  return {
    clave,
    tipo,
    motivo: tipo === 'sin_cargo' ? whyNothing(parts, lineas, run) : null,
    servicioId: clave === only?.servicio.id ? clave : null,
    servicios: parts.map((part) => part.servicio),
    asientos,
    extras,
    lineas,
    total,
    avisos: avisosOf(cliente, parts, asientos, anteriores, run),
    anterior: anteriores.find((price) => price !== null) ?? null,
    mesesSinFacturar: Math.max(0, ...parts.map((part) => skippedMonths(part, run))),
  }
}

function whyNothing(parts: readonly Part[], lineas: readonly Priced[], run: Run): MotivoVista {
  const [only] = parts
  if (!only || lineas.length > 0) return 'sin_importe'
  const { estado } = stageOn(only.settlement.stages, endOf(run.month, only.servicio.dia))
  if (estado === 'pausa') return 'pausa'
  if (estado === 'suspendido') return 'suspendido_sin_cargo'
  return estado === 'baja' ? 'baja' : 'sin_importe'
}

/** The plan's price that was charged last, when this period's is another; null when it is the same or there is none. */
function lastPrice({ exento }: Cliente, { servicio, settlement }: Part, run: Run, { planes }: Rules): Minor | null {
  let last: { hasta: Day; precio: Minor } | null = null
  for (const row of servicio.cobertura)
    if (row.signo === 1 && row.componente.startsWith('plan:') && (last === null || row.hasta > last.hasta)) last = row
  const plan = planes.get(stageOn(settlement.stages, endOf(run.month, servicio.dia)).planId)
  if (!last || !plan) return null
  const precio = servicio.precioAcordado ?? planPrice(plan, startOf(run.month, servicio.dia))
  return (exento ? exemptPrice(precio, plan.impuestos) : precio) === last.precio ? null : last.precio
}

/** Whole months before this one that nobody looked at and this run does not charge: they are never billed by themselves. */
function skippedMonths({ servicio, settlement }: Part, { month }: Run): number {
  const { dia, desde } = servicio
  const start = startOf(month, dia)
  const { seenUntil, stages, asientos } = settlement
  const after = Math.max(desde, seenUntil === null ? desde : seenUntil + 1)
  const from = comeback(stages, after, start - 1) ?? after
  if (from >= start || asientos.some((asiento) => asiento.desde <= from)) return 0
  return isGone(stages, from, start - 1) ? 0 : month - monthOfDay(from, dia)
}

function avisosOf(
  cliente: Cliente,
  parts: readonly Part[],
  asientos: readonly Asiento[],
  anteriores: readonly (Minor | null)[],
  run: Run,
): AvisoVista[] {
  const avisos: AvisoVista[] = []
  const charged = asientos.some(({ signo, planId, cargo }) => signo === 1 && planId !== null && cargo === null)
  if (asientos.some(({ signo, cargo, precio }) => signo === 1 && cargo === null && precio === 0))
    avisos.push('sin_precio')
  if (charged && anteriores.some((price) => price !== null)) avisos.push('precio_distinto')
  if (cliente.documento === '') avisos.push('sin_documento')
  if (parts.some((part) => skippedMonths(part, run) > 0)) avisos.push('meses_sin_facturar')
  if (cliente.exento) avisos.push('exento')
  if (parts.some(({ settlement }) => settlement.corrects)) avisos.push('ajuste_anterior')
  if (parts.some(({ settlement }) => settlement.first)) avisos.push('primera_factura')
  return avisos
}
