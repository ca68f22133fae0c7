import { openDisplay, hasDisplay } from './display.mjs'
import { electronArgs, electronEnv, resolveElectron } from './electron-runtime.mjs'
import { CommandFailed, run } from './process.mjs'
import { ensureSystemPackages } from './system-packages.mjs'
import { ROOT } from './paths.mjs'

/**
 * All that a window needs: system packages, an Electron and a display.
 * @param {{ say: (line: string) => void, pdfReader?: boolean }} options
 */
export async function openDesktop({ say, pdfReader = false }) {
  ensureSystemPackages({ virtualDisplay: !hasDisplay(), pdfReader, say })
  const runtime = await resolveElectron({ say })
  const display = await openDisplay()
  const env = { ...electronEnv(runtime), ...display.env }
  return { runtime, display, env, args: electronArgs(runtime, { ...process.env, ...env }) }
}

/**
 * Opens the built app and waits until it is closed; the desktop goes with it.
 * @param {Awaited<ReturnType<typeof openDesktop>>} desktop
 * @param {{ say: (line: string) => void, env?: Record<string, string>, args?: string[] }} options
 */
export async function openApp(desktop, { say, env = {}, args = [] }) {
  if (desktop.runtime.kind === 'fallback') {
    say(`Electron ${desktop.runtime.version}, the fallback for development: what users get is the pinned current one.`)
  }
  const switches = [...desktop.args]
  if (desktop.display.name) {
    sayWhereTheWindowIs(desktop.display.name, say)
    // Chromium complains at length about desktop services that are not there.
    switches.push('--log-level=3')
  }
  try {
    await run(desktop.runtime.executable, [...switches, ROOT, ...args], { ...desktop.env, ...env })
  } catch (error) {
    if (!(error instanceof CommandFailed && error.interrupted)) throw error
  } finally {
    desktop.display.stop()
  }
}

/**
 * @param {string} display
 * @param {(line: string) => void} say
 */
function sayWhereTheWindowIs(display, say) {
  say(`There is no display here: the window opens on a virtual one, DISPLAY=${display}. To see the screens,
    npm run screenshots              pictures of every screen, from a demo office
    x11vnc -display ${display} -localhost  then any VNC viewer on port 5900 (apt-get install x11vnc)
Ctrl+C closes the app.`)
}
