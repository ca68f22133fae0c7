import { namedId } from '../../kernel/ids.ts'
import { type Month, periodoOf, startInstant } from '../engine/days.ts'

/** The first 48 bits of an id: of those that grow with time, when it was made. */
const instantOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** Ms that share a place: thirty years of services then fit into the range of the shortest month. */
const SPAN = 400
const BEGINNING = Date.UTC(2020, 0, 1)

/**
 * An id in its period's range. Services that were made one after another, which is how a run issues them, get ids next to
 * each other, so that a batch writes few pages of each index.
 */
function idOf(clave: string, month: Month, name: string): string {
  const start = startInstant(month)
  const made = Math.max(0, instantOf(clave) - BEGINNING)
  const place = start + (Math.floor(made / SPAN) % (startInstant(month + 1) - start))
  return namedId(place, `${name}|${periodoOf(month)}`, (made % SPAN) * 10)
}

/**
 * Id of the document of a group in a period: the same on every seat. `revision`: how many documents this group has had in
 * the period before (annulled to be billed again, or of services that came later).
 */
export const documentId = (clave: string, month: Month, revision: number): string =>
  idOf(clave, month, `factura|${clave}|${revision}`)

/** Beside its document. */
export const lineId = (document: string, orden: number): string =>
  namedId(instantOf(document), `linea|${document}|${orden}`, Number.parseInt(document.slice(15, 18), 16))

/** Id of a change settled apart; `nth` of its service in the period. */
export const apartId = (servicioId: string, month: Month, nth: number): string =>
  idOf(servicioId, month, `aparte|${servicioId}|${nth}`)
