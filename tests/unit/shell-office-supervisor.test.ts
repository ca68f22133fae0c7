import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OfficeControl } from '../../contract/control.ts'
import type { OfficeState } from '../../contract/shell.ts'
import type { OfficeProcess, OfficeProcessEvents } from '../../electron/main/office-process.ts'
import { OfficeSupervisor } from '../../electron/main/office-supervisor.ts'

/** A process that exists only in the test's hands. */
class ScriptedProcess implements OfficeProcess<string> {
  readonly pid = 1
  readonly sent: OfficeControl['kind'][] = []
  killed = false
  readonly #events: OfficeProcessEvents

  constructor(events: OfficeProcessEvents) {
    this.#events = events
  }
  send(message: OfficeControl) {
    this.sent.push(message.kind)
  }
  connect() {
    return { port: 'port', close: () => undefined }
  }
  kill() {
    this.killed = true
    this.exits('SIGKILL')
  }
  ready() {
    this.#events.onSignal({ kind: 'ready', pid: 1, sqlite: 'x', node: 'x' })
  }
  refuses() {
    this.#events.onSignal({ kind: 'failed', code: 'db.corrupt', detail: 'page 7' })
  }
  exits(how: string) {
    this.#events.onExit(how)
  }
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

function supervise() {
  const lives: ScriptedProcess[] = []
  const states: OfficeState[] = []
  const supervisor = new OfficeSupervisor<string>({
    startProcess: (events) => {
      const life = new ScriptedProcess(events)
      lives.push(life)
      return life
    },
    init: { dataDir: 'data', migrationsDir: 'migrations', version: '0' },
    onState: (state) => states.push(state),
    onOutput: () => undefined,
    log: silent,
  })
  const latest = () => {
    const life = lives.at(-1)
    if (life === undefined) throw new Error('no process was started')
    return life
  }
  return { supervisor, lives, states, latest, estados: () => states.map((state) => state.estado) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the office supervisor', () => {
  it('gives the data folder in the first message and is ready when the office says so', () => {
    const { supervisor, latest, estados } = supervise()
    supervisor.start()
    expect(supervisor.state).toEqual({ estado: 'starting' })
    expect(latest().sent).toEqual(['init'])
    latest().ready()
    expect(estados()).toEqual(['ready'])
  })

  it('starts only one process however often it is asked', () => {
    const { supervisor, lives } = supervise()
    supervisor.start()
    supervisor.start()
    expect(lives).toHaveLength(1)
  })

  it('gives lines only while the office is ready', () => {
    const { supervisor, latest } = supervise()
    supervisor.start()
    expect(supervisor.connect()).toBeNull()
    latest().ready()
    expect(supervisor.connect()?.port).toBe('port')
    latest().exits('exit 1')
    expect(supervisor.connect()).toBeNull()
  })

  it('restarts after a crash, each time waiting longer', () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    for (const [count, wait] of [250, 1000, 3000].entries()) {
      latest().exits('SIGKILL')
      expect(supervisor.state).toEqual({ estado: 'restarting' })
      vi.advanceTimersByTime(wait - 1)
      expect(lives).toHaveLength(count + 1)
      vi.advanceTimersByTime(1)
      expect(lives).toHaveLength(count + 2)
      latest().ready()
      expect(supervisor.state).toEqual({ estado: 'ready' })
    }
  })

  it('gives up at the fourth crash within a minute and says how it ended', () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    for (let crash = 0; crash < 3; crash++) {
      latest().exits('exit 1')
      vi.advanceTimersByTime(3000)
    }
    latest().exits('exit 7')
    expect(supervisor.state).toEqual({ estado: 'failed', code: 'crashed', detail: 'exit 7' })
    vi.advanceTimersByTime(3_600_000)
    expect(lives).toHaveLength(4)
  })

  it('forgives crashes that are more than a minute old', () => {
    const { supervisor, latest } = supervise()
    supervisor.start()
    for (let crash = 0; crash < 10; crash++) {
      latest().exits('exit 1')
      vi.advanceTimersByTime(30_000)
    }
    expect(supervisor.state.estado).toBe('restarting')
  })

  it('does not restart an office that refuses to open its data, and ends one that stays', () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    latest().refuses()
    expect(supervisor.state).toEqual({ estado: 'failed', code: 'db.corrupt', detail: 'page 7' })
    expect(latest().killed).toBe(false)
    vi.advanceTimersByTime(2000)
    expect(latest().killed).toBe(true)
    vi.advanceTimersByTime(60_000)
    expect(lives).toHaveLength(1)
    expect(supervisor.state).toEqual({ estado: 'failed', code: 'db.corrupt', detail: 'page 7' })
  })

  it('starts a failed office again on request, with all its restarts', async () => {
    const { supervisor, lives, latest, estados } = supervise()
    supervisor.start()
    latest().refuses()
    await supervisor.restart()
    expect(lives).toHaveLength(2)
    latest().ready()
    expect(estados()).toEqual(['failed', 'starting', 'ready'])
    for (let crash = 0; crash < 3; crash++) {
      latest().exits('exit 1')
      vi.advanceTimersByTime(3000)
    }
    expect(supervisor.state.estado).toBe('restarting')
  })

  it('ignores a restart of an office that runs', async () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    latest().ready()
    await supervisor.restart()
    expect(lives).toHaveLength(1)
    expect(supervisor.state.estado).toBe('ready')
  })

  it('starts once when a restart is asked for twice', async () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    latest().refuses()
    await Promise.all([supervisor.restart(), supervisor.restart()])
    expect(lives).toHaveLength(2)
  })

  it('treats an office that cannot even be started as a crash', () => {
    const supervisor = new OfficeSupervisor<string>({
      startProcess: () => {
        throw new Error('no such file')
      },
      init: { dataDir: '', migrationsDir: '', version: '' },
      onState: () => undefined,
      onOutput: () => undefined,
      log: silent,
    })
    supervisor.start()
    vi.advanceTimersByTime(10_000)
    expect(supervisor.state).toEqual({ estado: 'failed', code: 'crashed', detail: 'Error: no such file' })
  })

  it('stops by asking, and does not restart what it stopped', async () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    latest().ready()
    const stopped = supervisor.stop()
    expect(latest().sent).toEqual(['init', 'stop'])
    latest().exits('exit 0')
    await stopped
    vi.advanceTimersByTime(60_000)
    expect(lives).toHaveLength(1)
    expect(latest().killed).toBe(false)
  })

  it('kills an office that does not stop within ten seconds', async () => {
    const { supervisor, latest } = supervise()
    supervisor.start()
    latest().ready()
    const stopped = supervisor.stop()
    vi.advanceTimersByTime(9999)
    expect(latest().killed).toBe(false)
    vi.advanceTimersByTime(1)
    await stopped
    expect(latest().killed).toBe(true)
  })

  it('stops at once while it waits to restart, and stays stopped', async () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    latest().exits('exit 1')
    await supervisor.stop()
    vi.advanceTimersByTime(60_000)
    await supervisor.restart()
    supervisor.start()
    expect(lives).toHaveLength(1)
  })

  it('does not hear a process of a former life', async () => {
    const { supervisor, lives, latest } = supervise()
    supervisor.start()
    latest().refuses()
    await supervisor.restart()
    lives[0]?.ready()
    lives[0]?.exits('late')
    expect(supervisor.state).toEqual({ estado: 'starting' })
    expect(lives).toHaveLength(2)
  })
})
