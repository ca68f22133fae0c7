import { Alert } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CierreResult } from '../../../../contract/procedures/caja.ts'
import { useMoney } from '../../../app/session.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
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
  if (onPaper) return <PaperDialog opened onClose={onClose} source={{ tipo: 'reporte_caja', id: reporte.id }} />
  return (
    <FormDialog
      opened
      title={t('result.title', { nombre: sesion.usuario, numero: reporte.numero })}
      submitLabel={t('result.seeZ')}
      dirty={false}
      onSubmit={() => setOnPaper(true)}
      onClose={onClose}
    >
      <dl className={styles['result']} role="status">
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
      ) : (
        aprobacion !== 'no_requiere' && (
          <Alert
            color={aprobacion === 'aprobada' ? 'green' : 'orange'}
            variant="light"
            p="sm"
            icon={aprobacion === 'aprobada' ? <IconAlertTriangle aria-hidden /> : <IconClock aria-hidden />}
            title={<EstadoBadge tipo="aprobacion" estado={aprobacion} />}
          >
            {aprobadoPor === null ? t('result.waits') : t('result.approvedBy', { nombre: aprobadoPor })}
          </Alert>
        )
      )}
      {safe > 0 && <p className={styles['note']}>{t('result.toSafe', { monto: format(safe) })}</p>}
      {siguiente !== null && (
        <p className={styles['note']}>
          {t('result.next', { nombre: siguiente.usuario, monto: format(siguiente.fondoInicial) })}
        </p>
      )}
    </FormDialog>
  )
}
