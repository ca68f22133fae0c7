/** An office with clients at the counter: written through the real procedures before the window opens. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import Database from 'better-sqlite3'
import type { Cliente, Conteo, Contract, FacturaDetail, Puesto } from '../../contract/index.ts'
import { denominationsOf } from '../../contract/denominations.ts'
import { addDays, addMonths, civilDate, periodOf } from '../../contract/dates.ts'
import type { Rol } from '../../contract/enums.ts'
import type { TenantInput } from '../../contract/procedures/setup.ts'
import { silentLog } from '../../office/kernel/log.ts'
import type { Caller } from '../../office/kernel/office.ts'
import { closeOffice, startOffice } from '../../office/lifecycle.ts'
import { router } from '../../office/router.ts'

export const ZONE = 'America/Argentina/Buenos_Aires'
export const CASHIER = { nombre: 'Carla Caja', pin: '4821' }
const PASSWORD = 'clave de prueba 1'

export interface ClientPlan {
  nombre: string
  documento?: string
  telefono?: string
  direccion?: string
  /** Totals of invoices that fell due one month apart, the last one a month ago; minor units. */
  debts?: number[]
}

export interface SeededClient {
  cliente: Cliente
  facturas: FacturaDetail[]
}

export interface SeedOptions {
  tenant?: Partial<TenantInput>
  clients: ClientPlan[]
  /** Monthly price of the plan that each client has; minor units. */
  price?: number
  recibo?: Partial<Puesto['recibo']>
  /** Nobody has opened the drawer yet; left out: the first person has, with fifty large notes. */
  drawerClosed?: boolean
  /** Who works here besides, with a password that nobody uses. */
  people?: { nombre: string; rol: Rol; pin: string }[]
}

export type Rpc = ContractRouterClient<Contract>

/** Who is served: one owes three months, the other nothing. */
export const MARIA = {
  nombre: 'María Pérez',
  documento: '20.123.456',
  telefono: '+54 9 11 4567-8901',
  direccion: 'Av. San Martín 123',
  debts: [1_700_000, 1_700_000, 1_750_000],
} satisfies ClientPlan
export const PEDRO = { nombre: 'Pedro Gómez', documento: '30.111.222', debts: [] } satisfies ClientPlan
/** The seat prints its receipts by itself. */
export const PRINTER = { recibo: { auto: true, printer: 'Caja', papel: '80mm' } } as const

/** Fills the data folder of a window that is not open: one person with a PIN and an open drawer, one plan, the clients with their debts. */
export async function seedCounter(dataDir: string, options: SeedOptions): Promise<SeededClient[]> {
  return withOffice(dataDir, Date.now, async (rpc) => {
    const { usuarioId } = await rpc.setup.create({
      requestId: randomUUID(),
      tenant: {
        nombre: 'Red del Valle',
        logoUrl: null,
        colorPrimario: '#0f6e66',
        moneda: 'ARS',
        zonaHoraria: ZONE,
        pais: 'AR',
        idioma: 'es',
        ...options.tenant,
      },
      admin: { nombre: CASHIER.nombre, email: 'carla@valle.example', password: PASSWORD, pin: CASHIER.pin },
      puesto: { nombre: 'Caja 1', prefijo: 'P1' },
    })
    await rpc.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
    const plan = await rpc.planes.create({
      requestId: randomUUID(),
      nombre: 'Hogar 100',
      velocidadBajadaMbps: 100,
      velocidadSubidaMbps: 50,
      precioMensual: options.price ?? 1_700_000,
      impuestos: [],
      politicaSuspension: 'cortar',
    })
    if (options.recibo !== undefined) await setPrinting(rpc, options.recibo)
    const seeded: SeededClient[] = []
    for (const client of options.clients) seeded.push(await addClient(rpc, plan.id, client))
    for (const [at, person] of (options.people ?? []).entries()) {
      await rpc.usuarios.create({
        requestId: randomUUID(),
        ...person,
        email: `persona${at}@valle.example`,
        password: PASSWORD,
      })
    }
    if (!options.drawerClosed) await rpc.caja.open({ requestId: randomUUID(), conteo: floatOf(options) })
    return seeded
  })
}

function floatOf({ tenant }: SeedOptions): Conteo {
  const [valor = 1_000_000] = denominationsOf(tenant?.moneda ?? 'ARS')
  return [{ valor, cantidad: 50 }]
}

async function setPrinting(rpc: Rpc, recibo: Partial<Puesto['recibo']>): Promise<void> {
  const puesto = await rpc.puestos.current()
  await rpc.puestos.update({
    requestId: randomUUID(),
    nombre: puesto.nombre,
    recibo: { ...puesto.recibo, ...recibo },
    expected: puesto.actualizadoEn,
  })
}

async function addClient(rpc: Rpc, planId: string, client: ClientPlan): Promise<SeededClient> {
  const { nombre, documento = '', telefono = '', direccion = '', debts = [] } = client
  const cliente = await rpc.clientes.create({
    requestId: randomUUID(),
    codigoCliente: '',
    nombreRazonSocial: nombre,
    documento,
    telefono,
    email: '',
    direccion,
    notas: '',
  })
  const today = civilDate(Date.now(), ZONE)
  await rpc.servicios.create({
    requestId: randomUUID(),
    clienteId: cliente.id,
    planId,
    tecnologia: 'fiber',
    dispositivoRef: '',
    fechaActivacion: addMonths(today, -40),
    estado: 'activo',
  })
  const facturas: FacturaDetail[] = []
  for (const [index, total] of debts.entries()) {
    const fechaVencimiento = addMonths(today, index - debts.length)
    facturas.push(
      await rpc.facturas.create({
        requestId: randomUUID(),
        clienteId: cliente.id,
        periodo: periodOf(fechaVencimiento),
        fechaEmision: addDays(fechaVencimiento, -10),
        fechaVencimiento,
        lineas: [{ descripcion: 'Abono mensual', cantidad: 1, precioUnitario: total, impuestos: [] }],
      }),
    )
  }
  return { cliente, facturas }
}

/** Asks the office of a window that is closed, as its cashier or as another of its people, now or at another instant (ms). */
export async function asCashier<T>(
  dataDir: string,
  ask: (rpc: Rpc) => Promise<T>,
  { nombre = CASHIER.nombre, at }: { nombre?: string; at?: number } = {},
): Promise<T> {
  return withOffice(dataDir, at === undefined ? Date.now : () => at, async (rpc) => {
    const people = await rpc.access.people()
    const person = people.find((one) => one.nombre === nombre) ?? people[0]
    if (person === undefined) throw new Error('the office has nobody')
    await rpc.access.login({ usuarioId: person.id, kind: 'password', secret: PASSWORD })
    return ask(rpc)
  })
}

/** In this process: one of its own would take longer to start than what it is asked. */
async function withOffice<T>(dataDir: string, now: () => number, ask: (rpc: Rpc) => Promise<T>): Promise<T> {
  const folder = path.join(dataDir, 'office')
  const migrationsDir = path.resolve(import.meta.dirname, '../../db/migrations')
  const office = await startOffice({ dataDir: folder, migrationsDir, version: '0.1.0', log: silentLog, now })
  try {
    await office.catchUp()
    const caller: Caller = { actor: null }
    return await ask(createRouterClient(router, { context: { office, caller } }))
  } finally {
    await closeOffice(office)
  }
}

export interface StoredRecibo {
  numero: string
  montoTotal: number
  impresiones: number
}

/** The receipts as they stand on disk, while the window is open. */
export function storedRecibos(dataDir: string): StoredRecibo[] {
  const db = new Database(path.join(dataDir, 'office', 'office.db'), { readonly: true })
  try {
    return db
      .prepare<[], StoredRecibo>(
        `select numero, monto_total as montoTotal,
           (select count(*) from impresion where documento_id = recibo.id) as impresiones
         from recibo order by secuencia`,
      )
      .all()
  } finally {
    db.close()
  }
}
