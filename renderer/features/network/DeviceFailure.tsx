import { Alert, Button, Group, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FALLAS_CONTROLADOR } from '../../../contract/procedures/controladores.ts'
import { FALLAS_DISPOSITIVO, type FallaDispositivo } from '../../../contract/procedures/dispositivo-base.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { toOfficeError } from '../../rpc/errors.ts'
import styles from './network.module.css'

interface Said {
  /** The device's own words; empty when it said none. */
  detalle: string
  onRetry?: (() => void) | undefined
}

/** Why a device does not answer, what to do about it, and its own words for whoever knows them. */
export function DeviceFailure({ falla, ...said }: Said & { falla: FallaDispositivo }) {
  const { t } = useTranslation('red')
  return <Failure title={t(`falla.${falla}`)} help={t(`fallaAyuda.${falla}`)} {...said} />
}

function Failure({ title, help, detalle, onRetry }: Said & { title: string; help: string }) {
  const { t } = useTranslation(['red', 'common'])
  return (
    <Alert color="orange" variant="light" p="sm" icon={<IconPlugConnectedX aria-hidden />} title={title} role="status">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm">{help}</Text>
          {detalle !== '' && (
            <Text size="xs" c="dimmed" className={styles['words'] ?? ''}>
              {t('words', { detalle })}
            </Text>
          )}
        </div>
        {onRetry && (
          <Button variant="default" size="xs" flex="none" onClick={onRetry}>
            {t('common:action.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** What went wrong while something was asked of a device or a UISP server: in words, or whatever else the office said. */
export function DeviceError({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('red')
  const { code, data } = toOfficeError(error)
  const said: Said = { detalle: typeof data['detalle'] === 'string' ? data['detalle'] : '', onRetry }
  const falla = FALLAS_DISPOSITIVO.find((one) => one === data['falla'])
  if (code === 'dispositivo.falla' && falla !== undefined) return <DeviceFailure falla={falla} {...said} />
  const server = FALLAS_CONTROLADOR.find((one) => one === data['falla'])
  if (code === 'controlador.falla' && server !== undefined)
    return <Failure title={t(`fallaServidor.${server}`)} help={t(`fallaServidorAyuda.${server}`)} {...said} />
  return <ErrorNote error={error} onRetry={onRetry} />
}
