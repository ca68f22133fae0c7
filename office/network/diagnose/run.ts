import type { PasoDiagnosticado, PasoDiagnostico } from '../../../contract/procedures/diagnostico.ts'
import type { Office } from '../../kernel/office.ts'
import { officeToday } from '../../kernel/today.ts'
import { RouterosError } from '../../routeros/index.ts'
import { failureOf } from '../devices/failure.ts'
import { readReach } from '../reach.ts'
import { bookSteps } from './book-steps.ts'
import { type Books, type ObjetoDeServicio, readBooks } from './books.ts'
import { addressStep, pingStep, trafficStep } from './device.ts'
import { type Ask, findObject, type Found, objectStep } from './found.ts'
import { failed, knownSilence, open, readUispState, tryAgain, uispStep } from './reached.ts'
import { sessionStep } from './session.ts'
import { signalStep } from './signal.ts'
import { step, type Step } from './step.ts'
import { verdictOf } from './verdict.ts'

/** What is known was said: a verdict, before it is tried once more. */
interface Known {
  tipo: 'conocido'
}

/** Looks at a service from its contract to its traffic. Errors: not_found. */
export async function* diagnose(
  office: Office,
  tenantId: string,
  servicioId: string,
): AsyncGenerator<PasoDiagnosticado, void, void> {
  const { read } = office.db
  const today = officeToday(read, office.now())
  const books = readBooks(read, tenantId, servicioId, today)
  const steps = new Map<PasoDiagnostico, Step>(bookSteps(books, today).map((each) => [each.paso, each]))
  yield* steps.values()
  for await (const event of deviceSteps(office, tenantId, books)) {
    if (event.tipo === 'conocido') {
      yield { tipo: 'fin', ...verdictOf([...steps.values()]), probando: true }
      continue
    }
    if (event.tipo === 'paso') steps.set(event.paso, event)
    yield event
  }
  yield { tipo: 'fin', ...verdictOf([...steps.values()]), probando: false }
}

const DEVICE_STEPS = ['objeto', 'sesion', 'direccion', 'senal', 'ping', 'trafico'] as const

/** What is left of the chain when the device cannot be asked. */
const unseen = (from: number): Step[] =>
  DEVICE_STEPS.slice(from).map((paso) => step('sin_datos', { paso, codigo: 'no_se_ve' }))

/** The object that a session hangs on, before what only limits its speed, before what another system keeps. */
const ASKED: readonly ObjetoDeServicio['tipo'][] = ['ppp_secret', 'dhcp_lease', 'simple_queue', 'uisp_servicio']
const askedOf = ({ objetos }: Books): ObjetoDeServicio | undefined =>
  objetos.toSorted((a, b) => ASKED.indexOf(a.tipo) - ASKED.indexOf(b.tipo))[0]

type DeviceEvent = Exclude<PasoDiagnosticado, { tipo: 'fin' }> | Known

async function* deviceSteps(office: Office, tenantId: string, books: Books): AsyncGenerator<DeviceEvent> {
  yield { tipo: 'curso', paso: 'equipo' }
  const objeto = askedOf(books)
  const reach = objeto && readReach(office.db.read, tenantId, objeto.dispositivoId)
  const inVain = objeto && reach ? unasked(office, tenantId, reach) : unlinked(books)
  if (inVain || !objeto || !reach) {
    if (inVain) yield inVain
    yield* unseen(0)
    return
  }
  const { nombre: equipo, dispositivoId } = reach
  const desk = await office.network()
  const link = desk.lines.link(tenantId, dispositivoId)
  const known = knownSilence(equipo, { lostSince: desk.poller.lostSince, view: desk.poller.view(dispositivoId), link })
  if (known) {
    yield known
    yield* unseen(0)
    // Trying again mends no password, and may lock the account.
    if (known.codigo === 'no_deja_entrar') return
    yield { tipo: 'conocido' }
    yield { tipo: 'curso', paso: 'equipo' }
    const still = await tryAgain(link, equipo, known)
    if (still) {
      yield still
      return
    }
    // Whoever else looks at it is told too.
    void desk.poller.lookNow(dispositivoId)
  }
  const failure = await open(link)
  if (failure) {
    yield failed(equipo, failure)
    yield* unseen(0)
    return
  }
  yield* asked(patient(link), { equipo, objeto, books, now: office.now() })
}

/** A device of another system is not asked. */
const unasked = (
  { db }: Office,
  tenantId: string,
  { nombre, proveedor, dispositivoId }: ReturnType<typeof readReach>,
): Step | null => (proveedor === 'mikrotik' ? null : uispStep(nombre, readUispState(db.read, tenantId, dispositivoId)))

/** No device carries it: nothing to ask. */
function unlinked({ servicio: { estado, motivoSuspension } }: Books): Step {
  return estado === 'suspendido' && motivoSuspension !== 'pausa'
    ? step('mal', { paso: 'equipo', codigo: 'nadie_reactiva' })
    : step('atencion', { paso: 'equipo', codigo: 'sin_equipo' })
}

/** A question that takes longer than this is one to a device that fell silent, ms. */
const PATIENCE = { timeoutMs: 8_000 }
const patient = (link: Ask): Ask => ({
  call: (path, input, options) => link.call(path, input, { ...PATIENCE, ...options }),
})

interface Asked {
  equipo: string
  objeto: ObjetoDeServicio
  books: Books
  now: number
}

async function* asked(ask: Ask, { equipo, objeto, books, now }: Asked): AsyncGenerator<DeviceEvent> {
  let done = 0
  try {
    const found = await findObject(ask, objeto)
    yield step('bien', { paso: 'equipo', codigo: 'responde' }, { equipo })
    for (const look of looks(ask, found, books, now)) {
      const paso = DEVICE_STEPS[done]
      if (paso) yield { tipo: 'curso', paso }
      yield await look()
      done += 1
    }
  } catch (error) {
    if (!(error instanceof RouterosError)) throw error
    if (done === 0) yield failed(equipo, failureOf(error))
    yield* unseen(done)
  }
}

/** The steps that ask the device, in the order of `DEVICE_STEPS`. Without a session there is nobody to ping. */
function looks(ask: Ask, found: Found, books: Books, now: number): (() => Step | Promise<Step>)[] {
  const { live, row, ip } = found
  const off = (paso: 'ping' | 'trafico') => step('sin_datos', { paso, codigo: 'no_se_ve' })
  const mac = [
    live?.['caller-id'],
    live?.['active-mac-address'],
    row?.['mac-address'],
    row?.['last-caller-id'],
    row?.['caller-id'],
  ].find((each) => each !== undefined && each !== '')
  return [
    () => objectStep(found, books),
    () => sessionStep(ask, found, now),
    () => addressStep(ask, found, books),
    () => signalStep(ask, { mac: mac ?? '', ip: found.objeto.tipo === 'simple_queue' ? ip : '' }),
    () => (live === null || ip === '' ? off('ping') : pingStep(ask, ip)),
    () => (live === null ? off('trafico') : trafficStep(ask, found, books)),
  ]
}
