import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useDates } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { orpc } from '../../rpc/query.ts'
import { SessionView } from './session/SessionView.tsx'

/** One session beside the list it was opened from. */
export function SessionDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('caja')
  const { instant } = useDates()
  const detail = useQuery(orpc.caja.sesion.queryOptions({ input: { id } }))
  const { sesion } = detail.data ?? {}
  return (
    <SidePanel
      onClose={onClose}
      size="54rem"
      title={sesion && t('sessions.of', { nombre: sesion.usuario, cuando: instant(sesion.abiertaEn) })}
      badge={sesion && <EstadoBadge tipo="sesion" estado={sesion.estado} />}
    >
      {detail.data ? (
        <SessionView detail={detail.data} narrow />
      ) : detail.isError ? (
        <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Skeleton height={320} />
      )}
    </SidePanel>
  )
}
