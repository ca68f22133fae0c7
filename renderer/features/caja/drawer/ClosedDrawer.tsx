import { Button, Group, Paper, Text } from '@mantine/core'
import { IconCashRegister, IconUserShield } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CajaStatus, CierreResult, SesionCaja } from '../../../../contract/procedures/caja.ts'
import { useCan, useDates, useSession } from '../../../app/session.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from '../caja.module.css'
import { CloseDialog } from '../close/CloseDialog.tsx'
import { OpenDialog } from './OpenDialog.tsx'

/** Sessions among which the last one of this seat is looked for. */
const RECENT = 10

interface Props {
  status: CajaStatus
  onClosed: (result: CierreResult) => void
}

/** Nothing is open in this person's name: who has the drawer, or who had it last, and what should be in it. */
export function ClosedDrawer({ status, onClosed }: Props) {
  const { t } = useTranslation('caja')
  const { puesto } = useSession()
  const [opening, setOpening] = useState(false)
  const { otra, fondoSugerido } = status
  if (otra !== null) return <Taken sesion={otra} onClosed={onClosed} />
  return (
    <>
      <PageHeader
        title={t('closed.title')}
        subtitle={t('closed.seat', { puesto: puesto.nombre })}
        primary={
          <KeyButton hotkey="F2" onClick={() => setOpening(true)}>
            {t('open.action')}
          </KeyButton>
        }
      />
      <Paper component="section" className={styles['centre']}>
        <EmptyState icon={<IconCashRegister size={24} />} title={t('closed.what')} text={t('closed.why')} />
        <Last fondo={fondoSugerido} />
      </Paper>
      {opening && <OpenDialog fondoSugerido={fondoSugerido} onClose={() => setOpening(false)} />}
    </>
  )
}

/** Who had the drawer last, as far as this person may see, and what they left in it. */
function Last({ fondo }: { fondo: CajaStatus['fondoSugerido'] }) {
  const { t } = useTranslation('caja')
  const { instant } = useDates()
  const { puesto } = useSession()
  const sessions = useQuery(orpc.caja.sesiones.queryOptions({ input: { limit: RECENT } }))
  const last = sessions.data?.items.find(({ puestoId, tipo }) => puestoId === puesto.id && tipo === 'mostrador')
  if (fondo === null) return null
  return (
    <div className={styles['last']}>
      <Text size="sm" c="dimmed">
        {t('closed.expected')}
      </Text>
      <Money amount={fondo} size="display" />
      {last !== undefined && last.cerradaEn !== null && (
        <Text size="sm" c="dimmed">
          {t('closed.last', { nombre: last.usuario, cuando: instant(last.cerradaEn) })}{' '}
          {last.aprobacion !== null && last.aprobacion !== 'no_requiere' && (
            <EstadoBadge tipo="aprobacion" estado={last.aprobacion} />
          )}
        </Text>
      )}
    </div>
  )
}

/** Another person answers for the drawer of this seat: they hand it over, or who supervises closes it. */
function Taken({ sesion, onClosed }: { sesion: SesionCaja; onClosed: (result: CierreResult) => void }) {
  const { t } = useTranslation('caja')
  const { instant } = useDates()
  const { exit } = useSession()
  const supervises = useCan('caja.supervise')
  const [closing, setClosing] = useState(false)
  return (
    <>
      <PageHeader title={t('taken.title', { nombre: sesion.usuario })} subtitle={sesion.puesto} />
      <Paper component="section" className={styles['centre']}>
        <EmptyState
          icon={<IconUserShield size={24} />}
          title={t('taken.since', { nombre: sesion.usuario, cuando: instant(sesion.abiertaEn) })}
          text={t('taken.how', { nombre: sesion.usuario })}
          action={
            <Group gap="xs">
              <Button variant={supervises ? 'default' : 'filled'} onClick={() => exit(sesion.usuarioId)}>
                {t('taken.enter', { nombre: sesion.usuario })}
              </Button>
              {supervises && (
                <KeyButton hotkey="F9" onClick={() => setClosing(true)}>
                  {t('taken.close', { nombre: sesion.usuario })}
                </KeyButton>
              )}
            </Group>
          }
        />
      </Paper>
      {closing && (
        <CloseDialog
          sesion={sesion}
          onClose={() => setClosing(false)}
          onClosed={(result) => {
            setClosing(false)
            onClosed(result)
          }}
        />
      )}
    </>
  )
}
