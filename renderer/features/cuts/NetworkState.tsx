import { IconCircleCheck, IconClock, IconEye, IconLoader, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isTrabajoAbierto } from '../../../contract/enums.ts'
import type { CorteDeServicio, TrabajoDeServicio } from '../../../contract/index.ts'
import { useCan, useTime } from '../../app/session.tsx'
import { useJobWords } from '../network/jobs/words.ts'
import styles from './cuts.module.css'
import { useCutsOfClient, useLiftedBy } from './useCuts.ts'

type Kind = 'back' | 'cut' | 'change'

const kindOf = ({ tipo }: TrabajoDeServicio): Kind => {
  if (tipo === 'reactivacion') return 'back'
  return tipo === 'corte' ? 'cut' : 'change'
}

/** What a device was told last about a service, and whether it says so: «Reactivando…», «…verificado 12:03». `named`: by whom. */
export function JobLine({ job, named = false }: { job: TrabajoDeServicio; named?: boolean }) {
  const { t } = useTranslation('cortes')
  const time = useTime()
  const words = useJobWords()
  const kind = kindOf(job)
  const equipo = job.dispositivoNombre
  if (isTrabajoAbierto(job.estado) && job.modo === 'observar')
    return (
      <Line tone="wait" icon={<IconEye size={16} aria-hidden />}>
        {t('state.observed', { equipo })}
      </Line>
    )
  if (job.verificadoEn !== null)
    return (
      <Line tone="done" icon={<IconCircleCheck size={16} aria-hidden />}>
        {t(`state.${kind}Done`, { hora: time(job.verificadoEn) })}
        {named && ` · ${equipo}`}
      </Line>
    )
  if (job.estado === 'fallido')
    return (
      <Line tone="failed" icon={<IconPlugConnectedX size={16} aria-hidden />}>
        {t('state.failed', { equipo, motivo: words(job) })}
      </Line>
    )
  if (job.falla !== null)
    return (
      <Line tone="wait" icon={<IconClock size={16} aria-hidden />}>
        {t(`state.${kind}Waits`, { equipo, motivo: words(job) })}
      </Line>
    )
  return <Line icon={<IconLoader size={16} aria-hidden />}>{t(`state.${kind}`)}</Line>
}

function Line({ tone, icon, children }: { tone?: string; icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className={styles['stateLine']} data-tone={tone}>
      {icon}
      <span className={styles['stateWords']}>{children}</span>
    </div>
  )
}

/**
 * How a service is on the network: nothing where no device carries it and nothing is coming. `servicioId`: only that one;
 * left out: every service of the client that has something to say.
 */
export function NetworkState({ clienteId, servicioId }: { clienteId: string; servicioId?: string }) {
  const { t } = useTranslation('cortes')
  const may = useCan('cliente.read')
  const cuts = useCutsOfClient(clienteId, may)
  const shown = (cuts.data ?? []).filter((cut) => servicioId === undefined || cut.servicioId === servicioId)
  const lines = shown.flatMap((cut) => linesOf(cut))
  if (lines.length === 0) return null
  return (
    <div className={styles['state']} role="status" aria-label={t('state.region')}>
      {lines.map((line) =>
        line === 'will' ? (
          <Line key="will" tone="wait" icon={<IconPlugConnectedX size={16} aria-hidden />}>
            {t('state.will')}
          </Line>
        ) : (
          <JobLine key={line.id} job={line} named={lines.length > 1} />
        ),
      )}
    </div>
  )
}

/** What was told and done longer ago than this says nothing that the service's state does not. */
const FRESH_MS = 12 * 3_600_000

function linesOf({ motivos, trabajos }: CorteDeServicio): (TrabajoDeServicio | 'will')[] {
  const since = Date.now() - FRESH_MS
  const told = trabajos.filter(
    ({ estado, verificadoEn }) => estado !== 'cancelado' && (verificadoEn === null || verificadoEn > since),
  )
  return motivos?.length === 0 ? [...told, 'will'] : told
}

/** After a collection: whether the cut that it lifted is gone on the devices too, or who has to be told. Nothing when it lifted none. */
export function LiftedState({ reciboId }: { reciboId: string }) {
  const { t } = useTranslation('cortes')
  const may = useCan('pago.read')
  const lifted = useLiftedBy(reciboId, may)
  const back = lifted.data ?? []
  const jobs = back.flatMap(({ trabajos }) => trabajos).filter(({ estado }) => estado !== 'cancelado')
  const alone = back.filter(({ trabajos }) => trabajos.length === 0)
  if (jobs.length === 0 && alone.length === 0) return null
  return (
    <div className={styles['state']} role="status" aria-label={t('state.region')}>
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} named={jobs.length > 1} />
      ))}
      {alone.map(({ servicioId, planNombre }) => (
        <Line key={servicioId} tone="failed" icon={<IconPlugConnectedX size={16} aria-hidden />}>
          {t('state.alone')}
          {back.length > 1 && ` · ${planNombre}`}
        </Line>
      ))}
    </div>
  )
}
