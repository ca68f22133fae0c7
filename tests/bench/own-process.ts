import { fork } from 'node:child_process'
import path from 'node:path'
import { node24 } from '../../scripts/lib/paths.mjs'

/**
 * What `file` of this directory answers to `told` in a process of its own: what other measures left behind is neither in its memory nor
 * collected in its time. Rejects when the process ends without an answer.
 */
export function inOwnProcess<Answer>(file: string, told: unknown): Promise<Answer> {
  const child = fork(path.join(import.meta.dirname, file), [], { execPath: node24(), execArgv: ['--expose-gc'] })
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    child.send(told as object)
  })
}

/** The other end: answers what it is told with what `measure` resolves to, and lets the process end. */
export function answerWith(measure: (told: never) => Promise<object>): void {
  process.once('message', (told) => {
    void measure(told as never).then((answer) => process.send?.(answer, () => process.disconnect()))
  })
}
