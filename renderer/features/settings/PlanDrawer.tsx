import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanOverview } from '../../../contract/index.ts'
import { useCan, useNumber } from '../../app/session.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { Facts } from '../../components/Facts.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { Money } from '../../components/Money.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { SidePanel } from '../../components/SidePanel.tsx'
import { rpc } from '../../rpc/client.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { PlanNetwork } from '../network/settings/PlanNetwork.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { PlanPriceHistory } from './PlanPriceHistory.tsx'
import { usePlanTax } from './PlanWords.ts'

interface Props {
  plan: PlanOverview
  onClose: () => void
}

/** A plan beside the list: what it is, what it brings in, and the prices it had and will have. */
export function PlanDrawer({ plan, onClose }: Props) {
  const { t } = useTranslation(['servicios', 'settings', 'common'])
  const number = useNumber()
  const tax = usePlanTax()
  const writes = useCan('plan.write')
  const seesNetwork = useCan('red.read')
  const [editing, setEditing] = useState(false)
  return (
    <>
      <SidePanel
        onClose={onClose}
        size="30rem"
        title={plan.nombre}
        badge={!plan.activo && <Badge color="gray">{t('plans.archived')}</Badge>}
      >
        <Stack gap="md">
          <Facts
            items={[
              { label: t('settings:planes.precio'), value: <Money amount={plan.precioMensual} strong /> },
              {
                label: t('settings:planes.speed'),
                value: t('settings:planes.mbps', {
                  down: number(plan.velocidadBajadaMbps),
                  up: number(plan.velocidadSubidaMbps),
                }),
              },
              { label: t('settings:planes.impuestos'), value: plan.impuestos.map(tax).join(', ') },
              {
                label: t('settings:planes.politica'),
                value: t(`common:enums.politicaSuspension.${plan.politicaSuspension}`),
              },
              {
                label: t('plans.charged'),
                value: t(plan.cobraSuspension ? 'plans.chargedYes' : 'plans.chargedNo'),
              },
              { label: t('plans.active'), value: number(plan.activos) },
              {
                label: t('plans.inForce'),
                value: (
                  <>
                    {number(plan.servicios)}
                    {plan.acordados > 0 && <div>{t('plans.agreed', { count: plan.acordados })}</div>}
                  </>
                ),
              },
              { label: t('plans.revenue'), value: <Money amount={plan.ingresoMensual} strong /> },
            ]}
          />
          {writes && <Actions plan={plan} onEdit={() => setEditing(true)} />}
          {seesNetwork && <PlanNetwork planId={plan.id} />}
          <section aria-labelledby="plan-prices">
            <Title order={2} id="plan-prices" mb="xs">
              {t('prices.title')}
            </Title>
            <PlanPriceHistory planId={plan.id} />
          </section>
        </Stack>
      </SidePanel>
      {editing && <PlanDialog plan={plan} onClose={() => setEditing(false)} />}
    </>
  )
}

function Actions({ plan, onEdit }: { plan: PlanOverview; onEdit: () => void }) {
  const { t } = useTranslation('servicios')
  const errorText = useErrorText()
  const request = useRequestId()
  const { id, nombre, velocidadBajadaMbps, velocidadSubidaMbps, precioMensual, impuestos, politicaSuspension } = plan
  const archive = useMutation({
    mutationFn: (activo: boolean) =>
      rpc.planes.update({
        requestId: request.id,
        id,
        ...{ nombre, velocidadBajadaMbps, velocidadSubidaMbps, precioMensual, impuestos, politicaSuspension },
        activo,
        expected: plan.actualizadoEn,
      }),
    onSuccess: async ({ activo }) => {
      request.renew()
      notifyDone(t(activo ? 'plans.restoredDone' : 'plans.archivedDone', { nombre }))
      await queryClient.invalidateQueries({ queryKey: orpc.planes.key() })
    },
    onError: async (error) => {
      request.renew()
      notifyProblem(errorText(error))
      await queryClient.invalidateQueries({ queryKey: orpc.planes.key() })
    },
  })
  return (
    <div>
      <Group gap="xs">
        <KeyButton hotkey="mod+E" onClick={onEdit} data-autofocus>
          {t('plans.edit')}
        </KeyButton>
        <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate(!plan.activo)}>
          {t(plan.activo ? 'plans.archive' : 'plans.restore')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {t('plans.archiveHelp')}
      </Text>
    </div>
  )
}
