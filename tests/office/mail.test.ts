import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SmtpSimulator, startSmtp } from '../simulators/smtp/index.ts'
import { newRequestId, refusal } from './harness.ts'
import { type MailOffice, openMailOffice } from './mail-office.ts'

const MINUTE = 60_000

let smtp: SmtpSimulator
let mail: MailOffice
let clienteId: string
let factura: { id: string; numero: string }

beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(() => smtp.stop())

beforeEach(async () => {
  smtp.received.length = 0
  await smtp.behave({})
  mail = await openMailOffice()
  clienteId = await mail.addClient('María Pérez Ñandú')
  factura = await mail.addInvoice(clienteId, '2026-03-20', 1_700_050)
})
afterEach(() => mail.office.close())

const send = (para = 'maria@cliente.example', documento = { tipo: 'factura' as const, id: factura.id }) =>
  mail.admin.correos.send({ requestId: newRequestId(), documento, para })
const run = () => mail.office.office.mail.run()
const states = () => mail.rows().map(({ estado }) => estado)
const ready = () => mail.configure({ puerto: smtp.port })

describe('an invoice by mail', () => {
  it('goes to the server with its paper, in words and colours of the tenant', async () => {
    await ready()
    const { id } = await send()
    await run()
    expect(mail.rows()).toMatchObject([{ estado: 'enviado', error: null, intentos: 1 }])
    const [received] = smtp.received
    expect(received).toMatchObject({
      messageId: `<${id}@valle.example>`,
      from: '"Red del Valle" <cobranzas@valle.example>',
      to: ['maria@cliente.example'],
      subject: `Factura ${factura.numero} · marzo de 2026 · Red del Valle`,
    })
    for (const words of [received?.html, received?.text]) {
      expect(words).toContain('María Pérez Ñandú')
      expect(words?.replace(/\s/g, ' ')).toContain('$ 17.000,50')
      expect(words).toContain('20/03/2026')
      expect(words).toContain('Alias RED.DEL.VALLE')
    }
    const [paper] = received?.attachments ?? []
    expect(paper).toMatchObject({ filename: `factura-${factura.numero}.pdf`, contentType: 'application/pdf' })
    const page = Buffer.from(paper?.content ?? []).toString('utf8')
    expect(page).toContain(factura.numero)
    expect(page.replace(/\s/g, ' ')).toContain('17.000,50')
    expect(page).not.toContain('COPIA')
  })

  it('is the original once: what goes out later says COPIA', async () => {
    await ready()
    await send()
    await run()
    const { copia } = await mail.admin.documentos.previewFactura({ id: factura.id })
    expect(copia).toBe(true)
    await send()
    await run()
    expect(Buffer.from(smtp.received[1]?.attachments[0]?.content ?? []).toString()).toContain('COPIA')
  })

  it('that the server never took stays an original', async () => {
    await ready()
    await smtp.behave({ unknown: ['maria@cliente.example'] })
    await send()
    await run()
    expect((await mail.admin.documentos.previewFactura({ id: factura.id })).copia).toBe(false)
  })

  it('pressed twice is one mail', async () => {
    await ready()
    const request = { requestId: newRequestId(), documento: { tipo: 'factura' as const, id: factura.id } }
    const first = await mail.admin.correos.send({ ...request, para: 'maria@cliente.example' })
    expect(await mail.admin.correos.send({ ...request, para: 'maria@cliente.example' })).toEqual(first)
    await run()
    expect(smtp.received).toHaveLength(1)
  })

  it('is refused while no server is set', async () => {
    expect((await refusal(send())).code).toBe('correo.not_configured')
  })

  it('a receipt and a statement go too', async () => {
    await ready()
    await mail.pay(clienteId, 500_000)
    const [recibo] = (await mail.admin.recibos.list({})).items
    await mail.admin.correos.send({
      requestId: newRequestId(),
      documento: { tipo: 'recibo', id: recibo?.id ?? '' },
      para: 'maria@cliente.example',
    })
    await mail.admin.correos.send({
      requestId: newRequestId(),
      documento: { tipo: 'estado_cuenta', id: clienteId, desde: '2026-01-01', hasta: '2026-03-31' },
      para: 'maria@cliente.example',
    })
    await run()
    expect(smtp.received.map(({ attachments }) => attachments[0]?.filename)).toEqual([
      `recibo-${recibo?.numero}.pdf`,
      'estado-cuenta-1-2026-03-31.pdf',
    ])
  })
})

describe('a server that says no', () => {
  it('to an address: the mail fails at once, with the reason and the words of the server', async () => {
    await ready()
    await smtp.behave({ unknown: ['nadie@cliente.example'] })
    await send('nadie@cliente.example')
    await send()
    await run()
    const [failed, sent] = (await mail.admin.correos.list({})).items.toReversed()
    expect(failed).toMatchObject({ estado: 'fallido', motivo: 'destinatario', intentos: 1 })
    expect(failed?.detalle).toContain('Mailbox unknown')
    expect(sent).toMatchObject({ estado: 'enviado' })
  })

  it('for now: it is tried again later, and goes', async () => {
    await ready()
    await smtp.behave({ greylist: 2 })
    await send()
    await run()
    expect(mail.rows()).toMatchObject([{ estado: 'pendiente', intentos: 1 }])
    await run()
    expect(mail.rows()).toMatchObject([{ estado: 'pendiente', intentos: 1 }])
    mail.office.clock.advance(MINUTE)
    await run()
    expect(mail.rows()).toMatchObject([{ intentos: 2 }])
    mail.office.clock.advance(5 * MINUTE)
    await run()
    expect(states()).toEqual(['enviado'])
  })

  it('for ever for now: it is given up after its tries', async () => {
    await ready()
    await smtp.behave({ greylist: 99 })
    await send()
    for (let n = 0; n < 9; n++) {
      await run()
      mail.office.clock.advance(24 * 60 * MINUTE)
    }
    expect(mail.rows()).toMatchObject([{ estado: 'fallido', intentos: 9 }])
  })

  it('to who we are: nothing is lost, the queue waits, and goes on once it is set right', async () => {
    await smtp.behave({ auth: { user: 'valle', pass: 'right' } })
    await mail.configure({ puerto: smtp.port, usuario: 'valle' }, 'wrong')
    await send()
    await send()
    await run()
    expect(mail.rows().map(({ estado, intentos }) => [estado, intentos])).toEqual([
      ['pendiente', 0],
      ['pendiente', 0],
    ])
    expect((await mail.admin.correos.summary()).pausa).toMatchObject({ motivo: 'autenticacion' })
    expect(await mail.admin.correos.test()).toMatchObject({ ok: false, motivo: 'autenticacion' })
    await mail.configure({ puerto: smtp.port, usuario: 'valle' }, 'right')
    mail.office.clock.advance(MINUTE)
    await run()
    expect(states()).toEqual(['enviado', 'enviado'])
  })

  it('to the message itself, or breaks the line with it: the first ends it, the second does not', async () => {
    await ready()
    await smtp.behave({ rejectData: true })
    await send()
    await run()
    expect(mail.rows()).toMatchObject([{ estado: 'fallido' }])
    await smtp.behave({ drop: true })
    await send()
    await run()
    expect(mail.rows()[1]).toMatchObject({ estado: 'pendiente', intentos: 1 })
    await smtp.behave({})
    mail.office.clock.advance(MINUTE)
    await run()
    expect(mail.rows()[1]).toMatchObject({ estado: 'enviado' })
  })

  it('in words: each cause has its own', async () => {
    const test = async () => {
      const outcome = await mail.admin.correos.test()
      return outcome.ok ? 'ok' : outcome.motivo
    }
    expect(await test()).toBe('sin_configurar')
    await mail.configure({ puerto: 1 })
    expect(await test()).toBe('conexion')
    await mail.configure({ host: 'no-existe.invalid', puerto: smtp.port })
    expect(await test()).toBe('servidor_desconocido')
    const encrypted = await startSmtp({ tls: true })
    await mail.configure({ puerto: encrypted.port, seguridad: 'tls' })
    expect(await test()).toBe('tls')
    encrypted.stop()
    await smtp.behave({ refuseSender: true })
    await ready()
    expect(await test()).toBe('remitente')
    await smtp.behave({})
    expect(await test()).toBe('ok')
    expect(smtp.received.at(-1)?.to).toEqual(['ana@valle.example'])
  })
})

describe('the queue', () => {
  it('survives the end of the office: what was on its way is sent again under the same id', async () => {
    await ready()
    const { id } = await send()
    // As a kill leaves it: claimed, and nothing known of it.
    mail.office.office.db.write.sqlite
      .prepare(`update correo set intentos = 1, error = 'interrumpido', proximo_en = ? where id = ?`)
      .run(mail.office.clock.now + 15 * MINUTE, id)
    await mail.office.restart()
    await smtp.until(1)
    await run()
    expect(smtp.received.map(({ messageId }) => messageId)).toEqual([`<${id}@valle.example>`])
    expect(states()).toEqual(['enviado'])
  })

  it('sends no more in a minute than it may, also across a restart', async () => {
    await mail.configure({ puerto: smtp.port, porMinuto: 2 })
    for (let n = 0; n < 5; n++) await send()
    await run()
    expect(smtp.received).toHaveLength(2)
    mail.office.clock.advance(30_000)
    await mail.office.restart()
    await run()
    expect(smtp.received).toHaveLength(2)
    mail.office.clock.advance(30_001)
    await run()
    expect(smtp.received).toHaveLength(4)
  })

  it('can be cancelled and retried by those who may, and is closed afterwards', async () => {
    await ready()
    await smtp.behave({ unknown: ['maria@cliente.example'] })
    const { id } = await send()
    await run()
    await smtp.behave({})
    await mail.admin.correos.retry({ requestId: newRequestId(), id })
    await run()
    expect(states()).toEqual(['enviado'])
    expect((await refusal(mail.admin.correos.cancel({ requestId: newRequestId(), id }))).code).toBe('correo.closed')
    await smtp.behave({ greylist: 1 })
    const other = await send()
    await run()
    await mail.admin.correos.cancel({ requestId: newRequestId(), id: other.id })
    mail.office.clock.advance(60 * MINUTE)
    await run()
    expect(states()).toEqual(['enviado', 'cancelado'])
    expect(await mail.admin.correos.summary()).toMatchObject({ cuenta: { enviado: 1, cancelado: 1, pendiente: 0 } })
  })
})

describe('many invoices', () => {
  it('go each to their client, once; who has no address is named', async () => {
    await ready()
    const without = await mail.addClient('Rita Luna', '')
    await mail.addInvoice(without, '2026-03-20')
    const fuente = { tipo: 'filtro' as const, filter: { periodo: '2026-03' } }
    const preview = await mail.admin.correos.previewBatch({ fuente })
    expect(preview).toMatchObject({ total: 2, porEnviar: 1, yaEnviadas: 0 })
    expect(preview.sinCorreo).toMatchObject({ total: 1, clientes: [{ nombre: 'Rita Luna' }] })
    await mail.admin.correos.sendBatch({ requestId: newRequestId(), fuente })
    await run()
    expect(smtp.received).toHaveLength(1)
    const again = await mail.admin.correos.sendBatch({ requestId: newRequestId(), fuente })
    expect(again).toMatchObject({ porEnviar: 0, yaEnviadas: 1, sinCorreo: { total: 1 } })
  })
})

describe('the password', () => {
  it('is sealed in the file, and told to nobody', async () => {
    await mail.configure({ puerto: smtp.port, usuario: 'valle' }, 'muy secreta 1')
    const config = await mail.admin.correos.config()
    expect(config).toMatchObject({ clave: 'guardada', proteccion: 'file' })
    expect(JSON.stringify(config)).not.toContain('secreta')
    const kept = mail.office.office.db.read.sqlite
      .prepare<[], { all: string }>(
        `select (select group_concat(valor_json) from ajuste) || (select group_concat(coalesce(despues_json, '')) from auditoria)
         || (select group_concat(respuesta_json) from solicitud) as "all"`,
      )
      .get()
    expect(kept?.all).toContain('cobranzas@valle.example')
    expect(kept?.all).not.toContain('secreta')
    expect((await refusal((await mail.office.as('cobranza')).correos.test())).code).toBe('access.denied')
  })

  it('stays when the rest changes, and goes with its user', async () => {
    await mail.configure({ puerto: smtp.port, usuario: 'valle' }, 'muy secreta 1')
    await mail.configure({ puerto: smtp.port, usuario: 'valle', porMinuto: 5 })
    expect(await mail.admin.correos.config()).toMatchObject({ clave: 'guardada', porMinuto: 5 })
    await mail.configure({ puerto: smtp.port }, null)
    expect(await mail.admin.correos.config()).toMatchObject({ clave: 'ninguna' })
  })
})
