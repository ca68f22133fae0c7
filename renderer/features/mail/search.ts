import { ESTADOS_CORREO, type EstadoCorreo } from '../../../contract/enums.ts'
import { defined, oneOf, type RawSearch } from '../../app/searchParams.ts'

export const MAIL_TABS = ['cola', 'avisos'] as const
export type MailTab = (typeof MAIL_TABS)[number]

/** What the address of the mail says: the tab, and the state that the queue is narrowed to. */
export interface MailSearch {
  ver?: MailTab
  estado?: EstadoCorreo
}

export const mailSearch = (raw: RawSearch): MailSearch =>
  defined({ ver: oneOf(MAIL_TABS, raw['ver']), estado: oneOf(ESTADOS_CORREO, raw['estado']) })
