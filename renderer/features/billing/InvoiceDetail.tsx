import { Anchor, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacturaAplicacion, FacturaDetail, FacturaLinea } from '../../../contract/procedures/billing.ts'
import type { Minor } from '../../../contract/money.ts'
import { useCan, useMoney, useNumber } from '../../app/session.tsx'
import { DateText, InstantText, PeriodText } from '../../components/DateText.tsx'
import { Facts } from '../../components/Facts.tsx'
import { shownEstado } from '../../components/EstadoBadge.tsx'
import { Money } from '../../components/Money.tsx'
import { numbered } from '../../components/numbered.ts'
import styles from './billing.module.css'
import { CreditNotes } from './accounts/CreditNotes.tsx'
import { addUp } from './totals.ts'
import { useRate, useTaxName } from './useTaxName.ts'

interface Props {
  factura: FacturaDetail
  /** The client is known already where this is shown: no link to them. */
  ofClient: boolean
  onReceipt: (reciboId: string) => void
  onNote: (notaId: string) => void
}

/** What an invoice says: for whom, when, for what, and what of it is paid. */
export function InvoiceDetail({ factura, ofClient, onReceipt, onNote }: Props) {
  const { t } = useTranslation('billing')
  const { cliente } = factura
  return (
    <div className={styles['detail']}>
      <div className={styles['detailHead']}>
        <div className={styles['detailClient']}>
          {ofClient ? (
            <Text fw={600}>{cliente.nombreRazonSocial}</Text>
          ) : (
            <Anchor fw={600} renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: cliente.id }} />}>
              {cliente.nombreRazonSocial}
            </Anchor>
          )}
          <Text size="sm" c="dimmed">
            {[cliente.codigoCliente, cliente.documento, cliente.direccion].filter((part) => part !== '').join(' · ')}
          </Text>
        </div>
        <Owed factura={factura} />
      </div>
      <Facts
        across
        items={[
          { label: t('column.period'), value: <PeriodText periodo={factura.periodo} /> },
          { label: t('column.issued'), value: <DateText fecha={factura.fechaEmision} /> },
          { label: t('column.due'), value: <DateText fecha={factura.fechaVencimiento} /> },
          { label: t('detail.issuedBy'), value: factura.emitidaPor },
        ]}
      />
      <Lines lineas={factura.lineas} />
      <Sums factura={factura} />
      {factura.notas !== '' && (
        <section>
          <Title order={3}>{t('field.notes')}</Title>
          <Text size="sm" className={styles['notes'] ?? ''}>
            {factura.notas}
          </Text>
        </section>
      )}
      <Payments aplicaciones={factura.aplicaciones} onReceipt={onReceipt} />
      {factura.acreditado > 0 && <CreditNotes facturaId={factura.id} onOpen={onNote} />}
    </div>
  )
}

function Owed({ factura }: { factura: FacturaDetail }) {
  const { t } = useTranslation('billing')
  const { saldo, estado } = factura
  const annulled = shownEstado(factura) === 'anulada'
  const tone = annulled ? undefined : saldo === 0 ? 'credit' : estado === 'vencida' ? 'due' : undefined
  return (
    <div className={styles['owed']}>
      <Text size="sm" c="dimmed">
        {t(annulled ? 'detail.annulled' : saldo === 0 ? 'detail.settled' : 'detail.owed')}
      </Text>
      <Money amount={saldo} size="display" tone={tone} />
    </div>
  )
}

function Lines({ lineas }: { lineas: readonly FacturaLinea[] }) {
  const { t } = useTranslation('billing')
  const number = useNumber()
  const taxName = useTaxName()
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th>{t('line.description')}</th>
          <th data-align="right">{t('line.quantity')}</th>
          <th data-align="right">{t('line.price')}</th>
          <th data-align="right">{t('line.total')}</th>
        </tr>
      </thead>
      <tbody>
        {numbered(lineas).map(({ place, thing: linea }) => (
          <tr key={place}>
            <td className={styles['words']}>
              {linea.descripcion}
              {linea.explicacion !== '' && <Text size="xs">{linea.explicacion}</Text>}
              {linea.explicacion !== '' && (
                <Text size="xs" className={styles['why'] ?? ''}>
                  {linea.explicacion}
                </Text>
              )}
              {linea.impuestos.length > 0 && (
                <Text size="xs" c="dimmed">
                  {linea.impuestos.map(taxName).join(' · ')}
                </Text>
              )}
            </td>
            <td data-align="right">{number(linea.cantidad)}</td>
            <td data-align="right">
              <Money amount={linea.precioUnitario} />
            </td>
            <td data-align="right">
              <Money amount={linea.total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sums({ factura }: { factura: FacturaDetail }) {
  const { t } = useTranslation('billing')
  const rate = useRate()
  const { neto, impuestos } = addUp(factura.lineas)
  const paid = factura.montoTotal - factura.saldo
  return (
    <dl className={styles['sums']}>
      {impuestos.length > 0 && <Sum label={t('total.net')} amount={neto} />}
      {impuestos.map(({ nombre, tasaBp, monto }) => (
        <Sum key={`${nombre} ${tasaBp}`} label={`${nombre} ${rate(tasaBp)}`} amount={monto} />
      ))}
      <Sum label={t('total.total')} amount={factura.montoTotal} strong />
      {paid > 0 && <Sum label={t('total.paid')} amount={-paid} />}
      {paid > 0 && <Sum label={t('total.balance')} amount={factura.saldo} strong />}
    </dl>
  )
}

/** One line of a sum: what, and how much. */
export function Sum({ label, amount, strong = false }: { label: ReactNode; amount: Minor; strong?: boolean }) {
  return (
    <div data-strong={strong || undefined}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} strong={strong} size={strong ? 'lg' : 'sm'} />
      </dd>
    </div>
  )
}

interface PaymentsProps {
  aplicaciones: readonly FacturaAplicacion[]
  onReceipt: (reciboId: string) => void
}

function Payments({ aplicaciones, onReceipt }: PaymentsProps) {
  const { t } = useTranslation(['billing', 'common', 'reversos'])
  const { format } = useMoney()
  const canSee = useCan('pago.read')
  return (
    <section>
      <Title order={3}>{t('detail.payments')}</Title>
      {aplicaciones.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('detail.noPayments')}
        </Text>
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>{t('payment.date')}</th>
              <th>{t('payment.document')}</th>
              <th>{t('payment.method')}</th>
              <th data-align="right">{t('payment.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {aplicaciones.map(({ fecha, monto, metodo, reciboId, numero, revertido, reverso }) => (
              <tr key={`${numero} ${fecha} ${monto}`} data-void={revertido === monto || undefined}>
                <td>
                  <InstantText at={fecha} />
                </td>
                <td>
                  {reciboId !== null && canSee ? (
                    <Anchor component="button" type="button" size="sm" onClick={() => onReceipt(reciboId)}>
                      {numero}
                    </Anchor>
                  ) : (
                    numero
                  )}
                  {reverso && (
                    <Text size="xs" c="red">
                      {revertido === monto
                        ? t('reversos:invoiceNote', { numero: reverso.numero, motivo: reverso.motivo })
                        : t('reversos:partNote', { monto: format(revertido), numero: reverso.numero })}
                    </Text>
                  )}
                </td>
                <td>{metodo === null ? t('payment.creditNote') : t(`common:enums.metodoPago.${metodo}`)}</td>
                <td data-align="right">
                  {revertido === monto ? (
                    <s>
                      <Money amount={monto} />
                    </s>
                  ) : (
                    <Money amount={monto - revertido} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
