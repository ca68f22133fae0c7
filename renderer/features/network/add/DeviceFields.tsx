import {
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Radio,
  Select,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FRECUENCIAS_RESPALDO, MODOS_DISPOSITIVO } from '../../../../contract/enums.ts'
import type { DispositivoDetail } from '../../../../contract/procedures/dispositivos.ts'
import { orpc } from '../../../rpc/query.ts'
import { SiteDialog } from '../devices/SitesPanel.tsx'
import styles from './add.module.css'
import { API_PORTS, type DeviceValues } from './deviceValues.ts'

type Form = UseFormReturnType<DeviceValues>

/** Where it is and who enters. */
export function AccessFields({ form, device }: { form: Form; device: DispositivoDetail | null }) {
  const { t } = useTranslation(['red', 'access'])
  const { puerto, tls } = form.values
  const kept = device?.clave === 'guardada'
  return (
    <div className={styles['column']}>
      <div className={styles['pair']} data-uneven>
        <TextInput
          label={t('add.host')}
          description={t('add.hostHelp')}
          required
          autoFocus={device === null}
          maxLength={253}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('host')}
        />
        <NumberInput
          label={t('add.port')}
          description={'\u00a0'}
          required
          min={1}
          max={65_535}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('puerto')}
          onChange={(port) => form.setFieldValue('puerto', typeof port === 'number' ? port : 0)}
        />
      </div>
      <Switch
        label={t('add.tls')}
        description={t(tls ? 'add.tlsOn' : 'add.tlsOff')}
        checked={tls}
        onChange={(event) => {
          const next = event.currentTarget.checked
          // The usual port goes along, unless somebody chose another.
          if (puerto === (tls ? API_PORTS.tls : API_PORTS.plain))
            form.setFieldValue('puerto', next ? API_PORTS.tls : API_PORTS.plain)
          form.setFieldValue('tls', next)
        }}
      />
      <div className={styles['pair']}>
        <TextInput
          label={t('add.user')}
          required
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('usuario')}
        />
        <PasswordInput
          label={t('add.password')}
          placeholder={kept ? t('add.passwordKept') : undefined}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('access:secret.show') }}
          {...form.getInputProps('clave')}
        />
      </div>
      <Text size="xs" c="dimmed">
        {t('add.passwordHelp')}
      </Text>
    </div>
  )
}

/** What it is called, where it stands, and how the office treats it. */
export function DescriptionFields({ form, identity }: { form: Form; identity: string }) {
  const { t } = useTranslation(['red', 'common'])
  const resumen = useQuery(orpc.dispositivos.resumen.queryOptions())
  return (
    <div className={styles['column']}>
      <div className={styles['pair']}>
        <TextInput
          label={t('add.name')}
          placeholder={identity}
          description={identity === '' ? undefined : t('add.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={80}
          {...form.getInputProps('nombre')}
        />
        <SiteField form={form} />
      </div>
      <Radio.Group label={t('add.mode')} {...form.getInputProps('modo')}>
        <Group gap="sm" mt={4} align="stretch" grow preventGrowOverflow={false}>
          {MODOS_DISPOSITIVO.map((modo) => (
            <Radio
              key={modo}
              value={modo}
              label={t(`common:enums.modoDispositivo.${modo}`)}
              description={t(`modo.${modo}`)}
            />
          ))}
        </Group>
      </Radio.Group>
      <TagsInput
        label={t('add.tags')}
        description={t('add.tagsHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={(resumen.data?.etiquetas ?? []).map(({ etiqueta }) => etiqueta)}
        maxTags={20}
        {...form.getInputProps('etiquetas')}
      />
      <div className={styles['pair']}>
        <NumberInput
          label={t('add.poll')}
          suffix={' s'}
          min={10}
          max={86_400}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('sondeoSegundos')}
          onChange={(seconds) => form.setFieldValue('sondeoSegundos', typeof seconds === 'number' ? seconds : 0)}
        />
        <Select
          label={t('add.backup')}
          allowDeselect={false}
          data={FRECUENCIAS_RESPALDO.map((value) => ({ value, label: t(`common:enums.frecuenciaRespaldo.${value}`) }))}
          {...form.getInputProps('respaldo')}
        />
      </div>
      <Textarea label={t('add.notes')} autosize minRows={2} maxLength={2000} {...form.getInputProps('notas')} />
    </div>
  )
}

function SiteField({ form }: { form: Form }) {
  const { t } = useTranslation('red')
  const sitios = useQuery(orpc.sitios.list.queryOptions())
  const [adding, setAdding] = useState(false)
  return (
    <>
      <Group gap={4} align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label={t('column.site')}
          placeholder={t('add.noSite')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('add.noSite') }}
          data={(sitios.data ?? []).map(({ id, nombre }) => ({ value: id, label: nombre }))}
          value={form.values.sitioId}
          onChange={(sitioId) => form.setFieldValue('sitioId', sitioId)}
        />
        <Button variant="default" px="xs" aria-label={t('sites.new')} onClick={() => setAdding(true)}>
          <IconPlus size={16} aria-hidden />
        </Button>
      </Group>
      {adding && (
        <SiteDialog
          sitio={null}
          onClose={() => setAdding(false)}
          onSaved={({ id }) => {
            setAdding(false)
            form.setFieldValue('sitioId', id)
          }}
        />
      )}
    </>
  )
}
