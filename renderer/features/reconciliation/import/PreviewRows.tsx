import { Text } from '@mantine/core'
import {
  type Icon,
  IconArrowDownLeft,
  IconArrowUpRight,
  IconCircleX,
  IconCopy,
  IconFileOff,
  IconHistory,
  IconReceiptTax,
} from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  DESTINOS_LINEA,
  type DestinoLinea,
  type ExtractoFila,
  type ExtractoPreview,
} from '../../../../contract/index.ts'
import { CountTiles } from '../../../components/CountTiles.tsx'
import { DateText } from '../../../components/DateText.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from '../reconciliation.module.css'

const LOOKS: Readonly<Record<DestinoLinea, readonly [icon: Icon, color: string]>> = {
  credito: [IconArrowDownLeft, 'green'],
  debito: [IconArrowUpRight, 'gray'],
  comision: [IconReceiptTax, 'gray'],
  repetida: [IconCopy, 'orange'],
  conocida: [IconHistory, 'blue'],
  omitida: [IconFileOff, 'gray'],
  error: [IconCircleX, 'red'],
}

const PAGE = 200

/** Every row of the file and what becomes of it, before anything is written. */
export function PreviewRows({ preview }: { preview: ExtractoPreview }) {
  const { t } = useTranslation('conciliacion')
  const [destino, setDestino] = useState<DestinoLinea | null>(null)
  const { preparadoId, destinos, creditos, debitos } = preview
  const total = Object.values(destinos).reduce((sum, n) => sum + n, 0)
  const query = useInfiniteQuery({
    ...orpc.conciliacion.filas.infiniteOptions({
      input: (offset: number) => ({ preparadoId, offset, limit: PAGE, ...(destino === null ? {} : { destino }) }),
      initialPageParam: 0,
      getNextPageParam: (last: { filas: ExtractoFila[]; total: number }, pages) => {
        const read = pages.reduce((sum, page) => sum + page.filas.length, 0)
        return read < last.total ? read : undefined
      },
      placeholderData: keepPreviousData,
    }),
    select: ({ pages, pageParams }) => ({
      pageParams,
      pages: pages.map(({ filas, total: all }) => ({ items: filas, nextCursor: null, total: all })),
    }),
  })
  return (
    <>
      <div className={styles['tiles']}>
        <CountTiles
          label={t('read.rows')}
          tiles={[
            {
              key: 'all',
              label: t('read.all'),
              count: total,
              chosen: destino === null,
              onChoose: () => setDestino(null),
            },
            ...DESTINOS_LINEA.filter((each) => destinos[each] > 0 || each === 'credito' || each === destino).map(
              (each) => ({
                key: each,
                label: t(`destino.${each}`),
                count: destinos[each],
                look: LOOKS[each],
                chosen: destino === each,
                onChoose: () => setDestino(destino === each ? null : each),
              }),
            ),
          ]}
        />
        <Text size="sm" className={styles['totals'] ?? ''}>
          {t('read.total')} <Money amount={creditos} strong />
          <br />
          {t('read.totalOut')} <Money amount={debitos} />
        </Text>
      </div>
      <KeysetTable
        columns={useColumns()}
        query={query}
        rowKey={({ fila }) => String(fila)}
        onOpen={() => undefined}
        canOpen={() => false}
        label={t('read.rows')}
        place={{ list: 'extracto-filas', view: `${preparadoId} ${destino ?? ''}` }}
        empty={null}
      />
    </>
  )
}

function useColumns(): KeysetColumn<ExtractoFila>[] {
  const { t } = useTranslation('conciliacion')
  return [
    { key: 'fila', header: t('read.row'), width: '4.5rem', align: 'right', render: ({ fila }) => fila },
    {
      key: 'destino',
      header: t('read.fate'),
      width: '8.5rem',
      render: ({ destino }) => {
        const [FateIcon, color] = LOOKS[destino]
        return (
          <span className={styles['fate']}>
            <FateIcon size={15} color={`var(--mantine-color-${color}-text)`} aria-hidden />
            {t(`destino.${destino}`)}
          </span>
        )
      },
    },
    {
      key: 'fecha',
      header: t('read.fecha'),
      width: '7rem',
      render: ({ fecha, destino }) => (fecha !== null && destino !== 'omitida' ? <DateText fecha={fecha} /> : null),
    },
    {
      key: 'concepto',
      header: t('read.concepto'),
      width: 'minmax(12rem, 2fr)',
      render: ({ concepto, texto, destino }) =>
        destino === 'omitida' ? <span className={styles['aside']}>{texto}</span> : concepto,
    },
    { key: 'operacion', header: t('read.operacion'), width: '9rem', render: ({ operacion }) => operacion },
    {
      key: 'monto',
      header: t('hand.amount'),
      width: '9rem',
      align: 'right',
      render: ({ monto, destino }) => (monto !== null && destino !== 'omitida' ? <Money amount={monto} /> : null),
    },
    {
      key: 'avisos',
      header: t('read.reason'),
      width: 'minmax(10rem, 1.5fr)',
      render: ({ avisos }) =>
        avisos.map(({ codigo, columna, valor }) => t(`aviso.${codigo}`, { columna, valor })).join(' · '),
    },
  ]
}
