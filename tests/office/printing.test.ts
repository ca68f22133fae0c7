import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Conteo, TrabajoTicket } from '../../contract/index.ts'
import { changeTicket } from '../../office/printing/rows.ts'
import { type Behaviour, textOf } from '../simulators/printer/index.ts'
import { loose } from './caja-support.ts'
import { newRequestId, openDrawer, PLENTY, refusal } from './harness.ts'
import { openPrintingOffice, type PrintingOffice } from './printing-support.ts'

let at: PrintingOffice
beforeAll(async () => {
  at = await openPrintingOffice()
})
beforeEach(() => at.reset())
afterAll(() => at.close())

const sum = (conteo: Conteo) => conteo.reduce((total, { valor, cantidad }) => total + valor * cantidad, 0)
const request = () => ({ requestId: newRequestId() })
const states = (tickets: readonly TrabajoTicket[]) => tickets.map(({ estado, falla }) => [estado, falla])
const printedText = () => at.printer.tickets.map(textOf)
const tenantOf = async () => (await at.office.actor('admin')).tenantId
const impresiones = async (id: string) => (await at.client.recibos.get({ id })).impresiones

describe('a collection', () => {
  it('prints its ticket by itself and opens the drawer once, for cash', async () => {
    const id = await at.collect()
    await at.settle()
    expect(states(await at.ticketsOf(id))).toEqual([['impreso', null]])
    expect(printedText()[0]).toContain('José Ñáñez & Hijos')
    expect(printedText()[0]).not.toContain('COPIA')
    expect(at.printer.kicks).toHaveLength(1)
    expect(at.printer.kicks[0]?.pin).toBe(2)
    expect(await impresiones(id)).toBe(1)
    expect(at.printer.errors).toEqual([])
  })

  it('by transfer opens no drawer', async () => {
    const pago = { clienteId: at.clienteId, metodo: 'transferencia' as const, monto: 500, referencia: 'OP-77' }
    await at.client.cobros.record({ ...request(), ...pago })
    await at.settle()
    expect(printedText()[0]).toContain('OP-77')
    expect(at.printer.kicks).toEqual([])
  })

  it('repeated under its requestId queues one ticket', async () => {
    const pago = { ...request(), clienteId: at.clienteId, metodo: 'efectivo' as const, monto: 500 }
    const { id } = await at.client.cobros.record(pago)
    await at.client.cobros.record(pago)
    await at.settle()
    expect(await at.ticketsOf(id)).toHaveLength(1)
    expect(at.printer.tickets).toHaveLength(1)
  })

  it('queues nothing where the seat does not print by itself', async () => {
    await at.configure({ auto: false })
    const id = await at.collect()
    expect(await at.ticketsOf(id)).toEqual([])
  })

  it('is refused whole, without a ticket', async () => {
    const before = (await at.client.impresoras.queue()).trabajos
    const pago = { clienteId: at.clienteId, metodo: 'transferencia' as const, monto: 500 }
    expect((await refusal(at.client.cobros.record({ ...request(), ...pago }))).code).toBe('pago.reference_needed')
    expect((await at.client.impresoras.queue()).trabajos).toEqual(before)
  })
})

describe('a printer that cannot print', () => {
  const troubles: [string, Behaviour, string][] = [
    ['unplugged', { unplugged: true }, 'sin_conexion'],
    ['offline', { offline: true }, 'fuera_de_linea'],
    ['without paper', { paperOut: true }, 'sin_papel'],
    ['open', { coverOpen: true }, 'tapa_abierta'],
    ['mute', { mute: true }, 'sin_respuesta'],
    ['talking nonsense', { garbage: 0xff }, 'sin_respuesta'],
    ['hanging up', { halfCloseAfter: 1 }, 'sin_respuesta'],
  ]
  it.each(troubles)(
    '%s keeps the ticket waiting and the money recorded; well again, it prints once',
    async (_, behaviour, falla) => {
      await at.printer.behave(behaviour)
      const id = await at.collect()
      await at.settle()
      expect(states(await at.ticketsOf(id))).toEqual([['pendiente', falla]])
      expect((await at.client.impresoras.queue()).falla).toBe(falla)
      expect(await impresiones(id)).toBe(0)
      await at.printer.behave({})
      await at.settle()
      expect(states(await at.ticketsOf(id))).toEqual([['impreso', null]])
      expect(at.printer.tickets).toHaveLength(1)
      // The client has long gone: the drawer stays shut.
      expect(at.printer.kicks).toEqual([])
    },
  )

  it('keeps the order of those that wait', async () => {
    await at.printer.behave({ paperOut: true })
    for (const monto of [111, 222, 333]) await at.collect(monto)
    await at.settle()
    await at.printer.behave({})
    await at.settle()
    expect(printedText().map((text) => /\$\s(\d,\d\d)/.exec(text)?.[1])).toEqual(['1,11', '2,22', '3,33'])
  })

  it('has another try at once when a person says so', async () => {
    await at.printer.behave({ paperOut: true })
    const id = await at.collect()
    await at.office.office.printing.run()
    await at.printer.behave({})
    await at.client.impresoras.retry({ ...request(), id: (await at.ticketsOf(id))[0]?.id ?? '' })
    await at.printer.until(1)
    await at.office.office.printing.run()
    expect(states(await at.ticketsOf(id))).toEqual([['impreso', null]])
  })

  it('leaves the original to the PDF, and then prints a copy', async () => {
    await at.printer.behave({ paperOut: true })
    const id = await at.collect()
    await at.office.office.printing.run()
    const paper = await at.client.documentos.issueRecibo({ ...request(), id, papel: '80mm', output: 'pdf' })
    expect(paper.copia).toBe(false)
    await at.printer.behave({})
    await at.settle()
    expect(printedText()[0]).toContain('COPIA')
  })

  it('is given up by a person: nothing prints any more, and the paper is the original', async () => {
    await at.printer.behave({ offline: true })
    const id = await at.collect()
    await at.office.office.printing.run()
    const [ticket] = await at.ticketsOf(id)
    expect(await at.client.impresoras.cancel({ ...request(), ids: [ticket?.id ?? ''] })).toEqual({ cancelados: 1 })
    await at.printer.behave({})
    await at.settle()
    expect(at.printer.tickets).toEqual([])
    const paper = await at.client.documentos.issueRecibo({ ...request(), id, papel: '80mm', output: 'impresora' })
    expect(paper.copia).toBe(false)
  })
})

describe('a ticket that may be on paper', () => {
  const accidents: [string, Behaviour, string][] = [
    ['the printer restarted in the middle', { resetAfter: 300 }, 'interrumpida'],
    ['the paper ended in the middle', { linesLeft: 9 }, 'sin_papel'],
    ['the line was half closed in the middle', { halfCloseAfter: 300 }, 'interrumpida'],
  ]
  it.each(accidents)(
    'is uncertain when %s, and only a person has it printed again, as COPIA',
    async (_, behaviour, falla) => {
      await at.printer.behave(behaviour)
      const id = await at.collect()
      await at.settle()
      expect(states(await at.ticketsOf(id))).toEqual([['incierto', falla]])
      const before = at.printer.tickets.length
      await at.printer.behave({})
      await at.settle()
      const [ticket] = await at.ticketsOf(id)
      expect(ticket?.estado).toBe('incierto')
      expect((await refusal(at.client.impresoras.retry({ ...request(), id: ticket?.id ?? '' }))).code).toBe(
        'impresion.closed',
      )
      const paper = await at.client.documentos.previewRecibo({ id, papel: '80mm' })
      expect(paper.copia).toBe(true)
      // A printer that got paper again goes on with what it holds: that is the ticket it was sent, not another one.
      const held = at.printer.tickets.length - before
      await at.client.impresoras.reprint({ ...request(), id: ticket?.id ?? '' })
      await at.settle()
      expect(at.printer.tickets.length - before - held).toBe(1)
      expect(textOf(at.printer.tickets.at(-1) ?? { printed: [] })).toContain('COPIA')
      expect(states(await at.ticketsOf(id))).toEqual([
        ['impreso', null],
        ['cancelado', falla],
      ])
      expect(at.printer.kicks.length).toBeLessThanOrEqual(1)
    },
  )

  it('is uncertain after the office died while it was sent; a person who holds it says so', async () => {
    await at.printer.behave({ offline: true })
    const id = await at.collect()
    await at.office.office.printing.run()
    const [ticket] = await at.ticketsOf(id)
    const tenantId = await tenantOf()
    await at.office.office.writer.maintain((db) => changeTicket(db, tenantId, ticket?.id ?? '', { estado: 'enviando' }))
    await at.office.restart()
    await at.printer.behave({})
    await at.settle()
    expect(states(await at.ticketsOf(id))).toEqual([['incierto', 'reinicio']])
    expect(at.printer.tickets).toEqual([])
    const client = await at.office.as('admin')
    const settled = await client.impresoras.confirm({ ...request(), id: ticket?.id ?? '' })
    expect([settled.estado, settled.falla]).toEqual(['impreso', null])
  })
})

describe('a printer that says nothing about itself', () => {
  it('prints where the seat says that it does not answer', async () => {
    await at.configure({ responde: false, corte: 'no' })
    await at.printer.behave({ mute: true })
    const id = await at.collect()
    await at.settle()
    await at.printer.until(1)
    expect(states(await at.ticketsOf(id))).toEqual([['impreso', null]])
    expect(at.printer.tickets[0]?.cut).toBeNull()
  })

  it('counts as done when it knows its state and not GS r', async () => {
    await at.printer.behave({ noDone: true })
    const id = await at.collect()
    await at.settle()
    expect(states(await at.ticketsOf(id))).toEqual([['impreso', null]])
    expect(at.printer.tickets).toHaveLength(1)
  })

  it('is waited for while it is slow', async () => {
    await at.printer.behave({ bytesPerTick: 12 })
    const id = await at.collect()
    await at.settle()
    expect(states(await at.ticketsOf(id))).toEqual([['impreso', null]])
  })
})

describe('what a person asks for', () => {
  it('prints a test page at once, or says why not without waiting', async () => {
    const good = await at.client.impresoras.test(request())
    expect(good.estado).toBe('impreso')
    await at.printer.sync()
    expect(printedText()[0]).toContain('áéíóú ÁÉÍÓÚ ñÑ')
    await at.printer.behave({ coverOpen: true })
    const bad = await at.client.impresoras.test(request())
    expect(states([bad])).toEqual([['fallido', 'tapa_abierta']])
    await at.printer.behave({})
    await at.settle()
    expect(at.printer.tickets).toHaveLength(1)
  })

  it('opens the drawer and moves no paper', async () => {
    const kick = await at.client.impresoras.openDrawer(request())
    expect(kick.estado).toBe('impreso')
    await at.printer.sync()
    expect(at.printer.kicks).toHaveLength(1)
    expect(at.printer.tickets).toEqual([])
    const audit = await at.client.system.audit({})
    expect(audit.map(({ accion }) => accion)).toContain('cajon.open')
  })

  it('opens no drawer for who holds none open', async () => {
    const cobranza = await at.office.as('cobranza')
    expect((await refusal(cobranza.impresoras.openDrawer(request()))).code).toBe('caja.closed')
    await at.configure({ cajon: 'no' })
    expect((await refusal(at.client.impresoras.openDrawer(request()))).code).toBe('impresora.drawer')
  })

  it('says how the printer is', async () => {
    expect(await at.client.impresoras.status()).toMatchObject({
      falla: null,
      papel: 'hay',
      tapa: 'cerrada',
      responde: true,
    })
    await at.printer.behave({ paperLow: true })
    expect(await at.client.impresoras.status()).toMatchObject({ falla: null, papel: 'poco' })
    await at.printer.behave({ paperOut: true })
    expect(await at.client.impresoras.status()).toMatchObject({ falla: 'sin_papel', papel: 'falta' })
    await at.configure({ conexion: { tipo: 'ninguna' } })
    expect((await at.client.impresoras.status()).falla).toBe('sin_configurar')
    expect((await refusal(at.client.impresoras.test(request()))).code).toBe('impresora.none')
  })

  it('prints one that was printed again as COPIA only', async () => {
    const documentoId = await at.collect()
    await at.settle()
    const again = await at.client.impresoras.print({ ...request(), tipo: 'recibo', documentoId })
    expect(again.copia).toBe(true)
    await at.settle()
    expect(printedText().map((text) => text.includes('COPIA'))).toEqual([false, true])
    expect(at.printer.kicks).toHaveLength(1)
  })

  it('prints the drawer report: X, then Z with its copy', async () => {
    await at.configure({ copiasZ: 2 })
    await at.collect(2_500)
    await at.settle()
    const x = await at.client.caja.drawX(request())
    await at.client.impresoras.print({ ...request(), tipo: 'reporte_caja', documentoId: x.id })
    const { esperado } = x.figures
    const conteo = [...PLENTY('ARS'), ...loose(esperado - sum(PLENTY('ARS')))]
    const { reporte } = await at.client.caja.close({ ...request(), conteo })
    await at.client.impresoras.print({ ...request(), tipo: 'reporte_caja', documentoId: reporte.id })
    await at.settle()
    const [, xText = '', zText = '', zCopy = ''] = printedText()
    expect(xText).toContain(x.numero)
    expect(zText).toMatch(/Contado +\$/)
    expect(zText).not.toContain('COPIA')
    expect(zCopy).toContain('COPIA')
    expect(at.printer.tickets).toHaveLength(4)
    await openDrawer(at.client)
  })
})
