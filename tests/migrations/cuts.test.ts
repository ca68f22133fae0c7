import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { freshDir, MIGRATIONS_DIR } from './support.ts'

/** An office from before its runs of cuts said what truly happened, with one run: cut at 100, some of it lifted at 200. */
const BEFORE = `
  insert into tenant (id, nombre, color_primario, configuracion_json, creado_en, actualizado_en) values ('t', 'Red', '#123456', '{}', 1, 1);
  insert into cliente (id, tenant_id, codigo_cliente, nombre_razon_social, estado_servicio, nombre_orden, codigo_orden, creado_en, actualizado_en)
    values ('c', 't', '1', 'Beto', 'activo', 'beto', '1', 1, 1);
  insert into plan_servicio (id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, politica_suspension, creado_en, actualizado_en)
    values ('p', 't', 'Hogar', 50, 10, 100, 'cortar', 1, 1);
  insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, estado, creado_en, actualizado_en)
    select value, 't', 'c', 'p', 'pppoe', '2025-01-01', 'activo', 1, 1 from json_each('["cut", "lifted", "undone", "left", "ended"]');
  insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
    values ('d', 't', 'mikrotik', 'd', 'torre', '10.0.0.1', 1, 1);
  insert into corrida_corte (id, tenant_id, fecha, origen, estado, total, creado_en, terminada_en)
    values ('r', 't', '2026-03-10', 'manual', 'terminada', 5, 100, 100);
  insert into corrida_corte_fila (corrida_id, tenant_id, orden, servicio_id, cliente_id, vencido, vence_desde, estado, motivo, resuelta_en) values
    ('r', 't', 1, 'cut', 'c', 1, '2026-02-01', 'cortado', null, 100), ('r', 't', 2, 'lifted', 'c', 1, '2026-02-01', 'cortado', null, 100),
    ('r', 't', 3, 'undone', 'c', 1, '2026-02-01', 'cortado', 'deshecho', 100), ('r', 't', 4, 'left', 'c', 1, '2026-02-01', 'omitido', 'promesa', 100),
    ('r', 't', 5, 'ended', 'c', 1, '2026-02-01', 'cortado', null, 100);
  insert into servicio_evento (id, tenant_id, servicio_id, fecha, tipo, aplicado, creado_en)
    select tipo || s.value, 't', s.value, '2026-03-10', tipo, 1, at from json_each('["lifted", "undone"]') s,
      (select 'reactivacion' as tipo, 200 as at union all select 'suspension', 100);
  -- Planned before the cut, and in force since: an end of the service. What was planned and has not come yet ends nothing.
  insert into servicio_evento (id, tenant_id, servicio_id, fecha, tipo, aplicado, creado_en) values
    ('e1', 't', 'ended', '2026-03-12', 'baja', 1, 50), ('e2', 't', 'cut', '2026-03-30', 'baja', 0, 50), ('e3', 't', 'cut', '2026-02-01', 'reactivacion', 1, 40);
  insert into trabajo_red (id, tenant_id, servicio_id, dispositivo_id, tipo, estado, proximo_en, corrida_id, creado_en, aplicado_en, verificado_en, actualizado_en) values
    ('j1', 't', 'cut', 'd', 'corte', 'verificado', 1, 'r', 100, 110, 120, 120), ('j2', 't', 'lifted', 'd', 'reactivacion', 'verificado', 1, 'r', 100, 210, 220, 220),
    ('j3', 't', 'undone', 'd', 'corte', 'fallido', 1, 'r', 100, null, null, 120);
`

const dir = freshDir()
let sqlite: Database.Database

beforeAll(async () => {
  sqlite = new Database(path.join(dir.path, 'office.db'))
  const known = readMigrations(MIGRATIONS_DIR)
  const options = { backupDir: path.join(dir.path, 'backups'), now: 300 }
  const at = known.findIndex(({ name }) => name.endsWith('_cortes_historia'))
  await migrate(sqlite, known, { ...options, stopAfter: at })
  sqlite.exec(BEFORE)
  await migrate(sqlite, known, options)
})
afterAll(() => {
  sqlite.close()
  dir.remove()
})

const all = (sql: string) => sqlite.prepare(sql).raw().all()

describe('a run of cuts from before', () => {
  it('knows when its cuts were lifted, and what for where that was kept', () => {
    expect(
      all('select servicio_id, levantada_en, levantada_por, motivo from corrida_corte_fila order by orden'),
    ).toEqual([
      ['cut', null, null, null],
      ['lifted', 200, null, null],
      ['undone', 200, 'deshecho', null],
      ['left', null, null, 'promesa'],
      ['ended', Date.UTC(2026, 2, 12, 8), null, null],
    ])
  })

  it('says of no job that it was cut by it which was something else by the time it was over', () => {
    expect(all('select id, corrida_id, enviado_en from trabajo_red order by id')).toEqual([
      ['j1', 'r', 110],
      ['j2', null, null],
      ['j3', 'r', null],
    ])
  })
})
