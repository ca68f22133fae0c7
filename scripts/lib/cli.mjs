import { Hint } from './paths.mjs'
import { CommandFailed } from './process.mjs'

/** Says a line to the person at the terminal; stderr, so that what a command prints can be piped. */
export const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`)

/**
 * What to say about a failure: those that a person can do something about come without a stack.
 * @param {unknown} error
 */
export function describe(error) {
  if (error instanceof CommandFailed || error instanceof Hint) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/**
 * Runs a script's main function and ends the process: 0, or not 0 with the reason said.
 * @param {() => Promise<unknown>} main
 */
export function runMain(main) {
  main().then(
    () => process.exit(),
    (error) => {
      say(describe(error))
      process.exit(error instanceof CommandFailed ? error.code || 1 : 1)
    },
  )
}

/**
 * Takes `--name value` or `--name=value` out of `args`.
 * @param {string[]} args is changed
 * @param {string} name
 * @returns {string | undefined}
 */
export function takeOption(args, name) {
  const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`))
  if (at < 0) return undefined
  const [found = ''] = args.splice(at, 1)
  if (found.includes('=')) return found.slice(found.indexOf('=') + 1)
  const [value] = args.splice(at, 1)
  if (value === undefined) throw new Hint(`--${name} needs a value`)
  return value
}

/**
 * Takes `--name` out of `args` and says whether it was there.
 * @param {string[]} args is changed
 * @param {string} name
 */
export function takeFlag(args, name) {
  const at = args.indexOf(`--${name}`)
  if (at >= 0) args.splice(at, 1)
  return at >= 0
}
