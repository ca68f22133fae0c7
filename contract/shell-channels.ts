/** How preload and main, the two halves of the shell, reach each other. Nobody else uses these. */

/** Names of the messages between preload and main. */
export const CHANNEL = {
  requestPort: 'office:request-port',
  port: 'office:port',
  watchState: 'office:watch-state',
  state: 'office:state',
  restart: 'office:restart',
  menu: 'shell:menu',
  appInfo: 'shell:app-info',
  printers: 'shell:printers',
  previewPaper: 'shell:preview-paper',
  print: 'shell:print',
  savePdf: 'shell:save-pdf',
  saveFile: 'shell:save-file',
  openBatch: 'shell:open-batch',
  showFile: 'shell:show-file',
  setColorScheme: 'shell:set-color-scheme',
  setLanguage: 'shell:set-language',
} as const

/** Preload's process argument that names the one origin it may serve. */
export const ORIGIN_ARGUMENT = '--mostrador-origin='
