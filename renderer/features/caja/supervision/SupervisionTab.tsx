import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CajaSupervision } from '../../../../contract/procedures/caja.ts'
import { defined } from '../../../app/searchParams.ts'
import { useDates } from '../../../app/session.tsx'
import { DateField } from '../../../components/DateField.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { orpc } from '../../../rpc/query.ts'
import shared from '../caja.module.css'
import styles from './supervision.module.css'
import { Box } from '../session/SessionView.tsx'
import { SessionDrawer } from '../SessionDrawer.tsx'
import { ApproveDialog } from './ApproveDialog.tsx'
import { ByCashier } from './ByCashier.tsx'
import { Approvals, Pending, Voids } from './Lists.tsx'
import { SeatsTable } from './SeatsTable.tsx'
import { Tiles } from './Tiles.tsx'

/** Drawers move while they are looked at. */
const LOOK_AGAIN_MS = 15_000

type PendingDifference = CajaSupervision['diferenciasPorAprobar'][number]

/** Every seat of a day on one screen: figures, what waits for an approval, what was taken back, where the cash is. */
export function SupervisionTab({ fecha, sesion }: { fecha: string | undefined; sesion: string | undefined }) {
  const { t } = useTranslation('caja')
  const { today } = useDates()
  const navigate = useNavigate()
  const [approving, setApproving] = useState<PendingDifference | null>(null)
  const day = useQuery(
    orpc.caja.supervision.queryOptions({
      input: fecha === undefined ? {} : { fecha },
      refetchInterval: LOOK_AGAIN_MS,
    }),
  )
  const show = (wanted: { fecha?: string | undefined; sesion?: string | undefined }) =>
    void navigate({ to: '/caja', search: defined({ ver: 'supervision' as const, ...wanted }), replace: true })
  return (
    <>
      <PageHeader
        title={t('tab.supervision')}
        actions={
          <>
            {fecha !== undefined && (
              <Button variant="default" onClick={() => show({})}>
                {t('supervision.today')}
              </Button>
            )}
            <DateField
              aria-label={t('supervision.day')}
              w="10rem"
              value={fecha ?? today()}
              maxDate={today()}
              onChange={(chosen) => show({ fecha: chosen === today() ? undefined : chosen })}
            />
          </>
        }
      />
      {day.data !== undefined ? (
        <Day day={day.data} onSession={(id) => show({ fecha, sesion: id })} onApprove={setApproving} />
      ) : day.isError ? (
        <ErrorNote error={day.error} onRetry={() => void day.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
      {sesion !== undefined && <SessionDrawer id={sesion} onClose={() => show({ fecha })} />}
      {approving !== null && <ApproveDialog arqueo={approving} onClose={() => setApproving(null)} />}
    </>
  )
}

interface DayProps {
  day: CajaSupervision
  onSession: (id: string) => void
  onApprove: (arqueo: PendingDifference) => void
}

function Day({ day, onSession, onApprove }: DayProps) {
  const { t } = useTranslation('caja')
  return (
    <div className={shared['scroll']}>
      <Tiles day={day} />
      <div className={styles['day']}>
        <div className={styles['dayMain']}>
          <Box title={t('supervision.seats')}>
            <SeatsTable sesiones={day.sesiones} onOpen={onSession} />
          </Box>
          <Box title={t('supervision.byCashier')}>
            <ByCashier rows={day.porCajero} />
          </Box>
        </div>
        <div className={styles['dayAside']}>
          <Box title={t('supervision.pending')}>
            <Pending rows={day.diferenciasPorAprobar} onApprove={onApprove} onOpen={onSession} />
          </Box>
          <Box title={t('supervision.voids')}>
            <Voids rows={day.anulaciones} />
          </Box>
          <Box title={t('supervision.approvals')}>
            <Approvals rows={day.aprobaciones} />
          </Box>
        </div>
      </div>
    </div>
  )
}
