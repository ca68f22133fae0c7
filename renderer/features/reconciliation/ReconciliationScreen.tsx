import { Button } from '@mantine/core'
import { IconArrowsLeftRight, IconFileText, IconListCheck, IconTableImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConciliacionResumen } from '../../../contract/index.ts'
import { useCan, useMoney, useNumber } from '../../app/session.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { PlaceTabs } from '../../components/PlaceTabs.tsx'
import { Screen } from '../../components/Screen.tsx'
import { orpc } from '../../rpc/query.ts'
import { AcceptManyDialog } from './AcceptManyDialog.tsx'
import { Lines } from './Lines.tsx'
import { RECONCILIATION_TABS } from './search.ts'
import { Statements } from './Statements.tsx'
import { Transfers } from './Transfers.tsx'

const route = getRouteApi('/conciliacion')
const ICONS = { lineas: IconListCheck, transferencias: IconArrowsLeftRight, extractos: IconFileText }

/**
 * What the bank says against what the office recorded. The main task as keystrokes: Enter accepts the best proposal of a
 * line and goes on to the next; F8, Ctrl+Enter accept all that are sure.
 */
export function ReconciliationScreen() {
  const { t } = useTranslation('conciliacion')
  const navigate = useNavigate()
  const { ver = 'lineas', lineas = 'abierta' } = route.useSearch()
  const records = useCan('conciliacion.record')
  const resumen = useQuery(orpc.conciliacion.resumen.queryOptions())
  const tabs = RECONCILIATION_TABS.map((tab) => ({
    id: tab,
    icon: ICONS[tab],
    label: t(`tab.${tab}`),
    link: { to: '/conciliacion' as const, search: tab === 'lineas' ? {} : { ver: tab } },
  }))
  return (
    <Screen key={ver} tabs={<PlaceTabs label={t('title')} tabs={tabs} current={ver} />}>
      <PageHeader
        title={t(`tab.${ver}`)}
        subtitle={resumen.data && <OpenSides resumen={resumen.data} />}
        actions={
          records && (
            <KeyButton
              hotkey="F6"
              variant="default"
              leftSection={<IconTableImport size={18} aria-hidden />}
              onClick={() => void navigate({ to: '/conciliacion/importar' })}
            >
              {t('import.button')}
            </KeyButton>
          )
        }
        primary={records && ver === 'lineas' && resumen.data && <AcceptMany resumen={resumen.data} />}
      />
      {ver === 'lineas' && (
        <Lines
          key={lineas}
          vista={lineas}
          umbral={resumen.data?.umbral ?? 1000}
          onVista={(vista) =>
            void navigate({ to: '/conciliacion', search: vista === 'abierta' ? {} : { lineas: vista }, replace: true })
          }
        />
      )}
      {ver === 'transferencias' && <Transfers />}
      {ver === 'extractos' && <Statements />}
    </Screen>
  )
}

/** What stays open on both sides. */
function OpenSides({ resumen: { lineas, transferencias } }: { resumen: ConciliacionResumen }) {
  const { t } = useTranslation('conciliacion')
  const { format } = useMoney()
  const number = useNumber()
  return (
    <>
      {t('open.lineas', { count: lineas.cantidad, n: number(lineas.cantidad), monto: format(lineas.monto) })}
      {' · '}
      {t('open.transferencias', {
        count: transferencias.cantidad,
        n: number(transferencias.cantidad),
        monto: format(transferencias.monto),
      })}
    </>
  )
}

function AcceptMany({ resumen }: { resumen: ConciliacionResumen }) {
  const { t } = useTranslation('conciliacion')
  const number = useNumber()
  const [asking, setAsking] = useState(false)
  const { cantidad } = resumen.automaticas
  if (cantidad === 0) return <Button disabled>{t('accept.none')}</Button>
  return (
    <>
      <KeyButton hotkey="F8" leftSection={<IconListCheck size={18} aria-hidden />} onClick={() => setAsking(true)}>
        {t('accept.all', { count: cantidad, n: number(cantidad) })}
      </KeyButton>
      {asking && <AcceptManyDialog resumen={resumen} onClose={() => setAsking(false)} />}
    </>
  )
}
