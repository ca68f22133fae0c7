import { useTranslation } from 'react-i18next'
import type { Hallazgo, PasoDiagnostico } from '../../../contract/procedures/diagnostico.ts'
import { useDates, useMoney, useNumber } from '../../app/session.tsx'
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

const keyOf = ({ paso, codigo }: PasoHecho): Clave => `${paso}.${codigo}` as Clave

/** What a step found, and what to do about it, with its figures as people here write them. */
export function useStepText() {
  const { t } = useTranslation('diagnostico')
  const { format } = useMoney()
  const { date } = useDates()
  const number = useNumber()
  const duration = useDuration()
  const rate = useRate()
  const figures = ({ datos }: PasoHecho): Record<string, string | number> => {
    const shown = (name: string, value: string | number): string => {
      if (typeof value === 'string') return isDay(value) ? date(value) : value
      if (name === 'monto') return format(value)
      if (name === 'segundos') return duration(value * 1000)
      return name === 'subida' || name === 'bajada' ? rate(value) : number(value)
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
