import { Alert, Button, Skeleton, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PagoPasarelaDetail } from '../../../contract/procedures/pasarelas.ts'
import { useCan, useMoney } from '../../app/session.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Facts } from '../../components/Facts.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { Money } from '../../components/Money.tsx'
import { notifyDone } from '../../components/notify.ts'
import { SidePanel } from '../../components/SidePanel.tsx'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { ClientPicker } from '../billing/create/ClientPicker.tsx'
import { DocumentDialog } from '../documents/index.ts'
import { refreshMoney } from '../../rpc/money.ts'
import { GatewayState } from './GatewayState.tsx'
import styles from './gateways.module.css'

/** One charge: who paid, what the gateway said, and whose it is. */
export function ChargeDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('pasarelas')
  const [receipt, setReceipt] = useState(false)
  const detail = useQuery(orpc.pasarelas.pago.queryOptions({ input: { id } }))
  const pago = detail.data
  return (
    <SidePanel onClose={onClose} size="42rem" title={pago ? t('detail.title', { externo: pago.externoId }) : ''}>
      {pago ? (
        <Detail pago={pago} onReceipt={() => setReceipt(true)} />
      ) : detail.isError ? (
        <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <Skeleton height={320} />
      )}
      {receipt && pago?.reciboId && pago.clienteId && (
        <DocumentDialog
          source={{ tipo: 'recibo', id: pago.reciboId }}
          clienteId={pago.clienteId}
          onClose={() => setReceipt(false)}
        />
      )}
    </SidePanel>
  )
}

function Detail({ pago, onReceipt }: { pago: PagoPasarelaDetail; onReceipt: () => void }) {
  const { t } = useTranslation('pasarelas')
  const { format } = useMoney()
  const canAssign = useCan('pago.record')
  const { pagador, atencion, monto, devuelto } = pago
  const shown = (value: string) => value || '—'
  return (
    <div className={styles['detail']}>
      {atencion !== null && (
        <Alert variant="light" color="orange" icon={<IconAlertTriangle aria-hidden />} p="sm">
          {atencion === 'sin_revertir'
            ? t('detail.unreverted', { monto: format(pago.sinRevertir) })
            : t(`resultado.${atencion}`)}
        </Alert>
      )}
      <Facts
        across
        items={[
          { label: t('column.estado'), value: <GatewayState estado={pago.estado} /> },
          { label: t('column.proveedor'), value: t(`proveedor.${pago.proveedor}`) },
          { label: t('column.monto'), value: <Money amount={monto} strong /> },
          { label: t('column.devuelto'), value: devuelto === 0 ? '—' : <Money amount={devuelto} /> },
          { label: t('detail.net'), value: <Money amount={monto - devuelto} strong /> },
        ]}
      />
      <Facts
        across
        items={[
          { label: t('column.pagador'), value: shown(pagador.nombre) },
          { label: t('detail.email'), value: shown(pagador.email) },
          { label: t('detail.document'), value: shown(pagador.documento) },
          { label: t('detail.reference'), value: shown(pagador.referencia) },
          { label: t('detail.description'), value: shown(pagador.descripcion) },
        ]}
      />
      {pago.clienteNombre !== null && pago.reciboNumero !== null && (
        <div className={styles['assign']}>
          <Text size="sm">{t('detail.assigned', { numero: pago.reciboNumero, nombre: pago.clienteNombre })}</Text>
          <Button variant="default" onClick={onReceipt}>
            {t('detail.receipt')}
          </Button>
        </div>
      )}
      {pago.clienteId === null && atencion !== null && canAssign && <Assign pago={pago} />}
      <section>
        <Title order={3}>{t('detail.events')}</Title>
        <table className={styles['events']}>
          <tbody>
            {pago.eventos.map((evento) => (
              <tr key={evento.id}>
                <td>
                  <InstantText at={evento.recibidoEn} />
                </td>
                <td>{evento.tipo}</td>
                <td>{t(`resultado.${evento.resultado}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function Assign({ pago }: { pago: PagoPasarelaDetail }) {
  const { t } = useTranslation('pasarelas')
  const request = useRequestId()
  const [clienteId, setClienteId] = useState<string | null>(null)
  const chosen = useQuery(
    orpc.clientes.get.queryOptions({ input: { id: clienteId ?? '' }, enabled: clienteId !== null }),
  ).data
  const assign = useMutation(
    orpc.pasarelas.assign.mutationOptions({
      onSuccess: async ({ reciboNumero, clienteNombre }) => {
        request.renew()
        notifyDone(t('detail.assigned', { numero: reciboNumero ?? '', nombre: clienteNombre ?? '' }))
        await refreshMoney()
      },
    }),
  )
  return (
    <form
      className={styles['assign']}
      onSubmit={(event) => {
        event.preventDefault()
        if (clienteId !== null) assign.mutate({ requestId: request.id, id: pago.id, clienteId })
      }}
    >
      <Title order={3}>{t('detail.assign')}</Title>
      <Text size="sm" c="dimmed">
        {t('detail.assignHint')}
      </Text>
      {pago.sugeridos.length > 0 && (
        <div className={styles['suggested']}>
          <Text size="sm">{t('detail.suggested')}</Text>
          {pago.sugeridos.map(({ id, nombre, codigo }) => (
            <Button
              key={id}
              size="compact-sm"
              variant={id === clienteId ? 'filled' : 'light'}
              onClick={() => setClienteId(id)}
            >
              {nombre} · {codigo}
            </Button>
          ))}
        </div>
      )}
      <ClientPicker chosen={chosen?.cliente.nombreRazonSocial ?? null} onChange={setClienteId} error={undefined} />
      {assign.isError && <ErrorNote error={assign.error} />}
      <KeyButton type="submit" hotkey="mod+Enter" loading={assign.isPending} disabled={clienteId === null}>
        {t('detail.submit')}
      </KeyButton>
    </form>
  )
}
