import { spawn } from 'node:child_process'
import { node24, ROOT } from './paths.mjs'

/** A command that ended with something else than 0. */
export class CommandFailed extends Error {
  /**
   * @param {string} command
   * @param {number} code
   * @param {boolean} interrupted somebody stopped it, and us
   */
  constructor(command, code, interrupted) {
    super(interrupted ? 'Interrupted.' : `${command} ended with ${code}`)
    this.code = code
    this.interrupted = interrupted
  }
}

/**
 * Runs a program in the repository's folder with our input and output, passing on what asks it to stop.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to our own environment
 * @returns {Promise<void>}
 * @throws {CommandFailed}
 */
export function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    let interrupted = false
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true
      child.kill(signal)
    }
    for (const signal of signals) process.on(signal, forward)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const one of signals) process.off(one, forward)
      if (code === 0) resolve()
      else reject(new CommandFailed(`${command} ${args[0] ?? ''}`, code ?? (signal ? 1 : 0), interrupted))
    })
  })
}

/**
 * `run` with Node 24, whichever Node runs us.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export const runNode = (args, env) => run(node24(), args, env)

/**
 * Starts Node 24 in the repository's folder; resolves once it has said `line`, and goes on until it is stopped. What it says
 * afterwards is said here.
 * @param {string[]} args
 * @param {string} line
 * @returns {Promise<{ stop: () => void }>}
 * @throws {CommandFailed} when it ends before
 */
export function startNode(args, line) {
  return new Promise((resolve, reject) => {
    const child = spawn(node24(), args, { cwd: ROOT, stdio: ['inherit', 'pipe', 'inherit'] })
    child.once('error', reject)
    child.once('close', (code) => reject(new CommandFailed(args[0] ?? 'node', code ?? 1, false)))
    let ready = false
    child.stdout.on('data', (chunk) => {
      if (ready) process.stdout.write(chunk)
      else if (String(chunk).includes(line)) {
        ready = true
        resolve({ stop: () => void child.kill() })
      }
    })
  })
}
