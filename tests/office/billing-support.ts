import type { Impuesto } from '../../contract/money.ts'
import type { CorridaResumen } from '../../contract/index.ts'
import type { Database as Sqlite } from 'better-sqlite3'
import { followServicios } from '../../office/customers/cliente-estado.ts'
import { insertClientes } from '../../office/customers/store.ts'
import { type Client, newRequestId, type TestOffice } from './harness.ts'

/** Rows that a billing test begins with, written straight into the office: ids are fixed, so that two offices are equal. */

const uuid = (kind: number, n: number): string =>
  `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`

export const planId = (n: number): string => uuid(1, n)
export const servicioId = (n: number): string => uuid(2, n)
export const cargoId = (n: number): string => uuid(3, n)

const LONG_AGO = Date.UTC(2020, 0, 1)

export interface NewService {
  cliente?: number
  plan?: number
  activacion?: string
  facturarDesde?: string | null
  dia?: number | null
  modalidad?: 'adelantado' | 'vencido' | null
  precioAcordado?: number | null
}

export class Billing {
  readonly test: TestOffice
  #clientes: string[] = []
  #events = 0

  constructor(test: TestOffice) {
    this.test = test
  }

  get sqlite(): Sqlite {
    return this.test.office.db.write.sqlite
  }

  get tenantId(): string {
    return this.sqlite.prepare('select id from tenant').pluck().get() as string
  }

  clienteId(n: number): string {
    return this.#clientes[n - 1] as string
  }

  async clientes(count: number): Promise<void> {
    const actor = await this.test.actor('admin')
    const from = this.#clientes.length
    const news = Array.from({ length: count }, (_, n) => ({
      fields: {
        codigoCliente: `C${from + n + 1}`,
        nombreRazonSocial: `Cliente ${String(from + n + 1).padStart(5, '0')}`,
        documento: `3000${from + n}`,
        telefono: '',
        email: '' as const,
        direccion: '',
        notas: '',
      },
      estadoServicio: 'activo' as const,
    }))
    const request = { actor, requestId: newRequestId(), procedure: 'test', input: count }
    const made = await this.test.office.writer.run(request, (tx) =>
      insertClientes(tx, news, { audit: false }).map(({ id }) => id),
    )
    this.#clientes.push(...made)
  }

  plan(n: number, precio: number, options: { impuestos?: Impuesto[]; cobraSuspension?: boolean } = {}): void {
    this.sqlite
      .prepare(
        `insert into plan_servicio (id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, impuestos,
           politica_suspension, cobra_suspension, creado_en, actualizado_en) values (?, ?, ?, 50, 10, ?, ?, 'cortar', ?, 1, 1)`,
      )
      .run(
        planId(n),
        this.tenantId,
        `Plan ${n}`,
        precio,
        JSON.stringify(options.impuestos ?? []),
        Number(options.cobraSuspension ?? false),
      )
  }

  service(n: number, options: NewService = {}): void {
    const { cliente = n, plan = 1, activacion = '2025-01-01' } = options
    this.sqlite
      .prepare(
        `insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, facturar_desde, dia_facturacion,
           modalidad, precio_acordado, estado, creado_en, actualizado_en) values (?, ?, ?, ?, 'pppoe', ?, ?, ?, ?, ?, 'activo', ?, ?)`,
      )
      .run(
        ...[servicioId(n), this.tenantId, this.clienteId(cliente), planId(plan), activacion],
        ...[options.facturarDesde ?? null, options.dia ?? null, options.modalidad ?? null],
        ...[options.precioAcordado ?? null, LONG_AGO, LONG_AGO],
      )
  }

  /** Something that happens to service `n` from `fecha` on; `[from, to]` is a change of plan. */
  event(n: number, fecha: string, what: 'suspension' | 'pausa' | 'reactivacion' | 'baja' | [number, number]): void {
    this.#events += 1
    const tipo = typeof what === 'string' ? what : 'cambio_plan'
    const [from, to] = typeof what === 'string' ? [null, null] : what.map(planId)
    const { tenantId, sqlite } = this
    sqlite
      .prepare(
        `insert into servicio_evento (id, tenant_id, servicio_id, fecha, tipo, plan_anterior_id, plan_id, aplicado, creado_en)
         values (?, ?, ?, ?, ?, ?, ?, 1, ?)`,
      )
      .run(uuid(4, this.#events), tenantId, servicioId(n), fecha, tipo, from, to, this.test.clock.now)
    this.#apply(n, tipo, to ?? null)
  }

  /** The service as it is after what happened to it. */
  #apply(n: number, tipo: string, planId: string | null): void {
    const estado = { suspension: 'suspendido', pausa: 'suspendido', reactivacion: 'activo', baja: 'baja' }[tipo]
    const motivo = { suspension: 'deuda', pausa: 'pausa' }[tipo] ?? null
    if (planId) this.sqlite.prepare('update servicio set plan_id = ? where id = ?').run(planId, servicioId(n))
    if (estado)
      this.sqlite
        .prepare('update servicio set estado = ?, motivo_suspension = ? where id = ?')
        .run(estado, motivo, servicioId(n))
    this.#follow(n)
  }

  /** The client of service `n` as its services say. */
  #follow(n: number): void {
    const clienteId = this.sqlite.prepare('select cliente_id from servicio where id = ?').pluck().get(servicioId(n))
    followServicios(this.test.office.db.write, String(clienteId))
  }

  cargo(
    n: number,
    fields: {
      cliente: number
      servicio?: number | null
      tipo: string
      monto?: number
      tasaBp?: number
      desde: string
      hasta?: string
      cuotas?: number
      impuestos?: Impuesto[]
    },
  ): void {
    this.sqlite
      .prepare(
        `insert into cargo (id, tenant_id, cliente_id, servicio_id, tipo, descripcion, monto, tasa_bp, impuestos, desde, hasta, cuotas,
           estado, creado_en, actualizado_en) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'vigente', ?, ?)`,
      )
      .run(
        ...[cargoId(n), this.tenantId, this.clienteId(fields.cliente)],
        ...[fields.servicio ? servicioId(fields.servicio) : null, fields.tipo, `Cargo ${n}`, fields.monto ?? 0],
        ...[fields.tasaBp ?? null, JSON.stringify(fields.impuestos ?? []), fields.desde, fields.hasta ?? null],
        ...[fields.cuotas ?? null, this.test.clock.now, this.test.clock.now],
      )
  }

  /** Changes how the office bills. */
  async config(config: Record<string, unknown>): Promise<void> {
    const admin = await this.test.as('admin')
    const { actualizadoEn, ...now } = await admin.facturacion.config()
    await admin.facturacion.updateConfig({
      requestId: newRequestId(),
      expected: actualizadoEn,
      config: { ...now, ...config },
    })
  }

  /** Previews and issues a period to its end; the next thing happens a minute later. */
  async run(periodo: string, options: { dia?: number | null; fecha?: string; excluidas?: string[] } = {}) {
    const admin = await this.test.as('admin')
    const vista = await this.preview(admin, periodo, options)
    const requestId = newRequestId()
    const { excluidas = [] } = options
    const { trabajoId, corridaId } = await admin.corridas.confirm({ requestId, vistaId: vista.vistaId, excluidas })
    const job = await this.test.ended(trabajoId)
    if (job.estado !== 'done') throw new Error(`the run failed: ${job.error}`)
    this.test.clock.advance(60_000)
    return { vista, corrida: await admin.corridas.get({ id: corridaId }) }
  }

  preview(
    client: Client,
    periodo: string,
    options: { dia?: number | null; fecha?: string } = {},
  ): Promise<CorridaResumen> {
    return client.corridas.preview({
      periodo,
      dia: options.dia ?? null,
      fechaEmision: options.fecha ?? `${periodo}-28`,
    })
  }

  facturas(): { id: string; numero: string; clienteId: string; periodo: string; total: number; saldo: number }[] {
    return this.sqlite
      .prepare(
        `select id, numero, cliente_id as clienteId, periodo, monto_total as total, saldo from factura order by numero`,
      )
      .all() as ReturnType<Billing['facturas']>
  }

  lineas(): { descripcion: string; explicacion: string; total: number; componente: string }[] {
    return this.sqlite
      .prepare(
        `select l.descripcion, l.explicacion, l.total, l.componente from factura_linea l join factura f on f.id = l.factura_id
         order by f.numero, l.orden`,
      )
      .all() as ReturnType<Billing['lineas']>
  }
}
