import { Alert, Skeleton, Stack } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { orpc } from '../../rpc/query.ts'
import { SectionPage } from '../settings/SectionPage.tsx'
import { GatewayForm } from './GatewayForm.tsx'
import styles from './gateways.module.css'
import { SignatureTest } from './SignatureTest.tsx'

/** How the gateways' events are known to be theirs. */
export function GatewaysSection() {
  const { t } = useTranslation('pasarelas')
  const config = useQuery(orpc.pasarelas.config.queryOptions())
  return (
    <SectionPage title={t('config.title')} subtitle={t('config.subtitle')}>
      <Stack gap="lg" className={styles['config'] ?? ''}>
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />}>
          {t('config.honest')}
        </Alert>
        {config.isError && <ErrorNote error={config.error} onRetry={() => void config.refetch()} />}
        {config.isPending && <Skeleton height={320} />}
        {config.data?.pasarelas.map((pasarela) => (
          <GatewayForm
            key={`${pasarela.proveedor} ${config.data.actualizadoEn}`}
            pasarela={pasarela}
            actualizadoEn={config.data.actualizadoEn}
            canSeal={config.data.proteccion !== null}
          />
        ))}
        {config.data?.pasarelas.some(({ secreto }) => secreto === 'guardado') && (
          <SignatureTest pasarelas={config.data.pasarelas} />
        )}
      </Stack>
    </SectionPage>
  )
}
