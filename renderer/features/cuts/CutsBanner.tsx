import { Button } from '@mantine/core'
import { IconClockExclamation, IconEye, IconLoader, IconPlayerPause, IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { CorridaCorteRow, EstadoCortes } from '../../../contract/index.ts'
import { useCan, useDates, useNumber } from '../../app/session.tsx'
import { Banner, Banners } from '../../components/Banner.tsx'
import { useCutsState } from './useCuts.ts'

/** What a person should know before they read the list: cuts are off, a run waits, goes on or is paused. */
export function CutsBanner({ estado }: { estado: EstadoCortes }) {
  const { activos, equiposGestionados, abierta } = estado
  if (activos && equiposGestionados > 0 && abierta === null) return null
  return (
    <Banners>
      {!activos && <Off />}
      {activos && equiposGestionados === 0 && <NoDevice />}
      {abierta !== null && <OpenRun run={abierta} />}
    </Banners>
  )
}

/** Where the day begins: cuts that were missed while the office was closed, or are too many, wait for a person. */
export function WaitingCuts() {
  return useCan('corte.run') ? <Waiting /> : null
}

function Waiting() {
  const { data } = useCutsState()
  const open = data?.abierta
  if (!open || open.estado !== 'por_confirmar' || !data.activos) return null
  return (
    <Banners>
      <OpenRun run={open} />
    </Banners>
  )
}

function Off() {
  const { t } = useTranslation('cortes')
  const configures = useCan('red.config')
  return (
    <Banner
      icon={IconEye}
      tone="warn"
      action={
        configures && (
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => <Link {...props} to="/ajustes/$seccion" params={{ seccion: 'cortes' }} />}
          >
            {t('off.set')}
          </Button>
        )
      }
    >
      {t('off.text')}
    </Banner>
  )
}

function NoDevice() {
  const { t } = useTranslation('cortes')
  return (
    <Banner icon={IconEye} tone="warn">
      {t('off.noDevice')}
    </Banner>
  )
}

const ICONS = { por_confirmar: IconUserQuestion, en_curso: IconLoader, pausada: IconPlayerPause } as const

/** The run that is open, and the way to it. */
export function OpenRun({ run }: { run: CorridaCorteRow }) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const { date } = useDates()
  const { estado, origen, fecha, total, resultados } = run
  const waits = estado === 'por_confirmar'
  const counted = { count: resultados.en_espera, n: number(resultados.en_espera), fecha: date(fecha) }
  const done = { hechos: number(total - resultados.en_espera), total: number(total) }
  const BannerIcon = waits && origen === 'atrasada' ? IconClockExclamation : (ICONS[estado as 'en_curso'] ?? IconLoader)
  return (
    <Banner
      icon={BannerIcon}
      {...(waits && { tone: 'warn' })}
      action={
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link {...props} to="/red/cortes/$corridaId" params={{ corridaId: run.id }} />}
        >
          {t(waits ? 'banner.review' : 'banner.look')}
        </Button>
      }
    >
      {waits
        ? t(origen === 'atrasada' ? 'banner.late' : 'banner.cap', counted)
        : t(estado === 'pausada' ? 'banner.paused' : 'banner.running', done)}
    </Banner>
  )
}
