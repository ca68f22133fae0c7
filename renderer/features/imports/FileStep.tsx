import { Loader, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IMPORT_MAX_BYTES, type ImportResult } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { orpc } from '../../rpc/query.ts'
import { ImportError } from './ImportError.tsx'
import styles from './imports.module.css'
import type { ImportState } from './useImport.ts'

const ACCEPTED = '.csv,.txt,.tsv,.xlsx,text/csv'

/** Choosing the file: drop it anywhere on the field, or press Enter. */
export function FileStep({ state }: { state: ImportState }) {
  const { analyze } = state
  return (
    <div className={styles['fileStep']}>
      {state.error !== null && <ImportError error={state.error} />}
      <DropField
        reading={analyze.isPending ? (analyze.variables?.name ?? '') : null}
        onFile={(file) => analyze.mutate(file)}
      />
      <History />
    </div>
  )
}

function DropField({ reading, onFile }: { reading: string | null; onFile: (file: File) => void }) {
  const { t } = useTranslation('imports')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const help = useId()
  const busy = reading !== null
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && !busy) onFile(file)
  }
  const choose = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
    // The same file can be chosen again after it was mended.
    if (input.current) input.current.value = ''
  }
  return (
    <div
      className={styles['drop']}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        className={styles['dropButton']}
        autoFocus
        disabled={busy}
        aria-describedby={help}
        onClick={() => input.current?.click()}
      >
        <span className={styles['dropIcon']} aria-hidden>
          {busy ? <Loader size={28} /> : <IconFileSpreadsheet size={30} stroke={1.5} />}
        </span>
        <span className={styles['dropTitle']} aria-live="polite">
          {busy ? t('file.reading', { name: reading }) : over ? t('file.dropNow') : t('file.drop')}
        </span>
        <span className={styles['dropText']} id={help}>
          {t('file.formats', { mb: IMPORT_MAX_BYTES / 1024 / 1024 })}
        </span>
      </button>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        aria-label={t('file.choose')}
        onChange={(event) => choose(event.currentTarget.files)}
      />
      <Text size="sm" c="dimmed" ta="center">
        {t('file.promise')}
      </Text>
    </div>
  )
}

function History() {
  const { t } = useTranslation('imports')
  const history = useQuery(orpc.imports.history.queryOptions())
  if (history.data === undefined) return null
  return (
    <Stack gap="xs">
      <Title order={2}>{t('file.history')}</Title>
      {history.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('file.noHistory')}
        </Text>
      ) : (
        <Paper>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('history.file')}</Table.Th>
                <Table.Th>{t('history.date')}</Table.Th>
                <Table.Th>{t('history.who')}</Table.Th>
                {FATES.map((fate) => (
                  <Table.Th key={fate} ta="right">
                    {t(`history.${fate}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {history.data.map((result) => (
                <HistoryRow key={result.importId} result={result} />
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
    </Stack>
  )
}

const FATES = ['create', 'update', 'skip', 'error'] as const

function HistoryRow({ result }: { result: ImportResult }) {
  const number = useNumber()
  return (
    <Table.Tr>
      <Table.Td>{result.fileName}</Table.Td>
      <Table.Td>
        <InstantText at={result.fecha} />
      </Table.Td>
      <Table.Td>{result.usuario}</Table.Td>
      {FATES.map((fate) => (
        <Table.Td key={fate} ta="right" className="tabular">
          {number(result.fates[fate])}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}
