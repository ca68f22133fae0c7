import { addDays, type FechaCivil, type Periodo } from '../../../contract/dates.ts'
import type { FacturacionConfig, TenantConfig } from '../../../contract/index.ts'
import type { Impuesto } from '../../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readTenant } from '../../kernel/tenancy.ts'
import { readFacturacionConfig } from '../config.ts'
import { dayOf, monthOf } from '../engine/days.ts'
import type { Run } from '../engine/group.ts'
import type { Plan, PlanPrecio, Rules } from '../engine/types.ts'
import { Words } from '../engine/words.ts'

export interface RunInput {
  periodo: Periodo
  dia: number | null
  fechaEmision: FechaCivil
}

/** All that a run needs beside the clients themselves. */
export interface RunContext {
  tenant: TenantConfig
  config: FacturacionConfig
  run: Run
  periodo: Periodo
  fechaEmision: FechaCivil
  fechaVencimiento: FechaCivil
  rules: Rules
  words: Words
}

type Db = ReadDb | WriteDb

interface PlanRow {
  id: string
  nombre: string
  precio_mensual: number
  impuestos: string
  cobra_suspension: number
}
interface PrecioRow {
  plan_id: string
  vigente_desde: string
  precio_anterior: number
  precio_mensual: number
  aplicado_en: number | null
}

const statements = perConnection(({ sqlite }: Db) => ({
  planes: sqlite.prepare<[string], PlanRow>(
    'select id, nombre, precio_mensual, impuestos, cobra_suspension from plan_servicio where tenant_id = ?',
  ),
  precios: sqlite.prepare<[string], PrecioRow>(
    `select plan_id, vigente_desde, precio_anterior, precio_mensual, aplicado_en from plan_precio
     where tenant_id = ? and anulado_en is null`,
  ),
}))

/** Taxes as lists that are one object when they are equal: a run compares and keeps many. */
const known = new Map<string, readonly Impuesto[]>()

export function taxesOf(json: string): readonly Impuesto[] {
  let taxes = known.get(json)
  if (!taxes) {
    taxes = JSON.parse(json) as Impuesto[]
    if (known.size > 1000) known.clear()
    known.set(json, taxes)
  }
  return taxes
}

export function readPlanes(db: Db, tenantId: string): Map<string, Plan> {
  const precios = new Map<string, PlanPrecio[]>()
  for (const row of statements(db).precios.all(tenantId)) {
    const of = precios.get(row.plan_id) ?? []
    precios.set(row.plan_id, of)
    of.push({
      vigenteDesde: dayOf(row.vigente_desde),
      precioAnterior: row.precio_anterior,
      precioMensual: row.precio_mensual,
      aplicado: row.aplicado_en !== null,
    })
  }
  for (const of of precios.values()) of.sort((a, b) => a.vigenteDesde - b.vigenteDesde)
  const planes = statements(db).planes.all(tenantId)
  return new Map(
    planes.map((row) => [
      row.id,
      {
        id: row.id,
        nombre: row.nombre,
        precioMensual: row.precio_mensual,
        impuestos: taxesOf(row.impuestos),
        cobraSuspension: row.cobra_suspension === 1,
        precios: precios.get(row.id) ?? [],
      },
    ]),
  )
}

export function runContext(db: Db, { periodo, dia, fechaEmision }: RunInput): RunContext {
  const tenant = readTenant(db)
  const config = readFacturacionConfig(db, tenant.id)
  const planes = readPlanes(db, tenant.id)
  return {
    tenant,
    config,
    periodo,
    fechaEmision,
    fechaVencimiento: addDays(fechaEmision, tenant.diasVencimiento),
    run: { month: monthOf(periodo), dia, fechaEmision: dayOf(fechaEmision) },
    rules: {
      planes,
      dia: config.diaFacturacion,
      modalidad: config.modalidad,
      diasAnticipacion: config.diasAnticipacion,
    },
    words: new Words({ idioma: tenant.idioma, locale: tenant.locale, moneda: tenant.moneda, planes }),
  }
}
