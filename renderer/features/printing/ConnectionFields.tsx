import { NumberInput, SegmentedControl, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PrinterValues } from './printerValues.ts'
import styles from './printing.module.css'

type Form = UseFormReturnType<PrinterValues>
const KINDS = ['ninguna', 'red', 'sistema'] as const

/** Where the printer is. */
export function ConnectionFields({ form }: { form: Form }) {
  const { t } = useTranslation('impresion')
  const { tipo } = form.values
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t('config.connection')}
        value={tipo}
        onChange={(next) => form.setFieldValue('tipo', KINDS.find((kind) => kind === next) ?? tipo)}
        data={KINDS.map((kind) => ({ value: kind, label: t(`config.kind.${kind}`) }))}
      />
      <Text size="sm" c="dimmed">
        {t(`config.kindHelp.${tipo}`)}
      </Text>
      {tipo === 'red' && <Network form={form} />}
      {tipo === 'sistema' && <SystemQueue form={form} />}
      {tipo === 'red' && (
        <Switch
          label={t('config.responde')}
          description={t('config.respondeHelp')}
          {...form.getInputProps('responde', { type: 'checkbox' })}
        />
      )}
    </Stack>
  )
}

function Network({ form }: { form: Form }) {
  const { t } = useTranslation('impresion')
  return (
    <div className={styles['address']}>
      <TextInput
        label={t('config.host')}
        placeholder="192.168.1.50"
        required
        spellCheck={false}
        autoComplete="off"
        maxLength={253}
        {...form.getInputProps('host')}
      />
      <NumberInput
        label={t('config.puerto')}
        required
        min={1}
        max={65_535}
        allowDecimal={false}
        thousandSeparator=""
        hideControls
        {...form.getInputProps('puerto')}
      />
    </div>
  )
}

function SystemQueue({ form }: { form: Form }) {
  const { t } = useTranslation('impresion')
  const windows = navigator.userAgent.includes('Windows')
  const printers = useQuery({
    queryKey: ['shell', 'printers'],
    queryFn: () => window.mostrador.printers(),
    networkMode: 'always',
    staleTime: 30_000,
    enabled: !windows,
  })
  if (windows) {
    return (
      <TextInput
        label={t('config.share')}
        description={t('config.shareHelp')}
        placeholder={t('config.sharePlaceholder')}
        required
        spellCheck={false}
        {...form.getInputProps('cola')}
      />
    )
  }
  const found = (printers.data ?? []).map(({ name, displayName }) => ({ value: name, label: displayName }))
  const { cola } = form.values
  // A printer that is switched off is still the chosen one.
  const options =
    cola === '' || found.some(({ value }) => value === cola) ? found : [...found, { value: cola, label: cola }]
  return (
    <Select
      label={t('config.cola')}
      description={found.length === 0 && printers.isSuccess ? t('config.noQueues') : t('config.colaHelp')}
      required
      data={options}
      {...form.getInputProps('cola')}
      value={cola === '' ? null : cola}
      onChange={(next) => form.setFieldValue('cola', next ?? '')}
    />
  )
}
