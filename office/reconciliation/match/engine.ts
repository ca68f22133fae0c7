import { Turns } from '../../imports/turns.ts'
import { propose } from './score.ts'
import { type Candidate, type MatchLinea, motivo } from './types.ts'
import type { World } from './world.ts'

const CAP_DISPUTED = 450
/** Only a proposal that is likely takes anything from another. */
const CLAIMS_FROM = 400

interface Claim {
  linea: string
  best: Candidate
}

/**
 * Proposals for every line, the best first. Lets the office answer others in between. Where several lines ask for the same
 * receipt, or for an invoice by its amount alone, none of them is sure: their scores are capped.
 */
export async function matchLines(
  world: World,
  lineas: readonly MatchLinea[],
  unit: number,
  report: (done: number) => void = () => {},
): Promise<Map<string, Candidate[]>> {
  const turns = new Turns()
  const found = new Map<string, Candidate[]>()
  for (const linea of lineas) {
    found.set(linea.id, propose(world, linea, unit))
    if (turns.due()) {
      report(found.size)
      await turns.pass()
    }
  }
  settleDisputes(world, found)
  return found
}

function settleDisputes(world: World, found: Map<string, Candidate[]>): void {
  const claims = new Map<string, Claim[]>()
  for (const [linea, [best]] of found) {
    if (!best || best.puntaje < CLAIMS_FROM) continue
    const claim = { linea, best }
    for (const key of claimsOf(world, best)) {
      const asked = claims.get(key)
      if (asked) asked.push(claim)
      else claims.set(key, [claim])
    }
  }
  for (const [key, asked] of claims) {
    if (asked.length < 2) continue
    const most = Math.max(...asked.map(({ best }) => best.strength))
    const strongest = asked.filter(({ best }) => best.strength === most)
    // A client may pay the same twice, and then the second is theirs too; a receipt is one transfer.
    const sure = key.startsWith('recibo') ? strongest.length === 1 : most > 0
    for (const claim of asked) if (!sure || claim.best.strength < most) dispute(found, claim)
  }
}

function claimsOf(world: World, { tipo, recibos, facturas, cliente }: Candidate): string[] {
  if (tipo === 'recibo') return recibos.map(({ id }) => `recibo ${id}`)
  if (facturas.length > 0) return facturas.map(({ id }) => `factura ${id}`)
  return [`cliente ${world.clientes[cliente]?.id}`]
}

function dispute(found: Map<string, Candidate[]>, { linea, best }: Claim): void {
  const [first, ...others] = found.get(linea) ?? []
  if (first !== best) return
  const puntaje = Math.min(best.puntaje, CAP_DISPUTED)
  found.set(linea, [{ ...best, puntaje, motivos: [...best.motivos, motivo('disputada')] }, ...others])
}
