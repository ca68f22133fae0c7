import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { freshDir, MIGRATIONS_DIR } from './support.ts'

/** An office as it was before drawers (0004): receipts in cash and by transfer, printed, and a refund in cash. */
const BEFORE = `
  insert into tenant (id, nombre, color_primario, configuracion_json, creado_en, actualizado_en) values ('t', 'Red', '#123456', '{}', 1, 1);
  insert into usuario (id, tenant_id, nombre, email, rol, creado_en, actualizado_en) values ('u', 't', 'Ana', 'a@x.example', 'admin', 1, 1);
  insert into puesto (id, tenant_id, nombre, prefijo, configuracion_json, creado_en, actualizado_en)
    values ('p', 't', 'Caja', 'P1', '{}', 1, 1), ('p2', 't', 'Caja 2', 'P2', '{}', 2, 2);
  insert into serie (tenant_id, puesto_id, tipo, siguiente) values ('t', 'p', 'recibo', 3);
  insert into cliente (id, tenant_id, codigo_cliente, nombre_razon_social, estado_servicio, nombre_orden, codigo_orden, creado_en, actualizado_en)
    values ('c', 't', '1', 'Beto', 'activo', 'beto', '1', 1, 1);
  insert into recibo (id, tenant_id, puesto_id, secuencia, numero, cliente_id, usuario_id, fecha, metodo, referencia, monto_total, efectivo_recibido, vuelto, deuda_despues, credito_despues)
    values ('r1', 't', 'p', 1, 'P1-R-1', 'c', 'u', 1, 'efectivo', '', 40, 50, 10, 0, 40),
      ('r2', 't', 'p', 2, 'P1-R-2', 'c', 'u', 2, 'transferencia', 'OP-1', 60, null, null, 0, 100);
  insert into pago (id, tenant_id, cliente_id, factura_id, monto, metodo, referencia, fecha_pago, estado_conciliacion, recibo_id)
    values ('g1', 't', 'c', null, 40, 'efectivo', '', 1, 'no_aplica', 'r1'), ('g2', 't', 'c', null, 60, 'transferencia', 'OP-1', 2, 'pendiente', 'r2');
  insert into impresion (id, tenant_id, documento_tipo, documento_id, salida, copia, usuario_id, puesto_id, fecha)
    values ('i', 't', 'recibo', 'r1', 'pdf', 0, 'u', 'p', 1);
  insert into devolucion (id, tenant_id, puesto_id, numero, cliente_id, monto, metodo, motivo, usuario_id, fecha)
    values ('d', 't', 'p', 'P1-D-1', 'c', 5, 'efectivo', 'x', 'u', 3);
`

const dir = freshDir()
let sqlite: Database.Database

beforeAll(async () => {
  sqlite = new Database(path.join(dir.path, 'office.db'))
  const known = readMigrations(MIGRATIONS_DIR)
  const options = { backupDir: path.join(dir.path, 'backups'), now: 10 }
  await migrate(sqlite, known, { ...options, stopAfter: 5 })
  sqlite.exec(BEFORE)
  await migrate(sqlite, known, options)
})
afterAll(() => {
  sqlite.close()
  dir.remove()
})

const all = (sql: string) => sqlite.prepare(sql).all()

describe('an office from before drawers', () => {
  it('keeps its receipts, which lie in no drawer and are taken back by nothing', () => {
    expect(all('select id, sesion_id, revertido, monto_total from recibo order by id')).toEqual([
      { id: 'r1', sesion_id: null, revertido: 0, monto_total: 40 },
      { id: 'r2', sesion_id: null, revertido: 0, monto_total: 60 },
    ])
    expect(all('select id from movimiento_caja union all select id from sesion_caja')).toEqual([])
    expect(all('select documento_id, copia from impresion')).toEqual([{ documento_id: 'r1', copia: 0 }])
  })

  it('numbers what drawers make from one, at every seat', () => {
    const made = `tipo in ('movimiento_caja', 'reporte_x', 'reporte_z', 'reverso', 'ruta_cobro')`
    expect(all(`select puesto_id, count(*) as n, sum(siguiente) as first from serie where ${made} group by 1`)).toEqual(
      [
        { puesto_id: 'p', n: 5, first: 5 },
        { puesto_id: 'p2', n: 5, first: 5 },
      ],
    )
    expect(all(`select siguiente from serie where puesto_id = 'p' and tipo = 'recibo'`)).toEqual([{ siguiente: 3 }])
  })

  it('goes on with the rules it had: numbers without gaps, one original, a reference once', () => {
    const run = (sql: string) => () => sqlite.exec(sql)
    expect(run('update serie set siguiente = siguiente + 2')).toThrow('serie.gap')
    expect(run('delete from serie')).toThrow('serie.gap')
    expect(run('delete from impresion')).toThrow('fact.immutable')
    expect(run('update recibo set monto_total = 1')).toThrow('fact.immutable')
    const again = `insert into recibo select 'r3', tenant_id, puesto_id, 3, 'P1-R-3', cliente_id, usuario_id, fecha, metodo, referencia,
      monto_total, efectivo_recibido, vuelto, deuda_despues, credito_despues, sesion_id, revertido from recibo where id = 'r2'`
    expect(run(again)).toThrow('UNIQUE')
    // A void receipt gives its reference free again.
    sqlite.exec(`savepoint free; update recibo set revertido = 60 where id = 'r2'`)
    expect(run(again.replace('revertido from', '0 from'))).not.toThrow()
    sqlite.exec('rollback to free; release free')
  })
})
