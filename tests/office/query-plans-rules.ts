import type { Database as Sqlite } from 'better-sqlite3'

/** Tables that grow with the office: nothing that a person waits for may go through one from end to end. */
const GROWING = [
  'cliente',
  'cliente_saldo',
  'cliente_busqueda',
  'cliente_clave',
  'servicio',
  'factura',
  'factura_linea',
  'recibo',
  'pago',
  'aplicacion',
  'nota_credito',
  'nota_credito_linea',
  'devolucion',
  'devolucion_origen',
  'credito_abierto',
  'impresion',
  'auditoria',
  'solicitud',
  'importacion_fila',
  'servicio_dispositivo',
  'servicio_evento',
  'cargo',
  'cobertura',
  'promesa_pago',
  'correo',
  'sesion_caja',
  'movimiento_caja',
  'arqueo',
  'reporte_caja',
  'ruta_cobro',
  'ruta_visita',
  'adjunto',
  'reverso',
  'reverso_pago',
  'reverso_aplicacion',
  'pago_pasarela',
  'evento_pasarela',
  'extracto',
  'extracto_linea',
  'conciliacion',
  'trabajo_impresion',
  'objeto_red',
  'objeto_ajeno',
  'servicio_red',
  'trabajo_red',
  'corrida_corte_fila',
  'metrica',
  'alerta',
  'respaldo',
]

/** Exceptions: a part of the statement, what its plan may say, and why that is little whatever the size of the office. */
export const ALLOWED: readonly { part: string; step: RegExp; why: string }[] = [
  {
    part: 'o.retirado_en is null group by s.plan_id',
    step: /^SCAN o USING INDEX objeto_en_dispositivo$|USE TEMP B-TREE FOR GROUP BY/,
    why: 'settings of plans alone, which say how many objects each has',
  },
  {
    part: 't.recibo_id = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'jobs that one payment asked for',
  },
  {
    part: 'order by o.retirado_en desc',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'what one service had on one device before',
  },
  {
    part: 't.corrida_id = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'jobs of one day of cuts',
  },
  {
    part: "estado = 'vigente' and tipo = 'mora' and creado_en > ?",
    step: /^SEARCH cargo USING INDEX cargo_vigente \(tenant_id=\?\)$/,
    why: 'open charges, once a day, and only after the clock was set back',
  },
  {
    part: 'from cliente_saldo s cross join cliente c on c.id = s.cliente_id where s.tenant_id = ? and s.con_',
    step: /^SEARCH s USING INDEX saldo_(deuda|vencido|al_dia|credito)_\w+ \(tenant_id=\?\)$/,
    why: 'all of a partial index, which was counted to be few',
  },
  {
    part: 'from "corrida_fila" where "corrida_fila"."corrida_id" = ?',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'the rows of one run, counted by state',
  },
  {
    part: 'select resultado, count(*) as n, sum(',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'the rows of one run of cuts, counted by what became of them',
  },
  {
    part: 'f.vence_desde as venceDesde, f.resultado',
    step: /^SCAN f$/,
    why: 'the rows of one run of cuts, which was read by its index',
  },
  {
    part: 'count(*) as servicios from servicio',
    step: /^SEARCH servicio USING INDEX servicio_plan\w* \(tenant_id=\?\)$|USE TEMP B-TREE FOR GROUP BY/,
    why: 'once a day, when the office looks which runs fall due',
  },
  {
    part: 'min(f.fecha_vencimiento) as venceDesde\n     from json_each(?)',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'the overdue invoices of the clients that were asked about, by service',
  },
  {
    part: 't.recibo_id = ? and +t.tenant_id = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the jobs that one receipt asked of devices',
  },
  {
    part: 's.cliente_id = ? and +s.tenant_id = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the services of one client',
  },
  {
    part: 'from movimiento_caja where sesion_id = ?',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'the movements of one session',
  },
  {
    part: 'from resumen_cobro where tenant_id = @tenantId and fecha = @fecha',
    step: /USE TEMP B-TREE FOR (GROUP|ORDER) BY/,
    why: 'one day, by person and method',
  },
  {
    part: "estado = 'abierta' and tipo = 'cobrador'",
    step: /USING COVERING INDEX sesion_abierta_(puesto|cobrador) |USE TEMP B-TREE FOR ORDER BY/,
    why: 'open drawers and bags: one a seat, one a collector; and the sessions of one day',
  },
  {
    part: "a.aprobacion = 'pendiente' order by a.fecha",
    step: /^SEARCH a USING INDEX arqueo_por_aprobar /,
    why: 'differences that wait for an approval',
  },
  {
    part: "metodo = 'transferencia' and estado_conciliacion = 'pendiente'",
    step: /^SEARCH pago USING COVERING INDEX pago_por_conciliar /,
    why: 'transfers that wait, counted from an index alone',
  },
  {
    part: 'from json_each(?)',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the rows of one page, in its order',
  },
  {
    part: 'order by "auditoria"."seq" desc limit ?',
    step: /^SCAN auditoria$/,
    why: 'goes back from the end in its own order, as far as LIMIT',
  },
  {
    part: 'where +"recibo"."tenant_id" = ? order by "recibo"."id" desc limit ?',
    step: /^SCAN recibo\b/,
    why: 'goes back from the end in its own order, as far as LIMIT',
  },
  {
    part: '"recibo"."cliente_id" = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'receipts of one client',
  },
  {
    part: 'update cliente_saldo set vencido',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'what fell due since the office looked last',
  },
  {
    part: 'select f.id, f.numero, f.cliente_id as clienteId from factura f where f.tenant_id = ? and f.acreditado',
    step: /^SEARCH f USING INDEX factura_reciente \(tenant_id=\?\)$/,
    why: 'every invoice of the office was asked for',
  },
  {
    part: '"servicio"."cliente_id" = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'services of one client',
  },
  {
    part: '"aplicacion"."factura_id" = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'what paid one invoice',
  },
  {
    part: 'where t.recibo_id = ? and +t.tenant_id = ? order by',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'jobs that one payment asked for',
  },
  {
    part: 'join plan_servicio p on p.id = s.plan_id where s.cliente_id = ?',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the services of one client',
  },
  {
    part: 'group by f.cliente_id, f.servicio_id',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'the overdue invoices of some clients at a time',
  },
  {
    part: 'from "usuario" left join "credencial"',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the people of the office',
  },
  {
    part: 'count(*) as n from dispositivo_',
    step: /USE TEMP B-TREE FOR GROUP BY/,
    why: 'devices are hundreds: counted by state and by tag',
  },
  {
    part: 'from respaldo r left join usuario u',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'backups of one device, of which few are kept',
  },
  {
    part: 'indexed by alerta_abierta',
    step: /^SCAN (l|alerta) USING INDEX alerta_abierta$|USE TEMP B-TREE FOR ORDER BY/,
    why: 'alerts that last: a few a device, in an index of their own',
  },
  {
    part: 'from controlador_uisp c',
    step: /USE TEMP B-TREE FOR ORDER BY/,
    why: 'the UISP servers of the office',
  },
]

interface Step {
  detail: string
}

function planOf(db: Sqlite, statement: string): string[] {
  const text = statement.replace(/@\w+/g, '?')
  const parameters = Array<null>((text.match(/\?/g) ?? []).length).fill(null)
  return db
    .prepare<null[], Step>(`explain query plan ${text}`)
    .all(...parameters)
    .map((step) => step.detail)
}

/** Names by which a statement calls the tables that grow: their own, and aliases. */
function growingNames(text: string): string[] {
  return GROWING.flatMap((table) => {
    const named = new RegExp(`\\b${table}"?(?:\\s+(?:as\\s+)?"?(\\w+)"?)?`, 'g')
    return [table, ...[...text.matchAll(named)].flatMap((match) => (match[1] ? [match[1]] : []))]
  })
}

/** Not those that insert: their plans name the tables that refer to theirs, which are looked at only after a violation. */
export const hasPlan = (text: string): boolean =>
  /^\s*(select|with|update|delete)\b/i.test(text) && !/\binsert into\b/i.test(text)

const SORTS = /USE TEMP B-TREE FOR (ORDER|GROUP) BY/
const ONLY_TENANT = /^SEARCH (\w+) USING (?:COVERING )?(?:INDEX \w+|PRIMARY KEY) \(tenant_id=\?\)$/

/** What is wrong with the plan of a statement, and of that, what nothing allows. */
export function faultsOf(db: Sqlite, text: string): { all: string[]; forbidden: string[] } {
  const names = growingNames(text)
  const plan = planOf(db, text)
  // All rows are the tenant's: found by the tenant alone is found by nothing, unless a page is taken off in order.
  const isPage = /\blimit \d|\border by\b.*\blimit \?/is.test(text) && !plan.some((step) => SORTS.test(step))
  const all = plan.filter((step) => {
    const scanned = step.includes('VIRTUAL TABLE') ? undefined : /^SCAN (\w+)/.exec(step)?.[1]
    const searched = isPage ? undefined : ONLY_TENANT.exec(step)?.[1]
    return names.includes(scanned ?? searched ?? '') || SORTS.test(step)
  })
  const allowed = ALLOWED.filter(({ part }) => text.includes(part))
  return { all, forbidden: all.filter((fault) => !allowed.some(({ step }) => step.test(fault))) }
}
