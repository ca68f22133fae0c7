import { Button, Group, NumberInput, Select, Skeleton, Stack, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { METODOS_CORTE } from '../../../../contract/enums.ts'
import type { PlanRed } from '../../../../contract/procedures/red-planes.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../network.module.css'

/** What a plan is on devices, in its own panel. */
export function PlanNetwork({ planId }: { planId: string }) {
  const { t } = useTranslation(['red', 'common'])
  const number = useNumber()
  const writes = useCan('red.write')
  const [editing, setEditing] = useState(false)
  const plans = useQuery(orpc.red.plans.list.queryOptions())
  const plan = plans.data?.find((one) => one.planId === planId)
  return (
    <Stack component="section" gap="xs" aria-labelledby="plan-network">
      <Group justify="space-between">
        <Title order={2} id="plan-network">
          {t('service.title')}
        </Title>
        {writes && plan && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('common:action.edit')}
          </Button>
        )}
      </Group>
      {plans.isError && <ErrorNote error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isPending && <Skeleton height={100} />}
      {plan && (
        <Facts
          items={[
            { label: t('plan.profile'), value: plan.perfil || t('plan.ownProfile', { nombre: plan.perfilPropio }) },
            { label: t('service.pool'), value: plan.pool || t('plan.noPool') },
            { label: t('service.method'), value: t(`common:enums.metodoCorte.${plan.metodoCorte}`) },
            {
              label: t('plan.reduced'),
              value: t('plan.mbps', {
                bajada: number(plan.reducidaBajadaMbps),
                subida: number(plan.reducidaSubidaMbps),
              }),
            },
            { label: t('plan.objects'), value: number(plan.objetos) },
          ]}
        />
      )}
      {editing && plan && <PlanNetworkDialog plan={plan} onClose={() => setEditing(false)} />}
    </Stack>
  )
}

function PlanNetworkDialog({ plan, onClose }: { plan: PlanRed; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common'])
  const number = useNumber()
  const request = useRequestId()
  const { planId, objetos, actualizadoEn: expected } = plan
  const required = (value: string) => (value.trim() === '' ? t('common:form.required') : null)
  const speed = (value: number | null) => (value !== null && value > 0 ? null : t('common:form.required'))
  const form = useForm<{
    perfil: string
    pool: string
    metodoCorte: PlanRed['metodoCorte']
    perfilCorte: string
    listaCorte: string
    reducidaBajadaMbps: number | null
    reducidaSubidaMbps: number | null
  }>({
    initialValues: {
      perfil: plan.perfil,
      pool: plan.pool,
      metodoCorte: plan.metodoCorte,
      perfilCorte: plan.perfilCorte,
      listaCorte: plan.listaCorte,
      reducidaBajadaMbps: plan.reducidaBajadaMbps,
      reducidaSubidaMbps: plan.reducidaSubidaMbps,
    },
    validate: { perfilCorte: required, listaCorte: required, reducidaBajadaMbps: speed, reducidaSubidaMbps: speed },
  })
  const save = useMutation({
    mutationFn: ({ reducidaBajadaMbps, reducidaSubidaMbps, ...values }: typeof form.values) =>
      rpc.red.plans.save({
        ...values,
        requestId: request.id,
        planId,
        reducidaBajadaMbps: reducidaBajadaMbps ?? 0,
        reducidaSubidaMbps: reducidaSubidaMbps ?? 0,
        expected,
      }),
    onSuccess: async () => {
      request.renew()
      onClose()
      notifyDone(t('plan.saved', { nombre: plan.planNombre }))
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  const mbps = (name: 'reducidaBajadaMbps' | 'reducidaSubidaMbps') => ({
    suffix: ' Mbps',
    min: 0.01,
    max: 400_000,
    hideControls: true,
    error: form.errors[name],
    value: form.values[name] ?? '',
    onChange: (value: number | string) => form.setFieldValue(name, typeof value === 'number' ? value : null),
  })
  return (
    <FormDialog
      title={t('plan.title', { nombre: plan.planNombre })}
      submitLabel={objetos > 0 ? t('plan.saveTold', { count: objetos, n: number(objetos) }) : t('common:action.save')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <TextInput
        label={t('plan.profile')}
        description={t('plan.profileHelp')}
        placeholder={plan.perfilPropio}
        data-autofocus
        maxLength={60}
        {...form.getInputProps('perfil')}
      />
      <TextInput
        label={t('service.pool')}
        description={t('plan.poolHelp')}
        placeholder={t('plan.noPool')}
        maxLength={60}
        {...form.getInputProps('pool')}
      />
      <Select
        label={t('service.method')}
        description={t(`plan.method.${form.values.metodoCorte}`)}
        allowDeselect={false}
        data={METODOS_CORTE.map((value) => ({ value, label: t(`common:enums.metodoCorte.${value}`) }))}
        {...form.getInputProps('metodoCorte')}
      />
      <div className={styles['pair']}>
        <TextInput label={t('plan.cutProfile')} required maxLength={60} {...form.getInputProps('perfilCorte')} />
        <TextInput label={t('plan.cutList')} required maxLength={60} {...form.getInputProps('listaCorte')} />
      </div>
      <div className={styles['pair']}>
        <NumberInput label={t('plan.reducedDown')} required {...mbps('reducidaBajadaMbps')} />
        <NumberInput label={t('plan.reducedUp')} required {...mbps('reducidaSubidaMbps')} />
      </div>
    </FormDialog>
  )
}
