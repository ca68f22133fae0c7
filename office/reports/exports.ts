import type { Exportable, FormatoExportacion, MesDetalle } from '../../contract/index.ts'
import type { Idioma } from '../../contract/enums.ts'
import { civilDate, formatPeriod } from '../../contract/dates.ts'
import type { Page } from '../../contract/schemas.ts'
import { listNotas } from '../billing/credit-notes-read.ts'
import { listFacturas } from '../billing/invoices.ts'
import { listPromesas } from '../billing/promises-read.ts'
import { readStatement } from '../customers/account.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import type { Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { listAgeing } from './ageing.ts'
import { type Column, exportTable, type Exported, type Table } from './export.ts'
import { getMes, listMeses } from './months.ts'
import { enumsFor, wordsFor } from './words.ts'

interface Asked {
  office: Office
  tenantId: string
  words: ReturnType<typeof wordsFor>
  enums: ReturnType<typeof enumsFor>
  locale: string
}

const LIMIT = 200

/** Every page of a list, from the first on. */
function* allPages<T>(page: (input: { cursor?: string; limit: number }) => Page<T>): Generator<readonly T[]> {
  let cursor: string | null = null
  do {
    const next: Page<T> = page({ limit: LIMIT, ...(cursor === null ? {} : { cursor }) })
    yield next.items
    cursor = next.nextCursor
  } while (cursor !== null)
}

/** A report as a file. Errors: not_found, input.invalid. */
export async function exportReport(
  office: Office,
  tenantId: string,
  input: { reporte: Exportable; formato: FormatoExportacion; idioma: Idioma },
): Promise<{ fileName: string } & Exported> {
  const { moneda, locale, pais, zonaHoraria } = readTenant(office.db.read)
  const words = wordsFor(input.idioma)
  const asked = { office, tenantId, words, enums: enumsFor(input.idioma), locale: `${input.idioma}-${pais}` }
  const file = await writeReport(asked, input.reporte, { formato: input.formato, moneda, locale })
  const today = civilDate(office.now(), zonaHoraria)
  return { fileName: `${words.archivo[input.reporte.tipo]}-${today}.${input.formato}`, ...file }
}

type Format = Parameters<typeof exportTable>[1]

function writeReport(asked: Asked, reporte: Exportable, format: Format): Promise<Exported> {
  switch (reporte.tipo) {
    case 'antiguedad':
      return exportTable(ageingTable(asked, reporte), format)
    case 'facturas':
      return exportTable(facturasTable(asked, reporte), format)
    case 'notas':
      return exportTable(notasTable(asked, reporte), format)
    case 'promesas':
      return exportTable(promesasTable(asked, reporte), format)
    case 'cuenta':
      return exportTable(cuentaTable(asked, reporte), format)
    case 'meses':
      return exportTable(mesesTable(asked, reporte), format)
    case 'mes':
      return exportTable(mesTable(asked, reporte), format)
  }
}

type Of<Tipo extends Exportable['tipo']> = Extract<Exportable, { tipo: Tipo }>

function ageingTable({ office, tenantId, words, enums }: Asked, { filter, orden }: Of<'antiguedad'>) {
  const db = office.db.read
  const c = words.columna
  const t = words.tramo
  return table(
    words.hoja.antiguedad,
    allPages((page) => listAgeing(db, tenantId, { filter, orden, ...page })),
    [
      { tipo: 'texto', titulo: c.codigo, valor: (row) => row.codigo },
      { tipo: 'texto', titulo: c.cliente, valor: (row) => row.nombre },
      { tipo: 'texto', titulo: c.telefono, valor: (row) => row.telefono },
      { tipo: 'texto', titulo: c.servicio, valor: (row) => enums.estadoServicio[row.estadoServicio] },
      { tipo: 'entero', titulo: c.facturas, valor: (row) => row.facturas },
      { tipo: 'fecha', titulo: c.venceDesde, valor: (row) => row.venceDesde },
      { tipo: 'monto', titulo: t.corriente, valor: (row) => row.corriente },
      { tipo: 'monto', titulo: t.d1_30, valor: (row) => row.d1_30 },
      { tipo: 'monto', titulo: t.d31_60, valor: (row) => row.d31_60 },
      { tipo: 'monto', titulo: t.d61_90, valor: (row) => row.d61_90 },
      { tipo: 'monto', titulo: t.d90, valor: (row) => row.d90 },
      { tipo: 'monto', titulo: c.deuda, valor: (row) => row.deuda },
      { tipo: 'fecha', titulo: c.al, valor: () => overdueAsOf(db, tenantId) },
    ],
  )
}

const table = <Row>(titulo: string, pages: Table<Row>['pages'], columns: Column<Row>[]): Table<Row> => ({
  titulo,
  pages,
  columns,
})

function facturasTable({ office, tenantId, words, enums }: Asked, { filter }: Of<'facturas'>) {
  const c = words.columna
  return table(
    words.hoja.facturas,
    allPages((page) => listFacturas(office.db.read, tenantId, { filter, ...page })),
    [
      { tipo: 'texto', titulo: c.numero, valor: (row) => row.numero },
      { tipo: 'texto', titulo: c.codigo, valor: (row) => row.clienteCodigo },
      { tipo: 'texto', titulo: c.cliente, valor: (row) => row.clienteNombre },
      { tipo: 'texto', titulo: c.periodo, valor: (row) => row.periodo },
      { tipo: 'fecha', titulo: c.emision, valor: (row) => row.fechaEmision },
      { tipo: 'fecha', titulo: c.vencimiento, valor: (row) => row.fechaVencimiento },
      { tipo: 'texto', titulo: c.estado, valor: (row) => enums.estadoFactura[row.estado] },
      { tipo: 'monto', titulo: c.total, valor: (row) => row.montoTotal },
      { tipo: 'monto', titulo: c.saldo, valor: (row) => row.saldo },
    ],
  )
}

function notasTable({ office, tenantId, words }: Asked, { filter }: Of<'notas'>) {
  const c = words.columna
  return table(
    words.hoja.notas,
    allPages((page) => listNotas(office.db.read, tenantId, { filter, ...page })),
    [
      { tipo: 'texto', titulo: c.numero, valor: (row) => row.numero },
      { tipo: 'fecha', titulo: c.fecha, valor: (row) => row.fecha },
      { tipo: 'texto', titulo: c.codigo, valor: (row) => row.clienteCodigo },
      { tipo: 'texto', titulo: c.cliente, valor: (row) => row.clienteNombre },
      { tipo: 'texto', titulo: c.motivo, valor: (row) => words.motivo[row.motivo] },
      { tipo: 'texto', titulo: c.factura, valor: (row) => row.facturaNumero ?? '' },
      { tipo: 'texto', titulo: c.detalle, valor: (row) => row.detalle },
      { tipo: 'texto', titulo: c.usuario, valor: (row) => row.emitidaPor },
      { tipo: 'monto', titulo: c.monto, valor: (row) => row.monto },
    ],
  )
}

function promesasTable({ office, tenantId, words }: Asked, { vista }: Of<'promesas'>) {
  const c = words.columna
  const { zonaHoraria } = readTenant(office.db.read)
  const now = office.now()
  return table(
    words.hoja.promesas,
    allPages((page) => listPromesas(office.db.read, tenantId, { vista, now, ...page })),
    [
      { tipo: 'texto', titulo: c.codigo, valor: (row) => row.clienteCodigo },
      { tipo: 'texto', titulo: c.cliente, valor: (row) => row.clienteNombre },
      { tipo: 'texto', titulo: c.telefono, valor: (row) => row.clienteTelefono },
      { tipo: 'fecha', titulo: c.promesa, valor: (row) => row.fecha },
      { tipo: 'monto', titulo: c.monto, valor: (row) => row.monto },
      { tipo: 'monto', titulo: c.pagado, valor: (row) => row.pagado },
      { tipo: 'monto', titulo: c.deuda, valor: (row) => row.deuda },
      { tipo: 'texto', titulo: c.estado, valor: (row) => words.promesa[row.estado] },
      { tipo: 'texto', titulo: c.usuario, valor: (row) => row.usuario },
      { tipo: 'fecha', titulo: c.tomada, valor: (row) => civilDate(row.creadoEn, zonaHoraria) },
      { tipo: 'texto', titulo: c.notas, valor: (row) => row.notas },
    ],
  )
}

function cuentaTable({ office, tenantId, words }: Asked, { clienteId }: Of<'cuenta'>) {
  const c = words.columna
  const pages = allPages((page) => readStatement(office.db.read, tenantId, { id: clienteId, ...page }))
  return table(words.hoja.cuenta, pages, [
    { tipo: 'fecha', titulo: c.fecha, valor: (row) => row.fecha },
    { tipo: 'texto', titulo: c.tipo, valor: (row) => words.movimiento[row.tipo] },
    { tipo: 'texto', titulo: c.numero, valor: (row) => row.numero },
    { tipo: 'texto', titulo: c.detalle, valor: (row) => row.detalle },
    { tipo: 'monto', titulo: c.debe, valor: (row) => row.debe || null },
    { tipo: 'monto', titulo: c.haber, valor: (row) => row.haber || null },
    { tipo: 'monto', titulo: c.saldo, valor: (row) => row.saldo },
  ])
}

function mesesTable({ office, tenantId, words, locale }: Asked, { hasta, meses }: Of<'meses'>) {
  const c = words.columna
  const pages = once(() => listMeses(office, tenantId, { hasta, meses }))
  return table(words.hoja.meses, pages, [
    { tipo: 'texto', titulo: c.periodo, valor: (row) => formatPeriod(row.periodo, locale) },
    { tipo: 'entero', titulo: c.facturas, valor: (row) => row.facturas },
    { tipo: 'monto', titulo: c.facturado, valor: (row) => row.facturado },
    { tipo: 'monto', titulo: c.acreditado, valor: (row) => row.acreditado },
    { tipo: 'monto', titulo: c.cobradoDelMes, valor: (row) => row.cobradoDelMes },
    { tipo: 'monto', titulo: c.abierto, valor: (row) => row.abierto },
    { tipo: 'entero', titulo: c.recibos, valor: (row) => row.recibos },
    { tipo: 'monto', titulo: c.cobrado, valor: (row) => row.cobrado },
    { tipo: 'monto', titulo: c.revertido, valor: (row) => row.revertido },
    { tipo: 'monto', titulo: c.devuelto, valor: (row) => row.devuelto },
  ])
}

async function* once<Row>(read: () => Promise<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  yield await read()
}

interface MesRow {
  grupo: string
  concepto: string
  cantidad: number | null
  monto: number
}

/** One month as rows: what was billed and collected, then by method, cashier, plan and day. */
function mesTable(asked: Asked, { periodo }: Of<'mes'>) {
  const { office, tenantId, words } = asked
  const c = words.columna
  const pages = once(async () => mesRows(asked, await getMes(office, tenantId, periodo)))
  return table<MesRow>(words.hoja.mes, pages, [
    { tipo: 'texto', titulo: c.grupo, valor: (row) => row.grupo },
    { tipo: 'texto', titulo: c.concepto, valor: (row) => row.concepto },
    { tipo: 'entero', titulo: c.cantidad, valor: (row) => row.cantidad },
    { tipo: 'monto', titulo: c.monto, valor: (row) => row.monto },
  ])
}

function mesRows({ words, enums, locale }: Asked, mes: MesDetalle): MesRow[] {
  const c = words.columna
  const g = words.grupo
  const month = formatPeriod(mes.periodo, locale)
  const row = (grupo: string, concepto: string, cantidad: number | null, monto: number): MesRow => ({
    grupo,
    concepto,
    cantidad,
    monto,
  })
  return [
    row(month, c.facturado, mes.facturas, mes.facturado),
    row(month, c.acreditado, null, mes.acreditado),
    row(month, c.cobradoDelMes, null, mes.cobradoDelMes),
    row(month, c.abierto, null, mes.abierto),
    row(month, c.cobrado, mes.recibos, mes.cobrado),
    row(month, c.revertido, null, mes.revertido),
    row(month, c.devuelto, null, mes.devuelto),
    row(month, words.hoja.notas, mes.notas, mes.montoNotas),
    ...mes.porMetodo.map(({ metodo, recibos, monto }) => row(g.metodo, enums.metodoPago[metodo], recibos, monto)),
    ...mes.porUsuario.map(({ nombre, recibos, monto }) => row(g.usuario, nombre, recibos, monto)),
    ...mes.porPlan.map(({ planId, nombre, lineas, monto }) =>
      row(g.plan, planId === null ? g.sinPlan : nombre, lineas, monto),
    ),
    ...mes.porDia.map(({ fecha, recibos, monto }) => row(g.dia, fecha, recibos, monto)),
  ]
}
