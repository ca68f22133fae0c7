import type { StartFailure } from './control.ts'
import type { Idioma } from './enums.ts'

/** Paper that a document is designed for. Widths in mm: 80 (72 printable), 58 (48 printable), 210, 139.7 (half letter). */
export const PAPELES = ['80mm', '58mm', 'A4', 'media_carta'] as const
export type Papel = (typeof PAPELES)[number]
/** Of these, the sheets: what invoices and statements come out on. */
export const HOJAS = ['A4', 'media_carta'] as const
export type Hoja = (typeof HOJAS)[number]

/** State of the office process as the window sees it. */
export type OfficeState =
  | { estado: 'starting' | 'ready' | 'restarting' }
  | { estado: 'failed'; code: StartFailure | 'crashed'; detail: string }

export interface PrinterInfo {
  /** Name the system knows the printer by; what `print` takes. */
  name: string
  displayName: string
  isDefault: boolean
}

/** A document ready for paper: a whole HTML page without scripts, as `documentos.*` of the office returns it. */
export interface PaperJob {
  html: string
  papel: Papel
}

export type PrintResult =
  | { ok: true }
  | {
      ok: false
      reason: 'cancelled' | 'no_printer' | 'failed'
      detail: string
    }
export type SaveResult = { ok: true; file: string } | { ok: false; reason: 'cancelled' | 'failed'; detail: string }

/** Where a batch of documents goes: one file, a new folder with a file for each, or a printer. */
export type BatchTarget =
  | { kind: 'file'; suggestedName: string }
  | { kind: 'folder'; suggestedName: string }
  | { kind: 'printer'; printer: string }
/** `lote` names the place to the office; `place` is the file or folder, for `showFile` once something is there. */
export type BatchPlace =
  | { ok: true; lote: string; place: string }
  | { ok: false; reason: 'cancelled' | 'failed'; detail: string }

/** Commands that the application menu (and its shortcuts) send to the window. */
export const MENU_COMMANDS = [
  'go.mostrador',
  'go.clientes',
  'go.facturas',
  'go.ajustes',
  'palette',
  'cliente.create',
  'factura.create',
  'corrida.run',
  'lock',
  'help.shortcuts',
  'about',
] as const
export type MenuCommand = (typeof MENU_COMMANDS)[number]

export interface AppInfo {
  version: string
  electron: string
  chrome: string
  /** `development` when the fallback Electron runs: never what a user is shipped. */
  runtime: 'shipped' | 'development'
  platform: string
}

/**
 * The few things a window may ask of the shell; everything else goes to the office.
 * Exposed as `window.mostrador`. The office's MessagePort arrives in the page as a `message` event whose data is
 * `{ type: OFFICE_PORT }`, with the port in `ports[0]`, once per `requestPort()` and again after a restart.
 */
export interface ShellApi {
  /** Asks main for a (new) port to the office; harmless to repeat. */
  requestPort(): void
  /** Calls back with the current state at once and with each later change; returns the unsubscribe. */
  onOfficeState(callback: (state: OfficeState) => void): () => void
  /** Starts the office again after `failed`. */
  restartOffice(): Promise<void>
  onMenu(callback: (command: MenuCommand) => void): () => void
  appInfo(): Promise<AppInfo>
  printers(): Promise<PrinterInfo[]>
  /** Keeps a document for a preview and returns the URL of its frame (`paper://…`); replaced by the next call. */
  previewPaper(job: PaperJob): Promise<string>
  /** Prints; with `printer` silently to that one, else through the system's dialog. */
  print(job: PaperJob & { printer: string | null }): Promise<PrintResult>
  /** Renders to PDF and asks where to keep it. */
  savePdf(job: PaperJob & { suggestedName: string }): Promise<SaveResult>
  /** Asks where to keep a file; `data` is text (written as UTF-8) or bytes. */
  saveFile(file: { suggestedName: string; data: string | Uint8Array }): Promise<SaveResult>
  /** Asks where a batch shall go; the office then fills it (`documentos.startBatch`). */
  openBatch(target: BatchTarget): Promise<BatchPlace>
  /** Shows a file that this session saved in the system's file manager. */
  showFile(file: string): Promise<void>
  setColorScheme(scheme: 'light' | 'dark' | 'auto'): Promise<void>
  /** Language of the application menu and of the shell's own dialogs; kept for the next start. */
  setLanguage(idioma: Idioma): Promise<void>
}

export const OFFICE_PORT = 'mostrador:office-port'
