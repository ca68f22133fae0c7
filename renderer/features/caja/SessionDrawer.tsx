import { Drawer, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDates } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { useFocusBack } from '../../components/useFocusBack.ts'
import { orpc } from '../../rpc/query.ts'
import styles from './caja.module.css'
import { SessionView } from './session/SessionView.tsx'

/** One session beside the list it was opened from. */
export function SessionDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['caja', 'common'])
  const { instant } = useDates()
  useFocusBack()
  const [covered, setCovered] = useState(false)
  const detail = useQuery(orpc.caja.sesion.queryOptions({ input: { id } }))
  const { sesion } = detail.data ?? {}
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="54rem"
      closeOnEscape={!covered}
      transitionProps={{ duration: 100, exitDuration: 0 }}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
      classNames={{ title: styles['drawerTitle'] ?? '' }}
      title={
        sesion && (
          <>
            {t('sessions.of', { nombre: sesion.usuario, cuando: instant(sesion.abiertaEn) })}
            <EstadoBadge tipo="sesion" estado={sesion.estado} />
          </>
        )
      }
    >
      {detail.data ? (
        <SessionView detail={detail.data} narrow onPaper={setCovered} />
      ) : detail.isError ? (
        <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Skeleton height={320} />
      )}
    </Drawer>
  )
}
