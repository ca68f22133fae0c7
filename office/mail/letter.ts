import { brandColors } from '../documents/color.ts'
import type { PaperContext } from '../documents/context.ts'
import { type Html, html, type HtmlValue } from '../documents/html.ts'
import { contactLines, logoUrl } from '../documents/parts.ts'
import type { MailAttachment } from './carrier.ts'

/**
 * How a mail looks. Mail programs know tables and inline styles, and little else: no style sheet, no flex, no web font.
 * The plain text says the same.
 */

export interface LetterFact {
  label: string
  value: string
}

export interface Letter {
  /** `Hola, María:`. */
  greeting: string
  paragraphs: string[]
  /** The one figure that matters; null when there is none. */
  amount: LetterFact | null
  facts: LetterFact[]
  /** Lines of how to pay; empty when nothing is owed. */
  pay: string
  /** Last line: what goes along. */
  attached: string
}

const FONT = "font-family:'Segoe UI','Helvetica Neue',Arial,sans-serif"
const LOGO_CID = 'logo@mostrador'

/** The tenant's logo as a part of the mail: mail programs refuse data URLs. */
export function logoPart({ tenant }: PaperContext): MailAttachment | null {
  const url = logoUrl(tenant)
  if (url === null) return null
  const [head = '', data = ''] = url.split(';base64,')
  const contentType = head.slice('data:'.length)
  const filename = `logo.${contentType.slice('image/'.length)}`
  return { filename, contentType, content: new Uint8Array(Buffer.from(data, 'base64')), cid: LOGO_CID }
}

export function letterHtml(context: PaperContext, title: string, letter: Letter): string {
  const { tenant } = context
  const brand = brandColors(tenant.colorPrimario)
  const heading = logoUrl(tenant)
    ? html`<img src="cid:${LOGO_CID}" alt="${tenant.nombre}" height="48" style="display:block;height:48px;max-width:260px;border:0">`
    : html`<span style="font-size:20px;font-weight:700;color:${brand.ink}">${tenant.nombre}</span>`
  return html`<!doctype html>
<html lang="${context.idioma}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${title}</title></head>
<body style="margin:0;padding:0;background:#eef0f2"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#eef0f2"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;background:#ffffff;border-radius:8px;overflow:hidden;${FONT};font-size:15px;line-height:1.5;color:#1b1f24">
<tr><td style="height:6px;line-height:6px;font-size:0;background:${brand.fill}">&nbsp;</td></tr>
<tr><td style="padding:24px 32px 8px">${heading}</td></tr>
<tr><td style="padding:8px 32px 0"><p style="margin:0 0 12px;font-weight:600">${letter.greeting}</p>${letter.paragraphs.map((text) => html`<p style="margin:0 0 12px">${text}</p>`)}</td></tr>
${amountBox(letter, brand)}${factRows(letter)}${payBox(context, letter, brand)}
<tr><td style="padding:16px 32px 0;color:#59616b;font-size:13px">${letter.attached}</td></tr>
<tr><td style="padding:20px 32px 24px"><div style="border-top:1px solid #d5d9de;padding-top:12px;color:#59616b;font-size:12px"><strong style="color:#1b1f24">${tenant.nombre}</strong>${contactLines(context).map((line) => html`<br>${line.join(' · ')}`)}</div></td></tr>
</table></td></tr></table></body></html>
`.toString()
}

type Brand = ReturnType<typeof brandColors>

function amountBox({ amount }: Letter, brand: Brand): HtmlValue {
  if (amount === null) return null
  return html`<tr><td style="padding:8px 32px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${brand.tint};border-radius:6px"><tr><td style="padding:14px 18px;color:#59616b;font-size:13px">${amount.label}<br><span style="font-size:26px;line-height:1.25;font-weight:700;color:${brand.ink}">${amount.value}</span></td></tr></table></td></tr>`
}

function factRows({ facts }: Letter): HtmlValue {
  if (facts.length === 0) return null
  const row = ({ label, value }: LetterFact): Html =>
    html`<tr><td style="padding:5px 12px 5px 0;color:#59616b;font-size:14px">${label}</td><td align="right" style="padding:5px 0;font-size:14px;font-weight:600">${value}</td></tr>`
  return html`<tr><td style="padding:4px 32px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">${facts.map(row)}</table></td></tr>`
}

function payBox({ t }: PaperContext, { pay }: Letter, brand: Brand): HtmlValue {
  if (pay === '') return null
  return html`<tr><td style="padding:12px 32px 0"><div style="border-left:3px solid ${brand.fill};padding:2px 0 2px 14px"><strong style="color:${brand.ink}">${t('factura.comoPagar')}</strong>${pay.split('\n').map((line) => html`<br>${line}`)}</div></td></tr>`
}

export function letterText(context: PaperContext, letter: Letter): string {
  const { tenant, t } = context
  const facts = [...(letter.amount ? [letter.amount] : []), ...letter.facts]
  return [
    letter.greeting,
    ...letter.paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    letter.pay && `${t('factura.comoPagar')}:\n${letter.pay}`,
    letter.attached,
    ['--', tenant.nombre, ...contactLines(context).map((line) => line.join(' · '))].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')
    .replaceAll('\u00a0', ' ')
}
