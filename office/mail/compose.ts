import type { DocumentoTipo } from '../../contract/enums.ts'
import type { PaperDocument } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { Hoja } from '../../contract/shell.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { getFactura } from '../billing/invoices.ts'
import { getRecibo } from '../cash/receipts.ts'
import { type PaperContext, paperContext } from '../documents/context.ts'
import { drawPaper, type PaperRequest } from '../documents/documents.ts'
import { clientePaper, notaCreditoPaper } from '../documents/facts.ts'
import { outputId, wasIssued } from '../documents/issued.ts'
import { refuse } from '../kernel/errors.ts'
import type { Parent } from '../kernel/parent.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { MailAttachment, OutgoingMail } from './carrier.ts'
import type { MailAccess } from './config.ts'
import { type Letter, letterHtml, letterText, logoPart } from './letter.ts'
import type { QueuedMail } from './rows.ts'

type Db = ReadDb | WriteDb

/** What a mail is about: all that its words and its paper follow from. */
export type MailSubject = Pick<QueuedMail, 'tipo' | 'documentoId' | 'clienteId' | 'regla'>

const statements = perConnection((db: Db) => ({
  promesa: db.sqlite.prepare<[string, string], { monto: Minor; fecha: string }>(
    'select monto, fecha from promesa_pago where tenant_id = ? and id = ?',
  ),
  deuda: db.sqlite
    .prepare<[string, string], Minor>('select deuda from cliente_saldo where tenant_id = ? and cliente_id = ?')
    .pluck(),
}))

/** The days of a statement as a row keeps them. */
export const daysRule = (desde: string, hasta: string): string => `${desde}..${hasta}`
const daysOf = (regla: string | null) => {
  const [desde = '', hasta = ''] = (regla ?? '').split('..')
  return { desde, hasta }
}

/** `antes`, `vence` or `vencida`. */
const kindOfRule = (regla: string | null): 'antes' | 'vence' | 'vencida' => {
  const [kind] = (regla ?? '').split(':')
  return kind === 'antes' || kind === 'vence' ? kind : 'vencida'
}

const documentOf = ({ documentoId }: MailSubject): string => {
  if (documentoId === null) throw refuse('not_found', { entidad: 'factura' })
  return documentoId
}

interface Words {
  subject: string
  letter: Omit<Letter, 'greeting' | 'attached'>
}

/** What a mail says. Errors: not_found. */
function wordsOf(db: Db, context: PaperContext, mail: MailSubject): Words {
  switch (mail.tipo) {
    case 'factura':
    case 'recordatorio':
      return facturaWords(db, context, mail)
    case 'nota_credito': {
      const { t, money, tenant } = context
      const nota = notaCreditoPaper(db, tenant.id, documentOf(mail))
      const amount = { label: t('notaCredito.aFavor'), value: money(nota.monto) }
      const facts = nota.factura ? [{ label: t('notaCredito.factura'), value: nota.factura.numero }] : []
      const paragraphs = [t('correo.texto.nota_credito')]
      return {
        subject: t('correo.asunto.nota_credito', { numero: nota.numero }),
        letter: { paragraphs, amount, facts, pay: '' },
      }
    }
    case 'recibo': {
      const { t, money, day, tenant } = context
      const recibo = getRecibo(db, tenant.id, documentOf(mail))
      const amount = { label: t('recibo.total'), value: money(recibo.montoTotal) }
      const facts = [
        { label: t('recibo.fecha'), value: day(recibo.fecha) },
        { label: t('recibo.saldoPendiente'), value: money(recibo.deudaDespues) },
      ]
      const paragraphs = [t('correo.texto.recibo')]
      return {
        subject: t('correo.asunto.recibo', { numero: recibo.numero }),
        letter: { paragraphs, amount, facts, pay: '' },
      }
    }
    case 'estado_cuenta': {
      const { t, date, tenant } = context
      const { desde, hasta } = daysOf(mail.regla)
      const paragraphs = [t('correo.texto.estado_cuenta', { desde: date(desde), hasta: date(hasta) })]
      const debt = owes(db, context, mail.clienteId)
      return {
        subject: t('correo.asunto.estado_cuenta', { fecha: date(hasta) }),
        letter: { paragraphs, amount: debt, facts: [], pay: debt ? tenant.instruccionesPago : '' },
      }
    }
    case 'promesa':
      return promesaWords(db, context, mail)
  }
}

/** What the client owes in all; null when nothing. */
function owes(db: Db, { t, money, tenant }: PaperContext, clienteId: string) {
  const deuda = statements(db).deuda.get(tenant.id, clienteId) ?? 0
  return deuda > 0 ? { label: t('correo.deudaTotal'), value: money(deuda) } : null
}

function facturaWords(db: Db, context: PaperContext, mail: MailSubject): Words {
  const { t, money, date, period, tenant } = context
  const factura = getFactura(db, tenant.id, documentOf(mail))
  const { numero, saldo } = factura
  const [periodo, fecha] = [period(factura.periodo), date(factura.fechaVencimiento)]
  const kind = mail.tipo === 'factura' ? 'factura' : kindOfRule(mail.regla)
  const paragraphs = [t(`correo.texto.${kind}`, { periodo, fecha })]
  if (saldo === 0) paragraphs.push(t('correo.pagada'))
  else if (kind === 'vencida') paragraphs.push(t('correo.siPago'))
  const debt = owes(db, context, mail.clienteId)
  const all = debt && debt.value !== money(saldo) && kind !== 'factura' ? [debt] : []
  const facts = [
    { label: t('factura.title'), value: numero },
    { label: t('factura.vencimiento'), value: fecha },
    ...all,
  ]
  const amount = { label: t('factura.aPagar'), value: money(saldo) }
  const subject = t(`correo.asunto.${kind}`, { numero, periodo, fecha })
  return { subject, letter: { paragraphs, amount, facts, pay: saldo > 0 ? tenant.instruccionesPago : '' } }
}

function promesaWords(db: Db, context: PaperContext, mail: MailSubject): Words {
  const { t, money, date, tenant } = context
  const promesa = statements(db).promesa.get(tenant.id, documentOf(mail))
  if (!promesa) throw refuse('not_found', { entidad: 'promesa_pago' })
  const fecha = date(promesa.fecha)
  const monto = money(promesa.monto)
  const debt = owes(db, context, mail.clienteId)
  const facts = [{ label: t('correo.acordado'), value: fecha }, ...(debt ? [debt] : [])]
  const amount = { label: t('factura.aPagar'), value: monto }
  const paragraphs = [t('correo.texto.promesa', { monto, fecha }), t('correo.siPago')]
  return {
    subject: t('correo.asunto.promesa', { fecha }),
    letter: { paragraphs, amount, facts, pay: tenant.instruccionesPago },
  }
}

/** The subject line of a mail that is to be queued. Errors: not_found. */
export function subjectOf(db: Db, mail: MailSubject): string {
  const tenant = readTenant(db)
  const { subject } = wordsOf(db, paperContext(tenant, tenant.idioma), mail)
  return `${subject} · ${tenant.nombre}`.slice(0, 200)
}

/** The paper that goes along; null when none does. */
function paperOf(mail: MailSubject, papel: Hoja): PaperRequest | null {
  switch (mail.tipo) {
    case 'factura':
    case 'recordatorio':
      return { tipo: 'factura', id: documentOf(mail), papel }
    case 'nota_credito':
      return { tipo: 'nota_credito', id: documentOf(mail), papel }
    case 'recibo':
      return { tipo: 'recibo', id: documentOf(mail), papel }
    case 'estado_cuenta':
      return { tipo: 'estado_cuenta', id: mail.clienteId, papel, ...daysOf(mail.regla) }
    case 'promesa':
      return null
  }
}

/** What is written down once the mail has left: the document that went along. */
export interface MailedDocument {
  tipo: DocumentoTipo
  id: string
}

export interface ComposedMail {
  mail: OutgoingMail
  document: MailedDocument | null
}

/** A page as a PDF where somebody draws, else as it is. */
async function attach(parent: Parent | null, paper: PaperDocument): Promise<MailAttachment> {
  const { html, papel, fileName } = paper
  if (!parent) return { filename: `${fileName}.html`, contentType: 'text/html', content: html }
  return { filename: `${fileName}.pdf`, contentType: 'application/pdf', content: await parent.pdf(papel, html) }
}

const hostOf = (address: string): string => address.split('@').at(-1) ?? 'localhost'

/** The whole mail, written from the facts as they are now. Errors: not_found; throws ParentFailure. */
export async function composeMail(
  db: Db,
  parent: Parent | null,
  row: QueuedMail,
  access: MailAccess,
  now: number,
): Promise<ComposedMail> {
  const tenant = readTenant(db)
  const context = paperContext(tenant, tenant.idioma)
  const { config } = access
  const { nombreRazonSocial } = clientePaper(db, tenant.id, row.clienteId)
  const request = paperOf(row, config.papel)
  // A statement is a document of its own: this mail's.
  const document = request && {
    tipo: request.tipo,
    id: request.tipo === 'estado_cuenta' ? outputId(row.id, request.id) : request.id,
  }
  const copia = document !== null && wasIssued(db, tenant.id, document.id)
  const words = wordsOf(db, context, row).letter
  const greeting = context.t('correo.saludo', { nombre: nombreRazonSocial })
  const letter = { ...words, greeting, attached: request ? context.t('correo.adjunto') : '' }
  const logo = logoPart(context)
  const paper = request && (await attach(parent, drawPaper(db, request, copia, now)))
  return {
    document,
    mail: {
      messageId: `<${row.id}@${hostOf(config.remitenteCorreo)}>`,
      from: { name: config.remitenteNombre || tenant.nombre, address: config.remitenteCorreo },
      replyTo: config.responderA,
      to: { name: nombreRazonSocial, address: row.para },
      subject: row.asunto,
      html: letterHtml(context, row.asunto, letter),
      text: letterText(context, letter),
      attachments: [...(logo ? [logo] : []), ...(paper ? [paper] : [])],
      automatic: row.tipo === 'recordatorio' || row.tipo === 'promesa',
    },
  }
}

/** A mail to the person who tries the settings. */
export function testMail(db: Db, access: MailAccess, to: { nombre: string; email: string }, now: number): OutgoingMail {
  const tenant = readTenant(db)
  const context = paperContext(tenant, tenant.idioma)
  const { t } = context
  const { config } = access
  const subject = `${t('correo.prueba.asunto')} · ${tenant.nombre}`
  const letter: Letter = {
    greeting: t('correo.saludo', { nombre: to.nombre }),
    paragraphs: [t('correo.prueba.texto', { nombre: tenant.nombre })],
    amount: null,
    facts: [],
    pay: '',
    attached: '',
  }
  const logo = logoPart(context)
  return {
    messageId: `<prueba-${now}@${hostOf(config.remitenteCorreo)}>`,
    from: { name: config.remitenteNombre || tenant.nombre, address: config.remitenteCorreo },
    replyTo: config.responderA,
    to: { name: to.nombre, address: to.email },
    subject,
    html: letterHtml(context, subject, letter),
    text: letterText(context, letter),
    attachments: logo ? [logo] : [],
    automatic: true,
  }
}
