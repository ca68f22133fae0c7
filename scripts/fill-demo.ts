// node scripts/fill-demo.ts --dir FOLDER --size small|office|large [--months N]: makes an office in a folder that has none,
// with its people, through the procedures that a window would call, and fills it with invented clients.
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createRouterClient } from '@orpc/server'
import { z } from 'zod'
import type { Rol } from '../contract/enums.ts'
import { DEMO_SIZES, type DemoSize, type TenantInput } from '../contract/procedures/setup.ts'
import { fillDemo } from '../office/demo/fill.ts'
import { silentLog } from '../office/kernel/log.ts'
import type { Actor, Caller, Office } from '../office/kernel/office.ts'
import { closeOffice, startOffice } from '../office/lifecycle.ts'
import { router } from '../office/router.ts'
import { markDemo } from '../office/setup/demo.ts'
import { runMain, say, takeOption } from './lib/cli.mjs'
import { demoLogo } from './lib/demo-logo.ts'
import { DEMO_PASSWORD, DEMO_PIN } from './lib/demo-office.mjs'
import { Hint, ROOT } from './lib/paths.mjs'

const COLOR = '#0b7285'

const TENANT: TenantInput = {
  nombre: 'Red Horizonte',
  dominio: 'redhorizonte.example',
  logoUrl: demoLogo(COLOR),
  colorPrimario: COLOR,
  moneda: 'ARS',
  zonaHoraria: 'America/Argentina/Buenos_Aires',
  pais: 'AR',
  idioma: 'es',
  identificacionFiscal: '30-79000000-0',
  direccion: 'Av. Horizonte 100, Villa Serena',
  telefono: '+54 200 500-0000',
  email: 'hola@redhorizonte.example',
  instruccionesPago: 'Transferencia al alias RED.HORIZONTE.DEMO o en nuestra oficina, de lunes a viernes de 9 a 18.',
  impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true }],
  diasVencimiento: 10,
}

const PEOPLE: readonly { nombre: string; rol: Rol }[] = [
  { nombre: 'Alicia Administración', rol: 'admin' },
  { nombre: 'Carla Caja', rol: 'cobranza' },
  { nombre: 'Santiago Soporte', rol: 'soporte' },
  { nombre: 'Óscar Operaciones', rol: 'operador' },
]

const emailOf = (rol: Rol): string => `${rol}@redhorizonte.example`

function readOptions(): { dataDir: string; size: DemoSize; months: number | undefined } {
  const args = process.argv.slice(2)
  const dir = takeOption(args, 'dir')
  const wanted = takeOption(args, 'size') ?? 'office'
  const size = DEMO_SIZES.find((known) => known === wanted)
  const months = z.coerce.number().int().min(1).max(120).optional().safeParse(takeOption(args, 'months'))
  if (dir === undefined || size === undefined || !months.success || args.length > 0)
    throw new Hint(`node scripts/fill-demo.ts --dir FOLDER --size ${DEMO_SIZES.join('|')} [--months N]`)
  const dataDir = path.resolve(dir)
  if (fs.existsSync(path.join(dataDir, 'office.db'))) throw new Hint(`${dataDir} holds an office already`)
  return { dataDir, size, months: months.data }
}

/** Tenant, seat and people. Returns the admin as an actor. */
async function makeOffice(office: Office): Promise<Actor> {
  const caller: Caller = { actor: null }
  const client = createRouterClient(router, { context: { office, caller } })
  const [admin, ...others] = PEOPLE as [(typeof PEOPLE)[number], ...typeof PEOPLE]
  await client.setup.create({
    requestId: randomUUID(),
    tenant: TENANT,
    admin: { nombre: admin.nombre, email: emailOf(admin.rol), password: DEMO_PASSWORD, pin: DEMO_PIN },
    puesto: { nombre: 'Mostrador', prefijo: 'P1' },
  })
  for (const { nombre, rol } of others)
    await client.usuarios.create({
      requestId: randomUUID(),
      nombre,
      rol,
      email: emailOf(rol),
      password: DEMO_PASSWORD,
      pin: DEMO_PIN,
    })
  if (!caller.actor) throw new Error('the admin has not entered')
  return caller.actor
}

runMain(async () => {
  const { dataDir, size, months } = readOptions()
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')))
  const started = performance.now()
  const migrationsDir = path.join(ROOT, 'db/migrations')
  const office = await startOffice({ dataDir, migrationsDir, version, log: silentLog })
  try {
    const actor = await makeOffice(office)
    // The mark comes first, so that invented data is never without it.
    await office.writer.maintain((db, now) => markDemo(db, actor.tenantId, size, now))
    await fillDemo(office, actor, size, { report: () => undefined }, months === undefined ? {} : { months })
  } finally {
    await closeOffice(office)
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  say(`Red Horizonte (${size}) filled in ${seconds} s.`)
})
