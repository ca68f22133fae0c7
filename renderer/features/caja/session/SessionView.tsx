import { Paper, SegmentedControl, Title } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SesionDetail } from '../../../../contract/procedures/caja.ts'
import { InstantText } from '../../../components/DateText.tsx'
import type { PaperSource } from '../../../components/paperOutput.ts'
import { RowButton } from '../../../components/RowButton.tsx'
import { DocumentDialog } from '../../documents/index.ts'
import shared from '../caja.module.css'
import styles from './session.module.css'
import { Counts } from './Counts.tsx'
import { Figures, Methods } from './Figures.tsx'
import { Movements } from './Movements.tsx'
import { Receipts } from './Receipts.tsx'

/** What happened in it: by a receipt, or otherwise. */
type Shown = 'movimientos' | 'cobros'

interface Props {
  detail: SesionDetail
  /** One column, where the width is a drawer's. */
  narrow?: boolean
}

/** A session as far as this person may know it: its movements, its counts, its reports, and its equation. */
export function SessionView({ detail, narrow = false }: Props) {
  const { t } = useTranslation('caja')
  const [paper, setPaper] = useState<PaperSource | null>(null)
  const [shown, setShown] = useState<Shown>('movimientos')
  const { sesion, figures, arqueos, movimientos, reportes } = detail
  return (
    <div className={styles['session']} data-narrow={narrow || undefined}>
      <section className={styles['facts']} data-list={shown === 'cobros' || undefined}>
        <SegmentedControl
          aria-label={t('session.shown')}
          value={shown}
          onChange={(value) => setShown(value === 'cobros' ? 'cobros' : 'movimientos')}
          data={[
            { value: 'movimientos', label: t('moves.title') },
            { value: 'cobros', label: t('receipts.title') },
          ]}
        />
        {shown === 'cobros' ? (
          <Receipts sesionId={sesion.id} onOpen={({ id }) => setPaper({ tipo: 'recibo', id })} />
        ) : (
          <Paper className={shared['scroll']}>
            <Movements movimientos={movimientos} onOpen={({ id }) => setPaper({ tipo: 'movimiento_caja', id })} />
          </Paper>
        )}
      </section>
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
                  <RowButton onClick={() => setPaper({ tipo: 'reporte_caja', id })}>
                    {t(`enums.reporte.${tipo}`)} {numero}
                  </RowButton>
                  <span className={shared['quiet']}>
                    <InstantText at={fecha} />
                  </span>
                </li>
              ))}
            </ul>
          </Box>
        )}
      </div>
      {paper !== null && <DocumentDialog source={paper} onClose={() => setPaper(null)} />}
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
