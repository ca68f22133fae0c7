import { VISTAS_PASARELA, type VistaPasarela } from '../../../contract/procedures/pasarelas.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

/** Which payments are shown, and the one that is open. */
export interface GatewaysSearch {
  vista?: VistaPasarela
  pago?: string
}

export const gatewaysSearch = (raw: RawSearch): GatewaysSearch =>
  defined({ vista: oneOf(VISTAS_PASARELA, raw['vista']), pago: textOf(raw['pago']) })
