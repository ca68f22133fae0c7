import { Alert, Paper, Select, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  IMPORT_FIELDS,
  type ImportAnalysis,
  type ImportField,
  type ImportMapping,
} from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { headerName, useHeaderName } from './headers.ts'
import styles from './imports.module.css'

const GROUPS: readonly [name: 'cliente' | 'servicio' | 'cuenta', fields: readonly ImportField[]][] = [
  [
    'cliente',
    [
      'codigoCliente',
      'nombreRazonSocial',
      'documento',
      'telefono',
      'email',
      'direccion',
      'localidad',
      'estadoServicio',
      'notas',
    ],
  ],
  [
    'servicio',
    ['plan', 'velocidad', 'precio', 'tecnologia', 'usuarioPppoe', 'ip', 'router', 'fechaActivacion', 'diaFacturacion'],
  ],
  ['cuenta', ['saldo']],
]
const NONE = 'none'

interface Props {
  analysis: ImportAnalysis
  mapping: ImportMapping
  onMapping: (mapping: ImportMapping) => void
}

/** Each column of the file with some of its values, and what it becomes. A field has one column: the last one chosen. */
export function MappingPanel({ analysis, mapping, onMapping }: Props) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const nameOf = useHeaderName()
  const fieldOf = new Map(IMPORT_FIELDS.map((field) => [mapping[field], field]))
  const unused = analysis.headers.filter((_, column) => !fieldOf.has(column)).length
  const data = [
    { value: NONE, label: t('mapping.none') },
    ...GROUPS.map(([name, fields]) => ({
      group: t(`groups.${name}`),
      items: fields.map((field) => ({ value: field, label: t(`field.${field}`) })),
    })),
  ]
  const choose = (column: number, value: string | null) => {
    const before = fieldOf.get(column)
    const next: ImportMapping = { ...mapping }
    if (before) delete next[before]
    const field = IMPORT_FIELDS.find((known) => known === value)
    if (field) next[field] = column
    onMapping(next)
  }
  return (
    <Paper p="md" className={styles['panel']}>
      <div className={styles['panelHead']}>
        <Title order={2}>{t('mapping.title')}</Title>
        <Text size="sm" c="dimmed">
          {analysis.mappingSaved ? t('mapping.saved') : t('mapping.guessed')}
          {unused > 0 && ` · ${t('mapping.unused', { count: unused, n: number(unused) })}`}
        </Text>
      </div>
      {mapping.nombreRazonSocial === undefined && (
        <Alert color="red" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="alert">
          {t('mapping.needsName')}
        </Alert>
      )}
      {mapping.codigoCliente === undefined && (
        <Text size="sm" c="dimmed">
          {t('mapping.noCode')}
        </Text>
      )}
      <table className={styles['mapping']}>
        <thead>
          <tr>
            <th scope="col">{t('mapping.column')}</th>
            <th scope="col">{t('mapping.samples')}</th>
            <th scope="col">{t('mapping.as')}</th>
          </tr>
        </thead>
        <tbody>
          {analysis.headers.map((header, column) => {
            const field = fieldOf.get(column)
            const name = nameOf(header, column)
            return (
              <tr key={headerName(header, column)} data-unused={field === undefined || undefined}>
                <th scope="row">{name}</th>
                <td>
                  <Samples cells={analysis.sample.map((cells) => cells[column] ?? '')} />
                </td>
                <td>
                  <Select
                    aria-label={t('mapping.asOf', { column: name })}
                    size="xs"
                    searchable
                    data={data}
                    value={field ?? NONE}
                    onChange={(value) => choose(column, value)}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Paper>
  )
}

const SAMPLES = 3

/** Some different values of a column: what tells it best. */
function Samples({ cells }: { cells: readonly string[] }) {
  const { t } = useTranslation('imports')
  const values = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))].slice(0, SAMPLES)
  if (values.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('mapping.empty')}
      </Text>
    )
  }
  return (
    <span className={styles['samples']}>
      {values.map((value) => (
        <span key={value} className={styles['sampleValue']}>
          {value}
        </span>
      ))}
    </span>
  )
}
