import { ActionIcon, Group, Table, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconMapPin, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Sitio, type SitioInput, zSitioInput } from '../../../../contract/procedures/sitios.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { useFormErrors } from '../../../components/formErrors.ts'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'

const refreshSites = () =>
  Promise.all([orpc.sitios, orpc.dispositivos].map((part) => queryClient.invalidateQueries({ queryKey: part.key() })))

/** Where devices stand. */
export function SitesPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('red')
  const writes = useCan('red.write')
  const sitios = useQuery(orpc.sitios.list.queryOptions())
  const [editing, setEditing] = useState<Sitio | 'new' | null>(null)
  return (
    <>
      <SidePanel onClose={onClose} size="38rem" title={t('sites.title')}>
        <Group justify="space-between" mb="sm">
          <Text size="sm" c="dimmed">
            {t('sites.text')}
          </Text>
          {writes && (
            <KeyButton
              hotkey="F2"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setEditing('new')}
            >
              {t('sites.new')}
            </KeyButton>
          )}
        </Group>
        {sitios.isError && <ErrorNote error={sitios.error} onRetry={() => void sitios.refetch()} />}
        {sitios.data &&
          (sitios.data.length === 0 ? (
            <EmptyState icon={<IconMapPin />} title={t('sites.none')} text={t('sites.text')} />
          ) : (
            <SiteTable sitios={sitios.data} onEdit={writes ? setEditing : null} />
          ))}
      </SidePanel>
      {editing !== null && (
        <SiteDialog
          sitio={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => setEditing(null)}
        />
      )}
    </>
  )
}

function SiteTable({ sitios, onEdit }: { sitios: readonly Sitio[]; onEdit: ((sitio: Sitio) => void) | null }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const errorText = useErrorText()
  const request = useRequestId()
  const remove = useMutation({
    mutationFn: ({ id }: Sitio) => rpc.sitios.remove({ requestId: request.id, id }),
    onSuccess: async (_, { nombre }) => {
      request.renew()
      notifyDone(t('sites.removed', { nombre }))
      await refreshSites()
    },
    onError: (error) => {
      request.renew()
      notifyProblem(errorText(error))
    },
  })
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('sites.name')}</Table.Th>
          <Table.Th>{t('sites.address')}</Table.Th>
          <Table.Th ta="right">{t('sites.devices')}</Table.Th>
          <Table.Th ta="right">{t('sites.down')}</Table.Th>
          {onEdit && <Table.Th ta="right">{t('device.actions')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sitios.map((sitio) => (
          <Table.Tr key={sitio.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{sitio.nombre}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{sitio.direccion}</Table.Td>
            <Table.Td ta="right">{number(sitio.dispositivos)}</Table.Td>
            <Table.Td ta="right">{number(sitio.caidos)}</Table.Td>
            {onEdit && (
              <Table.Td>
                <Group gap={4} wrap="nowrap" justify="flex-end">
                  <ActionIcon aria-label={t('sites.edit', { nombre: sitio.nombre })} onClick={() => onEdit(sitio)}>
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('sites.remove', { nombre: sitio.nombre })}
                    disabled={sitio.dispositivos > 0 || remove.isPending}
                    onClick={() => remove.mutate(sitio)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface DialogProps {
  /** Null creates one. */
  sitio: Sitio | null
  onClose: () => void
  onSaved: (sitio: Sitio) => void
}

export function SiteDialog({ sitio, onClose, onSaved }: DialogProps) {
  const { t } = useTranslation('red')
  const request = useRequestId()
  const form = useForm<SitioInput>({
    initialValues: { nombre: sitio?.nombre ?? '', direccion: sitio?.direccion ?? '', notas: sitio?.notas ?? '' },
    validate: useFormErrors(zSitioInput),
  })
  const save = useMutation({
    mutationFn: (values: SitioInput) =>
      sitio === null
        ? rpc.sitios.create({ requestId: request.id, sitio: values })
        : rpc.sitios.update({ requestId: request.id, id: sitio.id, expected: sitio.actualizadoEn, sitio: values }),
    onSuccess: async (saved) => {
      request.renew()
      notifyDone(t('sites.saved', { nombre: saved.nombre }))
      await refreshSites()
      onSaved(saved)
    },
  })
  const submit = form.onSubmit((values) => save.mutate(values))
  return (
    <FormDialog
      title={sitio === null ? t('sites.new') : sitio.nombre}
      submitLabel={t(sitio === null ? 'sites.create' : 'sites.save')}
      onClose={onClose}
      onSubmit={() => submit()}
      busy={save.isPending}
      error={save.error}
      dirty={form.isDirty()}
    >
      <TextInput label={t('sites.name')} required data-autofocus maxLength={80} {...form.getInputProps('nombre')} />
      <TextInput label={t('sites.address')} maxLength={200} {...form.getInputProps('direccion')} />
      <Textarea label={t('sites.notes')} autosize minRows={2} maxLength={1000} {...form.getInputProps('notas')} />
    </FormDialog>
  )
}
