import { Fieldset, SegmentedControl, Select, Stack, Text, useMantineColorScheme } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IDIOMAS } from '../../../contract/enums.ts'
import { LOCK_CHOICES, lockMinutes, saveLockMinutes } from '../../app/preferences.ts'
import { useSession } from '../../app/session.tsx'
import { SectionPage } from './SectionPage.tsx'
import styles from './settings.module.css'

const SCHEMES = ['light', 'dark', 'auto'] as const

/** Theme, language and lock of this computer; kept here, applied at once. */
export function AppearanceSection() {
  const { t, i18n } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { setIdioma } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [minutes, setMinutes] = useState(lockMinutes)
  const chooseScheme = (value: string) => {
    const scheme = SCHEMES.find((one) => one === value)
    if (scheme === undefined) return
    setColorScheme(scheme)
    void window.mostrador.setColorScheme(scheme)
  }
  return (
    <SectionPage title={t('section.apariencia')} subtitle={t('apariencia.subtitle')}>
      <Fieldset legend={t('apariencia.look')} className={styles['column'] ?? ''}>
        <Stack gap="md">
          <Choice label={common('person.theme')}>
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={colorScheme}
                onChange={chooseScheme}
                data={SCHEMES.map((value) => ({ value, label: common(`theme.${value}`) }))}
              />
            )}
          </Choice>
          <Choice label={common('person.language')} help={t('apariencia.languageHelp')}>
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={i18n.language}
                onChange={(value) => {
                  const idioma = IDIOMAS.find((one) => one === value)
                  if (idioma !== undefined) setIdioma(idioma)
                }}
                data={IDIOMAS.map((value) => ({ value, label: common(`enums.idioma.${value}`) }))}
              />
            )}
          </Choice>
        </Stack>
      </Fieldset>
      <Fieldset legend={t('apariencia.lock')} className={styles['column'] ?? ''}>
        <Select
          w={240}
          label={t('apariencia.lockAfter')}
          description={t('apariencia.lockHelp')}
          value={String(minutes)}
          onChange={(value) => {
            const next = Number(value)
            setMinutes(next)
            saveLockMinutes(next)
          }}
          data={LOCK_CHOICES.map((value) => ({
            value: String(value),
            label: t('apariencia.minutes', { count: value }),
          }))}
        />
      </Fieldset>
    </SectionPage>
  )
}

function Choice(props: { label: string; help?: string; children: (labelId: string) => ReactNode }) {
  const { label, help, children } = props
  const id = useId()
  return (
    <div>
      <Text size="sm" fw={550} id={id} mb={4}>
        {label}
      </Text>
      {children(id)}
      {help && (
        <Text size="xs" c="dimmed" mt={4}>
          {help}
        </Text>
      )}
    </div>
  )
}
