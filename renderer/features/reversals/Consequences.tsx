import { List, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReversoPreview } from '../../../contract/index.ts'
import { useDates, useMoney } from '../../app/session.tsx'
import styles from './reversals.module.css'

/** What voiding a receipt will do, in words and amounts, before it is done. */
export function Consequences({ preview }: { preview: ReversoPreview }) {
  const { t } = useTranslation('reversos')
  const { format } = useMoney()
  const { date, period } = useDates()
  const { partes, deuda, credito, promesa, caja, monto, clienteNombre } = preview
  const invoices = partes.map(({ facturaId, facturaNumero, periodo, monto: part }) =>
    facturaId === null
      ? { key: 'credit', text: t('void.credit', { monto: format(part) }) }
      : {
          key: facturaId,
          text: t('void.invoice', {
            numero: facturaNumero ?? '',
            periodo: periodo === null ? '' : period(periodo),
            monto: format(part),
          }),
        },
  )
  return (
    <section className={styles['consequences']}>
      <Title order={3} size="sm">
        {t('void.what')}
      </Title>
      <List size="sm" spacing={4}>
        {invoices.map(({ key, text }) => (
          <List.Item key={key}>{text}</List.Item>
        ))}
        {deuda.antes !== deuda.despues && (
          <List.Item>
            {t('void.debt', { nombre: clienteNombre, antes: format(deuda.antes), despues: format(deuda.despues) })}
          </List.Item>
        )}
        {credito.despues > 0 && <List.Item>{t('void.creditAfter', { monto: format(credito.despues) })}</List.Item>}
        {promesa && (
          <List.Item>
            {t(`void.promise.${promesa.despues}`, {
              monto: format(promesa.monto),
              fecha: date(promesa.fecha),
              pagado: format(promesa.pagado),
            })}
          </List.Item>
        )}
        <List.Item>
          {caja === null
            ? t('void.noCash')
            : t(caja.ajuste ? 'void.cashAdjust' : 'void.cash', { monto: format(monto) })}
        </List.Item>
      </List>
      {preview.seAprueba && (
        <Text size="sm" c="dimmed">
          {t('void.alone')}
        </Text>
      )}
    </section>
  )
}
