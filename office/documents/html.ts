/**
 * The only way HTML is built: a tagged template that escapes every value it is given, unless that value was itself
 * made here. What people typed (names, references, notes) therefore stays text wherever it lands.
 */

/** Markup that may be put into markup as it is. Only this module makes it. */
export class Html {
  readonly #text: string

  /** @internal Private in effect: `html` and `styleSheet` are the ways in. */
  constructor(text: string, key: typeof KEY) {
    if (key !== KEY) throw new TypeError('Html is made by html`…`')
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

const KEY = Symbol('html')

/** `null`, `undefined` and `false` print nothing, so that `condition && html` reads well. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe both between tags and inside a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '')

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.map(render).join('')
  return escapeHtml(String(value))
}

/** Markup with its values escaped. Attributes must be quoted: `class="${x}"`. */
export function html(markup: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: markup }, ...values.map(render)), KEY)
}

/**
 * A style element. Browsers do not decode entities inside it, so text that could close it is refused instead of
 * escaped. Throws RangeError.
 */
export function styleSheet(css: string): Html {
  if (css.includes('<')) throw new RangeError('a style sheet must not contain "<"')
  return new Html(`<style>${css}</style>`, KEY)
}

/** A CSS string literal: for `content`, whose text is data. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} .,;:/()·-]/gu, (char) => `\\${char.codePointAt(0)?.toString(16) ?? ''} `)}"`
