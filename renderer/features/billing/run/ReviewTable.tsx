import { ActionIcon, Text } from '@mantine/core'
import { IconArrowBackUp, IconBan } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { VistaFila } from '../../../../contract/procedures/corridas.ts'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { NothingLeft } from '../../../components/NothingLeft.tsx'
import type { Excluded } from './adjust.ts'
import { AvisoBadge, bySeverity, TipoBadge } from './looks.tsx'
import styles from './run.module.css'
import type { useVistaRows } from './useRuns.ts'
import { useReason } from './useReason.ts'

interface Props {
  rows: ReturnType<typeof useVistaRows>
  /** Which preview, filtered how. */
  view: string
  excluded: Excluded
  selected: VistaFila | null
  onOpen: (fila: VistaFila) => void
  onToggle: (fila: VistaFila) => void
  onClear: () => void
}

/** A row has no name of its own when there is nothing to exclude. */
export const rowKeyOf = (fila: VistaFila): string =>
  fila.clave === '' ? `${fila.clienteId} ${fila.servicios.map(({ id }) => id).join(' ')} ${fila.motivo}` : fila.clave

export function ReviewTable({ rows, view, excluded, selected, onOpen, onToggle, onClear }: Props) {
  const { t } = useTranslation('corridas')
  const columns = useRowColumns(excluded, onToggle)
  return (
    <KeysetTable
      columns={columns}
      query={rows}
      rowKey={rowKeyOf}
      onOpen={onOpen}
      selectedKey={selected ? rowKeyOf(selected) : null}
      label={t('review.rows')}
      place={{ list: 'vista', view }}
      takeFocus
      empty={<NothingLeft title={t('review.none')} clearLabel={t('review.clear')} onClear={onClear} />}
    />
  )
}

/** Made anew only when something was left out or taken in: rows that did not change are not drawn again. */
function useRowColumns(excluded: Excluded, onToggle: (fila: VistaFila) => void): readonly KeysetColumn<VistaFila>[] {
  const { t } = useTranslation('corridas')
  const reason = useReason()
  const latest = useRef(onToggle)
  useEffect(() => {
    latest.current = onToggle
  })
  const toggle = useCallback((fila: VistaFila) => latest.current(fila), [])
  return useMemo(
    () => [
      {
        key: 'cliente',
        header: t('column.client'),
        width: 'minmax(12rem, 1.7fr)',
        render: ({ clienteNombre, clienteCodigo }) => (
          <ClienteName nombre={clienteNombre} codigo={clienteCodigo} strong />
        ),
      },
      {
        key: 'tipo',
        header: t('column.kind'),
        width: '8.75rem',
        render: (fila) => (fila.clave !== '' && fila.clave in excluded ? <LeftOut /> : <TipoBadge tipo={fila.tipo} />),
      },
      { key: 'detalle', header: t('column.why'), width: 'minmax(12rem, 2.3fr)', render: reason },
      {
        key: 'avisos',
        header: t('column.warnings'),
        width: 'minmax(11.25rem, 0.8fr)',
        render: (fila) => <Warnings fila={fila} />,
      },
      {
        key: 'total',
        header: t('column.total'),
        width: '8rem',
        align: 'right',
        render: (fila) => (fila.tipo === 'excluido' ? '' : <Total fila={fila} out={fila.clave in excluded} />),
      },
      {
        key: 'accion',
        header: t('column.exclude'),
        width: '4.75rem',
        render: (fila) =>
          fila.clave === '' ? '' : <ToggleRow fila={fila} out={fila.clave in excluded} onToggle={toggle} />,
      },
    ],
    [t, reason, excluded, toggle],
  )
}

function LeftOut() {
  const { t } = useTranslation('corridas')
  return (
    <span className={styles['leftOut']}>
      <IconBan size={14} aria-hidden /> {t('review.leftOut')}
    </span>
  )
}

function Total({ fila: { total }, out }: { fila: VistaFila; out: boolean }) {
  if (out)
    return (
      <s className={styles['dimmed']}>
        <Money amount={total} />
      </s>
    )
  if (total === 0) return <span className={styles['dimmed']}>—</span>
  return <Money amount={total} strong tone={total < 0 ? 'credit' : undefined} />
}

/** The gravest, and how many more. */
function Warnings({ fila }: { fila: VistaFila }) {
  const { t } = useTranslation('corridas')
  const [first] = bySeverity(fila.avisos)
  if (first === undefined) return null
  const more = fila.avisos.length - 1
  return (
    <span className={styles['warnings']}>
      <AvisoBadge aviso={first} />
      {more > 0 && (
        <Text span size="xs" c="dimmed">
          {t('review.more', { count: more, n: more })}
        </Text>
      )}
    </span>
  )
}

interface ToggleProps {
  fila: VistaFila
  out: boolean
  onToggle: (fila: VistaFila) => void
}

/** For the mouse; with the keyboard a row is opened first. */
function ToggleRow({ fila, out, onToggle }: ToggleProps) {
  const { t } = useTranslation('corridas')
  const label = t(out ? 'review.includeOf' : 'review.excludeOf', { nombre: fila.clienteNombre })
  return (
    <ActionIcon
      size="sm"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation()
        onToggle(fila)
      }}
    >
      {out ? <IconArrowBackUp size={16} aria-hidden /> : <IconBan size={16} aria-hidden />}
    </ActionIcon>
  )
}
