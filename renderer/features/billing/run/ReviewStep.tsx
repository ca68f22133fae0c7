import { Alert, Button, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VistaFila } from '../../../../contract/procedures/corridas.ts'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { toOfficeError } from '../../../rpc/errors.ts'
import type { Planned } from './adjust.ts'
import { ExcludedBar } from './ExcludedBar.tsx'
import type { VistaFilter } from './filters.ts'
import { ReviewAside } from './ReviewAside.tsx'
import { ReviewFilters } from './ReviewFilters.tsx'
import { ReviewTable } from './ReviewTable.tsx'
import { RowDrawer } from './RowDrawer.tsx'
import styles from './run.module.css'
import type { RunDraft, RunState } from './useRunDraft.ts'
import { useVistaRows } from './useRuns.ts'

interface Props {
  state: RunState
  draft: RunDraft
  plan: Planned
}

/** Everything that would be issued and everything that would not, each with its reason, before anything is written. */
export function ReviewStep({ state, draft, plan }: Props) {
  const { resumen, excluded } = draft
  const [filter, setFilter] = useState<VistaFilter>({})
  const [opened, setOpened] = useState<VistaFila | null>(null)
  const rows = useVistaRows(resumen.vistaId, filter)
  const gone = rows.isError && toOfficeError(rows.error).code === 'corrida.vista_gone'
  const toggleRow = (fila: VistaFila) => (fila.clave in excluded ? state.include(fila.clave) : state.exclude(fila))
  return (
    <div className={styles['review']}>
      <div className={styles['reviewMain']}>
        {state.prepare.isError && <ErrorNote error={state.prepare.error} />}
        {gone && <Gone busy={state.prepare.isPending} onAgain={() => state.prepare.mutate(draft)} />}
        {resumen.abierta !== null && <OpenRun corridaId={resumen.abierta} />}
        <ReviewFilters resumen={resumen} plan={plan} filter={filter} onChange={setFilter} />
        <ExcludedBar excluded={excluded} onInclude={state.include} />
        {!gone && (
          <ReviewTable
            rows={rows}
            view={JSON.stringify([resumen.vistaId, filter])}
            excluded={excluded}
            selected={opened}
            onOpen={setOpened}
            onToggle={toggleRow}
            onClear={() => setFilter({})}
          />
        )}
      </div>
      <ReviewAside resumen={resumen} plan={plan} filter={filter} onChange={setFilter} />
      {opened && (
        <RowDrawer
          fila={opened}
          excluded={opened.clave in excluded}
          onToggle={() => toggleRow(opened)}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  )
}

/** The office was restarted, or prepared others since: the same preview is made anew. */
function Gone({ busy, onAgain }: { busy: boolean; onAgain: () => void }) {
  const { t } = useTranslation('corridas')
  return (
    <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <div className={styles['notice']}>
        <Text size="sm">{t('review.gone')}</Text>
        <Button size="xs" variant="default" loading={busy} onClick={onAgain}>
          {t('review.again')}
        </Button>
      </div>
    </Alert>
  )
}

/** Two runs at once would bill the same services twice. */
function OpenRun({ corridaId }: { corridaId: string }) {
  const { t } = useTranslation('corridas')
  return (
    <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <div className={styles['notice']}>
        <Text size="sm">{t('review.open')}</Text>
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link {...props} to="/facturas/corridas/$corridaId" params={{ corridaId }} />}
        >
          {t('review.toOpen')}
        </Button>
      </div>
    </Alert>
  )
}
