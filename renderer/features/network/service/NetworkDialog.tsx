import { Button, Group, PasswordInput, Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconWand } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { METODOS_CORTE } from '../../../../contract/enums.ts'
import type { ServicioRedDetail } from '../../../../contract/procedures/red-servicio.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../network.module.css'
import { FreeAddress } from './FreeAddress.tsx'
import { isIpv4, isMac, isPppPassword, isPppUser } from './rules.ts'

const OF_PLAN = ''
const PASSWORD_WAYS = ['igual', 'generar', 'poner'] as const

interface Values {
  usuario: string
  como: (typeof PASSWORD_WAYS)[number]
  clave: string
  ip: string
  mac: string
  /** Empty: as the plan says. */
  metodoCorte: string
}

/** How a service enters the network. Its devices are told when it is saved. */
export function NetworkDialog({ detail, onClose }: { detail: ServicioRedDetail; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common', 'access'])
  const request = useRequestId()
  const [finding, setFinding] = useState(false)
  const { servicioId, usuarioSugerido, tieneClave, plan } = detail
  const form = useForm<Values>({
    initialValues: {
      usuario: detail.usuario,
      como: tieneClave || detail.usuario !== '' || detail.tecnologia !== 'pppoe' ? 'igual' : 'generar',
      clave: '',
      ip: detail.ip,
      mac: detail.mac,
      metodoCorte: detail.metodoCorte ?? OF_PLAN,
    },
    validate: {
      usuario: (value) => (value === '' || isPppUser(value) ? null : t('service.userRule')),
      clave: (value, { como }) => (como !== 'poner' || isPppPassword(value) ? null : t('service.passwordRule')),
      ip: (value) => (value === '' || isIpv4(value) ? null : t('service.ipRule')),
      mac: (value) => (value === '' || isMac(value) ? null : t('service.macRule')),
    },
  })
  const save = useMutation({
    mutationFn: ({ usuario, como, clave, ip, mac, metodoCorte }: Values) =>
      rpc.red.service.save({
        requestId: request.id,
        servicioId,
        usuario,
        clave: como === 'poner' ? { tipo: 'poner', valor: clave } : { tipo: como },
        ip: ip.trim(),
        mac,
        metodoCorte: METODOS_CORTE.find((one) => one === metodoCorte) ?? null,
        expected: detail.actualizadoEn,
      }),
    onSuccess: async () => {
      request.renew()
      onClose()
      notifyDone(t('service.saved'))
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  return (
    <>
      <FormDialog
        title={t('service.title')}
        submitLabel={t('service.save')}
        onClose={onClose}
        onSubmit={() => submit()}
        busy={save.isPending}
        error={save.error}
        dirty={form.isDirty()}
      >
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('service.user')}
            data-autofocus
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('usuario')}
          />
          {form.values.usuario !== usuarioSugerido && usuarioSugerido !== '' && (
            <Button
              variant="default"
              leftSection={<IconWand size={16} aria-hidden />}
              onClick={() => form.setFieldValue('usuario', usuarioSugerido)}
            >
              {usuarioSugerido}
            </Button>
          )}
        </Group>
        <div className={styles['pair']}>
          <Select
            label={t('add.password')}
            allowDeselect={false}
            data={PASSWORD_WAYS.map((value) => ({
              value,
              label: t(value === 'igual' && !tieneClave ? 'service.clave.device' : `service.clave.${value}`),
            }))}
            {...form.getInputProps('como')}
          />
          {form.values.como === 'poner' && (
            <PasswordInput
              label={t('service.newPassword')}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('access:secret.show') }}
              {...form.getInputProps('clave')}
            />
          )}
        </div>
        <div className={styles['pair']}>
          <TextInput
            label={t('service.ip')}
            placeholder={t('service.anyIp')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('ip')}
          />
          <TextInput label={t('list.mac')} autoComplete="off" spellCheck={false} {...form.getInputProps('mac')} />
        </div>
        <div>
          <Button variant="default" size="xs" onClick={() => setFinding(true)}>
            {t('service.free')}
          </Button>
        </div>
        <Select
          label={t('service.method')}
          allowDeselect={false}
          data={[
            { value: OF_PLAN, label: `${t('service.ofPlan')}: ${t(`common:enums.metodoCorte.${plan.metodoCorte}`)}` },
            ...METODOS_CORTE.map((value) => ({ value, label: t(`common:enums.metodoCorte.${value}`) })),
          ]}
          {...form.getInputProps('metodoCorte')}
        />
        <Text size="xs" c="dimmed">
          {t('service.told')}
        </Text>
      </FormDialog>
      {finding && (
        <FreeAddress
          dispositivos={detail.dispositivos}
          pool={plan.pool}
          onClose={() => setFinding(false)}
          onFound={(ip) => {
            setFinding(false)
            form.setFieldValue('ip', ip)
          }}
        />
      )}
    </>
  )
}
