import type { Idioma } from '../../contract/enums.ts'
import commonEn from '../../resources/i18n/en/common.json' with { type: 'json' }
import commonEs from '../../resources/i18n/es/common.json' with { type: 'json' }
import commonPt from '../../resources/i18n/pt/common.json' with { type: 'json' }
import en from '../../resources/i18n/en/cuentas.json' with { type: 'json' }
import es from '../../resources/i18n/es/cuentas.json' with { type: 'json' }
import pt from '../../resources/i18n/pt/cuentas.json' with { type: 'json' }

/** Words in exported files: the same as on the screens, in the language of who asks. */
export const wordsFor = (idioma: Idioma) => ({ es, en, pt })[idioma].export

/** Names of the values of our closed lists. */
export const enumsFor = (idioma: Idioma) => ({ es: commonEs, en: commonEn, pt: commonPt })[idioma].enums
