import { IDIOMAS, type Idioma } from '../../contract/enums.ts'

/** What this computer remembers of its people's taste. Nothing here is business data. */

const LAST = 'mostrador.idioma'
const ofPerson = (usuarioId: string) => `${LAST}.${usuarioId}`

const asIdioma = (text: string | null): Idioma | null => IDIOMAS.find((idioma) => idioma === text) ?? null

/** Language that a person chose, or the last one chosen on this computer when nobody is given. */
export const savedIdioma = (usuarioId?: string): Idioma | null =>
  asIdioma(localStorage.getItem(usuarioId === undefined ? LAST : ofPerson(usuarioId)))

const TENANT = 'mostrador.tenantIdioma'

/** The tenant's language as of the last start, so that the next one begins in it. */
export const tenantIdioma = (): Idioma | null => asIdioma(localStorage.getItem(TENANT))

export const saveTenantIdioma = (idioma: Idioma): void => localStorage.setItem(TENANT, idioma)

export function saveIdioma(idioma: Idioma, usuarioId?: string): void {
  localStorage.setItem(LAST, idioma)
  if (usuarioId !== undefined) localStorage.setItem(ofPerson(usuarioId), idioma)
}

/** The language of the computer when we have it, else Spanish. */
export const systemIdioma = (): Idioma => asIdioma(navigator.language.slice(0, 2)) ?? 'es'

const LOCK = 'mostrador.lockMinutes'
export const LOCK_CHOICES = [5, 15, 30, 60] as const

/** Minutes without a key or the mouse after which the window locks. */
export function lockMinutes(): number {
  const saved = Number(localStorage.getItem(LOCK))
  return LOCK_CHOICES.find((minutes) => minutes === saved) ?? 15
}

export const saveLockMinutes = (minutes: number): void => localStorage.setItem(LOCK, String(minutes))
