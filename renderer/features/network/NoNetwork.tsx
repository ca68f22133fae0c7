import { IconWifiOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTime } from '../../app/session.tsx'
import { Banner, Banners } from '../../components/Banner.tsx'
import { orpc } from '../../rpc/query.ts'

const LOOK_AGAIN_MS = 10_000

/** That it is this PC which hears no device, instead of an alarm for each of them. */
export function NoNetwork() {
  const { t } = useTranslation('red')
  const time = useTime()
  const { data } = useQuery(orpc.alertas.resumen.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const since = data?.sinRed ?? null
  return (
    <Banners>
      {since !== null && (
        <Banner icon={IconWifiOff} tone="warn">
          {t('noNetwork', { hora: time(since) })}
        </Banner>
      )}
    </Banners>
  )
}
