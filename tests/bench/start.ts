import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { electronArgs, electronEnv, resolveElectron } from '../../scripts/lib/electron-runtime.mjs'
import { ROOT } from '../../scripts/lib/paths.mjs'
import { type Measure, median } from './types.ts'

const RUNS = 7

/** Milliseconds from launching an app to its first usable control; `selector` names that control. */
async function startMs(target: string, selector: string, env: Record<string, string>): Promise<number> {
  const runtime = await resolveElectron()
  const userData = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-start-'))
  const runtimeEnv = electronEnv(runtime)
  Object.assign(process.env, runtimeEnv)
  const started = performance.now()
  const app = await _electron.launch({
    args: [...electronArgs(runtime), '--disable-gpu', target, `--user-data-dir=${userData}`],
    env: { ...(process.env as Record<string, string>), ...runtimeEnv, MOSTRADOR_PLAIN_SECRETS: '1', ...env },
  })
  try {
    const window = await app.firstWindow()
    await window.locator(selector).first().waitFor({ state: 'visible' })
    return performance.now() - started
  } finally {
    await app.close()
    fs.rmSync(userData, { recursive: true, force: true })
  }
}

/** From the start to people's cards on the door, against an empty window of the same runtime; in turns, medians. */
export async function measureStart(dataDir: string): Promise<Measure> {
  const empty = path.join(ROOT, 'tests/bench/empty-window')
  const own: number[] = []
  const bare: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const bareMs = await startMs(empty, 'button', {})
    const ownMs = await startMs(ROOT, 'main[aria-busy=false] [role=group] button', { MOSTRADOR_DATA_DIR: dataDir })
    // The first of each warms the disk.
    if (run > 0) {
      own.push(ownMs)
      bare.push(bareMs)
    }
  }
  return {
    name: 'start_ratio',
    value: median(own),
    unit: 'ms',
    reference: median(bare),
    goal: { of: 'ratio', atMost: 1.5 },
  }
}
