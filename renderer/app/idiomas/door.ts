import type { Idioma } from '../../../contract/enums.ts'
import enAccess from '../../../resources/i18n/en/access.json'
import enCommon from '../../../resources/i18n/en/common.json'
import enErrors from '../../../resources/i18n/en/errors.json'
import esAccess from '../../../resources/i18n/es/access.json'
import esCommon from '../../../resources/i18n/es/common.json'
import esErrors from '../../../resources/i18n/es/errors.json'
import ptAccess from '../../../resources/i18n/pt/access.json'
import ptCommon from '../../../resources/i18n/pt/common.json'
import ptErrors from '../../../resources/i18n/pt/errors.json'
import type { Texts } from '../i18n.ts'

/** What the door says, in every language: a part of the start, so that it waits for no other file. Keep it small. */
export const DOOR_TEXTS: Record<Idioma, Record<string, Texts>> = {
  es: { access: esAccess, common: esCommon, errors: esErrors },
  en: { access: enAccess, common: enCommon, errors: enErrors },
  pt: { access: ptAccess, common: ptCommon, errors: ptErrors },
}
