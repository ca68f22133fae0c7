import type { FinDiagnostico, PasoDiagnostico } from '../../../contract/procedures/diagnostico.ts'
import type { Step } from './step.ts'

/** Of what is only doubtful, what explains a bad service sooner. A debt that nobody is cut for explains none. */
const BY_WEIGHT: readonly PasoDiagnostico[] = [
  'senal',
  'ping',
  'objeto',
  'direccion',
  'sesion',
  'trafico',
  'equipo',
  'corte',
  'contrato',
  'deuda',
]

/** Where it breaks first: of a cut for debt, at the device that keeps a payment from being enough. */
export function verdictOf(steps: readonly Step[]): Pick<FinDiagnostico, 'donde' | 'ademas' | 'dudoso'> {
  const broken = steps.filter(({ resultado }) => resultado === 'mal')
  const isCut = broken.some(
    ({ paso, codigo }) => paso === 'contrato' && (codigo === 'cortado' || codigo === 'reducido'),
  )
  const device = (['equipo', 'corte'] as const).find((name) => broken.some(({ paso }) => paso === name))
  if (isCut && device) {
    const owes = steps.some(({ paso, resultado }) => paso === 'deuda' && resultado !== 'bien')
    return { donde: device, ademas: owes ? 'deuda' : 'contrato', dudoso: null }
  }
  const doubtful = new Set(steps.filter(({ resultado }) => resultado === 'atencion').map(({ paso }) => paso))
  const [first] = broken
  return {
    donde: first?.paso ?? null,
    ademas: null,
    dudoso: first ? null : (BY_WEIGHT.find((paso) => doubtful.has(paso)) ?? null),
  }
}
