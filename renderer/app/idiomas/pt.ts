/** Every namespace of the screens, by path. */
export default import.meta.glob<Record<string, unknown>>(['../../../resources/i18n/pt/*.json', '!**/shell.json'], {
  import: 'default',
  eager: true,
})
