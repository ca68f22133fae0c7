import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays, type FechaCivil, periodOf } from '../../../contract/dates.ts'
import type { TenantConfig } from '../../../contract/index.ts'
import type { Minor } from '../../../contract/money.ts'
import type { ImportField, ImportResult } from '../../../contract/procedures/imports.ts'
import type { WriteDb } from '../../../db/open.ts'
import { readFacturacionConfig } from '../../billing/config.ts'
import { dayOf, endOf, fechaOf, monthOfDay } from '../../billing/engine/days.ts'
import { issueFactura, issueNotaCredito } from '../../billing/issue.ts'
import { followServicios } from '../../customers/cliente-estado.ts'
import type { ServicioFields } from '../../customers/servicios.ts'
import {
  insertClientes,
  insertPlan,
  insertServicio,
  type NewCliente,
  updateCliente,
  updateServicio,
} from '../../customers/store.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { CLIENT_FIELDS, mergedNotas, personEstado } from '../decide/changes.ts'
import { type Entry, type Person, rowText } from '../decide/entry.ts'
import type { Decision } from '../decide/index.ts'
import { firstOf } from '../decide/people.ts'
import { type FilePlan, planKey } from '../decide/plans.ts'
import type { OfficeCliente } from '../decide/view.ts'
import { insertServicios, openAccounts, type Opening } from './bulk.ts'

export interface WriteOptions {
  tenant: TenantConfig
  /** Civil date of today where the office is. */
  today: FechaCivil
  /** Words of the one line of an opening invoice. */
  openingLine: string
  /** Called now and then with the rows done. */
  report(done: number): void
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  remember: sqlite.prepare<[string, string, string]>(
    `insert into importacion_fila (tenant_id, importacion_id, clave, cliente_id, servicio_id, valores_json)
     select ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(?) where true
     on conflict (tenant_id, clave) do update set cliente_id = excluded.cliente_id, servicio_id = excluded.servicio_id,
       valores_json = excluded.valores_json, importacion_id = excluded.importacion_id`,
  ),
}))

const PEOPLE_PER_TURN = 500
const ROWS_PER_TURN = 1000

export interface Written extends Pick<ImportResult, 'planesCreated' | 'openingInvoices' | 'openingCredits'> {
  /** What to remember of each row: see `rememberRows`. */
  rows: RememberedRow[]
}

export type RememberedRow = [clave: string, clienteId: string, servicioId: string | null, valoresJson: string]

/**
 * Writes what was decided, inside the caller's transaction. Lets reads go on between steps: the transaction stays open,
 * and no other write can come in between. New clients share one audit row (the caller's); changes have one each.
 */
export async function writeDecision(tx: Tx, decision: Decision, options: WriteOptions): Promise<Written> {
  const writing = new Writing(tx, decision, options)
  const people = decision.people.filter((person) => person.entries.some(isWritten))
  for (let at = 0; at < people.length; at += PEOPLE_PER_TURN) {
    writing.write(people.slice(at, at + PEOPLE_PER_TURN))
    options.report(writing.done)
    await nextTurn()
  }
  return writing.written
}

/** Remembers what the file said of each row. The import's own row must be there already. */
export async function rememberRows(tx: Tx, importId: string, rows: readonly RememberedRow[]): Promise<void> {
  const { remember } = statements(tx.db)
  for (let at = 0; at < rows.length; at += ROWS_PER_TURN) {
    remember.run(tx.actor.tenantId, importId, JSON.stringify(rows.slice(at, at + ROWS_PER_TURN)))
    await nextTurn()
  }
}

const isWritten = ({ fate }: Entry): boolean => fate === 'create' || fate === 'update'

function newCliente(person: Person): NewCliente {
  const { nombreRazonSocial, documento, telefono, email, direccion, notas } = firstOf(person)
  return {
    fields: { codigoCliente: person.codigo, nombreRazonSocial, documento, telefono, email, direccion, notas },
    estadoServicio: personEstado(person),
  }
}

/** First day of the period after the one that a day belongs to. */
const periodAfter = (today: FechaCivil, dia: number): FechaCivil =>
  fechaOf(endOf(monthOfDay(dayOf(today), dia), dia) + 1)

class Writing {
  done = 0
  readonly written: Written = {
    planesCreated: 0,
    openingInvoices: { count: 0, total: 0 },
    openingCredits: { count: 0, total: 0 },
    rows: [],
  }
  readonly #tx: Tx
  readonly #options: WriteOptions
  readonly #due: FechaCivil
  /** Billing day of the office. */
  readonly #dia: number
  readonly #plans: ReadonlyMap<string, FilePlan>
  readonly #planIds = new Map<string, string>()

  constructor(tx: Tx, decision: Decision, options: WriteOptions) {
    this.#tx = tx
    this.#options = options
    this.#dia = readFacturacionConfig(tx.db, tx.actor.tenantId).diaFacturacion
    // As of any new invoice: nobody is overdue, let alone cut off, because the office changed its program.
    this.#due = addDays(options.today, options.tenant.diasVencimiento)
    this.#plans = new Map(decision.plans.map((plan) => [plan.clave, plan]))
  }

  write(people: readonly Person[]): void {
    this.#writeNew(people.filter((person) => person.cliente === null))
    for (const person of people) {
      if (!person.cliente) continue
      this.#update(person, person.cliente)
      for (const entry of person.entries.filter(isWritten)) this.#writeRow(entry, person.cliente)
      followServicios(this.#tx.db, person.cliente.id)
    }
    this.done += people.reduce((rows, person) => rows + person.entries.length, 0)
  }

  /** New clients with their services and opening balances, each kind of row in one statement. */
  #writeNew(people: readonly Person[]): void {
    const clientes = insertClientes(this.#tx, people.map(newCliente), { audit: false })
    const rows = people.flatMap((person, at) =>
      person.entries.map((entry) => ({ entry, clienteId: clientes[at]?.id ?? '' })),
    )
    const connected = rows.flatMap(({ entry, clienteId }) => {
      const fields = this.#newServicio(entry)
      return fields ? [{ entry, fields: { clienteId, ...fields } }] : []
    })
    const servicios = insertServicios(
      this.#tx,
      connected.map(({ fields }) => fields),
      this.#options.today,
    )
    // Rows without a service say something of the client too: where there is a service, it counts.
    people.forEach(({ entries }, at) => {
      if (entries.length > 1) followServicios(this.#tx.db, clientes[at]?.id ?? '')
    })
    const servicioOf = new Map(connected.map(({ entry }, at) => [entry, servicios[at] ?? null]))
    const simple: Opening[] = []
    for (const { entry, clienteId } of rows) {
      const servicioId = servicioOf.get(entry) ?? null
      const opening = { clienteId, servicioId, saldo: entry.target?.saldo ?? 0 }
      // A debt and a credit of one client settle each other; that is not for the fast way.
      if (entry.target?.person.entries.length === 1) simple.push(opening)
      else this.#open(opening)
      this.#count(opening.saldo)
      this.#remember(entry, clienteId, servicioId)
    }
    const { today, openingLine } = this.#options
    openAccounts(this.#tx, simple, { linea: openingLine, fechaEmision: today, fechaVencimiento: this.#due })
  }

  #update(person: Person, cliente: OfficeCliente): void {
    const first = person.entries[0]
    if (!first || first.fate !== 'update') return
    const { id, estadoServicio, ...fields } = cliente
    for (const field of CLIENT_FIELDS) if (first.changes.includes(field)) fields[field] = first.normal[field]
    if (first.changes.includes('notas')) {
      fields.notas = mergedNotas(first.normal, first.target?.fila?.valores ?? null, cliente.notas)
    }
    updateCliente(this.#tx, id, fields, { estadoServicio: first.target?.clienteEstado ?? estadoServicio })
  }

  /** A row of a client whom the office has. */
  #writeRow(entry: Entry, cliente: OfficeCliente): void {
    const servicioId = this.#writeServicio(entry, cliente.id)
    const saldo = entry.target?.saldo ?? 0
    this.#open({ clienteId: cliente.id, servicioId, saldo })
    this.#count(saldo)
    this.#remember(entry, cliente.id, servicioId)
  }

  #remember(entry: Entry, clienteId: string, servicioId: string | null): void {
    if (entry.target) this.written.rows.push([entry.target.clave, clienteId, servicioId, rowText(entry.normal)])
  }

  /** Id of the row's service, which may have been made or changed; null when it has none. */
  #writeServicio(entry: Entry, clienteId: string): string | null {
    const { servicio } = entry.normal
    const office = entry.target?.servicio ?? null
    if (!servicio) return office?.id ?? null
    const has = (field: ImportField) => entry.changes.includes(field)
    if (!office) {
      const fields = has('plan') ? this.#newServicio(entry) : null
      if (!fields) return entry.target?.fila?.servicioId ?? null
      return insertServicio(this.#tx, clienteId, fields).id
    }
    const activada = has('fechaActivacion') ? servicio.fechaActivacion : null
    return updateServicio(this.#tx, office.id, {
      planId: has('plan') ? this.#planId(servicio.plan) : office.planId,
      tecnologia: has('tecnologia') ? servicio.tecnologia : office.tecnologia,
      dispositivoRef: has('usuarioPppoe') || has('ip') ? servicio.dispositivoRef : office.dispositivoRef,
      fechaActivacion: activada ?? office.fechaActivacion,
      estado: entry.target?.servicioEstado ?? office.estado,
    }).id
  }

  /** It was billed elsewhere up to now: this office begins with its next period. */
  #newServicio({ normal: { servicio, estadoServicio } }: Entry): ServicioFields | null {
    if (!servicio) return null
    const { today } = this.#options
    const next = periodAfter(today, this.#dia)
    const activada = servicio.fechaActivacion ?? today
    return {
      planId: this.#planId(servicio.plan),
      tecnologia: servicio.tecnologia,
      dispositivoRef: servicio.dispositivoRef,
      fechaActivacion: activada,
      facturarDesde: activada < next ? next : null,
      estado: estadoServicio,
    }
  }

  /** The office's plan for a plan of the file; made when the first row needs it. */
  #planId(nombre: string): string {
    const clave = planKey(nombre)
    const plan = this.#plans.get(clave)
    if (!plan) throw new Error(`the file has no plan ${clave}`)
    const known = plan.planId ?? this.#planIds.get(clave)
    if (known) return known
    const { id } = insertPlan(this.#tx, {
      nombre: plan.nombre,
      velocidadBajadaMbps: plan.velocidadBajadaMbps,
      velocidadSubidaMbps: plan.velocidadSubidaMbps,
      precioMensual: plan.precioMensual,
      // The file has what people pay: an import must not put a tax on top of it.
      impuestos: this.#options.tenant.impuestos.map((impuesto) => ({ ...impuesto, incluido: true })),
      politicaSuspension: 'cortar',
    })
    this.written.planesCreated++
    this.#planIds.set(clave, id)
    return id
  }

  #count(saldo: Minor): void {
    if (saldo === 0) return
    const opening = saldo > 0 ? this.written.openingInvoices : this.written.openingCredits
    opening.count++
    opening.total += Math.abs(saldo)
  }

  /** The balance that the client brings along: an invoice of one line without taxes (they were charged before), or credit. */
  #open({ clienteId, servicioId, saldo }: Opening): void {
    const { today, openingLine } = this.#options
    if (saldo < 0) issueNotaCredito(this.#tx, { clienteId, monto: -saldo, motivo: 'saldo_inicial', fecha: today })
    if (saldo <= 0) return
    issueFactura(this.#tx, {
      clienteId,
      servicioId,
      periodo: periodOf(today),
      fechaEmision: today,
      fechaVencimiento: this.#due,
      origen: 'saldo_inicial',
      notas: '',
      lineas: [{ descripcion: openingLine, cantidad: 1, precioUnitario: saldo, impuestos: [] }],
    })
  }
}
