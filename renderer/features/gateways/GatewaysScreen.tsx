import { SegmentedControl, Text } from '@mantine/core'
import { IconCreditCard } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type PagoPasarelaRow, VISTAS_PASARELA } from '../../../contract/procedures/pasarelas.ts'
import type { Page } from '../../../contract/schemas.ts'
import { ClienteName } from '../../components/ClienteName.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { Money } from '../../components/Money.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Screen } from '../../components/Screen.tsx'
import { orpc } from '../../rpc/query.ts'
import { CajaTabs } from '../caja/CajaTabs.tsx'
import { ChargeDrawer } from './ChargeDrawer.tsx'
import { GatewayState } from './GatewayState.tsx'
import styles from './gateways.module.css'
import type { GatewaysSearch } from './search.ts'

const route = getRouteApi('/caja/pasarelas')
const PAGE = 100

/** Payments of the gateways, newest first; those without a client, and those that somebody has to look at. */
export function GatewaysScreen() {
  const { t } = useTranslation('pasarelas')
  const navigate = useNavigate()
  const { vista = 'todos', pago } = route.useSearch()
  const show = (search: GatewaysSearch) => void navigate({ to: '/caja/pasarelas', search, replace: true })
  const narrowed = vista === 'todos' ? {} : { vista }
  const rows = useInfiniteQuery(
    orpc.pasarelas.pagos.infiniteOptions({
      input: (cursor: string | undefined) => ({ vista, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<PagoPasarelaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Screen tabs={<CajaTabs current="pasarelas" />}>
      <PageHeader title={t('title')} />
      <SegmentedControl
        className={styles['bar'] ?? ''}
        aria-label={t('vista.label')}
        value={vista}
        onChange={(value) => {
          const chosen = VISTAS_PASARELA.find((one) => one === value)
          show(chosen === undefined || chosen === 'todos' ? {} : { vista: chosen })
        }}
        data={VISTAS_PASARELA.map((value) => ({ value, label: t(`vista.${value}`) }))}
      />
      <KeysetTable
        columns={useColumns()}
        query={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => show({ ...narrowed, pago: id })}
        selectedKey={pago}
        label={t('title')}
        place={{ list: 'pasarelas', view: vista }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconCreditCard />}
            title={t(vista === 'todos' ? 'none' : 'noneView')}
            text={vista === 'todos' ? t('noneText') : undefined}
          />
        }
      />
      {pago !== undefined && <ChargeDrawer id={pago} onClose={() => show(narrowed)} />}
    </Screen>
  )
}

function useColumns(): KeysetColumn<PagoPasarelaRow>[] {
  const { t } = useTranslation('pasarelas')
  return [
    {
      key: 'fecha',
      header: t('column.fecha'),
      width: '12rem',
      render: ({ creadoEn }) => <InstantText at={creadoEn} />,
    },
    {
      key: 'proveedor',
      header: t('column.proveedor'),
      width: '8rem',
      render: ({ proveedor }) => t(`proveedor.${proveedor}`),
    },
    { key: 'externo', header: t('column.externo'), width: 'minmax(8rem, 1fr)', render: ({ externoId }) => externoId },
    {
      key: 'cliente',
      header: t('column.cliente'),
      width: 'minmax(11rem, 2fr)',
      render: ({ clienteNombre, clienteCodigo, atencion, pagador }) =>
        clienteNombre !== null ? (
          <ClienteName nombre={clienteNombre} codigo={clienteCodigo ?? ''} />
        ) : (
          <Text component="span" size="sm" c="dimmed">
            {[atencion === null ? '' : t(`resultado.${atencion}`), pagador.nombre || pagador.email]
              .filter(Boolean)
              .join(' · ') || '—'}
          </Text>
        ),
    },
    {
      key: 'estado',
      header: t('column.estado'),
      width: '9rem',
      render: ({ estado }) => <GatewayState estado={estado} />,
    },
    { key: 'recibo', header: t('column.recibo'), width: '9rem', render: ({ reciboNumero }) => reciboNumero ?? '—' },
    {
      key: 'devuelto',
      header: t('column.devuelto'),
      width: '8.5rem',
      align: 'right',
      render: ({ devuelto }) => (devuelto === 0 ? '—' : <Money amount={devuelto} />),
    },
    {
      key: 'monto',
      header: t('column.monto'),
      width: '9rem',
      align: 'right',
      render: ({ monto }) => <Money amount={monto} strong />,
    },
  ]
}
