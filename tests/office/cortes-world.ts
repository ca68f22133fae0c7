import { addDays, civilDate } from '../../contract/dates.ts'
import type { RedConfig } from '../../contract/index.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { newId } from '../../office/kernel/ids.ts'
import { writeSetting } from '../../office/kernel/settings.ts'
import { keepCutting } from '../../office/network/cuts/turn.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { KEY } from './mail-office.ts'
import { type Client, newRequestId, openTestOffice, TENANT, type TestOffice } from './harness.ts'

/** An office whose services hang on routers, and short ways to what cuts are about. */
export interface CutWorld {
  office: TestOffice
  client: Client
  tenantId: string
  planes: { cortar: string; reducir: string; noCortar: string }
  router: string
  today(): string
  configure(part: Partial<RedConfig['cortes']>): Promise<void>
  /** A device; by default one that the office may write to. */
  addRouter(nombre: string, modo?: 'observar' | 'gestionar'): Promise<string>
  /** A client with a service on a device (null: on none). */
  connect(more?: { planId?: string; dispositivoId?: string | null; nombre?: string; clienteId?: string }): Promise<{
    clienteId: string
    servicioId: string
  }>
  /** An invoice that fell due so many days ago. */
  owe(clienteId: string, monto: number, daysAgo: number, servicioId?: string | null): Promise<string>
  /** A client with one service that owes. */
  debtor(monto?: number, daysAgo?: number, planId?: string): Promise<{ clienteId: string; servicioId: string }>
  pay(clienteId: string, monto: number): ReturnType<Client['cobros']['record']>
  estado(servicioId: string): Promise<{ estado: string; motivo: string | null }>
  /** Today's list, begun and gone through. */
  cutToday(excluidos?: string[]): Promise<{ corridaId: string }>
  /** Waits until the run that was begun is over. */
  settled(): Promise<void>
  /** The next look of the office's upkeep, and what it begins. */
  look(): Promise<void>
  sql<T>(text: string, ...values: unknown[]): T[]
}

export async function openCutWorld(): Promise<CutWorld> {
  const office = await openTestOffice({ key: KEY })
  const client = await office.setUp()
  const { tenantId } = await office.actor('admin')
  const plan = async (nombre: string, politicaSuspension: 'cortar' | 'reducir' | 'no_cortar') =>
    (
      await client.planes.create({
        requestId: newRequestId(),
        nombre,
        velocidadBajadaMbps: 50,
        velocidadSubidaMbps: 10,
        precioMensual: 10_000,
        impuestos: [],
        politicaSuspension,
      })
    ).id
  const planes = {
    cortar: await plan('Hogar 50', 'cortar'),
    reducir: await plan('Fibra 100', 'reducir'),
    noCortar: await plan('Hospital', 'no_cortar'),
  }
  const today = () => civilDate(office.clock.now, TENANT.zonaHoraria)
  const maintain: TestOffice['office']['writer']['maintain'] = (work) => office.office.writer.maintain(work)
  const sql = <T>(text: string, ...values: unknown[]): T[] =>
    office.office.db.read.sqlite.prepare<unknown[], T>(text).all(...values)

  const addRouter: CutWorld['addRouter'] = async (nombre, modo = 'gestionar') => {
    const id = newId()
    await maintain(({ sqlite }, now) => {
      sqlite
        .prepare(
          `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
           values (?, ?, 'mikrotik', ?, ?, '10.0.0.1', ?, ?)`,
        )
        .run(id, tenantId, id, nombre, now, now)
      sqlite
        .prepare('insert into dispositivo_acceso (dispositivo_id, tenant_id, modo, actualizado_en) values (?, ?, ?, ?)')
        .run(id, tenantId, modo, now)
    })
    return id
  }
  const router = await addRouter('Torre Norte')

  const link = (servicioId: string, dispositivoId: string) =>
    maintain(({ sqlite }, now) => {
      sqlite
        .prepare(
          `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
           values (?, ?, ?, ?, 'ppp_secret', ?, 'vinculado', ?, ?)`,
        )
        .run(newId(), tenantId, servicioId, dispositivoId, servicioId, now, now)
    })

  let n = 0
  const world: CutWorld = {
    office,
    client,
    tenantId,
    planes,
    router,
    today,
    sql,
    addRouter,
    configure: (part) =>
      maintain((db, now) => {
        const cortes = { ...RED_CONFIG_INICIAL.cortes, activos: true, automaticos: false, diasExcluidos: [], ...part }
        writeSetting(db, tenantId, 'red', { ...RED_CONFIG_INICIAL, cortes }, now)
      }),
    async connect({ planId = planes.cortar, dispositivoId = router, nombre = `Cliente ${++n}`, clienteId } = {}) {
      const id =
        clienteId ??
        (
          await client.clientes.create({
            requestId: newRequestId(),
            codigoCliente: '',
            nombreRazonSocial: nombre,
            documento: '',
            telefono: '',
            email: '',
            direccion: '',
            notas: '',
          })
        ).id
      const { id: servicioId } = await client.servicios.create({
        requestId: newRequestId(),
        clienteId: id,
        planId,
        tecnologia: 'pppoe',
        dispositivoRef: '',
        fechaActivacion: addDays(today(), -80),
      })
      if (dispositivoId !== null) await link(servicioId, dispositivoId)
      return { clienteId: id, servicioId }
    },
    async owe(clienteId, monto, daysAgo, servicioId = null) {
      const { id } = await client.facturas.create({
        requestId: newRequestId(),
        clienteId,
        ...(servicioId === null ? {} : { servicioId }),
        periodo: today().slice(0, 7),
        fechaEmision: addDays(today(), -Math.max(daysAgo, 0) - 10),
        fechaVencimiento: addDays(today(), -daysAgo),
        lineas: [{ descripcion: 'Abono', cantidad: 1, precioUnitario: monto, impuestos: [] }],
      })
      return id
    },
    async debtor(monto = 10_000, daysAgo = 20, planId = planes.cortar) {
      const made = await world.connect({ planId })
      await world.owe(made.clienteId, monto, daysAgo)
      return made
    },
    pay: (clienteId, monto) =>
      client.cobros.record({
        requestId: newRequestId(),
        clienteId,
        metodo: 'efectivo',
        monto,
        efectivoRecibido: monto,
        referencia: '',
      }),
    async estado(id) {
      const [row] = sql<{ estado: string; motivo: string | null }>(
        'select estado, motivo_suspension as motivo from servicio where id = ?',
        id,
      )
      if (!row) throw new Error(`no service ${id}`)
      return row
    },
    async cutToday(excluidos = []) {
      const { simulacionId } = await client.cortes.simulate({ fecha: today() })
      const { id: corridaId } = await client.cortes.start({ requestId: newRequestId(), simulacionId, excluidos })
      await world.settled()
      return { corridaId }
    },
    settled: () => keepCutting(office.office, tenantId),
    async look() {
      await runUpkeep(office.office)
      await world.settled()
    },
  }
  await world.configure({})
  return world
}
