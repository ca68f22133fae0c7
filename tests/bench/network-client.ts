import { RouterOSAPI } from 'node-routeros'
import { openSession, type RouterosSession } from '../../office/routeros/index.ts'
import { type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { type BenchGroup, type Measure, median } from './types.ts'

const SECRETS = 10_000
const CUTS = 1000
/** Of what is done one by one a quarter is enough: each waits for the one before, and all of them as long. */
const IN_TURN = CUTS / 4
const RTT_MS = 30
/** A run of the peer that has not settled by then never will: it loses its place when a chunk ends between two words. */
const HUNG_MS = 60_000

const PROPLIST = ['.id', 'name', 'profile', 'remote-address', 'comment', 'disabled']

/** The office's RouterOS client beside `node-routeros`, on the same simulated router. */
export const networkClient: BenchGroup = {
  group: 'network',
  async *run(say, wants) {
    const names = ['secrets_read_ratio@10k', 'cuts_vs_node_routeros_serial', 'cuts_vs_node_routeros_parallel'] as const
    if (!names.some(wants)) return
    say(`a router with ${SECRETS} secrets`)
    const farm = await startRouters({ state: { '/ppp/secret': secrets() }, dialNew: false, tls: false })
    try {
      if (wants(names[0])) yield await reading(names[0], farm.router, say)
      await farm.router.behave({ rttMs: RTT_MS })
      if (wants(names[1])) yield await cuttingInTurn(names[1], farm.router, say)
      if (wants(names[2])) yield await cuttingAtOnce(names[2], farm.router, say)
    } finally {
      await farm.stop()
    }
  },
}

const secrets = () =>
  Array.from({ length: SECRETS }, (_, i) => ({
    name: `cliente${String(i).padStart(5, '0')}`,
    password: `clave${i}`,
    service: 'pppoe',
    'remote-address': `10.${40 + Math.floor(i / 62_500)}.${Math.floor(i / 250) % 250}.${(i % 250) + 2}`,
    comment: `Cliente número ${i}, Calle ${i % 300}`,
  }))

/** Both read every secret, in turns; their time against ours. */
async function reading(name: string, router: SimulatedRouter, say: (line: string) => void): Promise<Measure> {
  const ours: number[] = []
  const theirs: number[] = []
  let hung = 0
  const session = await open(router)
  for (let round = 0; round < 9; round++) {
    ours.push(
      await timed(async () =>
        expectRows((await session.call('/ppp/secret/print', { proplist: PROPLIST })).rows.length),
      ),
    )
    const peer = await openPeer(router)
    const read = async () =>
      expectRows((await peer.write('/ppp/secret/print', `=.proplist=${PROPLIST.join(',')}`)).length)
    const ms = await timedOrHung(read)
    if (ms === null) hung++
    else theirs.push(ms)
    await closePeer(peer)
  }
  session.close()
  say(`node-routeros read all ${theirs.length} times and hung ${hung} times`)
  return { name, value: median(theirs), unit: 'ms', reference: median(ours), goal: { of: 'ratio', atLeast: 1 } }
}

/** One command at a time, as node-routeros is used, against all at once, as the office cuts. */
async function cuttingInTurn(name: string, router: SimulatedRouter, say: (line: string) => void): Promise<Measure> {
  const ids = await idsOf(router)
  const session = await open(router)
  const ours: number[] = []
  for (let round = 0; round < 5; round++) ours.push(await timed(() => cutAll(session, ids, round)))
  session.close()
  // Twice as long as the distance: the library leaves Nagle's algorithm on, and waits for the acknowledgement of each first piece.
  say(`node-routeros cuts ${IN_TURN} one by one, about ${Math.ceil((IN_TURN * RTT_MS * 2) / 1000)} s`)
  const peer = await openPeer(router)
  const theirs = await timed(async () => {
    for (const id of ids.slice(0, IN_TURN)) await peer.write('/ppp/secret/set', `=.id=${id}`, '=disabled=no')
  })
  await closePeer(peer)
  await expectCut(router, CUTS - IN_TURN)
  return {
    name,
    value: theirs * (CUTS / IN_TURN),
    unit: 'ms',
    reference: median(ours),
    goal: { of: 'ratio', atLeast: 20 },
  }
}

/** Both with all commands at once, in turns. */
async function cuttingAtOnce(name: string, router: SimulatedRouter, say: (line: string) => void): Promise<Measure> {
  const ids = await idsOf(router)
  const session = await open(router)
  const peer = await openPeer(router)
  const ours: number[] = []
  const theirs: number[] = []
  say(`${CUTS} cuts at once, both in turns`)
  for (let round = 0; round < 15; round++) {
    ours.push(await timed(() => cutAll(session, ids, round)))
    const disabled = round % 2 === 0 ? 'yes' : 'no'
    theirs.push(
      await timed(() =>
        Promise.all(ids.map((id) => peer.write('/ppp/secret/set', `=.id=${id}`, `=disabled=${disabled}`))),
      ),
    )
  }
  session.close()
  await closePeer(peer)
  await expectCut(router)
  return { name, value: median(theirs), unit: 'ms', reference: median(ours), goal: { of: 'ratio', atLeast: 1 } }
}

const cutAll = (session: RouterosSession, ids: readonly string[], round: number) =>
  Promise.all(
    ids.map((id) => session.call('/ppp/secret/set', { attributes: { '.id': id, disabled: round % 2 === 0 } })),
  )

async function idsOf(router: SimulatedRouter): Promise<string[]> {
  const rows = await router.rows('/ppp/secret')
  return rows.slice(0, CUTS).map((row) => row['.id'] ?? '')
}

/** What was measured must have been done. */
async function expectCut(router: SimulatedRouter, cuts = CUTS): Promise<void> {
  const rows = await router.rows('/ppp/secret')
  const cut = rows.filter((row) => row['disabled'] === 'yes' || row['disabled'] === 'true').length
  if (cut !== cuts) throw new Error(`${cut} secrets are disabled, not ${cuts}`)
}

function expectRows(rows: number): void {
  if (rows !== SECRETS) throw new Error(`${rows} secrets were read, not ${SECRETS}`)
}

const open = ({ host, port, user, password }: SimulatedRouter): Promise<RouterosSession> =>
  openSession({ host, port, tls: null, user, password, commandTimeoutMs: HUNG_MS })

function openPeer({ host, port, user, password }: SimulatedRouter): Promise<RouterOSAPI> {
  const peer = new RouterOSAPI({ host, port, user, password, timeout: HUNG_MS / 1000 })
  // Told also when the other end goes, which is not what is measured.
  peer.on('error', () => undefined)
  return peer.connect()
}

/** One that hung never finishes closing either. */
async function closePeer(peer: RouterOSAPI): Promise<void> {
  await Promise.race([peer.close().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1000))])
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

async function timedOrHung(run: () => Promise<unknown>): Promise<number | null> {
  let watch: NodeJS.Timeout | undefined
  const hung = new Promise<null>((resolve) => {
    watch = setTimeout(() => resolve(null), HUNG_MS / 6)
  })
  const ms = await Promise.race([timed(run), hung])
  clearTimeout(watch)
  return ms
}
