import { IconBellRinging, IconMail } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../components/PageHeader.tsx'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'
import { Screen } from '../../components/Screen.tsx'
import { MailQueue } from './MailQueue.tsx'
import { RemindersToday } from './RemindersToday.tsx'
import { MAIL_TABS, type MailSearch } from './search.ts'

const route = getRouteApi('/correos')
const ICONS = { cola: IconMail, avisos: IconBellRinging }

/** What left, what waits and what failed; and who is reminded today. */
export function MailScreen() {
  const { t } = useTranslation('correo')
  const navigate = useNavigate()
  const { ver = 'cola', estado } = route.useSearch()
  const show = (search: MailSearch) => void navigate({ to: '/correos', search, replace: true })
  const tabs = MAIL_TABS.map((tab) => ({
    id: tab,
    icon: ICONS[tab],
    label: t(`tab.${tab}`),
    link: { to: '/correos' as const, search: tab === 'cola' ? {} : { ver: tab } },
  }))
  return (
    // A screen of its own each: its rows take the focus that the last one left nowhere.
    <Screen key={ver} tabs={<PlaceTabs label={t('title')} tabs={tabs} current={ver} />}>
      <PageHeader title={t(`tab.${ver}`)} />
      {ver === 'cola' ? (
        <MailQueue estado={estado} onEstado={(chosen) => show(chosen === undefined ? {} : { estado: chosen })} />
      ) : (
        <RemindersToday />
      )}
    </Screen>
  )
}
