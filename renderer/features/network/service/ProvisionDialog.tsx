import { Alert, Checkbox, Group, Select, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TIPOS_OBJETO_RED, type TipoObjetoRed } from '../../../../contract/enums.ts'
import type { ServicioRedDetail } from '../../../../contract/procedures/red.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'

/** As many devices as one office has, for the choice. */
const DEVICES = 200

/** The service is made on a device: chosen by its name; what is made there follows its technology unless a person says else. */
export function ProvisionDialog({ detail, onClose }: { detail: ServicioRedDetail; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common'])
  const request = useRequestId()
  const [dispositivoId, setDispositivoId] = useState<string | null>(null)
  const [tipos, setTipos] = useState<TipoObjetoRed[]>([])
  const [tried, setTried] = useState(false)
  const devices = useQuery(orpc.dispositivos.list.queryOptions({ input: { limit: DEVICES } }))
  const chosen = devices.data?.items.find(({ id }) => id === dispositivoId)
  const provision = useMutation({
    mutationFn: (id: string) =>
      rpc.red.provision({
        requestId: request.id,
        servicioId: detail.servicioId,
        dispositivoId: id,
        ...(tipos.length === 0 ? {} : { tipos }),
      }),
    onSuccess: async () => {
      request.renew()
      onClose()
      notifyDone(t('service.provisioned', { nombre: chosen?.nombre ?? '' }))
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
  })
  return (
    <FormDialog
      opened
      title={t('service.provisionTitle')}
      submitLabel={t('service.provision')}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (dispositivoId !== null) provision.mutate(dispositivoId)
      }}
      busy={provision.isPending}
      error={provision.error}
      dirty={false}
    >
      <Text size="sm">{t('service.provisionText')}</Text>
      <Select
        label={t('column.name')}
        required
        searchable
        data-autofocus
        data={(devices.data?.items ?? []).map(({ id, nombre, host }) => ({ value: id, label: `${nombre} · ${host}` }))}
        value={dispositivoId}
        onChange={setDispositivoId}
        nothingFoundMessage={t('devices.noneFound')}
        error={tried && dispositivoId === null && t('common:form.required')}
      />
      {chosen?.modo === 'observar' && (
        <Alert color="blue" variant="light" p="xs" icon={<IconEye aria-hidden />}>
          {t('jobs.observed')}
        </Alert>
      )}
      <Checkbox.Group
        label={t('service.kinds')}
        description={t('service.kindsHelp', { tecnologia: t(`common:enums.tecnologia.${detail.tecnologia}`) })}
        value={tipos}
        onChange={(values) => setTipos(TIPOS_OBJETO_RED.filter((tipo) => values.includes(tipo)))}
      >
        <Group gap="md" mt={6}>
          {TIPOS_OBJETO_RED.map((tipo) => (
            <Checkbox key={tipo} value={tipo} label={t(`common:enums.tipoObjetoRed.${tipo}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    </FormDialog>
  )
}
