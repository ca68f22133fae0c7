import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fillServices, RUN } from './billing-office.ts'
import { rawInsertSeconds } from './billing-raw.ts'
import { memoryMb, openBuilt, type Rpc, tempDir } from './offices.ts'
import type { BenchGroup, Measure } from './types.ts'

interface Timed {
  previewS: number
  runS: number
  services: number
  memoryMb: number
  rawS: number
}

/** Follows a job to its end; `look` is called at each of its reports. */
async function followed(rpc: Rpc, trabajoId: string, look: () => void): Promise<void> {
  for await (const jobs of await rpc.system.trabajos()) {
    look()
    const job = jobs.find(({ id }) => id === trabajoId)
    if (job?.estado === 'failed') throw new Error(`the run failed: ${job.error}`)
    if (job?.estado === 'done') return
  }
}

/** A month of an office of so many services, previewed and issued by the office as it is built. */
async function timeRun(services: number): Promise<Timed> {
  const dir = tempDir()
  const file = path.join(dir.path, 'office.db')
  const before = path.join(dir.path, 'before.db')
  await fillServices(dir.path, services)
  fs.copyFileSync(file, before)
  const { running, rpc } = await openBuilt(dir.path)
  let memory = 0
  const look = () => {
    memory = Math.max(memory, memoryMb(running.child.pid ?? 0))
  }
  let started = performance.now()
  const vista = await rpc.corridas.preview(RUN)
  const previewS = (performance.now() - started) / 1000
  look()
  started = performance.now()
  const { trabajoId, corridaId } = await rpc.corridas.confirm({ requestId: randomUUID(), vistaId: vista.vistaId })
  await followed(rpc, trabajoId, look)
  const runS = (performance.now() - started) / 1000
  const { emitidas } = await rpc.corridas.get({ id: corridaId })
  if (emitidas !== services) throw new Error(`${emitidas} of ${services} were issued`)
  await running.stop()
  const { seconds } = rawInsertSeconds(before, file)
  dir.remove()
  return { previewS, runS, services, memoryMb: memory, rawS: seconds }
}

const label = (services: number): string => `${services / 1000}k`

function speed({ runS, rawS, services }: Timed): Measure {
  return {
    name: `run_speed_ratio@${label(services)}`,
    value: services / runS,
    unit: 'serv/s',
    reference: services / rawS,
    goal: { of: 'ratio', atLeast: 0.5 },
  }
}

export const billing: BenchGroup = {
  group: 'billing',
  async *run(say, wants) {
    const sizes = [1_000, 10_000, 100_000].filter(
      (size) =>
        wants(`run_speed_ratio@${label(size)}`) ||
        (size >= 10_000 && wants('run_growth@10k-100k')) ||
        (size === 100_000 && (wants('preview_s@100k') || wants('run_memory_mb@100k'))),
    )
    const timed = new Map<number, Timed>()
    for (const size of sizes) {
      say(`billing a month of ${size.toLocaleString('en')} services`)
      const one = await timeRun(size)
      timed.set(size, one)
      yield speed(one)
    }
    const medium = timed.get(10_000)
    const large = timed.get(100_000)
    if (medium && large)
      yield {
        name: 'run_growth@10k-100k',
        value: large.runS,
        unit: 's',
        reference: medium.runS,
        goal: { of: 'ratio', atMost: 12 },
      }
    if (!large) return
    yield { name: 'preview_s@100k', value: large.previewS, unit: 's', goal: { of: 'value', atMost: 5 } }
    yield { name: 'run_memory_mb@100k', value: large.memoryMb, unit: 'MB', goal: { of: 'value', atMost: 200 } }
  },
}
