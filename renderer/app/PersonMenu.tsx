import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconKeyboard, IconLock, IconLogout } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IDIOMAS } from '../../contract/enums.ts'
import { Keys } from '../components/KeyButton.tsx'
import { PersonFace } from '../features/access/index.ts'
import styles from './AppFrame.module.css'
import { useSession } from './session.tsx'

const SCHEMES = ['light', 'dark', 'auto'] as const

/** Who is in, and what is theirs: lock, leave, theme, language. */
export function PersonMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation()
  const { usuario, lock, exit, setIdioma } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chooseScheme = (value: string) => {
    const scheme = SCHEMES.find((one) => one === value)
    if (scheme === undefined) return
    setColorScheme(scheme)
    void window.mostrador.setColorScheme(scheme)
  }
  const chooseIdioma = (value: string) => {
    const idioma = IDIOMAS.find((one) => one === value)
    if (idioma !== undefined) setIdioma(idioma)
  }
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={styles['person']}>
          <PersonFace nombre={usuario.nombre} size={28} />
          <span className={styles['personText']}>
            <span>{usuario.nombre}</span>
            <span className={styles['role']}>{t(`enums.rol.${usuario.rol}`)}</span>
          </span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLock size={16} />} rightSection={<Keys combo="mod+L" />} onClick={lock}>
          {t('person.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => exit()}>
          {t('person.exit')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('person.theme')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={chooseScheme}>
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`theme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('person.language')}</Menu.Label>
        <Menu.RadioGroup value={i18n.language} onChange={chooseIdioma}>
          {IDIOMAS.map((idioma) => (
            <Menu.RadioItem key={idioma} value={idioma} lang={idioma}>
              {t(`enums.idioma.${idioma}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<Keys combo="F1" />} onClick={onHelp}>
          {t('person.shortcuts')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
