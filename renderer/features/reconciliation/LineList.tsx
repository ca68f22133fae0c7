import { useVirtualizer } from '@tanstack/react-virtual'
import { useMergedRef } from '@mantine/hooks'
import { type KeyboardEvent, type Ref, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExtractoLineaRow } from '../../../contract/index.ts'
import { ClienteName } from '../../components/ClienteName.tsx'
import { DateText } from '../../components/DateText.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { nextActive } from '../../components/gridKeys.ts'
import { Money } from '../../components/Money.tsx'
import styles from './reconciliation.module.css'
import { Score } from './Score.tsx'
import { reasonsInOrder, useReason } from './words.ts'

const ROW_HEIGHT = 58
/** Rows left below the screen when the next page is asked for. */
const AHEAD = 30

interface Props {
  rows: readonly ExtractoLineaRow[]
  umbral: number
  active: number
  onActive: (index: number) => void
  /** Enter on a row. */
  onEnter: (row: ExtractoLineaRow) => void
  /** Reads the next page; null when there is none, or it comes. */
  more: (() => void) | null
  ref?: Ref<HTMLDivElement>
}

/** Lines with their best proposal, drawn as they are scrolled; arrows choose, Enter accepts. */
export function LineList({ rows, umbral, active, onActive, onEnter, more, ref }: Props) {
  const { t } = useTranslation('conciliacion')
  const id = useId()
  const own = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => own.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  })
  const shown = virtualizer.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= rows.length - AHEAD) more()
  }, [more, last, rows.length])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[active]
    if (event.key === 'Enter' && row) {
      event.preventDefault()
      if (!event.repeat) onEnter(row)
      return
    }
    const page = Math.max(1, Math.floor((own.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1)
    const next = nextActive(event.key, active, rows.length, page)
    if (next === null) return
    event.preventDefault()
    onActive(next)
    virtualizer.scrollToIndex(next)
  }
  return (
    <div
      ref={useMergedRef(own, ref)}
      className={styles['list']}
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-activedescendant={shown.some(({ index }) => index === active) ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={styles['rows']} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <div
              key={row.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={styles['row']}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              onClick={() => {
                onActive(index)
                own.current?.focus()
              }}
            >
              <Line row={row} umbral={umbral} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Line({ row, umbral }: { row: ExtractoLineaRow; umbral: number }) {
  const { propuesta, concepto, operacion, monto, conciliado, estado, fecha, nota } = row
  const isOpen = estado === 'pendiente' || estado === 'parcial'
  return (
    <>
      <span className={styles['day']}>
        <DateText fecha={fecha} />
      </span>
      <span className={styles['what']}>
        <span className={styles['cut']} title={concepto}>
          {concepto || '—'}
        </span>
        <span className={styles['aside']}>{operacion || '—'}</span>
      </span>
      {isOpen ? (
        <Best propuesta={propuesta} umbral={umbral} />
      ) : (
        <span className={styles['whose']}>
          <span className={styles['cut']}>{nota}</span>
        </span>
      )}
      <span className={styles['state']}>{estado !== 'pendiente' && <EstadoBadge tipo="linea" estado={estado} />}</span>
      <span className={styles['amount']}>
        <Money amount={isOpen ? monto - conciliado : monto} strong />
      </span>
    </>
  )
}

function Best({ propuesta, umbral }: Pick<ExtractoLineaRow, 'propuesta'> & { umbral: number }) {
  const { t } = useTranslation('conciliacion')
  const reason = useReason()
  if (!propuesta)
    return (
      <span className={styles['whose']}>
        <span className={styles['aside']}>{t('list.none')}</span>
      </span>
    )
  const reasons = reasonsInOrder(propuesta.motivos).map(reason).join(' · ')
  return (
    <span className={styles['best']}>
      <Score puntaje={propuesta.puntaje} umbral={umbral} />
      <span className={styles['whose']}>
        <ClienteName nombre={propuesta.clienteNombre} codigo={propuesta.clienteCodigo} strong />
        <span className={styles['aside']} title={reasons}>
          {reasons}
        </span>
      </span>
    </span>
  )
}
