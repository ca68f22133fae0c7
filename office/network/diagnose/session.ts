import type { Hallazgo } from '../../../contract/procedures/diagnostico.ts'
import { parseDateTime, parseDuration, parseGmtOffset, RouterosTrap, type Row } from '../../routeros/index.ts'
import { type Ask, first, type Found } from './found.ts'
import { step, type Step } from './step.ts'

type Codigo = Extract<Hallazgo, { paso: 'sesion' }>['codigo']

/** A session this young may be one of many that break off. */
const YOUNG_MS = 5 * 60_000
/** The log is read whole: a thousand lines by default. */
const LOG = { timeoutMs: 5_000 }

const session = (resultado: Step['resultado'], codigo: Codigo, datos: Step['datos'] = {}): Step =>
  step(resultado, { paso: 'sesion', codigo }, datos)

/** Whether anybody is connected by the object, or why not. `now`: ms since the epoch. */
export async function sessionStep(ask: Ask, found: Found, now: number): Promise<Step> {
  const { live, row, objeto } = found
  if (objeto.tipo === 'simple_queue') return session('sin_datos', 'sin_sesiones')
  if (live === null) return objeto.tipo === 'dhcp_lease' ? unboundLease(row, now) : noSession(ask, found)
  const uptime = parseDuration(live['uptime'])
  const origen = live['caller-id'] ?? live['active-mac-address'] ?? ''
  if (uptime === null) return session('bien', 'con_direccion', { origen })
  const datos = { origen, segundos: Math.round(uptime / 1000) }
  return uptime < YOUNG_MS ? session('atencion', 'reciente', datos) : session('bien', 'conectada', datos)
}

/** `last-seen` is how long ago; `never`, or nothing, of what nobody ever asked for. */
function unboundLease(row: Row | null, now: number): Step {
  const seen = row?.['last-seen'] ?? ''
  if (seen === '' || seen === 'never') return session('mal', 'sin_pedir')
  const ago = parseDuration(seen)
  return ago === null ? session('mal', 'sin_sesion') : session('mal', 'desconectada', { visto: now - ago })
}

async function noSession(ask: Ask, { row, objeto }: Found): Promise<Step> {
  const refused = await refusalOf(ask, objeto.clave, row?.['profile'] ?? '')
  if (refused) return session('mal', refused.codigo, refused.datos)
  const ended = parseDateTime(row?.['last-logged-out'])
  if (row && (row['last-logged-out'] ?? '') === '') return session('mal', 'nunca')
  // RouterOS writes the beginning of its time for what never was.
  if (ended?.startsWith('1970-')) return session('mal', 'nunca')
  const visto = ended === null ? null : await instantOf(ask, ended)
  if (visto === null) return session('mal', 'sin_sesion')
  const motivo = row?.['last-disconnect-reason'] ?? ''
  return motivo === ''
    ? session('mal', 'desconectada', { visto })
    : session('mal', 'desconectada_por', { visto, motivo })
}

/** A time of the device's wall clock, ms since the epoch; null where it does not say its offset. */
async function instantOf(ask: Ask, local: string): Promise<number | null> {
  const { rows } = await ask.call('/system/clock/print')
  const offset = parseGmtOffset(rows[0]?.['gmt-offset'])
  return offset === null ? null : Date.parse(`${local}Z`) - offset * 60_000
}

type Refusal = { codigo: 'clave_mala' | 'pool_vacio'; datos: Step['datos'] }

/** What the device's log says last of who tries: refused for the password, or without an address to be given. */
async function refusalOf(ask: Ask, user: string, perfil: string): Promise<Refusal | null> {
  const lines = await logOf(ask)
  const profile = perfil === '' ? null : await first(ask, '/ppp/profile', 'name', perfil)
  const pool = profile?.['remote-address'] ?? ''
  for (const line of lines.toReversed()) {
    if (pool !== '' && line.includes(`pool <${pool}> is empty`))
      return { codigo: 'pool_vacio', datos: { pool, perfil } }
    if (!names(line, user)) continue
    return /authentication failed/i.test(line) ? { codigo: 'clave_mala', datos: { usuario: user } } : null
  }
  return null
}

/** `<pppoe-ana>: …`, `<0010>: user ana …`, `ana logged in`: the name by itself, not a part of another. */
function names(line: string, user: string): boolean {
  if (line.includes(`<pppoe-${user}>`)) return true
  return line.split(/[\s,:<>]+/).includes(user)
}

/** Lines of the log, oldest first; none where the office may not read it. */
async function logOf(ask: Ask): Promise<string[]> {
  try {
    const { rows } = await ask.call('/log/print', { proplist: ['message'] }, LOG)
    return rows.map((row) => row['message'] ?? '')
  } catch (error) {
    if (error instanceof RouterosTrap) return []
    throw error
  }
}
