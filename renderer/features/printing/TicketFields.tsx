import { SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { ANCHOS_TICKET, CAJONES, CORTES, PAGINAS_CODIGOS } from '../../../contract/index.ts'
import type { PrinterValues } from './printerValues.ts'

type Form = UseFormReturnType<PrinterValues>

/** How tickets come out. */
export function TicketFields({ form }: { form: Form }) {
  const { t } = useTranslation('impresion')
  const { ancho, codigos, corte, cajon, copiasZ } = form.values
  return (
    <Stack gap="sm">
      <Switch
        label={t('config.auto')}
        description={t('config.autoHelp')}
        {...form.getInputProps('auto', { type: 'checkbox' })}
      />
      <Choice
        label={t('config.ancho')}
        value={String(ancho)}
        data={ANCHOS_TICKET.map((mm) => ({ value: String(mm), label: t('config.mm', { mm }) }))}
        onChange={(next) => form.setFieldValue('ancho', next === '58' ? 58 : 80)}
      />
      <Select
        label={t('config.codigos')}
        description={t('config.codigosHelp')}
        allowDeselect={false}
        value={codigos}
        data={PAGINAS_CODIGOS.map((page) => ({ value: page, label: t(`config.pagina.${page}`) }))}
        onChange={(next) => form.setFieldValue('codigos', PAGINAS_CODIGOS.find((page) => page === next) ?? codigos)}
      />
      <Choice
        label={t('config.corte')}
        value={corte}
        data={CORTES.map((kind) => ({ value: kind, label: t(`config.cortes.${kind}`) }))}
        onChange={(next) => form.setFieldValue('corte', CORTES.find((kind) => kind === next) ?? corte)}
      />
      <Choice
        label={t('config.cajon')}
        value={cajon}
        data={CAJONES.map((pin) => ({ value: pin, label: t(`config.cajones.${pin}`) }))}
        onChange={(next) => form.setFieldValue('cajon', CAJONES.find((pin) => pin === next) ?? cajon)}
      />
      <Choice
        label={t('config.copiasZ')}
        value={String(copiasZ)}
        data={['1', '2', '3']}
        onChange={(next) => form.setFieldValue('copiasZ', Number(next))}
      />
      <Switch
        label={t('config.logo')}
        description={t('config.logoHelp')}
        {...form.getInputProps('logo', { type: 'checkbox' })}
      />
      <Switch label={t('config.pitido')} {...form.getInputProps('pitido', { type: 'checkbox' })} />
    </Stack>
  )
}

interface ChoiceProps {
  label: string
  value: string
  data: (string | { value: string; label: string })[]
  onChange: (next: string) => void
}

function Choice({ label, value, data, onChange }: ChoiceProps) {
  return (
    <div>
      <Text size="sm" fw={550} mb={4} aria-hidden>
        {label}
      </Text>
      <SegmentedControl aria-label={label} value={value} data={data} onChange={onChange} />
    </div>
  )
}
