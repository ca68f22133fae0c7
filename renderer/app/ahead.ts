import { startI18n } from './i18n.ts'
import { savedIdioma, systemIdioma, tenantIdioma } from './preferences.ts'
import { askForEntrance } from '../rpc/entrance.ts'

askForEntrance()

startI18n(savedIdioma() ?? tenantIdioma() ?? systemIdioma())
