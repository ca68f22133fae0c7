import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNumber } from '../../app/session.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import type { Hasta, Links } from './useLinks.ts'
import styles from './links.module.css'

const CHOICES: readonly Hasta[] = ['elegidos', 'seguros', 'probables']

/** Names what is linked: "Vincular 412…". How far the office's proposals are taken is chosen beside it. */
export function LinkButton({ links, onLink }: { links: Links; onLink: () => void }) {
  const { t } = useTranslation('vinculos')
  const number = useNumber()
  const { hasta, setHasta, counts, perfiles } = links
  const count = counts[hasta]
  return (
    <span className={styles['split']}>
      <KeyButton
        hotkey="mod+Enter"
        leftSection={<IconLink size={18} aria-hidden />}
        disabled={count + perfiles.length === 0}
        onClick={onLink}
      >
        {count > 0 || perfiles.length === 0
          ? t('linkAsk', { n: number(count) })
          : t('profilesAsk', { n: number(perfiles.length) })}
      </KeyButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button px="xs" aria-label={t('howFar')}>
            <IconChevronDown size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('howFar')}</Menu.Label>
          {CHOICES.map((choice) => (
            <Menu.Item key={choice} onClick={() => setHasta(choice)} aria-current={choice === hasta}>
              {t(`hasta.${choice}`, { n: number(counts[choice]) })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
