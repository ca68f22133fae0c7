import { Alert, Group, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CierreResult, SesionCaja } from '../../../../contract/procedures/caja.ts'
import { useDates } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from '../caja.module.css'
import { CloseDialog } from '../close/CloseDialog.tsx'
import { HandoverDialog } from '../close/HandoverDialog.tsx'
import { SessionView } from '../session/SessionView.tsx'
import { CountDialog } from './CountDialog.tsx'
import { MovementDialog } from './MovementDialog.tsx'
import { XDialog } from './XDialog.tsx'

/** What can be done with an open drawer, each with its key. */
const ACTIONS = [
  ['entrada', 'F2'],
  ['retiro', 'F3'],
  ['gasto', 'F4'],
  ['control', 'F6'],
  ['x', 'F7'],
  ['entregar', 'F8'],
] as const
type Doing = (typeof ACTIONS)[number][0] | 'cerrar'

interface Props {
  sesion: SesionCaja
  /** It began on an earlier day. */
  late: boolean
  onClosed: (result: CierreResult) => void
}

/** This person's open drawer: what happened in it, and what can be done with it. */
export function OpenDrawer({ sesion, late, onClosed }: Props) {
  const { t } = useTranslation('caja')
  const { instant, date } = useDates()
  const [doing, setDoing] = useState<Doing | null>(null)
  const detail = useQuery(orpc.caja.sesion.queryOptions({ input: { id: sesion.id } }))
  const done = () => setDoing(null)
  const closed = (result: CierreResult) => {
    done()
    onClosed(result)
  }
  return (
    <>
      <PageHeader
        title={t('opened.title')}
        subtitle={t('opened.since', {
          puesto: sesion.puesto,
          nombre: sesion.usuario,
          cuando: instant(sesion.abiertaEn),
        })}
        primary={
          <KeyButton hotkey="F9" onClick={() => setDoing('cerrar')}>
            {t('close.action')}
          </KeyButton>
        }
      />
      {late && (
        <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="status">
          {t('opened.late', { fecha: date(sesion.fecha) })}
        </Alert>
      )}
      <Group gap="xs" role="toolbar" aria-label={t('opened.actions')}>
        {ACTIONS.map(([name, hotkey]) => (
          <KeyButton key={name} hotkey={hotkey} variant="default" onClick={() => setDoing(name)}>
            {t(`action.${name}`)}
          </KeyButton>
        ))}
      </Group>
      {detail.data !== undefined ? (
        <div className={styles['scroll']}>
          <SessionView detail={detail.data} />
        </div>
      ) : detail.isError ? (
        <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
      {(doing === 'entrada' || doing === 'retiro' || doing === 'gasto') && (
        <MovementDialog key={doing} tipo={doing} onClose={done} />
      )}
      {doing === 'control' && <CountDialog onClose={done} />}
      {doing === 'x' && <XDialog sesion={sesion} onClose={done} />}
      {doing === 'entregar' && <HandoverDialog sesion={sesion} onClose={done} onClosed={closed} />}
      {doing === 'cerrar' && <CloseDialog sesion={sesion} onClose={done} onClosed={closed} />}
    </>
  )
}
