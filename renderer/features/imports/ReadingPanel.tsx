import { Paper, ScrollArea, Select, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import {
  IMPORT_DATE_FORMATS,
  IMPORT_DELIMITERS,
  IMPORT_ENCODINGS,
  type ImportAnalysis,
  type ImportDelimiter,
} from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { headerName, useHeaderName } from './headers.ts'
import styles from './imports.module.css'
import type { ReadingChoice } from './useImport.ts'

const DELIMITER_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab' } as const satisfies Record<
  ImportDelimiter,
  string
>
const DECIMALS = [',', '.'] as const
const DECIMAL_NAMES = { ',': 'comma', '.': 'point' } as const

interface Props {
  analysis: ImportAnalysis
  /** What the person has set by hand so far. */
  choice: ReadingChoice
  busy: boolean
  onChoice: (choice: ReadingChoice) => void
}

/** How the file was understood, each answer with where it comes from, and what that looks like. */
export function ReadingPanel({ analysis, choice, busy, onChoice }: Props) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const { reading, detected, sheets } = analysis
  const csv = reading.format === 'csv'
  const origin = (name: keyof ReadingChoice, certain: boolean) => {
    if (choice[name] !== undefined) return t('reading.chosen')
    return certain ? t('reading.detected') : t('reading.assumed')
  }
  const set = (patch: ReadingChoice) => onChoice({ ...choice, ...patch })
  return (
    <Paper p="md" className={styles['panel']}>
      <div className={styles['panelHead']}>
        <Title order={2}>{t('reading.title')}</Title>
        <Text size="sm" c="dimmed" className="tabular">
          {analysis.fileName} · {t('reading.rows', { count: analysis.rows, n: number(analysis.rows) })}
        </Text>
      </div>
      <div className={styles['readings']}>
        {csv && (
          <Select
            label={t('reading.encoding')}
            description={`${origin('encoding', detected.encoding)}${detected.bom && choice.encoding === undefined ? ` · ${t('reading.bom')}` : ''}`}
            data={IMPORT_ENCODINGS.map((value) => ({ value, label: t(`reading.encodings.${value}`) }))}
            value={reading.encoding}
            disabled={busy}
            onChange={(value) => {
              const encoding = IMPORT_ENCODINGS.find((known) => known === value)
              if (encoding) set({ encoding })
            }}
          />
        )}
        {csv && (
          <Select
            label={t('reading.delimiter')}
            description={origin('delimiter', detected.delimiter)}
            data={IMPORT_DELIMITERS.map((value) => ({
              value,
              label: t(`reading.delimiters.${DELIMITER_NAMES[value]}`),
            }))}
            value={reading.delimiter}
            disabled={busy}
            onChange={(value) => {
              const delimiter = IMPORT_DELIMITERS.find((known) => known === value)
              if (delimiter) set({ delimiter })
            }}
          />
        )}
        {sheets.length > 0 && (
          <Select
            label={t('reading.sheet')}
            description={origin('sheet', true)}
            data={sheets}
            value={reading.sheet}
            disabled={busy}
            onChange={(sheet) => {
              if (sheet) set({ sheet })
            }}
          />
        )}
        <Select
          label={t('reading.decimal')}
          description={origin('decimal', detected.decimal)}
          data={DECIMALS.map((value) => ({ value, label: t(`reading.decimals.${DECIMAL_NAMES[value]}`) }))}
          value={reading.decimal}
          disabled={busy}
          onChange={(value) => {
            const decimal = DECIMALS.find((known) => known === value)
            if (decimal) set({ decimal })
          }}
        />
        <Select
          label={t('reading.dateFormat')}
          description={origin('dateFormat', detected.dateFormat)}
          data={IMPORT_DATE_FORMATS.map((value) => ({ value, label: t(`reading.dateFormats.${value}`) }))}
          value={reading.dateFormat}
          disabled={busy}
          onChange={(value) => {
            const dateFormat = IMPORT_DATE_FORMATS.find((known) => known === value)
            if (dateFormat) set({ dateFormat })
          }}
        />
      </div>
      <Sample analysis={analysis} busy={busy} />
    </Paper>
  )
}

const SHOWN = 5

function Sample({ analysis, busy }: { analysis: ImportAnalysis; busy: boolean }) {
  const { t } = useTranslation('imports')
  const nameOf = useHeaderName()
  const rows = analysis.sample.slice(0, SHOWN).map((cells, at) => ({ at, cells }))
  return (
    <ScrollArea
      type="auto"
      offsetScrollbars="x"
      className={styles['sample'] ?? ''}
      aria-busy={busy}
      data-busy={busy || undefined}
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('reading.sample') }}
    >
      <table>
        <thead>
          <tr>
            {analysis.headers.map((header, column) => (
              <th key={headerName(header, column)} scope="col">
                {nameOf(header, column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, cells }) => (
            <tr key={at}>
              {analysis.headers.map((header, column) => (
                <td key={headerName(header, column)}>{cells[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
