import { Badge, Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EventoServicio } from '../../../contract/procedures/servicios.ts'
import { useCan, useDates } from '../../app/session.tsx'
import { DateText } from '../../components/DateText.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { refreshServices } from './actions.ts'
import styles from './services.module.css'

/** What an event is, in words: `De Hogar 50 a Fibra 200`. */
export function useEventText(): (event: EventoServicio) => string {
  const { t } = useTranslation('servicios')
  return ({ tipo, planAnterior, plan }) => t(`event.tipo.${tipo}`, { antes: planAnterior ?? '', despues: plan ?? '' })
}

interface Props {
  eventos: readonly EventoServicio[]
  /** Day of the activation, which is the beginning without being an event. */
  activada: string
}

/** What happened and will happen to a service, newest first. What is planned can be removed. */
export function EventTimeline({ eventos, activada }: Props) {
  const { t } = useTranslation('servicios')
  return (
    <ol className={styles['timeline']}>
      {eventos.map((event) => (
        <Event key={event.id} event={event} />
      ))}
      <li className={styles['event']}>
        <DateText fecha={activada} />
        <span className={styles['eventText']}>{t('event.activated')}</span>
      </li>
    </ol>
  )
}

function Event({ event }: { event: EventoServicio }) {
  const { t } = useTranslation('servicios')
  const { date, instant } = useDates()
  const writes = useCan('servicio.write')
  const text = useEventText()
  const errorText = useErrorText()
  const request = useRequestId()
  const { id, fecha, motivo, estado, usuario, creadoEn } = event
  const cancel = useMutation({
    mutationFn: () => rpc.servicios.cancelEvent({ requestId: request.id, eventoId: id }),
    onSuccess: async () => {
      notifyDone(t('event.cancelled', { fecha: date(fecha) }))
      await refreshServices()
    },
    onError: (error) => {
      request.renew()
      notifyProblem(errorText(error))
    },
  })
  return (
    <li className={styles['event']} data-annulled={estado === 'anulado' || undefined}>
      <DateText fecha={fecha} />
      <div>
        <span className={styles['eventText']}>{text(event)}</span>{' '}
        {estado !== 'aplicado' && (
          <Badge size="sm" color={estado === 'planeado' ? 'blue' : 'gray'}>
            {t(`event.estado.${estado}`)}
          </Badge>
        )}
        {motivo !== '' && (
          <Text size="sm" className={styles['eventText'] ?? ''}>
            {motivo}
          </Text>
        )}
        <div className={styles['eventBy']}>
          {t('event.by', { usuario: usuario ?? t('event.office'), cuando: instant(creadoEn) })}
        </div>
      </div>
      {writes && estado === 'planeado' && (
        <Button
          variant="default"
          size="compact-xs"
          loading={cancel.isPending}
          aria-label={t('event.cancelOf', { fecha: date(fecha) })}
          onClick={() => cancel.mutate()}
        >
          {t('event.cancel')}
        </Button>
      )}
    </li>
  )
}
