import path from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { readJson, writeFileAtomicSync } from './atomic-file.ts'
import { ORIGIN_ARGUMENT } from '../../contract/shell-channels.ts'
import { APP_NAME, APP_ORIGIN, FILE, RENDERER_RELOADS, WINDOW } from './constants.ts'
import { errorFields, type Log } from './logging.ts'
import { RateLimit } from './rate-limit.ts'
import type { ShellStrings } from './strings.ts'
import type { Origins } from './trust.ts'
import { restoreWindowState, serializeWindowState, type WindowState } from './window-state.ts'

export interface WindowOptions {
  preload: string
  origins: Origins
  strings(): ShellStrings
  log: Log
}

/** Opens the office's window where it was last time and shows it once it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const stateFile = path.join(app.getPath('userData'), FILE.windowState)
  const state = restoreWindowState(readJson(stateFile), workAreas())
  const window = createWindow(options, state)
  keepState(window, stateFile, options.log)
  recoverFromCrashes(window, options)
  if (state.maximized) window.once('show', () => window.maximize())
  window.once('ready-to-show', () => window.show())
  load(window, options)
  return window
}

/** Brings the window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** The colour that shows before the page paints, so that a dark office does not flash. */
export const windowBackground = (): string =>
  nativeTheme.shouldUseDarkColors ? WINDOW.background.dark : WINDOW.background.light

function workAreas() {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  return [primary, ...others].map((display) => display.workArea)
}

function createWindow({ preload, origins }: WindowOptions, state: WindowState): BrowserWindow {
  const origin = origins.devServer === null ? APP_ORIGIN : new URL(origins.devServer).origin
  return new BrowserWindow({
    title: APP_NAME,
    width: state.width,
    height: state.height,
    ...(state.position ?? { center: true }),
    minWidth: WINDOW.minWidth,
    minHeight: WINDOW.minHeight,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: windowBackground(),
    webPreferences: {
      preload,
      additionalArguments: [`${ORIGIN_ARGUMENT}${origin}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries come from the network, and client names are not spelling mistakes.
      spellcheck: false,
      devTools: origins.devServer !== null,
    },
  })
}

function load(window: BrowserWindow, { origins, log }: WindowOptions): void {
  window.loadURL(origins.devServer ?? `${APP_ORIGIN}/index.html`).catch((error: unknown) => {
    if (!window.isDestroyed()) log.error(errorFields(error), 'page not loaded')
  })
}

function keepState(window: BrowserWindow, file: string, log: Log): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    try {
      writeFileAtomicSync(file, serializeWindowState(window.getNormalBounds(), window.isMaximized()))
    } catch (error) {
      log.warn(errorFields(error), 'window state not saved')
    }
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, WINDOW.saveDelay)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))
}

function recoverFromCrashes(window: BrowserWindow, options: WindowOptions): void {
  const reloads = new RateLimit(RENDERER_RELOADS)
  const { log } = options
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error({ reason: details.reason, exitCode: details.exitCode }, 'page process gone')
    if (details.reason === 'clean-exit') return
    // Not from inside the event: Chromium is still taking the dead page apart.
    setImmediate(() => {
      if (window.isDestroyed()) return
      if (reloads.take() === null) void offerReload(window, options, reloads)
      else load(window, options)
    })
  })
  window.on('unresponsive', () => log.warn('page does not respond'))
  window.on('responsive', () => log.info('page responds again'))
}

async function offerReload(window: BrowserWindow, options: WindowOptions, reloads: RateLimit): Promise<void> {
  const { crash } = options.strings()
  const answer = await dialog.showMessageBox(window, {
    type: 'error',
    title: crash.title,
    message: crash.message,
    detail: crash.detail,
    buttons: [crash.reopen, crash.quit],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  if (answer.response !== 0 || window.isDestroyed()) return app.quit()
  reloads.reset()
  load(window, options)
}
