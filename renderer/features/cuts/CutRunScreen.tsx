import { Button, Skeleton, Text } from '@mantine/core'
import { IconArrowBackUp, IconHistory } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorridaCorteRow, ResultadoCorte } from '../../../contract/index.ts'
import { RESULTADOS_CORTE } from '../../../contract/procedures/cortes.ts'
import { useCan, useDates, useNumber } from '../../app/session.tsx'
import { CountTiles } from '../../components/CountTiles.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge, RESULTADOS_CORTE_LOOKS } from '../../components/EstadoBadge.tsx'
import { ExportMenu } from '../../components/ExportMenu.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { RunProgress } from '../../components/RunProgress.tsx'
import { Screen } from '../../components/Screen.tsx'
import { rpc } from '../../rpc/client.ts'
import { RedTabs } from '../network/RedTabs.tsx'
import { CutRunRows } from './CutRunRows.tsx'
import { StopDialog, UndoDialog } from './RunDialogs.tsx'
import { type RunActions, useCutRun, useRunActions } from './useCuts.ts'
import { shownRun } from './words.ts'

/** One run of cuts: how far it is, what became of each service, and the ways to hold it or take it back. */
export function CutRunScreen() {
  const { corridaId } = useParams({ from: '/red/cortes/$corridaId' })
  const run = useCutRun(corridaId)
  return (
    <Screen tabs={<RedTabs current="cortes" />}>
      {run.data ? (
        <Run key={corridaId} run={run.data} />
      ) : run.isError ? (
        <ErrorNote error={run.error} onRetry={() => void run.refetch()} />
      ) : (
        <Skeleton flex={1} />
      )}
    </Screen>
  )
}

const isOver = ({ estado }: CorridaCorteRow) =>
  estado === 'terminada' || estado === 'detenida' || estado === 'descartada'

function Run({ run }: { run: CorridaCorteRow }) {
  const { t } = useTranslation(['cortes', 'common'])
  const { date } = useDates()
  const mayRun = useCan('corte.run')
  const actions = useRunActions(run.id)
  const [asking, setAsking] = useState<'stop' | 'undo' | null>(null)
  const [resultado, setResultado] = useState<ResultadoCorte | undefined>()
  const close = () => setAsking(null)
  /** Nobody else is cut while a person makes up their mind. */
  const askToStop = () => {
    if (run.estado === 'en_curso') actions.pause()
    setAsking('stop')
  }
  return (
    <>
      <PageHeader
        title={t('run.title', { fecha: date(run.fecha) })}
        badge={<EstadoBadge tipo="corte" estado={shownRun(run)} />}
        subtitle={<By run={run} />}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconHistory size={16} aria-hidden />}
              renderRoot={(props) => <Link {...props} to="/red/cortes/historial" />}
            >
              {t('runs.link')}
            </Button>
            <ExportMenu make={(formato, idioma) => rpc.cortes.filasExport({ corridaId: run.id, formato, idioma })} />
            {mayRun && run.vigentes > 0 && (
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={16} aria-hidden />}
                onClick={() => setAsking('undo')}
              >
                {t('run.undo')}
              </Button>
            )}
            {mayRun && !isOver(run) && (
              <Button variant="default" disabled={actions.busy} onClick={askToStop}>
                {t(run.estado === 'por_confirmar' ? 'run.discard' : 'run.stop')}
              </Button>
            )}
          </>
        }
        primary={mayRun && <Primary run={run} actions={actions} />}
      />
      {actions.error !== null && <ErrorNote error={actions.error} />}
      {run.estado === 'por_confirmar' && <Text size="sm">{t('run.waiting')}</Text>}
      {(run.estado === 'en_curso' || run.estado === 'pausada') && <Going run={run} />}
      <Outcome run={run} chosen={resultado} onChoose={setResultado} />
      <CutRunRows run={run} resultado={resultado} onClear={() => setResultado(undefined)} />
      {asking === 'stop' && !isOver(run) && <StopDialog run={run} actions={actions} onClose={close} />}
      {asking === 'undo' && <UndoDialog run={run} actions={actions} onClose={close} />}
    </>
  )
}

function By({ run }: { run: CorridaCorteRow }) {
  const { t } = useTranslation('cortes')
  const { instant } = useDates()
  const quien = run.usuario ?? (run.estado === 'por_confirmar' ? null : t('runs.office'))
  const parts = [t(`runs.origen.${run.origen}`), quien, instant(run.terminadaEn ?? run.creadoEn)]
  return <span className="tabular">{parts.filter((part) => part !== null).join(' · ')}</span>
}

/** The one thing to do next. */
function Primary({ run, actions }: { run: CorridaCorteRow; actions: RunActions }) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  switch (run.estado) {
    case 'por_confirmar':
      return (
        <KeyButton hotkey="mod+Enter" color="red" loading={actions.busy} onClick={actions.confirm}>
          {t('run.confirm', { count: run.resultados.en_espera, n: number(run.resultados.en_espera) })}
        </KeyButton>
      )
    case 'en_curso':
      return (
        <KeyButton hotkey="mod+Enter" loading={actions.busy} onClick={actions.pause}>
          {t('run.pause')}
        </KeyButton>
      )
    case 'pausada':
      return (
        <KeyButton hotkey="mod+Enter" color="red" loading={actions.busy} onClick={actions.resume}>
          {t('run.resume')}
        </KeyButton>
      )
    default:
      return null
  }
}

function Going({ run }: { run: CorridaCorteRow }) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const running = run.estado === 'en_curso'
  const done = run.total - run.resultados.en_espera
  return (
    <RunProgress
      label={t(running ? 'run.progress' : 'run.pausedTitle')}
      done={done}
      total={run.total}
      count={t('run.of', { hechos: number(done), total: number(run.total) })}
      text={t(running ? 'run.progressText' : 'run.pausedText')}
      running={running}
    />
  )
}

interface OutcomeProps {
  run: CorridaCorteRow
  chosen: ResultadoCorte | undefined
  onChoose: (resultado: ResultadoCorte | undefined) => void
}

/** Counts by outcome, which add up to the rows; each shows its own. */
function Outcome({ run: { resultados }, chosen, onChoose }: OutcomeProps) {
  const { t } = useTranslation(['cortes', 'common'])
  return (
    <CountTiles
      label={t('run.outcome')}
      tiles={RESULTADOS_CORTE.filter((resultado) => resultado === 'verificado' || resultados[resultado] > 0).map(
        (resultado) => ({
          key: resultado,
          label: t(`common:enums.resultadoCorte.${resultado}`),
          count: resultados[resultado],
          look: RESULTADOS_CORTE_LOOKS[resultado],
          chosen: chosen === resultado,
          onChoose: () => onChoose(chosen === resultado ? undefined : resultado),
        }),
      )}
    />
  )
}
