import type { Texts } from '../i18n.ts'

/** Every namespace of the screens behind the door, by path; those of the door itself are in door.ts. */
export default import.meta.glob<Texts>(
  ['../../../resources/i18n/en/*.json', '!**/shell.json', '!**/access.json', '!**/common.json', '!**/errors.json'],
  { import: 'default', eager: true },
)
