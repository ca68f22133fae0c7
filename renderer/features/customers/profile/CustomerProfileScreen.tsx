import { Skeleton, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClienteProfile } from '../../../../contract/procedures/customers.ts'
import { useHotkey, useKeysAhead } from '../../../app/hotkeys.ts'
import { useCan } from '../../../app/session.tsx'
import { BackLink } from '../../../components/BackLink.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Keys } from '../../../components/KeyButton.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc } from '../../../rpc/query.ts'
import { InvoiceDrawer } from '../../billing/InvoiceDrawer.tsx'
import { ManualInvoiceDialog } from '../../billing/create/ManualInvoiceDialog.tsx'
import { ChargesPanel } from '../../services/ChargesPanel.tsx'
import styles from '../customers.module.css'
import { ClienteDialog } from '../form/ClienteDialog.tsx'
import { PROFILE_TABS, type ProfileTab } from '../search.ts'
import { ProfileHead } from './ProfileHead.tsx'
import { InvoicesTab } from './InvoicesTab.tsx'
import { PaymentsTab } from './PaymentsTab.tsx'
import { StatementTab } from './StatementTab.tsx'
import { SummaryTab } from './SummaryTab.tsx'

const route = getRouteApi('/clientes/$id')

/** Of what is drawn with the client. */
const HEAD_KEYS = ['F2', 'mod+E', 'mod+Shift+N', 'alt+P', 'alt+D']

/** Everything about one client. F2 collects, Ctrl+E edits, Alt with a number opens a tab. */
export function CustomerProfileScreen() {
  const { t } = useTranslation('customers')
  const { id } = route.useParams()
  const profile = useQuery(orpc.clientes.get.queryOptions({ input: { id } }))
  useKeysAhead(profile.isPending, HEAD_KEYS)
  if (profile.data !== undefined) return <Profile key={id} profile={profile.data} />
  return (
    <Screen>
      <BackLink to="/clientes">{t('list.title')}</BackLink>
      {profile.isError ? (
        <ErrorNote error={profile.error} onRetry={() => void profile.refetch()} />
      ) : (
        <Skeleton flex={1} radius="md" />
      )}
    </Screen>
  )
}

type Opened = { tipo: 'editar' } | { tipo: 'facturar' } | { tipo: 'factura'; id: string; onPaper: boolean }

function Profile({ profile }: { profile: ClienteProfile }) {
  const { t } = useTranslation('customers')
  const { id } = profile.cliente
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const openFactura = (facturaId: string) => setOpened({ tipo: 'factura', id: facturaId, onPaper: false })
  return (
    <Screen>
      <BackLink to="/clientes">{t('list.title')}</BackLink>
      <ProfileHead
        profile={profile}
        onEdit={() => setOpened({ tipo: 'editar' })}
        onInvoice={() => setOpened({ tipo: 'facturar' })}
      />
      <ProfileTabs profile={profile} onFactura={openFactura} />
      {opened?.tipo === 'editar' && (
        <ClienteDialog
          cliente={profile.cliente}
          saysState={profile.servicios.length === 0}
          onClose={close}
          onSaved={close}
        />
      )}
      {opened?.tipo === 'facturar' && (
        <ManualInvoiceDialog
          clienteId={id}
          onClose={close}
          onIssued={(factura) => setOpened({ tipo: 'factura', id: factura.id, onPaper: true })}
        />
      )}
      {opened?.tipo === 'factura' && (
        <InvoiceDrawer key={opened.id} ofClient facturaId={opened.id} onPaper={opened.onPaper} onClose={close} />
      )}
    </Screen>
  )
}

function ProfileTabs({ profile, onFactura }: { profile: ClienteProfile; onFactura: (id: string) => void }) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const { ver = 'resumen' } = route.useSearch()
  const reads = { facturas: useCan('factura.read'), pagos: useCan('pago.read') }
  const { id, codigoCliente, nombreRazonSocial } = profile.cliente
  const show = (tab: string | null) => {
    const wanted = PROFILE_TABS.find((one) => one === tab)
    if (wanted !== undefined)
      void navigate({ to: '/clientes/$id', params: { id }, search: searchOf(wanted), replace: true })
  }
  const tabs = PROFILE_TABS.filter((tab) => (tab !== 'facturas' || reads.facturas) && (tab !== 'pagos' || reads.pagos))
  return (
    <Tabs value={tabs.includes(ver) ? ver : 'resumen'} onChange={show} className={styles['tabs'] ?? ''}>
      <Tabs.List aria-label={t('profile.tabs', { nombre: nombreRazonSocial })}>
        {tabs.map((tab, at) => (
          <Tab
            key={tab}
            tab={tab}
            combo={`alt+${at + 1}`}
            onKey={() => {
              // The key means what is in the tab: its rows take the focus that is nowhere.
              if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
              show(tab)
            }}
          />
        ))}
      </Tabs.List>
      <Tabs.Panel value="resumen" className={styles['panel'] ?? ''}>
        <SummaryTab profile={profile} />
      </Tabs.Panel>
      <Tabs.Panel value="cargos" className={styles['panel'] ?? ''}>
        <div className={styles['charges']}>
          <ChargesPanel clienteId={id} servicios={profile.servicios} />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="facturas" className={styles['panel'] ?? ''}>
        <InvoicesTab clienteId={id} onOpen={onFactura} />
      </Tabs.Panel>
      <Tabs.Panel value="pagos" className={styles['panel'] ?? ''}>
        <PaymentsTab clienteId={id} />
      </Tabs.Panel>
      <Tabs.Panel value="cuenta" className={styles['panel'] ?? ''}>
        <StatementTab clienteId={id} codigo={codigoCliente} onFactura={onFactura} />
      </Tabs.Panel>
    </Tabs>
  )
}

const searchOf = (tab: ProfileTab) => (tab === 'resumen' ? {} : { ver: tab })

function Tab({ tab, combo, onKey }: { tab: ProfileTab; combo: string; onKey: () => void }) {
  const { t } = useTranslation('customers')
  useHotkey(combo, onKey)
  return (
    <Tabs.Tab value={tab} rightSection={<Keys combo={combo} />}>
      {t(`profile.tab.${tab}`)}
    </Tabs.Tab>
  )
}
