import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IDIOMAS } from '../../../contract/enums.ts'
import { applyIdioma } from '../../app/i18n.ts'
import { saveIdioma } from '../../app/preferences.ts'

/** The language of this computer, before anybody has entered. */
export function LanguagePicker() {
  const { t, i18n } = useTranslation()
  const choose = (value: string) => {
    const idioma = IDIOMAS.find((one) => one === value)
    if (idioma === undefined) return
    saveIdioma(idioma)
    void applyIdioma(idioma)
    void window.mostrador.setLanguage(idioma)
  }
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('person.language')}
      value={i18n.language}
      onChange={choose}
      data={IDIOMAS.map((value) => ({ value, label: t(`enums.idioma.${value}`) }))}
    />
  )
}
