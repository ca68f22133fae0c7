import type { Idioma } from '../../contract/enums.ts'
import type { Puesto, ReciboDetail, TenantConfig } from '../../contract/index.ts'
import type { Papel } from '../../contract/shell.ts'
import { fileNameOf, paperContext } from './context.ts'
import type { RenderedPaper } from './parts.ts'
import type { ReciboPaper } from './recibo-content.ts'
import { renderReciboSheet } from './recibo-sheet.ts'
import { renderReciboStrip } from './recibo-strip.ts'

export interface ReciboOptions extends Pick<ReciboPaper, 'verificadoEn' | 'conceptos'> {
  /** True from the second output on: the paper says COPIA. */
  copia: boolean
  idioma: Idioma
}

/** A receipt as a page for the paper asked for. Pure: the same input gives the same text. */
export function renderRecibo(
  recibo: ReciboDetail,
  tenant: TenantConfig,
  puesto: Puesto,
  papel: Papel,
  options: ReciboOptions,
): RenderedPaper {
  const paper = { context: paperContext(tenant, options.idioma), recibo, puesto, ...options }
  if (papel === 'A4' || papel === 'media_carta') return renderReciboSheet(paper, papel)
  return {
    html: renderReciboStrip(paper, papel),
    papel,
    fileName: fileNameOf('recibo', recibo.numero),
  }
}
