import { Anchor, Button, Loader, Skeleton, Table } from '@mantine/core'
import { IconListSearch, IconRefresh } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServicioDeFila } from '../../../../contract/procedures/dispositivo-vivo.ts'
import { useNumber } from '../../../app/session.tsx'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { Age } from '../../../components/Age.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { FilterBox } from '../../../components/FilterBox.tsx'
import { ScrollTable } from '../../../components/ScrollRegion.tsx'
import { DeviceError } from '../DeviceFailure.tsx'
import styles from './device.module.css'

export interface ReadColumn<Fila> {
  key: string
  header: string
  align?: 'right'
  render: (fila: Fila) => ReactNode
}

interface Props<Fila> {
  label: string
  columns: readonly ReadColumn<Fila>[]
  query: UseQueryResult<{ filas: Fila[]; total: number; leidoEn: number }>
  rowKey: (fila: Fila, at: number) => string
  /** What the list is narrowed to; left out where it cannot be. */
  filter?: { texto: string; onChange: (texto: string) => void }
  /** Beside the filter. */
  bar?: ReactNode
  empty: string
}

/** A list read from a device now: when it was read, narrowed and read again on demand. */
export function ReadTable<Fila>({ label, columns, query, rowKey, filter, bar, empty }: Props<Fila>) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const { data } = query
  return (
    <>
      <div className={styles['bar']}>
        {filter && (
          <FilterBox
            label={t('read.filter')}
            clearLabel={t('filter.textClear')}
            value={filter.texto}
            onChange={filter.onChange}
          />
        )}
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {t('read.again')}
        </Button>
        {bar}
        <span className={styles['barEnd']} role="status">
          {data && (
            <>
              {data.filas.length < data.total
                ? t('read.some', { n: number(data.filas.length), total: number(data.total) })
                : t('read.total', { count: data.total, n: number(data.total) })}
              {' · '}
              {t('read.readAt')} <Age at={data.leidoEn} />
            </>
          )}
          {query.isFetching && <Loader size={12} ml={6} aria-hidden />}
        </span>
      </div>
      {query.isError && <DeviceError error={query.error} onRetry={() => void query.refetch()} />}
      {data === undefined ? (
        query.isPending && <Skeleton flex={1} radius="md" />
      ) : data.filas.length === 0 ? (
        <EmptyState icon={<IconListSearch />} title={filter?.texto ? t('read.noneFound') : empty} />
      ) : (
        <ScrollTable label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, header, align }) => (
                <Table.Th key={key} data-align={align}>
                  {header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.filas.map((fila, at) => (
              <Table.Tr key={rowKey(fila, at)}>
                {columns.map(({ key, align, render }) => (
                  <Table.Td key={key} data-align={align}>
                    {render(fila)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </ScrollTable>
      )}
    </>
  )
}

/** The client whose service an object of a device is; leads to the service. */
export function LinkedClient({ vinculo }: { vinculo: ServicioDeFila | null }) {
  if (vinculo === null) return '—'
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link {...props} to="/clientes/servicios/$id" params={{ id: vinculo.servicioId }} />}
    >
      <ClienteName nombre={vinculo.cliente} codigo={vinculo.codigo} />
    </Anchor>
  )
}
