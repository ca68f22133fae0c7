import { type Idioma, IDIOMAS } from '../../contract/enums.ts'
import { readJson, writeFileAtomicSync } from './atomic-file.ts'

export const COLOR_SCHEMES = ['light', 'dark', 'auto'] as const
export type ColorScheme = (typeof COLOR_SCHEMES)[number]

/** What the shell must know before the office can answer. */
export interface Preferences {
  /** Null until a person chose one: the system's language then decides. */
  language: Idioma | null
  colorScheme: ColorScheme
}

export const isIdioma = (value: unknown): value is Idioma => IDIOMAS.some((idioma) => idioma === value)

export const isColorScheme = (value: unknown): value is ColorScheme => COLOR_SCHEMES.some((scheme) => scheme === value)

export function loadPreferences(file: string): Preferences {
  const saved = (readJson(file) ?? {}) as Partial<Record<keyof Preferences, unknown>>
  return {
    language: isIdioma(saved.language) ? saved.language : null,
    colorScheme: isColorScheme(saved.colorScheme) ? saved.colorScheme : 'auto',
  }
}

/** Throws what `fs` throws. */
export function savePreferences(file: string, preferences: Preferences): void {
  writeFileAtomicSync(file, JSON.stringify(preferences))
}

/** The language to speak: the chosen one, else the system's, else Spanish. `locale` is like `pt-BR`. */
export function chooseLanguage(chosen: Idioma | null, locale: string): Idioma {
  const system = locale.slice(0, 2).toLowerCase()
  return chosen ?? (isIdioma(system) ? system : 'es')
}
