import type { BrowserWindow } from 'electron'
import type { Hoja } from '../../contract/shell.ts'
import { PRESS_PAGES } from './constants.ts'
import { pageInches } from './paper-format.ts'
import { loadPaper, openPaperWindow } from './paper-window.ts'

const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 }

/**
 * Draws many pages one after the other in one hidden window, so that none waits for a window of its own. The window is
 * made anew now and then: what Chromium keeps of pages it has shown would grow with their number.
 */
export class PaperPress {
  #window: BrowserWindow | null = null
  #drawn = 0

  async pdf(papel: Hoja, html: string): Promise<Uint8Array> {
    const window = this.#ready()
    return loadPaper(window, html, (contents) =>
      contents.printToPDF({ pageSize: pageInches(papel, 0), margins: NO_MARGINS, printBackground: true }),
    )
  }

  close(): void {
    this.#window?.destroy()
    this.#window = null
  }

  #ready(): BrowserWindow {
    if (this.#drawn >= PRESS_PAGES) {
      this.close()
      this.#drawn = 0
    }
    this.#drawn++
    this.#window ??= openPaperWindow()
    return this.#window
  }
}
