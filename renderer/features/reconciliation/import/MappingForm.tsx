import { Button, Checkbox, MultiSelect, Paper, Select, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ExtractoPreview, IMPORT_DATE_FORMATS, type MapeoExtracto } from '../../../../contract/index.ts'
import styles from '../reconciliation.module.css'

interface Props {
  preview: ExtractoPreview
  busy: boolean
  onMapeo: (mapeo: MapeoExtracto) => void
}

const SINGLE = ['fecha', 'operacion', 'credito', 'debito', 'monto'] as const

/** Which column is what and how amounts and dates are written; kept for the account once the lines are saved. */
export function MappingForm({ preview, busy, onMapeo }: Props) {
  const { t } = useTranslation('conciliacion')
  const { mapeo: read } = preview
  const [mapeo, setMapeo] = useState(read)
  if (mapeo === null || read === null)
    return (
      <Text size="sm" c="dimmed">
        {t('read.ofx')}
      </Text>
    )
  const { columnas } = mapeo
  const columns = preview.titulos.map((titulo, at) => ({
    value: String(at),
    label: titulo || t('read.column', { n: at + 1 }),
  }))
  const change = (patch: Partial<MapeoExtracto>) => setMapeo({ ...mapeo, ...patch })
  const changed = JSON.stringify(mapeo) !== JSON.stringify(read)
  const lacksAmount = columnas.credito === null && columnas.debito === null && columnas.monto === null
  const lacks = columnas.fecha === null ? t('read.needsDate') : lacksAmount ? t('read.needsAmount') : null
  return (
    <Paper p="sm" className={styles['mapping'] ?? ''}>
      <div className={styles['panelHead']}>
        <Title order={2}>{t('read.columns')}</Title>
        <Text size="sm" c="dimmed">
          {t(preview.mapeoGuardado ? 'read.kept' : 'read.guessed')}
        </Text>
      </div>
      <div className={styles['fields']}>
        {SINGLE.map((field) => (
          <Select
            key={field}
            size="xs"
            label={t(`read.${field}`)}
            placeholder={t('read.none')}
            clearable
            clearButtonProps={{ 'aria-label': t('read.none') }}
            data={columns}
            value={columnas[field] === null ? null : String(columnas[field])}
            onChange={(value) => change({ columnas: { ...columnas, [field]: value === null ? null : Number(value) } })}
          />
        ))}
        <MultiSelect
          size="xs"
          label={t('read.concepto')}
          data={columns}
          value={columnas.concepto.map(String)}
          onChange={(values) => change({ columnas: { ...columnas, concepto: values.map(Number) } })}
        />
        <Select
          size="xs"
          label={t('read.decimal')}
          allowDeselect={false}
          data={[
            { value: ',', label: t('read.comma') },
            { value: '.', label: t('read.point') },
          ]}
          value={mapeo.decimal}
          onChange={(value) => change({ decimal: value === '.' ? '.' : ',' })}
        />
        <Select
          size="xs"
          label={t('read.dates')}
          allowDeselect={false}
          data={IMPORT_DATE_FORMATS.map((value) => ({ value, label: t(`read.${value}`) }))}
          value={mapeo.dateFormat}
          onChange={(value) => change({ dateFormat: IMPORT_DATE_FORMATS.find((each) => each === value) ?? 'dmy' })}
        />
      </div>
      <div className={styles['actions']}>
        {columnas.monto !== null && (
          <Checkbox
            size="xs"
            label={t('read.inverted')}
            checked={mapeo.invertido}
            onChange={(event) => change({ invertido: event.currentTarget.checked })}
          />
        )}
        {lacks !== null && (
          <Text size="sm" c="red" role="alert">
            {lacks}
          </Text>
        )}
        {(changed || lacks !== null) && (
          <Button size="xs" variant="default" loading={busy} disabled={lacks !== null} onClick={() => onMapeo(mapeo)}>
            {t('read.again')}
          </Button>
        )}
      </div>
    </Paper>
  )
}
