/** Every name, size and time of the shell in one place. Sizes in CSS px unless said otherwise; times in ms. */

export const APP_NAME = 'Mostrador'
/** The same as `appId` of the packages: Windows groups windows and notifications by it. */
export const APP_ID = 'app.mostrador.office'
export const APP_SCHEME = 'app'
export const APP_HOST = 'office'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const PAPER_SCHEME = 'paper'
export const PAPER_HOST = 'doc'
/** In-memory session of the windows that print: it knows `paper:` and nothing else. */
export const PAPER_PARTITION = 'paper'
/** What the built index.html carries where the nonce of its response goes. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

export const SUPPORT_MAIL = 'mailto:hola@mostrador.example'
export const EXTERNAL_PROTOCOLS: readonly string[] = ['https:', 'mailto:']
/** Copying text is all that a window may do beyond drawing. */
export const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write']

export const WINDOW = {
  width: 1366,
  height: 768,
  minWidth: 1024,
  minHeight: 680,
  /** This much of the top edge must be on a screen, else the window is brought back. */
  reachableWidth: 120,
  reachableHeight: 40,
  saveDelay: 400,
  background: { light: '#ffffff', dark: '#1a1b1e' },
} as const

/** Restarts allowed within `windowMs`, and how long each waits. */
export const OFFICE_RESTARTS = { max: 3, windowMs: 60_000, backoffMs: [250, 1000, 3000] } as const
export const OFFICE_STOP_TIMEOUT = 10_000
/** What an office that said `failed` (or was killed) gets to leave by itself. */
export const OFFICE_EXIT_GRACE = 2000
export const RENDERER_RELOADS = { max: 3, windowMs: 60_000 } as const

export const LOG_MAX_BYTES = 5 * 1024 * 1024
export const LOG_KEPT_FILES = 3

export const PAPER_KEPT = 4
export const PAPER_MAX_BYTES = 20 * 1024 * 1024
export const FILE_MAX_BYTES = 512 * 1024 * 1024
/** Pages of HTML that one hidden window draws before it is made anew. */
export const PRESS_PAGES = 25
export const PAPER_LOAD_TIMEOUT = 15_000
export const CSS_PX_PER_INCH = 96
export const MM_PER_INCH = 25.4
/** Added below a roll's content: page sizes are rounded to printer dots and must not fall short. */
export const ROLL_SLACK_PX = 4
export const ROLL_MIN_HEIGHT_PX = 96

export const FILE = {
  windowState: 'window.json',
  preferences: 'shell.json',
  mainLog: 'main.log',
  officeLog: 'office.log',
  officeKey: 'office.key',
} as const
export const FOLDER = { office: 'office', logs: 'logs', codeCache: 'office-code' } as const
