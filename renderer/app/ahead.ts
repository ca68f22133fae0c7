import { startI18n } from './i18n.ts'
import { savedIdioma, systemIdioma, tenantIdioma } from './preferences.ts'
import { askForEntrance } from '../rpc/entrance.ts'

askForEntrance()

/** When the texts are there. */
export const translated = startI18n(savedIdioma() ?? tenantIdioma() ?? systemIdioma())
