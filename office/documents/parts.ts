import type { TenantConfig } from '../../contract/index.ts'
import type { Papel } from '../../contract/shell.ts'
import { barcode, type CodeSpace, qrCode } from './codes.ts'
import type { PaperContext } from './context.ts'
import { type Html, html, type HtmlValue, styleSheet } from './html.ts'

/** A value with its name. */
export interface Fact {
  label: string
  value: string
}

/** A document as the shell prints it. */
export interface RenderedPaper {
  html: string
  papel: Papel
  /** Without extension. */
  fileName: string
}

/**
 * A whole page without scripts. The shell serves it under a policy of its own; the one written here holds wherever
 * else the page is opened, so that neither a name nor a logo can load or run anything.
 */
export function paperPage(context: PaperContext, page: { title: string; css: string; body: Html }): string {
  return html`<!doctype html>
<html lang="${context.idioma}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${page.title}</title>${styleSheet(page.css)}</head><body><main>${page.body}</main></body></html>
`.toString()
}

const LOGO = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/

/** The tenant's logo as a data URL, or nothing: only images that travel inside the page. */
export const logoUrl = ({ logoUrl: url }: TenantConfig): string | null => (url && LOGO.test(url) ? url : null)

/** The tenant's logo, or nothing. Where many documents share a page its style sheet brings it. */
export function logo({ tenant, sharedLogo }: PaperContext): Html | null {
  const url = logoUrl(tenant)
  if (url === null) return null
  return sharedLogo ? html`<div class="logo"></div>` : html`<img class="logo" src="${url}" alt="">`
}

/** Tax id, address, phone and mail, site: those that the tenant has. Each entry is a line where there is room. */
export function contactLines({ tenant, t }: PaperContext): string[][] {
  const identificacion = tenant.identificacionFiscal
  return [
    // People write "CUIT 30-…" or the bare number; only the bare number needs saying what it is.
    [/^\d/.test(identificacion) ? t('contacto.identificacion', { valor: identificacion }) : identificacion],
    [tenant.direccion],
    [tenant.telefono && t('contacto.telefono', { valor: tenant.telefono }), tenant.email],
    [tenant.dominio],
  ]
    .map((line) => line.filter(Boolean))
    .filter((line) => line.length > 0)
}

export const paragraphs = (lines: readonly string[], className = ''): HtmlValue =>
  lines.map((line) => html`<p class="${className}">${line}</p>`)

/** Long names cost QR modules, and modules cost paper. */
const QR_NAME_MAX = 60

export interface CodeFacts {
  numero: string
  title: string
  /** Civil date. */
  when: string
  /** Currency code and decimal digits: read by people and programs alike. */
  amount: string
}

/**
 * What the QR says. Plain text, not an address: the office may be the only machine that knows this document, and a
 * code that opens an error page at the client's home is worse than one that repeats what the paper proves.
 */
export const qrText = ({ tenant }: PaperContext, facts: CodeFacts): string =>
  [tenant.nombre.slice(0, QR_NAME_MAX), `${facts.title} ${facts.numero}`, facts.when, facts.amount].join('\n')

export function documentCodes(
  context: PaperContext,
  facts: CodeFacts,
  spaces: { qr: CodeSpace; bars: CodeSpace; barsHeightMm: number },
): { qr: HtmlValue; bars: HtmlValue } {
  const bars = barcode(facts.numero, spaces.bars, spaces.barsHeightMm)
  return {
    qr: qrCode(qrText(context, facts), spaces.qr),
    bars: html`<div class="bars">${bars}<p class="small">${facts.numero}</p></div>`,
  }
}
