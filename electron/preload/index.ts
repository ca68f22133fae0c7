/** Runs beside our page with two doors and no keys: the shell's few calls, and the office's port handed on. */
import { contextBridge, ipcRenderer } from 'electron'
import { type MenuCommand, OFFICE_PORT, type OfficeState, type ShellApi } from '../../contract/shell.ts'
import { CHANNEL, ORIGIN_ARGUMENT } from '../../contract/shell-channels.ts'

const ownOrigin = process.argv.find((argument) => argument.startsWith(ORIGIN_ARGUMENT))?.slice(ORIGIN_ARGUMENT.length)

if (ownOrigin !== undefined && window.location.origin === ownOrigin) open(ownOrigin)

function open(origin: string): void {
  ipcRenderer.on(CHANNEL.port, (event) => window.postMessage({ type: OFFICE_PORT }, origin, event.ports))
  contextBridge.exposeInMainWorld('mostrador', shellApi())
}

function shellApi(): ShellApi {
  return {
    requestPort: () => ipcRenderer.send(CHANNEL.requestPort),
    onOfficeState: watchOfficeState(),
    restartOffice: () => ipcRenderer.invoke(CHANNEL.restart),
    onMenu: (callback) => {
      const listener = (_event: unknown, command: MenuCommand) => callback(command)
      ipcRenderer.on(CHANNEL.menu, listener)
      return () => ipcRenderer.off(CHANNEL.menu, listener)
    },
    appInfo: () => ipcRenderer.invoke(CHANNEL.appInfo),
    printers: () => ipcRenderer.invoke(CHANNEL.printers),
    previewPaper: (job) => ipcRenderer.invoke(CHANNEL.previewPaper, job),
    print: (job) => ipcRenderer.invoke(CHANNEL.print, job),
    savePdf: (job) => ipcRenderer.invoke(CHANNEL.savePdf, job),
    saveFile: (file) => ipcRenderer.invoke(CHANNEL.saveFile, file),
    openBatch: (target) => ipcRenderer.invoke(CHANNEL.openBatch, target),
    showFile: (file) => ipcRenderer.invoke(CHANNEL.showFile, file),
    setColorScheme: (scheme) => ipcRenderer.invoke(CHANNEL.setColorScheme, scheme),
    setLanguage: (idioma) => ipcRenderer.invoke(CHANNEL.setLanguage, idioma),
  }
}

/** Main pushes every change; the last one is kept so that who subscribes late hears it at once. */
function watchOfficeState(): ShellApi['onOfficeState'] {
  const callbacks = new Set<(state: OfficeState) => void>()
  let current: OfficeState | null = null
  ipcRenderer.on(CHANNEL.state, (_event, state: OfficeState) => {
    // What changed while the page was asking is pushed and answered both.
    if (state.estado === current?.estado) return
    current = state
    for (const callback of callbacks) callback(state)
  })
  ipcRenderer.send(CHANNEL.watchState)
  return (callback) => {
    callbacks.add(callback)
    if (current !== null) callback(current)
    return () => callbacks.delete(callback)
  }
}
