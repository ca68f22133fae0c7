import { ActionIcon, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Recibo } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { Money } from '../../components/Money.tsx'
import styles from './counter.module.css'
import { VoidMark } from '../reversals/VoidMark.tsx'
import { Scroller } from './Scroller.tsx'

interface Props {
  rows: readonly Recibo[]
  label: string
  onReprint: (reciboId: string) => void
  /** Whose receipt it is, and the change that was given: where several clients are listed. */
  withClient?: boolean
}

/** Receipts, newest first, each with its reprint. */
export function ReceiptTable({ rows, label, onReprint, withClient = false }: Props) {
  const { t } = useTranslation(['counter', 'common'])
  const canPrint = useCan('recibo.print')
  return (
    <Scroller label={label}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th>{t('receipts.when')}</th>
            <th>{t('receipts.number')}</th>
            {withClient && <th>{t('receipts.client')}</th>}
            <th>{t('receipts.method')}</th>
            {withClient && <th data-align="right">{t('receipts.change')}</th>}
            <th data-align="right">{t('receipts.amount')}</th>
            {canPrint && (
              <th>
                <span className={styles['hidden']}>{t('receipts.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((recibo) => (
            <tr key={recibo.id}>
              <td>
                <InstantText at={recibo.fecha} />
              </td>
              <td>
                {recibo.numero}
                <VoidMark recibo={recibo} />
              </td>
              {withClient && (
                <td className={styles['wide']}>
                  <Text component="span" size="sm" truncate display="block">
                    {recibo.clienteNombre}
                  </Text>
                </td>
              )}
              <td>{t(`common:enums.metodoPago.${recibo.metodo}`)}</td>
              {withClient && <td data-align="right">{recibo.vuelto ? <Money amount={recibo.vuelto} /> : '—'}</td>}
              <td data-align="right">
                {recibo.revertido === recibo.montoTotal ? (
                  <s>
                    <Money amount={recibo.montoTotal} />
                  </s>
                ) : (
                  <Money amount={recibo.montoTotal} strong />
                )}
              </td>
              {canPrint && (
                <td data-align="right">
                  <ActionIcon
                    title={t('receipts.reprint')}
                    aria-label={t('receipts.reprintOf', { numero: recibo.numero })}
                    onClick={() => onReprint(recibo.id)}
                  >
                    <IconPrinter size={16} aria-hidden />
                  </ActionIcon>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  )
}
