import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FALLAS_DISPOSITIVO, type FallaDispositivo } from '../../../contract/procedures/dispositivo-base.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { toOfficeError } from '../../rpc/errors.ts'
import styles from './network.module.css'

interface Props {
  falla: FallaDispositivo
  /** The device's own words; empty when it said none. */
  detalle: string
  onRetry?: (() => void) | undefined
}

/** Why a device does not answer, what to do about it, and its own words for whoever knows them. */
export function DeviceFailure({ falla, detalle, onRetry }: Props) {
  const { t } = useTranslation(['red', 'common'])
  return (
    <Alert
      color="orange"
      variant="light"
      p="sm"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t(`falla.${falla}`)}
      role="status"
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm">{t(`fallaAyuda.${falla}`)}</Text>
          {detalle !== '' && (
            <Text size="xs" c="dimmed" className={styles['words'] ?? ''}>
              {t('words', { detalle })}
            </Text>
          )}
        </div>
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {t('common:action.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** What went wrong while something was asked of a device: its failure in words, or whatever else the office said. */
export function DeviceError({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { code, data } = toOfficeError(error)
  const falla = FALLAS_DISPOSITIVO.find((one) => one === data['falla'])
  if (code !== 'dispositivo.falla' || falla === undefined) return <ErrorNote error={error} onRetry={onRetry} />
  const { detalle } = data
  return <DeviceFailure falla={falla} detalle={typeof detalle === 'string' ? detalle : ''} onRetry={onRetry} />
}
