import { Alert, Checkbox, Group, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TIPOS_OBJETO_RED, type TipoObjetoRed } from '../../../../contract/enums.ts'
import type { ServicioRedDetail } from '../../../../contract/procedures/red-servicio.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { type ChosenDevice, DeviceSelect } from './DeviceSelect.tsx'
import { UispServiceField, useUispService } from './UispServiceField.tsx'

const OF_ROUTERS = TIPOS_OBJETO_RED.filter((tipo) => tipo !== 'uisp_servicio')

/** The service is made on a device: chosen by its name; what is made there follows its technology unless a person says else. */
export function ProvisionDialog({ detail, onClose }: { detail: ServicioRedDetail; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common'])
  const request = useRequestId()
  const [chosen, setChosen] = useState<ChosenDevice | null>(null)
  const [tipos, setTipos] = useState<TipoObjetoRed[]>([])
  const [numero, setNumero] = useState(detail.uispServicioId)
  const [tried, setTried] = useState(false)
  const inUisp = chosen?.proveedor === 'uisp'
  const uisp = useUispService(detail.servicioId, inUisp ? chosen.id : null, numero)
  const provision = useMutation({
    mutationFn: (id: string) =>
      rpc.red.provision({
        requestId: request.id,
        servicioId: detail.servicioId,
        dispositivoId: id,
        ...(inUisp ? { uispServicioId: numero.trim() } : tipos.length === 0 ? {} : { tipos }),
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
      title={t('service.provisionTitle')}
      submitLabel={t('service.provision')}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (chosen !== null && !(inUisp && uisp.found === null)) provision.mutate(chosen.id)
      }}
      busy={provision.isPending}
      ready={!inUisp || !uisp.looking}
      error={provision.error}
      dirty={false}
    >
      <Text size="sm">{t(inUisp ? 'service.uispText' : 'service.provisionText')}</Text>
      <DeviceSelect value={chosen} onChange={setChosen} error={tried && chosen === null && t('common:form.required')} />
      {chosen?.modo === 'observar' && (
        <Alert color="blue" variant="light" p="xs" icon={<IconEye aria-hidden />}>
          {t('jobs.observed')}
        </Alert>
      )}
      {chosen !== null && inUisp ? (
        <UispServiceField uisp={uisp} value={numero} onChange={setNumero} tried={tried} />
      ) : (
        <Checkbox.Group
          label={t('service.kinds')}
          description={t('service.kindsHelp', { tecnologia: t(`common:enums.tecnologia.${detail.tecnologia}`) })}
          value={tipos}
          onChange={(values) => setTipos(OF_ROUTERS.filter((tipo) => values.includes(tipo)))}
        >
          <Group gap="md" mt={6}>
            {OF_ROUTERS.map((tipo) => (
              <Checkbox key={tipo} value={tipo} label={t(`common:enums.tipoObjetoRed.${tipo}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </FormDialog>
  )
}
