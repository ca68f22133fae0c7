import { app, BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Idioma } from '../../contract/enums.ts'
import type { AppInfo, OfficeState } from '../../contract/shell.ts'
import { CHANNEL } from '../../contract/shell-channels.ts'
import type { Batches } from './batch.ts'
import { safeFileName } from './file-names.ts'
import { errorFields, type Log } from './logging.ts'
import type { PaperStore } from './paper-store.ts'
import { type ColorScheme, isColorScheme, isIdioma } from './preferences.ts'
import type { Printing } from './printing.ts'
import {
  BadRequest,
  readBatchTarget,
  readFileToSave,
  readPaperJob,
  readPdfJob,
  readPrintJob,
  readText,
} from './requests.ts'
import type { Saving } from './saving.ts'
import type { ShellStrings } from './strings.ts'
import { isTrustedSender, type Origins } from './trust.ts'

/** What the windows' requests are answered with. */
export interface ShellServices {
  origins: Origins
  log: Log
  strings(): ShellStrings
  ownsWindow(window: BrowserWindow): boolean
  runtime: AppInfo['runtime']
  officeState(): OfficeState
  requestPort(contents: WebContents): void
  restartOffice(): Promise<void>
  previews: PaperStore
  printing: Printing
  saving: Saving
  batches: Batches
  setColorScheme(scheme: ColorScheme): void
  setLanguage(language: Idioma): void
}

type Asked = (contents: WebContents, argument: unknown) => unknown

/** Answers every request of the windows; each one only when its sender is the top frame of a window of ours. */
export function serveWindows(services: ShellServices): void {
  const isTrusted = (event: IpcMainEvent | IpcMainInvokeEvent, channel: string): boolean => {
    const window = BrowserWindow.fromWebContents(event.sender)
    const owned = window !== null && services.ownsWindow(window)
    if (isTrustedSender(event.senderFrame, owned, services.origins)) return true
    services.log.warn({ channel }, 'sender refused')
    return false
  }
  for (const [channel, answer] of Object.entries(requestHandlers(services))) {
    ipcMain.handle(channel, async (event, argument: unknown) => {
      if (!isTrusted(event, channel)) throw new Error('refused')
      try {
        return await answer(event.sender, argument)
      } catch (error) {
        services.log.error({ channel, ...errorFields(error) }, 'request failed')
        throw error
      }
    })
  }
  for (const [channel, react] of Object.entries(messageHandlers(services))) {
    ipcMain.on(channel, (event) => {
      if (isTrusted(event, channel)) react(event.sender, undefined)
    })
  }
}

const messageHandlers = (services: ShellServices): Record<string, Asked> => ({
  [CHANNEL.requestPort]: (contents) => services.requestPort(contents),
  [CHANNEL.watchState]: (contents) => contents.send(CHANNEL.state, services.officeState()),
})

function requestHandlers(services: ShellServices): Record<string, Asked> {
  const { printing, saving, previews, batches } = services
  return {
    [CHANNEL.appInfo]: () => appInfo(services.runtime),
    [CHANNEL.restart]: () => services.restartOffice(),
    [CHANNEL.printers]: (contents) => printing.printers(contents),
    [CHANNEL.previewPaper]: (_contents, job) => previews.keep(readPaperJob(job).html),
    [CHANNEL.print]: (_contents, job) => printing.print(readPrintJob(job)),
    [CHANNEL.savePdf]: (contents, argument) => {
      const job = readPdfJob(argument)
      const suggestedName = safeFileName(job.suggestedName, '.pdf')
      return saving.save(contents, { suggestedName, title: services.strings().save.pdf, data: () => printing.pdf(job) })
    },
    [CHANNEL.saveFile]: (contents, argument) => {
      const file = readFileToSave(argument)
      const suggestedName = safeFileName(file.suggestedName)
      return saving.save(contents, { suggestedName, title: services.strings().save.file, data: () => file.data })
    },
    [CHANNEL.openBatch]: (contents, target) => batches.open(contents, readBatchTarget(target)),
    [CHANNEL.showFile]: (_contents, file) => {
      if (!saving.show(readText(file, 'file', 10_000))) throw new BadRequest('not a file of this session')
    },
    [CHANNEL.setColorScheme]: (_contents, scheme) => {
      if (!isColorScheme(scheme)) throw new BadRequest('unknown colour scheme')
      services.setColorScheme(scheme)
    },
    [CHANNEL.setLanguage]: (_contents, language) => {
      if (!isIdioma(language)) throw new BadRequest('unknown language')
      services.setLanguage(language)
    },
  }
}

function appInfo(runtime: AppInfo['runtime']): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    chrome: process.versions['chrome'] ?? '',
    runtime,
    platform: process.platform,
  }
}
