import { IconChartBar, IconHourglassHigh, IconCalendarCheck } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'
import { Screen } from '../../components/Screen.tsx'
import { AgeingReport } from './AgeingReport.tsx'
import { MonthReport } from './MonthReport.tsx'
import { PromisesReport } from './PromisesReport.tsx'
import { INFORMES, type ReportsSearch } from './search.ts'

const route = getRouteApi('/reportes')
const REPORTS = {
  mes: { icon: IconChartBar, Report: MonthReport },
  antiguedad: { icon: IconHourglassHigh, Report: AgeingReport },
  promesas: { icon: IconCalendarCheck, Report: PromisesReport },
}

/** What was billed and collected, who owes since when, and who gave their word. */
export function ReportsScreen() {
  const { t } = useTranslation('cuentas')
  const navigate = useNavigate()
  const search = route.useSearch()
  const { ver = 'mes' } = search
  const { Report } = REPORTS[ver]
  const show = (wanted: ReportsSearch) => void navigate({ to: '/reportes', search: wanted, replace: true })
  const tabs = INFORMES.map((informe) => ({
    id: informe,
    icon: REPORTS[informe].icon,
    label: t(`reports.tab.${informe}`),
    link: { to: '/reportes' as const, search: informe === 'mes' ? {} : { ver: informe } },
  }))
  return (
    // A screen of its own each: its rows take the focus that the last one left nowhere.
    <Screen key={ver} tabs={<PlaceTabs label={t('reports.title')} tabs={tabs} current={ver} />}>
      <Report search={search} onChange={show} />
    </Screen>
  )
}
