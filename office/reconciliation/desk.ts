import { createHash } from 'node:crypto'
import { currencyDecimals, type Minor } from '../../contract/money.ts'
import type { Propuesta } from '../../contract/procedures/conciliacion.ts'
import { lastAuditSeq } from '../imports/apply/job.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { loadLineas, loadWorld } from './load.ts'
import { matchLines } from './match/engine.ts'
import { UMBRAL_AUTOMATICO } from './match/threshold.ts'
import type { Candidate, MatchLinea } from './match/types.ts'
import type { World } from './match/world.ts'

/** Proposals as they follow from the office at one moment. */
export interface Snapshot {
  /** Last row of the audit log that it knows of: nothing has changed while it is the last. */
  auditSeq: number
  propuestas: ReadonlyMap<string, Propuesta[]>
  /** Lines whose best proposal is at or above the threshold. */
  automaticas: { lineaId: string; propuesta: Propuesta; monto: Minor }[]
  /** Names them and what would be done. */
  version: string
  /** How long it took to make, ms. */
  took: number
}

interface Desk {
  current: Snapshot | null
  making: Promise<Snapshot> | null
}

const desks = new WeakMap<Office, Desk>()

function deskOf(office: Office): Desk {
  const desk = desks.get(office) ?? { current: null, making: null }
  desks.set(office, desk)
  return desk
}

/** A list may show what was true a moment ago when making it anew takes longer than this, ms. */
const QUICK = 250

/** Proposals as the office stands now. */
export async function freshSnapshot(office: Office, actor: Actor): Promise<Snapshot> {
  const desk = deskOf(office)
  for (;;) {
    const seq = lastAuditSeq(office.db.read)
    if (desk.current?.auditSeq === seq) return desk.current
    const made = await make(office, actor, desk)
    if (made.auditSeq >= seq) return made
  }
}

/** The same for a list: where it takes long, the last one meanwhile. What is accepted is checked again anyway. */
export async function shownSnapshot(office: Office, actor: Actor): Promise<Snapshot> {
  const desk = deskOf(office)
  const { current } = desk
  if (!current || current.took < QUICK) return freshSnapshot(office, actor)
  if (current.auditSeq !== lastAuditSeq(office.db.read))
    make(office, actor, desk).catch((error: unknown) => office.log.error({ err: error }, 'proposals not made'))
  return current
}

function make(office: Office, actor: Actor, desk: Desk): Promise<Snapshot> {
  desk.making ??= makeSnapshot(office, actor)
    .then((snapshot) => {
      desk.current = snapshot
      return snapshot
    })
    .finally(() => {
      desk.making = null
    })
  return desk.making
}

async function makeSnapshot(office: Office, actor: Actor): Promise<Snapshot> {
  const begun = performance.now()
  const { zonaHoraria, moneda } = readTenant(office.db.read)
  // Before reading: what changes meanwhile makes the snapshot stale, not wrong.
  const auditSeq = lastAuditSeq(office.db.read)
  const lineas = loadLineas(office.db.read, actor.tenantId)
  if (lineas.length === 0) return { auditSeq, propuestas: new Map(), automaticas: [], version: versionOf([]), took: 0 }
  const world = await loadWorld(office.db.read, actor.tenantId, zonaHoraria)
  const found = await matchLines(world, lineas, 10 ** currencyDecimals(moneda))
  const propuestas = new Map<string, Propuesta[]>()
  const automaticas: Snapshot['automaticas'] = []
  for (const linea of lineas) {
    const own = (found.get(linea.id) ?? []).map((candidate) => toPropuesta(world, linea, candidate))
    propuestas.set(linea.id, own)
    const [best] = own
    if (best && best.puntaje >= UMBRAL_AUTOMATICO)
      automaticas.push({ lineaId: linea.id, propuesta: best, monto: linea.resta })
  }
  const took = performance.now() - begun
  return { auditSeq, propuestas, automaticas, version: versionOf(automaticas), took }
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24)

const versionOf = (automaticas: Snapshot['automaticas']): string =>
  hash(automaticas.map(({ lineaId, propuesta }) => [lineaId, propuesta.id]))

function toPropuesta(world: World, linea: MatchLinea, candidate: Candidate): Propuesta {
  const { tipo, facturas, aFavor, puntaje, motivos } = candidate
  const cliente = world.clientes[candidate.cliente]
  if (!cliente) throw new Error('a proposal for nobody')
  let left = linea.resta
  const recibos = candidate.recibos.map(({ id, numero, resta }) => {
    const monto = Math.min(left, resta)
    left -= monto
    return { id, numero, monto }
  })
  const does = [tipo, cliente.id, linea.resta, recibos, facturas]
  return {
    id: hash(does),
    ...{ tipo, puntaje, motivos, recibos, facturas, aFavor },
    clienteId: cliente.id,
    clienteNombre: cliente.nombre,
    clienteCodigo: cliente.codigo,
  }
}
