import { BrowserWindow, type Session, session, type WebContents } from 'electron'
import type { Papel, PaperJob } from '../../contract/shell.ts'
import { PAPER_LOAD_TIMEOUT, PAPER_PARTITION } from './constants.ts'
import { isRoll, layoutWidth } from './paper-format.ts'
import { servePaper } from './paper-protocol.ts'
import { PaperStore } from './paper-store.ts'
import { denyPermissions } from './security.ts'

const documents = new PaperStore()
let paperSession: Session | null = null

/** A session that can load documents and nothing else: no `app:`, no network. Made when the first page is printed. */
function openPaperSession(): Session {
  if (paperSession !== null) return paperSession
  paperSession = session.fromPartition(PAPER_PARTITION)
  servePaper(paperSession, documents, ["'none'"])
  denyPermissions(paperSession, [])
  return paperSession
}

/** A loaded document, in a window nobody sees. */
export interface LoadedPaper {
  contents: WebContents
  /** Height of the content in CSS px when laid out for print at the paper's width; 0 for sheets, which need none. */
  contentHeight: number
}

/** A window nobody sees, without preload and without JavaScript. */
export const openPaperWindow = (): BrowserWindow =>
  new BrowserWindow({
    show: false,
    webPreferences: {
      session: openPaperSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  })

/** Loads a document into a window and hands it to `use`. Throws when it does not load within 15 s, and what `use` throws. */
export async function loadPaper<Result>(
  window: BrowserWindow,
  html: string,
  use: (contents: WebContents) => Promise<Result>,
): Promise<Result> {
  const address = documents.keep(html)
  try {
    await withTimeout(window.loadURL(address), PAPER_LOAD_TIMEOUT)
    return await use(window.webContents)
  } finally {
    documents.forget(address)
  }
}

/**
 * Loads a document into a hidden window of its own, hands it to `use`, and destroys it.
 * Throws when the document does not load within 15 s, and whatever `use` throws.
 */
export async function withPaperWindow<Result>(
  job: PaperJob,
  use: (paper: LoadedPaper) => Promise<Result>,
): Promise<Result> {
  const window = openPaperWindow()
  try {
    return await loadPaper(window, job.html, async (contents) =>
      use({ contents, contentHeight: isRoll(job.papel) ? await measure(contents, job.papel) : 0 }),
    )
  } finally {
    window.destroy()
  }
}

/** Through the DevTools protocol, since the page may not run a script, not even ours. */
async function measure(contents: WebContents, papel: Papel): Promise<number> {
  const { debugger: tools } = contents
  tools.attach('1.3')
  try {
    await tools.sendCommand('Emulation.setEmulatedMedia', { media: 'print' })
    await tools.sendCommand('Emulation.setScrollbarsHidden', { hidden: true })
    const metrics = { width: layoutWidth(papel), height: 1, deviceScaleFactor: 1, mobile: false }
    await tools.sendCommand('Emulation.setDeviceMetricsOverride', metrics)
    const layout = (await tools.sendCommand('Page.getLayoutMetrics')) as { cssContentSize: { height: number } }
    return layout.cssContentSize.height
  } finally {
    tools.detach()
  }
}

async function withTimeout(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the document did not load in time')), ms)
  })
  try {
    await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}
