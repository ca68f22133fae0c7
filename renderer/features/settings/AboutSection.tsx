import { Alert, Paper, Skeleton } from '@mantine/core'
import { IconTools } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNumber } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Facts } from '../../components/Facts.tsx'
import { orpc } from '../../rpc/query.ts'
import { SectionPage } from './SectionPage.tsx'
import styles from './settings.module.css'

const MEGABYTE = 1024 * 1024

/** What is running here, for whoever helps. */
export function AboutSection() {
  const { t } = useTranslation('settings')
  const number = useNumber()
  const info = useQuery(orpc.system.info.queryOptions())
  const app = useQuery({
    queryKey: ['shell', 'appInfo'],
    queryFn: () => window.mostrador.appInfo(),
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <SectionPage title={t('section.acerca')} subtitle={t('acerca.subtitle')}>
      {app.data?.runtime === 'development' && (
        <Alert color="yellow" icon={<IconTools aria-hidden />} className={styles['column'] ?? ''}>
          {t('acerca.development', { electron: app.data.electron })}
        </Alert>
      )}
      {info.isError && <ErrorNote error={info.error} onRetry={() => void info.refetch()} />}
      {info.isPending && <Skeleton height={160} className={styles['column'] ?? ''} />}
      {info.data && (
        <Paper p="md" className={styles['column'] ?? ''}>
          <Facts
            items={[
              { label: t('acerca.version'), value: app.data?.version ?? info.data.version },
              {
                label: t('acerca.runtime'),
                value: app.data && `Electron ${app.data.electron} · Chrome ${app.data.chrome}`,
              },
              { label: t('acerca.system'), value: app.data?.platform },
              { label: t('acerca.sqlite'), value: info.data.sqlite },
              { label: t('acerca.schema'), value: info.data.schema },
              { label: t('acerca.dataDir'), value: info.data.dataDir },
              {
                label: t('acerca.size'),
                value: t('acerca.megabytes', {
                  size: number(Math.ceil((info.data.databaseBytes / MEGABYTE) * 10) / 10),
                }),
              },
            ]}
          />
        </Paper>
      )}
    </SectionPage>
  )
}
