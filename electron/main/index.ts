/** The shell: it opens the doors (windows, office, paper, files) and stays out of the way. Composition only. */
import path from 'node:path'
import { app, type BrowserWindow, Menu, nativeTheme, safeStorage, session } from 'electron'
import { registerSchemes, serveApp } from './app-protocol.ts'
import { setApplicationMenu } from './application-menu.ts'
import { CHANNEL } from '../../contract/shell-channels.ts'
import { APP_ID, APP_SCHEME, FILE, FOLDER } from './constants.ts'
import { Batches } from './batch.ts'
import { serveWindows } from './ipc.ts'
import { errorFields, openLogs } from './logging.ts'
import { officeAnswers } from './office-answers.ts'
import { OfficeKeys } from './office-key.ts'
import { createOffice } from './office-service.ts'
import { servePaper } from './paper-protocol.ts'
import { PaperStore } from './paper-store.ts'
import { chooseLanguage, loadPreferences, type Preferences, savePreferences } from './preferences.ts'
import { Printing } from './printing.ts'
import { Saving } from './saving.ts'
import { denyNetwork, denyPermissions, guardAllContents } from './security.ts'
import { shellStrings } from './strings.ts'
import { devServerUrl, type Origins } from './trust.ts'
import { focusWindow, openWindow, windowBackground } from './window.ts'

const out = path.join(import.meta.dirname, '..')
const dataFolder = process.env['MOSTRADOR_DATA_DIR']
const officeNode = process.env['MOSTRADOR_OFFICE_NODE'] || null

if (dataFolder) app.setPath('userData', path.resolve(dataFolder))
app.setAppUserModelId(APP_ID)
registerSchemes()
// No page of ours uses the network (see `denyNetwork`): Chromium's process for it would be one more to start, and to keep.
app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2')
// Started as root, Chromium needs --no-sandbox, which enableSandbox() would undo.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

// Ours comes once a window is on its way; without this, Electron builds one of its own first.
Menu.setApplicationMenu(null)
if (app.requestSingleInstanceLock()) {
  const shell = prepare()
  // Not `await app.whenReady()`: 'ready' waits for this module to finish loading.
  void app.whenReady().then(() => open(shell))
} else app.quit()

/** What can be done before Electron is ready, the office's start above all: it takes longer than a window. */
function prepare() {
  const userData = app.getPath('userData')
  const logsFolder = path.join(userData, FOLDER.logs)
  const logs = openLogs(logsFolder, app.getVersion())
  const log = logs.main
  log.info({ electron: process.versions.electron, platform: process.platform, packaged: app.isPackaged }, 'start')
  process.on('uncaughtExceptionMonitor', (error) => log.error(errorFields(error), 'uncaught exception'))
  process.on('unhandledRejection', (error) => log.error(errorFields(error), 'unhandled rejection'))

  const preferencesFile = path.join(userData, FILE.preferences)
  const preferences = loadPreferences(preferencesFile)
  const language = () => chooseLanguage(preferences.language, app.getLocale())
  const strings = () => shellStrings(language())
  const change = (part: Partial<Preferences>) => savePreferences(preferencesFile, Object.assign(preferences, part))

  const windows = new Set<BrowserWindow>()
  const printing = new Printing(log)
  const saving = new Saving(log, strings)
  const batches = new Batches({ log, printing, saving, strings })
  const keys = new OfficeKeys(path.join(userData, FILE.officeKey), systemKeyStore, log)
  const office = createOffice({
    out,
    node: officeNode,
    logs,
    keys,
    answer: officeAnswers({ printing, batches, keys }),
    onState: (state) => {
      for (const window of windows) window.webContents.send(CHANNEL.state, state)
      if (state.estado !== 'ready') void batches.abortAll()
    },
  })
  stopOfficeBeforeQuit(() => office.stop().then(() => batches.abortAll()))
  return { log, logsFolder, preferences, language, strings, change, windows, printing, saving, batches, office }
}

/** Opens the doors: pages, the shell's calls, the window. */
function open(shell: ReturnType<typeof prepare>): void {
  const { log, preferences, language, strings, change, windows, printing, saving, batches, office } = shell
  const origins: Origins = { devServer: devServerUrl(process.env['ELECTRON_RENDERER_URL'], app.isPackaged) }
  guardAllContents(origins, log)
  denyPermissions(session.defaultSession)
  denyNetwork(session.defaultSession, origins, log)
  serveApp(session.defaultSession, path.join(out, 'renderer'))
  const previews = new PaperStore()
  const ancestors = origins.devServer === null ? [] : [new URL(origins.devServer).origin]
  servePaper(session.defaultSession, previews, [`${APP_SCHEME}:`, ...ancestors])

  const openOfficeWindow = (): BrowserWindow => {
    const window = openWindow({ preload: path.join(out, 'preload/index.cjs'), origins, strings, log })
    windows.add(window)
    window.on('closed', () => {
      windows.delete(window)
      // Not left to 'window-all-closed': a hidden window that prints would keep the application alive.
      if (windows.size === 0 && process.platform !== 'darwin') app.quit()
    })
    return window
  }
  const mainWindow = (): BrowserWindow => [...windows][0] ?? openOfficeWindow()
  const development = origins.devServer !== null
  const showMenu = () =>
    setApplicationMenu(language(), { development, logsFolder: shell.logsFolder, window: mainWindow, log })

  nativeTheme.themeSource = preferences.colorScheme === 'auto' ? 'system' : preferences.colorScheme
  nativeTheme.on('updated', () => {
    for (const window of windows) window.setBackgroundColor(windowBackground())
  })
  serveWindows({
    origins,
    log,
    strings,
    runtime: process.env['MOSTRADOR_RUNTIME'] === 'development' ? 'development' : 'shipped',
    ownsWindow: (window) => windows.has(window),
    officeState: office.state,
    requestPort: office.requestPort,
    restartOffice: office.restart,
    previews,
    printing,
    saving,
    batches,
    setColorScheme: (colorScheme) => {
      nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme
      change({ colorScheme })
    },
    setLanguage: (chosen) => {
      change({ language: chosen })
      showMenu()
    },
  })
  const first = openOfficeWindow()
  // Until the page has loaded, this process answers what it asks for; then there is time for a menu.
  first.webContents.once('did-stop-loading', showMenu)

  app.on('second-instance', () => focusWindow(mainWindow()))
  app.on('activate', () => focusWindow(mainWindow()))
  // The windows decide (see above); without a listener Electron would quit on macOS too.
  app.on('window-all-closed', () => undefined)
}

/** Null where the system only pretends to protect: Chromium's own way out on Linux, whose password everybody knows. */
function systemKeyStore(): typeof safeStorage | null {
  if (process.env['MOSTRADOR_PLAIN_SECRETS'] === '1') return null
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text' ? null : safeStorage
}

function stopOfficeBeforeQuit(stop: () => Promise<void>): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}
