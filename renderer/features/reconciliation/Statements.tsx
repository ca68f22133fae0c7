import { IconFileText } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ExtractoRow } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { useNumber } from '../../app/session.tsx'
import { DateText, InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { orpc } from '../../rpc/query.ts'

const PAGE = 100

/** Statements that were read in, newest first. */
export function Statements() {
  const { t } = useTranslation('conciliacion')
  const query = useInfiniteQuery(
    orpc.conciliacion.extractos.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<ExtractoRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <KeysetTable
      columns={useColumns()}
      query={query}
      rowKey={({ id }) => id}
      onOpen={() => undefined}
      canOpen={() => false}
      label={t('files.label')}
      place={{ list: 'extractos', view: '' }}
      takeFocus
      empty={<EmptyState icon={<IconFileText />} title={t('empty.extractos')} text={t('empty.text')} />}
    />
  )
}

function useColumns(): KeysetColumn<ExtractoRow>[] {
  const { t } = useTranslation('conciliacion')
  const number = useNumber()
  return [
    {
      key: 'creadoEn',
      header: t('files.when'),
      width: '12rem',
      render: ({ creadoEn }) => <InstantText at={creadoEn} />,
    },
    { key: 'cuenta', header: t('files.account'), width: 'minmax(8rem, 1fr)', render: ({ cuenta }) => cuenta },
    { key: 'archivo', header: t('files.file'), width: 'minmax(10rem, 2fr)', render: ({ archivo }) => archivo },
    {
      key: 'dias',
      header: t('files.days'),
      width: '13rem',
      render: ({ desde, hasta }) =>
        desde !== null && hasta !== null ? (
          <>
            <DateText fecha={desde} /> – <DateText fecha={hasta} />
          </>
        ) : null,
    },
    { key: 'lineas', header: t('files.lines'), width: '6rem', align: 'right', render: ({ lineas }) => number(lineas) },
    {
      key: 'abiertas',
      header: t('files.open'),
      width: '6rem',
      align: 'right',
      render: ({ abiertas }) => number(abiertas),
    },
    { key: 'usuario', header: t('files.who'), width: 'minmax(8rem, 1fr)', render: ({ usuario }) => usuario },
  ]
}
