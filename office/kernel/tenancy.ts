import type { PrintSettings, Puesto, TenantConfig } from '../../contract/index.ts'
import { IDIOMAS } from '../../contract/enums.ts'
import { z } from 'zod'
import { zImpuesto } from '../../contract/schemas.ts'
import { type ImpresoraConfig, zImpresoraConfig } from '../../contract/procedures/impresoras.ts'
import { PAPELES } from '../../contract/shell.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { tenant } from '../../db/schema/index.ts'
import { refuse } from './errors.ts'
import { perConnection } from './statements.ts'

/** What `tenant.configuracion_json` holds: all that the model's columns do not. */
export const zConfiguracion = z.object({
  moneda: z.string(),
  zonaHoraria: z.string(),
  pais: z.string(),
  idioma: z.enum(IDIOMAS),
  identificacionFiscal: z.string().default(''),
  direccion: z.string().default(''),
  telefono: z.string().default(''),
  email: z.string().default(''),
  instruccionesPago: z.string().default(''),
  impuestos: z.array(zImpuesto).default([]),
  diasVencimiento: z.number().default(10),
})

export const NO_PRINTER: ImpresoraConfig = {
  conexion: { tipo: 'ninguna' },
  ancho: 80,
  codigos: 'cp858',
  corte: 'parcial',
  cajon: 'no',
  pitido: false,
  logo: true,
  responde: true,
  auto: true,
  copiasZ: 1,
}

/** What `puesto.configuracion_json` holds. */
export const zPuestoConfiguracion = z.object({
  recibo: z
    .object({ papel: z.enum(PAPELES), printer: z.string().nullable(), auto: z.boolean() })
    .default({ papel: '80mm', printer: null, auto: true }),
  impresora: zImpresoraConfig.default(NO_PRINTER),
})
export const DEFAULT_PRINT: PrintSettings = { papel: '80mm', printer: null, auto: true }

type AnyDb = ReadDb | WriteDb

// Asked for at every step of the network's work, so past drizzle.
const ids = perConnection(({ sqlite }: AnyDb) => ({
  tenant: sqlite.prepare<[], { id: string }>('select id from tenant limit 1'),
  puesto: sqlite.prepare<[string], { id: string }>(
    'select id from puesto where tenant_id = ? order by creado_en, id limit 1',
  ),
}))

/** Id of the tenant of this office file; null before there is one. */
export const findTenantId = (db: AnyDb): string | null => ids(db).tenant.get()?.id ?? null

export const isSetUp = (db: AnyDb): boolean => findTenantId(db) !== null

export function toTenantConfig(row: typeof tenant.$inferSelect): TenantConfig {
  const configuracion = zConfiguracion.parse(JSON.parse(row.configuracionJson))
  return {
    id: row.id,
    nombre: row.nombre,
    dominio: row.dominio,
    logoUrl: row.logoUrl,
    colorPrimario: row.colorPrimario,
    ...configuracion,
    locale: `${configuracion.idioma}-${configuracion.pais}`,
    actualizadoEn: row.actualizadoEn,
  }
}

/** The tenant of this office file. Throws `setup.needed` before there is one. */
export function readTenant(db: AnyDb): TenantConfig {
  const row = db.orm.select().from(tenant).limit(1).get()
  if (!row) throw refuse('setup.needed')
  return toTenantConfig(row)
}

export function toPuesto(row: PuestoRow): Puesto {
  const { recibo, impresora } = zPuestoConfiguracion.parse(JSON.parse(row.configuracionJson))
  return { ...pick(row), recibo, impresora }
}

const pick = ({ id, nombre, prefijo, actualizadoEn }: PuestoRow) => ({ id, nombre, prefijo, actualizadoEn })

/** The seat of this installation: an office file has one. */
export const findPuestoId = (db: AnyDb, tenantId: string): string | null => ids(db).puesto.get(tenantId)?.id ?? null

interface PuestoRow {
  id: string
  nombre: string
  prefijo: string
  configuracionJson: string
  actualizadoEn: number
}

// On the way of every collection, so neither prepared nor understood anew each time.
const puestos = perConnection((db: AnyDb) => {
  const row = db.sqlite.prepare<[string], PuestoRow>(
    `select id, nombre, prefijo, configuracion_json as configuracionJson, actualizado_en as actualizadoEn
     from puesto where id = ?`,
  )
  const known = new Map<string, { row: PuestoRow; puesto: Puesto }>()
  return { row, known }
})

/** A seat as it is now. Errors: not_found. */
export function readPuesto(db: AnyDb, puestoId: string): Puesto {
  const { row: find, known } = puestos(db)
  const row = find.get(puestoId)
  if (!row) throw refuse('not_found', { entidad: 'puesto' })
  const before = known.get(puestoId)
  const same = before?.row.configuracionJson === row.configuracionJson
  const understood = same ? { ...before.puesto, ...pick(row) } : toPuesto(row)
  known.set(puestoId, { row, puesto: understood })
  return understood
}
