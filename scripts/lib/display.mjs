import { spawn } from 'node:child_process'

const START_LIMIT_MS = 15_000
const SCREEN = '1440x900x24'

/** @typedef {{ env: Record<string, string>, name: string | null, stop: () => void }} Display */

export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * The display that windows open on: the one that is there, else a virtual one (Xvfb) that lives until `stop()`.
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (hasDisplay()) return { env: {}, name: null, stop: () => {} }
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const name = `:${await displayNumber(server)}`
  const stop = () => void server.kill()
  process.once('exit', stop)
  server.unref()
  return { env: { DISPLAY: name, MOSTRADOR_VIRTUAL_DISPLAY: '1' }, name, stop }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaint = ''
    const timer = setTimeout(() => server.kill(), START_LIMIT_MS)
    server.stderr?.on('data', (chunk) => (complaint += chunk))
    server.on('error', reject)
    server.on('exit', () => reject(new Error(`Xvfb did not start: ${complaint.trim()}`)))
    server.stdio[3]?.once('data', (chunk) => {
      clearTimeout(timer)
      server.removeAllListeners('exit')
      resolve(String(chunk).trim())
    })
  })
}
