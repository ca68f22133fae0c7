import { denominationsOf } from '../../contract/denominations.ts'
import type { Conteo } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import { readCajaConfig } from '../cash/config.ts'
import { expectedOf } from '../cash/figures.ts'
import { writeMovimiento } from '../cash/movements.ts'
import { inSafe } from '../cash/safe.ts'
import { beginSesion, endSesion, leftInDrawer } from '../cash/sessions.ts'
import { appendAudit } from '../kernel/audit.ts'
import type { Actor } from '../kernel/office.ts'
import type { Tx } from '../kernel/writer.ts'
import type { DraftRecibo } from './account.ts'
import { banknote } from './catalog.ts'
import type { World } from './history.ts'
import { Random } from './random.ts'
import { DemoRound } from './round.ts'
import type { Turn } from './turns.ts'

const MINUTE = 60_000
const AUDITED_MS = 3 * 86_400_000
const EXPLICACIONES = ['Vuelto mal dado', 'Faltaba cambio', 'Billete contado dos veces', 'Monedas sin contar']
const GASTOS = ['Nafta de la camioneta', 'Conectores y precintos', 'Artículos de limpieza', 'Almuerzo de cuadrilla']

/** An amount in notes and coins, the largest first; what is below the smallest coin is loose change. */
export function asNotes(moneda: string, monto: Minor): Conteo {
  let left = monto
  const conteo = denominationsOf(moneda).map((valor) => {
    const cantidad = Math.floor(left / valor)
    left -= cantidad * valor
    return { valor, cantidad }
  })
  return [...conteo, ...(left > 0 ? [known(conteo, left)] : [])].filter(({ cantidad }) => cantidad > 0)
}

const known = (conteo: Conteo, left: Minor) =>
  conteo.length > 0 ? { valor: 1, cantidad: left } : { valor: left, cantidad: 1 }

/** The drawer's life behind the invented receipts: by the office's own rules, at the instants of then. */
export class DemoDrawers {
  readonly #tx: Tx
  readonly #world: World
  readonly #people: readonly Actor[]
  readonly #random: Random
  readonly #turns: readonly Turn[]
  readonly #roundAt: number
  #turn: Turn | null = null
  #sesionId = ''
  #round: DemoRound | null = null

  constructor(tx: Tx, world: World, people: readonly Actor[], turns: readonly Turn[]) {
    this.#tx = tx
    this.#world = world
    this.#people = people
    this.#turns = turns
    this.#random = new Random(world.seed + 17)
    const fits = ({ recibos, handsOver }: Turn) =>
      !handsOver && recibos.filter(({ metodo }) => metodo === 'efectivo').length >= 3
    this.#roundAt = turns.findLastIndex((turn, at) => at < turns.length - 2 && fits(turn))
  }

  /** The transaction as it was at an instant, in the name of a person. */
  #then(at: number, person: Actor): Tx {
    const { db } = this.#tx
    const recent = this.#world.calendar.now - at < AUDITED_MS
    const audit: Tx['audit'] = (entry) => (recent ? appendAudit(db, person, at, entry) : undefined)
    return { db, actor: person, now: at, audit }
  }

  #person(turn: Turn): Actor {
    return this.#people[turn.person] ?? this.#tx.actor
  }

  /** Opens the drawer of a turn, unless it was handed over. */
  begin(turn: Turn): void {
    const { moneda } = this.#world
    const person = this.#person(turn)
    const { tenantId, puestoId, usuarioId } = person
    const previous = this.#turn
    this.#turn = turn
    const tx = this.#then(turn.opens, person)
    const fondo = leftInDrawer(tx.db, tenantId, puestoId) ?? 10 * banknote(moneda)
    const previaId = previous?.handsOver ? this.#sesionId : null
    const opened = { puestoId, usuarioId, conteo: asNotes(moneda, fondo), fondo, esperado: fondo, previaId }
    this.#sesionId = beginSesion(tx, { ...opened, tipo: 'mostrador', explicacion: '' })
    if (this.#turns.indexOf(turn) === this.#roundAt) this.#sendOut(turn, person)
  }

  #sendOut(turn: Turn, cashier: Actor): void {
    const collector = this.#people[(turn.person + 1) % this.#people.length] ?? cashier
    const fondo = banknote(this.#world.moneda)
    const tx = this.#then(Math.min(turn.opens + MINUTE, turn.recibos[0]?.at ?? turn.opens), cashier)
    this.#round = new DemoRound(tx, { drawerId: this.#sesionId, cobradorId: collector.usuarioId, fondo })
  }

  /** Where a receipt's money lies: gateway money lies nowhere. */
  sesionOf(draft: DraftRecibo): string | null {
    if (draft.metodo === 'pasarela') return null
    return this.#round?.takes(draft) ? this.#round.sesionId : this.#sesionId
  }

  /** Notes the receipt that was written for a draft. */
  wrote(draft: DraftRecibo, recibo: { id: string; clienteId: string }): void {
    this.#round?.wrote(draft, recibo)
  }

  /** What else happens in a turn, and its end. The turn's receipts are written by now. */
  end(turn: Turn): void {
    const person = this.#person(turn)
    const last = turn.recibos.at(-1)?.at ?? turn.opens
    const step = Math.max(0, Math.floor((turn.closes - last) / 6))
    const at = (nth: number) => this.#then(last + nth * step, person)
    this.#round?.settle(at(1), (monto) => asNotes(this.#world.moneda, monto))
    this.#round = null
    this.#spend(at(2))
    this.#withdraw(at(3))
    this.#fetchChange(at(4))
    this.#close(turn, this.#then(turn.closes, person))
  }

  #spend(tx: Tx): void {
    const { random, note } = this.#draw()
    const descripcion = random.pick(GASTOS)
    const categoria = random.pick(readCajaConfig(tx.db, tx.actor.tenantId).categoriasGasto)
    const monto = note * random.int(2, 9)
    if (!random.chance(0.2) || monto * 3 > expectedOf(tx.db, this.#sesionId)) return
    writeMovimiento(tx, { sesionId: this.#sesionId, tipo: 'gasto', monto: -monto, categoria, descripcion })
  }

  #withdraw(tx: Tx): void {
    const { random, note } = this.#draw()
    const share = random.int(40, 70) / 100
    const lugar = random.chance(0.5) ? 'banco' : 'caja_fuerte'
    const monto = Math.floor((expectedOf(tx.db, this.#sesionId) * share) / (note * 10)) * note * 10
    if (!random.chance(0.3) || monto < note * 50) return
    const descripcion = lugar === 'banco' ? 'Depósito' : 'Exceso de efectivo'
    writeMovimiento(tx, { sesionId: this.#sesionId, tipo: 'retiro', monto: -monto, lugar, descripcion })
  }

  #fetchChange(tx: Tx): void {
    const { random, note } = this.#draw()
    const monto = note * 5
    if (!random.chance(0.08) || inSafe(tx.db, tx.actor.tenantId) < monto) return
    const change = { tipo: 'entrada', monto, lugar: 'caja_fuerte', descripcion: 'Cambio' } as const
    writeMovimiento(tx, { sesionId: this.#sesionId, ...change })
  }

  #draw() {
    return { random: this.#random, note: banknote(this.#world.moneda) }
  }

  /** Mostly right to the last coin; sometimes a little off; twice by more than may pass, once still to be approved. */
  #difference(turn: Turn, tx: Tx): Minor {
    const { random, note } = this.#draw()
    const small = Math.ceil(note / 10) * random.int(1, 5) * (random.chance(0.7) ? -1 : 1)
    const off = random.chance(0.12)
    const toGo = this.#turns.length - this.#turns.indexOf(turn)
    const { limiteDiferencia } = readCajaConfig(tx.db, tx.actor.tenantId)
    if (toGo === 2 || toGo === 9) return -(limiteDiferencia + note)
    return off && toGo > 2 ? Math.sign(small) * Math.min(Math.abs(small), limiteDiferencia) : 0
  }

  #close(turn: Turn, tx: Tx): void {
    const { moneda } = this.#world
    const esperado = expectedOf(tx.db, this.#sesionId)
    const contado = Math.max(0, esperado + this.#difference(turn, tx))
    const isLate = this.#turns.length - this.#turns.indexOf(turn) === 2
    endSesion(tx, this.#sesionId, {
      conteo: asNotes(moneda, contado),
      queda: turn.handsOver ? null : Math.min(contado, 10 * banknote(moneda)),
      explicacion: contado === esperado ? '' : this.#random.pick(EXPLICACIONES),
      aprobadoPor: isLate ? null : this.#tx.actor.usuarioId,
    })
  }
}
