// What a person types at the simulated network.
import readline from 'node:readline'
import type { Fault, Manners, RouterFarm, SimulatedRouter } from '../routeros/index.ts'
import type { UispBehaviour, UispSimulator } from '../uisp/index.ts'

const MANNERS: Readonly<Record<string, Manners>> = {
  ok: {},
  far: { rttMs: 200 },
  refuse: { refuse: true },
  close: { acceptThenClose: true },
  mute: { mute: true },
  bytes: { split: 1 },
}
const FAULTS: Readonly<Record<string, Fault>> = {
  drop: { kind: 'drop' },
  reset: { kind: 'reset' },
  stall: { kind: 'stall' },
  garbage: { kind: 'garbage' },
  denied: { kind: 'trap', message: 'not enough permissions (9)' },
  silent: { kind: 'apply-then', end: 'drop' },
  reboot: { kind: 'reboot', downMs: 15_000 },
}
const UISP: Readonly<Record<string, UispBehaviour | null>> = {
  ok: null,
  unauthorized: { status: 401 },
  busy: { status: 429, retryAfter: 30 },
  broken: { status: 500 },
  slow: { slowMs: 8000 },
  half: { truncate: 'wellformed' },
  empty: { empty: true },
  reset: { reset: true },
}
const HELP = `ROUTER MANNER           ${Object.keys(MANNERS).join(', ')}
ROUTER FAULT [COMMAND]   at the next command (e.g. /ppp/secret/set): ${Object.keys(FAULTS).join(', ')}
ROUTER off|on CLIENT     the equipment of a user or MAC
ROUTER wrong USER        the equipment of a user tries with a wrong password
ROUTER writes            what was written to it
uisp MOOD                ${Object.keys(UISP).join(', ')}
ROUTER is the number or the name of a router, or «all».`

async function tell(router: SimulatedRouter, verb: string, rest: string): Promise<string> {
  if (MANNERS[verb]) await router.behave(MANNERS[verb])
  else if (FAULTS[verb]) await router.fault({ fault: FAULTS[verb], ...(rest === '' ? {} : { path: rest }) })
  else if (verb === 'on' || verb === 'off') await router.online(rest, verb === 'on')
  else if (verb === 'wrong') {
    await router.online(rest, false)
    await router.log('pppoe,ppp,error', `<pppoe-${rest}>: user ${rest} authentication failed`)
  } else if (verb === 'writes') {
    const entries = await router.journal()
    return entries
      .map(({ user, menu, verb: did, id, args }) => `${user} ${menu}/${did} ${id} ${JSON.stringify(args)}`)
      .join('\n')
  } else return HELP
  return `── ${router.identity}: ${verb} ${rest}`
}

/** Reads lines until the input ends. */
export function obeyLines(farm: RouterFarm, uisp: UispSimulator | null): void {
  const obey = async (line: string): Promise<string> => {
    const [who = '', verb = '', ...rest] = line.trim().split(/\s+/)
    if (who === 'uisp' && uisp && verb in UISP) {
      await uisp.behave(UISP[verb] ?? null)
      return `── uisp: ${verb}`
    }
    const chosen = farm.routers.filter(
      ({ identity }, at) => who === 'all' || who === identity || who === String(at + 1),
    )
    if (chosen.length === 0) return HELP
    return (await Promise.all(chosen.map((router) => tell(router, verb, rest.join(' '))))).join('\n')
  }
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    obey(line).then(console.log, console.error)
  })
}
