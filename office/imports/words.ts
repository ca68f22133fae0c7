import type { Idioma } from '../../contract/enums.ts'
import en from '../../resources/i18n/en/imports.json' with { type: 'json' }
import es from '../../resources/i18n/es/imports.json' with { type: 'json' }
import pt from '../../resources/i18n/pt/imports.json' with { type: 'json' }

/** What the one line of an opening invoice says: it goes to paper, so the office writes it. */
export const openingLine = (idioma: Idioma): string => ({ es, en, pt })[idioma].openingLine
