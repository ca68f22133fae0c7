import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import type { ImportAnalysis, ImportMapping, ImportPreview } from '../../contract/procedures/imports.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

export const CLIENTES = fs.readFileSync(path.join(import.meta.dirname, '../data/clientes.csv'))
export const HEADER =
  'Codigo;Nombre;Documento;Telefono;Email;Direccion;Usuario PPPoE;Plan;Velocidad;Precio;Estado;Saldo;Notas'
export const ANA =
  '1;Ana Paz;20.111.222;3854111222;ana@x.example;Calle 1;ana1;Hogar 50;50M/10M;16.999,00;Activo;1.500,00;'
export const EVA = '2;Eva Sol;20.333.444;;;Calle 2;eva2;Hogar 50;50M/10M;16.999,00;Suspendido;-250,50;perro'

/** A file of these rows under `HEADER`. */
export const csv = (...rows: string[]) => new Blob([[HEADER, ...rows].join('\n')])

interface Choices {
  mapping?: ImportMapping
  planes?: Record<string, string | null>
}

interface Opened {
  office: TestOffice
  admin: Client
}

async function open(): Promise<Opened> {
  const office = await openTestOffice()
  return { office, admin: await office.setUp() }
}

/** Each test of the file begins with an empty office. What it returns belongs to the office of the test that runs. */
export function inImportWorld() {
  let world: Opened
  beforeEach(async () => {
    world = await open()
  })
  afterEach(() => world.office.close())

  const sqlite = () => world.office.office.db.read.sqlite
  const rowsOf = (sql: string) => sqlite().prepare(sql).raw().all()
  const value = (sql: string) => sqlite().prepare(sql).pluck().get()

  async function prepare(
    file: Blob,
    choices: Choices = {},
  ): Promise<{ analysis: ImportAnalysis; preview: ImportPreview }> {
    const { imports } = world.admin
    const analysis = await imports.analyze({ fileName: 'lista.csv', file })
    const mapping = choices.mapping ?? analysis.mapping
    const preview = await imports.preview({ importId: analysis.importId, mapping, planes: choices.planes ?? {} })
    return { analysis, preview }
  }

  async function apply(importId: string, requestId = newRequestId()) {
    const { trabajoId } = await world.admin.imports.apply({ requestId, importId })
    return world.office.ended(trabajoId)
  }

  return {
    get office() {
      return world.office
    },
    get admin() {
      return world.admin
    },
    rowsOf,
    value,
    prepare,
    apply,
    async importFile(file: Blob, choices: Choices = {}): Promise<ImportPreview> {
      const { analysis, preview } = await prepare(file, choices)
      expect(await apply(analysis.importId)).toMatchObject({ estado: 'done', error: null, refId: analysis.importId })
      return preview
    },
    /** The office stops and starts again; the admin has entered. */
    async restart(): Promise<void> {
      await world.office.restart()
      world.admin = await world.office.as('admin')
    },
    /** Does something in an office of its own. */
    async inNewOffice<T>(work: () => Promise<T>): Promise<T> {
      const outer = world
      world = await open()
      try {
        return await work()
      } finally {
        await world.office.close()
        world = outer
      }
    },
    /** All that an import may write but its own log, by what it means rather than by its ids. */
    contents: () => ({
      clientes:
        rowsOf(`select nombre_razon_social, documento, telefono, email, direccion, estado_servicio, notas, deuda, vencido, credito,
    facturas_abiertas from cliente c join cliente_saldo s on s.cliente_id = c.id order by 1, 2, 5, 7`),
      servicios:
        rowsOf(`select nombre_razon_social, documento, p.nombre, tecnologia, dispositivo_ref, fecha_activacion, estado
    from servicio s join cliente c on c.id = s.cliente_id join plan_servicio p on p.id = s.plan_id order by 1, 2, 5`),
      planes: rowsOf(
        'select nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual from plan_servicio order by 1',
      ),
      facturas: rowsOf(`select nombre_razon_social, documento, monto_total, saldo, origen, f.estado from factura f
    join cliente c on c.id = f.cliente_id order by 1, 2, 3`),
      notas: rowsOf(`select nombre_razon_social, documento, monto, motivo from nota_credito n
    join cliente c on c.id = n.cliente_id order by 1, 2, 3`),
    }),
    /** Rows of every table that holds what the office knows. */
    counts: () =>
      Object.fromEntries(
        ['cliente', 'servicio', 'plan_servicio', 'factura', 'nota_credito', 'importacion_fila', 'cliente_clave'].map(
          (table) => [table, value(`select count(*) from ${table}`)],
        ),
      ),
    async expectSound(): Promise<void> {
      const { checks, findings } = await world.admin.system.check()
      expect(findings).toEqual([])
      expect(checks.every((check) => check.differences === 0)).toBe(true)
    },
  }
}
