import { addDays, type FechaCivil } from '../../../contract/dates.ts'
import { isTrabajoAbierto } from '../../../contract/enums.ts'
import { asFalla } from '../jobs/rows.ts'
import type { Books } from './books.ts'
import { step, type Step } from './step.ts'

function contractStep({ servicio, condicion }: Books, today: FechaCivil): Step {
  const { estado, motivoSuspension, planNombre, fechaCorte, fechaActivacion } = servicio
  const datos = { plan: planNombre, desde: fechaCorte ?? '', activacion: fechaActivacion }
  if (estado === 'baja') return step('mal', { paso: 'contrato', codigo: 'baja' }, datos)
  if (estado === 'suspendido' && motivoSuspension === 'pausa')
    return step('mal', { paso: 'contrato', codigo: 'pausa' }, datos)
  if (condicion === 'reducido') return step('mal', { paso: 'contrato', codigo: 'reducido' }, datos)
  if (estado === 'suspendido') return step('mal', { paso: 'contrato', codigo: 'cortado' }, datos)
  if (fechaActivacion > today) return step('mal', { paso: 'contrato', codigo: 'futuro' }, datos)
  return step('bien', { paso: 'contrato', codigo: 'activo' }, datos)
}

function debtStep({ deuda }: Books, today: FechaCivil): Step {
  const { vencido, venceDesde, promesa, tolerancia, diasGracia } = deuda
  if (vencido <= tolerancia || venceDesde === null) return step('bien', { paso: 'deuda', codigo: 'al_dia' })
  const datos = { monto: vencido, desde: venceDesde }
  if (promesa !== null && promesa >= today)
    return step('atencion', { paso: 'deuda', codigo: 'promesa' }, { ...datos, hasta: promesa })
  const grace = addDays(venceDesde, diasGracia)
  if (grace >= today) return step('atencion', { paso: 'deuda', codigo: 'en_gracia' }, { ...datos, hasta: grace })
  return step('atencion', { paso: 'deuda', codigo: 'vencida' }, datos)
}

/** Whether the devices were told what the books say. */
function jobStep({ trabajo }: Books): Step {
  if (trabajo === null) return step('bien', { paso: 'corte', codigo: 'sin_trabajos' })
  const { estado, error, equipo, modo } = trabajo
  const datos = { equipo, falla: asFalla(error) ?? '' }
  if (estado === 'fallido') return step('mal', { paso: 'corte', codigo: 'fallido' }, datos)
  if (!isTrabajoAbierto(estado)) return step('bien', { paso: 'corte', codigo: 'conforme' }, datos)
  if (modo === 'observar') return step('mal', { paso: 'corte', codigo: 'observado' }, datos)
  return step('mal', { paso: 'corte', codigo: error === null ? 'pendiente' : 'en_espera' }, datos)
}

/** The steps that need no device: contract, debt, and what devices were told of them. */
export const bookSteps = (books: Books, today: FechaCivil): Step[] => [
  contractStep(books, today),
  debtStep(books, today),
  jobStep(books),
]
