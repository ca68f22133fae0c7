import { useTranslation } from 'react-i18next'
import { civilDate } from '../../../contract/dates.ts'
import { type Hallazgo, MOTIVOS_FIN_SESION, type PasoDiagnostico } from '../../../contract/procedures/diagnostico.ts'
import { FALLAS_DISPOSITIVO } from '../../../contract/procedures/dispositivo-base.ts'
import { FALLAS_RED } from '../../../contract/procedures/red-trabajos.ts'
import { useDates, useMoney, useNumber, useTenant, useTime } from '../../app/session.tsx'
import { useDuration } from '../../components/Age.tsx'
import { useRate } from '../../components/Rate.tsx'
import type { PasoHecho } from './useDiagnosis.ts'

/** `contrato.activo`, `deuda.promesa`…: every finding that there is. */
type Clave = { [Paso in PasoDiagnostico]: `${Paso}.${Extract<Hallazgo, { paso: Paso }>['codigo']}` }[PasoDiagnostico]

/** What needs no advice. */
type Tranquilo =
  | 'activo'
  | 'al_dia'
  | 'conforme'
  | 'sin_trabajos'
  | 'responde'
  | 'otro_sistema'
  | 'conectada'
  | 'con_direccion'
  | 'sin_sesiones'
  | 'asignada'
  | 'buena'
  | 'sin_radio'
  | 'pasa'
  | 'sin_interfaz'
  | 'no_se_ve'
type ClaveConsejo = Exclude<Clave, `${PasoDiagnostico}.${Tranquilo}`>

const RATES: ReadonlySet<string> = new Set(['subida', 'bajada', 'planSubida', 'planBajada'])
/** Numbers that are ms since the epoch; a day of that name is a text. */
const INSTANTS: ReadonlySet<string> = new Set(['desde', 'visto'])

const keyOf = ({ paso, codigo }: PasoHecho): Clave => `${paso}.${codigo}` as Clave

/** What a step found, and what to do about it, with its figures as people here write them. */
export function useStepText() {
  const { t } = useTranslation(['diagnostico', 'red'])
  const { format } = useMoney()
  const { date, instant, today } = useDates()
  const { zonaHoraria } = useTenant()
  const time = useTime()
  const number = useNumber()
  const duration = useDuration()
  const rate = useRate()
  /** Why a device was not told, or does not answer, in the words of the screens of jobs and devices. */
  const failure = (paso: PasoDiagnostico, code: string): string => {
    const ofJob = FALLAS_RED.find((falla) => falla === code)
    if (paso === 'corte' && ofJob) return t(`red:fallaRed.${ofJob}`)
    const ofDevice = FALLAS_DISPOSITIVO.find((falla) => falla === code)
    return ofDevice ? t(`red:falla.${ofDevice}`) : ''
  }
  /** Why a session ended: in words, or as the device wrote it. */
  const ending = (code: string): string => {
    const known = MOTIVOS_FIN_SESION.find((motivo) => motivo === code)
    return known ? t(`motivo.${known}`) : t('motivo.otro', { texto: code })
  }
  const moment = (at: number): string =>
    civilDate(at, zonaHoraria) === today()
      ? t('momento.hoy', { hora: time(at) })
      : t('momento.otro', { fecha: instant(at) })
  const figures = ({ paso, datos }: PasoHecho): Record<string, string | number> => {
    const shown = (name: string, value: string | number): string => {
      if (typeof value === 'string' && name === 'falla') return failure(paso, value)
      if (typeof value === 'string' && name === 'motivo') return ending(value)
      if (typeof value === 'string') return isDay(value) ? date(value) : value
      if (name === 'monto') return format(value)
      if (name === 'segundos') return duration(value * 1000)
      if (INSTANTS.has(name)) return moment(value)
      return RATES.has(name) ? rate(value) : number(value)
    }
    return Object.fromEntries(Object.entries(datos).map(([name, value]) => [name, shown(name, value)]))
  }
  return {
    finding: (hecho: PasoHecho): string => t(`codigo.${keyOf(hecho)}`, figures(hecho)),
    /** Only of what is wrong or doubtful. */
    advice: (hecho: PasoHecho): string => t(`consejo.${keyOf(hecho) as ClaveConsejo}`, figures(hecho)),
  }
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
