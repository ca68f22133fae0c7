import { Text } from '@mantine/core'
import { IconFileSpreadsheet, IconListDetails, IconPrinter } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MovimientoCuenta } from '../../../../contract/procedures/customers.ts'
import { decimalSeparator, type Minor } from '../../../../contract/money.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { useCan, useDates, useTenant } from '../../../app/session.tsx'
import { DateText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { Money } from '../../../components/Money.tsx'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { fileNameOf } from '../../../components/savedFile.ts'
import { orpc } from '../../../rpc/query.ts'
import { DocumentDialog, StatementDialog } from '../../documents/index.ts'
import { toCsv } from '../csv.ts'
import styles from '../customers.module.css'
import { statementRows, statementTotals } from './statement.ts'

/** Rows asked for at once. */
const PAGE = 200
/** What a statement consists of, in its columns' order. */
const TITLES = ['date', 'kind', 'number', 'detail', 'debit', 'credit', 'balance'] as const

/** Every line of the account, read to its end: the last lines are what a person looks at, and totals need them all. */
function useStatement(clienteId: string) {
  const query = useInfiniteQuery(
    orpc.clientes.statement.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: clienteId,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<MovimientoCuenta>) => nextCursor ?? undefined,
    }),
  )
  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  return query
}

interface Props {
  clienteId: string
  codigo: string
  onFactura: (facturaId: string) => void
}

/** Debits, credits and the balance after each, oldest first: how the client came to owe what they owe. */
export function StatementTab({ clienteId, codigo, onFactura }: Props) {
  const { t } = useTranslation('customers')
  const { t: paper } = useTranslation('paper')
  const query = useStatement(clienteId)
  const columns = useColumns()
  const reads = {
    factura: useCan('factura.read'),
    pago: useCan('pago.read'),
    nota_credito: false,
    devolucion: false,
    reverso: false,
  }
  const [recibo, setRecibo] = useState<string | null>(null)
  const [onPaper, setOnPaper] = useState(false)
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? []
  const whole = query.isSuccess && !query.hasNextPage
  const exportCsv = useExport(lines, codigo)
  return (
    <>
      <KeysetTable
        columns={columns}
        query={query}
        rowKey={({ id }) => id}
        canOpen={({ tipo }) => reads[tipo]}
        onOpen={({ tipo, refId }) => (tipo === 'factura' ? onFactura(refId) : setRecibo(refId))}
        takeFocus
        label={t('profile.tab.cuenta')}
        startAtEnd
        footer={
          whole && (
            <div className={styles['closing']}>
              <KeyButton
                hotkey="mod+S"
                variant="default"
                size="xs"
                leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
                onClick={() => void exportCsv()}
              >
                {t('statement.export')}
              </KeyButton>
              {reads.factura && (
                <KeyButton
                  hotkey="mod+P"
                  variant="default"
                  size="xs"
                  leftSection={<IconPrinter size={16} aria-hidden />}
                  onClick={() => setOnPaper(true)}
                >
                  {paper('statement.action')}
                </KeyButton>
              )}
              <Totals lines={lines} />
            </div>
          )
        }
        empty={<EmptyState icon={<IconListDetails />} title={t('statement.none')} text={t('statement.noneText')} />}
      />
      {recibo !== null && (
        <DocumentDialog source={{ tipo: 'recibo', id: recibo }} clienteId={clienteId} onClose={() => setRecibo(null)} />
      )}
      {onPaper && <StatementDialog clienteId={clienteId} onClose={() => setOnPaper(false)} />}
    </>
  )
}

function useColumns(): KeysetColumn<MovimientoCuenta>[] {
  const { t } = useTranslation('customers')
  const amount = (monto: Minor) => (monto === 0 ? '' : <Money amount={monto} />)
  return [
    { key: 'date', header: t('statement.date'), width: '7rem', render: ({ fecha }) => <DateText fecha={fecha} /> },
    { key: 'kind', header: t('statement.kind'), width: '9rem', render: ({ tipo }) => t(`statement.tipo.${tipo}`) },
    { key: 'number', header: t('statement.number'), width: '10rem', render: ({ numero }) => numero },
    { key: 'detail', header: t('statement.detail'), width: 'minmax(10rem, 1fr)', render: ({ detalle }) => detalle },
    {
      key: 'debit',
      header: t('statement.debit'),
      width: '10rem',
      align: 'right',
      render: ({ debe }) => amount(debe),
    },
    {
      key: 'credit',
      header: t('statement.credit'),
      width: '10rem',
      align: 'right',
      render: ({ haber }) => amount(haber),
    },
    {
      key: 'balance',
      header: t('statement.balance'),
      width: '11rem',
      align: 'right',
      render: ({ saldo }) => <Balance saldo={saldo} />,
    },
  ]
}

/** Above zero the client owes; below, it is in their favour, and says so. */
function Balance({ saldo }: { saldo: Minor }) {
  const { t } = useTranslation('customers')
  if (saldo >= 0) return <Money amount={saldo} strong />
  return (
    <>
      <Text component="span" size="xs" c="dimmed">
        {t('profile.credit')}
      </Text>{' '}
      <Money amount={-saldo} strong tone="credit" />
    </>
  )
}

function Totals({ lines }: { lines: readonly MovimientoCuenta[] }) {
  const { t } = useTranslation('customers')
  const { debe, haber, saldo } = statementTotals(lines)
  return (
    <dl className={styles['totals']} aria-label={t('statement.totals')}>
      <div>
        <dt>{t('statement.debit')}</dt>
        <dd>
          <Money amount={debe} />
        </dd>
      </div>
      <div>
        <dt>{t('statement.credit')}</dt>
        <dd>
          <Money amount={haber} />
        </dd>
      </div>
      <div>
        <dt>{t('statement.balance')}</dt>
        <dd>
          <Balance saldo={saldo} />
        </dd>
      </div>
    </dl>
  )
}

/** Saves the statement as a table for a spreadsheet program, where the person says. */
function useExport(lines: readonly MovimientoCuenta[], codigo: string) {
  const { t } = useTranslation('customers')
  const { moneda, locale } = useTenant()
  const { today } = useDates()
  return async () => {
    const titles = TITLES.map((title) => t(`statement.${title}`))
    const rows = statementRows(lines, titles, (tipo) => t(`statement.tipo.${tipo}`))
    const result = await window.mostrador.saveFile({
      suggestedName: `${t('statement.file', { codigo, fecha: today() })}.csv`,
      data: toCsv(rows, { decimal: decimalSeparator(locale), moneda }),
    })
    if (result.ok) notifyDone(t('statement.saved', { file: fileNameOf(result.file) }))
    else if (result.reason === 'failed') notifyProblem(t('statement.notSaved'))
  }
}
