import { app, type BrowserWindow, Menu, shell } from 'electron'
import type { Idioma } from '../../contract/enums.ts'
import { CHANNEL } from '../../contract/shell-channels.ts'
import { SUPPORT_MAIL } from './constants.ts'
import { errorFields, type Log } from './logging.ts'
import { menuTemplate } from './menu-template.ts'
import { openExternal } from './security.ts'
import { shellStrings } from './strings.ts'

export interface ApplicationMenuOptions {
  development: boolean
  logsFolder: string
  /** The window that commands go to; opened when there is none. */
  window(): BrowserWindow
  log: Log
}

/** Sets the application menu in the given language. */
export function setApplicationMenu(language: Idioma, options: ApplicationMenuOptions): void {
  // Headless Electron on Linux has no place for a menu bar and crashes on one.
  const headless = app.commandLine.getSwitchValue('ozone-platform') === 'headless'
  if (headless) return Menu.setApplicationMenu(null)
  const report = (error: unknown) => options.log.warn(errorFields(error), 'menu action failed')
  const template = menuTemplate({
    strings: shellStrings(language).menu,
    mac: process.platform === 'darwin',
    development: options.development,
    actions: {
      send: (command) => options.window().webContents.send(CHANNEL.menu, command),
      openLogs: () => void shell.openPath(options.logsFolder).catch(report),
      writeToSupport: () => void openExternal(SUPPORT_MAIL, options.log).catch(report),
    },
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
