import type { Idioma } from '../contract/enums.ts'
import enTickets from '../resources/i18n/en/impresion.json' with { type: 'json' }
import en from '../resources/i18n/en/paper.json' with { type: 'json' }
import esTickets from '../resources/i18n/es/impresion.json' with { type: 'json' }
import es from '../resources/i18n/es/paper.json' with { type: 'json' }
import ptTickets from '../resources/i18n/pt/impresion.json' with { type: 'json' }
import pt from '../resources/i18n/pt/paper.json' with { type: 'json' }

/**
 * Words on paper. The office sends codes, never sentences, to screens; what it prints is the exception, and its words
 * come from the same files as those of the screens, interpolated the same way (`{{name}}`).
 */

/** Paths to the texts of a translation file: `recibo.title`. */
type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

export type PaperKey = Leaves<typeof es & Pick<typeof esTickets, 'ticket'>>
export type Translate = (key: PaperKey, values?: Readonly<Record<string, string | number>>) => string

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, prefix = '', into = new Map<string, string>()): Map<string, string> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + key, value)
    else flatten(value, `${prefix}${key}.`, into)
  }
  return into
}

const texts: Readonly<Record<Idioma, Map<string, string>>> = {
  es: flatten({ ...es, ticket: esTickets.ticket }),
  en: flatten({ ...en, ticket: enTickets.ticket }),
  pt: flatten({ ...pt, ticket: ptTickets.ticket }),
}

/** The paper texts of a language. A key that only Spanish has is said in Spanish: paper always comes out. */
export function paperTexts(idioma: Idioma): Translate {
  return (key, values = {}) => {
    const text = texts[idioma].get(key) ?? texts.es.get(key) ?? key
    return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}
