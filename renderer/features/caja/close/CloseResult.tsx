import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconCheck, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CierreResult } from '../../../../contract/procedures/caja.ts'
import { useMoney } from '../../../app/session.tsx'
import { Dialog } from '../../../components/Dialog.tsx'
import { Keys } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { PaperDialog } from '../../../components/PaperDialog.tsx'
import styles from '../caja.module.css'
import { Difference } from '../Difference.tsx'

interface Props {
  result: CierreResult
  onClose: () => void
}

/** What the count was against what there should be, said only now; Enter shows the Z. */
export function CloseResult({ result, onClose }: Props) {
  const { t } = useTranslation('caja')
  const { format } = useMoney()
  const [onPaper, setOnPaper] = useState(false)
  const { arqueo, reporte, sesion, siguiente } = result
  const { esperado, contado, diferencia, queda, aprobacion, aprobadoPor } = arqueo
  const safe = siguiente === null && queda !== null ? contado - queda : 0
  if (onPaper) return <PaperDialog onClose={onClose} source={{ tipo: 'reporte_caja', id: reporte.id }} />
  return (
    <Dialog
      onClose={onClose}
      size="42rem"
      title={t('result.title', { nombre: sesion.usuario, numero: reporte.numero })}
    >
      <Stack gap="sm">
        <dl className={styles['result']} aria-label={t('figures.title')}>
          <div>
            <dt>{t('figures.esperado')}</dt>
            <dd>
              <Money amount={esperado ?? 0} size="xl" strong />
            </dd>
          </div>
          <div>
            <dt>{t('figures.contado')}</dt>
            <dd>
              <Money amount={contado} size="xl" strong />
            </dd>
          </div>
          <div>
            <dt>{t('figures.diferencia')}</dt>
            <dd>
              <Difference amount={diferencia ?? 0} size="xl" />
            </dd>
          </div>
        </dl>
        {diferencia === 0 ? (
          <Alert color="green" variant="light" p="sm" icon={<IconCheck aria-hidden />}>
            {t('difference.none')}
          </Alert>
        ) : aprobacion === 'pendiente' ? (
          <Alert color="orange" variant="light" p="sm" icon={<IconClock aria-hidden />}>
            {t('result.waits')}
          </Alert>
        ) : (
          aprobadoPor !== null && (
            <Alert color="green" variant="light" p="sm" icon={<IconCheck aria-hidden />}>
              {t('result.approvedBy', { nombre: aprobadoPor })}
            </Alert>
          )
        )}
        {safe > 0 && <p className={styles['note']}>{t('result.toSafe', { monto: format(safe) })}</p>}
        {siguiente !== null && (
          <p className={styles['note']}>
            {t('result.next', { nombre: siguiente.usuario, monto: format(siguiente.fondoInicial) })}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('result.done')}
          </Button>
          <Button data-autofocus onClick={() => setOnPaper(true)} rightSection={<Keys combo="Enter" />}>
            {t('result.seeZ')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
