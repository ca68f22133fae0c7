import { Button, Skeleton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorridaDetail } from '../../../../contract/procedures/corridas.ts'
import { useCan, useDates } from '../../../app/session.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { BatchButton } from '../../documents/index.ts'
import { BillingTabs } from '../BillingTabs.tsx'
import { searchOf, useRunName } from './DueBanner.tsx'
import { RunResult } from './RunResult.tsx'
import { RunSteps } from './RunSteps.tsx'
import styles from './run.module.css'
import { useRun } from './useRuns.ts'

/** One run: how far it is, what it issued, and what became of each row. */
export function RunDetailScreen() {
  const { corridaId } = useParams({ from: '/facturas/corridas/$corridaId' })
  const run = useRun(corridaId)
  return (
    <Screen tabs={<BillingTabs />}>
      {run.data ? (
        <Run key={corridaId} run={run.data} />
      ) : run.isError ? (
        <ErrorNote error={run.error} onRetry={() => void run.refetch()} />
      ) : (
        <Skeleton height={240} />
      )}
    </Screen>
  )
}

function useRunActions(run: CorridaDetail) {
  const client = useQueryClient()
  const request = useRequestId()
  const input = () => ({ requestId: request.id, corridaId: run.id })
  const onSuccess = () => {
    request.renew()
    void client.invalidateQueries({ queryKey: orpc.corridas.key() })
  }
  const pause = useMutation(orpc.corridas.pause.mutationOptions({ onSuccess }))
  const resume = useMutation(orpc.corridas.resume.mutationOptions({ onSuccess }))
  const discard = useMutation(orpc.corridas.discard.mutationOptions({ onSuccess }))
  return {
    pause: () => pause.mutate(input()),
    resume: () => resume.mutate(input()),
    discard: (done: () => void) => discard.mutate(input(), { onSuccess: done }),
    busy: pause.isPending || resume.isPending || discard.isPending,
    error: pause.error ?? resume.error,
    refused: discard.error,
  }
}
type Actions = ReturnType<typeof useRunActions>

function Run({ run }: { run: CorridaDetail }) {
  const { t } = useTranslation('corridas')
  const name = useRunName()(run)
  const actions = useRunActions(run)
  const mayRun = useCan('corrida.run')
  const [discarding, setDiscarding] = useState(false)
  return (
    <>
      <PageHeader
        title={t('runs.titleOf', { nombre: name })}
        badge={<EstadoBadge tipo="corrida" estado={run.estado} />}
        subtitle={<Facts run={run} />}
        actions={
          <>
            {run.emitidas > 0 && <BatchButton source={{ tipo: 'corrida', corridaId: run.id }} name={name} />}
            {mayRun && <Secondary run={run} actions={actions} onDiscard={() => setDiscarding(true)} />}
          </>
        }
        primary={mayRun && <Primary run={run} actions={actions} />}
      />
      {run.estado !== 'descartada' && <RunSteps current={stepOf(run)} />}
      {actions.error !== null && <ErrorNote error={actions.error} />}
      <RunResult run={run} />
      {discarding && <DiscardDialog run={run} name={name} actions={actions} onClose={() => setDiscarding(false)} />}
      <span className={styles['srOnly']} role="status">
        {t(`runState.${run.estado}`)}
      </span>
    </>
  )
}

function stepOf({ estado }: CorridaDetail) {
  if (estado === 'por_confirmar') return 'revision'
  return estado === 'terminada' ? 'resultado' : 'emision'
}

function Facts({ run }: { run: CorridaDetail }) {
  const { t } = useTranslation('corridas')
  const { date, instant } = useDates()
  const by = run.usuario ?? (run.origen === 'programada' ? t('runs.office') : null)
  const parts = [
    t('run.issued', { fecha: date(run.fechaEmision) }),
    ...(run.confirmadaEn !== null && by !== null
      ? [t('runs.confirmed', { quien: by, cuando: instant(run.confirmadaEn) })]
      : []),
    ...(run.terminadaEn === null ? [] : [t('runs.ended', { cuando: instant(run.terminadaEn) })]),
  ]
  return <span className="tabular">{parts.join(' · ')}</span>
}

/** The one thing to do next. */
function Primary({ run, actions }: { run: CorridaDetail; actions: Actions }) {
  const { t } = useTranslation('corridas')
  const navigate = useNavigate()
  switch (run.estado) {
    case 'por_confirmar':
      return (
        <KeyButton
          hotkey="mod+Enter"
          onClick={() => void navigate({ to: '/facturas/facturar', search: searchOf(run) })}
        >
          {t('due.review')}
        </KeyButton>
      )
    case 'emitiendo':
      return (
        <KeyButton hotkey="mod+Enter" loading={actions.busy} onClick={actions.pause}>
          {t('runs.pause')}
        </KeyButton>
      )
    case 'pausada':
      return (
        <KeyButton hotkey="mod+Enter" loading={actions.busy} onClick={actions.resume}>
          {t('runs.resume')}
        </KeyButton>
      )
    default:
      return (
        <KeyButton
          hotkey="mod+Enter"
          onClick={() => void navigate({ to: '/facturas', search: { periodo: run.periodo } })}
        >
          {t('runs.seeInvoices')}
        </KeyButton>
      )
  }
}

interface SecondaryProps {
  run: CorridaDetail
  actions: Actions
  onDiscard: () => void
}

function Secondary({ run, actions, onDiscard }: SecondaryProps) {
  const { t } = useTranslation('corridas')
  if (run.estado !== 'por_confirmar' && run.estado !== 'pausada') return null
  return (
    <Button variant="default" disabled={actions.busy} onClick={onDiscard}>
      {t(run.estado === 'pausada' ? 'runs.discardRest' : 'runs.discard')}
    </Button>
  )
}

interface DiscardProps {
  run: CorridaDetail
  name: string
  actions: Actions
  onClose: () => void
}

function DiscardDialog({ run, name, actions, onClose }: DiscardProps) {
  const { t } = useTranslation('corridas')
  const paused = run.estado === 'pausada'
  const done = () => {
    notifyDone(t('runs.discarded', { nombre: name }))
    onClose()
  }
  return (
    <FormDialog
      title={t(paused ? 'discard.restTitle' : 'discard.title', { nombre: name })}
      onClose={onClose}
      onSubmit={() => actions.discard(done)}
      submitLabel={t(paused ? 'runs.discardRest' : 'runs.discard')}
      submitColor="red"
      busy={actions.busy}
      error={actions.refused}
      dirty={false}
    >
      {t(paused ? 'discard.restText' : 'discard.text')}
    </FormDialog>
  )
}
