import { Anchor, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotaDetail } from '../../../../contract/index.ts'
import { DateText, PeriodText } from '../../../components/DateText.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { orpc } from '../../../rpc/query.ts'
import { DocumentDialog } from '../../documents/index.ts'
import styles from '../billing.module.css'
import { Sum } from '../InvoiceDetail.tsx'

/** A credit note: for whom, why, what it took back and where its money went; and its paper. */
export function NoteDrawer({ notaId, onClose }: { notaId: string; onClose: () => void }) {
  const { t } = useTranslation('cuentas')
  const nota = useQuery(orpc.notas.get.queryOptions({ input: { id: notaId } }))
  const [paper, setPaper] = useState(false)
  return (
    <>
      <SidePanel
        onClose={onClose}
        size="42rem"
        title={t('notes.detail', { numero: nota.data?.numero ?? '' })}
        foot={
          nota.data && (
            <KeyButton hotkey="mod+P" onClick={() => setPaper(true)} data-autofocus>
              {t('notes.see')}
            </KeyButton>
          )
        }
      >
        {nota.data ? (
          <Detail nota={nota.data} />
        ) : nota.isError ? (
          <ErrorNote error={nota.error} onRetry={() => void nota.refetch()} />
        ) : (
          <Skeleton height={280} />
        )}
      </SidePanel>
      {paper && nota.data && (
        <DocumentDialog
          source={{ tipo: 'nota_credito', id: notaId }}
          clienteId={nota.data.clienteId}
          onClose={() => setPaper(false)}
        />
      )}
    </>
  )
}

function Detail({ nota }: { nota: NotaDetail }) {
  const { t } = useTranslation('cuentas')
  const { cliente, monto, motivo, facturaId, facturaNumero, detalle, refacturar, emitidaPor, fecha } = nota
  return (
    <div className={styles['detail']}>
      <div className={styles['detailHead']}>
        <div className={styles['detailClient']}>
          <Anchor fw={600} renderRoot={(props) => <Link {...props} to="/clientes/$id" params={{ id: cliente.id }} />}>
            {cliente.nombreRazonSocial}
          </Anchor>
          <Text size="sm" c="dimmed">
            {[cliente.codigoCliente, cliente.documento, cliente.direccion].filter((part) => part !== '').join(' · ')}
          </Text>
        </div>
        <div className={styles['owed']}>
          <Text size="sm" c="dimmed">
            {t('notes.amount')}
          </Text>
          <Money amount={monto} size="display" tone="credit" />
        </div>
      </div>
      <Facts
        across
        items={[
          { label: t('notes.date'), value: <DateText fecha={fecha} /> },
          { label: t('notes.kind'), value: t(`export.motivo.${motivo}`) },
          {
            label: t('notes.invoice'),
            value: facturaId !== null && (
              <Anchor
                size="sm"
                renderRoot={(props) => <Link {...props} to="/facturas/$id" params={{ id: facturaId }} search={{}} />}
              >
                {facturaNumero}
              </Anchor>
            ),
          },
          { label: t('notes.by'), value: emitidaPor },
        ].map((fact) => ({ ...fact, value: fact.value === false ? null : fact.value }))}
      />
      {detalle !== '' && (
        <section>
          <Title order={3}>{t('note.reason')}</Title>
          <Text size="sm" className={styles['notes'] ?? ''}>
            {detalle}
          </Text>
        </section>
      )}
      {refacturar && <Text size="sm">{t('notes.again')}</Text>}
      <Lines nota={nota} />
      <Uses nota={nota} />
    </div>
  )
}

function Lines({ nota: { lineas } }: { nota: NotaDetail }) {
  const { t } = useTranslation('cuentas')
  if (lineas.length === 0) return null
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th>{t('notes.line')}</th>
          <th data-align="right">{t('notes.net')}</th>
          <th data-align="right">{t('notes.total')}</th>
        </tr>
      </thead>
      <tbody>
        {lineas.map(({ orden, descripcion, explicacion, neto, total }) => (
          <tr key={orden}>
            <td className={styles['words']}>
              {descripcion}
              {explicacion !== '' && (
                <Text size="xs" c="dimmed">
                  {explicacion}
                </Text>
              )}
            </td>
            <td data-align="right">
              <Money amount={neto} />
            </td>
            <td data-align="right">
              <Money amount={total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where its money went, and what is left. */
function Uses({ nota: { aplicaciones, devuelto, disponible } }: { nota: NotaDetail }) {
  const { t } = useTranslation('cuentas')
  return (
    <section>
      <Title order={3}>{t('notes.uses')}</Title>
      <dl className={styles['sums']}>
        {aplicaciones.map(({ facturaId, numero, periodo, fecha, monto }) => (
          <Sum
            key={`${facturaId} ${fecha}`}
            label={
              <>
                {t('notes.paid', { numero })} · <PeriodText periodo={periodo} />
              </>
            }
            amount={monto}
          />
        ))}
        {devuelto > 0 && <Sum label={t('notes.refunded')} amount={devuelto} />}
        <Sum label={t('notes.left')} amount={disponible} strong />
      </dl>
    </section>
  )
}
