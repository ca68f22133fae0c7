import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { freshDir, MIGRATIONS_DIR } from './support.ts'

/** An office as it was before billing (0001), with a service in each state; 10 March 2026 is when they were written. */
const CAME = Date.UTC(2026, 2, 10)
const BEFORE = `
  insert into tenant (id, nombre, color_primario, configuracion_json, creado_en, actualizado_en) values ('t', 'Red', '#123456', '{}', 1, 1);
  insert into usuario (id, tenant_id, nombre, email, rol, creado_en, actualizado_en) values ('u', 't', 'Ana', 'a@x.example', 'admin', 1, 1);
  insert into puesto (id, tenant_id, nombre, prefijo, configuracion_json, creado_en, actualizado_en) values ('p', 't', 'Caja', 'P1', '{}', 1, 1);
  insert into serie (tenant_id, puesto_id, tipo, siguiente) values ('t', 'p', 'nota_credito', 2), ('t', 'p', 'factura', 3);
  insert into cliente (id, tenant_id, codigo_cliente, nombre_razon_social, estado_servicio, nombre_orden, codigo_orden, creado_en, actualizado_en)
    values ('c', 't', '1', 'Beto', 'suspendido', 'beto', '1', 1, 1), ('c2', 't', '2', 'Caro', 'baja', 'caro', '2', 1, 1);
  insert into plan_servicio (id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, politica_suspension, creado_en, actualizado_en)
    values ('corta', 't', 'Hogar', 50, 10, 100, 'cortar', 1, 1), ('reduce', 't', 'Plus', 50, 10, 200, 'reducir', 1, 1);
  insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, fecha_corte, estado, creado_en, actualizado_en) values
    ('billed', 't', 'c', 'corta', 'pppoe', '2025-01-01', null, 'activo', ${CAME}, ${CAME}),
    ('imported', 't', 'c', 'corta', 'pppoe', '2025-01-01', null, 'activo', ${CAME}, ${CAME}),
    ('future', 't', 'c', 'corta', 'pppoe', '2026-05-07', null, 'activo', ${CAME}, ${CAME}),
    ('cut', 't', 'c', 'corta', 'pppoe', '2025-01-01', '2026-03-05', 'suspendido', ${CAME}, ${CAME}),
    ('gone', 't', 'c', 'corta', 'pppoe', '2025-01-01', '2026-02-01', 'baja', ${CAME}, ${CAME});
  insert into factura (id, tenant_id, cliente_id, servicio_id, periodo, monto_total, saldo, fecha_emision, fecha_vencimiento, estado, numero, origen, usuario_id, creado_en) values
    ('f1', 't', 'c', 'billed', '2026-02', 100, 100, '2026-02-01', '2026-02-10', 'vencida', 'P1-F-1', 'ciclo', 'u', 1),
    ('f2', 't', 'c', 'billed', '2026-03', 100, 60, '2026-03-01', '2026-03-10', 'pendiente', 'P1-F-2', 'ciclo', 'u', 1);
  insert into nota_credito (id, tenant_id, cliente_id, numero, monto, motivo, fecha, usuario_id, creado_en)
    values ('n', 't', 'c', 'P1-NC-1', 40, 'saldo_inicial', '2026-03-01', 'u', 1);
  insert into aplicacion (id, tenant_id, cliente_id, factura_id, nota_credito_id, monto, saldo_despues, fecha) values ('a', 't', 'c', 'f2', 'n', 40, 60, 1);
  insert into impresion (id, tenant_id, documento_tipo, documento_id, salida, copia, usuario_id, puesto_id, fecha)
    values ('i', 't', 'factura', 'f1', 'pdf', 0, 'u', 'p', 1);
`

const dir = freshDir()
let sqlite: Database.Database

beforeAll(async () => {
  sqlite = new Database(path.join(dir.path, 'office.db'))
  const known = readMigrations(MIGRATIONS_DIR)
  const options = { backupDir: path.join(dir.path, 'backups'), now: CAME }
  await migrate(sqlite, known, { ...options, stopAfter: 2 })
  sqlite.exec(BEFORE)
  await migrate(sqlite, known, options)
})
afterAll(() => {
  sqlite.close()
  dir.remove()
})

const all = (sql: string) => sqlite.prepare(sql).all()

describe('an office from before billing', () => {
  it('keeps its credit notes, prints and numbers when their tables are made anew', () => {
    expect(all('select id, monto, motivo, factura_id, detalle from nota_credito')).toEqual([
      { id: 'n', monto: 40, motivo: 'saldo_inicial', factura_id: null, detalle: '' },
    ])
    expect(all('select nota_credito_id from aplicacion')).toEqual([{ nota_credito_id: 'n' }])
    expect(all('select documento_id from impresion')).toEqual([{ documento_id: 'f1' }])
    expect(all('select tipo, siguiente from serie order by tipo')).toEqual([
      { tipo: 'devolucion', siguiente: 1 },
      { tipo: 'factura', siguiente: 3 },
      { tipo: 'movimiento_caja', siguiente: 1 },
      { tipo: 'nota_credito', siguiente: 2 },
      { tipo: 'reporte_x', siguiente: 1 },
      { tipo: 'reporte_z', siguiente: 1 },
      { tipo: 'reverso', siguiente: 1 },
      { tipo: 'ruta_cobro', siguiente: 1 },
    ])
  })

  it('has clients whose state is that of their services; of those without any it stays', () => {
    expect(all('select id, estado_servicio as estado from cliente order by id')).toEqual([
      { id: 'c', estado: 'activo' },
      { id: 'c2', estado: 'baja' },
    ])
    expect(all(`select clave, n from conteo where entidad = 'cliente' order by clave`)).toEqual([
      { clave: 'activo', n: 1 },
      { clave: 'baja', n: 1 },
      { clave: 'suspendido', n: 0 },
    ])
  })

  it('has the months that were billed by cycle settled, each with all its days', () => {
    expect(all('select servicio_id, periodo, componente, desde, hasta, signo, base_dias from cobertura')).toEqual([
      {
        servicio_id: 'billed',
        periodo: '2026-02',
        componente: 'plan:corta',
        desde: '2026-02-01',
        hasta: '2026-02-28',
        signo: 1,
        base_dias: 28,
      },
      {
        servicio_id: 'billed',
        periodo: '2026-03',
        componente: 'plan:corta',
        desde: '2026-03-01',
        hasta: '2026-03-31',
        signo: 1,
        base_dias: 31,
      },
    ])
  })

  it('bills from the month after on what it never billed, and from the activation what begins later', () => {
    expect(all('select id, facturar_desde from servicio order by id')).toEqual([
      { id: 'billed', facturar_desde: null },
      { id: 'cut', facturar_desde: '2026-04-01' },
      { id: 'future', facturar_desde: null },
      { id: 'gone', facturar_desde: '2026-04-01' },
      { id: 'imported', facturar_desde: '2026-04-01' },
    ])
  })

  it('says since when a service is not active, and why', () => {
    expect(all('select servicio_id, fecha, tipo, aplicado from servicio_evento order by servicio_id')).toEqual([
      { servicio_id: 'cut', fecha: '2026-03-05', tipo: 'suspension', aplicado: 1 },
      { servicio_id: 'gone', fecha: '2026-02-01', tipo: 'baja', aplicado: 1 },
    ])
    expect(all(`select id, motivo_suspension from servicio where motivo_suspension is not null`)).toEqual([
      { id: 'cut', motivo_suspension: 'deuda' },
    ])
  })

  it('charges suspended days where the service went on', () => {
    expect(all('select id, cobra_suspension from plan_servicio order by id')).toEqual([
      { id: 'corta', cobra_suspension: 0 },
      { id: 'reduce', cobra_suspension: 1 },
    ])
  })

  it('adds up what was billed before, by period', () => {
    const sums = 'periodo, facturas, facturado, acreditado, aplicado_notas as pagado, notas, monto_notas as monto'
    expect(all(`select ${sums} from resumen_periodo order by periodo`)).toEqual([
      { periodo: '2026-02', facturas: 1, facturado: 100, acreditado: 0, pagado: 0, notas: 0, monto: 0 },
      { periodo: '2026-03', facturas: 1, facturado: 100, acreditado: 0, pagado: 40, notas: 1, monto: 40 },
    ])
  })
})
