import { Button, Fieldset, Group, SegmentedControl, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Puesto } from '../../../contract/index.ts'
import { zText } from '../../../contract/schemas.ts'
import { PAPELES, type Papel } from '../../../contract/shell.ts'
import { useSession } from '../../app/session.tsx'
import { Facts } from '../../components/Facts.tsx'
import { useFormErrors } from '../../components/formErrors.ts'
import { notifyDone } from '../../components/notify.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { SectionForm } from './SectionPage.tsx'
import styles from './settings.module.css'

interface Values {
  nombre: string
  papel: Papel
  /** Empty asks each time. */
  printer: string
  auto: boolean
}

const valuesOf = ({ nombre, recibo }: Puesto): Values => ({
  nombre,
  papel: recibo.papel,
  printer: recibo.printer ?? '',
  auto: recibo.auto,
})
const zSeat = z.object({ nombre: zText(60) })

/** This installation: its name, and how its receipts come out. */
export function SeatSection() {
  const { t } = useTranslation('settings')
  const { puesto, setPuesto } = useSession()
  const request = useRequestId()
  const validate = useFormErrors(zSeat)
  const form = useForm<Values>({ initialValues: valuesOf(puesto), validate })
  const save = useMutation(
    orpc.puestos.update.mutationOptions({
      onSuccess: (saved) => {
        request.renew()
        setPuesto(saved)
        form.setInitialValues(valuesOf(saved))
        form.setValues(valuesOf(saved))
        notifyDone(t('saved'))
      },
    }),
  )
  const submit = form.onSubmit(({ nombre, papel, printer, auto }) =>
    save.mutate({
      requestId: request.id,
      nombre,
      recibo: { papel, printer: printer === '' ? null : printer, auto },
      expected: puesto.actualizadoEn,
    }),
  )
  return (
    <SectionForm
      title={t('section.puesto')}
      subtitle={t('puesto.subtitle')}
      dirty={form.isDirty()}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => submit()}
    >
      <Stack gap="md" className={styles['column'] ?? ''}>
        <Fieldset legend={t('puesto.seat')}>
          <Stack gap="sm">
            <TextInput label={t('puesto.nombre')} required {...form.getInputProps('nombre')} />
            <Facts
              items={[{ label: t('puesto.prefijo'), value: t('puesto.prefijoValue', { prefijo: puesto.prefijo }) }]}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend={t('puesto.receipts')}>
          <Stack gap="sm">
            <PaperField value={form.values.papel} onChange={(papel) => form.setFieldValue('papel', papel)} />
            <PrinterField value={form.values.printer} onChange={(printer) => form.setFieldValue('printer', printer)} />
            <Switch
              label={t('puesto.auto')}
              description={form.values.printer === '' ? t('puesto.autoAsks') : t('puesto.autoSilent')}
              {...form.getInputProps('auto', { type: 'checkbox' })}
            />
          </Stack>
        </Fieldset>
      </Stack>
    </SectionForm>
  )
}

function PaperField({ value, onChange }: { value: Papel; onChange: (papel: Papel) => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={550} id="seat-paper" mb={4}>
        {t('puesto.papel')}
      </Text>
      <SegmentedControl
        aria-labelledby="seat-paper"
        value={value}
        onChange={(next) => onChange(PAPELES.find((papel) => papel === next) ?? value)}
        data={PAPELES.map((papel) => ({ value: papel, label: common(`enums.papel.${papel}`) }))}
      />
    </div>
  )
}

function PrinterField({ value, onChange }: { value: string; onChange: (printer: string) => void }) {
  const { t } = useTranslation('settings')
  const printers = useQuery({
    queryKey: ['shell', 'printers'],
    queryFn: () => window.mostrador.printers(),
    networkMode: 'always',
    staleTime: 30_000,
  })
  const found = printers.data ?? []
  const known = value === '' || found.some(({ name }) => name === value)
  const options = [
    { value: '', label: t('puesto.ask') },
    ...found.map(({ name, displayName, isDefault }) => ({
      value: name,
      label: isDefault ? t('puesto.default', { printer: displayName }) : displayName,
    })),
    // A printer that is switched off is still the chosen one.
    ...(known ? [] : [{ value, label: t('puesto.missing', { printer: value }) }]),
  ]
  const help = () => {
    if (printers.isError) return t('puesto.printersFailed')
    return found.length === 0 && printers.isSuccess ? t('puesto.noPrinters') : t('puesto.printerHelp')
  }
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <Select
        flex={1}
        label={t('puesto.printer')}
        description={help()}
        data={options}
        value={value}
        onChange={(next) => onChange(next ?? '')}
      />
      <Button
        variant="default"
        loading={printers.isFetching}
        leftSection={<IconRefresh size={15} aria-hidden />}
        onClick={() => void printers.refetch()}
      >
        {t('puesto.refresh')}
      </Button>
    </Group>
  )
}
