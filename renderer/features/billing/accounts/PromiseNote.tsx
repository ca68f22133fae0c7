import { Button, Text } from '@mantine/core'
import { IconCalendarCheck, IconHeartBroken } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Promesa, PromesasDeCliente } from '../../../../contract/index.ts'
import { useCan, useDates, useMoney } from '../../../app/session.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { orpc } from '../../../rpc/query.ts'
import styles from './accounts.module.css'
import { refreshMoney } from '../../../rpc/money.ts'

/** Beside a debt: the promise that stands, and how often the former ones were kept. Nothing when there were none. */
export function PromiseNote({ clienteId }: { clienteId: string }) {
  const promesas = useQuery(orpc.promesas.ofCliente.queryOptions({ input: { clienteId } }))
  if (promesas.data === undefined) return null
  const { abierta } = promesas.data
  return (
    <>
      {abierta && <Standing promesa={abierta} />}
      <History promesas={promesas.data} />
    </>
  )
}

function Standing({ promesa }: { promesa: Promesa }) {
  const { t } = useTranslation('cuentas')
  const { format } = useMoney()
  const { date, today } = useDates()
  const canTakeBack = useCan('promesa.grant')
  const { monto, fecha, pagado, usuario, notas } = promesa
  const isToday = fecha === today()
  return (
    <div className={styles['promise']} data-today={isToday || undefined}>
      <IconCalendarCheck size={18} aria-hidden />
      <div>
        <Text size="sm" fw={600}>
          {t(isToday ? 'promise.standsToday' : 'promise.stands', { monto: format(monto), fecha: date(fecha) })}
        </Text>
        <Text size="xs" c="dimmed">
          {[pagado > 0 && t('promise.paid', { pagado: format(pagado) }), t('promise.takenBy', { usuario }), notas]
            .filter((part) => part !== false && part !== '')
            .join(' · ')}
        </Text>
      </div>
      {canTakeBack && <TakeBack id={promesa.id} />}
    </div>
  )
}

function TakeBack({ id }: { id: string }) {
  const { t } = useTranslation('cuentas')
  const request = useRequestId()
  const errorText = useErrorText()
  const cancel = useMutation(
    orpc.promesas.cancel.mutationOptions({
      onSuccess: async () => {
        request.renew()
        notifyDone(t('promise.cancelled'))
        await refreshMoney()
      },
      onError: (error) => notifyProblem(errorText(error)),
    }),
  )
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ requestId: request.id, id })}
    >
      {t('promise.cancel')}
    </Button>
  )
}

function History({ promesas: { anteriores, cumplidas, rotas } }: { promesas: PromesasDeCliente }) {
  const { t } = useTranslation('cuentas')
  const { date } = useDates()
  const { format } = useMoney()
  if (cumplidas + rotas === 0) return null
  const [last] = anteriores
  const title = anteriores
    .map(({ fecha, monto, estado }) => `${date(fecha)} · ${format(monto)} · ${t(`promise.estado.${estado}`)}`)
    .join('\n')
  return (
    <Text size="sm" className={styles['history'] ?? ''} title={title}>
      {last?.estado === 'rota' && <IconHeartBroken size={16} color="var(--mantine-color-red-text)" aria-hidden />}
      {t('promise.history', { cumplidas, rotas })}
    </Text>
  )
}
