import type { Texts } from '../i18n.ts'

/** Every namespace of the screens, by path. */
export default import.meta.glob<Texts>(['../../../resources/i18n/es/*.json', '!**/shell.json'], {
  import: 'default',
  eager: true,
})
