import { Alert, Badge, Button, Group, Tabs } from '@mantine/core'
import { IconAlertTriangle, IconList, IconPackage, IconTags } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../contract/procedures/imports.ts'
import { useNumber } from '../../app/session.tsx'
import { EstadosPanel } from './EstadosPanel.tsx'
import { ImportError } from './ImportError.tsx'
import styles from './imports.module.css'
import { OpeningTotals } from './OpeningTotals.tsx'
import { PlansPanel } from './PlansPanel.tsx'
import { RowsPanel } from './RowsPanel.tsx'
import type { ImportDraft, ImportState } from './useImport.ts'

type Tab = 'filas' | 'planes' | 'estados'
const TABS: readonly Tab[] = ['filas', 'planes', 'estados']

interface Props {
  state: ImportState
  draft: ImportDraft
  preview: ImportPreview
}

/** What would happen with every row, before anything does; plans and states can still be decided otherwise. */
export function ReviewStep({ state, draft, preview }: Props) {
  const { t } = useTranslation('imports')
  const number = useNumber()
  const [tab, setTab] = useState<Tab>('filas')
  const doubtful = preview.planes.filter((plan) => plan.doubtful).length
  const unknown = preview.estados.filter(({ estado }) => estado === null).length
  const decide = (patch: Partial<ImportDraft>) => state.preview.mutate({ ...draft, ...patch, stale: false })
  const busy = state.preview.isPending
  return (
    <div className={styles['reviewStep']}>
      {state.error !== null && <ImportError error={state.error} onOtherFile={state.gone ? state.discard : undefined} />}
      {draft.stale && (
        <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="alert">
          {t('review.stale')}
        </Alert>
      )}
      <Group gap="md" justify="space-between">
        <OpeningTotals preview={preview} />
        <Group gap="sm">
          {doubtful > 0 && tab !== 'planes' && (
            <LookAt
              text={t('review.lookAtPlans', { count: doubtful, n: number(doubtful) })}
              onClick={() => setTab('planes')}
            />
          )}
          {unknown > 0 && tab !== 'estados' && (
            <LookAt
              text={t('review.lookAtEstados', { count: unknown, n: number(unknown) })}
              onClick={() => setTab('estados')}
            />
          )}
        </Group>
      </Group>
      <Tabs
        value={tab}
        onChange={(value) => setTab(TABS.find((known) => known === value) ?? 'filas')}
        className={styles['tabs'] ?? ''}
      >
        <Tabs.List>
          <Tabs.Tab value="filas" leftSection={<IconList size={16} aria-hidden />}>
            {t('review.tabs.filas')}
          </Tabs.Tab>
          <Tabs.Tab
            value="planes"
            leftSection={<IconPackage size={16} aria-hidden />}
            rightSection={<Count n={preview.planes.length} alert={doubtful} />}
          >
            {t('review.tabs.planes')}
          </Tabs.Tab>
          <Tabs.Tab
            value="estados"
            leftSection={<IconTags size={16} aria-hidden />}
            rightSection={<Count n={preview.estados.length} alert={unknown} />}
          >
            {t('review.tabs.estados')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="filas" className={styles['tabPanel'] ?? ''}>
          <RowsPanel preview={preview} busy={busy} />
        </Tabs.Panel>
        <Tabs.Panel value="planes" className={styles['tabPanel'] ?? ''}>
          <PlansPanel
            planes={preview.planes}
            busy={busy}
            onChoice={(planes) => decide({ planes: { ...draft.planes, ...planes } })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="estados" className={styles['tabPanel'] ?? ''}>
          <EstadosPanel
            estados={preview.estados}
            busy={busy}
            onChoice={(estados) => decide({ estados: { ...draft.estados, ...estados } })}
          />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

/** How many there are, or how many of them are to be looked at. */
function Count({ n, alert }: { n: number; alert: number }) {
  const number = useNumber()
  if (alert === 0)
    return (
      <Badge size="sm" color="gray">
        {number(n)}
      </Badge>
    )
  return (
    <Badge size="sm" color="orange" leftSection={<IconAlertTriangle size={11} aria-hidden />}>
      {number(alert)}
    </Badge>
  )
}

function LookAt({ text, onClick }: { text: string; onClick: () => void }) {
  const { t } = useTranslation('imports')
  return (
    <div className={styles['lookAt']}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{text}</span>
      <Button size="compact-sm" variant="subtle" color="orange" onClick={onClick}>
        {t('review.look')}
      </Button>
    </div>
  )
}
