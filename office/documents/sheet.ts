import type { Hoja } from '../../contract/shell.ts'
import { OFFICE_DOT_MM } from './codes.ts'
import { brandColors } from './color.ts'
import type { PaperContext } from './context.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { sheetWords } from './letterhead.ts'
import { sheetCss } from './sheet.css.ts'
import { type CodeFacts, documentCodes, logoUrl, paperPage, type RenderedPaper } from './parts.ts'

/** A document drawn for a sheet, not yet a page of its own: many may share one. */
export interface SheetDocument {
  /** `Factura P1-F-00000031`. */
  title: string
  fileName: string
  body: Html
}

/** One document as a page. */
export function sheetPage(context: PaperContext, hoja: Hoja, document: SheetDocument): RenderedPaper {
  const { title, fileName, body } = document
  const shared = context.sharedLogo ? logoUrl(context.tenant) : null
  const css = sheetCss(hoja, brandColors(context.tenant.colorPrimario), sheetWords(context, title), shared)
  return { html: paperPage(context, { title, css, body }), papel: hoja, fileName }
}

/** Many documents as one page, each beginning a sheet. The context must share its logo, so that it is there once. */
export function sheetsPage(context: PaperContext, hoja: Hoja, documents: readonly SheetDocument[]): string {
  const css = sheetCss(hoja, brandColors(context.tenant.colorPrimario), null, logoUrl(context.tenant))
  const body = html`${documents.map((each) => html`<section class="doc">${each.body}</section>`)}`
  return paperPage(context, { title: documents[0]?.title ?? '', css, body })
}

/** QR and barcode as they fit the foot of a sheet. */
export const sheetCodes = (context: PaperContext, hoja: Hoja, facts: CodeFacts): { qr: HtmlValue; bars: HtmlValue } =>
  documentCodes(context, facts, {
    qr: { dotMm: OFFICE_DOT_MM, maxMm: hoja === 'A4' ? 20 : 17 },
    bars: { dotMm: OFFICE_DOT_MM, maxMm: hoja === 'A4' ? 62 : 50 },
    barsHeightMm: hoja === 'A4' ? 11 : 9,
  })
