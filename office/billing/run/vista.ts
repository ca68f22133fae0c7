import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CorridaResumen, MotivoVista, TipoVista } from '../../../contract/index.ts'
import { AVISOS_VISTA, type AvisoVista } from '../../../contract/procedures/corridas.ts'
import type { Minor } from '../../../contract/money.ts'
import type { ReadDb } from '../../../db/open.ts'
import { newId } from '../../kernel/ids.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import { compareText } from '../../kernel/text.ts'
import { documentsOf, evaluate, type Evaluation, type Grupo } from '../engine/group.ts'
import type { Cliente, Servicio } from '../engine/types.ts'
import { type RunContext, type RunInput, runContext } from './context.ts'
import { Loader } from './load.ts'

/** A row of a preview as it is kept: what filters and totals need; its lines are worked out when somebody looks. */
export interface Entry {
  clave: string
  tipo: TipoVista
  motivo: MotivoVista | null
  clienteId: string
  /** Folded name and code, to order and to search. */
  orden: string
  total: Minor
  /** Bit per position in AVISOS_VISTA. */
  avisos: number
  planId: string
}

/** A prepared run. */
export interface Vista {
  input: RunInput
  resumen: CorridaResumen
  /** By client's name. */
  entries: Entry[]
}

export const bitOf = (aviso: AvisoVista): number => 1 << AVISOS_VISTA.indexOf(aviso)
export const avisosOf = (bits: number): AvisoVista[] => AVISOS_VISTA.filter((_, at) => (bits & (1 << at)) !== 0)

/** Clients read at once: few, so that what is read of them is gone again before it is old to the collector of garbage. */
const CHUNK = 250

const statements = perConnection(({ sqlite }: ReadDb) => ({
  clientes: sqlite
    .prepare<[string, string, number], string>(
      'select id from cliente where +tenant_id = ? and id > ? order by id limit ?',
    )
    .pluck(),
  count: sqlite
    .prepare<[string], number>("select sum(n) from conteo where tenant_id = ? and entidad = 'cliente'")
    .pluck(),
  hasDevices: sqlite
    .prepare<[string], number>('select exists (select 1 from dispositivo_red where tenant_id = ?)')
    .pluck(),
  connected: sqlite
    .prepare<[string], string>(
      `select l.servicio_id from json_each(?) j cross join servicio_dispositivo l on l.servicio_id = j.value
         join dispositivo_red d on d.id = l.dispositivo_id where d.ultimo_sync_at is not null`,
    )
    .pluck(),
  open: sqlite
    .prepare<[string], string>(
      `select id from corrida where tenant_id = ? and estado in ('por_confirmar', 'emitiendo', 'pausada')
         and estado <> 'por_confirmar'`,
    )
    .pluck(),
}))

/** Run that is being issued or is paused; null when none is. */
export const openCorrida = (db: ReadDb, tenantId: string): string | null => statements(db).open.get(tenantId) ?? null

/** Reads every client and says what a run would do; writes nothing. Lets the office answer between pieces. */
export async function prepareVista(
  office: Office,
  tenantId: string,
  input: RunInput,
  report: (done: number, total: number) => void,
): Promise<Vista> {
  const db = office.db.read
  const read = statements(db)
  const context = runContext(db, input)
  const loader = new Loader(db, context)
  const summary = new Summary(context)
  const checksDevices = read.hasDevices.get(tenantId) === 1
  const total = read.count.get(tenantId) ?? 0
  let done = 0
  for (let after = ''; ; ) {
    const ids = read.clientes.all(tenantId, after, CHUNK)
    const clientes = loader.load(ids)
    const connected = checksDevices ? new Set(read.connected.all(JSON.stringify(servicesOf(clientes)))) : null
    for (const cliente of clientes) summary.add(cliente, evaluate(cliente, context.run, context.rules), connected)
    done += ids.length
    report(done, Math.max(total, done))
    if (ids.length < CHUNK) break
    after = ids.at(-1) as string
    await nextTurn()
  }
  const now = office.now()
  return summary.finish(input, { vistaId: newId(), preparadaEn: now, abierta: openCorrida(db, tenantId) })
}

const servicesOf = (clientes: readonly Cliente[]): string[] => clientes.flatMap((c) => c.servicios.map(({ id }) => id))

const isConnected = (connected: ReadonlySet<string>, servicios: readonly Servicio[]): boolean =>
  servicios.every(({ id }) => connected.has(id))

/** Adds up a preview while it is made. */
class Summary {
  readonly #context: RunContext
  readonly #entries: Entry[] = []
  readonly #planes = new Map<string, { servicios: number; monto: Minor }>()
  readonly #impuestos = new Map<string, { nombre: string; tasaBp: number; monto: Minor }>()
  readonly #totals = {
    servicios: 0,
    clientes: 0,
    facturas: { cantidad: 0, monto: 0 },
    notasCredito: { cantidad: 0, monto: 0 },
    otros: { cantidad: 0, monto: 0 },
    sinCargo: 0,
    neto: 0,
  }

  constructor(context: RunContext) {
    this.#context = context
  }

  add(cliente: Cliente, { grupos, excluidos }: Evaluation, connected: ReadonlySet<string> | null): void {
    const orden = `${cliente.nombreOrden} ${cliente.codigo.toLowerCase()}`
    const of = { clienteId: cliente.id, orden }
    for (const { servicio, motivo } of excluidos)
      this.#entries.push({
        ...{ clave: servicio.id, tipo: 'excluido', motivo, ...of },
        ...{ total: 0, avisos: 0, planId: this.#planOf([servicio]) },
      })
    if (grupos.length > 0) this.#totals.clientes += 1
    for (const grupo of grupos) {
      const { clave, tipo, motivo, total, servicios } = grupo
      let avisos = grupo.avisos.reduce((bits, aviso) => bits | bitOf(aviso), 0)
      if (connected && tipo === 'factura' && !isConnected(connected, servicios)) avisos |= bitOf('nunca_conectado')
      this.#entries.push({ clave, tipo, motivo, ...of, total, avisos, planId: this.#planOf(servicios) })
      this.#count(grupo)
    }
  }

  /** The plans of an entry's services: one string for all entries that have the same. */
  #planOf(servicios: readonly Servicio[]): string {
    const [first] = servicios
    if (servicios.length === 1 && first) return this.#context.rules.planes.get(first.planId)?.id ?? first.planId
    return [...new Set(servicios.map((servicio) => servicio.planId))].join(' ')
  }

  #count(grupo: Grupo): void {
    const totals = this.#totals
    totals.servicios += grupo.servicios.length
    if (grupo.tipo === 'sin_cargo') {
      totals.sinCargo += 1
      return
    }
    for (const { tipo, total } of documentsOf(grupo)) {
      const kind = tipo === 'factura' ? totals.facturas : totals.notasCredito
      kind.cantidad += 1
      kind.monto += Math.abs(total)
    }
    for (const { neto, lista, impuestos } of grupo.lineas) {
      totals.neto += neto
      lista.forEach((impuesto, at) => this.#addTax(impuesto, impuestos[at] ?? 0))
    }
    this.#addLines(grupo.lineas)
  }

  #addLines(lineas: Grupo['lineas']): void {
    const seen = new Set<string>()
    for (const { de, total, servicioId } of lineas) {
      const planId =
        'asiento' in de && (de.asiento.cargo === null || de.asiento.cargo.tasaBp !== null) ? de.asiento.planId : null
      if (planId === null) {
        this.#totals.otros.cantidad += 1
        this.#totals.otros.monto += total
        continue
      }
      const plan = this.#planes.get(planId) ?? { servicios: 0, monto: 0 }
      this.#planes.set(planId, plan)
      plan.monto += total
      const key = `${planId} ${servicioId}`
      if (!seen.has(key)) plan.servicios += 1
      seen.add(key)
    }
  }

  #addTax({ nombre, tasaBp }: { nombre: string; tasaBp: number }, monto: Minor): void {
    const key = `${tasaBp} ${nombre}`
    const tax = this.#impuestos.get(key)
    if (tax) tax.monto += monto
    else this.#impuestos.set(key, { nombre, tasaBp, monto })
  }

  finish(input: RunInput, head: Pick<CorridaResumen, 'vistaId' | 'preparadaEn' | 'abierta'>): Vista {
    const entries = this.#entries.sort((a, b) => compareText(a.orden, b.orden) || compareText(a.clave, b.clave))
    const exclusiones = new Map<MotivoVista, number>()
    const avisos = AVISOS_VISTA.map((aviso) => ({ aviso, cantidad: 0 }))
    for (const entry of entries) {
      if (entry.motivo) exclusiones.set(entry.motivo, (exclusiones.get(entry.motivo) ?? 0) + 1)
      if (entry.avisos !== 0)
        avisos.forEach((count, at) => {
          if (entry.avisos & (1 << at)) count.cantidad += 1
        })
    }
    const planes = [...this.#planes].map(([planId, { servicios, monto }]) => ({
      planId,
      planNombre: this.#context.rules.planes.get(planId)?.nombre ?? '',
      servicios,
      monto,
    }))
    const resumen: CorridaResumen = {
      ...head,
      ...this.#totals,
      ...{ periodo: input.periodo, dia: input.dia, fechaEmision: input.fechaEmision },
      fechaVencimiento: this.#context.fechaVencimiento,
      exclusiones: [...exclusiones].map(([motivo, cantidad]) => ({ motivo, cantidad })),
      avisos: avisos.filter(({ cantidad }) => cantidad > 0),
      planes: planes.sort((a, b) => b.monto - a.monto),
      impuestos: [...this.#impuestos.values()],
    }
    return { input, resumen, entries }
  }
}
