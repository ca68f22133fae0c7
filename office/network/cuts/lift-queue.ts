import { z } from 'zod'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { paperTexts } from '../../i18n.ts'
import { appendAudit } from '../../kernel/audit.ts'
import type { Hand } from '../../kernel/hand.ts'
import { readSetting, writeSetting } from '../../kernel/settings.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readTenant } from '../../kernel/tenancy.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { type CutFacts, factsOf } from './facts.ts'
import { isCutForDebt, liftOne } from './lift.ts'
import { STANDS } from './outcome.ts'
import { bringBack } from './service.ts'

/**
 * Cuts that lose their reason all at once: other rules, a plan that is not cut any more, a run that is taken back. They may be as many as
 * there are services, and a payment must not wait for all of them: the first portion is lifted in the transaction of what made it
 * so, the others each in one of its own (`turn.ts`), after a crash too. What is to be lifted is decided anew in each.
 */
const zCausa = z.discriminatedUnion('tipo', [
  /** `antes`: by which rules they were cut. */
  z.object({ tipo: z.literal('reglas'), antes: z.object({ diasGracia: z.number(), tolerancia: z.number() }) }),
  z.object({ tipo: z.literal('plan'), planId: z.string() }),
  z.object({ tipo: z.literal('corrida'), corridaId: z.string(), motivo: z.string() }),
])
type Causa = z.infer<typeof zCausa>
const zPases = z.array(
  z.object({
    causa: zCausa,
    usuarioId: z.string().nullable(),
    /** Place of the last one that was looked at; empty: none was. */
    desde: z.union([z.string(), z.number()]),
  }),
)
type Pase = z.infer<typeof zPases>[number]

/** Lifted in one transaction, and looked at for that: about a tenth of a second of the writer. */
const LIFTED = 50
const LOOKED_AT = 500

interface Place {
  servicioId: string
  clienteId: string
  /** Where it stands in the order of its pass. */
  lugar: string | number
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  cut: sqlite.prepare<[string, string | number], Place>(
    `select id as servicioId, cliente_id as clienteId, id as lugar from servicio
     where +tenant_id = ? and id > ? and motivo_suspension = 'deuda' order by id limit ${LOOKED_AT}`,
  ),
  standing: sqlite.prepare<[string, string | number], Place>(
    `select servicio_id as servicioId, cliente_id as clienteId, orden as lugar from corrida_corte_fila
     where corrida_id = ? and orden > cast(? as integer) and ${STANDS}
     order by orden limit ${LIFTED}`,
  ),
}))

const readPases = (db: ReadDb | WriteDb, tenantId: string): Pase[] =>
  zPases.parse(readSetting(db, tenantId, 'cortes_levante')?.value ?? [])

/** Whether something is still to be lifted. */
export const hasLifts = (db: ReadDb | WriteDb, tenantId: string): boolean => readPases(db, tenantId).length > 0

type Failed = (servicioId: string, error: unknown) => void

interface Portion {
  levantados: number
  /** What is left of the pass; null: nothing. */
  resto: Pase | null
}

function placesOf(hand: Hand, { causa, desde }: Pase): Place[] {
  const { cut, standing } = statements(hand.db)
  return causa.tipo === 'corrida' ? standing.all(causa.corridaId, desde) : cut.all(hand.tenantId, desde)
}

/** Lifts a service if it is to be, by the books as they are now; the work of one savepoint. */
function lifterOf(hand: Hand, causa: Causa, places: readonly Place[]): (servicioId: string) => boolean {
  const today = officeToday(hand.db, hand.now)
  if (causa.tipo === 'corrida') {
    const motivo = paperTexts(readTenant(hand.db).idioma)('corte.deshecho', { motivo: causa.motivo })
    return (servicioId) => {
      bringBack(hand, servicioId, { today, motivo, causa: 'deshecho', free: true })
      return true
    }
  }
  const rules = readRedConfig(hand.db, hand.tenantId).config.cortes
  const read = new Map<string, CutFacts>()
  // As far as they are needed: a portion may be full before all are looked at.
  const factsFor = (servicioId: string): CutFacts | undefined => {
    if (!read.has(servicioId)) {
      const at = places.findIndex((place) => place.servicioId === servicioId)
      const clients = new Set(places.slice(at, at + LIFTED).map(({ clienteId }) => clienteId))
      for (const facts of factsOf(hand.db, hand.tenantId, [...clients], today)) read.set(facts.servicioId, facts)
    }
    return read.get(servicioId)
  }
  return (servicioId) => {
    const of = factsFor(servicioId)
    if (!of) return false
    const lifts =
      causa.tipo === 'plan'
        ? of.planId === causa.planId && of.politica === 'no_cortar' && isCutForDebt(of, rules, today)
        : isCutForDebt(of, causa.antes, today) && !isCutForDebt(of, rules, today)
    if (lifts) liftOne(hand, of, today, { tipo: 'regla' })
    return lifts
  }
}

function liftPortion(hand: Hand, pase: Pase, failed: Failed): Portion {
  const places = placesOf(hand, pase)
  const liftIt = lifterOf(hand, pase.causa, places)
  let levantados = 0
  for (const { servicioId, lugar } of places) {
    try {
      levantados += Number(hand.db.sqlite.transaction(() => liftIt(servicioId))())
    } catch (error) {
      if (!hand.db.sqlite.inTransaction) throw error
      failed(servicioId, error)
    }
    if (levantados === LIFTED) return { levantados, resto: { ...pase, desde: lugar } }
  }
  const last = places.at(-1)
  const isAll = places.length < (pase.causa.tipo === 'corrida' ? LIFTED : LOOKED_AT)
  return { levantados, resto: isAll || !last ? null : { ...pase, desde: last.lugar } }
}

const write = (db: WriteDb, tenantId: string, pases: readonly Pase[], now: number): void =>
  writeSetting(db, tenantId, 'cortes_levante', pases, now)

/**
 * Lifts what a pass names, in the caller's transaction as far as one portion goes; the rest follows by itself (`keepCutting`).
 * Returns how many came back at once, and whether there may be more.
 */
export function beginLift(hand: Hand, causa: Causa): { levantados: number; siguen: boolean } {
  const whole: Pase = { causa, usuarioId: hand.usuarioId, desde: '' }
  const { levantados, resto } = liftPortion(hand, whole, (_, error) => {
    throw error
  })
  if (resto) write(hand.db, hand.tenantId, [...readPases(hand.db, hand.tenantId), resto], hand.now)
  return { levantados, siguen: resto !== null }
}

/**
 * The next portion of what is to be lifted, in the caller's transaction. A service that cannot be brought back stays cut: the audit says so to
 * people, and `failed` is told why. Returns whether it found something to do.
 */
export function liftSome(db: WriteDb, tenantId: string, now: number, failed: Failed): boolean {
  const [pase, ...others] = readPases(db, tenantId)
  if (!pase) return false
  const { usuarioId } = pase
  const actor = { tenantId, usuarioId, puestoId: null }
  const hand: Hand = { db, tenantId, usuarioId, now, audit: (entry) => appendAudit(db, actor, now, entry) }
  const causa = pase.causa.tipo
  const { resto } = liftPortion(hand, pase, (entidadId, error) => {
    hand.audit({ accion: 'corte.lift_failed', entidad: 'servicio', entidadId, despues: { causa } })
    failed(entidadId, error)
  })
  write(db, tenantId, resto ? [resto, ...others] : others, now)
  return true
}
