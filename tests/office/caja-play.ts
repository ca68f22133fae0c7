import { expect } from 'vitest'
import { civilDate } from '../../contract/dates.ts'
import { readActor } from '../../office/access/session.ts'
import { inDrawers, inSafe } from '../../office/cash/safe.ts'
import { accountsOf } from './accounts.ts'
import type { Action } from './caja-actions.ts'
import { compare, DrawerModel, type ModelSesion } from './caja-model.ts'
import { loose } from './caja-support.ts'
import { type Client, newRequestId, PIN, TENANT, type TestOffice } from './harness.ts'

interface Round {
  id: string
  bag: ModelSesion
  paradas: { id: string; clienteId: string }[]
}

/** Who is there, where, and who pays: ids. */
export interface Cast {
  /** Of them, only the first may supervise. */
  people: readonly string[]
  puestos: readonly string[]
  clients: readonly string[]
}

/** What an answer is about: its own id, or that of the session it ended. */
const idOf = (answer: unknown): unknown => {
  const { id, sesion, ruta } = answer as { id?: string; sesion?: { id: string }; ruta?: { id: string } }
  return id ?? sesion?.id ?? ruta?.id
}

/** One run: an office, its model, and what was asked before, to ask it again. `done`: how often each thing was done, and not refused. */
export class Play {
  readonly model = new DrawerModel()
  readonly #office: TestOffice
  readonly #cast: Cast
  readonly #done: Map<string, number>
  readonly #asked: { again: () => Promise<unknown>; answer: unknown }[] = []
  readonly #receipts: { id: string; metodo: string }[] = []
  readonly #rounds: Round[] = []
  #references = 0

  constructor(office: TestOffice, cast: Cast, done: Map<string, number>) {
    this.#office = office
    this.#cast = cast
    this.#done = done
  }

  /** A person at a seat, without the seconds that a password takes. */
  #at({ seat, person, stray }: Pick<Action, 'seat' | 'person' | 'stray'>) {
    const puestoId = this.#cast.puestos[seat] ?? ''
    const holder = stray ? undefined : this.model.openAt(puestoId)?.person
    const actor = readActor(this.#office.office.db.read, holder ?? this.#cast.people[person] ?? '')
    const { caller, client } = this.#office.window()
    if (!actor) throw new Error('nobody')
    caller.actor = { ...actor, puestoId }
    return { client, seat: puestoId, person: actor.usuarioId }
  }

  /** Asks, and says whether it was done; a refusal must be one that the model understands. */
  async #ask<T>(call: () => Promise<T>, allowed: readonly string[]): Promise<T | null> {
    try {
      const answer = await call()
      this.#asked.push({ again: call, answer })
      expect(allowed, 'done, against the model').not.toContain('must')
      return answer
    } catch (error) {
      const code = (error as { code?: string }).code ?? String(error)
      if (!allowed.includes(code)) throw error
      return null
    }
  }

  get #fecha(): string {
    return civilDate(this.#office.clock.now, TENANT.zonaHoraria)
  }

  async step(action: Action): Promise<void> {
    const before = this.#asked.length
    await this.#do(action)
    if (this.#asked.length > before) this.#done.set(action.kind, (this.#done.get(action.kind) ?? 0) + 1)
  }

  async #do(action: Action): Promise<void> {
    this.#office.clock.advance(1_000)
    const { model } = this
    const { client, seat, person } = this.#at(action)
    const own = model.ownAt(seat, person)
    const closed = own ? [] : ['must', model.openAt(seat) ? 'caja.other' : 'caja.closed']
    /** Who may know what is in a drawer is refused more than that, always; who may not, never. */
    const short = (monto: number) => (own ? this.#lacking(person, own, monto) : closed)
    const request = { requestId: newRequestId() }
    switch (action.kind) {
      case 'open': {
        const wanted = model.openAt(seat) ? ['must', own ? 'caja.open' : 'caja.other'] : []
        const open = { ...request, conteo: loose(action.monto), explicacion: 'x' }
        const made = await this.#ask(() => client.caja.open(open), wanted)
        if (made) model.open({ id: made.id, seat, person, fecha: this.#fecha, fondo: action.monto, bag: false })
        return
      }
      case 'cash':
      case 'transferencia':
      case 'pasarela': {
        const metodo = action.kind === 'cash' ? ('efectivo' as const) : action.kind
        const referencia = metodo === 'efectivo' ? '' : `R-${++this.#references}`
        const pay = {
          ...request,
          clienteId: this.#cast.clients[action.client] ?? '',
          metodo,
          monto: action.monto,
          referencia,
        }
        const wanted = metodo === 'efectivo' ? closed : []
        const made = await this.#ask(() => client.cobros.record(pay), wanted)
        if (!made) return
        this.#receipts.push({ id: made.id, metodo })
        own?.receipts.add(made.id)
        if (own && metodo === 'efectivo') own.cash += action.monto
        return
      }
      case 'entrada':
      case 'retiro':
      case 'gasto': {
        const { kind: tipo, monto, lugar } = action
        const place = tipo === 'gasto' ? { categoria: 'Otros' } : { lugar }
        const movimiento = { tipo, monto, descripcion: 'x', ...place } as Parameters<
          Client['caja']['move']
        >[0]['movimiento']
        const wanted = tipo === 'entrada' ? closed : short(monto)
        const made = await this.#ask(() => client.caja.move({ ...request, movimiento }), wanted)
        if (made && own) model.move(own, tipo, made.monto, tipo === 'gasto' ? undefined : lugar)
        return
      }
      case 'count':
        await this.#ask(() => client.caja.count({ ...request, conteo: loose(action.monto) }), closed)
        return
      case 'x':
        await this.#ask(
          () => client.caja.drawX(request),
          [...closed, 'caja.approval'].filter((c) => c !== 'must'),
        )
        return
      case 'close': {
        const contado = own ? Math.max(0, model.expected(own) + action.off) : 0
        const queda = Math.floor((contado * action.share) / 100)
        const close = { ...request, conteo: loose(contado), queda, explicacion: 'x' }
        const made = await this.#ask(() => client.caja.close(close), closed)
        if (made && own) model.close(own, contado, queda)
        return
      }
      case 'handover':
        return this.#handOver(client, own, action, closed)
      case 'refund': {
        const refund = {
          clienteId: this.#cast.clients[action.client] ?? '',
          metodo: 'efectivo',
          monto: action.monto,
          motivo: 'x',
        } as const
        const wanted = ['devolucion.exceeds', 'access.denied', ...short(action.monto)].filter((code) => code !== 'must')
        const made = await this.#ask(
          () => client.devoluciones.record({ ...request, ...refund, referencia: '' }),
          wanted,
        )
        if (made && own) model.move(own, 'devolucion', -action.monto)
        else expect(made).toBeNull()
        return
      }
      case 'void':
        return this.#void(client, own, person, action.pick)
      case 'round':
        return this.#sendOut(client, own, action, closed)
      case 'settle':
        return this.#settle(client, own, action, closed)
      case 'cancel': {
        const [round] = this.#rounds
        if (!round) return
        const wanted = round.bag.fondo > 0 ? closed : []
        const made = await this.#ask(() => client.rutas.cancel({ ...request, rutaId: round.id }), wanted)
        if (!made) return
        this.#rounds.shift()
        model.close(round.bag, round.bag.fondo, round.bag.fondo)
        if (own) model.move(own, 'recepcion', round.bag.fondo)
        return
      }
      case 'repeat': {
        const again = this.#asked[action.pick % Math.max(1, this.#asked.length)]
        if (again) await this.#repeat(again)
        return
      }
      case 'night':
        this.#office.clock.advance(18 * 3_600_000)
    }
  }

  /** Asked again, it answers about the same thing and writes nothing, not even that it was asked. */
  async #repeat({ again, answer }: { again: () => Promise<unknown>; answer: unknown }): Promise<void> {
    const written = this.#office.office.db.read.sqlite.prepare('select max(seq) from auditoria').pluck()
    const before = written.get()
    expect(idOf(await again())).toBe(idOf(answer))
    expect(written.get()).toBe(before)
  }

  async #handOver(client: Client, own: ModelSesion | undefined, action: { to: number; off: number }, closed: string[]) {
    const to = this.#cast.people[action.to] ?? ''
    const contado = own ? Math.max(0, this.model.expected(own) + action.off) : 0
    const recibe = { usuarioId: to, pin: PIN }
    const hand = { requestId: newRequestId(), conteo: loose(contado), explicacion: 'x', recibe }
    const made = await this.#ask(
      () => client.caja.handover(hand),
      own?.person === to ? ['must', 'access.unavailable'] : closed,
    )
    if (!made?.siguiente || !own) return
    this.model.close(own, contado, contado)
    const next = { id: made.siguiente.id, seat: own.seat, person: to, fecha: this.#fecha, fondo: contado, bag: false }
    this.model.open(next)
  }

  /** Of the people here, only the first may supervise. */
  #lacking(person: string, own: ModelSesion, monto: number): string[] {
    return person === this.#cast.people[0] && monto > this.model.expected(own) ? ['must', 'caja.short'] : []
  }

  async #void(client: Client, own: ModelSesion | undefined, person: string, pick: number) {
    const receipt = this.#receipts[pick % Math.max(1, this.#receipts.length)]
    if (!receipt) return
    const aprobacion = { usuarioId: this.#cast.people[0] ?? '', pin: PIN }
    const wanted = ['pago.reverted', 'pago.refunded', 'caja.closed', 'caja.other']
    if (person === this.#cast.people[0]) wanted.push('caja.short')
    const back = { requestId: newRequestId(), reciboId: receipt.id, motivo: 'x', aprobacion }
    const made = await this.#ask(() => client.reversos.void(back), wanted)
    if (!made || receipt.metodo !== 'efectivo') return
    if (!own) throw new Error('cash came back out of no drawer')
    this.model.move(own, 'reverso', -made.monto)
  }

  async #sendOut(
    client: Client,
    own: ModelSesion | undefined,
    action: { to: number; fondo: number },
    closed: string[],
  ) {
    const cobradorId = this.#cast.people[action.to] ?? ''
    const { fondo } = action
    const out = this.#rounds.some(({ bag }) => bag.person === cobradorId)
    const lacking = fondo === 0 ? [] : !own ? closed : this.#lacking(own.person, own, fondo)
    const round = { requestId: newRequestId(), nombre: 'x', cobradorId, clienteIds: [...this.#cast.clients], fondo }
    const made = await this.#ask(() => client.rutas.create(round), out ? ['must', 'ruta.open'] : lacking)
    if (!made) return
    const { id, paradas, sesion } = made
    const bag = this.model.open({
      id: sesion.id,
      seat: sesion.puestoId,
      person: cobradorId,
      fecha: this.#fecha,
      fondo,
      bag: true,
    })
    if (own) this.model.move(own, 'entrega', -fondo)
    this.#rounds.push({ id, paradas, bag })
  }

  async #settle(
    client: Client,
    own: ModelSesion | undefined,
    action: { pays: number[]; off: number },
    closed: string[],
  ) {
    const [round] = this.#rounds
    if (!round) return
    const visitas = round.paradas.map(({ id }, at) => {
      const monto = action.pays[at] ?? 0
      return monto === 0
        ? { visitaId: id, estado: 'ausente' as const }
        : { visitaId: id, estado: 'cobrada' as const, monto }
    })
    const paid = action.pays.reduce((sum, monto) => sum + monto, 0)
    const contado = Math.max(0, round.bag.fondo + paid + action.off)
    const settle = { requestId: newRequestId(), rutaId: round.id, visitas, conteo: loose(contado), explicacion: 'x' }
    const made = await this.#ask(() => client.rutas.settle(settle), closed)
    if (!made || !own) return
    this.#rounds.shift()
    round.bag.cash += paid
    for (const { reciboId } of made.ruta.paradas)
      if (reciboId !== null) {
        round.bag.receipts.add(reciboId)
        this.#receipts.push({ id: reciboId, metodo: 'efectivo' })
      }
    this.model.close(round.bag, contado, contado)
    this.model.move(own, 'recepcion', contado)
  }

  /** The whole against the model, and against what the office itself recomputes. */
  async verify(): Promise<void> {
    const { model } = this
    const db = this.#office.office.db.read
    compare(db.sqlite, model)
    const tenantId = db.sqlite.prepare('select id from tenant').pluck().get() as string
    expect(inSafe(db, tenantId)).toBe(model.safe)
    const open = model.sesiones.filter(({ contado }) => contado === null)
    const left = this.#cast.puestos.map((seat) => (model.openAt(seat) ? 0 : (model.left.get(seat) ?? 0)))
    const held = [...open.map((sesion) => model.expected(sesion)), ...left].reduce((sum, monto) => sum + monto, 0)
    expect(inDrawers(db, tenantId)).toBe(held)
    expect((await accountsOf(this.#office, () => this.#office.anonymous()).check()).findings).toEqual([])
  }
}
