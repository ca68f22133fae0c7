import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type access from '../../resources/i18n/es/access.json'
import type billing from '../../resources/i18n/es/billing.json'
import type caja from '../../resources/i18n/es/caja.json'
import type common from '../../resources/i18n/es/common.json'
import type conciliacion from '../../resources/i18n/es/conciliacion.json'
import type correo from '../../resources/i18n/es/correo.json'
import type corridas from '../../resources/i18n/es/corridas.json'
import type counter from '../../resources/i18n/es/counter.json'
import type cortes from '../../resources/i18n/es/cortes.json'
import type cuentas from '../../resources/i18n/es/cuentas.json'
import type customers from '../../resources/i18n/es/customers.json'
import type diagnostico from '../../resources/i18n/es/diagnostico.json'
import type errors from '../../resources/i18n/es/errors.json'
import type impresion from '../../resources/i18n/es/impresion.json'
import type imports from '../../resources/i18n/es/imports.json'
import type paper from '../../resources/i18n/es/paper.json'
import type pasarelas from '../../resources/i18n/es/pasarelas.json'
import type red from '../../resources/i18n/es/red.json'
import type reversos from '../../resources/i18n/es/reversos.json'
import type servicios from '../../resources/i18n/es/servicios.json'
import type settings from '../../resources/i18n/es/settings.json'
import type vinculos from '../../resources/i18n/es/vinculos.json'
import { IDIOMAS, type Idioma } from '../../contract/enums.ts'
import { DOOR_TEXTS } from './idiomas/door.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      access: typeof access
      billing: typeof billing
      caja: typeof caja
      common: typeof common
      conciliacion: typeof conciliacion
      correo: typeof correo
      corridas: typeof corridas
      counter: typeof counter
      cortes: typeof cortes
      cuentas: typeof cuentas
      customers: typeof customers
      diagnostico: typeof diagnostico
      errors: typeof errors
      impresion: typeof impresion
      imports: typeof imports
      paper: typeof paper
      pasarelas: typeof pasarelas
      red: typeof red
      reversos: typeof reversos
      servicios: typeof servicios
      settings: typeof settings
      vinculos: typeof vinculos
    }
  }
}

export interface Texts {
  [key: string]: string | Texts
}

// One chunk per language, read when somebody enters.
const LOADERS: Record<Idioma, () => Promise<{ default: Record<string, Texts> }>> = {
  es: () => import('./idiomas/es.ts'),
  en: () => import('./idiomas/en.ts'),
  pt: () => import('./idiomas/pt.ts'),
}

/** Spanish and Portuguese say "1000000 de filas"; where nobody wrote that form, the common plural serves. */
function addMillions(texts: Texts): void {
  for (const key in texts) {
    const text = texts[key]
    if (typeof text === 'object') addMillions(text)
    else if (text !== undefined && key.endsWith('_other')) texts[key.replace(/_other$/, '_many')] ??= text
  }
}

function add(idioma: Idioma, name: string, texts: Texts): void {
  if (i18next.hasResourceBundle(idioma, name)) return
  addMillions(texts)
  i18next.addResourceBundle(idioma, name, texts, false, true, { silent: true, skipCopy: true })
}

/** Whether somebody is behind the door, or about to be: a language is then all of its texts. */
let whole = false

async function loadIdioma(idioma: Idioma): Promise<void> {
  for (const [name, texts] of Object.entries(DOOR_TEXTS[idioma])) add(idioma, name, texts)
  if (!whole) return
  const { default: files } = await LOADERS[idioma]()
  for (const [path, texts] of Object.entries(files))
    add(idioma, path.slice(path.lastIndexOf('/') + 1, -'.json'.length), texts)
}

/** Loads the texts of all screens, now and in whatever language is chosen later. */
export function loadScreenTexts(): Promise<void> {
  whole = true
  return loadIdioma(i18next.language as Idioma)
}

/** Starts the translations in a language, with the texts of the door. */
export function startI18n(idioma: Idioma): void {
  void i18next.use(initReactI18next).init({
    lng: idioma,
    supportedLngs: IDIOMAS,
    fallbackLng: false,
    defaultNS: 'common',
    resources: {},
    initAsync: false,
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  void applyIdioma(idioma)
}

/** Changes the language of every screen, and of the document for assistive technology. */
export async function applyIdioma(idioma: Idioma): Promise<void> {
  const loaded = loadIdioma(idioma)
  // Not waited for where there is nothing to wait for: the first drawing has its texts.
  if (whole) await loaded
  await i18next.changeLanguage(idioma)
  document.documentElement.lang = idioma
  // A named region, so that notices and menus are part of the page's map.
  document.getElementById('floating')?.setAttribute('aria-label', i18next.t('frame.floating'))
}

export { i18next }
