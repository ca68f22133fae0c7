import { Alert, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LineaDiferencia, RespaldoRow } from '../../../../contract/procedures/respaldos.ts'
import { useDates, useNumber } from '../../../app/session.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { ScrollRegion } from '../../../components/ScrollRegion.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from './device.module.css'

const SIGNS: Record<LineaDiferencia['tipo'], string> = { igual: ' ', mas: '+', menos: '−', salto: '⋯' }

/** What changed of a device's configuration between two exports. */
export function BackupDiff(props: { antes: RespaldoRow; despues: RespaldoRow; onClose: () => void }) {
  const { antes, despues, onClose } = props
  const { t } = useTranslation('red')
  const { instant } = useDates()
  const number = useNumber()
  const diff = useQuery(
    orpc.dispositivos.compararRespaldos.queryOptions({ input: { antesId: antes.id, despuesId: despues.id } }),
  )
  return (
    <Dialog
      onClose={onClose}
      size="70rem"
      title={t('backup.diffTitle', { antes: instant(antes.fecha), despues: instant(despues.fecha) })}
    >
      <Stack gap="sm">
        {diff.isError && <ErrorNote error={diff.error} onRetry={() => void diff.refetch()} />}
        {diff.isPending && <Skeleton height={240} />}
        {diff.data && (
          <>
            <Text size="sm" role="status">
              {diff.data.mas + diff.data.menos === 0
                ? t('backup.equal')
                : t('backup.lines', { mas: number(diff.data.mas), menos: number(diff.data.menos) })}
            </Text>
            {diff.data.truncada && (
              <Alert color="orange" variant="light" p="xs">
                {t('backup.truncated')}
              </Alert>
            )}
            <ScrollRegion className={`${styles['diff']} ${styles['mono']}`} label={t('backup.compare')}>
              {diff.data.lineas.map((linea) => (
                <div
                  key={`${linea.tipo}-${linea.antes}-${linea.despues}`}
                  className={styles['diffLine']}
                  data-tipo={linea.tipo}
                >
                  <span>{linea.antes}</span>
                  <span>{linea.despues}</span>
                  <span>{SIGNS[linea.tipo]}</span>
                  <span>{linea.texto}</span>
                </div>
              ))}
            </ScrollRegion>
          </>
        )}
      </Stack>
    </Dialog>
  )
}
