/** An office that can send mail: what the tests of mail and of reminders begin with. */
import { randomBytes } from 'node:crypto'
import type { OfficeKey, ParentQuestion } from '../../contract/control.ts'
import { type CorreoConfig, zCorreoConfig } from '../../contract/index.ts'
import type { Carrier } from '../../office/mail/carrier.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

export const KEY: OfficeKey = { protection: 'file', bytes: new Uint8Array(randomBytes(32)) }

/** Stands in for the shell: its «PDF» is the page, so that tests can read it. */
export const ask = async (question: ParentQuestion): Promise<unknown> => {
  if (question.what === 'pdf') return new Uint8Array(Buffer.from(`%PDF-1.4\n${question.html}`))
  throw new Error(`nobody answers ${question.what}`)
}

export interface MailOffice {
  office: TestOffice
  readonly admin: Client
  /** After a restart, which ends every session. */
  enterAgain(): Promise<void>
  /** A client with an e-mail address, unless told otherwise. */
  addClient(nombre: string, email?: string): Promise<string>
  /** An invoice of 100.00 due on a day. */
  addInvoice(clienteId: string, fechaVencimiento: string, monto?: number): Promise<{ id: string; numero: string }>
  pay(clienteId: string, monto: number): Promise<void>
  configure(changes: Partial<CorreoConfig>, clave?: string | null): Promise<void>
  /** States of all mails, oldest first. */
  rows(): { estado: string; error: string | null; intentos: number; para: string; tipo: string; regla: string | null }[]
}

/** `maria@cliente.example` of «María Pérez». */
const addressOf = (nombre: string): string =>
  `${nombre
    .normalize('NFD')
    .replace(/[^a-z ]/gi, '')
    .split(' ')[0]
    ?.toLowerCase()}@cliente.example`

export async function openMailOffice(
  options: { now?: number; carrier?: Carrier; ask?: typeof ask } = {},
): Promise<MailOffice> {
  const office = await openTestOffice({ key: KEY, ask, ...options })
  let admin = await office.setUp({ instruccionesPago: 'Alias RED.DEL.VALLE' })
  return {
    office,
    get admin() {
      return admin
    },
    async enterAgain() {
      admin = await office.as('admin')
    },
    async addClient(nombre, email = addressOf(nombre)) {
      const { id } = await admin.clientes.create({
        requestId: newRequestId(),
        codigoCliente: '',
        nombreRazonSocial: nombre,
        documento: '',
        telefono: '',
        email,
        direccion: '',
        notas: '',
      })
      return id
    },
    async addInvoice(clienteId, fechaVencimiento, monto = 10_000) {
      const fechaEmision = fechaVencimiento < '2026-03-01' ? fechaVencimiento : '2026-03-01'
      return admin.facturas.create({
        requestId: newRequestId(),
        clienteId,
        periodo: '2026-03',
        fechaEmision,
        fechaVencimiento,
        lineas: [{ descripcion: 'Abono mensual', cantidad: 1, precioUnitario: monto, impuestos: [] }],
      })
    },
    async pay(clienteId, monto) {
      await admin.cobros.record({
        requestId: newRequestId(),
        clienteId,
        metodo: 'efectivo',
        monto,
        efectivoRecibido: monto,
      })
    },
    async configure(changes, clave) {
      const { actualizadoEn } = await admin.correos.config()
      const config = zCorreoConfig.parse({
        host: '127.0.0.1',
        seguridad: 'ninguna',
        remitenteCorreo: 'cobranzas@valle.example',
        porMinuto: 600,
        ...changes,
      })
      await admin.correos.updateConfig({
        requestId: newRequestId(),
        expected: actualizadoEn,
        config,
        ...(clave === undefined ? {} : { clave }),
      })
    },
    rows: () =>
      office.office.db.read.sqlite
        .prepare<[], ReturnType<MailOffice['rows']>[number]>(
          'select estado, error, intentos, para, tipo, regla from correo order by creado_en, id',
        )
        .all(),
  }
}
