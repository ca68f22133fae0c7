import { memo, type MouseEvent, type ReactNode } from 'react'
import type { KeysetColumn } from './KeysetTable.tsx'
import styles from './KeysetTable.module.css'

interface Props<T> {
  row: T
  /** Position in the list, from 0. */
  index: number
  id: string
  columns: readonly KeysetColumn<T>[]
  /** The columns' widths, as CSS grid tracks. */
  tracks: string
  /** Pixels from the top of the list, and of its own height. */
  start: number
  height: number
  active: boolean
  selected: boolean
  /** Has nothing to open. */
  fixed: boolean
  onClick: (index: number, event: MouseEvent) => void
}

function Row<T>({ row, index, id, columns, tracks, start, height, active, selected, fixed, onClick }: Props<T>) {
  return (
    // Keys are handled by the grid, which keeps the focus.
    <div
      id={id}
      className={styles['row']}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-selected={selected || undefined}
      data-active={active || undefined}
      data-static={fixed || undefined}
      style={{ gridTemplateColumns: tracks, height, transform: `translateY(${start}px)` }}
      onClick={(event) => onClick(index, event)}
    >
      {columns.map((column) => (
        <Cell key={column.key} align={column.align} content={column.render(row)} />
      ))}
    </div>
  )
}

/** A row of the list; while the list scrolls, only the rows that come into sight are drawn. */
export const KeysetRow = memo(Row) as typeof Row

/** Text that does not fit is whole under the mouse. */
function showWhole({ currentTarget: cell }: MouseEvent<HTMLElement>) {
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent
  else cell.removeAttribute('title')
}

function Cell({ align, content }: { align: 'left' | 'right' | undefined; content: ReactNode }) {
  return (
    <div role="gridcell" className={styles['cell']} data-align={align} onMouseEnter={showWhole}>
      {content}
    </div>
  )
}
