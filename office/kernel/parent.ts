import type { OfficeKey, ParentQuestion } from '../../contract/control.ts'
import type { Hoja, Papel } from '../../contract/shell.ts'

/** Asks whoever started the office; null where nobody answers (a script, a test). */
export type AskParent = (ask: ParentQuestion) => Promise<unknown>

/** The parent could not do what it was asked. `code` as Node writes it, where there is one (`ENOSPC`). */
export class ParentFailure extends Error {
  override name = 'ParentFailure'
}

/** What the office, which draws nothing, asks of the process that started it. Each call throws ParentFailure. */
export class Parent {
  readonly #ask: AskParent

  constructor(ask: AskParent) {
    this.#ask = ask
  }

  /** A page as a PDF. */
  async pdf(papel: Papel, html: string): Promise<Uint8Array> {
    const pdf = await this.#ask({ what: 'pdf', papel, html })
    if (!(pdf instanceof Uint8Array)) throw new ParentFailure('the answer is no PDF')
    return pdf
  }

  /** Adds documents to a batch; false, with nothing added, when they took more than a sheet each and were not to. */
  async addToLote(page: {
    lote: string
    papel: Hoja
    html: string
    fileName: string
    documents: number
    exact: boolean
  }): Promise<boolean> {
    return (await this.#ask({ what: 'lote.add', ...page })) !== null
  }

  async finishLote(lote: string): Promise<void> {
    await this.#ask({ what: 'lote.finish', lote })
  }

  async abortLote(lote: string): Promise<void> {
    await this.#ask({ what: 'lote.abort', lote })
  }

  async renewKey(): Promise<OfficeKey> {
    return (await this.#ask({ what: 'key.renew' })) as OfficeKey
  }
}
