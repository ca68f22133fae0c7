import { Loader, Skeleton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react'
import { useMergedRef } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Page } from '../../contract/schemas.ts'
import { useNumber } from '../app/session.tsx'
import { ErrorNote } from './ErrorNote.tsx'
import { nextActive } from './gridKeys.ts'
import { Keys } from './KeyButton.tsx'
import { KeysetRow } from './KeysetRow.tsx'
import { useGridPlace } from './useGridPlace.ts'
import styles from './KeysetTable.module.css'

export interface KeysetColumn<T, Sort extends string = string> {
  /** Also the name of the sort when `sortable`. */
  key: Sort | (string & {})
  header: string
  /** A CSS grid track: `8rem`, `minmax(12rem, 2fr)`; an equal share when left out. */
  width?: string
  align?: 'left' | 'right'
  sortable?: boolean
  /** Sorting by this column begins with the largest. */
  largestFirst?: boolean
  render: (row: T) => ReactNode
}

export interface KeysetSort<Sort extends string = string> {
  key: Sort
  descending: boolean
}

interface Props<T, Sort extends string> {
  columns: readonly KeysetColumn<T, Sort>[]
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>, Error>
  rowKey: (row: T) => string
  /** A click on the row, or Enter. */
  onOpen: (row: T) => void
  /** Whether a row has something to open; every row when left out. */
  canOpen?: (row: T) => boolean
  /** What Enter does, where it does not open the row. */
  enterLabel?: string
  selectedKey?: string | null | undefined
  sort?: KeysetSort<Sort>
  onSort?: (sort: KeysetSort<Sort>) => void
  /** Shown in place of the rows when there are none. */
  empty: ReactNode
  /** What the rows are: the grid's accessible name. */
  label: string
  /** Which list it is and how it is filtered: another one starts at its top, the same one where it was left. */
  place?: { list: string; view: string }
  /** The grid takes the focus when its rows come and the focus is nowhere else. */
  takeFocus?: boolean
  /** Begins at its last row: for what is written in the order of time. */
  startAtEnd?: boolean
  /** Below the rows, in their columns' place: totals. */
  footer?: ReactNode
  ref?: Ref<HTMLDivElement>
}

const ROW_HEIGHT = 38
/** Rows left below the screen when the next page is asked for. */
const AHEAD = 40
/** The longest that systems let pass between the two clicks of a double click. */
const DOUBLE_CLICK_MS = 500

/** A list of any length, read a page at a time as it is scrolled; arrow keys, Home, End, PageUp, PageDown and Enter. */
export function KeysetTable<T, Sort extends string = string>(props: Props<T, Sort>) {
  const { columns, query, rowKey, onOpen, selectedKey, sort, onSort, empty, label } = props
  const canOpen = props.canOpen ?? (() => true)
  const { t } = useTranslation()
  const number = useNumber()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? null
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query

  const place = useGridPlace(props.place, scroller)
  const { active, setActive } = place
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollPaddingStart: ROW_HEIGHT,
    initialOffset: place.offset,
  })
  const shown = virtualizer.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - AHEAD) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length])

  const tracks = columns.map((column) => column.width ?? 'minmax(6rem, 1fr)').join(' ')
  const current = Math.min(active, Math.max(0, rows.length - 1))
  const currentRow = rows[current]

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' && currentRow !== undefined) {
      event.preventDefault()
      setActive(current)
      return canOpen(currentRow) ? onOpen(currentRow) : undefined
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    const next = nextActive(event.key, current, rows.length, page)
    if (next === null) return
    event.preventDefault()
    setActive(next)
    virtualizer.scrollToIndex(next)
  }

  const click = (index: number, event: MouseEvent) => {
    const row = rows[index]
    setActive(index)
    // Text that was selected to be copied, and not a click.
    if (row === undefined || window.getSelection()?.isCollapsed === false) return
    if (!canOpen(row)) return
    if (event.detail > 0) swallowSecondClick()
    onOpen(row)
  }
  const latestClick = useRef(click)
  useEffect(() => {
    latestClick.current = click
  })
  const onRowClick = useCallback((index: number, event: MouseEvent) => latestClick.current(index, event), [])
  const grid = useMergedRef(scroller, props.ref)
  const hasRows = rows.length > 0
  useEffect(() => {
    if (props.takeFocus && hasRows && document.activeElement === document.body) scroller.current?.focus()
  }, [props.takeFocus, hasRows])
  const scrolledToEnd = useRef(false)
  useEffect(() => {
    if (!props.startAtEnd || scrolledToEnd.current || rows.length === 0 || hasNextPage) return
    scrolledToEnd.current = true
    setActive(rows.length - 1)
    virtualizer.scrollToIndex(rows.length - 1)
  })

  if (query.isPending) return <FirstLoad label={label} />
  if (query.isError && query.data === undefined) {
    return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  }
  return (
    <div className={styles['frame']}>
      {rows.length === 0 ? (
        empty
      ) : (
        <div
          ref={grid}
          className={styles['grid']}
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-rowcount={total === null ? -1 : total + 1}
          aria-colcount={columns.length}
          aria-busy={query.isFetching}
          aria-activedescendant={shown.some(({ index }) => index === current) ? `${id}-${current}` : undefined}
          onKeyDown={onKeyDown}
        >
          <div className={styles['head']} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </div>
          <div className={styles['body']} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
            {shown.map((item) => {
              const row = rows[item.index]
              if (row === undefined) return null
              const key = rowKey(row)
              return (
                <KeysetRow
                  key={key}
                  row={row}
                  index={item.index}
                  id={`${id}-${item.index}`}
                  columns={columns}
                  tracks={tracks}
                  start={item.start}
                  height={ROW_HEIGHT}
                  active={item.index === current}
                  selected={key === selectedKey}
                  fixed={!canOpen(row)}
                  onClick={onRowClick}
                />
              )
            })}
          </div>
        </div>
      )}
      {rows.length > 0 && props.footer}
      {rows.length > 0 && (
        <div className={styles['foot']}>
          <span>
            {total === null
              ? t('table.loaded', { shown: number(rows.length) })
              : t('table.total', { total: number(total) })}
          </span>
          {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
          {query.isFetching && <Loader size={12} role="img" aria-label={t('table.refreshing')} />}
          {currentRow !== undefined && canOpen(currentRow) && (
            <span className={styles['hint']}>
              <Keys combo="Enter" /> {props.enterLabel ?? t('keys.open')}
            </span>
          )}
        </div>
      )}
    </div>
  )
}

/** A person who clicks twice opens once: the second click must not fall on what has just opened. */
function swallowSecondClick(): void {
  const swallow = (event: Event) => {
    if (!(event instanceof PointerEvent) || event.detail < 2) return
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, true)
  setTimeout(() => window.removeEventListener('click', swallow, true), DOUBLE_CLICK_MS)
}

function HeadCell<T, Sort extends string>(props: {
  column: KeysetColumn<T, Sort>
  sort: KeysetSort<Sort> | undefined
  onSort: ((sort: KeysetSort<Sort>) => void) | undefined
}) {
  const { column, sort, onSort } = props
  const sorted = sort?.key === column.key
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      className={styles['headCell']}
      data-align={column.align}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          className={styles['sort']}
          data-sorted={sorted || undefined}
          onClick={() =>
            onSort({
              key: column.key as Sort,
              descending: sorted ? !sort.descending : (column.largestFirst ?? false),
            })
          }
        >
          {column.header}
          {sorted && <Arrow size={13} aria-hidden />}
        </button>
      ) : (
        column.header
      )}
    </div>
  )
}

function FirstLoad({ label }: { label: string }) {
  return (
    <div className={styles['frame']} aria-busy role="status" aria-label={label}>
      <div className={styles['skeleton']}>
        {['100%', '92%', '97%', '88%', '95%', '90%', '98%', '85%', '93%', '89%'].map((width) => (
          <Skeleton key={width} height={14} width={width} />
        ))}
      </div>
    </div>
  )
}
