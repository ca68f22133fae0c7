import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDates, useMoney, useNumber } from '../../../app/session.tsx'
import { ExportMenu } from '../../../components/ExportMenu.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { rpc } from '../../../rpc/client.ts'
import { BillingTabs } from '../BillingTabs.tsx'
import { planned } from './adjust.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { PeriodStep } from './PeriodStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { RunSteps } from './RunSteps.tsx'
import { type RunChoice, type RunDraft, type RunState, sameRun, useRunDraft } from './useRunDraft.ts'
import { useNextPeriod } from './useRuns.ts'

const route = getRouteApi('/facturas/facturar')

/**
 * A period becomes invoices. The main task as keystrokes: Ctrl+Enter prepares what is due, Ctrl+Enter asks, Ctrl+Enter
 * issues. In the review: Enter opens a row, Ctrl+D leaves it out or takes it in again.
 */
export function RunScreen() {
  const navigate = useNavigate()
  const state = useRunDraft(
    (corridaId) => void navigate({ to: '/facturas/corridas/$corridaId', params: { corridaId }, ignoreBlocker: true }),
  )
  const [choice, setChoice] = useChoice(state.draft)
  const { draft, prepare } = state
  usePrepareProposed(choice, state)
  if (draft) return <Review state={state} draft={draft} onBack={() => setChoice(draft)} />
  return <Choosing choice={choice} onChange={setChoice} prepare={prepare} />
}

/** What is to be billed: as the address says, else what is due next, today. */
function useChoice(draft: RunDraft | null) {
  const search = route.useSearch()
  const { today } = useDates()
  const next = useNextPeriod()
  const [changed, setChanged] = useState<RunChoice | null>(draft)
  const periodo = search.periodo ?? next?.periodo
  const proposed: RunChoice | null =
    periodo === undefined
      ? null
      : {
          periodo,
          dia: search.dia ?? null,
          fechaEmision: search.emision ?? today(),
          corridaId: search.corrida ?? null,
        }
  return [changed ?? proposed, setChanged] as const
}

/** Whoever comes from a run that waits wants to see it at once. */
function usePrepareProposed(choice: RunChoice | null, { draft, prepare }: RunState): void {
  const { corrida } = route.useSearch()
  const asked = useRef<string | null>(null)
  useEffect(() => {
    if (corrida === undefined || choice === null || choice.corridaId !== corrida || asked.current === corrida) return
    asked.current = corrida
    if (draft === null || !sameRun(draft, choice)) prepare.mutate(choice)
  }, [corrida, choice, draft, prepare])
}

interface ChoosingProps {
  choice: RunChoice | null
  onChange: (choice: RunChoice) => void
  prepare: RunState['prepare']
}

function Choosing({ choice, onChange, prepare }: ChoosingProps) {
  const { t } = useTranslation('corridas')
  return (
    <Screen tabs={<BillingTabs />}>
      <PageHeader
        title={t('run.title')}
        subtitle={t('run.subtitle')}
        primary={
          <KeyButton
            hotkey="mod+Enter"
            loading={prepare.isPending}
            disabled={choice === null}
            onClick={() => choice && prepare.mutate(choice)}
          >
            {t('run.prepare')}
          </KeyButton>
        }
      />
      <RunSteps current="periodo" />
      <PeriodStep choice={choice} onChange={onChange} prepare={prepare} />
    </Screen>
  )
}

function Review({ state, draft, onBack }: { state: RunState; draft: RunDraft; onBack: () => void }) {
  const { t } = useTranslation('corridas')
  const { period } = useDates()
  const [asking, setAsking] = useState(false)
  const plan = planned(draft.resumen, draft.excluded)
  const label = useIssueLabel()
  const back = () => {
    onBack()
    state.leave()
  }
  return (
    <Screen tabs={<BillingTabs />}>
      <PageHeader
        title={t('run.of', { periodo: period(draft.periodo) })}
        subtitle={<What draft={draft} />}
        actions={
          <>
            <ExportMenu
              make={(formato, idioma) =>
                rpc.corridas.previewExport({ vistaId: draft.resumen.vistaId, formato, idioma })
              }
            />
            <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={back}>
              {t('run.back')}
            </Button>
          </>
        }
        primary={
          <KeyButton
            hotkey="mod+Enter"
            disabled={plan.filas === 0 || draft.resumen.abierta !== null || state.prepare.isPending}
            onClick={() => setAsking(true)}
          >
            {label(plan)}
          </KeyButton>
        }
      />
      <RunSteps current="revision" />
      <ReviewStep state={state} draft={draft} plan={plan} />
      {asking && <ConfirmDialog state={state} draft={draft} plan={plan} onClose={() => setAsking(false)} />}
    </Screen>
  )
}

/** Of which billing day, and with which dates. */
function What({ draft: { dia, resumen } }: { draft: RunDraft }) {
  const { t } = useTranslation('corridas')
  const { date } = useDates()
  return (
    <span className="tabular">
      {[
        dia === null ? t('run.everyDay') : t('run.oneDay', { dia }),
        t('run.issued', { fecha: date(resumen.fechaEmision) }),
        t('run.due', { fecha: date(resumen.fechaVencimiento) }),
      ].join(' · ')}
    </span>
  )
}

/** Names what happens: "Emitir 1.180 facturas por $ 12.345.678,00". */
export function useIssueLabel(): (plan: ReturnType<typeof planned>) => string {
  const { t } = useTranslation('corridas')
  const number = useNumber()
  const { format } = useMoney()
  return ({ facturas, notasCredito, filas }) => {
    if (filas === 0) return t('issue.nothing')
    if (facturas.cantidad > 0)
      return t('issue.invoices', {
        count: facturas.cantidad,
        n: number(facturas.cantidad),
        monto: format(facturas.monto),
      })
    if (notasCredito.cantidad > 0)
      return t('issue.notes', { count: notasCredito.cantidad, n: number(notasCredito.cantidad) })
    return t('issue.looked', { count: filas, n: number(filas) })
  }
}
