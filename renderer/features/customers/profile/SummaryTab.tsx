import { Button, Paper, Text, Title } from '@mantine/core'
import { IconPlus, IconWifi } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDate } from '../../../../contract/dates.ts'
import type { ClienteProfile, ServicioRow } from '../../../../contract/procedures/customers.ts'
import { useCan, useTenant } from '../../../app/session.tsx'
import { DateText, InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { Money } from '../../../components/Money.tsx'
import { ServiceCard } from '../../services/ServiceCard.tsx'
import { ServicioDialog } from '../../services/ServicioDialog.tsx'
import styles from '../customers.module.css'

/** Who the client is, how they stand, and what they have. */
export function SummaryTab({ profile }: { profile: ClienteProfile }) {
  const { t } = useTranslation('customers')
  const { zonaHoraria } = useTenant()
  const { cliente, saldos, venceDesde, ultimoPago, creadoEn } = profile
  return (
    <div className={styles['summary']}>
      <Paper component="section" className={styles['card'] ?? ''} aria-label={t('profile.facts')}>
        <Facts
          items={[
            { label: t('field.document'), value: cliente.documento },
            { label: t('field.phone'), value: cliente.telefono },
            { label: t('field.email'), value: cliente.email },
            { label: t('field.address'), value: cliente.direccion },
            { label: t('profile.openInvoices'), value: saldos.facturasAbiertas },
            { label: t('profile.oldestDue'), value: venceDesde && <DateText fecha={venceDesde} /> },
            {
              label: t('profile.lastPayment'),
              value: ultimoPago && (
                <>
                  <Money amount={ultimoPago.monto} /> · <InstantText at={ultimoPago.fecha} />
                </>
              ),
            },
            { label: t('profile.since'), value: <DateText fecha={civilDate(creadoEn, zonaHoraria)} /> },
            { label: t('field.exempt'), value: t(cliente.exentoImpuestos ? 'exempt.yes' : 'exempt.no') },
            { label: t('field.grouping'), value: t(`grouping.${cliente.agrupacion ?? 'tenant'}`) },
            {
              label: t('field.notes'),
              value: cliente.notas && <span className={styles['notes']}>{cliente.notas}</span>,
            },
          ]}
        />
      </Paper>
      <Services clienteId={cliente.id} servicios={profile.servicios} />
    </div>
  )
}

function Services({ clienteId, servicios }: { clienteId: string; servicios: readonly ServicioRow[] }) {
  const { t } = useTranslation('customers')
  const writes = useCan('servicio.write')
  const [adding, setAdding] = useState(false)
  const add = writes && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {t('service.add')}
    </Button>
  )
  return (
    <section className={styles['services']} aria-labelledby="customer-services">
      <div className={styles['cardHead']}>
        <Title order={2} id="customer-services">
          {t('service.title')}{' '}
          {servicios.length > 1 && (
            <Text component="span" size="sm" c="dimmed" className="tabular">
              {servicios.length}
            </Text>
          )}
        </Title>
        {servicios.length > 0 && add}
      </div>
      {servicios.length === 0 && (
        <Paper>
          <EmptyState icon={<IconWifi />} title={t('service.none')} text={t('service.noneText')} action={add} />
        </Paper>
      )}
      {servicios.map((servicio) => (
        <ServiceCard key={servicio.id} servicio={servicio} />
      ))}
      {adding && <ServicioDialog clienteId={clienteId} servicio={null} onClose={() => setAdding(false)} />}
    </section>
  )
}
