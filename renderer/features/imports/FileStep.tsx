import { Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { IMPORT_MAX_BYTES, type ImportResult } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { DropFile } from '../../components/DropFile.tsx'
import { orpc } from '../../rpc/query.ts'
import { ImportError } from './ImportError.tsx'
import styles from './imports.module.css'
import type { ImportState } from './useImport.ts'

const ACCEPTED = '.csv,.txt,.tsv,.xlsx,text/csv'

/** Choosing the file: drop it anywhere on the field, or press Enter. */
export function FileStep({ state }: { state: ImportState }) {
  const { t } = useTranslation('imports')
  const { analyze } = state
  return (
    <div className={styles['fileStep']}>
      {state.error !== null && <ImportError error={state.error} />}
      <DropFile
        label={t('file.drop')}
        overLabel={t('file.dropNow')}
        reading={analyze.isPending ? t('file.reading', { name: analyze.variables?.name ?? '' }) : null}
        help={t('file.formats', { mb: IMPORT_MAX_BYTES / 1024 / 1024 })}
        accept={ACCEPTED}
        onFile={(file) => analyze.mutate(file)}
      />
      <Text size="sm" c="dimmed" ta="center">
        {t('file.promise')}
      </Text>
      <History />
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
