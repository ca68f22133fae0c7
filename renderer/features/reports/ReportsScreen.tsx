import { Tabs } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useHotkey } from '../../app/hotkeys.ts'
import { Keys } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { AgeingReport } from './AgeingReport.tsx'
import { MonthReport } from './MonthReport.tsx'
import { PromisesReport } from './PromisesReport.tsx'
import styles from './reports.module.css'
import { type Informe, INFORMES, type ReportsSearch } from './search.ts'

const route = getRouteApi('/reportes')

/** What was billed and collected, who owes since when, and who gave their word. Alt and a number change between them. */
export function ReportsScreen() {
  const { t } = useTranslation('cuentas')
  const navigate = useNavigate()
  const search = route.useSearch()
  const { ver = 'mes' } = search
  const show = (wanted: ReportsSearch) => void navigate({ to: '/reportes', search: wanted, replace: true })
  const open = (informe: string | null) => {
    const wanted = INFORMES.find((one) => one === informe)
    if (wanted !== undefined) show(wanted === 'mes' ? {} : { ver: wanted })
  }
  return (
    <div className={styles['screen']}>
      <PageHeader title={t('reports.title')} />
      <Tabs value={ver} onChange={open} className={styles['tabs'] ?? ''}>
        <Tabs.List aria-label={t('reports.title')}>
          {INFORMES.map((informe, at) => (
            <Tab key={informe} informe={informe} combo={`alt+${at + 1}`} onKey={() => open(informe)} />
          ))}
        </Tabs.List>
        <Tabs.Panel value="mes" className={styles['panel'] ?? ''}>
          <MonthReport search={search} onChange={show} />
        </Tabs.Panel>
        <Tabs.Panel value="antiguedad" className={styles['panel'] ?? ''}>
          <AgeingReport search={search} onChange={show} />
        </Tabs.Panel>
        <Tabs.Panel value="promesas" className={styles['panel'] ?? ''}>
          <PromisesReport search={search} onChange={show} />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

function Tab({ informe, combo, onKey }: { informe: Informe; combo: string; onKey: () => void }) {
  const { t } = useTranslation('cuentas')
  useHotkey(combo, onKey)
  return (
    <Tabs.Tab value={informe} rightSection={<Keys combo={combo} />}>
      {t(`reports.tab.${informe}`)}
    </Tabs.Tab>
  )
}
