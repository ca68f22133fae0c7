import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  IMPORT_FATES,
  type ImportFate,
  type ImportIssueCode,
  type ImportPreview,
  type ImportRow,
} from '../../../contract/procedures/imports.ts'
import { CountTiles } from '../../components/CountTiles.tsx'
import { KeysetTable } from '../../components/KeysetTable.tsx'
import { NothingLeft } from '../../components/NothingLeft.tsx'
import { orpc } from '../../rpc/query.ts'
import { FATE_LOOKS } from './fates.tsx'
import styles from './imports.module.css'
import { IssueFilter } from './IssueFilter.tsx'
import { RowDrawer } from './RowDrawer.tsx'
import { useRowColumns } from './rowColumns.tsx'

/** Rows asked for at once. */
const PAGE = 200

interface Filter {
  fate?: ImportFate
  issue?: ImportIssueCode
}

/** Every row of the file with its fate; counts by fate and by what was found are filters. */
export function RowsPanel({ preview, busy }: { preview: ImportPreview; busy: boolean }) {
  const { t } = useTranslation('imports')
  const [filter, setFilter] = useState<Filter>({})
  const [opened, setOpened] = useState<ImportRow | null>(null)
  const rows = useRows(preview.importId, filter)
  return (
    <div className={styles['rowsPanel']} aria-busy={busy}>
      <div className={styles['rowsMain']}>
        <FateFilter
          fates={preview.fates}
          chosen={filter.fate ?? null}
          onChoose={(fate) => setFilter(fate ? { fate } : {})}
        />
        <KeysetTable
          columns={useRowColumns()}
          query={rows}
          rowKey={({ line }) => String(line)}
          onOpen={setOpened}
          selectedKey={opened ? String(opened.line) : null}
          label={t('review.rows')}
          place={{ list: 'importacion', view: JSON.stringify([preview.importId, filter]) }}
          empty={<NothingLeft title={t('review.none')} clearLabel={t('review.clear')} onClear={() => setFilter({})} />}
        />
      </div>
      <IssueFilter
        issues={preview.issues}
        chosen={filter.issue ?? null}
        onChoose={(issue) => setFilter(issue ? { issue } : {})}
      />
      {opened && <RowDrawer row={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}

const useRows = (importId: string, filter: Filter) =>
  useInfiniteQuery(
    orpc.imports.rows.infiniteOptions({
      input: (offset: number) => ({ importId, ...filter, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const read = pages.length * PAGE
        return read < last.total ? read : undefined
      },
      select: (data) => ({
        ...data,
        pages: data.pages.map(({ rows, total }) => ({ items: rows, nextCursor: null, total })),
      }),
      placeholderData: keepPreviousData,
      // It changes only with another preview, which drops it.
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )

interface FateFilterProps {
  fates: ImportPreview['fates']
  chosen: ImportFate | null
  onChoose: (fate: ImportFate | null) => void
}

function FateFilter({ fates, chosen, onChoose }: FateFilterProps) {
  const { t } = useTranslation('imports')
  const all = IMPORT_FATES.reduce((sum, fate) => sum + fates[fate], 0)
  return (
    <CountTiles
      label={t('review.fates')}
      tiles={[
        { key: 'todas', label: t('review.all'), count: all, chosen: chosen === null, onChoose: () => onChoose(null) },
        ...IMPORT_FATES.map((fate) => ({
          key: fate,
          label: t(`fates.${fate}`),
          count: fates[fate],
          look: FATE_LOOKS[fate],
          chosen: chosen === fate,
          onChoose: () => onChoose(chosen === fate ? null : fate),
        })),
      ]}
    />
  )
}
