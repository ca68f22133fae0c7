import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import { type RecordatoriosConfig, zRecordatoriosConfig } from '../../contract/index.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import type { OutgoingMail } from '../../office/mail/carrier.ts'
import { queueReminders } from '../../office/mail/reminders.ts'
import { inHours, nextHours, ruleOf } from '../../office/mail/reminders-rules.ts'
import { newRequestId, START, TENANT } from './harness.ts'
import { ask, type MailOffice, openMailOffice } from './mail-office.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ZONE = TENANT.zonaHoraria
/** 10 March 2026 in Buenos Aires: a Tuesday. */
const TODAY = civilDate(START, ZONE)

const config = (changes: Partial<RecordatoriosConfig> = {}): RecordatoriosConfig =>
  zRecordatoriosConfig.parse({ activos: true, antes: [5, 2], vencida: [3, 10], ...changes })

describe('the rule that holds for an invoice', () => {
  it.each([
    ['2026-03-16', null],
    ['2026-03-15', 'antes:5'],
    ['2026-03-13', 'antes:5'],
    ['2026-03-12', 'antes:2'],
    ['2026-03-11', 'antes:2'],
    ['2026-03-10', 'vence'],
    ['2026-03-09', null],
    ['2026-03-08', null],
    ['2026-03-07', 'vencida:3'],
    ['2026-03-01', 'vencida:3'],
    ['2026-02-28', 'vencida:10'],
    // Caught up with for thirty days, and then no more.
    ['2026-01-29', 'vencida:10'],
    ['2026-01-28', null],
  ])('due on %s is %s', (vencimiento, rule) => {
    expect(ruleOf(config(), vencimiento, TODAY)).toBe(rule)
  })

  it('is one at most, and never one that comes before another in time', () => {
    const days = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 })
    fc.assert(
      fc.property(days, days, fc.boolean(), (antes, vencida, vence) => {
        const rules = config({ antes, vencida, vence })
        const at = (rule: string | null) => {
          const [kind, n = '0'] = (rule ?? '').split(':')
          return kind === 'antes' ? -Number(n) : Number(n)
        }
        let last = Number.NEGATIVE_INFINITY
        for (let day = -70; day <= 100; day++) {
          const rule = ruleOf(rules, TODAY, addDays(TODAY, day))
          if (rule === null) continue
          expect(at(rule)).toBeGreaterThanOrEqual(last)
          expect(at(rule)).toBeLessThanOrEqual(day)
          last = at(rule)
        }
      }),
    )
  })
})

describe('hours', () => {
  it('end before they end, skip the days excluded, and follow the clock of the place through its changes', () => {
    const hours = config({ desde: '09:00', hasta: '20:00', diasExcluidos: [7] })
    const santiago = 'America/Santiago'
    // The clock goes back an hour on 5 April 2026, a Sunday.
    const saturday = Date.UTC(2026, 3, 4, 22, 30)
    expect(inHours(hours, saturday, santiago)).toBe(true)
    expect(inHours(hours, saturday + HOUR, santiago)).toBe(false)
    expect(new Date(nextHours(hours, saturday + HOUR, santiago)).toISOString()).toBe('2026-04-06T13:00:00.000Z')
  })

  it('the next ones are within hours, and not before now', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: START, max: START + 400 * DAY }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 }),
        fc.constantFrom(ZONE, 'America/Santiago', 'America/Sao_Paulo', 'UTC'),
        (at, diasExcluidos, zone) => {
          const hours = config({ diasExcluidos })
          const next = nextHours(hours, at, zone)
          expect(next).toBeGreaterThanOrEqual(at)
          expect(inHours(hours, next, zone)).toBe(true)
        },
      ),
    )
  })
})

let mail: MailOffice
let sent: { mail: OutgoingMail; at: number }[]
/** Looked at by the carrier as each mail leaves. */
let watch: (mail: OutgoingMail) => void
/** What happens while the paper of a mail is drawn. */
let meanwhile: () => Promise<void>

beforeEach(async () => {
  sent = []
  watch = () => undefined
  meanwhile = async () => undefined
  mail = await openMailOffice({
    async ask(question) {
      await meanwhile()
      return ask(question)
    },
    carrier: {
      async deliver(_access, outgoing) {
        watch(outgoing)
        sent.push({ mail: outgoing, at: mail.office.clock.now })
      },
      rest: () => undefined,
    },
  })
  await mail.configure({})
})
afterEach(() => mail.office.close())

const activate = async (changes: Partial<RecordatoriosConfig> = {}) => {
  const { actualizadoEn } = await mail.admin.recordatorios.config()
  await mail.admin.recordatorios.updateConfig({
    requestId: newRequestId(),
    expected: actualizadoEn,
    config: config(changes),
  })
}
/** What the office does by itself at this moment. */
const live = async () => {
  await runUpkeep(mail.office.office)
  await queueReminders(mail.office.office)
  await mail.office.office.mail.run()
}
const subjects = () => sent.map(({ mail: { subject } }) => subject.split(' · ')[0])
const simulate = () => mail.admin.recordatorios.simulate({})

describe('reminders', () => {
  it('are off until somebody turns them on, and then go to those who owe', async () => {
    const maria = await mail.addClient('María Pérez')
    const { numero } = await mail.addInvoice(maria, '2026-03-12')
    await live()
    expect(sent).toEqual([])
    await activate()
    await live()
    expect(subjects()).toEqual([`Su factura ${numero} vence el 12/03/2026`])
    expect(sent[0]?.mail.attachments[0]?.filename).toBe(`factura-${numero}.pdf`)
    await live()
    expect(sent).toHaveLength(1)
  })

  it('never go to somebody who paid a moment ago: cancelled, with the reason', async () => {
    const maria = await mail.addClient('María Pérez')
    await mail.addInvoice(maria, '2026-03-12')
    await activate()
    meanwhile = () => mail.pay(maria, 10_000)
    await live()
    expect(sent).toEqual([])
    expect(mail.rows()).toMatchObject([{ estado: 'cancelado', error: 'pagada', tipo: 'recordatorio' }])
  })

  it('after days without the office say the latest only', async () => {
    const maria = await mail.addClient('María Pérez')
    const { numero } = await mail.addInvoice(maria, '2026-03-12')
    await activate()
    mail.office.clock.advance(15 * DAY)
    await mail.office.restart()
    await live()
    expect(subjects()).toEqual([`Su factura ${numero} está vencida`])
    expect(mail.rows().map(({ regla }) => regla)).toEqual(['vencida:10'])
  })

  it('are held back outside hours and on the days excluded', async () => {
    const maria = await mail.addClient('María Pérez')
    await mail.addInvoice(maria, '2026-03-12')
    await activate({ desde: '09:00', hasta: '11:00' })
    await live()
    expect(sent).toEqual([])
    expect(await simulate()).toMatchObject({ enHorario: false, seAvisa: 0, noSeAvisa: { horario: 1 } })
    mail.office.clock.advance(21.5 * HOUR)
    await live()
    expect(sent).toHaveLength(1)
  })

  it('queued within hours wait when the hours end before their turn', async () => {
    const maria = await mail.addClient('María Pérez')
    await mail.addInvoice(maria, '2026-03-15')
    await activate({ hasta: '13:00' })
    await queueReminders(mail.office.office)
    mail.office.clock.advance(2 * HOUR)
    await mail.office.office.mail.run()
    expect(mail.rows()).toMatchObject([{ estado: 'pendiente' }])
    mail.office.clock.advance(20 * HOUR)
    await mail.office.office.mail.run()
    expect(mail.rows()).toMatchObject([{ estado: 'enviado' }])
  })

  it('are one a day for a client who owes more, the oldest first', async () => {
    const maria = await mail.addClient('María Pérez')
    const old = await mail.addInvoice(maria, '2026-02-27')
    await mail.addInvoice(maria, '2026-03-06')
    await activate()
    await live()
    expect(subjects()).toEqual([`Su factura ${old.numero} está vencida`])
    expect((await simulate()).noSeAvisa).toEqual({ ya_avisado: 1, tope: 1 })
    mail.office.clock.advance(DAY)
    await live()
    expect(sent).toHaveLength(2)
  })

  it('give way to a promise, whose own reminder comes the day before', async () => {
    const maria = await mail.addClient('María Pérez')
    await mail.addInvoice(maria, '2026-03-05')
    await activate()
    await mail.admin.promesas.grant({
      requestId: newRequestId(),
      clienteId: maria,
      monto: 10_000,
      fecha: '2026-03-13',
      notas: '',
    })
    await live()
    expect(sent).toEqual([])
    expect((await simulate()).noSeAvisa).toEqual({ promesa: 1 })
    mail.office.clock.advance(2 * DAY)
    await live()
    expect(subjects()).toEqual(['Recordatorio: pago acordado para el 13/03/2026'])
    await live()
    expect(sent).toHaveLength(1)
  })

  it('name who is not reached: clients without an address are counted', async () => {
    const rita = await mail.addClient('Rita Luna', '')
    await mail.addInvoice(rita, '2026-03-12')
    await activate()
    await live()
    const { avisos, noSeAvisa } = await simulate()
    expect(noSeAvisa).toEqual({ sin_direccion: 1 })
    expect(avisos).toMatchObject([{ clienteNombre: 'Rita Luna', regla: 'antes:2', motivo: 'sin_direccion' }])
  })

  it('can be simulated as they would be, without being turned on and without a trace', async () => {
    const maria = await mail.addClient('María Pérez')
    await mail.addInvoice(maria, '2026-03-12')
    expect((await mail.admin.recordatorios.simulate({ config: config({ antes: [2] }) })).avisos).toMatchObject([
      { regla: 'antes:2', motivo: null, para: 'maria@cliente.example' },
    ])
    expect((await mail.admin.recordatorios.simulate({ config: config({ antes: [1] }) })).avisos).toEqual([])
    expect(mail.rows()).toEqual([])
  })
})

type Step =
  | { kind: 'pay'; client: number; amount: number }
  | { kind: 'wait'; hours: number }
  | { kind: 'back'; hours: number }
  | { kind: 'queue' }
  | { kind: 'send' }
  | { kind: 'restart' }
  | { kind: 'kill' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('pay' as const),
    client: fc.integer({ min: 0, max: 2 }),
    amount: fc.integer({ min: 1, max: 20_000 }),
  }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  fc.record({ kind: fc.constant('back' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('queue' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send' as const) }) },
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('kill' as const) }),
)

describe('no sequence of payments, clocks and restarts', () => {
  it('reminds of what is paid, twice by one rule, above the share of a day, or outside hours', async () => {
    await activate({ antes: [3], vencida: [2, 5], maximoPorDia: 1, diasExcluidos: [6, 7] })
    const rules = config({ antes: [3], vencida: [2, 5], maximoPorDia: 1, diasExcluidos: [6, 7] })
    const clients: string[] = []
    for (const nombre of ['Ana', 'Berta', 'Carla']) clients.push(await mail.addClient(nombre))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const { clock } = mail.office
        for (const clienteId of clients) {
          const today = civilDate(clock.now, ZONE)
          for (const days of [2, 4]) await mail.addInvoice(clienteId, addDays(today, days))
        }
        watch = (outgoing) => {
          const { sqlite } = mail.office.office.db.read
          const id = outgoing.messageId.slice(1).split('@')[0] ?? ''
          const row = sqlite
            .prepare<[string], { saldo: number; clienteId: string; documentoId: string; regla: string }>(
              `select f.saldo, c.cliente_id as clienteId, c.documento_id as documentoId, c.regla
               from correo c join factura f on f.id = c.documento_id where c.id = ?`,
            )
            .get(id)
          expect(row?.saldo).toBeGreaterThan(0)
          expect(inHours(rules, clock.now, ZONE)).toBe(true)
          const today = civilDate(clock.now, ZONE)
          const sentToday = sqlite
            .prepare<[string], number>(
              `select enviado_en from correo where cliente_id = ? and estado = 'enviado' and tipo = 'recordatorio'`,
            )
            .pluck()
            .all(row?.clienteId ?? '')
            .filter((at) => civilDate(at, ZONE) === today)
          expect(sentToday).toHaveLength(0)
          const same = sqlite
            .prepare<[string, string], number>(
              `select count(*) from correo where documento_id = ? and regla = ? and estado = 'enviado'`,
            )
            .pluck()
            .get(row?.documentoId ?? '', row?.regla ?? '')
          expect(same).toBe(0)
        }
        const problems: unknown[] = []
        const judge = watch
        watch = (outgoing) => {
          try {
            judge(outgoing)
          } catch (error) {
            problems.push(error)
          }
        }
        for (const each of steps) await take(each, clients)
        expect(problems).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})

async function take(each: Step, clients: readonly string[]): Promise<void> {
  const { office } = mail
  switch (each.kind) {
    case 'pay':
      return mail.pay(clients[each.client] ?? '', each.amount)
    case 'wait':
      return office.clock.advance(each.hours * HOUR)
    case 'back':
      return office.clock.advance(-each.hours * HOUR)
    case 'queue':
      await runUpkeep(office.office)
      await queueReminders(office.office)
      return
    case 'send':
      return office.office.mail.run()
    case 'restart':
      await office.restart()
      await mail.enterAgain()
      return
    case 'kill':
      // As a kill leaves it: claimed, sent or not, and not written down.
      office.office.db.write.sqlite
        .prepare(
          `update correo set error = 'interrumpido', intentos = intentos + 1, proximo_en = ? where estado = 'pendiente'`,
        )
        .run(office.clock.now + 15 * 60_000)
      await office.restart()
      await mail.enterAgain()
  }
}
