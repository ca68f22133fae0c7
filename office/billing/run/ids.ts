import { namedId } from '../../kernel/ids.ts'
import { type Month, periodoOf, startInstant } from '../engine/days.ts'

/**
 * Id of the document of a group in a period: the same on every seat. `revision`: how many documents this group has had in
 * the period before (annulled to be billed again, or of services that came later).
 */
export const documentId = (clave: string, month: Month, revision: number): string =>
  namedId(startInstant(month), `factura|${clave}|${periodoOf(month)}|${revision}`)

export const lineId = (document: string, month: Month, orden: number): string =>
  namedId(startInstant(month), `linea|${document}|${orden}`)

/** Id of a change settled apart; `nth` of its service in the period. */
export const apartId = (servicioId: string, month: Month, nth: number): string =>
  namedId(startInstant(month), `aparte|${servicioId}|${periodoOf(month)}|${nth}`)
