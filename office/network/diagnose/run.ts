import type { PasoDiagnosticado } from '../../../contract/procedures/diagnostico.ts'
import type { Office } from '../../kernel/office.ts'
import { RouterosError, type RouterosLink } from '../../routeros/index.ts'
import { failureOf } from '../devices/failure.ts'
import { readReach } from '../reach.ts'
import { type Books, bookSteps, readBooks } from './books.ts'
import { addressStep, findObject, type Found, objectStep, pingStep, sessionStep, trafficStep } from './device.ts'
import { signalStep } from './signal.ts'
import { step, type Step } from './step.ts'

/** Looks at a service from its contract to its traffic. Errors: not_found. */
export async function* diagnose(
  office: Office,
  tenantId: string,
  servicioId: string,
): AsyncGenerator<PasoDiagnosticado, void, void> {
  const { read } = office.db
  const books = readBooks(read, tenantId, servicioId)
  const steps = bookSteps(read, tenantId, books, office.now())
  yield* steps
  for await (const event of deviceSteps(office, tenantId, books)) {
    if (event.tipo === 'paso') steps.push(event)
    yield event
  }
  yield { tipo: 'fin', ...verdictOf(steps) }
}

/** Where it breaks first: of a cut for debt, at the device that keeps a payment from being enough. */
function verdictOf(steps: readonly Step[]): Pick<Extract<PasoDiagnosticado, { tipo: 'fin' }>, 'donde' | 'ademas'> {
  const broken = steps.filter(({ resultado }) => resultado === 'mal')
  const isCut = broken.some(({ paso, codigo }) => paso === 'contrato' && codigo === 'cortado')
  const device = ['equipo', 'corte'].map((name) => broken.find(({ paso }) => paso === name)).find((each) => each)
  if (!isCut || !device) return { donde: broken[0]?.paso ?? null, ademas: null }
  const owes = steps.some(({ paso, resultado }) => paso === 'deuda' && resultado !== 'bien')
  return { donde: device.paso, ademas: owes ? 'deuda' : 'contrato' }
}

const DEVICE_STEPS = ['objeto', 'sesion', 'direccion', 'senal', 'ping', 'trafico'] as const

/** What is left of the chain when the device cannot be asked. */
const unseen = (from: number): Step[] =>
  DEVICE_STEPS.slice(from).map((paso) => step('sin_datos', { paso, codigo: 'no_se_ve' }))

async function* deviceSteps(office: Office, tenantId: string, books: Books): AsyncGenerator<PasoDiagnosticado> {
  yield { tipo: 'curso', paso: 'equipo' }
  // The object that a session hangs on, before what only limits its speed.
  const objeto = books.objetos.find(({ tipo }) => tipo !== 'simple_queue') ?? books.objetos[0]
  if (!objeto) {
    const { estado, motivoSuspension } = books.servicio
    yield estado === 'suspendido' && motivoSuspension !== 'pausa'
      ? step('mal', { paso: 'equipo', codigo: 'nadie_reactiva' })
      : step('atencion', { paso: 'equipo', codigo: 'sin_equipo' })
    yield* unseen(0)
    return
  }
  const { nombre, proveedor } = readReach(office.db.read, tenantId, objeto.dispositivoId)
  if (proveedor !== 'mikrotik') {
    yield step('sin_datos', { paso: 'equipo', codigo: 'otro_sistema' }, { equipo: nombre })
    yield* unseen(0)
    return
  }
  const { lines } = await office.network()
  const link = lines.link(tenantId, objeto.dispositivoId)
  let done = 0
  try {
    const found = await findObject(link, objeto)
    yield step('bien', { paso: 'equipo', codigo: 'responde' }, { equipo: nombre })
    for (const look of looks(link, found, books)) {
      const paso = DEVICE_STEPS[done]
      if (paso) yield { tipo: 'curso', paso }
      yield await look()
      done += 1
    }
  } catch (error) {
    if (!(error instanceof RouterosError)) throw error
    const { falla } = failureOf(error)
    if (done === 0) yield step('mal', { paso: 'equipo', codigo: 'no_responde' }, { equipo: nombre, falla })
    yield* unseen(done)
  }
}

/** The steps that ask the device, in the order of `DEVICE_STEPS`. Without a session there is nobody to ping. */
function looks(link: RouterosLink, found: Found, books: Books): (() => Step | Promise<Step>)[] {
  const off = (paso: 'ping' | 'trafico') => step('sin_datos', { paso, codigo: 'no_se_ve' })
  const mac = found.live?.['caller-id'] ?? found.live?.['active-mac-address'] ?? found.row?.['mac-address'] ?? ''
  return [
    () => objectStep(found, books),
    () => sessionStep(found),
    () => addressStep(link, found, books),
    () => signalStep(link, mac),
    () => (found.live === null || found.ip === '' ? off('ping') : pingStep(link, found.ip)),
    () => (found.live === null ? off('trafico') : trafficStep(link, found)),
  ]
}
