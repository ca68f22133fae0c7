import { Paper, Title } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SesionDetail } from '../../../../contract/procedures/caja.ts'
import { InstantText } from '../../../components/DateText.tsx'
import { PaperDialog } from '../../../components/PaperDialog.tsx'
import type { PaperSource } from '../../../components/paperOutput.ts'
import { RowButton } from '../../../components/RowButton.tsx'
import styles from '../caja.module.css'
import { Counts } from './Counts.tsx'
import { Figures, Methods } from './Figures.tsx'
import { Movements } from './Movements.tsx'

interface Props {
  detail: SesionDetail
  /** One column, where the width is a drawer's. */
  narrow?: boolean
  /** A paper is on top, or no more: for what listens to Esc around it. */
  onPaper?: (shown: boolean) => void
}

/** A session as far as this person may know it: its movements, its counts, its reports, and its equation. */
export function SessionView({ detail, narrow = false, onPaper }: Props) {
  const { t } = useTranslation('caja')
  const [paper, setPaper] = useState<PaperSource | null>(null)
  const { figures, arqueos, movimientos, reportes } = detail
  const show = (source: PaperSource | null) => {
    setPaper(source)
    onPaper?.(source !== null)
  }
  return (
    <div className={styles['session']} data-narrow={narrow || undefined}>
      <Paper component="section" className={styles['panel']} aria-label={t('moves.title')}>
        <Movements movimientos={movimientos} onOpen={({ id }) => show({ tipo: 'movimiento_caja', id })} />
      </Paper>
      <div className={styles['aside']}>
        {figures !== null && (
          <>
            <Box title={t('figures.title')}>
              <Figures figures={figures} />
            </Box>
            <Box title={t('figures.collected')}>
              <Methods figures={figures} />
            </Box>
          </>
        )}
        <Box title={t('counts.title')}>
          <Counts arqueos={arqueos} />
        </Box>
        {reportes.length > 0 && (
          <Box title={t('reports.title')}>
            <ul className={styles['reports']}>
              {reportes.map(({ id, numero, tipo, fecha }) => (
                <li key={id}>
                  <IconFileText size={16} stroke={1.7} aria-hidden />
                  <RowButton onClick={() => show({ tipo: 'reporte_caja', id })}>
                    {t(`enums.reporte.${tipo}`)} {numero}
                  </RowButton>
                  <span className={styles['quiet']}>
                    <InstantText at={fecha} />
                  </span>
                </li>
              ))}
            </ul>
          </Box>
        )}
      </div>
      {paper !== null && <PaperDialog opened source={paper} onClose={() => show(null)} />}
    </div>
  )
}

export function Box({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" className={styles['box']}>
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </Paper>
  )
}
