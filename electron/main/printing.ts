import type { WebContents, WebContentsPrintOptions } from 'electron'
import type { PaperJob, PrinterInfo, PrintResult } from '../../contract/shell.ts'
import { errorFields, type Log } from './logging.ts'
import { countPdfPages, isRoll, pageInches, pageMicrons, printResult } from './paper-format.ts'
import { type LoadedPaper, withPaperWindow } from './paper-window.ts'

const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 }
/** How much taller each further try makes a roll whose content did not fit its one page. */
const ROLL_GROWTH = 1.1
const ROLL_TRIES = 4

/** Prints documents and turns them into PDF, one after the other (each needs a window for a moment) where nobody is asked. */
export class Printing {
  readonly #log: Log
  #last: Promise<unknown> = Promise.resolve()

  constructor(log: Log) {
    this.#log = log
  }

  /** Printers the system knows; none when it cannot say. */
  async printers(contents: WebContents): Promise<PrinterInfo[]> {
    try {
      const found = await contents.getPrintersAsync()
      return found.map((printer) => ({
        name: printer.name,
        displayName: printer.displayName || printer.name,
        // Newer Electrons no longer say which one is the default; a single one is.
        isDefault: found.length === 1 || ('isDefault' in printer && printer.isDefault === true),
      }))
    } catch (error) {
      this.#log.warn(errorFields(error), 'printers could not be listed')
      return []
    }
  }

  /** Never rejects: what went wrong is in the result. */
  async print(job: PaperJob & { printer: string | null }): Promise<PrintResult> {
    try {
      const work = () => withPaperWindow(job, (paper) => printPaper(paper, job))
      // A system dialog may stay open for long; nothing else waits for it.
      const result = await (job.printer === null ? work() : this.#inTurn(work))
      this.#log.info({ papel: job.papel, silent: job.printer !== null, ...result }, 'printed')
      return result
    } catch (error) {
      this.#log.error(errorFields(error), 'printing failed')
      return { ok: false, reason: 'failed', detail: errorFields(error).error }
    }
  }

  /** The document as a PDF: A4 sheets, or one continuous page for a roll. Rejects when it cannot be drawn. */
  pdf(job: PaperJob): Promise<Uint8Array> {
    return this.#inTurn(() => withPaperWindow(job, (paper) => renderPdf(paper, job)))
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }
}

function printPaper(paper: LoadedPaper, job: PaperJob & { printer: string | null }): Promise<PrintResult> {
  const options: WebContentsPrintOptions = {
    silent: job.printer !== null,
    printBackground: true,
    pageSize: pageMicrons(job.papel, paper.contentHeight),
    // A sheet's margins are the document's own (@page); a roll has none.
    margins: { marginType: isRoll(job.papel) ? 'none' : 'default' },
    ...(job.printer === null ? {} : { deviceName: job.printer }),
  }
  return new Promise((resolve) => {
    paper.contents.print(options, (success, reason) => resolve(printResult(success, reason)))
  })
}

async function renderPdf({ contents, contentHeight }: LoadedPaper, job: PaperJob): Promise<Uint8Array> {
  const render = (height: number) =>
    contents.printToPDF({ pageSize: pageInches(job.papel, height), margins: NO_MARGINS, printBackground: true })
  let height = contentHeight
  let pdf = await render(height)
  for (let tries = 1; isRoll(job.papel) && countPdfPages(pdf) > 1 && tries < ROLL_TRIES; tries++) {
    height *= ROLL_GROWTH
    pdf = await render(height)
  }
  return pdf
}
