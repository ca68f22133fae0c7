import type { TipoAlerta } from '../../../contract/enums.ts'
import type { DetalleAlerta, FallaDispositivo, Metricas } from '../../../contract/index.ts'
import { elapsed } from '../../kernel/elapsed.ts'

/**
 * When an alert of a device begins and ends. Pure: what was seen comes in, what changed goes out.
 * None flaps: each needs several looks in a row to begin and to end, begins above a higher limit than it ends at, lasts MIN_OPEN at least,
 * and does not begin again within MIN_CLOSED of its end. So one of a kind begins at most once in MIN_OPEN + MIN_CLOSED.
 */
const MINUTE = 60_000
/** Milliseconds. */
export const MIN_OPEN = 5 * MINUTE
export const MIN_CLOSED = 10 * MINUTE
/** A reboot is news for so long, ms. */
export const REBOOT_NEWS = 30 * MINUTE
/** What is not usual any more after so long has become usual, ms. */
export const RELEARN_AFTER = 6 * 60 * MINUTE

interface Rule {
  /** Looks in a row to begin, and to end. */
  opens: number
  closes: number
}

export const RULES: Record<TipoAlerta, Rule> = {
  caido: { opens: 3, closes: 2 },
  cpu: { opens: 5, closes: 3 },
  temperatura: { opens: 3, closes: 3 },
  sesiones: { opens: 3, closes: 3 },
  reinicio: { opens: 1, closes: 1 },
}
/** Begins at or above, ends at or below. Percent and °C. */
export const CPU = { high: 90, low: 75 }
export const TEMPERATURE = { high: 80, low: 72 }
/** Parts of the usual number of sessions below which it begins, and from which it ends; and how many must be gone at least. */
export const SESSIONS = { low: 0.6, back: 0.8, atLeast: 10, window: 31 }
/** Uptimes are whole seconds and clocks differ: boots closer than this are one, ms. */
const BOOT_SLACK = 2 * MINUTE

/** One look at a device. */
export interface Look {
  /** ms. */
  t: number
  /** Why it did not answer; null: it did. */
  falla: FallaDispositivo | null
  metricas: Metricas
}

interface Track {
  /** Since when it lasts; null: it does not. */
  openSince: number | null
  closedAt: number | null
  /** Looks in a row that speak for a change. */
  streak: number
  detalle: DetalleAlerta
}

export interface AlertState {
  tracks: Partial<Record<TipoAlerta, Track>>
  /** Latest numbers of sessions, while they were usual. */
  sesiones: readonly number[]
  /** When it last booted, ms; null: not known. */
  boot: number | null
  /** When it last told so, ms; null: before the office was opened. */
  bootSeen: number | null
}

export interface AlertChange {
  tipo: TipoAlerta
  /** What was measured as it began; null: it ended. */
  abre: DetalleAlerta | null
}

export const NO_ALERTS: AlertState = { tracks: {}, sesiones: [], boot: null, bootSeen: null }

const QUIET: Track = { openSince: null, closedAt: null, streak: 0, detalle: {} }

/** What a look says of one kind: that it should be, that it should not, or neither. */
type Verdict = { says: 'bad'; detalle: DetalleAlerta } | { says: 'good' } | { says: 'nothing' }

const bad = (detalle: DetalleAlerta): Verdict => ({ says: 'bad', detalle })
const GOOD: Verdict = { says: 'good' }
const NOTHING: Verdict = { says: 'nothing' }

/** The state after a look, and what began or ended with it. `muted`: nothing begins. */
export function watchLook(
  state: AlertState,
  look: Look,
  muted: boolean,
): { state: AlertState; changes: AlertChange[] } {
  const changes: AlertChange[] = []
  const tracks: AlertState['tracks'] = {}
  const verdicts = judge(state, look)
  for (const tipo of ['caido', 'cpu', 'temperatura', 'sesiones', 'reinicio'] as const) {
    const before = state.tracks[tipo] ?? QUIET
    const after = step(before, verdicts[tipo], look.t, RULES[tipo], muted)
    if (after !== QUIET) tracks[tipo] = after
    if (before.openSince === null && after.openSince !== null) changes.push({ tipo, abre: after.detalle })
    if (before.openSince !== null && after.openSince === null) changes.push({ tipo, abre: null })
  }
  const { sesiones } = look.metricas
  // What is usual is learnt while nothing is wrong, and anew after an alert.
  const learnt = changes.some(({ tipo }) => tipo === 'sesiones') ? [] : state.sesiones
  const usual = sesiones !== undefined && verdicts.sesiones.says !== 'bad' && !tracks.sesiones?.openSince
  const boot = bootOf(look)
  return {
    changes,
    state: {
      tracks,
      sesiones: usual ? [...learnt, sesiones].slice(-SESSIONS.window) : learnt,
      boot: boot ?? state.boot,
      bootSeen: boot === null ? state.bootSeen : look.t,
    },
  }
}

function judge(state: AlertState, look: Look): Record<TipoAlerta, Verdict> {
  if (look.falla !== null) {
    // What does not answer says nothing of how it is.
    const nothing = { cpu: NOTHING, temperatura: NOTHING, sesiones: NOTHING, reinicio: NOTHING }
    return { ...nothing, caido: bad({ falla: look.falla }) }
  }
  const { cpu, temperatura, sesiones } = look.metricas
  return {
    caido: GOOD,
    cpu: judgeLevel(cpu, CPU),
    temperatura: judgeLevel(temperatura, TEMPERATURE),
    sesiones: judgeSessions(state, sesiones, look.t),
    reinicio: judgeBoot(state, look),
  }
}

function judgeLevel(valor: number | undefined, { high, low }: { high: number; low: number }): Verdict {
  if (valor === undefined) return NOTHING
  if (valor >= high) return bad({ valor, normal: high })
  return valor <= low ? GOOD : NOTHING
}

function judgeSessions(state: AlertState, valor: number | undefined, t: number): Verdict {
  if (valor === undefined) return NOTHING
  const track = state.tracks.sesiones
  if (track?.openSince) {
    const normal = track.detalle.normal ?? 0
    return valor >= normal * SESSIONS.back || elapsed(track.openSince, t) >= RELEARN_AFTER ? GOOD : NOTHING
  }
  const normal = median(state.sesiones)
  if (normal === null) return NOTHING
  const dropped = valor < normal * SESSIONS.low && normal - valor >= SESSIONS.atLeast
  return dropped ? bad({ valor, normal }) : GOOD
}

/** Null while there is too little to tell what is usual. */
export function median(values: readonly number[]): number | null {
  if (values.length < 5) return null
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

const bootOf = ({ t, metricas }: Look): number | null =>
  metricas.uptime === undefined ? null : t - metricas.uptime * 1000

function judgeBoot(state: AlertState, look: Look): Verdict {
  const boot = bootOf(look)
  if (boot === null) return NOTHING
  // A clock that jumps moves every boot with it; none was before the device last told of itself.
  const isLater = state.bootSeen === null || boot > state.bootSeen - BOOT_SLACK
  const again = state.boot !== null && boot - state.boot > BOOT_SLACK && isLater
  if (again) return bad({ valor: Math.round((look.t - boot) / 1000), veces: 1 })
  const track = state.tracks.reinicio
  return track?.openSince && elapsed(Math.max(track.openSince, boot), look.t) < REBOOT_NEWS ? NOTHING : GOOD
}

function step(track: Track, verdict: Verdict, t: number, rule: Rule, muted: boolean): Track {
  const { openSince, closedAt } = track
  if (verdict.says === 'nothing') return track
  const against = openSince === null ? verdict.says === 'bad' : verdict.says === 'good'
  if (!against) return verdict.says === 'bad' ? again(track) : quiet(track)
  const streak = track.streak + 1
  if (openSince === null) {
    const allowed = !muted && (closedAt === null || elapsed(closedAt, t) >= MIN_CLOSED)
    if (streak < rule.opens || !allowed) return { ...track, streak }
    return { openSince: t, closedAt, streak: 0, detalle: verdict.says === 'bad' ? verdict.detalle : {} }
  }
  if (streak < rule.closes || elapsed(openSince, t) < MIN_OPEN) return { ...track, streak }
  return { openSince: null, closedAt: t, streak: 0, detalle: {} }
}

const quiet = (track: Track): Track => (track.streak === 0 ? track : { ...track, streak: 0 })

/** Bad again while it lasts. */
function again(track: Track): Track {
  const { veces } = track.detalle
  const detalle = veces === undefined ? track.detalle : { ...track.detalle, veces: veces + 1 }
  return track.streak === 0 && veces === undefined ? track : { ...track, streak: 0, detalle }
}

/** The state of a device whose alerts were written down before: those that last go on. */
export const resumeAlerts = (
  open: readonly { tipo: TipoAlerta; desde: number; detalle: DetalleAlerta }[],
  boot: number | null,
): AlertState => ({
  boot,
  bootSeen: null,
  sesiones: [],
  tracks: Object.fromEntries(
    open.map(({ tipo, desde, detalle }) => [tipo, { openSince: desde, closedAt: null, streak: 0, detalle }]),
  ),
})
