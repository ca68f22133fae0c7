import type { Idioma } from '../../contract/enums.ts'
import en from '../../resources/i18n/en/shell.json' with { type: 'json' }
import es from '../../resources/i18n/es/shell.json' with { type: 'json' }
import pt from '../../resources/i18n/pt/shell.json' with { type: 'json' }

/** The words of the menu and of the shell's own dialogs. */
export type ShellStrings = typeof es

const STRINGS: Record<Idioma, ShellStrings> = { es, en, pt }

export const shellStrings = (language: Idioma): ShellStrings => STRINGS[language]
