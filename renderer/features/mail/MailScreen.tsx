import { Tabs } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useHotkey } from '../../app/hotkeys.ts'
import { Keys } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import styles from './mail.module.css'
import { MailQueue } from './MailQueue.tsx'
import { RemindersToday } from './RemindersToday.tsx'
import { MAIL_TABS, type MailSearch, type MailTab } from './search.ts'

const route = getRouteApi('/correos')

/** What left, what waits and what failed; and who is reminded today. Alt+1 and Alt+2 change between them. */
export function MailScreen() {
  const { t } = useTranslation('correo')
  const navigate = useNavigate()
  const { ver = 'cola', estado } = route.useSearch()
  const show = (search: MailSearch) => void navigate({ to: '/correos', search, replace: true })
  return (
    <div className={styles['screen']}>
      <PageHeader title={t('title')} />
      <Tabs
        value={ver}
        onChange={(tab) => show(tab === 'avisos' ? { ver: tab } : {})}
        className={styles['tabs'] ?? ''}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('title')}>
          {MAIL_TABS.map((tab, at) => (
            <Tab key={tab} tab={tab} combo={`alt+${at + 1}`} onKey={() => show(tab === 'avisos' ? { ver: tab } : {})} />
          ))}
        </Tabs.List>
        <Tabs.Panel value="cola" className={styles['panel'] ?? ''}>
          <MailQueue estado={estado} onEstado={(chosen) => show(chosen === undefined ? {} : { estado: chosen })} />
        </Tabs.Panel>
        <Tabs.Panel value="avisos" className={styles['panel'] ?? ''}>
          <RemindersToday />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

function Tab({ tab, combo, onKey }: { tab: MailTab; combo: string; onKey: () => void }) {
  const { t } = useTranslation('correo')
  useHotkey(combo, onKey)
  return (
    <Tabs.Tab value={tab} rightSection={<Keys combo={combo} />}>
      {t(`tab.${tab}`)}
    </Tabs.Tab>
  )
}
