import type { EstadoServicioCliente, Tecnologia } from '../../../contract/enums.ts'
import { type Minor, parseMoney } from '../../../contract/money.ts'
import {
  IMPORT_ISSUES,
  type ImportIssue,
  type ImportMapping,
  type ImportReading,
} from '../../../contract/procedures/imports.ts'
import type { TextRow } from '../read/table.ts'
import { readDireccion, readDocumento, readEmail, readTelefono } from './contact.ts'
import { readDia, readFecha } from './dates.ts'
import { type EstadoChoices, readEstado, readTecnologia } from './estado.ts'
import { RowReader } from './issues.ts'
import { Leftovers } from './leftovers.ts'
import { readIp, readVelocidad, type Velocidad } from './network.ts'
import { readNotas, readText } from './text.ts'

/** A connection as the row has it. */
export interface NormalServicio {
  plan: string
  velocidad: Velocidad | null
  precio: Minor | null
  tecnologia: Tecnologia
  /** PPPoE user, else IP address, else empty. */
  dispositivoRef: string
  ip: string
  router: string
  fechaActivacion: string | null
  diaFacturacion: number | null
}

/** A row in the office's terms. Also what is remembered of it, to know at the next import what changed in the file. */
export interface NormalRow {
  codigoCliente: string
  nombreRazonSocial: string
  documento: string
  telefono: string
  email: string
  direccion: string
  estadoServicio: EstadoServicioCliente
  notas: string
  /** Null when the row speaks of no plan: then it is only a client. */
  servicio: NormalServicio | null
  saldo: Minor | null
}

export interface UnderstoodRow {
  normal: NormalRow
  /** PPPoE user and address as read, also when the row has no plan and so no service. */
  usuario: string
  ip: string
  issues: ImportIssue[]
  /** True when an issue rejects the row. */
  rejected: boolean
}

export interface NormaliseContext {
  headers: readonly string[]
  mapping: ImportMapping
  reading: ImportReading
  moneda: string
  /** Civil date of today where the office is. */
  today: string
  estados: EstadoChoices
}

/** Understands one row. Never throws: what cannot be understood is an issue. */
export function understandRow(text: TextRow, context: NormaliseContext): UnderstoodRow {
  const row = new RowReader(context.headers, context.mapping, text.cells)
  const leftovers = new Leftovers(row)
  sayShape(row, text, context)
  const { servicio, usuario, ip } = readServicio(row, context, leftovers)
  const normal: NormalRow = {
    codigoCliente: readText(row, 'codigoCliente', leftovers),
    nombreRazonSocial: readText(row, 'nombreRazonSocial', leftovers),
    documento: readDocumento(row, leftovers),
    telefono: readTelefono(row, leftovers),
    email: readEmail(row, leftovers),
    direccion: readDireccion(row, leftovers),
    estadoServicio: readEstado(row, context.estados),
    notas: '',
    servicio,
    saldo: readSaldo(row, context),
  }
  normal.notas = leftovers.under(readNotas(row))
  if (normal.nombreRazonSocial === '') row.say('nombre.missing', 'nombreRazonSocial')
  if (normal.codigoCliente === '' && row.has('codigoCliente')) row.say('codigo.missing', 'codigoCliente')
  const rejected = row.issues.some((found) => IMPORT_ISSUES[found.code] === 'error')
  return { normal, usuario, ip, issues: rejected ? errorsFirst(row.issues) : row.issues, rejected }
}

const errorsFirst = (issues: ImportIssue[]): ImportIssue[] =>
  issues.toSorted((a, b) => Number(IMPORT_ISSUES[b.code] === 'error') - Number(IMPORT_ISSUES[a.code] === 'error'))

/** Without these cells nobody knows who the row is, or what it owes or buys. */
const VITAL = ['codigoCliente', 'nombreRazonSocial', 'estadoServicio', 'plan', 'precio', 'saldo'] as const

function sayShape(row: RowReader, text: TextRow, { headers, mapping }: NormaliseContext): void {
  const { length } = text.cells
  if (text.broken) row.say('row.quote', null, '', text.cells.find((cell) => cell.includes('"')) ?? '')
  if (length > headers.length && text.cells.slice(headers.length).some((cell) => cell.trim() !== '')) {
    row.say('row.extra_cells', null, `${length} / ${headers.length}`, text.cells.slice(headers.length).join(' · '))
  }
  if (length >= headers.length) return
  // Some programs leave the empty cells at the end of a row out; that is harmless unless money or state is there.
  const vital = VITAL.some((field) => (mapping[field] ?? -1) >= length)
  row.say(vital ? 'row.truncated' : 'row.short', null, `${length} / ${headers.length}`, text.cells.at(-1) ?? '')
}

function readServicio(row: RowReader, context: NormaliseContext, leftovers: Leftovers) {
  const plan = readText(row, 'plan', leftovers)
  const usuario = readText(row, 'usuarioPppoe', leftovers)
  const ip = readIp(row, leftovers)
  const router = readText(row, 'router', leftovers)
  const servicio: NormalServicio = {
    plan,
    velocidad: readVelocidad(row, leftovers),
    precio: readPrecio(row, context, leftovers),
    tecnologia: readTecnologia(row, usuario, plan),
    dispositivoRef: usuario || ip,
    ip,
    router,
    fechaActivacion: readFecha(row, context.reading.dateFormat, context.today, leftovers),
    diaFacturacion: readDia(row, leftovers),
  }
  if (usuario !== '') leftovers.keepUsual('ip', ip)
  leftovers.keepUsual('router', router)
  if (plan !== '') return { servicio, usuario, ip }
  if (row.has('plan')) {
    row.say('plan.missing', 'plan')
    for (const field of ['velocidad', 'precio', 'usuarioPppoe', 'ip', 'fechaActivacion'] as const) leftovers.keep(field)
  }
  return { servicio: null, usuario, ip }
}

function readPrecio(row: RowReader, context: NormaliseContext, leftovers: Leftovers): Minor | null {
  const text = row.raw('precio').trim()
  if (text === '') return null
  const precio = parseMoney(text, context.moneda, context.reading)
  if (precio !== null && precio >= 0) return precio
  row.say('precio.invalid', 'precio')
  leftovers.keep('precio', text)
  return null
}

/** Opening balance; zero and nothing are the same. A balance that is no amount rejects the row: money is never guessed. */
function readSaldo(row: RowReader, context: NormaliseContext): Minor | null {
  const text = row.raw('saldo').trim()
  if (text === '' || text === '-') return null
  const saldo = parseMoney(text, context.moneda, context.reading)
  if (saldo === null) row.say('saldo.invalid', 'saldo')
  return saldo === 0 ? null : saldo
}
