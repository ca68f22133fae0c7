import { civilDate } from '../../contract/dates.ts'
import { newId } from '../../office/kernel/ids.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import type { PoliticaSuspension, TipoObjetoRed } from '../../contract/enums.ts'
import type { RedConfig, TrabajoRed } from '../../contract/index.ts'
import { writeSetting } from '../../office/kernel/settings.ts'
import { askDevice } from '../../office/network/ask.ts'
import { officeHand } from '../../office/kernel/hand.ts'
import { controllerPurpose, devicePurpose } from '../../office/network/reach.ts'
import { type FarmOptions, type RouterFarm, type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import type { UispSimulator } from '../simulators/uisp/index.ts'
import { type Client, newRequestId, openTestOffice, TENANT, type TestOffice } from './harness.ts'
import { KEY } from './mail-office.ts'

/** An office with simulated routers, and short ways to what the queue of jobs is about. */
export interface NetworkWorld {
  office: TestOffice
  client: Client
  tenantId: string
  farm: RouterFarm
  /** Devices of the office, in the order of the farm. */
  devices: string[]
  plan(fields?: { nombre?: string; bajada?: number; subida?: number; politica?: PoliticaSuspension }): Promise<string>
  configure(part: Partial<RedConfig['cortes']>): Promise<void>
  /** A client with a service on a plan. */
  servicio(planId: string, nombre?: string): Promise<{ clienteId: string; servicioId: string }>
  /** Something on a device is a service's. */
  link(servicioId: string, tipo: TipoObjetoRed, clave: string, device?: number): Promise<void>
  change(servicioId: string, tipo: 'suspension' | 'reactivacion' | 'baja'): Promise<void>
  changePlan(servicioId: string, planId: string): Promise<void>
  /** All that can be done now is done. */
  quiet(): Promise<void>
  jobs(servicioId: string): Promise<TrabajoRed[]>
  row(
    menu: string,
    where: Record<string, string>,
    router?: SimulatedRouter,
  ): Promise<Record<string, string> | undefined>
  close(): Promise<void>
}

const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }

/** Adds a device that is reached like that router and may be written to. */
export async function addDevice(
  { office }: TestOffice,
  tenantId: string,
  router: Pick<SimulatedRouter, 'host' | 'port' | 'user' | 'password' | 'identity'>,
): Promise<string> {
  const id = newId()
  const secreto = office.seal.seal(router.password, devicePurpose(id))
  await office.writer.maintain(({ sqlite }, now) => {
    sqlite
      .prepare(
        `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
         values (?, ?, 'mikrotik', ?, ?, ?, ?, ?)`,
      )
      .run(id, tenantId, id, `${router.identity} ${id.slice(-4)}`, router.host, now, now)
    sqlite
      .prepare(
        `insert into dispositivo_acceso (dispositivo_id, tenant_id, puerto, usuario, secreto, modo, sondeo_segundos, actualizado_en)
         values (?, ?, ?, ?, ?, 'gestionar', 86400, ?)`,
      )
      .run(id, tenantId, router.port, router.user, secreto, now)
  })
  return id
}

/** Another managed device of the same UISP server. */
export async function addDeviceBeside({ office }: TestOffice, dispositivoId: string): Promise<string> {
  const id = newId()
  await office.writer.maintain(({ sqlite }) => {
    sqlite
      .prepare(
        `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
         select ?, tenant_id, proveedor, ?, 'AP', '', creado_en, actualizado_en from dispositivo_red where id = ?`,
      )
      .run(id, id, dispositivoId)
    sqlite
      .prepare(
        `insert into dispositivo_acceso (dispositivo_id, tenant_id, controlador_id, modo, sondeo_segundos, actualizado_en)
         select ?, tenant_id, controlador_id, modo, sondeo_segundos, actualizado_en from dispositivo_acceso where dispositivo_id = ?`,
      )
      .run(id, dispositivoId)
  })
  return id
}

/** A UISP server as a device of the office, which may suspend services. */
export async function addUisp(
  { office }: TestOffice,
  tenantId: string,
  uisp: Pick<UispSimulator, 'url' | 'appKey' | 'fingerprint256'>,
): Promise<string> {
  const [controladorId, id] = [newId(), newId()]
  const huella = uisp.fingerprint256?.replaceAll(':', '').toLowerCase() ?? null
  const key = office.seal.seal(uisp.appKey, controllerPurpose(controladorId, 'crm'))
  await office.writer.maintain(({ sqlite }, now) => {
    sqlite
      .prepare(
        `insert into controlador_uisp (id, tenant_id, nombre, url, clave_crm, huella_tls, creado_en, actualizado_en)
         values (?, ?, 'UISP', ?, ?, ?, ?, ?)`,
      )
      .run(controladorId, tenantId, uisp.url, key, huella, now, now)
    sqlite
      .prepare(
        `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
         values (?, ?, 'uisp', ?, 'UISP', '', ?, ?)`,
      )
      .run(id, tenantId, id, now, now)
    sqlite
      .prepare(
        `insert into dispositivo_acceso (dispositivo_id, tenant_id, controlador_id, modo, sondeo_segundos, actualizado_en)
         values (?, ?, ?, 'gestionar', 86400, ?)`,
      )
      .run(id, tenantId, controladorId, now)
  })
  return id
}

export async function openNetworkWorld(options: FarmOptions = {}): Promise<NetworkWorld> {
  const farm = await startRouters({ tls: false, ...options })
  const office = await openTestOffice({ key: KEY })
  const client = await office.setUp()
  const { tenantId } = await office.actor('admin')
  const devices: string[] = []
  for (const router of farm.routers) devices.push(await addDevice(office, tenantId, router))
  let plans = 0
  const change = async (servicioId: string, cambio: Parameters<Client['servicios']['change']>[0]['cambio']) => {
    const admin = await office.as('admin')
    const { servicio } = await admin.servicios.get({ id: servicioId })
    const fecha = civilDate(office.clock.now, TENANT.zonaHoraria)
    await admin.servicios.change({
      requestId: newRequestId(),
      id: servicioId,
      cambio,
      fecha,
      expected: servicio.actualizadoEn,
    })
  }
  const world: NetworkWorld = {
    office,
    client,
    tenantId,
    farm,
    devices,
    async plan({ nombre, bajada = 50, subida = 10, politica = 'cortar' } = {}) {
      const plan = await (await office.as('admin')).planes.create({
        requestId: newRequestId(),
        nombre: nombre ?? `Plan ${++plans}`,
        velocidadBajadaMbps: bajada,
        velocidadSubidaMbps: subida,
        precioMensual: 10_000_00,
        impuestos: [],
        politicaSuspension: politica,
      })
      return plan.id
    },
    async configure(part) {
      const config = { ...RED_CONFIG_INICIAL, cortes: { ...RED_CONFIG_INICIAL.cortes, activos: true, ...part } }
      await office.office.writer.maintain((db, now) => writeSetting(db, tenantId, 'red', config, now))
    },
    async servicio(planId, nombre = 'Ana Núñez') {
      const admin = await office.as('admin')
      const { id: clienteId } = await admin.clientes.create({
        requestId: newRequestId(),
        nombreRazonSocial: nombre,
        ...text,
      })
      const { id: servicioId } = await admin.servicios.create({
        requestId: newRequestId(),
        clienteId,
        planId,
        tecnologia: 'pppoe',
        dispositivoRef: '',
        fechaActivacion: '2026-01-01',
      })
      return { clienteId, servicioId }
    },
    async link(servicioId, tipo, clave, device = 0) {
      const dispositivoId = devices[device] ?? ''
      await office.office.writer.maintain((db, now) => {
        db.sqlite
          .prepare(
            `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
             values (?, ?, ?, ?, ?, ?, 'vinculado', ?, ?)`,
          )
          .run(newId(), tenantId, servicioId, dispositivoId, tipo, clave, now, now)
        askDevice(officeHand(db, tenantId, now), { servicioId, dispositivoId }, { tipo: 'cambio' })
      })
    },
    change: (servicioId, tipo) => change(servicioId, { tipo, ...(tipo === 'suspension' ? {} : {}) }),
    changePlan: (servicioId, planId) => change(servicioId, { tipo: 'cambio_plan', planId }),
    async quiet() {
      const desk = await office.office.network()
      desk.jobs.wake()
      await desk.jobs.idle()
    },
    jobs: async (servicioId) => (await (await office.as('admin')).red.jobs.list({ servicioId })).items,
    async row(menu, where, router = farm.router) {
      const rows = await router.rows(menu)
      return rows.find((row) => Object.entries(where).every(([name, value]) => row[name] === value))
    },
    async close() {
      await office.close()
      await farm.stop()
    },
  }
  return world
}

/** A router with the accesses of two clients, as a person made them. */
export const ACCESSES = {
  '/ppp/profile': [{ name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' }],
  '/ppp/secret': [
    { name: 'ana', password: 'x', service: 'pppoe', profile: '50M', 'remote-address': '10.9.0.7', comment: 'a mano' },
    { name: 'otra', password: 'x', service: 'pppoe', profile: '50M' },
  ],
}

/** One of `ACCESSES` is a service's, and all is as it should be. */
export async function openLinkedAccess(): Promise<{ world: NetworkWorld; servicioId: string; plan: string }> {
  const world = await openNetworkWorld({ state: ACCESSES })
  await world.configure({})
  const plan = await world.plan()
  const { servicioId } = await world.servicio(plan)
  await world.link(servicioId, 'ppp_secret', 'ana')
  await world.quiet()
  return { world, servicioId, plan }
}
