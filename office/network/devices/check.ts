import net from 'node:net'
import { once } from 'node:events'
import {
  type IdentidadDispositivo,
  type PasoRevisado,
  POLITICAS_GESTIONAR,
  POLITICAS_LEER,
  POLITICAS_OTRAS,
} from '../../../contract/index.ts'
import type { ReadDb } from '../../../db/open.ts'
import type { Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import {
  equals,
  isAtLeast,
  NO_PIN,
  openSession,
  parseClock,
  parseVersion,
  RouterosError,
  RouterosTlsMismatch,
  type RouterosSession,
  type SessionOptions,
} from '../../routeros/index.ts'
import { devicePurpose } from '../reach.ts'
import { failureOf } from './failure.ts'
import { maybe, readFacts } from './look.ts'
import { findDevice } from './rows.ts'
import { isSameDoor } from './store.ts'

/** Each step may take so long, ms. */
const STEP_TIMEOUT = 8_000
/** A clock further off than this makes logs and schedules hard to follow, s. */
const CLOCK_SLACK = 120

export interface CheckInput {
  id?: string | undefined
  host: string
  puerto: number
  tls: boolean
  huellaTls: string | null
  usuario: string
  clave?: string | undefined
}

type Context = { office: Pick<Office, 'db' | 'seal' | 'now'>; tenantId: string }

/** Checks an address step by step, until something is in the way. Keeps nothing. */
export async function* checkDevice(context: Context, input: CheckInput): AsyncGenerator<PasoRevisado, void, void> {
  yield { paso: 'alcance', resultado: 'curso' }
  const reached = await knock(input)
  yield* reached
  if (reached.some(({ resultado }) => resultado === 'falla')) return
  if (input.tls) {
    yield { paso: 'certificado', resultado: 'curso' }
    const shown = await showCertificate(input)
    yield* shown
    if (shown.some(({ resultado }) => resultado !== 'ok')) return
  } else yield { paso: 'cifrado', resultado: 'aviso', codigo: 'sin_cifrar' }
  yield { paso: 'credenciales', resultado: 'curso' }
  const entered = await enter(context, input)
  if ('resultado' in entered) return yield entered
  try {
    yield { paso: 'credenciales', resultado: 'ok' }
    yield* ask(context, input, entered)
  } finally {
    entered.close()
  }
}

/** Whether anybody is there, and whether the API is. */
async function knock({ host, puerto }: CheckInput): Promise<PasoRevisado[]> {
  const since = performance.now()
  const socket = net.connect({ host, port: puerto })
  const ms = (): number => Math.round(performance.now() - since)
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(STEP_TIMEOUT) })
    return [
      { paso: 'alcance', resultado: 'ok', ms: ms() },
      { paso: 'api', resultado: 'ok' },
    ]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
      return [
        { paso: 'alcance', resultado: 'ok', ms: ms() },
        { paso: 'api', resultado: 'falla', codigo: 'rechazado', detalle: '' },
      ]
    const late = error instanceof Error && error.name === 'AbortError'
    return [{ paso: 'alcance', resultado: 'falla', codigo: late ? 'sin_respuesta' : 'inalcanzable', detalle: '' }]
  } finally {
    socket.on('error', () => undefined)
    socket.destroy()
  }
}

const optionsOf = ({ host, puerto, usuario }: CheckInput, pin: string | null, password: string): SessionOptions => ({
  host,
  port: puerto,
  tls: pin === null ? null : { pin },
  user: usuario,
  password,
  connectTimeoutMs: STEP_TIMEOUT,
  commandTimeoutMs: STEP_TIMEOUT,
})

/** The certificate it shows against the one that is trusted. No password is near. */
async function showCertificate(input: CheckInput): Promise<PasoRevisado[]> {
  try {
    const session = await openSession(optionsOf(input, NO_PIN, ''))
    session.close()
    throw new Error('a certificate with the print of nobody')
  } catch (error) {
    if (!(error instanceof RouterosTlsMismatch)) return [{ paso: 'cifrado', resultado: 'falla', ...codeOf(error) }]
    const { seen: huella } = error
    const { huellaTls: anterior } = input
    const cifrado: PasoRevisado = { paso: 'cifrado', resultado: 'ok' }
    if (huella === anterior) return [cifrado, { paso: 'certificado', resultado: 'ok', huella }]
    const codigo = anterior === null ? 'nuevo' : 'cambiado'
    return [cifrado, { paso: 'certificado', resultado: 'confirmar', codigo, huella, anterior }]
  }
}

const codeOf = (error: unknown) => {
  const { falla: codigo, detalle } = failureOf(error)
  return { codigo, detalle }
}

async function enter({ office, tenantId }: Context, input: CheckInput): Promise<RouterosSession | PasoRevisado> {
  const password = input.clave ?? keptPassword(office, tenantId, input)
  if (password === null) return { paso: 'credenciales', resultado: 'falla', codigo: 'sin_clave', detalle: '' }
  try {
    return await openSession(optionsOf(input, input.tls ? input.huellaTls : null, password))
  } catch (error) {
    const code = codeOf(error)
    const paso = error instanceof RouterosError && error.code === 'protocol' ? 'api' : 'credenciales'
    return { paso, resultado: 'falla', ...code }
  }
}

/** The password that is kept for this very address; null: it has to be given. */
function keptPassword(office: Pick<Office, 'db' | 'seal'>, tenantId: string, input: CheckInput): string | null {
  if (input.id === undefined) return null
  const kept = findDevice(office.db.read, tenantId, input.id)
  if (kept.secreto === null || !isSameDoor(kept, input)) return null
  try {
    return office.seal.open(kept.secreto, devicePurpose(input.id))
  } catch {
    return null
  }
}

async function* ask(context: Context, input: CheckInput, session: RouterosSession): AsyncGenerator<PasoRevisado> {
  const steps = [
    { paso: 'permisos', run: () => askRights(session, input.usuario) },
    { paso: 'sistema', run: () => askSystem(context, session, input.id) },
    { paso: 'reloj', run: () => askClock(session, context.office.now()) },
  ] as const
  for (const { paso, run } of steps) {
    yield { paso, resultado: 'curso' }
    try {
      yield await run()
    } catch (error) {
      return yield { paso, resultado: 'falla', ...codeOf(error) }
    }
  }
}

async function askRights(session: RouterosSession, user: string): Promise<PasoRevisado> {
  const users = await maybe(session, '/user/print', { proplist: ['group'], queries: [equals('name', user)] })
  const grupo = users?.[0]?.['group'] ?? ''
  const queries = [equals('name', grupo)]
  const groups = grupo === '' ? null : await maybe(session, '/user/group/print', { proplist: ['policy'], queries })
  const policy = groups?.[0]?.['policy']
  if (policy === undefined) return { paso: 'permisos', resultado: 'aviso', codigo: 'desconocidos', grupo, faltan: [] }
  const has = new Set(policy.split(','))
  const lacks = (names: readonly string[]): string[] => names.filter((name) => !has.has(name))
  const kinds = [
    { codigo: 'faltan_leer', faltan: lacks(POLITICAS_LEER) },
    { codigo: 'faltan_gestionar', faltan: lacks(POLITICAS_GESTIONAR) },
    { codigo: 'faltan_otras', faltan: lacks(POLITICAS_OTRAS) },
  ] as const
  const first = kinds.find(({ faltan }) => faltan.length > 0)
  if (!first) return { paso: 'permisos', resultado: 'ok', grupo }
  const faltan = kinds.flatMap((kind) => kind.faltan)
  return { paso: 'permisos', resultado: 'aviso', codigo: first.codigo, grupo, faltan }
}

const bySerial = perConnection((db: ReadDb) =>
  db.sqlite.prepare<[string, string, string], { id: string; nombre: string }>(
    `select id, nombre from dispositivo_red where tenant_id = ? and proveedor = 'mikrotik' and external_id = ? and id <> ?`,
  ),
)

async function askSystem({ office, tenantId }: Context, session: RouterosSession, id = ''): Promise<PasoRevisado> {
  const { salidas: _, ...identidad }: IdentidadDispositivo & { salidas: unknown } = await readFacts(session)
  const { serie } = identidad
  const dispositivo = serie === '' ? null : (bySerial(office.db.read).get(tenantId, serie, id) ?? null)
  const version = parseVersion(identidad.version)
  const old = version !== null && !isAtLeast(version, 6, 43)
  const codigo = dispositivo ? 'ya_existe' : old ? 'version_vieja' : serie === '' ? 'sin_serie' : null
  if (codigo === null) return { paso: 'sistema', resultado: 'ok', identidad }
  return { paso: 'sistema', resultado: 'aviso', codigo, identidad, dispositivo }
}

async function askClock(session: RouterosSession, now: number): Promise<PasoRevisado> {
  const clock = parseClock((await maybe(session, '/system/clock/print', {}))?.[0] ?? {})
  if (clock === null) return { paso: 'reloj', resultado: 'aviso', codigo: 'desconocido', segundos: null }
  const segundos = Math.round((clock - now) / 1000)
  if (Math.abs(segundos) <= CLOCK_SLACK) return { paso: 'reloj', resultado: 'ok', segundos }
  return { paso: 'reloj', resultado: 'aviso', codigo: segundos < 0 ? 'atrasado' : 'adelantado', segundos }
}
