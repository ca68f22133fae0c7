import { Alert, List, Select, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import { useNumber } from '../../../app/session.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'

interface Props {
  device: DispositivoDetail
  onClose: () => void
}

/** What every dialog does when the office has kept what it asked for. */
function useSaved(done: string, onClose: () => void) {
  return async (saved: DispositivoDetail) => {
    queryClient.setQueryData(orpc.dispositivos.get.queryKey({ input: { id: saved.id } }), saved)
    onClose()
    notifyDone(done)
    await queryClient.invalidateQueries({ queryKey: orpc.dispositivos.key() })
  }
}

/** Whether the office writes to a device, with what that means before it is so. */
export function ModeDialog({ device, onClose }: Props) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const request = useRequestId()
  const manage = device.modo === 'observar'
  const { nombre, servicios } = device
  const onSuccess = useSaved(t(manage ? 'mode.managed' : 'mode.observed', { nombre }), onClose)
  const save = useMutation({
    mutationFn: () =>
      rpc.dispositivos.modo({ requestId: request.id, id: device.id, modo: manage ? 'gestionar' : 'observar' }),
    onSuccess,
  })
  return (
    <FormDialog
      title={t(manage ? 'mode.manageTitle' : 'mode.observeTitle', { nombre })}
      submitLabel={t(manage ? 'mode.manage' : 'mode.observe')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
      dirty={false}
    >
      {manage ? (
        <>
          {device.proveedor === 'uisp' ? (
            <Text size="sm">{t('mode.uisp')}</Text>
          ) : (
            <>
              <Text size="sm">{t('mode.willWrite')}</Text>
              <List size="sm" spacing={4}>
                <List.Item>{t('mode.only')}</List.Item>
                <List.Item>{t('mode.never')}</List.Item>
                <List.Item>{t('mode.saved')}</List.Item>
                <List.Item>{t('mode.cuts')}</List.Item>
              </List>
            </>
          )}
          <Text size="sm">{t('mode.services', { count: servicios, n: number(servicios) })}</Text>
        </>
      ) : (
        <Text size="sm">{t('mode.stops', { count: servicios, n: number(servicios) })}</Text>
      )}
    </FormDialog>
  )
}

/** A reboot drops everybody: how many is said, and the name has to be typed. */
export function RebootDialog({ device, onClose }: Props) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const request = useRequestId()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const { id, nombre, metricas } = device
  const sesiones = metricas.sesiones ?? 0
  const reboot = useMutation({
    mutationFn: () => rpc.dispositivos.reiniciar({ requestId: request.id, id, nombre: typed.trim() }),
    onSuccess: async () => {
      onClose()
      notifyDone(t('reboot.done', { nombre }))
      await queryClient.invalidateQueries({ queryKey: orpc.dispositivos.key() })
    },
  })
  return (
    <FormDialog
      title={t('reboot.title', { nombre })}
      submitLabel={t('reboot.submit')}
      submitColor="red"
      onClose={onClose}
      onSubmit={() => {
        const matches = typed.trim() === nombre
        setWrong(!matches)
        if (matches) reboot.mutate()
      }}
      busy={reboot.isPending}
      error={reboot.error}
      dirty={false}
    >
      <Alert color="red" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />}>
        {t('reboot.drops', { count: sesiones, n: number(sesiones) })} {t('reboot.back')}
      </Alert>
      <TextInput
        label={t('reboot.type', { nombre })}
        required
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={wrong && t('reboot.wrong')}
      />
    </FormDialog>
  )
}

/** Put away: not looked at any more, its history stays. Or taken back. */
export function ArchiveDialog({ device, onClose }: Props) {
  const { t } = useTranslation('red')
  const request = useRequestId()
  const { id, nombre, activo } = device
  const onSuccess = useSaved(t(activo ? 'archive.done' : 'archive.restored', { nombre }), onClose)
  const save = useMutation({
    mutationFn: () => rpc.dispositivos.archivar({ requestId: request.id, id, activo: !activo }),
    onSuccess,
  })
  return (
    <FormDialog
      title={t(activo ? 'archive.title' : 'archive.restoreTitle', { nombre })}
      submitLabel={t(activo ? 'device.archive' : 'device.restore')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
      dirty={false}
    >
      <Text size="sm">{t(activo ? 'archive.text' : 'archive.restoreText')}</Text>
    </FormDialog>
  )
}

/** Where it stands, its tags and notes. */
export function DescribeDialog({ device, onClose }: Props) {
  const { t } = useTranslation('red')
  const request = useRequestId()
  const sitios = useQuery(orpc.sitios.list.queryOptions())
  const resumen = useQuery(orpc.dispositivos.resumen.queryOptions())
  const { id, nombre, sitio, etiquetas, notas, actualizadoEn } = device
  const form = useForm({ initialValues: { sitioId: sitio?.id ?? null, etiquetas, notas } })
  const onSuccess = useSaved(t('add.saved', { nombre }), onClose)
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      rpc.dispositivos.describir({ requestId: request.id, id, expected: actualizadoEn, ...values }),
    onSuccess,
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  return (
    <FormDialog
      title={nombre}
      submitLabel={t('add.save')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <Select
        label={t('column.site')}
        placeholder={t('add.noSite')}
        data-autofocus
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('add.noSite') }}
        data={(sitios.data ?? []).map((one) => ({ value: one.id, label: one.nombre }))}
        {...form.getInputProps('sitioId')}
      />
      <TagsInput
        label={t('add.tags')}
        description={t('add.tagsHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={(resumen.data?.etiquetas ?? []).map(({ etiqueta }) => etiqueta)}
        maxTags={20}
        {...form.getInputProps('etiquetas')}
      />
      <Textarea label={t('add.notes')} autosize minRows={3} maxLength={2000} {...form.getInputProps('notas')} />
    </FormDialog>
  )
}
