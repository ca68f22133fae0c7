import type { Database as Sqlite } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffice, type OfficeDb } from '../../db/open.ts'
import { freshDir, MIGRATIONS_DIR } from './support.ts'

const dir = freshDir()
let db: OfficeDb
let sqlite: Sqlite

/** One row of each table that matters here, in the order their references need. */
const ROWS = `
  insert into tenant (id, nombre, color_primario, configuracion_json, creado_en, actualizado_en) values ('t', 'Red', '#123456', '{}', 1, 1);
  insert into usuario (id, tenant_id, nombre, email, rol, creado_en, actualizado_en) values ('u', 't', 'Ana', 'a@x.example', 'admin', 1, 1);
  insert into puesto (id, tenant_id, nombre, prefijo, configuracion_json, creado_en, actualizado_en) values ('p', 't', 'Caja', 'P1', '{}', 1, 1);
  insert into serie (tenant_id, puesto_id, tipo, siguiente) values ('t', 'p', 'recibo', 1);
  insert into cliente (id, tenant_id, codigo_cliente, nombre_razon_social, estado_servicio, nombre_orden, codigo_orden, creado_en, actualizado_en)
    values ('c', 't', '1', 'Beto', 'activo', 'beto', '1', 1, 1), ('c2', 't', '2', 'Caro', 'activo', 'caro', '2', 1, 1);
  insert into factura (id, tenant_id, cliente_id, periodo, monto_total, saldo, fecha_emision, fecha_vencimiento, estado, numero, origen, usuario_id, creado_en)
    values ('f', 't', 'c', '2026-01', 100, 100, '2026-01-01', '2026-01-10', 'pendiente', 'P1-F-1', 'manual', 'u', 1);
  insert into factura_linea (id, tenant_id, factura_id, orden, descripcion, cantidad, precio_unitario, neto, impuestos_json, total)
    values ('l', 't', 'f', 0, 'x', 1, 100, 100, '[]', 100);
  insert into recibo (id, tenant_id, puesto_id, secuencia, numero, cliente_id, usuario_id, fecha, metodo, monto_total, efectivo_recibido, vuelto, deuda_despues, credito_despues)
    values ('r', 't', 'p', 1, 'P1-R-1', 'c', 'u', 1, 'efectivo', 40, 50, 10, 60, 0);
  insert into pago (id, tenant_id, cliente_id, factura_id, monto, metodo, fecha_pago, estado_conciliacion, recibo_id)
    values ('g', 't', 'c', 'f', 40, 'efectivo', 1, 'no_aplica', 'r');
  insert into nota_credito (id, tenant_id, cliente_id, numero, monto, motivo, fecha, usuario_id, creado_en)
    values ('n', 't', 'c', 'P1-NC-1', 5, 'saldo_inicial', '2026-01-01', 'u', 1);
  insert into aplicacion (id, tenant_id, cliente_id, factura_id, pago_id, monto, saldo_despues, fecha) values ('a', 't', 'c', 'f', 'g', 40, 60, 1);
  insert into impresion (id, tenant_id, documento_tipo, documento_id, salida, copia, usuario_id, puesto_id, fecha)
    values ('i', 't', 'recibo', 'r', 'pdf', 0, 'u', 'p', 1);
  insert into solicitud (tenant_id, request_id, procedimiento, huella, respuesta_json, fecha) values ('t', 'q', 'x', 'h', '{}', 1);
  insert into auditoria (seq, tenant_id, fecha, accion, entidad, entidad_id, hash_previo, hash) values (1, 't', 1, 'x', 'y', 'z', '0', '1');
  insert into importacion (id, tenant_id, usuario_id, archivo, huella, opciones_json, resultado_json, fecha) values ('m', 't', 'u', 'a.csv', 'h', '{}', '{}', 1);
  insert into plan_servicio (id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, politica_suspension, creado_en, actualizado_en)
    values ('pl', 't', 'Hogar', 50, 10, 100, 'cortar', 1, 1);
  insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, estado, creado_en, actualizado_en)
    values ('s', 't', 'c', 'pl', 'pppoe', '2026-01-01', 'activo', 1, 1);
  insert into nota_credito_linea (id, tenant_id, nota_credito_id, orden, descripcion, cantidad, precio_unitario, neto, impuestos_json, total)
    values ('nl', 't', 'n', 0, 'x', 1, 5, 5, '[]', 5);
  insert into devolucion (id, tenant_id, puesto_id, numero, cliente_id, monto, metodo, motivo, usuario_id, fecha)
    values ('d', 't', 'p', 'P1-D-1', 'c', 5, 'efectivo', 'x', 'u', 1);
  insert into devolucion_origen (id, tenant_id, cliente_id, devolucion_id, nota_credito_id, monto) values ('do', 't', 'c', 'd', 'n', 5);
  insert into servicio_evento (id, tenant_id, servicio_id, fecha, tipo, aplicado, creado_en) values ('e', 't', 's', '2026-02-01', 'pausa', 0, 1);
  insert into cobertura (servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en)
    values ('s', '2026-01', 0, 't', 'plan:pl', '2026-01-01', '2026-01-31', 1, 100, 31, 1);
  insert into promesa_pago (id, tenant_id, cliente_id, monto, fecha, estado, usuario_id, creado_en) values ('pp', 't', 'c', 60, '2026-01-20', 'abierta', 'u', 1);
  insert into sesion_caja (id, tenant_id, puesto_id, usuario_id, tipo, estado, fecha, fondo_inicial, abierta_en)
    values ('open', 't', 'p', 'u', 'mostrador', 'abierta', '2026-01-02', 10, 2);
  insert into movimiento_caja (id, tenant_id, sesion_id, puesto_id, numero, tipo, monto, lugar, usuario_id, fecha)
    values ('mv', 't', 'open', 'p', 'P1-M-1', 'retiro', -3, 'banco', 'u', 2);
  insert into arqueo (id, tenant_id, sesion_id, tipo, detalle_json, contado, esperado, diferencia, aprobacion, usuario_id, fecha)
    values ('aq', 't', 'open', 'control', '[]', 5, 7, -2, 'pendiente', 'u', 2);
  insert into reporte_caja (id, tenant_id, sesion_id, puesto_id, tipo, numero, contenido_json, usuario_id, fecha)
    values ('x1', 't', 'open', 'p', 'x', 'P1-X-1', '{}', 'u', 2);
  insert into sesion_caja (id, tenant_id, puesto_id, usuario_id, tipo, estado, fecha, fondo_inicial, abierta_en)
    values ('bag', 't', 'p', 'u', 'cobrador', 'abierta', '2026-01-02', 0, 2);
  insert into ruta_cobro (id, tenant_id, puesto_id, numero, nombre, cobrador_id, sesion_id, estado, usuario_id, creado_en)
    values ('rc', 't', 'p', 'P1-RC-1', 'Norte', 'u', 'bag', 'abierta', 'u', 2);
  insert into ruta_visita (id, tenant_id, ruta_id, orden, cliente_id, deuda, estado) values ('rv', 't', 'rc', 1, 'c', 60, 'pendiente');
  insert into adjunto (id, tenant_id, entidad, entidad_id, nombre, mime, bytes, sha256, contenido, usuario_id, fecha)
    values ('ad', 't', 'movimiento_caja', 'mv', 'a.png', 'image/png', 2, 'h', x'8950', 'u', 2);
`

beforeAll(async () => {
  db = await openOffice({ dataDir: dir.path, migrationsDir: MIGRATIONS_DIR, now: 0 })
  sqlite = db.write.sqlite
  sqlite.exec(ROWS)
})
afterAll(() => {
  db.close()
  dir.remove()
})

const FACTS = [
  'factura',
  'factura_linea',
  'recibo',
  'pago',
  'nota_credito',
  'aplicacion',
  'impresion',
  'solicitud',
  'auditoria',
  'importacion',
  'nota_credito_linea',
  'devolucion',
  'devolucion_origen',
  'servicio_evento',
  'cobertura',
  'promesa_pago',
  'sesion_caja',
  'movimiento_caja',
  'arqueo',
  'reporte_caja',
  'ruta_cobro',
  'ruta_visita',
  'adjunto',
]
/** The only columns of a fact that follow from other facts, or arrive later. */
const PROJECTED: Record<string, string[]> = {
  factura: ['saldo', 'estado', 'acreditado'],
  pago: ['estado_conciliacion'],
  servicio_evento: ['aplicado', 'anulado_en'],
  promesa_pago: ['estado', 'pagado', 'cerrada_en'],
  recibo: ['revertido'],
  sesion_caja: ['estado', 'cerrada_en'],
  arqueo: ['aprobacion', 'aprobado_por', 'aprobado_en'],
  ruta_cobro: ['estado', 'rendida_en'],
  ruta_visita: ['estado', 'recibo_id', 'notas'],
}

describe('a fact', () => {
  it.each(FACTS)('%s cannot be deleted', (table) => {
    expect(() => sqlite.prepare(`delete from ${table}`).run()).toThrow('fact.immutable')
  })

  it.each(FACTS)('%s cannot be changed in any column but its projections', (table) => {
    const columns = sqlite.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]
    expect(columns.length).toBeGreaterThan(3)
    for (const column of columns.filter((c) => !PROJECTED[table]?.includes(c)))
      expect(() => sqlite.prepare(`update ${table} set ${column} = ${column}`).run(), column).toThrow('fact.immutable')
  })

  it('lets its projections follow', () => {
    sqlite.prepare(`update factura set saldo = 60, estado = 'vencida' where id = 'f'`).run()
    sqlite.prepare(`update pago set estado_conciliacion = 'conciliado' where id = 'g'`).run()
    expect(sqlite.prepare('select saldo, estado from factura').get()).toEqual({ saldo: 60, estado: 'vencida' })
  })
})

describe('the database itself refuses', () => {
  it.each([
    ['an invoice below zero', `update factura set saldo = -1`, /factura_montos/],
    ['a paid invoice with balance', `update factura set estado = 'pagada' where saldo > 0`, /factura_pagada/],
    [
      'a payment of nothing',
      `insert into pago values ('g2', 't', 'c', null, 0, 'efectivo', '', 1, 'no_aplica', 'r')`,
      /pago_monto/,
    ],
    [
      'a method that is not one',
      `insert into pago values ('g2', 't', 'c', null, 1, 'cheque', '', 1, 'no_aplica', 'r')`,
      /pago_metodo/,
    ],
    [
      'a float as money',
      `insert into pago values ('g2', 't', 'c', null, 1.5, 'efectivo', '', 1, 'no_aplica', 'r')`,
      /cannot store REAL/,
    ],
    [
      'change that does not add up',
      `insert into recibo values ('r2','t','p',2,'x','c','u',1,'efectivo','',40,50,11,0,0,null,0)`,
      /recibo_efectivo/,
    ],
    [
      'cash without what was received',
      `insert into recibo values ('r2','t','p',2,'x','c','u',1,'efectivo','',40,null,null,0,0,null,0)`,
      /recibo_efectivo/,
    ],
    [
      'a receipt number twice',
      `insert into recibo values ('r2','t','p',1,'P1-R-1','c','u',1,'efectivo','',40,40,0,0,0,null,0)`,
      /UNIQUE/,
    ],
    [
      'an allocation from nowhere',
      `insert into aplicacion values ('a2','t','c','f',null,null,1,0,1)`,
      /aplicacion_origen/,
    ],
    [
      'an allocation from two sources',
      `insert into aplicacion values ('a2','t','c','f','g','n',1,0,1)`,
      /aplicacion_origen/,
    ],
    [
      "money of one client on another's invoice",
      `insert into aplicacion values ('a2','t','c2','f','g',null,1,0,1)`,
      /aplicacion.foreign/,
    ],
    ['a number given twice', `update serie set siguiente = 1`, /serie.gap/],
    ['a gap in the numbers', `update serie set siguiente = siguiente + 2`, /serie.gap/],
    [
      'a second original of a document',
      `insert into impresion values ('i2','t','recibo','r','pdf',0,'u','p',1)`,
      /UNIQUE/,
    ],
    [
      'a second open drawer at a seat',
      `insert into sesion_caja values ('s2','t','p','u','mostrador','abierta','2026-01-02',0,null,2,null)`,
      /UNIQUE/,
    ],
    ['an end without its instant', `update sesion_caja set estado = 'cerrada' where id = 'open'`, /sesion_cierre/],
    [
      'a receipt in a drawer that is not open',
      `insert into recibo values ('r2','t','p',2,'x','c','u',1,'efectivo','',40,40,0,0,0,'nowhere',0)`,
      /caja.closed/,
    ],
    [
      'a withdrawal that brings money in',
      `insert into movimiento_caja values ('m2','t','open','p','P1-M-2','retiro',3,'banco','','',null,null,'u',null,2)`,
      /movimiento_signo/,
    ],
    [
      'an expense without its category',
      `insert into movimiento_caja values ('m2','t','open','p','P1-M-2','gasto',-3,null,'','',null,null,'u',null,2)`,
      /movimiento_gasto/,
    ],
    [
      'a count whose difference does not add up',
      `insert into arqueo values ('a3','t','open','control','[]',5,7,0,'',null,'no_requiere',null,null,'u',2)`,
      /arqueo_diferencia/,
    ],
    [
      'an approval by nobody',
      `insert into arqueo values ('a3','t','open','control','[]',5,7,-2,'',null,'aprobada',null,null,'u',2)`,
      /arqueo_aprobado/,
    ],
    ['a client that disappears', `delete from cliente where id = 'c2'`, /master.kept/],
    [
      "a credit note of one client for another's invoice",
      `insert into nota_credito values ('n2','t','c2','P1-NC-2',5,'anulacion','2026-01-01','f','','u',1,0)`,
      /nota_credito.foreign/,
    ],
    [
      "a refund out of another client's money",
      `insert into devolucion_origen values ('do2','t','c2','d','g',null,1)`,
      /devolucion.foreign/,
    ],
    [
      'two open promises of one client',
      `insert into promesa_pago (id, tenant_id, cliente_id, monto, fecha, estado, usuario_id, creado_en) values ('pp2','t','c',1,'2026-01-20','abierta','u',1)`,
      /UNIQUE/,
    ],
    ['a billing day that some months lack', `update servicio set dia_facturacion = 29`, /CHECK/],
    [
      'a charge that disappears',
      `insert into cargo (id, tenant_id, cliente_id, tipo, descripcion, monto, desde, estado, creado_en, actualizado_en) values ('k','t','c','unico','x',1,'2026-01-01','vigente',1,1); delete from cargo`,
      /master.kept/,
    ],
    ['an unknown role', `update usuario set rol = 'jefe'`, /usuario_rol/],
    [
      'a date that is not one',
      `insert into nota_credito values ('n2','t','c','P1-NC-2',5,'saldo_inicial','ayer',null,'','u',1,0)`,
      /nota_credito_fecha/,
    ],
  ] as const)('%s', (_, statement, message) => {
    expect(() => sqlite.exec(statement)).toThrow(message)
  })
})
