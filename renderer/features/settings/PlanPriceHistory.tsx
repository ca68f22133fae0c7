import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PlanPrecio } from '../../../contract/index.ts'
import { useCan, useDates, useMoney } from '../../app/session.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { rpc } from '../../rpc/client.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

/** Prices that a plan had, has and will have, newest first. What is planned can be removed. */
export function PlanPriceHistory({ planId }: { planId: string }) {
  const { t } = useTranslation('servicios')
  const precios = useQuery(orpc.planes.prices.queryOptions({ input: { planId } }))
  if (precios.isError) return <ErrorNote error={precios.error} onRetry={() => void precios.refetch()} />
  if (precios.data === undefined) return <Loader size="sm" />
  if (precios.data.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('prices.none')}
      </Text>
    )
  return (
    <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
      {precios.data.map((precio) => (
        <Precio key={precio.id} precio={precio} />
      ))}
    </Stack>
  )
}

function Precio({ precio }: { precio: PlanPrecio }) {
  const { t } = useTranslation('servicios')
  const { date } = useDates()
  const { format } = useMoney()
  const writes = useCan('plan.write')
  const errorText = useErrorText()
  const request = useRequestId()
  const { id, vigenteDesde, precioAnterior, precioMensual, aplicado, anulado, usuario } = precio
  const fecha = date(vigenteDesde)
  const planned = !aplicado && !anulado
  const cancel = useMutation({
    mutationFn: () => rpc.planes.cancelPrice({ requestId: request.id, id }),
    onSuccess: async () => {
      notifyDone(t('prices.cancelDone', { fecha }))
      await queryClient.invalidateQueries({ queryKey: orpc.planes.key() })
    },
    onError: (error) => {
      request.renew()
      notifyProblem(errorText(error))
    },
  })
  return (
    <Group component="li" justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Text size="sm" {...(anulado ? { td: 'line-through', c: 'dimmed' } : {})} className="tabular">
          {t('prices.change', { antes: format(precioAnterior), despues: format(precioMensual) })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('prices.from', { fecha })} · {usuario}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        {planned && <Badge color="blue">{t('prices.planned')}</Badge>}
        {anulado && <Badge color="gray">{t('prices.cancelled')}</Badge>}
        {planned && writes && (
          <Button
            variant="default"
            size="compact-xs"
            loading={cancel.isPending}
            aria-label={t('prices.cancelOf', { fecha })}
            onClick={() => cancel.mutate()}
          >
            {t('prices.cancel')}
          </Button>
        )}
      </Group>
    </Group>
  )
}
